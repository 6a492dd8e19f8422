from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.text.tokens import Tokens, tokenize

PIECES = [
    "said",
    "“",
    "”",
    '"',
    "''",
    "``",
    "'s",
    "’ll",
    "don’t",
    "U.S.",
    "Sen",
    ".",
    "...",
    "1,000",
    "28-point",
]
SPACES = [" ", "\n", "\n\n", "\u00a0", "\t", "\u2028", "\x1c"]
ODD = ["İ", "ß", "e\u0301", "\u200b", "\U0001f600", "\x00", "\ufffd", "_", "١", "漢字", "\ud800"]
TEXTS = st.lists(st.sampled_from(PIECES + SPACES + ODD) | st.text(max_size=4), max_size=30).map("".join)
ABBREVIATIONS = frozenset({"sen", "gov", "okla", "u", "said"})


def words(text: str, *abbreviations: str) -> list[str]:
    return tokenize(text, frozenset(abbreviations)).word


def assert_whole(tokens: Tokens) -> None:
    """Every invariant of a token list, whatever was done to it."""
    text = tokens.text
    assert len(tokens) == len(tokens.start) == len(tokens.end) == len(tokens.word) == len(tokens.low)
    spans = list(zip(tokens.start, tokens.end, strict=True))
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans)), "spans ascend and do not overlap"
    assert tokens.word == [text[s:e] for s, e in spans]
    covered = {i for s, e in spans for i in range(s, e)}
    assert covered == {i for i, c in enumerate(text) if not c.isspace()}, (
        "all that is no space, and nothing else"
    )


@given(TEXTS)
def test_tokens_cover_everything_but_spaces(text: str) -> None:
    assert_whole(tokenize(text))


@given(TEXTS)
@example("Sen. said.. U. Gov.'s")
def test_abbreviations_only_join_full_stops(text: str) -> None:
    plain, joined = tokenize(text), tokenize(text, ABBREVIATIONS)
    assert_whole(joined)
    assert "".join(joined.word) == "".join(plain.word)
    assert set(joined.start) <= set(plain.start)


@given(TEXTS)
def test_lower_case_words_stand_beside_the_words(text: str) -> None:
    tokens = tokenize(text, ABBREVIATIONS)
    assert all(tokens.low)
    for word, low in zip(tokens.word, tokens.low, strict=True):
        assert low == word.lower().replace("’", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-")


@given(TEXTS, st.data())
def test_splitting_cuts_at_every_offset_and_nowhere_else(text: str, data: st.DataObject) -> None:
    offsets = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    before, tokens = tokenize(text), tokenize(text)
    tokens.split_at(offsets)
    assert_whole(tokens)
    spans = list(zip(tokens.start, tokens.end, strict=True))
    assert not [o for o in offsets for s, e in spans if s < o < e]
    assert set(before.start) <= set(tokens.start) <= set(before.start) | set(offsets)
    assert "".join(tokens.low) == "".join(before.low)
    again = tokenize(text)
    again.split_at(offsets)
    again.split_at(offsets)
    assert again.word == tokens.word, "a second cut at the same places changes nothing"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brook’s won’t it's they'll", ["Brook", "’s", "won’t", "it", "'s", "they", "'ll"]),
        ("O'Brien d’Arc", ["O'Brien", "d’Arc"]),
        ("the dogs' bowls", ["the", "dogs", "'", "bowls"]),
        ("rock 'n' roll", ["rock", "'", "n", "'", "roll"]),
        ("'tis", ["'", "tis"]),
        ("5'11\" tall", ["5", "'", "11", '"', "tall"]),
        ("in '26", ["in", "'", "26"]),
        ("a vice-president of 28-point type", ["a", "vice-president", "of", "28-point", "type"]),
        ("$1,000 or 1.2% at 18:46 on 12/3", ["$", "1,000", "or", "1.2", "%", "at", "18:46", "on", "12/3"]),
        ("the 20th of 1990s", ["the", "20th", "of", "1990s"]),
        ("U.S. and e.g. 5 a.m.", ["U.S.", "and", "e.g.", "5", "a.m."]),
        ("wait... what.. now", ["wait", "...", "what", "..", "now"]),
        ("one—two -- three", ["one", "—", "two", "--", "three"]),
        ("``yes'' ''no''", ["``", "yes", "''", "''", "no", "''"]),
        ("“A”,«b»„c“", ["“", "A", "”", ",", "«", "b", "»", "„", "c", "“"]),
        ("a\u00a0b\u202fc\u2009d", ["a", "b", "c", "d"]),
        ("", []),
        (" \n\t\u00a0", []),
    ],
)
def test_words_and_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_an_abbreviation_keeps_the_full_stop_that_touches_it() -> None:
    assert words("Sen. Brook of Tulsa, Okla. said", "sen", "okla")[:5] == [
        "Sen.",
        "Brook",
        "of",
        "Tulsa",
        ",",
    ]
    assert words("Okla .", "okla") == ["Okla", "."]
    assert words("ill. Ill. ILL. VOTES", "Ill") == ["ill", ".", "Ill.", "ILL.", "VOTES"]
    assert words("a sentence. Sen") == ["a", "sentence", ".", "Sen"]


def test_low_has_straight_apostrophes_and_plain_hyphens() -> None:
    assert tokenize("Don’t Brook’s").low == ["don't", "brook", "'s"]
    assert "".join(tokenize("e‑mail CO‐OP").low) == "e-mailco-op"


def test_space_at_the_end_is_passed_over_at_once() -> None:
    def tokenized(blanks: int) -> float:
        start = time.process_time()
        assert tokenize("The end." + " " * blanks).word == ["The", "end", "."]
        return time.process_time() - start

    assert tokenized(400_000) < 0.5, "looked at from each of its characters it takes minutes"


def test_capitals_are_an_abbreviation_among_capitals_alone() -> None:
    assert words("HELD BY PA. AND MR. SMITH", "Pa", "Mr") == ["HELD", "BY", "PA.", "AND", "MR.", "SMITH"]
    assert words("according to PA. Helicopters flew", "Pa") == [
        "according",
        "to",
        "PA",
        ".",
        "Helicopters",
        "flew",
    ]
    assert words("according to PA.", "Pa")[-2:] == ["PA", "."]
    assert words("in Erie, Pa. A man", "Pa")[3] == "Pa."
