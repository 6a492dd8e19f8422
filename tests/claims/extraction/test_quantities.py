from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import dates
from claims.extraction.document import Document
from claims.extraction.quantities import find
from claims.reading import article


def quantities(document: Document) -> list[tuple[str, float, float | None, str, str]]:
    text = document.article.text
    found = find(document, 0, len(text), dates.find(document, 0, len(text)))
    return [(text[q.span.start : q.span.end], q.value, q.upper, q.unit, q.bound) for q in found]


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("a 28-point plan", "28-point", 28, "point"),
        ("worth $1.2 million", "$1.2 million", 1_200_000, "USD"),
        ("up US$40 more", "US$40", 40, "USD"),
        ("paid A$30 each", "A$30", 30, "AUD"),
        ("a 1.2-million-dollar house", "1.2-million-dollar", 1_200_000, "USD"),
        ("€5bn of aid", "€5bn", 5e9, "EUR"),
        ("it costs 4m crowns a day", "4m crowns", 4e6, "crown"),
        ("it is 4m deep", "4m", 4, "metre"),
        ("12 percent of them", "12 percent", 12, "%"),
        ("12 per cent of them", "12 per cent", 12, "%"),
        ("12% of them", "12%", 12, "%"),
        ("by 3 percentage points", "3 percentage points", 3, "percentage point"),
        ("1,200 Republican senators came", "1,200 Republican senators", 1200, "senator"),
        (
            "two hundred and fifty thousand soldiers",
            "two hundred and fifty thousand soldiers",
            250_000,
            "soldier",
        ),
        ("twenty-five ships waited", "twenty-five ships", 25, "ship"),
        ("a dozen eggs", "dozen eggs", 12, "egg"),
        ("half a million people", "half a million people", 500_000, "person"),
        ("one person died", "one person", 1, "person"),
        ("the 45-year-old man", "45-year-old", 45, "year"),
        ("2.1 million cubic metres of water", "2.1 million cubic metres", 2_100_000, "cubic metre"),
        ("cities lost 6,200 families", "6,200 families", 6200, "family"),
        ("three churches and two boxes", "three churches", 3, "church"),
    ],
)
def test_a_quantity_in_its_unit(write, text: str, words: str, value: float, unit: str) -> None:
    found = quantities(write(text))
    assert found[0][:2] == (words, value)
    assert found[0][3] == unit


@pytest.mark.parametrize(
    ("text", "value"),
    [("two thirds of voters", 2 / 3), ("more than a third of them", 1 / 3), ("half of it", 0.5)],
)
def test_fractions(write, text: str, value: float) -> None:
    [(_, found, _, _, _)] = quantities(write(text))
    assert found == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "lower", "upper", "unit"),
    [
        ("between 10 and 15 people", 10, 15, "person"),
        ("10 to 15 million euros", 10e6, 15e6, "EUR"),
        ("10-15 percent", 10, 15, "%"),
        ("ten to fifteen ships", 10, 15, "ship"),
    ],
)
def test_a_range_has_an_upper_end(write, text: str, lower: float, upper: float, unit: str) -> None:
    [(_, low, high, found, _)] = quantities(write(text))
    assert (low, high, found) == (lower, upper, unit)


def test_a_change_is_two_quantities_of_one_unit(write) -> None:
    found = quantities(write("It rose from 10 to 15 percent."))
    assert [(value, upper, unit) for _, value, upper, unit, _ in found] == [(10, None, "%"), (15, None, "%")]


def test_a_part_has_the_unit_of_its_whole(write) -> None:
    found = quantities(write("His party holds 41 of the 160 seats."))
    assert [(value, unit) for _, value, _, unit, _ in found] == [(41, "seat"), (160, "seat")]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 12 people", "at least"),
        ("about 12 people", "about"),
        ("some 12 people", "about"),
        ("more than a dozen people", "more than"),
        ("up to 12 people", "at most"),
        ("under $12 a day", "less than"),
        ("12 or more", "at least"),
        ("12 people", ""),
        ("no more than 12 people", "at most"),
    ],
)
def test_what_bounds_a_quantity(write, text: str, bound: str) -> None:
    [found] = quantities(write(text))
    assert found[4] == bound


@pytest.mark.parametrize(
    "text",
    [
        "the 20th century and the 3rd man",
        "in the 1990s",
        "at 18:46",
        "at 5 p.m. or 6 pm",
        "on 25.11.25",
        "the 2016 election",
        "in 2024",
        "on May 15",
        "on 27 February",
        "Flight 370 and Gate 3",
        "No. 10",
        "one of them",
        "a second half of the match",
        "thousands of people",
        "Ann Lee, 70, agreed",
        "it may be first",
        "million million million million million",
        "a 9" + "9" * 40,
    ],
)
def test_what_is_no_quantity(write, text: str) -> None:
    assert quantities(write(text, date=dt.date(2025, 11, 25))) == []


PIECES = st.sampled_from(
    [
        "10",
        "1,000",
        "1.2",
        "28-point",
        "$",
        "%",
        "million",
        "two",
        "hundred",
        "and",
        "to",
        "-",
        "of",
        "the",
        "half",
        "thirds",
        "people",
        "dozen",
        "a",
        "US",
        "5bn",
        "between",
        "2016",
        "3rd",
        "18:46",
        "twenty-five",
        ".",
        "percent",
        "1.2-million",
        "or",
        "more",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=100), st.data())
def test_quantities_lie_in_their_range_in_order(text: str, data: st.DataObject) -> None:
    document = Document.of(article(text, name="x"))
    text = document.article.text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    reached = start
    for quantity in find(document, start, end):
        assert quantity.span.start < quantity.span.end <= len(text)
        assert any(c.isdigit() or c.isalpha() for c in text[quantity.span.start : quantity.span.end])
        assert quantity.span.end > reached
        assert quantity.upper is None or quantity.upper > quantity.value
        reached = quantity.span.end
