"""What several reviewers make of the same claims: their opinions side by side, and how far they agree.

Pure. Agreement is counted on what each reviewer said for themselves: of every claim their latest
answer in force that was given before anybody adjudicated it, since an adjudication settles what
they differ on and would hide that they did. Whoever had not answered by then counts with what they
say later; whoever adjudicated has seen the others' answers, and counts with what they said before.

Kappa is that of Cohen (1960), "A coefficient of agreement for nominal scales", for each pair of
reviewers over the claims that both answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from claims.models import (
    Action,
    AttributionCheck,
    ClaimState,
    Decision,
    Evidence,
    Modality,
    Verdict,
)
from claims.status import derive, live, standing


class Question(StrEnum):
    """What reviewers answer: is it so, and did the source say it?"""

    VERDICT = "verdict"
    ATTRIBUTION = "attribution"


_ACTIONS = {Question.VERDICT: Action.VERDICT, Question.ATTRIBUTION: Action.ATTRIBUTION}
_BLANK = {Question.VERDICT: Verdict.UNREVIEWED, Question.ATTRIBUTION: AttributionCheck.UNCHECKED}
_VALUES: Mapping[Question, frozenset[str]] = {
    Question.VERDICT: frozenset(Verdict),
    Question.ATTRIBUTION: frozenset(AttributionCheck),
}

Ratings = Mapping[str, str]
"""The answers to one question on one claim, by reviewer."""


def ratings(decisions: Sequence[Decision], question: Question) -> Ratings:
    """Return what each reviewer answered for themselves, from all ``decisions`` on one claim in order."""
    given: dict[str, str] = {}
    settled: set[str] = set()
    for decision in live(decisions):
        who, answer = decision.reviewer, decision.after
        if decision.action is Action.ADJUDICATE and answer in _VALUES[question]:
            settled |= {who, *given}
        elif decision.action is _ACTIONS[question] and who not in settled:
            given.pop(who, None)
            if answer != _BLANK[question]:
                given[who] = answer
    return given


def rated(decisions: Sequence[Decision]) -> Mapping[Question, Ratings]:
    """Return the answers of each reviewer to both questions on one claim."""
    return {question: ratings(decisions, question) for question in Question}


def kappa(table: Mapping[tuple[str, str], int]) -> float | None:
    """Return Cohen's kappa of how often one gave the first answer of a pair while the other gave the second.

    From -1 to 1; 1 when they always agree, 0 when they agree as often as by chance. None, since it is
    not defined, when there is nothing, or when chance agreement is 1: both always gave one answer.
    """
    n = sum(table.values())
    agreed = sum(count for (one, other), count in table.items() if one == other)
    firsts: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (one, other), count in table.items():
        firsts[one] += count
        seconds[other] += count
    by_chance = sum(firsts[answer] * seconds[answer] for answer in firsts)  # times n squared
    if by_chance == n * n:
        return None
    return (n * agreed - by_chance) / (n * n - by_chance)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers agree on one question."""

    question: Question
    one: str
    other: str
    table: Mapping[tuple[str, str], int]
    """How many claims ``one`` answered so while ``other`` answered so."""

    @property
    def n(self) -> int:
        """How many claims both answered."""
        return sum(self.table.values())

    @property
    def agreed(self) -> int:
        """On how many of those they gave the same answer."""
        return sum(count for (one, other), count in self.table.items() if one == other)

    @property
    def share(self) -> float:
        """The observed agreement, from 0 to 1."""
        return self.agreed / self.n

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; None where it is not defined."""
        return kappa(self.table)


def agreements(claims: Iterable[Mapping[Question, Ratings]]) -> tuple[Agreement, ...]:
    """Return how far every two reviewers agree who answered a question on the same claim.

    ``claims`` gives the answers of each reviewer on each claim; the pairs come sorted, verdicts first.
    """
    tables: dict[tuple[Question, str, str], Counter[tuple[str, str]]] = {}
    for answers in claims:
        for question, given in answers.items():
            for one, other in combinations(sorted(given), 2):
                table = tables.setdefault((question, one, other), Counter())
                table[given[one], given[other]] += 1
    order = list(Question)
    return tuple(
        Agreement(*pair, table)
        for pair, table in sorted(tables.items(), key=lambda item: (order.index(item[0][0]), *item[0][1:]))
    )


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one reviewer holds of a claim, and what they rest it on."""

    reviewer: str
    verdict: Decision | None = None
    attribution: Decision | None = None
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def opinions(decisions: Sequence[Decision]) -> tuple[Opinion, ...]:
    """Return the opinions in force on one claim, from all ``decisions`` on it, by whoever spoke first.

    An adjudication counts as its adjudicator's opinion, in the place of all given before it.
    """
    now = standing(decisions)
    in_force = live(decisions)
    holders = dict.fromkeys(
        decision.reviewer
        for decision in in_force
        if decision.reviewer in now.verdicts.by or decision.reviewer in now.attributions.by
    )
    return tuple(
        Opinion(
            reviewer=who,
            verdict=now.verdicts.by.get(who),
            attribution=now.attributions.by.get(who),
            notes=tuple(d.after for d in in_force if d.reviewer == who and d.action is Action.NOTE),
            evidence=tuple(d.evidence for d in in_force if d.reviewer == who and d.evidence is not None),
        )
        for who in holders
    )


def own_state(decisions: Iterable[Decision], reviewer: str, modality: Modality) -> ClaimState:
    """Return what a claim comes to by the decisions of ``reviewer`` alone."""
    return derive([decision for decision in decisions if decision.reviewer == reviewer], modality)


def is_answered(verdict: Verdict, attribution: AttributionCheck, modality: Modality) -> bool:
    """Return whether a claim is decided: a fact by its verdict, what else there is by either answer."""
    if verdict is not Verdict.UNREVIEWED:
        return True
    return modality is not Modality.FACT and attribution is not AttributionCheck.UNCHECKED
