"""What a language's words say about dates (``packs/<language>/dates.toml``), and days by number."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from claims.extraction.packs import table

DAY = re.compile(r"(\d{1,2})(?:[^\W\d_]{2})?$")
DAYS = re.compile(r"(\d{1,2})-(\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Words:
    """A language's date words, ready for membership tests; what each means stands in the data."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    days: Mapping[str, int]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    lists: Mapping[str, frozenset[str]]
    future_reach: int
    orders: Mapping[str, str]
    candidates: frozenset[str]


@cache
def words_for(language: str) -> Words:
    """Return the date words of ``language``."""
    data = table(language, "dates")
    words = data["words"]
    lists = {name: frozenset(value.split()) for name, value in words.items() if isinstance(value, str)}
    orders = data["figures"]
    return Words(
        weekdays=data["weekdays"],
        months=data["months"],
        days=data["days"],
        units=data["units"],
        numbers=data["numbers"],
        lists=lists,
        future_reach=words["future_reach"],
        orders={"/": orders["slash"], ".": orders["dot"], "-": orders["dash"]},
        candidates=frozenset(data["weekdays"])
        | frozenset(data["months"])
        | frozenset(data["days"])
        | lists["last"]
        | lists["next"]
        | lists["this"]
        | lists["ago"]
        | lists["ago_first"],
    )


def days_in(word: str) -> list[int]:
    """Return the day or days that ``word`` is: "23", "23rd", "23-24"; else an empty list."""
    match = DAYS.match(word)
    if match:
        days = [int(match[1]), int(match[2])]
    else:
        match = DAY.match(word)
        days = [int(match[1])] if match else []
    return days if days and all(0 < d <= 31 for d in days) and days == sorted(days) else []


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> dt.date | None:
    """Return the last day of a month, or None beyond the calendar."""
    return (
        day_of(year, month, calendar.monthrange(year, month)[1]) if dt.MINYEAR <= year <= dt.MAXYEAR else None
    )


def shifted(day: dt.date, days: int) -> dt.date | None:
    """Return the day that lies ``days`` after ``day``, or None beyond the calendar."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None
