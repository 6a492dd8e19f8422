"""CSV: a header that names the columns, an article a row (RFC 4180; commas, semicolons or tabs)."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading.columns import columns, needed, of_row
from claims.reading.failure import ReadFailure
from claims.reading.input import Input

_DELIMITERS = ",;\t|"
_FEWEST_COLUMNS = 2
"""Of a header that is told by its names alone."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = "cp1252"
"""What spreadsheets write that don't write UTF-8."""


def looks_like(head: bytes) -> bool:
    """Tell whether what a file begins with is a header that names a text and something else."""
    found = columns(_header(head))
    return len(found) >= _FEWEST_COLUMNS and "text" in found


def read(given: Input) -> Iterator[Article | ReadFailure]:
    """Yield the article of each row, or a failure naming the line that it ends on.

    Raises `ReadingError` when no column holds the text, or where rows can't be told apart any more.
    """
    csv.field_size_limit(max(csv.field_size_limit(), given.max_size))
    words = io.TextIOWrapper(given.stream, _encoding(given.head), "replace", newline="")
    lines = _Lines(words, given.max_size)
    rows = csv.reader(lines, delimiter=_delimiter(given.head))
    try:
        places = needed(next(rows, []))
        for row in rows:
            lines.row = 0
            if any(cell and not cell.isspace() for cell in row):
                yield _article(row, places, given, rows.line_num)
    except csv.Error as problem:
        raise ReadingError(f"line {rows.line_num}: no CSV from there on ({problem}); mend it") from None
    finally:
        words.detach()


def _article(row: list[str], places: dict[str, int], given: Input, line: int) -> Article | ReadFailure:
    """Return the article of a row; one that is too short lacks its last fields."""
    cells = {field: row[place] for field, place in places.items() if place < len(row)}
    try:
        return of_row(cells, f"{given.name}:{line}", given.max_size)
    except ReadingError as problem:
        return given.failure(problem, f"line {line}")


class _Lines:
    """The lines of a file, as long as those of one row stay below a size."""

    def __init__(self, words: io.TextIOWrapper, most: int) -> None:
        self._words = words
        self._most = most
        self.row = 0
        """Code points of the row so far."""

    def __iter__(self) -> Iterator[str]:
        while line := self._words.readline(self._most + 1):
            self.row += len(line)
            if self.row > self._most:
                raise TooLarge(
                    f"a row is larger than {self._most:,} bytes; raise the limit, or mend its quotes"
                )
            yield line


def _encoding(head: bytes) -> str:
    """Return the encoding that the beginning of a file is in."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # its last character may be cut
    except UnicodeDecodeError:
        return _LATIN
    return "utf-8"


def _first_line(head: bytes) -> str:
    return head.decode(_encoding(head), "replace").partition("\n")[0].rstrip("\r")


def _delimiter(head: bytes) -> str:
    """Return what separates the names of a header."""
    line = _first_line(head)
    return max(_DELIMITERS, key=lambda char: (len(columns(line.split(char))), line.count(char)))


def _header(head: bytes) -> list[str]:
    """Return the names of a header."""
    try:
        return next(csv.reader([_first_line(head)], delimiter=_delimiter(head)), [])
    except csv.Error:
        return []
