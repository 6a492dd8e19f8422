from __future__ import annotations

import datetime as dt

import pytest

from claims.reading.dates import parse_date

DAY = dt.date(2026, 3, 25)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        dt.datetime(2026, 3, 25, 23, 30),
        "2026-03-25",
        "2026-03-25T23:30:00-05:00",
        "25.03.2026",
        "25.03.26, 18:46",
        "25 March 2026",
        "March 25, 2026",
        "25. März 2026",
        "Wed, 25 Mar 2026 18:46:00 GMT",
        "25/03/2026",
        "03/25/2026",
    ],
)
def test_whole_dates(value: object) -> None:
    assert parse_date(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "yesterday",
        "3 days ago",
        "Monday",
        "March 2026",
        "2026",
        "03/04/2026",
        "2026-02-30",
        "x" * 500,
        17,
        None,
    ],
)
def test_what_is_no_whole_date_gives_none(value: object) -> None:
    assert parse_date(value) is None


def test_day_and_month_that_are_the_same_are_not_ambiguous() -> None:
    assert parse_date("04/04/2026") == dt.date(2026, 4, 4)
