from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.matching.copies import (
    LEAST,
    RUN,
    WINDOW,
    Likeness,
    copied_from,
    fingerprints,
    share,
    shared,
)
from claims.models import Article, Furniture, FurnitureKind, Span


def article(text: str, furniture: tuple[Furniture, ...] = ()) -> Article:
    return Article(id="a", text=text, text_hash="h", name="a", furniture=furniture)


def numbered(first: int, count: int) -> str:
    return " ".join(f"word{number}" for number in range(first, first + count))


WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "river", "bridge", "mayor", "said"]), max_size=60
)


@given(WORDS, WORDS, WORDS, WORDS)
def test_every_shared_run_of_enough_words_is_found(
    before: list[str], after: list[str], other_before: list[str], other_after: list[str]
) -> None:
    run = numbered(0, RUN + WINDOW - 1).split()
    one = fingerprints(article(" ".join([*before, *run, *after])))
    other = fingerprints(article(" ".join([*other_before, *run, *other_after])))
    assert set(one) & set(other)


@given(st.text(max_size=200))
def test_fingerprints_are_sorted_whole_numbers_that_a_store_can_hold(text: str) -> None:
    found = fingerprints(article(text))
    assert list(found) == sorted(set(found))
    assert all(-(2**63) <= value < 2**63 for value in found)


def test_case_punctuation_and_furniture_do_not_count() -> None:
    text = numbered(0, 40)
    credit = "(NPA) Reporting by Ines Korrell in Calden and by Jan Thur in Brannock, edited by M. Sove"
    furnished = f"{text} {credit}"
    marked = article(furnished, (Furniture(span=Span(len(text), len(furnished)), kind=FurnitureKind.CREDIT),))
    assert fingerprints(marked) == fingerprints(article(text))
    assert fingerprints(article(furnished)) != fingerprints(article(text))
    assert fingerprints(article(text.upper().replace(" ", ", "))) == fingerprints(article(text))


def test_texts_without_a_run_have_none_and_a_short_one_has_its_least() -> None:
    assert fingerprints(article("")) == fingerprints(article("one two three")) == ()
    assert len(fingerprints(article(numbered(0, RUN)))) == 1
    assert len(fingerprints(article(numbered(0, RUN + 2)))) == 1


def test_what_is_shared_is_of_the_shorter_text() -> None:
    whole, half = fingerprints(article(numbered(0, 400))), fingerprints(article(numbered(0, 200)))
    assert shared(whole, half) == shared(half, whole) > 0.95
    assert shared(whole, fingerprints(article(numbered(1000, 200)))) == 0.0
    assert shared(whole, ()) == 0.0


def test_a_copy_is_of_the_article_most_alike() -> None:
    near, nearer, few = Likeness("near", 50, 100), Likeness("nearer", 90, 100), Likeness("few", 7, 7)
    assert copied_from(100, [near, nearer, few]) == nearer
    assert copied_from(100, [few, Likeness("far", 30, 100)]) is None
    assert copied_from(100, []) is None
    assert few.shared < LEAST and share(100, few) == 1.0


@pytest.mark.parametrize("words", ["a ", "word ", "x" * 50 + " "])
def test_time_grows_with_the_text(words: str, work: Callable[[Callable[[], object]], int]) -> None:
    one, ten = (work(lambda: fingerprints(article(words * count))) for count in (300, 3_000))  # noqa: B023
    assert ten < 11 * one
