"""Parquet: columns named as in a CSV file, an article a row, read a few rows at a time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO

from claims.errors import ReadingError
from claims.models import Article
from claims.reading.columns import needed, of_row
from claims.reading.extras import needing
from claims.reading.failure import ReadFailure
from claims.reading.input import Input

_MAGIC = b"PAR1"
_ROWS = 32
"""Rows in memory at once: an article may be as large as the limit."""

_BUFFER = 1 << 20
"""Bytes of a column that are read at once."""

_IN_MEMORY = 1 << 24
"""Bytes of a file from a pipe above which it is put on the disk: Parquet is read from its end."""


def looks_like(head: bytes) -> bool:
    """Tell whether a file begins as Parquet does."""
    return head.startswith(_MAGIC)


def read(given: Input) -> Iterator[Article | ReadFailure]:
    """Yield the article of each row, or a failure naming the row.

    Raises `ReadingError` without pyarrow, for what is no Parquet, and without a column for the text.
    """
    with needing("parquet", "Parquet files"):
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    with ExitStack() as cleaning:
        try:
            file = ParquetFile(_seekable(given.stream, cleaning), buffer_size=_BUFFER, pre_buffer=False)
            names = file.schema_arrow.names
            places = needed(names)
            wanted = {field: names[place] for field, place in places.items()}
            batches = file.iter_batches(_ROWS, columns=[*wanted.values()], use_threads=False)
            number = 0
            for batch in batches:
                for row in range(batch.num_rows):
                    number += 1
                    yield _article(batch, row, wanted, number, given)
        except (ArrowException, OSError, ValueError, TypeError, OverflowError) as problem:
            raise ReadingError(f"no Parquet, or a damaged one ({_short(problem)}); write it again") from None


def _article(
    batch: Any, row: int, wanted: dict[str, str], number: int, given: Input
) -> Article | ReadFailure:
    """Return the article of a row of a batch of columns."""
    try:
        values = {field: batch.column(name)[row].as_py() for field, name in wanted.items()}
        return of_row(values, f"{given.name}:{number}", given.max_size)
    except (ValueError, OverflowError) as problem:
        return given.failure(ReadingError(f"a value can't be read ({_short(problem)})"), f"row {number}")
    except ReadingError as problem:
        return given.failure(problem, f"row {number}")


def _seekable(stream: BinaryIO, cleaning: ExitStack) -> BinaryIO:
    """Return ``stream``, or a copy of it when it can't be read from its end."""
    if stream.seekable():
        return stream
    copy = cleaning.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 (it is one)
    shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return copy  # type: ignore[return-value]  # has all that is asked of it


def _short(problem: Exception) -> str:
    """Return the first line of an error."""
    return str(problem).partition("\n")[0][:200]
