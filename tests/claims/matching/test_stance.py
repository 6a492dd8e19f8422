from __future__ import annotations

import pytest

from claims.matching import prepare_words
from claims.matching.stance import stances

CLAIM = "A woman got a third breast"


def figures(a: str, b: str) -> dict[str, float]:
    found = stances(prepare_words(a, "a"), prepare_words(b, "b"))
    return {name: value for name, value in found if value}


@pytest.mark.parametrize(
    ("headline", "figure"),
    [
        ("Woman reportedly got third breast", "hedge hearsay"),
        ("Woman may get third breast", "hedge modal"),
        ("Third breast probably real", "hedge doubt"),
        ("Did a woman get a third breast?", "asked on one side"),
        ("Third breast is a hoax", "denied in so many words"),
        ("Third breast: hoax or not", "denied or not"),
        ("Woman did not get third breast", "negated, what the other states"),
        ("Sorry, woman did not get a third breast", "negated with stress"),
    ],
)
def test_a_headline_stands_otherwise_to_what_a_claim_states(headline: str, figure: str) -> None:
    assert figure in figures(CLAIM, headline)
    assert figure not in figures(CLAIM, CLAIM)


def test_stances_are_the_same_both_ways() -> None:
    assert figures(CLAIM, "Third breast is a hoax, say police") == figures(
        "Third breast is a hoax, say police", CLAIM
    )


@pytest.mark.parametrize("text", ["He refused to confirm or deny it", "They asked whether or not"])
def test_who_leaves_it_open_denies_nothing(text: str) -> None:
    assert "denied on one side" not in figures(CLAIM, text)


def test_a_negation_that_ends_a_sentence_denies_it() -> None:
    assert "denied on one side" in figures(CLAIM, "Did a woman get a third breast? Probably not")
