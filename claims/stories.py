"""The story: who tells the same, who contradicts it, how it came to each, and which articles are one text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from claims import matching
from claims.linking import credits, published_first
from claims.matching import Branch, Origins, clusters, lineage, members, origins
from claims.matching.clusters import counts, tells
from claims.models import Claim, Hop, Match, MatchState, Relation, Verdict
from claims.status import edited
from claims.store import ArticleRow, ClaimRow, Edge, Store

EDGES = 5_000
"""Matches that are looked at together."""


class Copy(NamedTuple):
    """An article that is one text with another: ``shared``, 0 to 1, is the part of the shorter one."""

    article: ArticleRow
    original: ArticleRow
    shared: float


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim of a story, and how it stands to the story."""

    claim: Claim
    """As the reviewers have it."""
    row: ClaimRow
    relation: Relation
    """The same, or conflicting."""
    decided: bool
    """Whether a reviewer said so; else the matcher proposes it."""
    origin: str | None
    """Who said it first, None when that is unknown."""
    conflicts: tuple[tuple[str, str], ...] = ()
    """What differs: (in the story, here)."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims that tell one story: ``id`` is that of the claim which the store got first."""

    id: str
    tellings: tuple[Telling, ...]
    """Those that say the same, the earliest first."""
    conflicting: tuple[Telling, ...]
    """Those that contradict one of them."""
    origins: Origins
    """Of those that say the same."""
    trees: tuple[Branch, ...]

    @property
    def first_seen(self) -> dt.date | None:
        """The day of the earliest article, None when none has a date."""
        return min((one.row.date for one in self.tellings if one.row.date), default=None)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who tells it, each once, the earliest first."""
        return tuple(dict.fromkeys(one.row.outlet for one in self.tellings))


class Stories:
    """The stories of one store."""

    def __init__(self, store: Store) -> None:
        """Tell them from ``store``."""
        self._store = store

    def clusters(self) -> list[tuple[int, ...]]:
        """Return the claims of every cluster, as rowids, those of the most articles first.

        Each begins with the claim that gives it its name. Names and a word or two that many articles have
        in common come last.
        """
        stories = self._store.stories
        telling = _Telling(self._store)
        named = clusters(telling.among(stories.edges()), _edges(stories.decided()))
        found = members(named).values()
        articles = stories.articles_of(list(named))

        def rank(claims: tuple[int, ...]) -> tuple[bool, int, int, int]:
            spread = len({articles[claim] for claim in claims})
            return not telling.is_telling(claims[0]), -spread, -len(claims), claims[0]

        return sorted(found, key=rank)

    def cluster_of(self, claim_id: str) -> Cluster:
        """Return the cluster of a claim, of it alone when nothing says the same.

        Raises ``NotFound`` when there is no such claim.
        """
        stories = self._store.stories
        own = self._store.rowid(claim_id)
        among = stories.reachable(own)
        edges = stories.edges_among(among)
        decided = [edge for edge in edges if edge.decided]
        named = clusters(_Telling(self._store).among(edges), _edges(decided))
        return self.cluster(members(named).get(named.get(own, own), (own,)))

    def cluster(self, rowids: Sequence[int]) -> Cluster:
        """Return the cluster of these claims, the first of which gives it its name."""
        rows = sorted(self._told(rowids), key=_by_date)
        name, *_ = self._store.ids(rowids[:1])
        same = [self._claim(row) for row in rows]
        around = [self._store.matches_of(row.id) for row in rows]
        decided = {
            id
            for row, found in zip(rows, around, strict=True)
            for match, state in found
            if state.relation is Relation.SAME
            for id in (match.a, match.b)
        }
        found = self.origins_of(same)
        from_whom = {id: origin.name for origin in found.known for id in origin.claims}
        tellings = (
            Telling(claim, row, Relation.SAME, claim.id in decided, from_whom.get(claim.id))
            for claim, row in zip(same, rows, strict=True)
        )
        return Cluster(
            id=name,
            tellings=tuple(tellings),
            conflicting=tuple(self._conflicting(rows, around)),
            origins=found,
            trees=lineage(same, self._copied(same)),
        )

    def _conflicting(
        self, rows: Sequence[ClaimRow], around: Sequence[Sequence[tuple[Match, MatchState]]]
    ) -> Iterator[Telling]:
        own = {row.id for row in rows}
        against: dict[str, list[tuple[str, str]]] = {}
        decided: dict[str, bool] = {}
        for row, found in zip(rows, around, strict=True):
            for match, state in found:
                here, other = (match.a, match.b) if match.a == row.id else (match.b, match.a)
                if (state.relation or match.relation) is not Relation.CONFLICTING or other in own:
                    continue
                turned = [(c.a, c.b) if here == match.a else (c.b, c.a) for c in match.conflicts]
                against.setdefault(other, []).extend(turned)
                decided[other] = decided.get(other, False) or state.relation is not None
        others = sorted(self._told([self._store.rowid(id) for id in against]), key=_by_date)
        claims = [(row, self._claim(row)) for row in others]
        found_origins = {claim.id: self.origins_of([claim]).known for _, claim in claims}
        for row, claim in claims:
            known = found_origins[claim.id]
            yield Telling(
                claim,
                row,
                Relation.CONFLICTING,
                decided[claim.id],
                known[0].name if known else None,
                tuple(dict.fromkeys(against[claim.id])),
            )

    def _told(self, rowids: Sequence[int]) -> list[ClaimRow]:
        """Return the claims ``rowids`` without those that reviewers rejected: these tell nothing."""
        return [row for row in self._store.rows(rowids) if row.verdict is not Verdict.REJECTED]

    def _claim(self, row: ClaimRow) -> Claim:
        return edited(self._store.claim(row.id), self._store.claim_state(row.id).edit)

    def origins_of(self, claims: Sequence[Claim]) -> Origins:
        """Return ``claims`` by origin; articles that are one text count as the first of them."""
        return origins(claims, self._copied(claims))

    def _copied(self, claims: Iterable[Claim]) -> dict[str, Hop]:
        found: dict[str, Hop] = {}
        articles = list(dict.fromkeys(claim.article_id for claim in claims))
        for article_id in self._store.stories.shared_texts(articles):
            family = self._store.stories.family(article_id)
            own = next(one for one in family if one.id == article_id)
            hop = published_first(self._store, own, family)
            if hop:
                found[article_id] = hop
        return found

    def copies(self) -> Iterator[Copy]:
        """Yield the articles that are one text with another, each beside the one that was published first.

        First is the earliest by date that does not credit another of them; ``shared`` is with that one.
        """
        seen: set[str] = set()
        for original in self._store.stories.copied():
            if original not in seen:
                seen.add(original)
                family = self._store.stories.family(original)
                first = self._first(family)
                prints = self._fingerprints(first)
                for other in family:
                    if other.id != first.id:
                        yield Copy(other, first, matching.shared(self._fingerprints(other), prints))

    def _first(self, family: Sequence[ArticleRow]) -> ArticleRow:
        by_date = sorted(family, key=lambda one: (one.date is None, one.date or dt.date.max))
        outlets = [one.outlet for one in family if one.outlet]
        own = (
            one
            for one in by_date
            if not any(credits(self._store, one, outlet) for outlet in outlets if outlet != one.outlet)
        )
        return next(own, by_date[0])

    def _fingerprints(self, article: ArticleRow) -> Sequence[int]:
        return matching.fingerprints(self._store.article(article.id))


MORE, LAST = ("├─ ", "│  "), ("└─ ", "   ")
"""What is drawn before a branch, and before what is below it."""


class TreeLine(NamedTuple):
    """A line of the trees of a story's origins."""

    indent: str
    """What is drawn before it: ``│  └─ ``."""
    name: str
    telling: Telling | None
    """What this outlet published, None for somebody who only said it or passed it on."""
    known: bool


def tree_lines(cluster: Cluster) -> Iterator[TreeLine]:
    """Yield the trees of a cluster line by line: each origin, and below it who had it from whom."""
    tellings = {one.claim.id: one for one in cluster.tellings}

    def below(branch: Branch, first: str, following: str) -> Iterator[TreeLine]:
        own = [tellings[id] for id in branch.claims]
        yield TreeLine(first, branch.name, own[0] if own else None, branch.known)
        yield from (TreeLine(following, "", one, branch.known) for one in own[1:])
        for at, lower in enumerate(branch.branches, start=1):
            last = at == len(branch.branches)
            yield from below(
                lower, following + ("└─ " if last else "├─ "), following + ("   " if last else "│  ")
            )

    for tree in cluster.trees:
        yield from below(tree, "", "")


class _Telling:
    """Which claims tell something by themselves, looked up once for each."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[int, bool] = {}

    def among(self, edges: Iterable[Edge]) -> Iterator[matching.Edge]:
        """Yield the edges that count for stories."""
        given = _edges(edges)
        while some := list(islice(given, EDGES)):
            self._look_up({claim for edge in some for claim in (edge.later, edge.earlier)})
            yield from (
                edge for edge in some if counts(edge, self._known[edge.later] and self._known[edge.earlier])
            )

    def is_telling(self, rowid: int) -> bool:
        """Return whether a claim tells something by itself."""
        self._look_up({rowid})
        return self._known[rowid]

    def _look_up(self, rowids: set[int]) -> None:
        # Not by "-" with the keys: that walks over all that is known.
        unknown = sorted(rowid for rowid in rowids if rowid not in self._known)
        found = self._store.stories.words_of(unknown) if unknown else {}
        self._known.update((rowid, rowid in found and tells(*found[rowid])) for rowid in unknown)


def _edges(found: Iterable[Edge]) -> Iterator[matching.Edge]:
    return (matching.Edge(*edge) for edge in found)


def _by_date(row: ClaimRow) -> tuple[bool, dt.date, int]:
    return row.date is None, row.date or dt.date.min, row.rowid
