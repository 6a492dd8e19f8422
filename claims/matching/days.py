"""Dates in words, by a light reading: ``November 23``, ``23 Nov. 2025``, ``2025-11-23``, ``in 1999``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_left

from claims.matching.lexicon import lexicon
from claims.matching.numbers import NEIGHBOURS, part_of_name
from claims.matching.values import Day
from claims.matching.words import Word, near

YEAR = re.compile(r"(?:19|20)\d\d")
NUMERIC_DATE = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")


def days(text: str, row: tuple[Word, ...], year: int | None) -> tuple[list[Day], set[int]]:
    """Return the dates in ``text`` and the places in ``row`` that they take up.

    ``year`` is that of the article, for a date that states none; None when it is not known.
    """
    found: list[Day] = []
    taken: set[int] = set()
    for match in NUMERIC_DATE.finditer(text):
        day = _day(int(match["y"]), int(match["m"]), int(match["d"]))
        if day is not None:
            first, stop = (bisect_left(row, at, key=_start) for at in match.span())
            found.append(_made(text, row, first, stop, day.isoformat(), day.isoformat(), True))
            taken |= set(range(first, stop))
    for at, word in enumerate(row):
        if at in taken:
            continue
        read = _month(row, at, year) if word.low in lexicon().months else _year(text, row, at)
        if read is not None:
            found.append(_made(text, row, *read))
            taken |= set(range(read[0], read[1]))
    return sorted(found, key=lambda day: day.start), taken


def _start(word: Word) -> int:
    return word.start


def _made(text: str, row: tuple[Word, ...], first: int, stop: int, begin: str, end: str, dated: bool) -> Day:
    """Return the day or period that ``row[first:stop]`` states."""
    start, last = row[first].start, row[stop - 1].end
    around = near(row, first, stop, NEIGHBOURS)
    return Day(text[start:last], start, last, begin, end, dated, around)


Read = tuple[int, int, str, str, bool]


def _month(row: tuple[Word, ...], at: int, year: int | None) -> Read | None:
    """Read ``November 23``, ``23 November``, ``Nov. 23, 2025`` or ``November 2025`` around a month."""
    if not row[at].capital:
        return None
    month = lexicon().months[row[at].low]
    first, stop, number = at, at + 1, None
    if stop < len(row) and _is_day(row[stop].low):
        number, stop = int(row[stop].low), stop + 1
    elif at > 0 and _is_day(row[at - 1].low):
        number, first = int(row[at - 1].low), at - 1
    stated = stop < len(row) and YEAR.fullmatch(row[stop].low) is not None
    if stated:
        year, stop = int(row[stop].low), stop + 1
    if number is None and not stated:
        return None
    known = year or 2000  # a leap year, so that February 29 can be read
    begin = _day(known, month, number or 1)
    if begin is None:
        return (
            first,
            stop,
            f"{known}-{month:02}-{number:02}",
            f"{known}-{month:02}-{number:02}",
            year is not None,
        )
    end = begin if number else begin.replace(day=calendar.monthrange(known, month)[1])
    return first, stop, begin.isoformat(), end.isoformat(), year is not None


def _is_day(low: str) -> bool:
    return low.isascii() and low.isdigit() and len(low) <= 2 and int(low) > 0


def _year(text: str, row: tuple[Word, ...], at: int) -> Read | None:
    """Read a bare year or decade, which neither a sign nor a unit touches."""
    if not YEAR.fullmatch(row[at].low) or (at > 0 and row[at - 1].low in "$€£¥"):
        return None
    known = lexicon()
    if at + 1 < len(row) and (row[at + 1].low in known.units or row[at + 1].low in known.scales):
        return None
    if part_of_name(text, row, at):
        return None
    year = int(row[at].low)
    years = 10 if text[row[at].end : row[at].end + 1] == "s" else 1
    return at, at + 1, f"{year}-01-01", f"{year + years - 1}-12-31", True


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
