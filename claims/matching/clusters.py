"""The story: claims of different articles that say the same, put together one after the other.

Claims are taken in the order in which the store got them, and each is put where it fits best among
those before it (the leader algorithm, Hartigan 1975, with all members looked at): what comes later
never moves what stands, and a cluster keeps the name of its first claim for ever. What reviewers
decided goes before what the matcher proposes, and a "no match" of theirs keeps two claims apart.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from claims.matching.words import words
from claims.models import ClaimKind, Relation

SUPPORT = 0.5
"""Share of a cluster's claims that a new one has to say the same as: one thing leads to another otherwise."""
ENOUGH = 8
"""Claims that are enough, however many there are: not every pair comes to be judged."""
LEAST = 0.4
"""Score from which a proposal counts here: below it two claims share a part, not a story."""


TELLING = 3
"""Topical words of a content from which it tells something by itself: not "Clinton", not "to comment"."""
BEGINNING = 60
"""Code points of a content that nearly always show that it tells something: looked at before the whole."""


class Edge(NamedTuple):
    """How two claims stand, each by its number in the order of the store."""

    later: int
    earlier: int
    relation: Relation
    """As a reviewer decided, else as the matcher proposes."""
    score: float
    decided: bool


def tells(words_of_content: str, kind: ClaimKind) -> bool:
    """Return whether a content tells something by itself; bare names, and a word or two, do not."""
    beginning = words_of_content[:BEGINNING].rpartition(" ")[0]
    return any(_tells(part, kind) for part in (beginning, words_of_content))


def _tells(part: str, kind: ClaimKind) -> bool:
    topical = [word for word in words(part) if word.topical]
    named = kind is not ClaimKind.HEADLINE and all(word.capital for word in topical)
    return len({word.stem for word in topical}) >= TELLING and not named


def counts(edge: Edge, telling: bool) -> bool:
    """Return whether an edge counts: of claims that are not both ``telling``, only with the same words.

    What a reviewer decided always counts.
    """
    return edge.decided or telling or edge.relation is not Relation.SAME or edge.score >= 1.0


def clusters(edges: Iterable[Edge], decided: Iterable[Edge]) -> dict[int, int]:
    """Return, for each claim that says the same as an earlier one, and for that one, its cluster.

    ``edges`` come by their later claim, ``decided`` are those of them that reviewers decided. A cluster is
    named by its first claim. Takes time and memory in proportion to the edges between the claims of
    one story; the edges themselves are read once and not kept.
    """
    made = _Clusters(decided)
    for claim, group in groupby(edges, key=lambda edge: edge.later):
        made.place(claim, list(group))
    return made.named()


class _Clusters:
    """Clusters as they grow; what reviewers decided to be the same is one from the start."""

    def __init__(self, decided: Iterable[Edge]) -> None:
        self._apart: dict[int, set[int]] = defaultdict(set)
        self._of: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        joined = []
        for edge in decided:
            if edge.relation is Relation.SAME:
                joined.append(edge)
            else:
                self._apart[edge.later].add(edge.earlier)
                self._apart[edge.earlier].add(edge.later)
        self._together = {edge.later for edge in joined} | {edge.earlier for edge in joined}
        for edge in sorted(joined, key=lambda edge: (edge.later, edge.earlier)):
            self._join(self._cluster(edge.earlier), self._cluster(edge.later))

    def _cluster(self, claim: int) -> int:
        """Return the cluster of a claim, one of its own when it has none yet."""
        if claim not in self._of:
            self._of[claim] = claim
            self._members[claim] = [claim]
        return self._of[claim]

    def _join(self, one: int, other: int) -> None:
        """Make one cluster of two, under the name of the first, unless a reviewer holds them apart."""
        if one == other or self._kept_apart(one, other):
            return
        first, last = sorted((one, other))
        moved = self._members.pop(last)
        self._members[first] += moved
        for claim in moved:
            self._of[claim] = first

    def _kept_apart(self, one: int, other: int) -> bool:
        if not self._apart:
            return False
        few, many = sorted((one, other), key=lambda name: len(self._members[name]))
        theirs = self._members[many]
        return any(
            not self._apart[claim].isdisjoint(theirs) for claim in self._members[few] if claim in self._apart
        )

    def place(self, claim: int, edges: list[Edge]) -> None:
        """Put a claim into the cluster of earlier ones that it fits best, if it fits any."""
        own = self._cluster(claim)
        if claim in self._together and own != claim:
            return  # reviewers put it there, and its cluster began with an earlier claim
        votes: dict[int, list[float]] = defaultdict(list)
        for edge in edges:
            if not edge.decided and (edge.score >= LEAST or edge.relation is not Relation.SAME):
                votes[self._cluster(edge.earlier)].append(
                    edge.score if edge.relation is Relation.SAME else -math.inf
                )
        fitting = [
            (max(scores), -cluster)
            for cluster, scores in votes.items()
            if self._is_supported(cluster, scores) and not self._kept_apart(cluster, own)
        ]
        if fitting:
            self._join(-max(fitting)[1], own)

    def _is_supported(self, cluster: int, scores: list[float]) -> bool:
        """Whether enough of a cluster's claims say the same, and no fewer than contradict it."""
        same = sum(score >= 0 for score in scores)
        wanted = min(SUPPORT * len(self._members[cluster]), ENOUGH)
        return same >= max(1, wanted, len(scores) - same)

    def named(self) -> dict[int, int]:
        """Return the cluster of each claim that is not alone in it."""
        return {
            claim: name
            for name, members in sorted(self._members.items())
            if len(members) > 1
            for claim in members
        }


def members(named: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
    """Return the claims of each cluster, in the order of the store."""
    found: dict[int, list[int]] = defaultdict(list)
    for claim in sorted(named):
        found[named[claim]].append(claim)
    return {name: tuple(claims) for name, claims in found.items()}
