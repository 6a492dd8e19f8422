from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.boundaries import end_candidates, end_pair
from claims.extraction.constructions import CONSTRUCTIONS
from claims.extraction.document import Document
from claims.extraction.frames import SHOWN, best
from claims.extraction.reliability import UNIT, read_weights
from claims.extraction.shortcuts import (
    ENOUGH,
    LEAST_SHARE,
    SELDOM,
    WITHOUT,
    PlaceCounts,
    Shortcuts,
    counted_shortcuts,
    shortcuts_of,
)
from claims.extraction.sources import far_candidates, far_pair, near_candidates, near_pair
from claims.extraction.tagging import counted_verbs
from claims.extraction.view import Cue, View, candidates, counted_forms
from claims.reading import article

TEXT = (
    "Gov. Ada Brook (R-Utah) said on Tuesday that the bridge, closed since May, would open in a week. "
    "According to a police spokesman in Norwich, two men who had asked for help were hurt, and a third fled. "
    "“We know that,” said Jonas Lindqvist, a doctor at the clinic, who wants to go on working there."
)


def view(shortcuts: Shortcuts) -> View:
    document = Document.of(article(TEXT, name="example"))
    return View(document, counted_forms("en"), counted_verbs("en"), shortcuts)


def cues(shortcuts: Shortcuts) -> list[Cue]:
    return candidates(view(shortcuts))


@given(st.integers(0, 3), st.integers(0, 4 * ENOUGH), st.sampled_from(sorted(SELDOM)))
def test_a_pair_is_left_out_where_enough_candidates_were_hardly_ever_right(
    right: int, wrong: int, kind: str
) -> None:
    counts = PlaceCounts()
    for n in range(right + wrong):
        counts.add(kind, "ap", n < right)
        counts.add(kind, "", False)
    times = right + wrong
    seldom = times >= ENOUGH and right / times < SELDOM[kind]
    assert counts.seldom() == {name: ["ap"] * (seldom and name == kind) for name in SELDOM}


def test_what_a_file_lacks_leaves_nothing_out() -> None:
    assert shortcuts_of({}) == WITHOUT._replace(least_share=LEAST_SHARE)
    assert shortcuts_of({"end": ["ap"]}).end == {"ap"}


def test_the_packs_name_their_places_and_the_corpus_they_were_counted_on() -> None:
    for language in ("en", "de"):
        loaded = read_weights(language, "places")
        assert set(loaded["weights"]) == set(SELDOM)
        assert loaded["about"] == read_weights(language, "cue")["about"]
    assert all(counted_shortcuts("en")[1:])


def test_words_that_are_seldom_a_cue_are_no_candidates() -> None:
    every, likely = cues(WITHOUT), cues(counted_shortcuts("en"))
    assert {cue.at for cue in likely} == {cue.at for cue in every if cue.form.share >= LEAST_SHARE}
    assert len(likely) < len(every)
    assert {"said", "according"} <= {cue.word for cue in likely}


def test_borders_are_looked_for_everywhere_but_at_their_seldom_places() -> None:
    shortcuts = counted_shortcuts("en")
    saved = 0
    for full, short in zip(cues(WITHOUT), cues(shortcuts._replace(least_share=0.0)), strict=True):
        ends, fewer = end_candidates(full, full.at + 1), end_candidates(short, short.at + 1)
        assert fewer == [j for j in ends[:-1] if end_pair(full.view.tag, j) not in shortcuts.end] + ends[-1:]
        saved += len(ends) - len(fewer)
        for construction in CONSTRUCTIONS:
            side = "right" if construction.source == "R" else "left"
            near, far = getattr(shortcuts, f"near_{side}"), getattr(shortcuts, f"far_{side}")
            edges = near_candidates(full, construction)
            kept = [e for e in edges if near_pair(full, e) not in near] or edges
            assert near_candidates(short, construction) == kept
            saved += len(edges) - len(kept)
            for edge in edges:
                fars = far_candidates(full, edge, construction)
                likely = [f for f in fars if far_pair(full, f, construction) not in far]
                assert far_candidates(short, edge, construction) == likely
                saved += len(fars) - len(likely)
    assert saved > 0


def test_an_edge_right_at_the_cue_or_behind_a_bracket_is_always_looked_at() -> None:
    cue = next(cue for cue in cues(WITHOUT) if cue.word == "said")
    assert near_pair(cue, cue.at) == ""
    every = shortcuts_of({"near_left": [near_pair(cue, e) for e in range(1, cue.at)] + [")r"]})
    short = next(cue for cue in cues(every) if cue.word == "said")
    construction = next(c for c in CONSTRUCTIONS if c.code == "AL")
    assert near_candidates(short, construction)[0] == cue.at


@given(st.lists(st.integers(-3 * SHOWN, 3 * SHOWN), min_size=1, max_size=30))
def test_the_best_and_its_share_are_those_of_the_plain_sum(scores: list[int]) -> None:
    candidate, share = best(range(len(scores)), scores)
    top = max(scores)
    assert candidate == scores.index(top)
    assert share == -math.log(sum([math.exp((s - top) / UNIT) for s in scores]))
