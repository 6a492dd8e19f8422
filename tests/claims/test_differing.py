from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.differing import Part, Side, difference, shared_words

TEXTS = st.text(alphabet="ab \n.", max_size=40)


@given(TEXTS, TEXTS)
def test_the_parts_of_a_side_are_its_text(first: str, second: str) -> None:
    parts = difference(first, second)
    for side, text in ((Side.FIRST, first), (Side.SECOND, second)):
        assert "".join(part.words for part in parts if part.side in (Side.BOTH, side)) == text
    assert all(part.words for part in parts)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    parts = difference(text, text)
    assert {part.side for part in parts} <= {Side.BOTH} and shared_words(parts) == 1.0


def test_changed_words_stand_beside_one_another() -> None:
    first = "The bridge is closed.\n\nTwo men were badly hurt.\n"
    second = "Updated.\n\nThe bridge is closed.\n\nThree men were hurt.\n"
    assert difference(first, second) == [
        Part(Side.SECOND, "Updated.\n\n"),
        Part(Side.BOTH, "The bridge is closed.\n\n"),
        Part(Side.FIRST, "Two"),
        Part(Side.SECOND, "Three"),
        Part(Side.BOTH, " men were "),
        Part(Side.FIRST, "badly "),
        Part(Side.BOTH, "hurt.\n"),
    ]


def test_neighbouring_changes_are_one() -> None:
    assert difference("a big red boat", "a small green boat") == [
        Part(Side.BOTH, "a "),
        Part(Side.FIRST, "big red"),
        Part(Side.SECOND, "small green"),
        Part(Side.BOTH, " boat"),
    ]


def test_the_share_of_common_words() -> None:
    assert shared_words(difference("one two three four", "one two five six")) == 0.5
    assert shared_words(difference("one", "two")) == 0.0
