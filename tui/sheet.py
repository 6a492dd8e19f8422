"""All that the screen shows of one claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.models import Claim, ClaimState, Independence, Match, MatchState, Relation, Span
from claims.workbench import Band, ClaimRow, Origin, Origins, band
from tui.page import Page
from tui.wording import counted, one_line

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
    def band(self) -> Band | None:
        """How far the proposal can be relied on; None where a reviewer decided."""
        return None if self.state.relation else band(self.match)

    @property
    def conflicts(self) -> tuple[tuple[str, str], ...]:
        """What differs: (here, there)."""
        here_first = self.match.b == self.claim.id
        return tuple((c.a, c.b) if here_first else (c.b, c.a) for c in self.match.conflicts)

    @property
    def differing(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """Where the quantities and dates that differ stand: in this claim's article, in the other's."""
        typed = [conflict for conflict in self.match.conflicts if conflict.kind in ("number", "date")]
        a = tuple(conflict.a_span for conflict in typed if conflict.a_span)
        b = tuple(conflict.b_span for conflict in typed if conflict.b_span)
        return (a, b) if self.match.b == self.claim.id else (b, a)

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
    """Origin by origin."""
    headings: Mapping[int, str]
    """What stands above the first candidate of each origin."""
    spread: str
    """``4 articles, 2 origins``: of the claim and its matches, without those that are none."""


def by_origin(
    claim: Claim, candidates: Iterable[Candidate], origins: Callable[[Sequence[Claim]], Origins]
) -> tuple[tuple[Candidate, ...], Mapping[int, str], str]:
    """Return ``candidates`` as they are shown, the headings of their origins, and how far they spread.

    The origin with the most urgent match comes first, those unknown among equals last. What was
    decided changes no place, so that the cursor's match stays where it is.
    """
    given = tuple(candidates)
    found = origins([claim, *(one.claim for one in given)])
    groups = (*found.known, found.unknown)
    number = {id: n for n, group in enumerate(groups) for id in group.claims}
    ranks: dict[int, int] = {}
    for one in given:
        group = number[one.claim.id]
        ranks[group] = min(ranks.get(group, len(URGENCY)), URGENCY.index(one.match.relation))

    def place(one: Candidate) -> tuple[int, int, int]:
        group = number[one.claim.id]
        return ranks[group], group, URGENCY.index(one.match.relation)

    ordered = tuple(sorted(given, key=place))
    headings: dict[int, str] = {}
    for index, one in enumerate(ordered):
        if index == 0 or number[ordered[index - 1].claim.id] != number[one.claim.id]:
            headings[index] = _heading(groups[number[one.claim.id]], claim)
    spread = origins([claim, *(one.claim for one in given if one.relation is not Relation.UNRELATED)])
    return ordered, headings, str(spread) if given else ""


def _heading(group: Origin, claim: Claim) -> str:
    """Return ``origin Sky News: 2 articles, with this one``; ``origin unknown: 1 article``."""
    named = f"origin {one_line(group.name)}" if group.name else "origin unknown"
    own = ", with this one" if claim.id in group.claims else ""
    return f"{named}: {counted(len(group.articles), 'article')}{own}"


def is_confirmed(article_id: str, state: ClaimState, matches: Sequence[tuple[Match, MatchState]]) -> bool:
    """Return whether a claim of article ``article_id`` has confirmation from elsewhere.

    That is evidence that is not of its own article, or a match that is the same, by the reviewers or
    else the matcher, and has another known origin.
    """
    return any(bound.article_id != article_id for bound in state.evidence) or any(
        (decided.relation or match.relation) is Relation.SAME
        and match.independence is Independence.INDEPENDENT
        for match, decided in matches
    )
