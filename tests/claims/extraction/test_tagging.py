from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.document import Document
from claims.extraction.tagging import PUNCTUATION, closed_classes, counted_verbs, tag
from claims.reading import article

LETTERS = frozenset("dsoqptcuyiwbhemnakzrgvjfN0x,;:.-()\"'~")
PIECES = [
    "“",
    "”",
    '"',
    "'",
    "«",
    "said",
    "Brook",
    ". ",
    "\n\n",
    " ",
    "the",
    "12",
    "running",
    "that",
    "İ",
    "—",
    "(",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


def document(text: str) -> Document:
    return Document.of(article(text, name="example"))


def tagged(text: str, **verbs: str) -> dict[str, str]:
    """Return word -> letter; the last one of a word that stands twice."""
    found = document(text)
    return dict(zip(found.tokens.word, tag(found, verbs), strict=True))


@given(TEXTS)
def test_every_token_has_one_known_letter(text: str) -> None:
    found = document(text)
    letters = tag(found, counted_verbs("en"))
    assert len(letters) == len(found.tokens)
    assert set(letters) <= LETTERS
    for quote in found.quotes:
        assert letters[quote.first] == '"'
        assert letters[quote.last] == "'" or not quote.closed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the mayor who spoke", "dxqx"),
        ("and he would not have been there", "csmnhba"),
        ("to Brook's great surprise", "tNzxx"),
        ("on Monday, he was running quickly", "pk,sbga"),
        ("it rose 12 percent", "sx0x"),
        ("she asked him whether that helped", "svoiyv"),
        ("a famous statement of loneliness", "djfpf"),
        ("because the dam broke", "udxx"),
        ("one — two (three): four; five...", "x-x(x):x;x."),
    ],
)
def test_letters_by_closed_class_ending_and_place(text: str, expected: str) -> None:
    assert tag(document(text), {}) == expected


def test_capitals_are_names_but_for_a_known_first_word() -> None:
    letters = tagged("Running water reached Tavra Valley. Zog said so. The Mayor left.")
    assert (letters["Running"], letters["Tavra"], letters["Valley"]) == ("g", "N", "N")
    assert (letters["Zog"], letters["The"], letters["Mayor"]) == ("N", "d", "N")


def test_the_marks_of_a_quotation_open_and_close_whatever_they_are() -> None:
    assert tag(document('"no," he "said"'), {}) == "\"d,'s\"x'"
    assert tag(document('a 12" pipe'), {}) == "d0~x"


def test_counted_verbs_are_told_where_a_verb_can_stand() -> None:
    assert tagged("the zog", zog="verb")["zog"] == "x"
    assert tagged("they zog", zog="verb")["zog"] == "r"
    assert tagged("mayors zog", zog="verb")["zog"] == "r"
    assert tagged("they zog", zog="both")["zog"] == "r"
    assert tagged("mayors zog", zog="both")["zog"] == "x"
    assert tagged("they zog", dig="verb")["zog"] == "x"


def test_closed_classes_are_single_known_letters_of_small_words() -> None:
    known = closed_classes("en")
    assert set(known.values()) <= LETTERS
    assert all(word == word.lower() for word in known)
    assert PUNCTUATION.items() <= known.items()


@pytest.mark.parametrize("adverb", ["Yesterday", "Meanwhile", "Instead"])
def test_an_adverb_that_begins_a_sentence_is_no_name(adverb: str) -> None:
    assert tagged(f"{adverb} two engineers left.")[adverb] == "a"
