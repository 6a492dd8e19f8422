"""What lists show: plain rows, cheaper than the full models."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from claims.models import AttributionCheck, Claim, ClaimKind, Modality, Span, Verdict

BY_HAND = "reviewer"
"""The rule of the claims that reviewers made."""
SELECTED = "selected words"
"""How a claim was made whose words no rule had found; others were made of claims there were."""


class ClaimRow(NamedTuple):
    """A claim as one line of a list."""

    rowid: int
    id: str
    article_id: str
    outlet: str
    date: dt.date | None
    kind: ClaimKind
    modality: Modality
    speaker: str
    """The speaker's name, else the words of the source, else empty."""
    content_words: str
    """At most ``claims.ROW_WORDS`` code points of the content."""
    verdict: Verdict
    attribution: AttributionCheck
    flagged: bool
    disagreement: bool
    priority: int
    match_count: int
    """Matches that are proposed or decided as same, related or conflicting."""
    conflict_count: int


class Placed(NamedTuple):
    """A claim as the extractor wrote it, with what matching needs to know of its article."""

    claim: Claim
    title: str | None
    date: dt.date | None


class ArticleRow(NamedTuple):
    """An article without its text."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    author: str | None
    date: dt.date | None
    url: str | None
    language: str
    text_hash: str
    claim_count: int


class Passage(NamedTuple):
    """A place in an article that answers a search."""

    article_id: str
    outlet: str
    title: str
    date: dt.date | None
    words: str
    span: Span
    """Where ``words`` stands in the article's text."""


class RuleCount(NamedTuple):
    """What reviewers made of the claims that one rule found."""

    claims: int
    decided: int
    """Those with a verdict that all reviewers agree on, or, of opinions and intentions, such a check."""
    rejected: int
    edited: int = 0
    """Of the decided ones that were not rejected, those whose spans or speaker a reviewer corrected."""


class Stats(NamedTuple):
    """Counts of everything in the store."""

    articles: int
    claims: int
    matches: int
    decisions: int
    """Rows, undo and redo included."""
    verdicts: dict[Verdict, int]
    attributions: dict[AttributionCheck, int]
    kinds: dict[ClaimKind, int]
    outlets: dict[str, int]
    """Claims of each outlet, most first; the articles of no known outlet under the empty name."""
    flagged: int
    disagreements: int
    conflicts: int
    """Matches that are proposed or decided as conflicting."""
    reviewers: dict[str, int]
    """Decisions of each reviewer that are in force."""
    rules: dict[str, RuleCount]
    added: dict[str, int]
    """By article, the claims that reviewers selected there because no rule had found them."""
