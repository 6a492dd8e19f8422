"""Gold: reviewed articles with their attributions, as ``claims eval`` and ``claims learn`` read them.

JSON Lines, an article a line: ``id``, ``publisher``, ``date``, ``title``, ``text`` and
``attributions``, each with ``source``, ``cue`` and ``content`` as lists of ``[start, end)`` in the text,
its ``kind``, and whether it is ``nested`` in the content of another. Attributions stand as the
reviewers corrected them, with those that they added; what they rejected, and the outlet's own
assertions, are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from claims.export.jsonl import line
from claims.export.record import ExportedArticle, ExportRecord, ordered
from claims.models import ClaimKind, Verdict


def write(records: Iterable[ExportRecord]) -> Iterator[str]:
    """Yield one line of JSON, with its newline, for each article; ``records`` are all its claims."""
    for _, found in groupby(ordered(records), key=lambda record: record.article.id):
        given = list(found)
        yield line(_document(given[0].article, given))


def _document(article: ExportedArticle, records: Iterable[ExportRecord]) -> dict[str, object]:
    return {
        "id": article.id,
        "publisher": article.outlet,
        "date": article.date.isoformat() if article.date else None,
        "title": article.title,
        "text": article.text,
        "attributions": [_attribution(record) for record in records if is_attribution(record)],
    }


def is_attribution(record: ExportRecord) -> bool:
    """Return whether reviewers let the claim stand as the words of a source."""
    return record.claim.kind is not ClaimKind.ASSERTION and record.state.verdict is not Verdict.REJECTED


def _attribution(record: ExportRecord) -> dict[str, object]:
    claim = record.claim
    return {
        "source": claim.source,
        "cue": claim.cue,
        "content": claim.content,
        "kind": claim.kind.value,
        "nested": claim.parent is not None,
    }
