"""What matching and queueing need to know of a content, each with its span.

A document is looked through once; each claim then takes what lies in its content. The words and the
weights of check-worthiness are data (``packs/<language>/features.toml``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, Protocol, TypeVar

from claims.extraction import dates, names, quantities
from claims.extraction.attribution import Attribution
from claims.extraction.document import Document
from claims.extraction.making import made
from claims.extraction.packs import table
from claims.models import (
    ActorKind,
    Certainty,
    ClaimKind,
    DateMention,
    Entity,
    Features,
    Modality,
    Quantity,
    Span,
    Speaker,
)

FEW_WORDS = 4
"""A content of fewer words says little that can be checked."""
NAMED = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.OUTLET, ActorKind.AGENCY})


class Spanned(Protocol):
    """Anything with a span."""

    @property
    def span(self) -> Span:
        """The characters that it stands in."""


Mark = TypeVar("Mark", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Words:
    """A language's marks, ready for lookup: phrases by their first word, the longest first."""

    negations: frozenset[str]
    negation_endings: tuple[str, ...]
    not_before_figures: frozenset[str]
    denials: Mapping[str, tuple[tuple[str, ...], ...]]
    denial_classes: frozenset[str]
    hedges: Mapping[str, tuple[tuple[str, ...], ...]]
    hedges_lower_case: frozenset[str]
    base: int
    weights: Mapping[str, int]
    classes: Mapping[str, int]


@cache
def words_for(language: str) -> Words:
    """Return the feature words of ``language``."""
    data = table(language, "features")
    marks, priority = data["marks"], data["priority"]
    return Words(
        negations=frozenset(marks["negations"].split()),
        negation_endings=tuple(marks["negation_endings"]),
        not_before_figures=frozenset(marks["not_before_figures"].split()),
        denials=_by_first(marks["denials"]),
        denial_classes=frozenset(marks["denial_classes"].split()),
        hedges=_by_first(marks["hedges"]),
        hedges_lower_case=frozenset(marks["hedges_lower_case"].split()),
        base=priority["base"],
        weights=priority["weights"],
        classes=priority["classes"],
    )


def _by_first(phrases: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases.split("|"):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(them, key=len, reverse=True)) for first, them in found.items()}


@dataclass(frozen=True, slots=True)
class Marks:
    """All that one document holds, in text order."""

    quantities: Sequence[Quantity]
    dates: Sequence[DateMention]
    entities: Sequence[Entity]
    negations: Sequence[Span]
    denials: Sequence[Span]
    hedges: Sequence[Span]


class Found(NamedTuple):
    """What lies in one content, in text order."""

    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    entities: tuple[Entity, ...]
    negations: tuple[Span, ...]
    denials: tuple[Span, ...]
    hedges: tuple[Span, ...]


@lru_cache(maxsize=1)
def scan(document: Document) -> Marks:
    """Return the marks of ``document``; the last document's are kept, as its claims come one by one."""
    words = words_for(document.language)
    begin, end = document.begin, document.end
    found_dates = dates.find(document, begin, end)
    negations, denials, hedges = _phrases(document, words)
    return Marks(
        quantities=quantities.find(document, begin, end, found_dates),
        dates=found_dates,
        entities=_entities(document),
        negations=negations,
        denials=denials,
        hedges=hedges,
    )


def annotate(document: Document, attribution: Attribution, speaker: Speaker | None) -> Features:
    """Return the features of an attribution's content, and its check-worthiness with the reasons."""
    marks = scan(document)
    words = words_for(document.language)
    content = attribution.content
    denials = _plain_within(marks.denials, content)
    if attribution.cue_class in words.denial_classes:
        denials = (*attribution.cue, *denials)
    found = Found(
        quantities=_within(marks.quantities, content),
        dates=_within(marks.dates, content),
        entities=_within(marks.entities, content),
        negations=_plain_within(marks.negations, content),
        denials=denials,
        hedges=_plain_within(marks.hedges, content),
    )
    priority, reasons = _priority(document, words, attribution, speaker, found)
    return made(
        Features,
        quantities=found.quantities,
        dates=found.dates,
        entities=found.entities,
        negations=found.negations,
        denials=found.denials,
        hedges=found.hedges,
        priority=priority,
        priority_reasons=reasons,
    )


def _priority(
    document: Document, words: Words, attribution: Attribution, speaker: Speaker | None, found: Found
) -> tuple[int, tuple[str, ...]]:
    """Return the check-worthiness and its reasons, the weightiest first."""
    reasons = list(_reasons(document, attribution, speaker, found))
    weighed = [(reason, words.weights[reason]) for reason in reasons]
    weight = words.classes.get(attribution.cue_class, 0)
    if weight:
        weighed.append((f"cue: {attribution.cue_class}", weight))
    total = words.base + sum(weight for _, weight in weighed)
    weighed.sort(key=lambda item: -abs(item[1]))
    return max(0, min(100, total)), tuple(f"{reason} {weight:+d}" for reason, weight in weighed)


def _reasons(
    document: Document, attribution: Attribution, speaker: Speaker | None, found: Found
) -> Iterator[str]:
    """Yield what bears on check-worthiness, by the names of ``priority.weights``."""
    if found.quantities:
        yield "number"
    if found.dates:
        yield "date"
    if found.entities:
        yield "named entity"
    if found.denials:
        yield "denial"
    if found.hedges:
        yield "hedged"
    if attribution.modality is not Modality.FACT:
        yield attribution.modality.value
    text = document.article.text
    if sum(text.count(" ", span.start, span.end) + 1 for span in attribution.content) < FEW_WORDS:
        yield "few words"
    if attribution.kind is ClaimKind.ASSERTION:
        yield "own assertion"
    elif speaker is None:
        yield "no source"
    elif speaker.certainty is Certainty.UNRESOLVED:
        yield "unresolved source"
    elif speaker.kind in NAMED:
        yield "named source"
    elif speaker.kind is ActorKind.UNNAMED:
        yield "unnamed source"


def _within(marks: Sequence[Mark], content: Sequence[Span]) -> tuple[Mark, ...]:
    """Return the marks that lie in one of the spans of ``content``."""
    out: list[Mark] = []
    for span in content:
        i = bisect_left(marks, span.start, key=_start)
        while i < len(marks) and marks[i].span.end <= span.end:
            out.append(marks[i])
            i += 1
    return tuple(out)


def _start(mark: Spanned) -> int:
    return mark.span.start


def _plain_within(spans: Sequence[Span], content: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in content:
        i = bisect_left(spans, span)
        while i < len(spans) and spans[i].end <= span.end:
            out.append(spans[i])
            i += 1
    return tuple(out)


def _entities(document: Document) -> list[Entity]:
    """Return the names of ``document`` with the full name of each bearer."""
    found = names.find(document)
    tokens = document.tokens
    out: list[Entity] = []
    for mention in found.mentions:
        span = Span(tokens.start[mention.core], tokens.end[mention.stop - 1])
        if mention.referent >= 0:
            referent = found.referents[mention.referent]
            out.append(made(Entity, span=span, name=referent.name, kind=referent.kind.value))
        else:
            out.append(
                made(Entity, span=span, name=tokens.text[span.start : span.end], kind=mention.kind.value)
            )
    return out


def _phrases(document: Document, words: Words) -> tuple[list[Span], list[Span], list[Span]]:
    """Return the negations, denials and hedges of ``document``."""
    tokens = document.tokens
    low, word = tokens.low, tokens.word
    negations: list[Span] = []
    denials: list[Span] = []
    hedges: list[Span] = []
    endings = words.negation_endings
    for i, this in enumerate(low):
        if this in words.negations or this.endswith(endings):
            after = "".join(low[i + 1 : i + 3]).removeprefix(".")
            if this not in words.not_before_figures or not after[:1].isdigit():
                negations.append(Span(tokens.start[i], tokens.end[i]))
        if this in words.denials:
            denials.extend(_phrase(document, words.denials[this], i))
        if this in words.hedges:
            month = this in words.hedges_lower_case and word[i][0].isupper()
            covered = hedges and tokens.start[i] < hedges[-1].end
            if not month and not covered:
                hedges.extend(_phrase(document, words.hedges[this], i))
    return negations, denials, hedges


def _phrase(document: Document, phrases: tuple[tuple[str, ...], ...], i: int) -> Iterator[Span]:
    """Yield the span of the longest of ``phrases`` that stands at token ``i``, if any."""
    tokens = document.tokens
    for phrase in phrases:
        if tuple(tokens.low[i : i + len(phrase)]) == phrase:
            yield Span(tokens.start[i], tokens.end[i + len(phrase) - 1])
            return
