from __future__ import annotations

import datetime as dt

import pytest

from claims.cli.pacing import as_json, lines
from claims.pace import Step

START = dt.datetime(2026, 3, 14, 9, 0, tzinfo=dt.UTC)


def made(reviewer: str, *seconds: float) -> list[Step]:
    return [Step(START + dt.timedelta(seconds=at), reviewer, 1) for at in seconds]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_plot_fits_the_terminal_and_the_longest_bar_is_the_greatest_number(width: int) -> None:
    steps = [*made("anna", 0, 10, 20, 30), *made("anna", 3600, 3610)]
    plot = [line for line in lines(steps, left=5, width=width) if "█" in line]
    assert len(plot) == 2
    assert plot[0].count("█") == 2 * plot[1].count("█") + plot[1].count("▌")
    assert all(len(line) <= max(width, 40) for line in plot)


def test_each_reviewer_has_a_pace_of_their_own_whose_name_steers_no_terminal() -> None:
    steps = [*made("an\x1b[31mna", 0, 10), *made("ben", 0, 60)]
    found = list(lines(steps, left=60, width=80))
    assert "\x1b" not in "".join(found)
    assert [line.split()[-9:] for line in found if line.startswith("  ben")] == [
        ["60", "left", "·", "60", "an", "hour", "·", "1", "min", "each", "·", "1", "h", "to", "go"][-9:]
    ]


def test_nothing_decided_is_no_line() -> None:
    assert list(lines([], left=5, width=80)) == []
    assert as_json([]) == {"pace": {}, "periods": []}


def test_json_has_numbers() -> None:
    found = as_json(made("anna", 0, 10))
    assert found["pace"] == {
        "anna": {"steps": 1, "active_seconds": 10.0, "seconds_each": 10.0, "an_hour": 360.0}
    }
