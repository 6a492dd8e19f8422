from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.matching import from_json, prepare, prepare_words, query_terms, to_json
from claims.matching.prepare import article_span
from claims.models import DateMention, Entity, Features, Quantity, Span


@given(st.text(max_size=80))
def test_any_content_is_prepared_and_comes_back_from_json(text: str) -> None:
    one = prepare_words(text, "a")
    assert from_json(to_json(one)) == one


@given(st.text(max_size=80))
def test_values_stand_where_they_say(text: str) -> None:
    one = prepare_words(text, "a")
    for value in (*one.numbers, *one.days, *one.turns):
        assert text[value.start : value.end] == value.words


def test_terms_are_stems_of_content_and_speaker_without_stop_words(make) -> None:
    one = prepare(make("the negotiations will be restricted", speaker="Marco Rubio"), "A title")
    assert one.terms == ("marco", "negoti", "restrict", "rubio")
    assert one.context == ("marco", "rubio", "titl")


def test_the_country_is_not_the_pronoun() -> None:
    assert prepare_words("the U.S. and the US, not us", "a").terms == ("usa",)


def test_query_terms_are_the_rarest_first_and_only_those_that_find_something() -> None:
    one = prepare_words("peace talks began in Geneva", "a")
    frequency = {"peac": 7, "talk": 3, "geneva": 3, "began": 0}
    assert query_terms(one, frequency) == ("geneva", "talk", "peac")
    assert query_terms(one, frequency, limit=1) == ("geneva",)


def test_features_come_first(make) -> None:
    words = "Some 28-point plan of the Foo Bar on Tuesday"
    features = Features(
        quantities=(Quantity(span=Span(105, 113), value=28, unit="point", bound="about"),),
        dates=(DateMention(span=Span(137, 144), start=dt.date(2025, 11, 25), end=dt.date(2025, 11, 25)),),
        entities=(Entity(span=Span(126, 133), name="Foo Bar"),),
    )
    one = prepare(make(words, features=features))
    assert [(n.words, n.start, n.value, n.unit, n.bound) for n in one.numbers] == [
        ("28-point", 5, 28, "point", "about")
    ]
    assert [(d.words, d.first, d.last) for d in one.days] == [("Tuesday", "2025-11-25", "2025-11-25")]
    assert one.entities == (("foo", "bar"),)


def test_features_outside_the_content_are_left_out(make) -> None:
    features = Features(quantities=(Quantity(span=Span(5, 7), value=99),))
    assert [n.value for n in prepare(make("28 points", features=features)).numbers] == [28]


@pytest.mark.parametrize(
    ("start", "end", "span"), [(0, 3, (10, 13)), (8, 11, (22, 25)), (3, 9, None), (5, 6, None)]
)
def test_places_lead_back_to_the_article_over_a_gap(
    start: int, end: int, span: tuple[int, int] | None
) -> None:
    content = ((10, 15), (22, 30))
    assert article_span(content, start, end) == span


def test_capitals_of_a_headline_are_no_names() -> None:
    assert prepare_words("Apple Denies It Is Shutting Down Beats Music", "a").entities == ()
    assert prepare_words("Yesterday Mark Rutte flew to Geneva", "a").entities == (
        ("geneva",),
        ("yesterday", "mark", "rutt"),
    )
