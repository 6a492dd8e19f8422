"""The agency whose copy an article is, from its dateline or its credits.

"KYIV (Reuters) —", "© NPA", "Source: NPA", "Reporting by A. Hale; NPA". The labels are data
(``packs/<language>/chains.toml``); only the first and last paragraphs and the furniture are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claims.extraction.document import Document
from claims.extraction.making import made
from claims.extraction.namewords import NameKind, fold
from claims.extraction.packs import table
from claims.extraction.referents import Names
from claims.models import ActorKind, FurnitureKind, Hop, Span

OPENING_PARAGRAPHS = 4
CLOSING_PARAGRAPHS = 4
LONGEST_CREDIT = 120
"""A last paragraph of more characters is no credit."""
LONGEST_NAME = 5
"""An agency's name has no more words."""
DATELINE = re.compile(r"[^\W\d_][^()\n]{0,60}\(([^()\n]{2,40})\)\s{0,3}[—–-]")
SIGNED = re.compile(r"\s*[—–-]{1,2}\s*([^\W\d_][^\n]{0,60})")
CREDITS = frozenset({FurnitureKind.CREDIT, FurnitureKind.BYLINE, FurnitureKind.DATELINE})


@cache
def _labelled(language: str) -> re.Pattern[str]:
    """Return the pattern of a labelled credit; group 1 is what stands behind the label."""
    data = table(language, "chains")["credits"]
    labels = "|".join(re.escape(label) for label in data["labels"].split("|"))
    marks = "|".join(re.escape(mark) for mark in data["marks"].split("|"))
    return re.compile(rf"(?i)\s*[(\[]?(?:(?:{labels})\s*:\s*|(?:{marks})\s*(?:\d{{4}}\s*)?)([^\n]{{2,80}})")


def wire_origin(document: Document, names: Names) -> Hop | None:
    """Return the hop of the agency that a dateline or credit names, else None."""
    for span, sure in _candidates(document):
        hop = _agency(document, names, span, sure)
        if hop is not None:
            return hop
    return None


def _candidates(document: Document) -> Iterator[tuple[Span, bool]]:
    """Yield where an agency may be named, and whether an unknown name there is one for sure."""
    text, tokens = document.article.text, document.tokens
    paragraphs = document.paragraphs
    for first, stop in paragraphs[:OPENING_PARAGRAPHS]:
        begin = tokens.start[first]
        dateline = DATELINE.match(text, begin, tokens.end[stop - 1])
        if dateline:
            yield Span(*dateline.span(1)), True
    labelled = _labelled(document.language)
    for first, stop in reversed(paragraphs[-CLOSING_PARAGRAPHS:]):
        begin, end = tokens.start[first], tokens.end[stop - 1]
        if end - begin <= LONGEST_CREDIT:
            yield from _credit(text, begin, end, labelled)
    for piece in document.pieces:
        if piece.kind in CREDITS:
            yield from _credit(text, piece.span.start, piece.span.end, labelled)
            yield piece.span, False


def _credit(text: str, begin: int, end: int, labelled: re.Pattern[str]) -> Iterator[tuple[Span, bool]]:
    for pattern in (SIGNED, labelled):
        match = pattern.match(text, begin, end)
        if match:
            yield Span(*match.span(1)), True


def _agency(document: Document, names: Names, span: Span, sure: bool) -> Hop | None:
    """Return the hop of the agency in ``span``: a known one anywhere in it, else the last short name."""
    text = document.article.text
    parts = [p.strip(" .)]") for p in re.split(r"[,;/|]| and | • ", text[span.start : span.end])]
    for part in parts:
        known = names.words.media.get(fold(part)) if part else None
        if known and known[1] is NameKind.AGENCY:
            return made(Hop, name=known[0], key=fold(known[0]), kind=ActorKind.AGENCY, span=span)
    last = parts[-1]
    if not sure or not last or len(last.split()) > LONGEST_NAME or not last[0].isupper():
        return None
    bearers = [names.referents[n] for n in names.forms.get(fold(last), ())]
    if last.isupper() or any(referent.kind is not NameKind.PERSON for referent in bearers):
        return made(Hop, name=last, key=fold(last), kind=ActorKind.AGENCY, span=span)
    return None
