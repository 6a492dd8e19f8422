"""Which differences of typed values are conflicts: by weights learned for each kind."""

from __future__ import annotations

from collections.abc import Mapping

from claims.matching.about import about_one_thing
from claims.matching.differences import Difference, differences
from claims.matching.learning import weights
from claims.matching.prepare import Prepared, article_span
from claims.matching.rarity import Idf
from claims.models import Conflict

CONFLICT = {"number": 0.7, "date": 0.5, "negation": 0.4, "denial": 0.3, "opposite": 0.5}
"""Chance from which a difference of each kind is proposed as a conflict."""
TELLING = (
    "cover low",
    "cover high",
    "ones",
    "twos",
    "order high",
    "shared",
    "letters5",
    "cosine",
    "names differ",
    "unshared capitals high",
    "length",
    "headline",
)
"""The figures of the pair that tell whether a difference is about one thing."""


def conflicts(
    a: Prepared, b: Prepared, idf: Idf, figures: Mapping[str, float]
) -> list[tuple[Conflict, float]]:
    """Return the conflicts between ``a`` and ``b``, each with both values, their places and its chance.

    ``figures`` are those of the pair.
    """
    judged = ((one, chance(one, figures)) for one in differences(a, b, idf))
    return [
        (_conflict(a, b, one), sure)
        for one, sure in judged
        if sure >= CONFLICT[one.kind] and about_one_thing(a, b, one, idf)
    ]


def chance(difference: Difference, figures: Mapping[str, float]) -> float:
    """Return the chance, from 0 to 1, that a difference is a conflict."""
    return weights("conflict").chance(signs(difference, figures))


def signs(difference: Difference, figures: Mapping[str, float]) -> dict[str, float]:
    """Return the figures of a difference and of its pair, named by its kind."""
    kind = difference.kind
    found = {f"{kind} {name}": value for name, value in difference.figures.items()}
    found.update((f"{kind} {name}", figures.get(name, 0.0)) for name in TELLING)
    found[kind] = 1.0
    return found


def _conflict(a: Prepared, b: Prepared, difference: Difference) -> Conflict:
    ours, theirs = difference.a, difference.b
    return Conflict(
        kind=difference.kind,
        a=ours.words,
        b=theirs.words,
        a_span=article_span(a.content, ours.start, ours.end) if ours.start >= 0 else None,
        b_span=article_span(b.content, theirs.start, theirs.end) if theirs.start >= 0 else None,
    )
