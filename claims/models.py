"""The words of the field as frozen values: article, claim, chain, match, decision.

Every span counts code points of ``Article.text`` and is half open: ``text[start:end]``.
The terms attribution, source, cue and content are those of PARC3 (Pareti 2016) and
PolNeAR (Newell, Margolin and Ruths 2018).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Base of every model: immutable, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points in an article's text."""

    start: int
    end: int


def digest(*parts: str, length: int = 16) -> str:
    """Return the first ``length`` hex digits of the SHA-256 of ``parts``, unambiguously joined."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


class FurnitureKind(StrEnum):
    """What a piece of page furniture is; furniture is marked, never deleted."""

    DATELINE = "dateline"
    BYLINE = "byline"
    VIEWS = "views"
    TIMESTAMP = "timestamp"
    TAGS = "tags"
    LINK = "link"
    CAPTION = "caption"
    HEADING = "heading"
    CREDIT = "credit"
    REPLY = "reply"  # what a mail quotes of the one that it answers
    SIGNATURE = "signature"
    CORRECTION = "correction"  # what the outlet says it changed in the article since


class Furniture(Frozen):
    """A span of the article that is not part of its running text."""

    span: Span
    kind: FurnitureKind


class Article(Frozen):
    """One publication of a text by one outlet, immutable once read."""

    id: str
    text: str
    text_hash: str
    name: str
    """What the giver called it: the ``id`` of a JSON line, or the file's name."""
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: dt.date | None = None
    url: str | None = None
    language: str = "en"
    furniture: tuple[Furniture, ...] = ()
    shifts: tuple[tuple[int, int], ...] = ()
    """Where reading shortened the text: (offset in ``text``, code points dropped before it so far)."""

    def given(self, offset: int) -> int:
        """Return the offset, in the text as it was given, of ``offset`` in ``text``."""
        number = bisect_right(self.shifts, offset, key=lambda shift: shift[0]) - 1
        return offset + (self.shifts[number][1] if number >= 0 else 0)


class ClaimKind(StrEnum):
    """How the content stands in the article."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    HEADLINE = "headline"
    ASSERTION = "assertion"


class Modality(StrEnum):
    """What the content puts forward; only a fact can be verified or refuted."""

    FACT = "fact"
    OPINION = "opinion"
    INTENTION = "intention"


class ActorKind(StrEnum):
    """What a speaker, or a hop of a chain, is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    AGENCY = "agency"
    DOCUMENT = "document"
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How sure the rules are of an identity; wrong is worse than unresolved."""

    SURE = "sure"
    LIKELY = "likely"
    UNRESOLVED = "unresolved"


class Speaker(Frozen):
    """The identity behind a source: ``he`` -> Marco Rubio, US Secretary of State."""

    name: str
    key: str
    """The name folded for comparison across articles (``marco rubio``)."""
    kind: ActorKind
    role: str | None = None
    certainty: Certainty = Certainty.SURE
    mention: Span | None = None
    """Where the article names the speaker in full, when that is not the source itself."""


class Hop(Frozen):
    """One step of a chain, from the reader towards whoever said it."""

    name: str
    key: str
    kind: ActorKind
    span: Span | None = None


class Quantity(Frozen):
    """A number in its unit: ``28-point`` -> 28 points, ``$1.2 million`` -> 1,200,000 USD."""

    span: Span
    value: float
    upper: float | None = None
    """The upper end, when a range is stated."""
    unit: str = ""
    """Singular and folded (``point``, ``USD``, ``%``, ``person``); empty when none is stated."""
    bound: str = ""
    """``about``, ``at least``, ``at most``, ``more than``, ``less than`` or empty."""


class DateMention(Frozen):
    """A date in words, resolved against the article's date where it can be."""

    span: Span
    start: dt.date | None = None
    end: dt.date | None = None
    """The last day, inclusive; equal to ``start`` for a single day."""


class Entity(Frozen):
    """A named person, place, organisation or thing, by rule."""

    span: Span
    name: str
    kind: str = "name"


class Features(Frozen):
    """What matching and queueing need to know of a content, each with its spans."""

    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    entities: tuple[Entity, ...] = ()
    negations: tuple[Span, ...] = ()
    denials: tuple[Span, ...] = ()
    hedges: tuple[Span, ...] = ()
    priority: int = 0
    """Check-worthiness from 0 to 100."""
    priority_reasons: tuple[str, ...] = ()


class Claim(Frozen):
    """An attribution, or an outlet's own assertion, that can be reviewed."""

    id: str
    article_id: str
    kind: ClaimKind
    modality: Modality = Modality.FACT
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    source_words: str = ""
    cue_words: str = ""
    content_words: str
    """The exact words of the content; the gap of a discontinuous one is shown as `` … ``."""
    speaker: Speaker | None = None
    chain: tuple[Hop, ...] = ()
    rule: str
    reliability: float = 1.0
    """Counted share, 0 to 1, of such proposals that were right."""
    parent: str | None = None
    """The claim whose content holds this one, for a nested attribution."""
    features: Features = Features()

    @property
    def origin(self) -> Hop | None:
        """The last hop when it is known, else None: an unknown origin never counts."""
        if not self.chain or self.chain[-1].kind in (ActorKind.UNNAMED, ActorKind.UNKNOWN):
            return None
        return self.chain[-1]


class Edit(Frozen):
    """What a reviewer put in the place of the machine's spans and speaker; the claim itself stays."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    source_words: str = ""
    cue_words: str = ""
    content_words: str
    speaker: Speaker | None = None

    @classmethod
    def of(cls, claim: Claim) -> Edit:
        """Return the edit that changes nothing of ``claim``."""
        return cls(**{name: getattr(claim, name) for name in cls.model_fields})


def claim_id(article_id: str, kind: ClaimKind, *roles: tuple[Span, ...]) -> str:
    """Return the id of a claim: a hash of its article, kind and spans, never of a rule's version."""
    spans = "/".join(",".join(f"{s}-{e}" for s, e in role) for role in roles)
    return digest(article_id, kind.value, spans)


def words_of(text: str, spans: tuple[Span, ...]) -> str:
    """Return the exact words of ``spans``, gaps shown as `` … ``."""
    return " … ".join(text[start:end] for start, end in spans)


class Relation(StrEnum):
    """How two claims stand to each other."""

    SAME = "same"
    RELATED = "related"
    CONFLICTING = "conflicting"
    UNRELATED = "unrelated"


class Independence(StrEnum):
    """Whether two matched claims have different known origins."""

    INDEPENDENT = "independent"
    SAME_ORIGIN = "same origin"
    UNKNOWN = "unknown"


class Conflict(Frozen):
    """Two typed values of the same thing that differ: ``28 points`` here, ``19 points`` there."""

    kind: str
    """``number``, ``date``, ``negation``, ``denial`` or ``opposite``."""
    a: str
    b: str
    a_span: Span | None = None
    b_span: Span | None = None


class Match(Frozen):
    """A pair of claims with the relation that the matcher proposes (``a`` < ``b`` by id)."""

    id: str
    a: str
    b: str
    relation: Relation
    score: float
    reasons: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    independence: Independence = Independence.UNKNOWN
    shared_origin: str | None = None


def match_id(a: str, b: str) -> str:
    """Return the id of the match of two claims, whichever comes first."""
    first, second = sorted((a, b))
    return digest("match", first, second)


class Verdict(StrEnum):
    """Is it so? On the content alone, derived from decisions."""

    UNREVIEWED = "unreviewed"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    UNVERIFIABLE = "unverifiable"
    REJECTED = "rejected"


TRUTH = frozenset({Verdict.VERIFIED, Verdict.DISPUTED, Verdict.REFUTED})
"""The verdicts that say something about truth: never of an intention or opinion."""


class AttributionCheck(StrEnum):
    """Did the source say it? Apart from whether what it said is so."""

    UNCHECKED = "unchecked"
    CONFIRMED = "confirmed"
    WRONG = "wrong"
    UNKNOWN = "unknown"


class RejectReason(StrEnum):
    """What the extractor got wrong."""

    NOT_A_CLAIM = "not a claim"
    WRONG_WORDS = "wrong words"
    WRONG_SOURCE = "wrong source"


class Action(StrEnum):
    """What a decision does; every one is a row, an undo too."""

    VERDICT = "verdict"
    ATTRIBUTION = "attribution"
    FLAG = "flag"
    NOTE = "note"
    EVIDENCE = "evidence"
    EDIT = "edit"
    ADD = "add"
    MATCH = "match"
    ADJUDICATE = "adjudicate"
    UNDO = "undo"
    REDO = "redo"


class Evidence(Frozen):
    """A passage of a stored article, or an outside address with a quotation."""

    quotation: str
    article_id: str | None = None
    span: Span | None = None
    url: str | None = None


class Decision(Frozen):
    """One reviewer's act on a claim or match: append-only."""

    seq: int
    step: int
    """Decisions made by one key press (a bulk decision) share a step; undo takes back a step."""
    time: dt.datetime
    reviewer: str
    target: str
    """The id of a claim or a match."""
    action: Action
    before: str
    after: str
    reason: str = ""
    evidence: Evidence | None = None
    undoes: int | None = None
    """The step that an undo or redo row takes back or repeats."""


class ClaimState(Frozen):
    """What the decisions on a claim come to."""

    verdict: Verdict = Verdict.UNREVIEWED
    attribution: AttributionCheck = AttributionCheck.UNCHECKED
    flagged: bool = False
    disagreement: bool = False
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    edit: Edit | None = None
    """The reviewers' version of spans and speaker, None for the machine's."""
    added: Decision | None = None
    """The decision that made the claim by hand, None for the extractor's; ``withdrawn`` when it is undone."""
    withdrawn: bool = False
    reject_reason: str = ""
    reviewer: str = ""
    decided_at: dt.datetime | None = None
    version: int = 0
    """The ``seq`` of the last decision on it, 0 when there is none; tells whether what was shown is stale."""


class MatchState(Frozen):
    """What the decisions on a match come to; ``relation`` None means undecided."""

    relation: Relation | None = None
    reviewer: str = ""
    decided_at: dt.datetime | None = None
    version: int = 0
