"""Opinions beside each other: every column fits, and what has no room is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from claims.agreement import Opinion
from claims.models import Action, Decision, Evidence
from tui.widgets.peers_pane import PeersPane


def opinion(reviewer: str, reason: str = "") -> Opinion:
    decision = Decision(
        seq=1,
        step=1,
        time=dt.datetime(2026, 3, 14, tzinfo=dt.UTC),
        reviewer=reviewer,
        target="c1",
        action=Action.VERDICT,
        before="unreviewed",
        after="refuted",
        reason=reason,
    )
    return Opinion(reviewer, verdict=decision, notes=("n",), evidence=(Evidence(quotation="q"),))


async def lines(line: str, opinions: Sequence[Opinion], width: int) -> list[str]:
    """Return what a terminal of ``width`` shows of the pane."""

    class Only(App[None]):
        CSS = "PeersPane { height: auto; }"

        def compose(self) -> ComposeResult:
            yield PeersPane(id="peers")

    app = Only()
    async with app.run_test(size=(width, 20)) as pilot:
        app.query_one(PeersPane).show(line, opinions)
        await pilot.pause()
        return [strip.text for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("width", [20, 40, 80, 140])
async def test_every_line_fits_and_nothing_is_markup(width: int) -> None:
    held = [opinion(f"名前{n}[/]", "[b]\x1b[31mred[/b] " + "長い" * 30) for n in range(5)]
    drawn = await lines("5 to settle", held, width)
    assert all(cell_len(line) == width for line in drawn)
    assert "\x1b" not in "".join(drawn) and "名前0[/]" in drawn[1]
    columns = max(1, (width + 2) // 26)
    assert sum(f"名前{n}" in drawn[1] for n in range(5)) == min(5, columns)
    assert (f"(+{5 - columns} more" in drawn[1]) == (columns < 5)


async def test_without_opinions_the_line_is_whole_and_with_them_one_line() -> None:
    line = " · ".join(f"pair {n}: verdict 50% of 4" for n in range(6))
    alone = await lines(line, [], 40)
    assert "pair 5" in "".join(alone)
    beside = await lines(line, [opinion("ann"), opinion("bob")], 60)
    assert beside[0].rstrip().endswith("…")
    assert "ann" in beside[1] and "bob" in beside[1]


async def test_with_nothing_to_say_there_is_no_pane() -> None:
    assert "".join(await lines("", [], 40)).strip() == ""
