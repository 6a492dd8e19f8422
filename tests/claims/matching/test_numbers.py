from __future__ import annotations

import pytest

from claims.matching import prepare_words
from claims.matching.amounts import agree, same_thing
from claims.matching.values import Number


def read(text: str) -> list[tuple[float, float | None, str, str]]:
    return [(n.value, n.upper, n.unit, n.bound) for n in prepare_words(text, "a").numbers]


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit", "bound"),
    [
        ("a 28-point plan", 28, None, "point", ""),
        ("28\u00a0points", 28, None, "point", ""),
        ("twenty-eight points", 28, None, "point", ""),
        ("two hundred people", 200, None, "person", ""),
        ("a dozen agents", 12, None, "agent", ""),
        ("$1.2 million", 1_200_000, None, "USD", ""),
        ("€3bn", 3_000_000_000, None, "EUR", ""),
        ("1,234 soldiers", 1234, None, "soldier", ""),
        ("about 4.5 per cent", 4.5, None, "%", "about"),
        ("no more than 12%", 12, None, "%", "at most"),
        ("at least 30 people", 30, None, "person", "at least"),
        ("10 to 15 people", 10, 15, "person", ""),
        ("10–15 people", 10, 15, "person", ""),
        ("between 10 and 15 days", 10, 15, "day", ""),
    ],
)
def test_a_number_is_read_in_its_unit(
    text: str, value: float, upper: float | None, unit: str, bound: str
) -> None:
    assert read(text) == [(value, upper, unit, bound)]


@pytest.mark.parametrize(
    "text",
    [
        "the G7",
        "an F-16",
        "the 20th round",
        "at 18:46",
        "in his 90s",
        "in 1999",
        "on 3 March",
        "1,2,3",
        "one of them",
    ],
)
def test_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    assert read(text) == []


def test_from_to_is_two_numbers() -> None:
    assert [value for value, *_ in read("fell from 28 to 19 points")] == [28, 19]


def one(text: str) -> Number:
    (number,) = prepare_words(text, "a").numbers
    return number


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("30 people died", "30 people died", True),
        ("about 30 people died", "32 people died", True),
        ("about 30 people died", "40 people died", False),
        ("more than 30 people died", "33 people died", True),
        ("more than 30 people died", "60 people died", False),
        ("more than 130 people died", "more than 143 people died", False),
        ("10 to 15 people died", "12 people died", True),
        ("1.2 million people fled", "1,234,000 people fled", True),
        ("4.4% of votes", "4% of votes", True),
        ("4.4% of votes", "4.6% of votes", False),
    ],
)
def test_numbers_agree_within_their_bounds_and_precision(a: str, b: str, expected: bool) -> None:
    assert agree(one(a), one(b)) is agree(one(b), one(a)) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("30 people died", "40 people died", True),
        ("30 people died", "40% died", False),
        ("30 people died", "40 people sang", False),
        ("a 28-point plan", "a plan of 19 points", True),
        ("22 suspected cases in Wisconsin", "Wisconsin has 18 cases", True),
    ],
)
def test_only_numbers_of_the_same_thing_are_compared(a: str, b: str, expected: bool) -> None:
    assert same_thing(one(a), one(b)) is same_thing(one(b), one(a)) is expected
