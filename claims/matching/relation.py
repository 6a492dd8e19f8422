"""How two claims stand to each other: about the same thing or not, then in conflict or not, and why."""

from __future__ import annotations

from claims.matching.chains import of_chains
from claims.matching.conflicts import conflicts
from claims.matching.features import coverage, figures
from claims.matching.learning import weights
from claims.matching.prepare import Prepared
from claims.matching.rarity import Idf
from claims.models import Conflict, Independence, Match, Relation, match_id

SAME = 0.6
"""Chance of saying the same from which a pair is proposed as the same claim."""
CONTAINED = 0.8
"""Share of a content's weight that the other has from which it only leaves out what the other adds."""
CONTAINED_STEMS = 3
"""Stems that such contents share at least."""
RELATED = 0.5
"""Chance of being about the same thing from which a pair is proposed at all."""
SHOWN = 3
"""How many shared words a reason names."""


def match(a: Prepared, b: Prepared, idf: Idf) -> Match | None:
    """Return the match proposed for two claims, the same whichever comes first, or None to hide the pair.

    The score is the mean of the chances that both are about the same thing and that they say the
    same, from 0 to 1. A conflict is a difference between typed values of the same thing. The reasons
    are for a person to read.
    """
    a, b = sorted((a, b), key=lambda one: one.claim_id)
    if not a.stems or not b.stems:
        return None
    topic, same = chances(a, b, idf)
    if topic < RELATED:
        return None
    found = conflicts(a, b, idf, topic)
    independence, shared = of_chains(a.chain, b.chain)
    return Match(
        id=match_id(a.claim_id, b.claim_id),
        a=a.claim_id,
        b=b.claim_id,
        relation=_relation(same >= SAME or contains(a, b, idf), found),
        score=round((topic + same) / 2, 6),
        reasons=_reasons(a, b, idf, found, independence, shared),
        conflicts=found,
        independence=independence,
        shared_origin=shared,
    )


def chances(a: Prepared, b: Prepared, idf: Idf) -> tuple[float, float]:
    """Return the chances, from 0 to 1, that two contents are about the same thing, and say the same."""
    if a.tokens == b.tokens:
        return 1.0, 1.0
    values = figures(a, b, idf)
    return weights()["topic"].score(values), weights()["same"].score(values)


def contains(a: Prepared, b: Prepared, idf: Idf) -> bool:
    """Whether one content says nearly all that the other says, which is more than a word or two."""
    shared = len(frozenset(a.stems) & frozenset(b.stems))
    return shared >= CONTAINED_STEMS and max(coverage(a, b, idf), coverage(b, a, idf)) >= CONTAINED


def _relation(is_same: bool, found: tuple[Conflict, ...]) -> Relation:
    if found:
        return Relation.CONFLICTING
    return Relation.SAME if is_same else Relation.RELATED


def _reasons(
    a: Prepared,
    b: Prepared,
    idf: Idf,
    found: tuple[Conflict, ...],
    independence: Independence,
    shared_origin: str | None,
) -> tuple[str, ...]:
    """Return what speaks for the relation, the conflicts first."""
    reasons = [f"{conflict.kind}: {conflict.a} ↔ {conflict.b}" for conflict in found]
    if any(conflict.kind == "number" for conflict in found) and a.date and b.date and a.date != b.date:
        reasons.append(f"articles of {min(a.date, b.date)} and {max(a.date, b.date)}: may be an update")
    if a.tokens == b.tokens:
        reasons.append("the same words")
    elif contains(a, b, idf):
        reasons.append("one says nearly all that the other says")
    shared = _shared_words(a, b, idf)
    if shared:
        reasons.append("share " + ", ".join(f"“{words}”" for words in shared))
    if a.speaker and a.speaker == b.speaker:
        reasons.append("same speaker")
    if shared_origin is not None:
        reasons.append(f"same origin: {shared_origin}")
    elif independence is Independence.INDEPENDENT:
        reasons.append(f"different origins: {a.chain[-1].name}, {b.chain[-1].name}")
    return tuple(reasons)


def _shared_words(a: Prepared, b: Prepared, idf: Idf) -> list[str]:
    """Return the weightiest stretches of words that both contents have, as ``a`` writes them."""
    theirs = frozenset(b.stems)
    runs: list[tuple[float, int, int]] = []
    for stem, (start, end) in a.places.items():
        if stem not in theirs or stem[0].isdigit():
            continue
        weight = idf(stem)
        if runs and not a.text[runs[-1][2] : start].strip():
            before, start, _ = runs.pop()
            weight += before
        runs.append((weight, start, end))
    runs.sort(key=lambda run: (-run[0], run[1]))
    return [a.text[start:end] for _, start, end in sorted(runs[:SHOWN], key=lambda run: run[1])]
