"""The table of export formats; a new one is a module of its own and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from claims.export import csv, gold, jsonl, markdown
from claims.export.record import ExportRecord


class Unit(StrEnum):
    """What a format writes line by line, and so what a filter chooses."""

    CLAIM = "claim"
    ARTICLE = "article"
    """The articles whose attributions are all decided, whole: every claim of them, with the text."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write records: its name on the command line, file suffix, media type and writer."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[ExportRecord]], Iterator[str]]
    """Takes the records in any order and yields text in the order of ``ordered``, newlines LF."""
    unit: Unit = Unit.CLAIM


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("jsonl", ".jsonl", "application/jsonl", jsonl.write),
        Format("csv", ".csv", "text/csv", csv.write),
        Format("markdown", ".md", "text/markdown", markdown.write),
        Format("gold", ".gold.jsonl", "application/jsonl", gold.write, Unit.ARTICLE),
    )
}
