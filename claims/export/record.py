"""What every format writes of one claim, and the order in which claims leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pydantic import Field

from claims.models import (
    Article,
    Claim,
    ClaimState,
    Decision,
    Frozen,
    Independence,
    Match,
    MatchState,
    Relation,
)


class ExportedArticle(Frozen):
    """The article that a claim stands in; the hash says which text the offsets count in."""

    id: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    date: dt.date | None = None
    text_hash: str
    whole: Article | None = Field(default=None, exclude=True, repr=False)
    """Only for the formats that write of its text."""

    @property
    def text(self) -> str:
        """Its text, empty where it is not at hand."""
        return self.whole.text if self.whole else ""

    @classmethod
    def with_text(cls, article: Article) -> ExportedArticle:
        """Return what is exported of ``article`` where its text is."""
        return cls.of(article).model_copy(update={"whole": article})

    @classmethod
    def of(cls, article: Article) -> ExportedArticle:
        """Return what is exported of ``article``."""
        return cls(
            id=article.id,
            outlet=article.outlet,
            title=article.title,
            url=article.url,
            date=article.date,
            text_hash=article.text_hash,
        )


class ExportedMatch(Frozen):
    """A match of the claim, with what was decided on it and who says what on the other side."""

    match: Match
    state: MatchState = MatchState()
    words: str
    """The other claim's exact words."""
    outlet: str | None = None
    speaker: str | None = None
    url: str | None = None
    title: str | None = None
    date: dt.date | None = None
    history: tuple[Decision, ...] = ()
    """Every decision on the match, undo and redo rows too."""

    @property
    def decided(self) -> Relation | None:
        """The relation that was decided, None while it is only proposed."""
        return self.state.relation

    @property
    def independent(self) -> bool:
        """Whether the other claim comes from another known origin."""
        return self.match.independence is Independence.INDEPENDENT

    @property
    def relation(self) -> Relation:
        """The relation that was decided, else the one that the matcher proposes."""
        return self.state.relation or self.match.relation

    def conflicts(self, claim_id: str) -> tuple[tuple[str, str, str], ...]:
        """Return each conflict as (kind, what claim ``claim_id`` has, what the other has)."""
        if claim_id == self.match.a:
            return tuple((one.kind, one.a, one.b) for one in self.match.conflicts)
        return tuple((one.kind, one.b, one.a) for one in self.match.conflicts)


FORM = 2
"""The form of the records that this version writes; ``claims import`` reads every earlier one."""


class ExportRecord(Frozen):
    """One claim with all that is known of it; every format writes these and nothing else."""

    version: int = FORM
    article: ExportedArticle
    claim: Claim
    state: ClaimState = ClaimState()
    reason: str = ""
    """Why the verdict that stands was given."""
    history: tuple[Decision, ...] = ()
    matches: tuple[ExportedMatch, ...] = ()
    machine: Claim | None = None
    """What the extractor found, where a reviewer corrected it; ``claim`` is the corrected one then."""
    changed: bool = Field(default=False, exclude=True)
    """Whether its article has changed since it was decided on; not of the claim, but of this store."""


def ordered(records: Iterable[ExportRecord]) -> list[ExportRecord]:
    """Return ``records`` by article date (undated last), article, place in the text and claim id."""
    return sorted(records, key=_place)


def _place(record: ExportRecord) -> tuple[dt.date, str, int, str]:
    date = record.article.date or dt.date.max
    return date, record.article.id, min(span.start for span in record.claim.content), record.claim.id
