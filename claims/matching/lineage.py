"""How a claim came to each article: trees from whoever said it, by those who passed it on, to outlets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.matching.chains import NONE, Link, chains_of, origins
from claims.models import Claim, Hop

NOT_STATED = "not stated"
"""The name of an origin of which a chain has nothing."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Somebody who said or published it, and who had it from there."""

    name: str
    claims: tuple[str, ...]
    """The claims, by id, of articles that it published itself."""
    branches: tuple[Branch, ...]
    known: bool = True
    """Whether the origin at its root is known."""


@dataclass(slots=True)
class _Node:
    name: str
    claims: list[str] = field(default_factory=list)
    branches: dict[str, _Node] = field(default_factory=dict)

    def frozen(self, known: bool) -> Branch:
        below = tuple(node.frozen(known) for node in self.branches.values())
        return Branch(self.name, tuple(self.claims), below, known)


def lineage(claims: Sequence[Claim], copied: Mapping[str, Hop] = NONE) -> tuple[Branch, ...]:
    """Return a tree for each origin, in the order of ``origins``, then one for each unknown origin.

    Each claim stands once, at the outlet that published it. ``copied`` is as for ``origins``.
    """
    found = origins(claims, copied)
    chains = dict(zip([claim.id for claim in claims], chains_of(claims, copied), strict=True))
    trees = []
    for origin in found.known:
        own = [chains[id] for id in origin.claims]
        paths = {id: _to_its_end(chains[id], own, origin.key) for id in origin.claims}
        trees += [node.frozen(True) for node in _trees(paths)]
    for id in found.unknown.claims:
        trees += [node.frozen(False) for node in _trees({id: chains[id] or (_NOBODY,)})]
    return tuple(trees)


_NOBODY = Link(NOT_STATED, "", known=False)


def _to_its_end(chain: Sequence[Link], others: Iterable[Sequence[Link]], origin: str) -> Sequence[Link]:
    """Return ``chain`` with what ``others`` tell of the way from its end to the ``origin``."""
    path = list(chain)
    for other in others:
        keys = [hop.key for hop in other]
        if path[-1].key == origin or path[-1].key not in keys[:-1]:
            continue
        rest = other[keys.index(path[-1].key) + 1 :]
        if not {hop.key for hop in rest} & {hop.key for hop in path}:
            path += rest
    return path


def _trees(paths: Mapping[str, Sequence[Link]]) -> list[_Node]:
    """Return the trees of chains that are read from their ends."""
    roots: dict[str, _Node] = {}
    for id, path in paths.items():
        level, node = roots, _Node("")
        for hop in reversed(path):
            node = level.setdefault(hop.key, _Node(hop.name))
            level = node.branches
        node.claims.append(id)
    return list(roots.values())
