"""What need not be weighed, as a corpus hardly ever has it: rare cue words, and places without borders.

A source seldom ends between a verb and a preposition, and a content seldom between two adverbs.
Leaving such candidates out saves a third of them all. Between which word classes that is so is
counted (``weights/<language>/places.json``), as everything else is; a pair that the corpus has too
seldom to tell stays a candidate. The weights themselves are counted on all candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from claims.extraction.reliability import read_weights

LEAST_SHARE = 0.05
"""Forms that are cues more seldom are not weighed: a third of all candidates, and one in 600 attributions."""
SELDOM = {"near_left": 0.01, "near_right": 0.01, "far_left": 0.005, "far_right": 0.005, "end": 0.005}
"""The share of right candidates below which a pair is left out, by the kind of border: the edges of a source
that are near to its cue and far from it, left and right of it, and the end of a content. They cost a
held-back fifth of the train part nothing; larger ones gained there and lost on the dev part."""
ENOUGH = 50
"""Candidates from which on the share of a pair says something."""
NONE: frozenset[str] = frozenset()


class Shortcuts(NamedTuple):
    """The least share of cue uses, and for each kind of border the pairs where it is seldom."""

    least_share: float = 0.0
    near_left: frozenset[str] = NONE
    near_right: frozenset[str] = NONE
    far_left: frozenset[str] = NONE
    far_right: frozenset[str] = NONE
    end: frozenset[str] = NONE


WITHOUT = Shortcuts()
"""Leaves nothing out."""


class PlaceCounts:
    """How often each pair was a candidate for a border of each kind, and how often the right one."""

    def __init__(self) -> None:
        self.seen: dict[str, Counter[str]] = {kind: Counter() for kind in SELDOM}
        self.right: dict[str, Counter[str]] = {kind: Counter() for kind in SELDOM}

    def add(self, kind: str, pair: str, right: bool) -> None:
        """Count a candidate for a border of ``kind``, a key of ``SELDOM``; nought is no pair."""
        if pair:
            self.seen[kind][pair] += 1
            self.right[kind][pair] += right

    def seldom(self) -> dict[str, list[str]]:
        """Return kind -> the pairs where such a border seldom stands, sorted."""
        return {
            kind: sorted(
                pair
                for pair, times in self.seen[kind].items()
                if times >= ENOUGH and self.right[kind][pair] < share * times
            )
            for kind, share in SELDOM.items()
        }


def shortcuts_of(seldom: Mapping[str, list[str]]) -> Shortcuts:
    """Return the shortcuts by what ``PlaceCounts.seldom`` returned; a missing kind leaves nothing out."""
    return Shortcuts(LEAST_SHARE, *(frozenset(seldom.get(kind, ())) for kind in SELDOM))


@cache
def counted_shortcuts(language: str) -> Shortcuts:
    """Return the shortcuts of ``language`` with the places that ship with its pack."""
    return shortcuts_of(read_weights(language, "places")["weights"])
