from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.sentences import LONGEST, WRAP, paragraph_ranges, sentence_ranges
from claims.text.tokens import tokenize

ABBREVIATIONS = frozenset({"sen", "gov", "dr", "okla", "j", "k"})
STARTERS = frozenset({"the", "but", "he"})
PIECES = [
    "Sen.",
    "U.S.",
    "the",
    "The",
    "He said",
    ".",
    "!",
    "?",
    "…",
    "”",
    "“",
    '"',
    "(",
    ")",
    "—",
    "7",
    "İ",
    "漢",
]
SPACES = [" ", "\n", "\n\n", "\n \n", "\u00a0", "\t", "x" * WRAP]
TEXTS = st.lists(st.sampled_from(PIECES + SPACES) | st.text(max_size=4), max_size=40).map("".join)


def paragraphs(text: str) -> list[str]:
    tokens = tokenize(text, ABBREVIATIONS)
    return [text[tokens.start[a] : tokens.end[b - 1]] for a, b in paragraph_ranges(tokens)]


def sentences(text: str) -> list[str]:
    tokens = tokenize(text, ABBREVIATIONS)
    ranges = sentence_ranges(tokens, paragraph_ranges(tokens), STARTERS)
    return [text[tokens.start[a] : tokens.end[b - 1]] for a, b in ranges]


def assert_partition(ranges: list[tuple[int, int]], length: int) -> None:
    assert list(chain.from_iterable(range(a, b) for a, b in ranges)) == list(range(length))
    assert all(a < b for a, b in ranges), "none is empty"


@given(TEXTS)
def test_paragraphs_partition_the_tokens_and_sentences_the_paragraphs(text: str) -> None:
    tokens = tokenize(text, ABBREVIATIONS)
    parts = paragraph_ranges(tokens)
    assert_partition(parts, len(tokens))
    ranges = sentence_ranges(tokens, parts, STARTERS)
    assert_partition(ranges, len(tokens))
    edges = {b for _, b in ranges}
    assert {b for _, b in parts} <= edges, "no sentence goes across paragraphs"


@given(TEXTS, TEXTS)
def test_a_blank_line_keeps_two_texts_apart(one: str, other: str) -> None:
    def found(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        tokens = tokenize(text, ABBREVIATIONS)
        parts = paragraph_ranges(tokens)
        return parts, sentence_ranges(tokens, parts, STARTERS)

    shift = len(tokenize(one, ABBREVIATIONS))
    for both, first, second in zip(found(f"{one}\n\n{other}"), found(one), found(other), strict=True):
        assert both == first + [(a + shift, b + shift) for a, b in second]


LONG = "A line that a mail programme wrapped at a margin of seventy or so"
assert len(LONG) >= WRAP


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\n\u00a0\n \nTwo.", ["One.", "Two."]),
        ("One\nTwo", ["One", "Two"]),
        ("a short line\nand the next", ["a short line", "and the next"]),
        (f"{LONG}\nis one paragraph.", [f"{LONG}\nis one paragraph."]),
        (f"{LONG}\nNew starts the next.", [LONG, "New starts the next."]),
        (f"{LONG}.\nand so it goes", [f"{LONG}.", "and so it goes"]),
        (f"{LONG}\n\nis another", [LONG, "is another"]),
        (f"{LONG}\nand {LONG}\nand on.", [f"{LONG}\nand {LONG}\nand on."]),
        ("\n\n One. \n\n", ["One."]),
        ("", []),
    ],
)
def test_a_paragraph_ends_at_a_break_that_no_margin_made(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He left. She stayed! Why? No one knows… Maybe.",
            ["He left.", "She stayed!", "Why?", "No one knows…", "Maybe."],
        ),
        ("He left at 3.5 percent. 40 came.", ["He left at 3.5 percent.", "40 came."]),
        ("no capital. follows here", ["no capital. follows here"]),
        ("Sen. Ada Brook of Tulsa, Okla. Met Gov. Holm.", ["Sen. Ada Brook of Tulsa, Okla. Met Gov. Holm."]),
        ("The U.S. Senate met. He left.", ["The U.S. Senate met.", "He left."]),
        ("They left the U.S. The house is empty.", ["They left the U.S.", "The house is empty."]),
        ("J. K. Velder wrote it. He did.", ["J. K. Velder wrote it.", "He did."]),
        ("Dr.\u00a0Lind said\u00a0no.\u00a0He left.", ["Dr.\u00a0Lind said\u00a0no.", "He left."]),
        (
            "“It is over. We lost,” she said. They left.",
            ["“It is over.", "We lost,” she said.", "They left."],
        ),
        ("“It is over.” They left.", ["“It is over.”", "They left."]),
        ("“Is it over?” he asked. “No!” she said.", ["“Is it over?” he asked.", "“No!” she said."]),
        ('"One." "Two."', ['"One."', '"Two."']),
        ("He left. “She stayed.”", ["He left.", "“She stayed.”"]),
        ("He left. (She stayed.) They met.", ["He left.", "(She stayed.)", "They met."]),
        ("Wait... What?", ["Wait...", "What?"]),
        ("wait... what?", ["wait... what?"]),
        ("Visit example.com/Path.Name now. He did.", ["Visit example.com/Path.Name now.", "He did."]),
        ("Он ушёл. Она осталась.", ["Он ушёл.", "Она осталась."]),
        ("First paragraph without a stop\n\nSecond", ["First paragraph without a stop", "Second"]),
        ("...", ["..."]),
    ],
)
def test_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_sentence_without_end_is_cut() -> None:
    tokens = tokenize("word " * (3 * LONGEST + 1) + ".")
    ranges = sentence_ranges(tokens, paragraph_ranges(tokens))
    assert [b - a for a, b in ranges] == [LONGEST, LONGEST, LONGEST, 2]
