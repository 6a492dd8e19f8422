"""The nearest of many texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.matching import Index
from claims.matching.retrieval import BESIDE, learn_nearest, letters, plain, signed, topical

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


def test_texts_that_are_equal_for_a_query_come_in_the_order_given() -> None:
    twice = {"b": "A “ferry” sank", "a": 'A "ferry" sank'}
    assert [name for name, _ in Index(twice).search("ferry sank", 2)] == ["b", "a"]


def test_the_signature_of_a_quoted_post_stands_apart() -> None:
    post = "Peace at last! — Ann Marsk (@AnnMarsk) January 5, 2020"
    body, signature = signed(post)
    assert body.split() == ["Peace", "at", "last!"]
    assert signature.split() == ["—", "Ann", "Marsk", "(", "Ann", "Marsk", ")", "January", "5,", "2020"]
    assert signed("no — signature (@here) at all") == (plain("no — signature (@here) at all"), "")


def test_a_title_is_searched_too() -> None:
    index = Index(TEXTS, {"bridge": "Works in Oslo"})
    assert index.search("Oslo", 1)[0][0] == "bridge"


def test_what_is_known_of_words_elsewhere_goes_before_how_many_texts_have_them() -> None:
    texts = {"one": "harbour works", "other": "ferry works"}
    for word, first in (("ferri", "other"), ("harbour", "one")):
        index = Index(texts, weight=lambda stem, word=word: 9.0 if stem == word else 0.1)
        assert index.search("ferry harbour", 1)[0][0] == first


def test_learning_puts_the_answers_before_the_rest() -> None:
    texts = {
        f"{n}": f"{place} {n}: {what}"
        for n, (place, what) in enumerate(
            (place, what)
            for place in ("Oslo", "Lima", "Cairo", "Tarn")
            for what in ("a ferry sank", "a bridge fell")
        )
    }
    index = Index(texts)
    examples = [one for n, text in texts.items() for one in index.compared(text[:-4], {n})]
    learned = learn_nearest(examples, {"corpus": "made up"})
    assert learned == learn_nearest(examples, {"corpus": "made up"})
    assert learned.about["examples"] == str(len(examples))
    assert all(index.search(text, 1, learned)[0][0] == n for n, text in texts.items())


def test_a_query_teaches_by_both_signs_and_only_where_an_answer_is_found() -> None:
    index = Index({f"{n}": f"ferry {n}" for n in range(BESIDE + 9)})
    targets = [target for _, target in index.compared("ferry", {"0"})]
    assert len(targets) == BESIDE
    assert abs(sum(targets) - BESIDE / 2) <= 1
    assert list(index.compared("bridge", {"0"})) == []
