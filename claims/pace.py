"""How fast a reviewer decides, without the pauses, from the times of their decisions alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

PAUSE = dt.timedelta(minutes=2)
"""Longer than this without a decision is a pause, and no time spent on a claim."""
RECENT = 200
"""Steps that the pace of one reviewer is taken from: the latest ones."""
HOURS_SHOWN = dt.timedelta(hours=36)
"""What lies within this is counted by the hour, what is spread further by the day."""


class Step(NamedTuple):
    """One step of a reviewer that decided on claims, and was not taken back."""

    time: dt.datetime
    reviewer: str
    claims: int
    """How many claims it decided on at once."""


class Pace(NamedTuple):
    """How long a number of steps took together; one on many claims is one step."""

    steps: int
    active: dt.timedelta

    @property
    def each(self) -> dt.timedelta | None:
        """The time that one step takes; None when nothing was measured."""
        return self.active / self.steps if self.steps else None

    @property
    def an_hour(self) -> float | None:
        """Steps an hour; None when nothing was measured."""
        return self.steps / (self.active / dt.timedelta(hours=1)) if self.active else None

    def rest(self, claims: int) -> dt.timedelta | None:
        """Return how long ``claims`` more take one by one; None when nothing was measured."""
        return self.each * claims if self.each is not None else None


def pace(steps: Iterable[Step]) -> Pace:
    """Return the pace of ``steps`` of one reviewer, in the order they were made.

    The time of an step is that since the one before it; the first of all, and one after a pause, have
    none that is known, and are left out.
    """
    gaps = [after.time - before.time for before, after in pairwise(steps)]
    spent = [gap for gap in gaps if dt.timedelta(0) <= gap <= PAUSE]
    return Pace(len(spent), sum(spent, dt.timedelta(0)))


class Period(NamedTuple):
    """An hour or a day, and how many claims were decided on in it."""

    name: str
    claims: int


def periods(steps: Sequence[Step], zone: dt.tzinfo | None = None, most: int = 24) -> list[Period]:
    """Return the claims decided on by hour, or by day where the steps are spread further; the last ``most``.

    Periods without any are there too. ``zone`` is the one whose clock counts; None: the machine's.
    """
    times = [step.time.astimezone(zone) for step in steps]
    if not times:
        return []
    hourly = max(times) - min(times) <= HOURS_SHOWN
    length = dt.timedelta(hours=1) if hourly else dt.timedelta(days=1)
    starts = [_start(time, hourly) for time in times]
    counts = Counter[dt.datetime]()
    for start, step in zip(starts, steps, strict=True):
        counts[start] += step.claims
    last = max(starts)
    first = max(min(starts), last - length * (most - 1))
    shown = [first + length * number for number in range(round((last - first) / length) + 1)]
    return [
        Period(f"{start:%Y-%m-%d %H}h" if hourly else f"{start:%Y-%m-%d}", counts[start]) for start in shown
    ]


def _start(time: dt.datetime, hourly: bool) -> dt.datetime:
    """Return the beginning of the hour or day of ``time`` by its own clock."""
    whole = time.replace(minute=0, second=0, microsecond=0, tzinfo=None)
    return whole if hourly else whole.replace(hour=0)


def duration(time: dt.timedelta) -> str:
    """Return a length of time as a person says it: ``8 s``, ``1 min 28 s``, ``41 min``, ``2 h``."""
    seconds = round(time.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 10:
        return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours:,} h {minutes} min" if minutes and hours < 10 else f"{hours:,} h"


def pace_words(found: Pace, left: int) -> str:
    """Return the pace, and what is left at it: ``28 left · 41 an hour · 1 min 28 s each · 41 min to go``."""
    return pace_variants(found, left)[0]


def pace_variants(found: Pace, left: int) -> tuple[str, ...]:
    """Return the same in words of which there are fewer and fewer, for where there is less room."""
    count = f"{left:,} left"
    rest = found.rest(left)
    if found.an_hour is None or found.each is None or rest is None:
        return (count,)
    to_go = f" · {duration(rest)} to go" if left else ""
    hourly = f"{count} · {found.an_hour:,.0f} an hour"
    return (f"{hourly} · {duration(found.each)} each{to_go}", f"{hourly}{to_go}", f"{count}{to_go}", count)
