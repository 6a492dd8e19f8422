"""What is known of an event or an article, for people: confirmed, disputed, refuted, open; as a model."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from claims.models import Frozen, Relation, Verdict


class Part(StrEnum):
    """Where a story stands, by what reviewers decided on its claims; in the order of a report."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"
    OPEN = "open"


class SummaryArticle(Frozen):
    """An article that the report is about."""

    title: str | None
    outlet: str | None
    date: dt.date | None
    url: str | None


class Teller(Frozen):
    """A claim that tells a story, or contradicts it."""

    claim_id: str
    words: str
    outlet: str
    date: dt.date | None
    speaker: str
    origin: str | None
    """Who said it first, None when that is unknown."""
    relation: Relation
    decided: bool
    """Whether a reviewer said so; else the matcher proposes it."""
    differing: tuple[tuple[str, str], ...] = ()
    """What differs: (in the story, here)."""


class Held(Frozen):
    """What a reviewer decided on a claim of a story."""

    reviewer: str
    verdict: Verdict
    reason: str


class Entry(Frozen):
    """A story: one claim, or several of different articles that say the same."""

    part: Part
    told: Teller
    """The claim that stands for it."""
    held: tuple[Held, ...]
    """Who decided what on its claims, the latest of each reviewer."""
    origins: tuple[str, ...]
    """The independent known origins of what is decided to be the same."""
    proposed: tuple[Teller, ...]
    """Claims that the matcher takes for the same, and nobody has looked at."""
    same: tuple[Teller, ...]
    """Claims that reviewers decided to be the same."""
    against: tuple[Teller, ...]
    """Claims that contradict it, decided or proposed."""


class Summary(Frozen):
    """All of a report."""

    articles: tuple[SummaryArticle, ...]
    entries: tuple[Entry, ...]
    """By part; in each what is contradicted, or told by most, first, else by place in the articles."""

    def of(self, part: Part) -> tuple[Entry, ...]:
        """Return the entries of a part."""
        return tuple(entry for entry in self.entries if entry.part is part)
