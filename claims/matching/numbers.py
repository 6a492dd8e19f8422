"""Numbers in their units, by a light reading of digits and number words.

For contents that come without ``Features``, and for what those do not carry: how exactly a number
was written, and which words stand around it.
"""

from __future__ import annotations

import re

from claims.matching.lexicon import lexicon, stem
from claims.matching.values import Number
from claims.matching.words import Word, following, near

NEIGHBOURS = 8
"""How many words on each side tell what a number is a number of."""
UNIT_WORDS = 3
"""How many words after a number its unit can be among."""
GROUPED = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
PARTS = frozenset(":/")
ORDINALS = ("st", "nd", "rd", "th")
LONGEST = 18
"""Digits beyond this many are a serial number, not an amount."""


def numbers(text: str, row: tuple[Word, ...], taken: set[int]) -> list[Number]:
    """Return the numbers in ``text``; ``taken`` are the places in ``row`` that belong to dates."""
    found: list[Number] = []
    at = 0
    while at < len(row):
        read = None if at in taken else _amount(text, row, at)
        if read is None:
            at += 1
            continue
        value, slack, stop = read
        upper, stop = _upper(text, row, at, stop, value)
        unit, begin, stop = _unit(text, row, at, stop)
        found.append(
            Number(
                words=text[row[begin].start : row[stop - 1].end],
                start=row[begin].start,
                end=row[stop - 1].end,
                value=value,
                upper=upper,
                unit=unit,
                bound=_bound(row, begin),
                slack=slack,
                following=following(row, stop, UNIT_WORDS),
                near=near(row, begin, stop, NEIGHBOURS),
            )
        )
        at = stop
    return found


def _amount(text: str, row: tuple[Word, ...], at: int) -> tuple[float, float, int] | None:
    """Return (value, slack, stop) of a number that begins at ``row[at]``, or None; "90s" is none."""
    known = lexicon()
    low = row[at].low
    if low[0].isdigit():
        if part_of_name(text, row, at) or text.startswith("s", row[at].end):
            return None
        digits = _digits(low)
        if digits is None:
            return None
        value, slack = digits
    elif low in known.numbers:
        value, slack = float(known.numbers[low]), 0.5
    elif low in ("a", "an") and at + 1 < len(row) and row[at + 1].low in known.scales:
        value, slack = 1.0, 0.5
    else:
        return None
    at += 1
    if at < len(row) and not low[0].isdigit() and value >= 20 and known.numbers.get(row[at].low, 10) < 10:
        value += known.numbers[row[at].low]
        at += 1
    while at < len(row) and row[at].low in known.scales:
        scale = known.scales[row[at].low]
        value, slack, at = value * scale, slack * scale, at + 1
    return value, slack, at


def part_of_name(text: str, row: tuple[Word, ...], at: int) -> bool:
    """Whether the digits are in a name (G7, F-16), a time or fraction, or an ordinal."""
    start, end = row[at].start, row[at].end
    before = text[max(0, start - 2) : start]
    after = text[end : end + 2].lower()
    named = before[-1:].isalpha() or (before[-1:] in ("-", "‑") and before[:1].isalpha())
    part = (before[-1:] in PARTS and before[:1].isdigit()) or (after[:1] in PARTS and after[1:].isdigit())
    return named or part or after in ORDINALS


def _digits(low: str) -> tuple[float, float] | None:
    """Return (value, slack) of digits with English separators, or None where they are something else."""
    if not low.isascii() or len(low) > LONGEST or not GROUPED.fullmatch(low):
        return None
    return float(low.replace(",", "")), 0.5 * 10.0 ** -len(low.partition(".")[2])


def _upper(text: str, row: tuple[Word, ...], at: int, stop: int, value: float) -> tuple[float | None, int]:
    """Return the upper end of a range such as ``10 to 15`` or ``10-15`` and where it stops."""
    if stop >= len(row) or (at > 0 and row[at - 1].low == "from"):
        return None, stop
    between = at > 0 and row[at - 1].low == "between"
    if row[stop].low == ("and" if between else "to"):
        second = stop + 1
    elif text[row[stop - 1].end : row[stop].start] in ("-", "–", "‑"):
        second = stop
    else:
        return None, stop
    high = None
    if second < len(row) and row[second].low[0].isdigit():
        high = _digits(row[second].low)
    return (high[0], second + 1) if high is not None and high[0] > value else (None, stop)


def _unit(text: str, row: tuple[Word, ...], at: int, stop: int) -> tuple[str, int, int]:
    """Return the unit of ``row[at:stop]`` and the range with the unit's own words in it."""
    known = lexicon()
    if at > 0 and row[at - 1].low in "$€£¥" and row[at - 1].end == row[at].start:
        return known.units[row[at - 1].low], at - 1, stop
    if stop >= len(row) or len(text[row[stop - 1].end : row[stop].start]) > 1:
        return "", at, stop
    if row[stop].low == "per" and stop + 1 < len(row) and row[stop + 1].low == "cent":
        return "%", at, stop + 2
    unit = known.units.get(row[stop].low)
    if unit is not None:
        return unit, at, stop + 1
    return (row[stop].stem, at, stop + 1) if row[stop].topical else ("", at, stop)


def unit_key(unit: str) -> str:
    """Return what a unit in words is compared by: its class where it has one, else its stem."""
    classes = lexicon().units
    return unit if unit in classes.values() else classes.get(unit.lower(), stem(unit.lower()))


def _bound(row: tuple[Word, ...], at: int) -> str:
    known = lexicon()
    for length in (3, 2, 1):
        phrase = tuple(word.low for word in row[max(0, at - length) : at])
        if phrase in known.bounds:
            return known.bounds[phrase]
    return ""
