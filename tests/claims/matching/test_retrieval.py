"""The nearest of many texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.matching import Index
from claims.matching.retrieval import letters, plain, topical

TEXTS = {
    "ferry": "A ferry sank off the coast of Vestria",
    "talks": "Peace talks began in Geneva on Monday",
    "bridge": "The harbour bridge will reopen in March",
}


def test_the_text_with_the_rarest_shared_words_comes_first() -> None:
    index = Index(TEXTS)
    assert index.search("the ferry that sank", 3)[0][0] == "ferry"
    assert index.search("Geneva peace", 1) == index.search("Geneva peace", 3)[:1]


def test_letters_find_what_stems_do_not_bring_together() -> None:
    assert topical("reopening bridges") != topical("harbourbridge reopend")
    assert Index(TEXTS).search("harbourbridge reopend", 1)[0][0] == "bridge"


def test_a_query_without_a_word_finds_nothing() -> None:
    assert Index(TEXTS).search("the of", 3) == []
    assert Index({}).search("ferry", 3) == []


def test_hashtags_are_words_and_addresses_are_none() -> None:
    assert plain("#PeaceTalks at https://t.co/abc @NewsDesk24").split() == [
        *("Peace", "Talks", "at", "News", "Desk", "24")
    ]


def test_letters_know_the_borders_of_a_word() -> None:
    assert letters("ferry") == [" fer", "ferr", "erry", "rry "]


@given(st.dictionaries(st.text(max_size=3), st.text(max_size=30), max_size=5), st.text(max_size=30))
def test_any_texts_are_searched_the_same_each_time(texts: dict[str, str], query: str) -> None:
    found = Index(texts).search(query, 3)
    assert found == Index(texts).search(query, 3)
    assert len(found) <= 3
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
