from __future__ import annotations

import datetime as dt
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from claims.models import digest
from claims.reading import article

ANYTHING = st.text(st.characters() | st.sampled_from("\r\n\x00\ufeff\ud800 a"))


@given(ANYTHING, ANYTHING, ANYTHING)
def test_any_text_becomes_an_article_that_can_be_stored(text: str, name: str, title: str) -> None:
    made = article(text, name=name, title=title, outlet=title, author=name, url=name)
    made.model_dump_json().encode("utf-8")
    assert made.text_hash == hashlib.sha256(made.text.encode()).hexdigest()
    assert all(0 <= piece.span.start < piece.span.end <= len(made.text) for piece in made.furniture)
    assert article(text, name=name, title=title, outlet=title, author=name, url=name) == made


def test_the_id_is_of_outlet_address_and_text() -> None:
    made = article("x", name="n", outlet="NPA", url="https://npa.example/1", title="T")
    assert made.id == digest("NPA", "https://npa.example/1", made.text_hash)
    assert article("x", name="other", outlet="NPA", url="https://npa.example/1").id == made.id
    assert article("x", name="n", outlet="VTS", url="https://npa.example/1").id != made.id
    assert article("y", name="n", outlet="NPA", url="https://npa.example/1").id != made.id


def test_fields_are_single_lines_and_empty_ones_are_none() -> None:
    made = article("x", name=" a\nb ", title="  ", outlet="\tN  P\r\nA ", author="", language="")
    assert (made.name, made.title, made.outlet, made.author, made.language) == (
        "a b",
        None,
        "N P A",
        None,
        "en",
    )


def test_dates_come_as_dates_or_in_words() -> None:
    assert article("x", name="n", date=dt.date(2026, 3, 10)).date == dt.date(2026, 3, 10)
    assert article("x", name="n", date="10 March 2026").date == dt.date(2026, 3, 10)


def test_only_addresses_of_the_web_are_kept() -> None:
    assert article("x", name="n", url="javascript:alert(1)").url is None
    assert article("x", name="n", url="HTTPS://npa.example/1").url == "HTTPS://npa.example/1"
