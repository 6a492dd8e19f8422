from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.choosing import (
    NEIGHBOURS,
    density,
    extend_quotations,
    frame_features,
    neighbours,
    overlap,
    ranges_of,
    select,
    size,
    step,
)
from claims.extraction.constructions import BY_CODE
from claims.extraction.document import Document
from claims.extraction.extractor import view_of, weigh
from claims.extraction.frames import Frame
from claims.extraction.model import counted_model
from claims.extraction.view import Cue, View
from claims.reading import article

TOKENS = 60
Range = tuple[int, int]


def view(text: str) -> View:
    return view_of(Document.of(article(text, name="example")))


LONG = view("said " * TOKENS)


def frame(at: int, content: Sequence[Range], reliability: float = 0.5, seen: View = LONG) -> Frame:
    made = Frame(Cue(seen, at), 0.0, BY_CODE["AL"], None, list(content), 0.0)
    made.reliability = reliability
    return made


def tokens(ranges: Sequence[Range]) -> list[int]:
    return [i for s, e in ranges for i in range(s, e)]


SETS = st.sets(st.integers(0, TOKENS - 1), max_size=12).map(lambda s: ranges_of(sorted(s)))


@st.composite
def proposed(draw: st.DrawFn) -> list[Frame]:
    """Frames in text order, one a cue, their cue outside of their content."""
    out = []
    for at in sorted(draw(st.sets(st.integers(0, TOKENS - 1), max_size=12))):
        first = draw(st.integers(0, TOKENS - 1))
        held = set(range(first, min(TOKENS, first + draw(st.integers(1, 15))))) - {at}
        if held:
            out.append(frame(at, ranges_of(sorted(held)), draw(st.floats(0, 1))))
    return out


@given(SETS, SETS)
def test_sizes_and_overlaps_are_those_of_sets_of_tokens(a: list[Range], b: list[Range]) -> None:
    assert size(a) == len(tokens(a))
    assert overlap(a, b) == overlap(b, a) == len(set(tokens(a)) & set(tokens(b)))


@given(st.sets(st.integers(0, 50)))
def test_ranges_hold_their_tokens_and_do_not_touch(numbers: set[int]) -> None:
    ranges = ranges_of(sorted(numbers))
    assert tokens(ranges) == sorted(numbers)
    assert all(a[1] < b[0] for a, b in pairwise(ranges))


@given(proposed(), st.floats(0, 1))
def test_kept_frames_do_not_clash(frames: list[Frame], threshold: float) -> None:
    before = {id(f): tokens(f.content) for f in frames}
    kept = select(frames, threshold)
    assert all(a.cue.at < b.cue.at for a, b in pairwise(kept))
    held = [i for f in kept for i in tokens(f.content)]
    assert len(held) == len(set(held)), "no word is in two contents"
    for f in kept:
        assert f.reliability >= threshold
        own = tokens(f.content)
        assert own and set(own) <= set(before[id(f)])
        assert 2 * len(own) >= len(before[id(f)]), "not much of it is lost"
        assert not any(k.covers(f.cue.at) for k in kept)


@given(proposed(), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_threshold_keeps_fewer(frames: list[Frame], a: float, b: float) -> None:
    low, high = sorted((a, b))
    strict = {f.cue.at for f in select([frame(f.cue.at, f.content, f.reliability) for f in frames], high)}
    assert strict <= {f.cue.at for f in select(frames, low)}


def test_the_more_reliable_of_two_rivals_stays() -> None:
    weak, strong = frame(10, [(0, 8)], 0.6), frame(9, [(1, 8)], 0.9)
    assert select([strong, weak], 0.5) == [strong]
    assert select([strong, weak], 0.95) == []


def test_a_cue_inside_a_kept_content_is_left_out_and_one_beside_it_gives_words_up() -> None:
    outer, inner = frame(1, [(2, 12)], 0.9), frame(5, [(20, 25)], 0.8)
    beside = frame(30, [(11, 21)], 0.7)
    assert select([outer, inner, beside], 0.5) == [outer, beside]
    assert beside.content == [(12, 21)]


@given(st.floats(-1e3, 1e3))
def test_steps_are_halves_and_end_at_three_and_minus_three(score: float) -> None:
    assert -6 <= step(score) <= 6
    assert step(score) == round(2 * score) or abs(score) > 2.9


def test_density_counts_likely_cues_a_hundred_words_and_is_capped() -> None:
    assert density([], LONG) == 0
    few, many = [frame(n, [(50, 55)]) for n in range(2)], [frame(n, [(50, 55)]) for n in range(30)]
    assert 0 < density(few, LONG) < density(many, LONG) == 9


@given(st.integers(0, 39))
def test_neighbours_are_few_and_within_some_sentences(number: int) -> None:
    seen = view("He said no. " * 40)
    frames = [frame(4 * n + 1, [(4 * n + 2, 4 * n + 3)], seen=seen) for n in range(40)]
    found = neighbours(frames, number)
    assert frames[number] in found
    assert found == frames[max(0, number - NEIGHBOURS) : number + NEIGHBOURS + 1]
    crowd = [frame(n, [(59, 60)]) for n in range(50)]
    assert len(neighbours(crowd, number)) <= 25


def test_the_features_of_a_frame_name_its_rivals_and_its_parts() -> None:
    seen = view("Brook said that Holm denied that the “bank” was short of cash.")
    frames = weigh(counted_model("en"), seen)
    outer, inner = (next(f for f in frames if f.cue.word == w) for w in ("said", "denied"))
    own = frame_features(inner, frames, density(frames, seen))
    assert all(f.partition("=")[0] and "=" in f for f in own)
    assert own == frame_features(inner, frames, density(frames, seen))
    assert f"covered={step(outer.cue_score)}" in own
    assert "covered=-6" in frame_features(outer, frames, 0)
    assert "covered=-6" in frame_features(inner, [inner], 0), "a frame is no rival of its own"


def extended(text: str, content: Range, at: int) -> str:
    seen = view(text)
    kept = [frame(at, [content], seen=seen)]
    extend_quotations(kept, seen)
    found, own = seen.document.tokens, kept[0].content
    return " … ".join(found.text[found.start[s] : found.end[e - 1]] for s, e in own)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A b,” he said. “C d. E f.” He left.", "“A b,” … “C d. E f.”"),
        ("“A b,” he said. He left. “C d.”", "“A b,”"),
        ("“A b,” he said.\n\n“C d.”", "“A b,”"),
        ("“A b,” he said. “C d.\n\n“E f.\n\n“G h.” He left.", "“A b,” … “C d.\n\n“E f.\n\n“G h.”"),
    ],
)
def test_quotations_that_follow_without_a_cue_go_on(text: str, expected: str) -> None:
    assert extended(text, (0, 5), 6) == expected


def test_the_sentences_of_a_quotation_before_its_cue_join_it() -> None:
    assert extended("He left. “A b. C d,” he said.", (7, 11), 12) == "“A b. C d,”"
    assert extended("He left. A b. “C d,” he said.", (6, 11), 12) == "“C d,”"
