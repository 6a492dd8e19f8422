"""How two claims stand to each other: about the same thing or not, then in conflict or not, and why."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from claims.matching.chains import of_chains
from claims.matching.conflicts import UNLIKE, Seen, conflict, conflicts, contradiction, unsettled
from claims.matching.events import at_odds, one_event
from claims.matching.features import Figures, evidence, headlines, measures, standing
from claims.matching.learning import weights
from claims.matching.parts import is_name, is_part, is_statement, is_whole
from claims.matching.prepare import Prepared
from claims.matching.rarity import Idf
from claims.models import Conflict, Independence, Match, Relation, match_id

SAME = {"same": 0.475, "headline": 0.45}
"""Chance of saying the same from which a pair is proposed as the same claim, by what decides it."""
LIKENESS = 0.4
"""Likeness below which no two contents are proposed as the same."""
HEADLINE_LIKENESS = 0.2
"""The same with a headline, which says it in other words."""
WHOLE_LIKENESS = 0.1
"""The same where one is a sentence that says a part of what the other says."""
PART_LIKENESS = 0.3
"""The same where one says a part of what the other says, and is no sentence of its own."""
RELATED = 0.35
"""Chance of being about the same thing from which a pair is proposed at all."""
RELATED_CONFLICT = 0.2
"""The same for a pair in which typed values of one thing differ: this tells of a common topic too."""
ACCEPT = 0.8
"""Likeness from which a pair proposed as the same stands in the accept band."""
SPEAKER = 4.0
"""How many times likelier it is that both are about the same thing when one person or body says both."""
SHOWN = 3
"""How many shared words, and how many figures, a reason names."""


class Band(StrEnum):
    """How far a proposal can be relied on; nothing is ever decided for the reviewer."""

    ACCEPT = "accept"
    SUGGEST = "suggest"


def band(match: Match) -> Band:
    """Return the band of a match; what is in neither is hidden, and never becomes a match."""
    sure = match.relation is Relation.SAME and match.score >= ACCEPT
    return Band.ACCEPT if sure else Band.SUGGEST


def match(a: Prepared, b: Prepared, idf: Idf) -> Match | None:
    """Return the match proposed for two claims, the same whichever comes first, or None to hide the pair.

    The score is how alike the two are, from 0 to 1. A conflict is a difference between typed values of
    the same thing. The reasons are for a person to read.
    """
    a, b = sorted((a, b), key=lambda one: one.claim_id)
    if not a.stems or not b.stems:
        return None
    equal = a.tokens == b.tokens
    if a.known.isdisjoint(b.known | b.around) and b.known.isdisjoint(a.around):
        return None
    measured = measures(a, b, idf)
    part = not equal and is_part(a, b, idf, measured["length"])
    topic = 1.0 if equal or part else _topic(a, b, measured)
    odds = [] if equal else at_odds(a, b, idf)
    if topic < RELATED_CONFLICT and not odds:
        return None
    judged = _judged(a, b, idf, measured, part)
    found = list(judged.conflicts)
    of_event = [] if found else [conflict(a, b, one) for one in odds]
    found += of_event
    if topic < RELATED and not found:
        return None
    independence, shared = of_chains(a.chain, b.chain)
    return Match(
        id=match_id(a.claim_id, b.claim_id),
        a=a.claim_id,
        b=b.claim_id,
        relation=_relation(judged.same, found),
        score=judged.score,
        reasons=(
            *_values(a, b, found),
            *(_event(a, b, idf) if of_event else []),
            *(["the same words"] if equal else _alike(a, b, judged.figures, judged.part)),
            *_shared_words(a, b, idf),
            *_origins(a, b, independence, shared),
        ),
        conflicts=tuple(found),
        independence=independence,
        shared_origin=shared,
    )


def relation_on_topic(a: Prepared, b: Prepared, idf: Idf) -> Relation:
    """Return how two claims stand to each other if it is given that both are about one thing."""
    measured = measures(a, b, idf)
    judged = _judged(a, b, idf, measured, is_part(a, b, idf, measured["length"]))
    return _relation(judged.same, judged.conflicts)


class _Judged(NamedTuple):
    """What two claims about one thing are found to be."""

    same: bool
    part: bool
    """One says a part of what the other says."""
    score: float
    conflicts: list[Conflict]
    figures: Figures


def _judged(a: Prepared, b: Prepared, idf: Idf, measured: Figures, part: bool) -> _Judged:
    """Judge two claims about one thing; ``part``: the words of one are a part of those of the other."""
    equal = a.tokens == b.tokens
    told = evidence(a, b, measured)
    figures = standing(a, b, measured) if headlines(a, b) else told
    alike = 1.0 if equal else weights("likeness").chance(told)
    part = part and not equal and alike >= (WHOLE_LIKENESS if is_whole(a, b) else PART_LIKENESS)
    found = [one for one, _ in conflicts(a, b, idf, _seen(a, b, measured, figures, alike, part))]
    same = part or _is_same(a, b, says_the_same(a, b, figures), alike)
    same = equal or (same and not unsettled(a, b, idf, measured))
    return _Judged(same, part, round(alike, 6), found, figures)


def _seen(a: Prepared, b: Prepared, measured: Figures, figures: Figures, alike: float, part: bool) -> Seen:
    """Return what tells of conflicts; a part is unlike the whole for its length alone."""
    against = contradiction(figures) if headlines(a, b) else 0.0
    return Seen(measured, against, max(alike, UNLIKE) if part else alike)


def _topic(a: Prepared, b: Prepared, measured: Mapping[str, float]) -> float:
    """Return the chance that both are about the same thing; one speaker makes it likelier."""
    chance = weights("topic").chance(measured)
    if not a.speaker or a.speaker != b.speaker:
        return chance
    odds = SPEAKER * chance
    return odds / (odds + 1 - chance)


def likeness(a: Prepared, b: Prepared, idf: Idf) -> float:
    """Return how alike two contents are, from 0 to 1, whether or not they would be proposed as a match."""
    if a.tokens == b.tokens:
        return 1.0
    return round(weights("likeness").chance(evidence(a, b, measures(a, b, idf))), 6)


def says_the_same(a: Prepared, b: Prepared, figures: Mapping[str, float]) -> float:
    """Return the chance, from 0 to 1, that two contents with these figures say the same."""
    return weights(_decision(a, b)).chance(figures)


def _decision(a: Prepared, b: Prepared) -> str:
    return "headline" if headlines(a, b) else "same"


def _is_same(a: Prepared, b: Prepared, same: float, alike: float) -> bool:
    """Whether contents with this chance of saying the same, and this likeness, are proposed as the same."""
    if headlines(a, b):
        named = is_name(a) or is_name(b)
        return same >= SAME["headline"] and alike >= HEADLINE_LIKENESS and not named
    return same >= SAME["same"] and alike >= LIKENESS and is_statement(a, b)


def _relation(is_same: bool, found: list[Conflict]) -> Relation:
    if found:
        return Relation.CONFLICTING
    return Relation.SAME if is_same else Relation.RELATED


def _values(a: Prepared, b: Prepared, found: list[Conflict]) -> list[str]:
    reasons = [f"{conflict.kind}: {conflict.a} ↔ {conflict.b}" for conflict in found]
    if any(conflict.kind == "number" for conflict in found) and a.date and b.date and a.date != b.date:
        reasons.append(f"articles of {min(a.date, b.date)} and {max(a.date, b.date)}: may be an update")
    return reasons


def _event(a: Prepared, b: Prepared, idf: Idf) -> list[str]:
    return ["both articles are about: " + ", ".join(one_event(a, b, idf))]


def _alike(a: Prepared, b: Prepared, figures: Mapping[str, float], part: bool) -> list[str]:
    """Return how sure it is that both say the same, with the figures that weigh most."""
    known = weights(_decision(a, b))
    telling = [f"{name} {weight:+.1f}" for name, weight in known.reasons(figures, SHOWN)]
    reasons = [f"says the same: {known.chance(figures):.0%} ({', '.join(telling)})"]
    return ["one says a part of what the other says", *reasons] if part else reasons


def _origins(a: Prepared, b: Prepared, independence: Independence, shared_origin: str | None) -> list[str]:
    reasons = ["same speaker"] if a.speaker and a.speaker == b.speaker else []
    if shared_origin is not None:
        reasons.append(f"same origin: {shared_origin}")
    elif independence is Independence.INDEPENDENT:
        reasons.append(f"different origins: {a.chain[-1].name}, {b.chain[-1].name}")
    return reasons


def _shared_words(a: Prepared, b: Prepared, idf: Idf) -> list[str]:
    """Return the reason that names the weightiest words that both have, as ``a`` writes them."""
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
    shown = [a.text[start:end] for _, start, end in sorted(runs[:SHOWN], key=lambda run: run[1])]
    return ["share " + ", ".join(f"“{words}”" for words in shown)] if shown else []
