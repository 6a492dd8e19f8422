"""JSON Lines for another workbench: each article whole, then its claims as ``jsonl`` has them.

A line with ``article`` alone is an article, with the text that the offsets of the claims after it count
in; ``claims import`` reads both kinds, in any order. Importing it into an empty store and exporting that
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from claims.export.jsonl import line
from claims.export.record import FORM, ExportRecord, ordered


def write(records: Iterable[ExportRecord]) -> Iterator[str]:
    """Yield a line for each article, and after it one for each of its records, newlines included."""
    for _, found in groupby(ordered(records), key=lambda record: record.article.id):
        for number, record in enumerate(found):
            if not number and record.article.whole:
                yield line({"version": FORM, "article": record.article.whole.model_dump(mode="json")})
            yield line(record.model_dump(mode="json"))
