"""Ranges of whole lines of a JSON Lines file, so that several processes can share a large one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from claims.errors import ReadingError
from claims.models import Article
from claims.reading import jsonlines
from claims.reading.assembly import ENGLISH, UNDECLARED
from claims.reading.failure import ReadFailure
from claims.reading.streams import GZIP, ZSTANDARD

_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_BUFFER = 1 << 18


class LineRange(NamedTuple):
    """The bytes ``[start, end)`` of a file, which begin and end with a line; ``above``: lines before them."""

    start: int
    end: int
    above: int


def has_ranges(path: Path) -> bool:
    """Tell whether the file ``path`` is JSON Lines, and not compressed; `OSError` when it can't be opened."""
    if path.suffix.lower() not in _SUFFIXES:
        return False
    with path.open("rb") as file:
        return not file.read(len(ZSTANDARD)).startswith((GZIP, ZSTANDARD))


def read_range(
    path: Path, lines: LineRange, max_size: int, undeclared: str = ENGLISH
) -> Iterator[Article | ReadFailure]:
    """Yield what reading the whole of the JSON Lines file ``path`` yields for a range of its lines."""
    try:
        with path.open("rb") as file:
            stream = cast(BinaryIO, io.BufferedReader(_Range(file, lines.start, lines.end), _BUFFER))
            for found in jsonlines.read(stream, path.name, max_size, lines.above):
                if isinstance(found, Article) and found.language == UNDECLARED:
                    yield found.model_copy(update={"language": undeclared})
                else:
                    yield found
    except OSError as problem:
        told = ReadingError(f"{path}: {problem.strerror or problem}; check the path and its permissions")
        yield ReadFailure(str(path), told)


class _Range(io.RawIOBase):
    """The bytes of a file from one place to another."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file = file
        self._left = end - start
        file.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        piece = self._file.read(min(len(buffer), self._left))
        self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)
