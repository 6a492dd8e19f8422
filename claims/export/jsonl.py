"""JSON Lines: the full record, one line each, keys sorted, every word exactly as it is.

The text is UTF-8, but what no terminal or editor should be shown raw (control, bidi and other
invisible characters) is written as JSON escapes, so that reading the line back gives it exactly.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from claims.export.record import ExportRecord, ordered
from claims.text.display import displayable


def write(records: Iterable[ExportRecord]) -> Iterator[str]:
    """Yield one line of JSON, with its newline, for each record."""
    for record in ordered(records):
        yield line(record.model_dump(mode="json"))


def line(value: object) -> str:
    """Return ``value`` as a line of JSON with its newline, keys sorted, nothing invisible in it raw."""
    return escaped(json.dumps(value, ensure_ascii=False, sort_keys=True)) + "\n"


def escaped(given: str) -> str:
    """Return ``given`` with its invisible characters as escapes; in JSON they can only be inside strings."""
    hidden = {ord(char): json.dumps(char)[1:-1] for char in set(given) if displayable(char) != char}
    return given.translate(hidden)
