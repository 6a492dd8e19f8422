from __future__ import annotations

import pytest

from claims.matching import inverse_document_frequency, prepare_words
from claims.matching.features import measures
from claims.matching.parts import is_part, is_statement

IDF = inverse_document_frequency({}, 0)
LONG = (
    "City auditors could not account for money that the council of Port Halvard spent on the housing estate. "
    "The former mayor was questioned by the police on Monday, her lawyer said."
)


def part(short: str, long: str = LONG) -> bool:
    a, b = prepare_words(short, "a"), prepare_words(long, "b")
    return is_part(a, b, IDF, measures(a, b, IDF)["length"])


@pytest.mark.parametrize(
    "short", ["The former mayor was questioned by police.", "Her lawyer was questioned by police."]
)
def test_a_sentence_of_what_one_other_sentence_says_is_a_part(short: str) -> None:
    assert part(short)


@pytest.mark.parametrize(
    "short",
    ["the former mayor of Port Halvard", "Port Halvard", "auditors and police of the council estate"],
)
def test_a_title_and_words_from_everywhere_are_none(short: str) -> None:
    assert not part(short)


def test_two_names_state_nothing() -> None:
    one, other = prepare_words("front-runner Trump by name.", "a"), prepare_words("rival Donald Trump.", "b")
    assert not is_statement(one, other)
    said = prepare_words("The mayor was told of the draft.", "c")
    assert is_statement(said, prepare_words("The mayor had seen the draft.", "d"))
