from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.languages import guess_language

PACKS = ("en", "de")
ENGLISH = "The harbour will stay closed until Monday, the port authority said, because of the storm."
GERMAN = "Der Hafen bleibt bis Montag geschlossen, teilte die Hafenbehörde mit, weil ein Sturm aufzieht."


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (GERMAN, "de")])
def test_the_function_words_tell(text: str, language: str) -> None:
    assert guess_language(text, PACKS) == language
    assert guess_language(text, PACKS[::-1]) == language


def test_capitals_do_not_matter() -> None:
    assert guess_language(GERMAN.upper(), PACKS) == "de"


def test_names_and_quotations_of_another_language_do_not_turn_it() -> None:
    text = GERMAN + " „The Sound of the Sea“ heißt das Lied, das dort nicht mehr gespielt wird."
    assert guess_language(text, PACKS) == "de"


@pytest.mark.parametrize("text", ["", "42 %", "Reuters", "in so an am will"])
def test_without_a_word_of_its_own_the_first_language_is_given(text: str) -> None:
    assert guess_language(text, PACKS) == "en"
    assert guess_language(text, PACKS[::-1]) == "de"


def test_one_language_leaves_no_choice() -> None:
    assert guess_language(GERMAN, ("en",)) == "en"


@given(st.text(max_size=300))
def test_any_text_gets_one_of_the_languages(text: str) -> None:
    assert guess_language(text, PACKS) in PACKS


def test_a_huge_text_costs_no_more_than_a_page(work: Callable[[Callable[[], object]], int]) -> None:
    guess_language(GERMAN, PACKS)
    page = work(lambda: guess_language(GERMAN * 1_000, PACKS))
    assert work(lambda: guess_language(GERMAN * 10_000, PACKS)) <= page + 10
