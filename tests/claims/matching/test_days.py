from __future__ import annotations

import datetime as dt

import pytest

from claims.matching.days import days
from claims.matching.words import words


def read(text: str, year: int | None = 2025) -> list[tuple[str, str, str, bool]]:
    return [(day.words, day.first, day.last, day.dated) for day in days(text, words(text), year)[0]]


@pytest.mark.parametrize(
    ("text", "found", "first", "last"),
    [
        ("on November 23", "November 23", "2025-11-23", "2025-11-23"),
        ("on 23 Nov. 2024", "23 Nov. 2024", "2024-11-23", "2024-11-23"),
        ("on 2024-02-29,", "2024-02-29", "2024-02-29", "2024-02-29"),
        ("in February 2024", "February 2024", "2024-02-01", "2024-02-29"),
        ("in 1999", "1999", "1999-01-01", "1999-12-31"),
        ("in the 1970s", "1970", "1970-01-01", "1979-12-31"),
    ],
)
def test_a_date_is_read_as_its_first_and_last_day(text: str, found: str, first: str, last: str) -> None:
    assert read(text) == [(found, first, last, True)]


def test_a_day_that_no_calendar_has_is_kept_as_it_is_written() -> None:
    assert read("on February 30") == [("February 30", "2025-02-30", "2025-02-30", True)]


def test_without_a_year_the_day_is_not_dated() -> None:
    ((words_, first, _, dated),) = read("on 29 February", None)
    assert (words_, first[5:], dated) == ("29 February", "02-29", False)


@pytest.mark.parametrize("text", ["they may 2 times", "March on", "2024-13-01", "$2000", "2000 people"])
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert [day for day in read(text) if dt.date.fromisoformat(day[1]).year != 2024] == []
