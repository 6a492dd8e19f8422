"""What matching needs to know of a claim, worked out once and kept in the store."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pydantic import TypeAdapter

from claims.matching.chains import Link, links
from claims.matching.days import days
from claims.matching.lexicon import hedge_classes, lexicon
from claims.matching.numbers import NEIGHBOURS, UNIT_WORDS, numbers, unit_key
from claims.matching.turns import turns
from claims.matching.values import DENIAL, Day, Number, Turn
from claims.matching.words import Word, following, near, pieces, words
from claims.models import Claim, ClaimKind, Span

GAP = len(" … ")
TITLE_CASE = 0.8
"""Above this share of topical words in capitals a content is a headline, and capitals show no names."""


CLOSING = "\"'”’) \n"
"""What can stand after the full stop of a sentence."""
MOST = 50
"""Values of a kind that are kept: a content with more is a table, not a claim."""


@dataclass(frozen=True)
class Prepared:
    """A claim's content, parsed for matching. Value offsets count in the content's words."""

    claim_id: str
    content: tuple[tuple[int, int], ...]
    """The content's spans in the article."""
    headline: bool
    """Whether it is a headline, or a bare text without a full stop at its end."""
    date: str | None
    """Of the article, ISO."""
    tokens: tuple[str, ...]
    row: tuple[str, ...]
    """The stems of all words, in order."""
    capitals: frozenset[str]
    """The topical stems in capitals that do not begin the content; none in a headline all in capitals."""
    stems: tuple[str, ...]
    """Of the topical words, in order."""
    context: tuple[str, ...]
    """Stems of the speaker and of the article's title that the content does not have itself."""
    terms: tuple[str, ...]
    """For the index: the different stems of content and speaker."""
    numbers: tuple[Number, ...]
    days: tuple[Day, ...]
    turns: tuple[Turn, ...]
    entities: tuple[tuple[str, ...], ...]
    """Names, each as its stems."""
    text: str
    """The content's words."""
    places: Mapping[str, tuple[int, int]]
    """Where each stem first stands in ``text``."""
    speaker: str
    """The speaker's key, or empty."""
    event: Mapping[str, str]
    """What the article is about, as it writes it, by stem (`claims.matching.events.subjects`)."""
    chain: tuple[Link, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        """The different topical stems."""
        return frozenset(self.stems)

    @cached_property
    def around(self) -> frozenset[str]:
        """The different stems of the context."""
        return frozenset(self.context)

    @cached_property
    def all_stems(self) -> frozenset[str]:
        """The different stems of all words."""
        return frozenset(self.row)

    @cached_property
    def pieces(self) -> Mapping[str, frozenset[object]]:
        """The different stretches of words and letters, by their kind."""
        return pieces(self.row)

    @cached_property
    def hedges(self) -> Mapping[str, int]:
        """How many words hedge what is said, by their class; only the classes that it has."""
        counts = Counter(name for token in self.tokens for name in hedge_classes().get(token, ()))
        return dict(counts)


ADAPTER = TypeAdapter(Prepared)


def to_json(prepared: Prepared) -> str:
    """Return ``prepared`` as one line of JSON."""
    return ADAPTER.dump_json(prepared).decode()


def from_json(line: str) -> Prepared:
    """Return what ``to_json`` wrote; raises ``ValueError`` for anything else."""
    return ADAPTER.validate_json(line)


def prepare(
    claim: Claim,
    title: str | None = None,
    date: dt.date | None = None,
    event: Mapping[str, str] | None = None,
) -> Prepared:
    """Return ``claim`` parsed for matching; ``title``, ``date`` and ``event`` are its article's.

    Numbers, dates and names come from ``claim.features`` where these have any, otherwise from a
    light reading of the words. Takes time linear in the content.
    """
    text = claim.content_words
    row = words(text)
    stems = tuple(word.stem for word in row if word.topical)
    own = frozenset(stems)
    speaker = words(claim.speaker.name) if claim.speaker else ()
    around = tuple(speaker) + words(title or "")
    found_days, taken = days(text, row, date.year if date else None)
    return Prepared(
        claim_id=claim.id,
        content=tuple((span.start, span.end) for span in claim.content),
        headline=claim.kind is ClaimKind.HEADLINE,
        date=date.isoformat() if date else None,
        tokens=tuple(word.low for word in row),
        row=tuple(word.stem for word in row),
        capitals=_capitals(row),
        stems=stems,
        context=tuple(sorted({word.stem for word in around if word.topical} - own)),
        terms=tuple(sorted(own | {word.stem for word in speaker if word.topical})),
        numbers=_numbers(claim, row, numbers(text, row, taken))[:MOST],
        days=_days(claim, row, tuple(found_days))[:MOST],
        turns=(*_denied_by_cue(claim, stems), *turns(text, row))[:MOST],
        entities=_entities(claim, row),
        text=text,
        places=_places(row),
        speaker=claim.speaker.key if claim.speaker else "",
        event=event or {},
        chain=links(claim),
    )


def prepare_words(text: str, name: str, title: str | None = None) -> Prepared:
    """Return a bare ``text`` parsed for matching, as the content of a claim called ``name``."""
    claim = Claim(
        id=name,
        article_id="",
        kind=ClaimKind.ASSERTION if text.rstrip(CLOSING).endswith(".") else ClaimKind.HEADLINE,
        content=(Span(0, len(text)),),
        content_words=text,
        rule="",
    )
    return prepare(claim, title)


def query_terms(prepared: Prepared, document_frequency: Mapping[str, int], limit: int = 8) -> tuple[str, ...]:
    """Return up to ``limit`` of the terms, rarest first.

    ``document_frequency`` gives how many claims have a term; one that none has finds none, and is left out.
    """
    known = [term for term in prepared.terms if document_frequency.get(term, 0) > 0]
    return tuple(sorted(known, key=lambda term: (document_frequency[term], term))[:limit])


def article_span(content: Sequence[tuple[int, int]], start: int, end: int) -> Span | None:
    """Return the place in the article of ``[start, end)`` of a content's words; None across a gap."""
    at = 0
    for first, last in content:
        if at <= start and end <= at + last - first:
            return Span(first + start - at, first + end - at)
        at += last - first + GAP
    return None


def _place(content: Sequence[tuple[int, int]], span: Span) -> tuple[int, int] | None:
    """Return the place in the content's words of a ``span`` of the article, the inverse of the above."""
    at = 0
    for first, last in content:
        if first <= span.start and span.end <= last:
            return at + span.start - first, at + span.end - first
        at += last - first + GAP
    return None


def _numbers(claim: Claim, row: tuple[Word, ...], read: list[Number]) -> tuple[Number, ...]:
    """Return the quantities of the features with what the light reading adds, or that reading."""
    found = []
    for quantity in claim.features.quantities:
        place = _place(claim.content, quantity.span)
        if place is None:
            continue
        start, end = place
        at = bisect_right(read, start, key=_end)
        twin = read[at] if at < len(read) and read[at].start < end else None
        rows = _rows(row, start, end)
        found.append(
            Number(
                words=claim.content_words[start:end],
                start=start,
                end=end,
                value=quantity.value,
                upper=quantity.upper,
                unit=unit_key(quantity.unit),
                bound=quantity.bound,
                slack=twin.slack if twin and twin.value == quantity.value else 0.0,
                following=following(row, rows[1], UNIT_WORDS),
                near=near(row, *rows, NEIGHBOURS),
            )
        )
    return tuple(found or read)


def _places(row: tuple[Word, ...]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for word in row:
        if word.topical:
            found.setdefault(word.stem, (word.start, word.end))
    return found


def _rows(row: tuple[Word, ...], start: int, end: int) -> tuple[int, int]:
    """Return the range of ``row`` that touches ``[start, end)``."""
    return bisect_right(row, start, key=_end), bisect_left(row, end, key=_start)


def _start(piece: Word | Number) -> int:
    return piece.start


def _end(piece: Word | Number) -> int:
    return piece.end


def _days(claim: Claim, row: tuple[Word, ...], read: tuple[Day, ...]) -> tuple[Day, ...]:
    found = []
    for mention in claim.features.dates:
        place = _place(claim.content, mention.span)
        if place is None or mention.start is None:
            continue
        last = mention.end or mention.start
        found.append(
            Day(
                words=claim.content_words[place[0] : place[1]],
                start=place[0],
                end=place[1],
                first=mention.start.isoformat(),
                last=last.isoformat(),
                dated=True,
                near=near(row, *_rows(row, *place), NEIGHBOURS),
            )
        )
    return tuple(found) or read


def _denied_by_cue(claim: Claim, stems: tuple[str, ...]) -> tuple[Turn, ...]:
    """Return the denials in the cue, which are about the whole content: "the Kremlin denied that X".

    "Nobody denies it" denies nothing.
    """
    if any(word.low in lexicon().negation | lexicon().absence for word in words(claim.source_words)[:1]):
        return ()
    scope = tuple(sorted(set(stems)))
    found = turns(claim.cue_words, words(claim.cue_words))
    return tuple(replace(turn, start=-1, end=-1, scope=scope) for turn in found if turn.kind == DENIAL)


def _entities(claim: Claim, row: tuple[Word, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the names of the features, or runs of capitals that do not just begin the content."""
    if claim.features.entities:
        named = [words(entity.name) for entity in claim.features.entities]
    else:
        named = _capital_runs(row)
    keys = (tuple(word.stem for word in name if word.topical) for name in named)
    return tuple(sorted({key for key in keys if key}))


def _is_headline(row: tuple[Word, ...]) -> bool:
    """Whether the words are nearly all in capitals, so that these show no names."""
    later = [word for word in row[1:] if word.topical and word.low[0].isalpha()]
    return len(later) > 3 and sum(word.capital for word in later) > TITLE_CASE * len(later)


def _capitals(row: tuple[Word, ...]) -> frozenset[str]:
    if _is_headline(row):
        return frozenset()
    return frozenset(word.stem for word in row[1:] if word.capital and word.topical)


def _capital_runs(row: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    if _is_headline(row):
        return []
    runs: list[list[Word]] = [[]]
    for word in row:
        if word.capital and word.topical:
            runs[-1].append(word)
        else:
            runs.append([])
    return [tuple(run) for run in runs if len(run) > 1 or (run and run[0] is not row[0])]
