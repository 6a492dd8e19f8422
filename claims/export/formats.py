"""The table of export formats; a new one is a module of its own and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from claims.export import claimreview, csv, gold, html, jsonl, markdown, parquet, webannotation, workbench
from claims.export.record import ExportRecord
from claims.export.settings import Settings

Records = Iterable[ExportRecord]


class Unit(StrEnum):
    """What a format writes line by line, and so what a filter chooses."""

    CLAIM = "claim"
    ARTICLE = "article"
    """The articles whose attributions are all decided, whole: every claim of them, with the text."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write records: its name on the command line, file suffix, media type and writer.

    It takes the records in any order and writes them in the order of ``ordered``. A format is text
    (``write``) or a binary file (``save``).
    """

    name: str
    suffix: str
    media_type: str
    write: Callable[[Records, Settings], Iterator[str]] | None = None
    """Yields text, newlines LF, that UTF-8 encodes."""
    save: Callable[[Records, Path, Settings], None] | None = None
    """Writes a file that is not there yet; the same records give the same bytes."""
    unit: Unit = Unit.CLAIM
    with_text: bool = False
    """Whether it needs the texts of the articles."""
    published: bool = False
    """Whether it is made to be published, so that the gate looks at whatever it holds."""
    beside: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """Files that go with it, by their suffix: each made from the name of the file, without its own suffix."""


def of_records(write: Callable[[Records], Iterator[str]]) -> Callable[[Records, Settings], Iterator[str]]:
    """Return a writer that has nothing to do with settings as one that is given them."""
    return lambda records, _: write(records)


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("jsonl", ".jsonl", "application/jsonl", of_records(jsonl.write)),
        Format(
            "workbench",
            ".workbench.jsonl",
            "application/jsonl",
            of_records(workbench.write),
            with_text=True,
        ),
        Format("csv", ".csv", "text/csv", csv.write),
        Format("markdown", ".md", "text/markdown", of_records(markdown.write)),
        Format("html", ".html", "text/html", of_records(html.write), with_text=True),
        Format(
            "claimreview",
            ".claimreview.json",
            "application/ld+json",
            claimreview.write,
            published=True,
        ),
        Format(
            "annotations",
            ".annotations.json",
            "application/ld+json",
            of_records(webannotation.write),
            with_text=True,
        ),
        Format("parquet", ".parquet", "application/vnd.apache.parquet", save=parquet.save),
        Format(
            "gold",
            ".gold.jsonl",
            "application/jsonl",
            of_records(gold.write),
            unit=Unit.ARTICLE,
            with_text=True,
        ),
    )
}
"""Those that need no more than records; an SQLite file is made by the store."""
