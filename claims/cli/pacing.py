"""How the reviewers of a store get on, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from claims.pace import RECENT, Pace, Period, Step, pace, pace_words, periods
from claims.text.display import displayable

NAME = 24
"""Cells of a reviewer's name."""
NARROW, WIDEST = 10, 50
"""Cells of the longest bar."""
BAR = "█"
HALF = "▌"


def by_reviewer(steps: Sequence[Step]) -> dict[str, Pace]:
    """Return the pace of each reviewer's latest steps, by name."""
    names = sorted({step.reviewer for step in steps})
    return {name: pace([step for step in steps if step.reviewer == name][-RECENT:]) for name in names}


def as_json(steps: Sequence[Step]) -> dict[str, object]:
    """Return the paces and the periods as values of JSON."""
    paces = {
        name: {
            "steps": found.steps,
            "active_seconds": found.active.total_seconds(),
            "seconds_each": found.each.total_seconds() if found.each is not None else None,
            "an_hour": found.an_hour,
        }
        for name, found in by_reviewer(steps).items()
    }
    return {"pace": paces, "periods": [period._asdict() for period in periods(steps)]}


def lines(steps: Sequence[Step], *, left: int, width: int) -> Iterator[str]:
    """Yield the pace of each reviewer with what is ``left`` at it, then a plot ``width`` cells wide."""
    measured = {name: found for name, found in by_reviewer(steps).items() if found.steps}
    if measured:
        yield "\npace, without pauses"
        for name, found in measured.items():
            yield f"  {set_cell_size(' '.join(displayable(name).split()), NAME)} {pace_words(found, left)}"
    if shown := periods(steps):
        yield f"\nclaims decided by the {'hour' if shown[0].name.endswith('h') else 'day'}"
        yield from _plot(shown, width)


def _plot(shown: Sequence[Period], width: int) -> Iterator[str]:
    """Yield a bar for each period, the longest as long as ``width`` allows."""
    most = max(period.claims for period in shown)
    number = max(len(f"{period.claims:,}") for period in shown)
    room = width - 2 - max(cell_len(period.name) for period in shown) - 1 - number - 1
    longest = max(NARROW, min(WIDEST, room))
    for period in shown:
        halves = round(2 * longest * period.claims / most) if most else 0
        bar = BAR * (halves // 2) + HALF * (halves % 2)
        yield f"  {period.name} {period.claims:{number},} {bar or (HALF if period.claims else '')}".rstrip()
