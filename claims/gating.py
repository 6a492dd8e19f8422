"""The gate: what is not fit to leave as a verified claim, why, and what to do about it.

It stands before every export whose filter asks for a verdict of truth (verified, disputed, refuted), and
before every format that is made to be published, whatever the filter. Other exports (a backup, what
another workbench imports, all that is still open) are work in progress and pass.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from claims.errors import ExportRefused
from claims.export import ExportRecord
from claims.house import House
from claims.models import TRUTH, AttributionCheck, ClaimKind, Relation, Verdict
from claims.status import standing
from claims.store import SUPPORT

LISTED = 20
"""Claims that a refusal names for each reason."""
WORDS = 60
"""Code points of a claim's words in a refusal."""


class Reason(StrEnum):
    """Why a claim is not fit to leave; all but the last can be allowed."""

    DISAGREEMENT = "disagreement"
    CONFLICT = "conflict"
    UNSUPPORTED = "unsupported"
    ATTRIBUTION = "attribution"
    CHANGED = "changed"
    RATING = "rating"


ALLOWABLE = tuple(reason for reason in Reason if reason is not Reason.RATING)

MEANINGS: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        Reason.DISAGREEMENT: (
            "reviewers disagree, and nobody has adjudicated",
            "settle it: `claims mark ID VERDICT --adjudicate`, or `claims check` likewise",
        ),
        Reason.CONFLICT: (
            "another claim contradicts it, and nobody has looked at that",
            "look at both: `claims relate ID OTHER conflicting` or another relation",
        ),
        Reason.UNSUPPORTED: (
            "its verdict has no reason, no evidence and no decided match of another origin",
            'say why: `claims mark ID VERDICT --note "..."`; or bind evidence or decide matches in review',
        ),
        Reason.ATTRIBUTION: (
            "nobody has confirmed that the source said it",
            "look it up: `claims check ID confirmed`",
        ),
        Reason.CHANGED: (
            "its article has changed since it was read",
            "compare the versions, and decide again on the new one",
        ),
        Reason.RATING: (
            "the house has no words for its verdict",
            "give [claimreview.ratings] in the configuration words for it, or leave such claims out",
        ),
    }
)
"""What each means, and what to do."""


class Objection(NamedTuple):
    """A claim that is not fit to leave."""

    claim_id: str
    reason: Reason
    detail: str
    """What of it: the claim that contradicts, the verdict without words; may be empty."""
    words: str


def concerns(status: Verdict | None, *, published: bool) -> bool:
    """Return whether the gate stands before an export of claims with such a verdict."""
    return published or status in TRUTH


def objections(
    record: ExportRecord, house: House | None = None, *, rated: bool = False
) -> Iterator[Objection]:
    """Yield what stands against letting a claim out; ``rated``: as a review in the words of ``house``."""
    for reason, look in _LOOKS.items():
        for detail in look(record):
            yield Objection(record.claim.id, reason, detail, record.claim.content_words)
    verdict = record.state.verdict
    if rated and not (house and house.words(verdict, record.reason)):
        yield Objection(record.claim.id, Reason.RATING, verdict.value, record.claim.content_words)


def _disagreement(record: ExportRecord) -> Iterator[str]:
    if record.state.disagreement:
        now = standing(record.history)
        given = (*now.verdicts.by.values(), *now.attributions.by.values())
        yield ", ".join(f"{one.reviewer}: {one.after}" for one in given)


def _conflict(record: ExportRecord) -> Iterator[str]:
    for one in record.matches:
        if one.match.relation is Relation.CONFLICTING and one.decided is None:
            other = one.match.b if one.match.a == record.claim.id else one.match.a
            yield f"with {other}{f' of {one.outlet}' if one.outlet else ''}"


def _unsupported(record: ExportRecord) -> Iterator[str]:
    state = record.state
    reasons = [one.reason for one in standing(record.history).verdicts.by.values()]
    speaks = SUPPORT.get(state.verdict, ())
    matched = any(one.decided in speaks and one.independent for one in record.matches)
    if state.verdict in TRUTH and not (any(reasons) or state.evidence or matched):
        yield state.verdict.value


def _attribution(record: ExportRecord) -> Iterator[str]:
    """An outlet's own assertion has no source that could have been misquoted."""
    check = record.state.attribution
    if record.claim.kind is not ClaimKind.ASSERTION and check is not AttributionCheck.CONFIRMED:
        yield check.value


def _changed(record: ExportRecord) -> Iterator[str]:
    if record.changed:
        yield record.article.id


_LOOKS: Mapping[Reason, Callable[[ExportRecord], Iterator[str]]] = {
    Reason.DISAGREEMENT: _disagreement,
    Reason.CONFLICT: _conflict,
    Reason.UNSUPPORTED: _unsupported,
    Reason.ATTRIBUTION: _attribution,
    Reason.CHANGED: _changed,
}


def refuse(found: Iterable[Objection], allowed: Collection[Reason]) -> None:
    """Raise ``ExportRefused`` with the list, unless everything found is allowed."""
    held = [one for one in found if one.reason not in allowed]
    if held:
        count = len({one.claim_id for one in held})
        claims = "1 claim is" if count == 1 else f"{count} claims are"
        told = "\n".join(line for reason in Reason for line in _told(reason, held))
        raise ExportRefused(f"nothing was written: {claims} not fit to leave\n{told}")


def _told(reason: Reason, held: Iterable[Objection]) -> Iterator[str]:
    own = [one for one in held if one.reason is reason]
    if not own:
        return
    meaning, remedy = MEANINGS[reason]
    allow = f" (or --allow-{reason})" if reason in ALLOWABLE else ""
    yield f"\n{len(own)} × {meaning}.\n  {remedy}{allow}"
    for one in own[:LISTED]:
        words = " ".join(one.words.split())
        short = words if len(words) <= WORDS else f"{words[: WORDS - 1]}…"
        yield f"  {one.claim_id}  {f'({one.detail}) ' if one.detail else ''}{short}"
    if len(own) > LISTED:
        yield f"  and {len(own) - LISTED} more; --check lists all"
