"""All that the screen shows of one claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.models import Claim, ClaimState, Match, MatchState, Relation
from claims.workbench import ClaimRow
from tui.page import Page

URGENCY = (Relation.CONFLICTING, Relation.SAME, Relation.RELATED, Relation.UNRELATED)
"""The order in which the proposed matches of a claim are shown; among equals the best score first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match of the claim that is shown, with the other claim and where that stands."""

    match: Match
    state: MatchState
    claim: Claim
    row: ClaimRow

    @property
    def relation(self) -> Relation:
        """What a reviewer decided, else what the matcher proposes."""
        return self.state.relation or self.match.relation

    @property
    def conflicts(self) -> tuple[tuple[str, str], ...]:
        """What differs: (here, there)."""
        here_first = self.match.b == self.claim.id
        return tuple((c.a, c.b) if here_first else (c.b, c.a) for c in self.match.conflicts)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the matcher proposes it, without what ``conflicts`` and the independence say already."""
        said = {f"{conflict.kind}: {conflict.a} ↔ {conflict.b}" for conflict in self.match.conflicts}
        same = self.match.independence.value
        return tuple(why for why in self.match.reasons if why not in said and not why.startswith(same))


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the screen shows of one claim."""

    claim: Claim
    state: ClaimState
    page: Page
    candidates: tuple[Candidate, ...]


def in_order(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return ``candidates`` in the order in which they are shown."""
    return tuple(sorted(candidates, key=lambda candidate: URGENCY.index(candidate.match.relation)))
