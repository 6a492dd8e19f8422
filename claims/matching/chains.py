"""Who really said it first: comparing chains, grouping claims by origin, finding circles.

A chain runs from the reader to whoever said it; its last hop is the origin when that is known. A
claim whose chain ends where another's passes through adds nothing of its own: UNN citing Sky News
is one origin with Sky News citing Downing Street. An unknown origin never counts: nobody named, or
somebody whom the rules could not tell, or outlets that cite one another in a circle.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from claims.models import ActorKind, Certainty, Claim, Hop, Independence

CITED = frozenset({ActorKind.OUTLET, ActorKind.AGENCY})
"""The hops that publish, and so can cite one another in a circle."""
UNFOLLOWED = frozenset({ActorKind.UNNAMED, ActorKind.UNKNOWN})
"""The hops that, at the end of a chain, leave the origin unknown."""
SHORTENED = 2
"""Letters that a first name and its short form begin with alike: Josef, Joe."""
NONE: Mapping[str, Hop] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Link:
    """A hop of a chain, as far as independence needs it."""

    name: str
    key: str
    known: bool
    """Whether it can be an origin: a named one, resolved, to which its own chain does not come back."""
    publishes: bool = False
    person: bool = False
    copied: bool = False
    """Whether it is not of the chain that the article tells: the outlet whose text the article is."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Claims that come from one origin; ``name`` is None for those whose origin is unknown."""

    name: str | None
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Origins:
    """The claims of a match or story by origin, the largest first, and those of unknown origin."""

    known: tuple[Origin, ...]
    unknown: Origin
    circles: tuple[tuple[str, ...], ...] = ()
    """The circles in which outlets cite one another, as names: A, B, A. What ends in one is unknown."""

    def confirmations(self, claim_id: str) -> int:
        """Return how many known origins confirm a claim, apart from its own; none when that is unknown."""
        own = any(claim_id in origin.claims for origin in self.known)
        return len(self.known) - 1 if own else 0

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
    speaker = claim.speaker
    unresolved = speaker.key if speaker and speaker.certainty is Certainty.UNRESOLVED else None
    keys = [_key(hop) for hop in claim.chain]
    return tuple(
        Link(
            name=hop.name,
            key=key,
            known=hop.kind not in UNFOLLOWED and hop.key != unresolved and key not in keys[: max(0, at - 1)],
            publishes=hop.kind in CITED or at == 0,
            person=hop.kind is ActorKind.PERSON,
        )
        for at, (hop, key) in enumerate(zip(claim.chain, keys, strict=True))
    )


def by_way_of(chain: tuple[Link, ...], copied: Hop) -> tuple[Link, ...]:
    """Return the chain of a claim of an article whose text ``copied`` published first, as if it said so."""
    key = _key(copied)
    if not chain or key in {hop.key for hop in chain}:
        return chain
    return chain[0], Link(copied.name, key, known=True, publishes=True, copied=True), *chain[1:]


def _key(hop: Hop) -> str:
    return hop.key or hop.name.casefold()


def of_chains(a: Sequence[Link], b: Sequence[Link]) -> tuple[Independence, str | None]:
    """Compare two chains as ``independence`` does; where they cite each other in a circle, it is unknown."""
    a, b = _told_once([a, b])
    if not a or not b or not a[-1].known or not b[-1].known:
        return Independence.UNKNOWN, None
    one_text = _texts(a) & _texts(b)
    if one_text and any(hop.copied and hop.key in one_text for hop in (*a, *b)):
        names = [a[-1].name] if a[-1].key == b[-1].key else []
        return Independence.SAME_ORIGIN, min(names or (hop.name for hop in (*a, *b) if hop.key in one_text))
    of_b = a[-1].key in {hop.key for hop in b}
    of_a = b[-1].key in {hop.key for hop in a}
    if of_a and of_b and a[-1].key != b[-1].key:
        return Independence.UNKNOWN, None
    passed = [b[-1].name] * of_a + [a[-1].name] * of_b
    return (Independence.SAME_ORIGIN, min(passed)) if passed else (Independence.INDEPENDENT, None)


def _texts(chain: Sequence[Link]) -> set[str]:
    """Return who published the text that a claim stands in: its outlet, and whose text that copied."""
    return {chain[0].key, *(hop.key for hop in chain if hop.copied)}


def origins(claims: Sequence[Claim], copied: Mapping[str, Hop] = NONE) -> Origins:
    """Group ``claims`` by origin; each claim is in one group, and only known origins are counted.

    An origin that other claims' chains pass through goes with the origin that most of those have; in a
    circle of outlets that cite one another it is unknown. ``copied`` gives, by article, the outlet that
    first published its text, for those that copied it.
    """
    chains = dict(zip([claim.id for claim in claims], chains_of(claims, copied), strict=True))
    circular = _circular(list(chains.values()))
    beyond = _beyond([chain for chain in chains.values() if chain and chain[-1].known])
    members: dict[str | None, list[Claim]] = {None: []}
    for claim in claims:
        chain = chains[claim.id]
        key = _final(chain[-1].key, beyond) if chain and chain[-1].known else None
        members.setdefault(None if key in circular else key, []).append(claim)
    names = {hop.key: hop.name for chain in reversed(chains.values()) for hop in chain}
    unknown = members.pop(None)
    groups = [_origin(names[key], group, key) for key, group in members.items() if key]
    return Origins(
        known=tuple(sorted(groups, key=lambda group: (-len(group.claims), group.name or ""))),
        unknown=_origin(None, unknown),
        circles=tuple(dict.fromkeys(circular.values())),
    )


def chains_of(claims: Sequence[Claim], copied: Mapping[str, Hop] = NONE) -> list[tuple[Link, ...]]:
    """Return the chains of ``claims`` as origins sees them: copies by way of who published the text first.

    What several copies of one text say has one origin, that of the first, in whatever words each names it.
    An outlet that the first publisher cites is the source of the copy all the same, and goes by nobody.
    """
    cited = {(_key(claim.chain[0]), _key(hop)) for claim in claims if claim.chain for hop in claim.chain[1:]}

    def from_whom(claim: Claim) -> Hop | None:
        first = copied.get(claim.article_id)
        own = _key(claim.chain[0]) if claim.chain else ""
        return first if first and (_key(first), own) not in cited else None

    chains = [
        by_way_of(links(claim), first) if (first := from_whom(claim)) else links(claim) for claim in claims
    ]
    tails: dict[str, tuple[Link, ...]] = {}
    for chain in chains:
        for at, hop in enumerate(chain):
            if hop.copied:
                own = next((other[1:] for other in chains if other and other[0].key == hop.key), None)
                tails.setdefault(hop.key, chain[at + 1 :] if own is None else own)
    return _told_once([_with_tail(chain, tails) for chain in chains])


def _with_tail(chain: tuple[Link, ...], tails: Mapping[str, tuple[Link, ...]]) -> tuple[Link, ...]:
    """Return ``chain``, if it goes by a copied text, with the rest that the text itself has."""
    at = next((at for at, hop in enumerate(chain) if hop.copied), None)
    return chain if at is None else chain[: at + 1] + tails[chain[at].key]


def _told_once(chains: Sequence[Sequence[Link]]) -> list[tuple[Link, ...]]:
    """Return ``chains`` with one key for each person, whom one outlet calls Josef and another Joe.

    So too for each outlet, which others cite by the end of its name: the Weekly Beta as the Beta.
    """
    keys = {hop.key for chain in chains for hop in chain if hop.person}
    known: dict[str, str] = {}
    for key in sorted(keys, key=lambda key: (-len(key), key)):
        known[key] = next((other for other in known.values() if _one_person(key, other)), key)
    known |= _cited_in_short(chains)
    names = {hop.key: hop.name for chain in reversed(chains) for hop in chain if hop.person or hop.publishes}

    def told(hop: Link) -> Link:
        key = known.get(hop.key, hop.key) if hop.person or hop.publishes else hop.key
        return hop if key == hop.key else replace(hop, key=key, name=names[key])

    return [tuple(map(told, chain)) for chain in chains]


def _cited_in_short(chains: Sequence[Sequence[Link]]) -> dict[str, str]:
    """Return the key of the outlet of an article for each shorter one that only its own name ends with."""
    outlets = {chain[0].key for chain in chains if chain}
    cited = {hop.key for chain in chains for hop in chain[1:] if hop.publishes and hop.key} - outlets
    ending = {key: [outlet for outlet in outlets if outlet.endswith(f" {key}")] for key in sorted(cited)}
    return {key: found[0] for key, found in ending.items() if len(found) == 1}


def _one_person(a: str, b: str) -> bool:
    """Whether two names agree: the last word the same, of the first words an initial or how they begin."""
    one, other = a.split(), b.split()
    if not one or not other or one[-1] != other[-1]:
        return False
    if len(one) == 1 or len(other) == 1:
        return True
    first, second = one[0].rstrip("."), other[0].rstrip(".")
    return first[:SHORTENED] == second[:SHORTENED] or (
        first[0] == second[0] and 1 in (len(first), len(second))
    )


def _origin(name: str | None, group: Sequence[Claim], key: str = "") -> Origin:
    articles = dict.fromkeys(claim.article_id for claim in group)
    return Origin(name, tuple(claim.id for claim in group), tuple(articles), key)


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
    return tuple(dict.fromkeys(_circular(_told_once([links(claim) for claim in claims])).values()))


def _circular(chains: Sequence[Sequence[Link]]) -> dict[str, tuple[str, ...]]:
    """Return the circle, as names, of each key that outlets cite one another by, in the order of the keys."""
    publishers = {hop.key for chain in chains for hop in chain if hop.publishes}
    edges: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for chain in chains:
        hops = [hop for hop in chain if hop.key in publishers]
        names |= {hop.key: hop.name for hop in hops if hop.key not in names}
        for citing, cited in pairwise(hops):
            if citing.key != cited.key:
                edges.setdefault(citing.key, set()).add(cited.key)
    found: dict[str, tuple[str, ...]] = {}
    for key in sorted(edges):
        way = () if key in found else _way_back(key, edges)
        for hop in way:
            found.setdefault(hop, tuple(names[on] for on in way))
    return found


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
