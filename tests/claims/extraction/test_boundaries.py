"""Sources and contents: their candidate edges, and the features that choose among them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.boundaries import (
    FURTHEST_START,
    MOST_STOPS,
    end_candidates,
    end_features,
    left_end_candidates,
    left_end_features,
    left_start_candidates,
    left_start_features,
    start_candidates,
    start_features,
)
from claims.extraction.constructions import BY_CODE, CONSTRUCTIONS
from claims.extraction.document import Document
from claims.extraction.extractor import view_of
from claims.extraction.sources import (
    far_candidates,
    far_features,
    joined,
    near_candidates,
    near_features,
    pronoun_before,
)
from claims.extraction.view import Cue, candidates
from claims.reading import article

PIECES = [
    "“",
    "”",
    '"',
    "said",
    "Brook",
    ". ",
    "\n\n",
    " ",
    "told",
    ", ",
    ":",
    "that",
    "İ",
    "(",
    "the mayor of",
    "he",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)
LEFT, RIGHT = BY_CODE["AL"], BY_CODE["AR"]


def cues(text: str) -> list[Cue]:
    return candidates(view_of(Document.of(article(text, name="example"))))


def cue_of(text: str, word: str) -> Cue:
    return next(cue for cue in cues(text) if cue.word == word)


def words(cue: Cue, first: int, stop: int) -> str:
    tokens = cue.view.document.tokens
    return tokens.text[tokens.start[first] : tokens.end[stop - 1]]


def sources(cue: Cue, code: str) -> Iterator[tuple[int, int]]:
    construction = BY_CODE[code]
    for near in near_candidates(cue, construction):
        for far in far_candidates(cue, near, construction):
            yield joined(near, far, construction)


def assert_named(features: list[str]) -> None:
    assert all(feature.partition("=")[0] and "=" in feature for feature in features)


@given(TEXTS)
def test_sources_lie_in_the_sentence_on_the_side_that_was_asked_for(text: str) -> None:
    for cue in cues(text):
        for construction in (LEFT, RIGHT):
            edges = near_candidates(cue, construction)
            assert len(set(edges)) == len(edges)
            for near in edges:
                assert_named(near_features(cue, near, construction))
                for far in far_candidates(cue, near, construction):
                    s, e = source = joined(near, far, construction)
                    assert cue.first <= s < e <= cue.stop
                    assert e <= cue.at if construction is LEFT else s > cue.at
                    assert_named(far_features(cue, source, construction))
        pronoun = pronoun_before(cue)
        if pronoun is not None:
            assert cue.first <= pronoun[0] < pronoun[1] <= cue.at


@given(TEXTS)
def test_contents_begin_and_end_in_reach_of_their_cue(text: str) -> None:
    for cue in cues(text):
        length = len(cue.view.low)
        for construction in CONSTRUCTIONS:
            near = near_candidates(cue, construction) if construction.source != "0" else []
            far = far_candidates(cue, near[0], construction) if near else []
            source = joined(near[0], far[0], construction) if far else None
            if construction.after:
                starts = start_candidates(cue, source)
                assert len(starts) <= FURTHEST_START + 1
                assert all(a < b for a, b in pairwise(starts))
                for start in starts:
                    assert cue.at < start <= min(cue.stop, length - 1)
                    assert source is None or not source[0] <= start < source[1]
                    assert_named(start_features(cue, start, construction))
                    ends = end_candidates(cue, start)
                    stop = cue.view.sentences[cue.view.sentence_of[start]][1]
                    assert ends[-1] == stop, "the end of the sentence is always possible"
                    assert len(ends) <= MOST_STOPS + 1
                    assert all(start < a < b for a, b in pairwise(ends))
                    for end in ends:
                        assert_named(end_features(cue, start, end, construction))
            if construction.before:
                for end in left_end_candidates(cue, source, construction):
                    assert cue.first < end <= cue.at
                    assert_named(left_end_features(cue, end, source, construction))
                    starts = left_start_candidates(cue, end)
                    assert starts[0] == cue.first
                    assert len(starts) <= MOST_STOPS
                    assert all(a < b for a, b in pairwise(starts))
                    for start in starts:
                        assert start < end
                        assert_named(left_start_features(cue, end, start, construction))


@pytest.mark.parametrize(
    ("text", "word", "code", "source"),
    [
        ("Mayor Ada Brook said no.", "said", "AL", "Mayor Ada Brook"),
        (
            "The mayor of Calden, who is ill, has not said so.",
            "said",
            "AL",
            "The mayor of Calden, who is ill",
        ),
        ("In May two engineers and a diver said no.", "said", "AL", "two engineers and a diver"),
        (
            "In May, a poll of 900 voters released Sunday said no.",
            "said",
            "AL",
            "a poll of 900 voters released Sunday",
        ),
        ("Halvard's mayor said no.", "said", "AL", "Halvard's mayor"),
        (
            "“No,” said Olga Prell, who heads the commission.",
            "said",
            "CR",
            "Olga Prell, who heads the commission",
        ),
        ("“No,” said a spokesman for the railway.", "said", "CR", "a spokesman for the railway"),
        ("The storm is over, according to the weather service.", "according", "CR", "the weather service"),
        ("According to two people who saw it, it fell.", "according", "AR", "two people who saw it"),
    ],
)
def test_the_whole_noun_phrase_is_among_the_sources(text: str, word: str, code: str, source: str) -> None:
    cue = cue_of(text, word)
    assert source in [words(cue, *found) for found in sources(cue, code)]


@pytest.mark.parametrize(
    ("text", "word", "pronoun"),
    [
        ("But he has never said so.", "said", "he"),
        ("They said no.", "said", "They"),
        ("Brook said no.", "said", None),
        ("He left, Brook said.", "said", None),
    ],
)
def test_a_subject_pronoun_before_the_verb_leaves_no_choice(
    text: str, word: str, pronoun: str | None
) -> None:
    cue = cue_of(text, word)
    found = pronoun_before(cue)
    assert (found and words(cue, *found)) == pronoun


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Brook said that the bridge is safe.", "that the bridge is safe"),
        ("Brook said on Monday the bridge is safe, while Holm laughed.", "the bridge is safe"),
        ("Brook said “the bridge is safe” and left.", "“the bridge is safe”"),
        ("Brook told them, in May, that it is safe but old.", "that it is safe but old"),
        ("Brook told them, in May, that it is safe but old.", "that it is safe"),
    ],
)
def test_the_content_is_among_the_candidates_after_the_cue(text: str, content: str) -> None:
    cue = next(c for c in cues(text) if c.word in ("said", "told"))
    tokens = cue.view.document.tokens
    found = {
        tokens.text[tokens.start[start] : tokens.end[end - 1]].removesuffix(".")
        for start in start_candidates(cue, None)
        for end in end_candidates(cue, start)
    }
    assert content in found


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The bridge is safe, Brook said.", "The bridge is safe"),
        ("“The bridge is safe,” Brook said.", "“The bridge is safe,”"),
        ("He left, and the bridge is safe, Brook said.", "the bridge is safe"),
        ("After that, “the bridge is safe,” Brook said.", "“the bridge is safe,”"),
    ],
)
def test_the_content_is_among_the_candidates_before_the_cue(text: str, content: str) -> None:
    cue = cue_of(text, "said")
    source = (cue.at - 1, cue.at)
    found = {
        words(cue, start, end)
        for end in left_end_candidates(cue, source, BY_CODE["CL"])
        for start in left_start_candidates(cue, end)
    }
    assert content in found


def test_no_content_ends_inside_a_quotation() -> None:
    text = "Brook said that “it is old, and, as he said, it is safe” and left, he added."
    cue = cue_of(text, "said")
    ends = [words(cue, cue.at + 1, end) for end in end_candidates(cue, cue.at + 1)]
    assert "that “it is old, and, as he said, it is safe”" in ends
    assert not [end for end in ends if end.count("“") != end.count("”")]


def test_after_a_colon_the_content_may_begin_in_the_next_sentence() -> None:
    cue = cue_of("Brook said this:\n\nThe bridge is safe.", "said")
    assert cue.stop in start_candidates(cue, None)
