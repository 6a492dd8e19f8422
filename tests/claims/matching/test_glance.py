from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.matching import inverse_document_frequency, prepare_words
from claims.matching.glance import Glance

IDF = inverse_document_frequency({}, 100)
CONTENTS = st.lists(
    st.sampled_from(["bridge", "harbour", "closed", "ferries", "Monday", "the", "28"]), max_size=8
)


@given(CONTENTS, CONTENTS)
def test_it_is_the_same_whichever_comes_first(one: list[str], other: list[str]) -> None:
    a, b = prepare_words(" ".join(one), "a"), prepare_words(" ".join(other), "b")
    assert Glance(IDF).likely(a, b) == Glance(IDF).likely(b, a)


@given(CONTENTS.filter(lambda words: any(word not in ("the",) for word in words)))
def test_the_same_words_are_always_looked_at(words: list[str]) -> None:
    text = " ".join(words)
    assert Glance(IDF).likely(prepare_words(text, "a"), prepare_words(text, "b"))


def test_a_common_word_among_many_is_not_enough() -> None:
    a = prepare_words("the harbour bridge stays closed until the storm has passed on Monday", "a")
    b = prepare_words("ministers met on Monday to talk about grain prices and the budget of the union", "b")
    assert not Glance(IDF).likely(a, b)
    c = prepare_words("the bridge at the harbour will be closed", "c")
    assert Glance(IDF).likely(a, c)
