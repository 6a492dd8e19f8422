from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.pace import PAUSE, Period, Step, duration, pace, pace_variants, pace_words, periods

START = dt.datetime(2026, 3, 14, 9, 0, tzinfo=dt.UTC)


def steps(*seconds: float, claims: int = 1) -> list[Step]:
    return [Step(START + dt.timedelta(seconds=at), "anna", claims) for at in seconds]


def test_the_pace_is_the_time_between_decisions() -> None:
    found = pace(steps(0, 10, 40, 60))
    assert (found.steps, found.active) == (3, dt.timedelta(minutes=1))
    assert found.each == dt.timedelta(seconds=20)
    assert found.an_hour == 180
    assert found.rest(6) == dt.timedelta(minutes=2)


def test_a_pause_counts_neither_as_time_nor_as_a_claim() -> None:
    assert pace(steps(0, 10, 10 + 3600, 3630)) == pace(steps(0, 10, 30))
    at_most = PAUSE.total_seconds()
    assert pace(steps(0, at_most)).steps == 1
    assert pace(steps(0, at_most + 1)).steps == 0


def test_a_step_on_many_claims_is_one_act() -> None:
    assert pace(steps(0, 30, claims=500)).an_hour == 120


@pytest.mark.parametrize("made", [steps(), steps(0), steps(0, 500)])
def test_without_anything_measured_only_what_is_left_is_said(made: list[Step]) -> None:
    found = pace(made)
    assert (found.each, found.an_hour, found.rest(3)) == (None, None, None)
    assert pace_words(found, 3) == "3 left"


def test_the_words_say_what_is_left_at_this_pace() -> None:
    found = pace(steps(0, 88))
    assert pace_words(found, 28) == "28 left · 41 an hour · 1 min 28 s each · 41 min to go"
    assert pace_variants(found, 28)[1:] == (
        "28 left · 41 an hour · 41 min to go",
        "28 left · 41 min to go",
        "28 left",
    )
    assert pace_words(found, 0) == "0 left · 41 an hour · 1 min 28 s each"


@given(st.lists(st.floats(0, 10_000), max_size=30))
def test_the_active_time_is_never_longer_than_the_clock(at: list[float]) -> None:
    made = steps(*sorted(at))
    found = pace(made)
    whole = made[-1].time - made[0].time if made else dt.timedelta(0)
    assert dt.timedelta(0) <= found.active <= whole
    assert found.steps <= max(0, len(made) - 1)


def test_periods_are_hours_where_all_lies_close_and_the_empty_ones_are_there() -> None:
    made = [*steps(0, 10), *steps(2 * 3600, claims=5)]
    assert periods(made, dt.UTC) == [
        Period("2026-03-14 09h", 2),
        Period("2026-03-14 10h", 0),
        Period("2026-03-14 11h", 5),
    ]
    assert periods([], dt.UTC) == []


def test_periods_are_days_otherwise_and_the_last_ones() -> None:
    day = 24 * 3600
    assert periods(steps(0, 10, 3 * day), dt.UTC, most=3) == [
        Period("2026-03-15", 0),
        Period("2026-03-16", 0),
        Period("2026-03-17", 1),
    ]


def test_the_clock_is_that_of_the_zone() -> None:
    assert periods(steps(0), dt.timezone(dt.timedelta(hours=5)))[0].name == "2026-03-14 14h"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59.6, "1 min"),
        (88, "1 min 28 s"),
        (41 * 60, "41 min"),
        (2 * 3600 + 300, "2 h 5 min"),
        (130.4 * 3600, "130 h"),
        (3_600_000, "1,000 h"),
    ],
)
def test_a_duration_is_said_as_a_person_would(seconds: float, words: str) -> None:
    assert duration(dt.timedelta(seconds=seconds)) == words
