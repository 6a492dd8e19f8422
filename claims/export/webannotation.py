"""W3C Web Annotation: each claim anchored in its article, so that it is found again on the live page.

The target is the article's address, or, where it has none, ``urn:sha256:`` and the hash of its text. Each
span of the content has a TextQuoteSelector (its words, with those before and after) beside a
TextPositionSelector, in code points of the text as it was read: a client takes the words, and the position
only where they don't tell. A discontinuous content has a target for each span.

Bodies are plain text: what it is called in ``purpose`` is of the Web Annotation vocabulary.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from claims.export.jsonl import escaped
from claims.export.record import ExportedArticle, ExportRecord, ordered
from claims.models import Span, Verdict

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points before and after a quotation: what the annotation tools of the field take."""

Node = dict[str, object]


def write(records: Iterable[ExportRecord]) -> Iterator[str]:
    """Yield one JSON-LD document: an annotation page with an annotation for each record."""
    items = [annotation(record) for record in ordered(records)]
    page = {
        "@context": CONTEXT,
        "id": "urn:claims:annotations",
        "type": "AnnotationPage",
        "items": items,
    }
    yield escaped(json.dumps(page, ensure_ascii=False, sort_keys=True, indent=2)) + "\n"


def source(article: ExportedArticle) -> str:
    """Return what an annotation on ``article`` targets."""
    return article.url or f"urn:sha256:{article.text_hash}"


def annotation(record: ExportRecord) -> Node:
    """Return the annotation of a claim: its verdict assessed, who is said to have said it, the reason."""
    state = record.state
    found: Node = {
        "id": f"urn:claims:{record.claim.id}",
        "type": "Annotation",
        "motivation": "highlighting" if state.verdict is Verdict.UNREVIEWED else "assessing",
        "body": list(_bodies(record)),
        "target": [_target(record.article, span) for span in record.claim.content],
    }
    if state.reviewer:
        found["creator"] = {"type": "Person", "name": state.reviewer}
    if state.decided_at:
        found["created"] = state.decided_at.isoformat()
    return found


def _bodies(record: ExportRecord) -> Iterator[Node]:
    claim, state = record.claim, record.state
    if state.verdict is not Verdict.UNREVIEWED:
        yield _text("assessing", state.verdict.value)
    if record.reason:
        yield _text("describing", record.reason)
    who = claim.speaker.name if claim.speaker else claim.source_words
    if who:
        yield _text("identifying", who)
    yield from (_text("commenting", note) for note in state.notes)


def _text(purpose: str, value: str) -> Node:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _target(article: ExportedArticle, span: Span) -> Node:
    text = article.text
    position: Node = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    quote: Node = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    return {"source": source(article), "selector": [quote, position]}
