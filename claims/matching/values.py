"""Typed values of a content, the only things that can conflict."""

from __future__ import annotations

from dataclasses import dataclass

NEGATION = "negation"
DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in its unit, with where it stands (offsets in the content's words) and what is around."""

    words: str
    start: int
    end: int
    value: float
    upper: float | None
    unit: str
    bound: str
    slack: float
    """Half of the last place that was written: ``1.2 million`` -> 50,000."""
    following: tuple[str, ...]
    """The stems right after it, of which one may be the unit: ``22 suspected cases``."""
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A date or period as first and last day (ISO); without a stated year ``dated`` is False.

    A misprinted day that no calendar has ("June 50") is kept as it is written.
    """

    words: str
    start: int
    end: int
    first: str
    last: str
    dated: bool
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that turn a statement round: ``kind`` is negation, denial, or an opposite's name and side."""

    kind: str
    side: int
    words: str
    start: int
    end: int
    scope: tuple[str, ...]
    """The topical stems that it is about."""
