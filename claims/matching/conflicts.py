"""Which differences of typed values are conflicts: by weights learned for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claims.matching.about import about_one_thing
from claims.matching.differences import Difference, differences, turned
from claims.matching.features import headlines
from claims.matching.learning import weights
from claims.matching.prepare import Prepared, article_span
from claims.matching.rarity import Idf
from claims.models import Conflict

CONFLICT = {"number": 0.7, "date": 0.5, "negation": 0.6, "denial": 0.3, "opposite": 0.5}
"""Chance from which a difference of each kind is proposed as a conflict."""
UNLIKE = 0.33
"""Likeness below which differences are of two things."""
HEADLINE_ALIKE = 0.65
"""Likeness from which one difference that turns a headline round is enough."""
HEADLINE_SURE = 0.9
"""The chance that it then has to have."""
HEADLINE_CONFLICT = 0.45
"""Chance from which a pair with a headline is a conflict, where one of the two turns something round."""
MEASURED = frozenset({"number", "date"})
"""Kinds of values that conflict in a headline as they do anywhere."""
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


class Seen(NamedTuple):
    """What is known of a pair: its ``measures``, the chance of a ``contradiction``, and its likeness."""

    measures: Mapping[str, float]
    against: float
    alike: float


def conflicts(a: Prepared, b: Prepared, idf: Idf, seen: Seen) -> list[tuple[Conflict, float]]:
    """Return the conflicts between ``a`` and ``b``, each with both values, their places and its chance."""
    judged = [(one, chance(one, seen.measures)) for one in differences(a, b, idf)]
    headline = headlines(a, b)
    kept = [
        (conflict(a, b, one), sure)
        for one, sure in judged
        if (
            seen.alike >= HEADLINE_ALIKE and sure >= HEADLINE_SURE
            if headline and one.kind not in MEASURED
            else seen.alike >= UNLIKE
            and sure >= CONFLICT[one.kind]
            and about_one_thing(a, b, one, idf, seen.alike)
        )
    ]
    return kept or (_of_headlines(a, b, seen.against, judged) if headline else [])


def _of_headlines(
    a: Prepared, b: Prepared, sure: float, judged: list[tuple[Difference, float]]
) -> list[tuple[Conflict, float]]:
    """Return what turns round a pair with a headline: one decision on all of it, by the stances of both."""
    if sure < HEADLINE_CONFLICT:
        return []
    turning = [(one, each) for one, each in judged if one.kind not in MEASURED]
    told = max(turning, key=lambda one: one[1])[0] if turning else turned(a, b)
    return [(conflict(a, b, told), sure)] if told else []


def unsettled(a: Prepared, b: Prepared, idf: Idf, measures: Mapping[str, float]) -> bool:
    """Return whether numbers differ that may be of two things: no conflict then, and not the same either."""
    return any(
        one.kind == "number" and chance(one, measures) >= CONFLICT["number"] for one in differences(a, b, idf)
    )


def contradiction(figures: Mapping[str, float]) -> float:
    """Return the chance, from 0 to 1, that a pair with a headline is a contradiction, by its ``standing``."""
    return weights("headline_conflict").chance(figures)


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


def conflict(a: Prepared, b: Prepared, difference: Difference) -> Conflict:
    """Return a difference of typed values as a conflict, with the places of both in their articles."""
    ours, theirs = difference.a, difference.b
    return Conflict(
        kind=difference.kind,
        a=ours.words,
        b=theirs.words,
        a_span=article_span(a.content, ours.start, ours.end) if ours.start >= 0 else None,
        b_span=article_span(b.content, theirs.start, theirs.end) if theirs.start >= 0 else None,
    )
