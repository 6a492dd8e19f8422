"""Which claims, in which order: a filter as a value, and the SQL that it comes to.

Nothing in a filter is ever interpreted: values are bound parameters, and each word of a full-text
query is quoted, so that neither SQL nor FTS5 syntax in it means anything.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import field_validator

from claims.models import AttributionCheck, ClaimKind, Frozen, Modality, Verdict
from claims.store.connection import bindable
from claims.store.standing import UNCONFIRMED, UNSUPPORTED


class Order(StrEnum):
    """How a list of claims is sorted; ties by age in the store."""

    PRIORITY = "priority"
    OLDEST = "oldest"
    ARTICLE = "article"
    SPEAKER = "speaker"
    CONFLICTS = "conflicts"
    RANDOM = "random"
    """By id, which is a hash: the same order in every store, and whatever is added later."""


ORDER_BY: dict[Order, str] = {
    Order.PRIORITY: "priority DESC, claim",
    Order.OLDEST: "date IS NULL, date, claim",
    Order.ARTICLE: "article, position, claim",
    Order.SPEAKER: "speaker_key = '', speaker_key, date, claim",
    Order.CONFLICTS: "conflict_count DESC, priority DESC, claim",
    Order.RANDOM: "(SELECT id FROM claims WHERE claims.rowid = claim)",
}
"""Each but the random one has its index in the schema."""


class ClaimFilter(Frozen):
    """Which claims: everything given must hold; nothing given is all claims.

    A claim in disagreement has the status ``unreviewed`` until it is adjudicated.
    """

    status: Verdict | None = None
    attribution: AttributionCheck | None = None
    flagged: bool | None = None
    outlet: str | None = None
    """The outlet's whole name, in any case; empty for the articles of no known outlet."""
    speaker: str | None = None
    """Words of the speaker's name (of the source, where no speaker is known), each of which must occur."""
    kind: ClaimKind | None = None
    modality: Modality | None = None
    article_id: str | None = None
    origin: str | None = None
    """Words of the name of the claim's origin."""
    has_conflict: bool | None = None
    disagreement: bool | None = None
    edited: bool | None = None
    """A reviewer's version of its spans or speaker stands."""
    added: bool | None = None
    """A reviewer made it by hand."""
    changed: bool | None = None
    """Decided on in other words than the newest version of its article has, and not looked at since."""
    left: bool | None = None
    """Only its decisions keep it: the newest version of its article, or the rules, do not have it."""
    unsupported: bool | None = None
    """Verified, disputed or refuted without a reason, evidence, or a decided match that speaks for it."""
    unconfirmed: bool | None = None
    """Verified, disputed or refuted, and nobody has confirmed that its source said it."""
    since: dt.date | None = None
    """Articles of this day or later."""
    before: dt.date | None = None
    """Articles of an earlier day."""
    query: str | None = None
    """Words of the content, speaker, source, origin or title, each of which must occur."""

    @field_validator("*", mode="before")
    @classmethod
    def _without_surrogates(cls, given: object) -> object:
        """Let in what a terminal can send: bytes that are no UTF-8 arrive as lone surrogates."""
        return bindable(given) if type(given) is str else given


_VALUES = {
    "status": "verdict = ?",
    "attribution": "attribution = ?",
    "kind": "kind = ?",
    "modality": "modality = ?",
    "article_id": "article = (SELECT rowid FROM articles WHERE id = ?)",
    "since": "(date IS NULL) = 0 AND date >= ?",
    "before": "(date IS NULL) = 0 AND date < ?",
}
_SWITCHES = {
    "flagged": "SELECT claim FROM claim_state WHERE flagged",
    "disagreement": "SELECT claim FROM claim_state WHERE disagreement",
    "has_conflict": "SELECT claim FROM claim_state WHERE conflict_count > 0",
    "edited": "SELECT claim FROM claim_edits",
    "added": "SELECT claim FROM claim_added WHERE made IS NOT NULL",
    "changed": "SELECT claim FROM carried WHERE changed AND NOT looked",
    "left": "SELECT claim FROM left_over",
}
"""What few claims are: each has an index of those, which is read instead of every claim."""
_TESTS = {"unsupported": UNSUPPORTED, "unconfirmed": UNCONFIRMED}
"""What is looked up of each claim that has a verdict of truth."""
_FOUND = (
    "claim IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH ?"
    " UNION ALL SELECT rowid FROM edits_fts WHERE edits_fts MATCH ?)"
)


def folded(name: str) -> str:
    """Return ``name`` as names are compared: case folded, blanks single."""
    return " ".join(bindable(name).casefold().split())


def words_query(words: str) -> str:
    """Return the FTS5 expression for texts that hold each of ``words``; empty when there is no word."""
    found = [word for word in bindable(words).split() if any(character.isalnum() for character in word)]
    return " AND ".join('"{}"'.format(word.replace('"', '""').replace("\0", " ")) for word in found)


def condition(claim_filter: ClaimFilter) -> tuple[str, list[object]]:
    """Return the WHERE clause over ``claim_state`` (``1`` for all claims) and its parameters."""
    clauses: list[str] = []
    parameters: list[object] = []
    for name, clause in _VALUES.items():
        given = getattr(claim_filter, name)
        if given is not None:
            clauses.append(clause)
            parameters.append(given.isoformat() if isinstance(given, dt.date) else given)
    for name, clause in _SWITCHES.items():
        given = getattr(claim_filter, name)
        if given is not None:
            clauses.append(f"claim {'IN' if given else 'NOT IN'} ({clause})")
    for name, clause in _TESTS.items():
        given = getattr(claim_filter, name)
        if given is not None:
            clauses.append(f"({clause})" if given else f"NOT ({clause})")
    if claim_filter.outlet is not None:
        clauses.append("outlet_key = ?")
        parameters.append(folded(claim_filter.outlet))
    for column, words in (
        ("speaker", claim_filter.speaker),
        ("origin", claim_filter.origin),
        ("", claim_filter.query),
    ):
        if words is None or not words.strip():
            continue
        expression = words_query(words)
        clauses.append(_FOUND if expression else "0")
        if expression:
            parameters += [f"{{{column}}} : ({expression})" if column else expression] * 2
    return " AND ".join(clauses) or "1", parameters
