"""When two numbers are of the same thing, and when both can be so."""

from __future__ import annotations

from claims.matching.lexicon import lexicon
from claims.matching.values import Number

PEOPLE = "person"
ABOUT = 0.1
"""How far ``about 30`` reaches, as a share of it; never farther than it is rounded (``about 73``: by 1)."""
FINEST = 1e-6
"""The finest place that is looked at."""
OPEN_END = 1.2
"""``More than 20`` reaches to this many times 20, and ``less than 20`` down to 20 by it."""


def same_thing(x: Number, y: Number) -> bool:
    """Whether two numbers can be compared: like units, and a word around them in common."""
    return _like_units(x, y) and not frozenset(x.near).isdisjoint(y.near)


def comparable(x: Number, y: Number) -> bool:
    """Whether two numbers that are all that is left over can be of one thing: of one measure, or of none."""
    measures = frozenset(lexicon().units.values()) - {PEOPLE}
    return x.unit == y.unit if x.unit in measures or y.unit in measures else True


def _like_units(x: Number, y: Number) -> bool:
    """Whether two units can be of one thing: equal, or words of which one is missing, people, or near.

    "22 suspected cases" and "18 cases" are alike, and so are "112 people" and "125 dead".
    """
    measures = frozenset(lexicon().units.values()) - {PEOPLE}
    if x.unit == y.unit or x.unit in measures or y.unit in measures:
        return x.unit == y.unit
    if not x.unit or not y.unit or PEOPLE in (x.unit, y.unit):
        return True
    return x.unit in y.following or y.unit in x.following


def agree(x: Number, y: Number) -> bool:
    """Whether two numbers can both be so, by their bounds and the precision they were written with."""
    if x.unit and y.unit and not _like_units(x, y):
        return False
    slack = max(x.slack, y.slack) * (1 + 1e-9)
    if x.bound == y.bound != "about" and x.upper is None and y.upper is None:
        return abs(x.value - y.value) <= slack  # "more than 130" beside "more than 143" is worth a look
    if x.upper is not None and y.upper is not None:
        return abs(x.value - y.value) <= slack and abs(x.upper - y.upper) <= slack
    (low_x, high_x), (low_y, high_y) = _reach(x), _reach(y)
    return low_x - slack <= high_y and low_y - slack <= high_x


def _reach(number: Number) -> tuple[float, float]:
    """Return the least and the greatest amount that a number can mean."""
    low, high = number.value, number.value if number.upper is None else number.upper
    match number.bound:
        case "about":
            return low - min(abs(low) * ABOUT, _rounded(low)), high + min(abs(high) * ABOUT, _rounded(high))
        case "at least" | "more than":
            return low, high * OPEN_END
        case "at most" | "less than":
            return low / OPEN_END, high
        case _:
            return low, high


def _rounded(value: float) -> float:
    """Return the place that an amount is rounded to: 10 for 120, 1 for 73, 0.1 for 1.2."""
    place = 1.0
    while value and value % (place * 10) == 0:
        place *= 10
    while place > FINEST and abs(value / place - round(value / place)) > FINEST:
        place /= 10
    return place
