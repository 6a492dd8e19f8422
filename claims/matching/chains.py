"""Who really said it first: comparing chains, grouping claims by origin, finding circles.

A chain runs from the reader to whoever said it; its last hop is the origin when that is known. A
claim whose chain ends where another's passes through adds nothing of its own: UNN citing Sky News
is one origin with Sky News citing Downing Street. An unknown origin never counts.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.models import ActorKind, Claim, Hop, Independence

CITED = frozenset({ActorKind.OUTLET, ActorKind.AGENCY})
"""The hops that publish, and so can cite one another in a circle."""


UNFOLLOWED = frozenset({ActorKind.UNNAMED, ActorKind.UNKNOWN})
"""The hops that, at the end of a chain, leave the origin unknown."""


@dataclass(frozen=True, slots=True)
class Link:
    """A hop of a chain, as far as independence needs it."""

    name: str
    key: str
    known: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Claims that come from one origin; ``name`` is None for those whose origin is unknown."""

    name: str | None
    claims: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """The claims of a match or story by origin, the largest first, and those of unknown origin."""

    known: tuple[Origin, ...]
    unknown: Origin

    def __str__(self) -> str:
        """Say it in a line: ``4 articles, 2 origins``."""
        groups = (*self.known, self.unknown)
        articles = len({article for group in groups for article in group.articles})
        line = f"{_counted(articles, 'article')}, {_counted(len(self.known), 'origin')}"
        return f"{line}, {len(self.unknown.claims)} unknown" if self.unknown.claims else line


def independence(a: Claim, b: Claim) -> tuple[Independence, str | None]:
    """Return whether two claims have different known origins, and the name of the one that they share."""
    return of_chains(links(a), links(b))


def links(claim: Claim) -> tuple[Link, ...]:
    """Return the chain of ``claim`` as links."""
    return tuple(Link(hop.name, _key(hop), hop.kind not in UNFOLLOWED) for hop in claim.chain)


def _key(hop: Hop) -> str:
    return hop.key or hop.name.casefold()


def of_chains(a: Sequence[Link], b: Sequence[Link]) -> tuple[Independence, str | None]:
    """Compare two chains as ``independence`` does."""
    if not a or not b or not a[-1].known or not b[-1].known:
        return Independence.UNKNOWN, None
    passed = [b[-1].name] if b[-1].key in {hop.key for hop in a} else []
    passed += [a[-1].name] if a[-1].key in {hop.key for hop in b} else []
    return (Independence.SAME_ORIGIN, min(passed)) if passed else (Independence.INDEPENDENT, None)


def origins(claims: Sequence[Claim]) -> Origins:
    """Group ``claims`` by origin; each claim is in one group, and only known origins are counted.

    An origin that other claims' chains pass through goes with the origin that most of those have.
    """
    chains = {claim.id: links(claim) for claim in claims}
    known = [claim for claim in claims if chains[claim.id] and chains[claim.id][-1].known]
    beyond = _beyond([chains[claim.id] for claim in known])
    members: dict[str, list[Claim]] = {}
    for claim in known:
        members.setdefault(_final(chains[claim.id][-1].key, beyond), []).append(claim)
    names = {hop.key: hop.name for claim in reversed(known) for hop in chains[claim.id]}
    groups = [_origin(names[key], group) for key, group in members.items()]
    seen = {claim.id for claim in known}
    return Origins(
        known=tuple(sorted(groups, key=lambda group: (-len(group.claims), group.name or ""))),
        unknown=_origin(None, [claim for claim in claims if claim.id not in seen]),
    )


def _origin(name: str | None, group: Sequence[Claim]) -> Origin:
    articles = dict.fromkeys(claim.article_id for claim in group)
    return Origin(name, tuple(claim.id for claim in group), tuple(articles))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _beyond(chains: Iterable[Sequence[Link]]) -> dict[str, str]:
    """Return for each origin that other chains pass through the origin that most of these lead to."""
    ends = list(chains)
    keys = {chain[-1].key for chain in ends}
    leads: dict[str, Counter[str]] = {}
    for chain in ends:
        for hop in chain[:-1]:
            if hop.key in keys and hop.key != chain[-1].key:
                leads.setdefault(hop.key, Counter())[chain[-1].key] += 1
    return {key: min(counts, key=lambda end: (-counts[end], end)) for key, counts in leads.items()}


def _final(key: str, beyond: dict[str, str]) -> str:
    """Follow ``key`` to where it leads; a circle is one origin, named by the least of its keys."""
    path = [key]
    while path[-1] in beyond:
        following = beyond[path[-1]]
        if following in path:
            return min(path[path.index(following) :])
        path.append(following)
    return path[-1]


def circles(claims: Sequence[Claim]) -> tuple[tuple[str, ...], ...]:
    """Return the circles in which outlets cite one another for these claims, as names: A, B, A.

    Each set of outlets is reported once, by a shortest way round, in the order of its keys.
    """
    edges: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for claim in claims:
        hops = [hop for hop in claim.chain if hop.kind in CITED]
        names |= {_key(hop): hop.name for hop in hops if _key(hop) not in names}
        for citing, cited in pairwise(hops):
            if _key(citing) != _key(cited):
                edges.setdefault(_key(citing), set()).add(_key(cited))
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for key in sorted(edges):
        way = _way_back(key, edges)
        if way:
            found.setdefault(frozenset(way), tuple(names[hop] for hop in way))
    return tuple(found.values())


def _way_back(start: str, edges: dict[str, set[str]]) -> tuple[str, ...]:
    """Return a shortest way from ``start`` over ``edges`` back to it, or nothing."""
    came: dict[str, str] = {}
    queue = deque([start])
    while queue:
        at = queue.popleft()
        for following in sorted(edges.get(at, ())):
            if following == start:
                way = [start, at]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if following not in came:
                came[following] = at
                queue.append(following)
    return ()
