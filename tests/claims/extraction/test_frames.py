"""Frames and the words that are given one."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.choosing import frame_features, frame_score, neighbours
from claims.extraction.constructions import construction_features
from claims.extraction.cues import clause_features, cue_features, own_features
from claims.extraction.document import Document
from claims.extraction.extractor import view_of
from claims.extraction.frames import VERB_BEFORE_SOURCE, Frame, best, first
from claims.extraction.model import counted_model
from claims.extraction.proposing import LEAST_CUE, propose
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
    "the mayor",
    "he",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=60).map("".join)


def frames(text: str) -> list[Frame]:
    view = view_of(Document.of(article(text, name="example")))
    return propose(counted_model("en"), view)


def frame_of(text: str, word: str) -> Frame:
    return next(frame for frame in frames(text) if frame.cue.word == word)


def words(frame: Frame, *ranges: tuple[int, int]) -> str:
    tokens = frame.cue.view.document.tokens
    return " … ".join(tokens.text[tokens.start[s] : tokens.end[e - 1]] for s, e in ranges)


@given(TEXTS)
def test_the_parts_of_a_frame_are_apart_and_in_order(text: str) -> None:
    found = frames(text)
    assert all(a.cue.at < b.cue.at for a, b in pairwise(found))
    for frame in found:
        cue = frame.cue
        assert frame.content
        assert all(0 <= s < e <= len(cue.view.low) for s, e in frame.content)
        assert all(a[1] <= b[0] for a, b in pairwise(frame.content))
        assert not frame.covers(cue.at)
        if frame.source is not None:
            s, e = frame.source
            assert cue.first <= s < e <= cue.stop
            assert not s <= cue.at < e
            assert not any(map(frame.covers, range(s, e)))
        assert frame.cue_score >= LEAST_CUE
        assert frame.span_score <= 0
        assert 0 < frame.cue_weight < 1
        assert all(frame.covers(i) for s, e in frame.content for i in range(s, e))


@pytest.mark.parametrize(
    ("text", "word", "code", "source", "content"),
    [
        ("Brook said that it is safe.", "said", "AL", "Brook", "that it is safe."),
        ("“It is safe,” Brook said.", "said", "CL", "Brook", "“It is safe,”"),
        ("“It is safe,” said Brook.", "said", "CR", "Brook", "“It is safe,”"),
        ("The dam, Brook said, is safe.", "said", "BL", "Brook", "The dam … is safe."),
        ("It was announced that it is safe.", "announced", "A0", None, "that it is safe."),
        ("According to Brook, it is safe.", "according", "AR", "Brook", "it is safe."),
    ],
)
def test_the_likeliest_construction_gives_source_and_content(
    text: str, word: str, code: str, source: str | None, content: str
) -> None:
    frame = frame_of(text, word)
    assert frame.construction.code == code
    assert (frame.source and words(frame, frame.source)) == source
    assert words(frame, *frame.content).replace(",", "") == content.replace(",", "")


def test_a_quotation_is_always_whole() -> None:
    frame = frame_of("Brook said “it is old, but it is safe. We looked twice. Go home.”", "said")
    assert words(frame, *frame.content) == "“it is old, but it is safe. We looked twice. Go home.”"


def test_the_best_candidate_has_the_highest_score_and_the_log_of_its_share() -> None:
    candidate, share = best(["a", "b"], [100, 200])
    assert candidate == "b"
    assert share == pytest.approx(math.log(math.e**2 / (math.e + math.e**2)))
    assert best(["only"], [-200]) == ("only", 0.0)


def test_the_first_likely_candidate_is_taken_else_the_best() -> None:
    scores = iter([-100, 100, 200])
    assert first(["a", "b", "c"], scores)[0] == "b"
    assert next(scores) == 200, "scores behind the chosen candidate are not asked for"
    unlikely, low = first(["a", "b"], [-200, -100])
    likely, high = first(["a"], [100])
    assert (unlikely, likely) == ("b", "a")
    assert low < high < 0


@given(TEXTS)
def test_what_is_added_up_is_what_the_named_features_say(text: str) -> None:
    model = counted_model("en")
    found = frames(text)
    for number, frame in enumerate(found):
        cue, others = frame.cue, neighbours(found, number)
        assert frame.cue_score == pytest.approx(model.cue.score(cue_features(cue)))
        whole = model.frame.score(frame_features(frame, others, 3))
        assert frame_score(model.frame, frame, others, 3) == pytest.approx(whole)
        sums = dict.fromkeys(model.codes, 0.0)
        for feature in construction_features(cue, clause_features(cue, own_features(cue))):
            for code, weight in model.construction.get(feature, ()):
                sums[model.codes[code]] += weight
        chosen = sums[frame.construction.code]
        assert (
            frame.construction.code in VERB_BEFORE_SOURCE
            or chosen >= max(weight for code, weight in sums.items() if code not in VERB_BEFORE_SOURCE) - 1e-9
        )


def test_words_that_are_hardly_a_cue_get_no_frame() -> None:
    assert [f.cue.word for f in frames("The plan of the house and the letter lie in the state office.")] == []


def test_a_content_ends_where_a_clause_attributes_by_itself() -> None:
    outer, inner = frames("Prell said that the bank was sound although Brook said that it was short of cash.")
    assert words(outer, *outer.content) == "that the bank was sound"
    assert words(inner, *inner.content) == "that it was short of cash."
