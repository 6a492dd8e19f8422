"""How the work is cut: pieces of about the same size, the same ones on whatever they are worked off.

A piece is a range of whole lines of a JSON Lines file, or some whole files of another form, so that a
folder of small files makes few shards and a large file many.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from claims.errors import ReadingError
from claims.finding import LineRange
from claims.models import Frozen
from claims.reading.ranges import has_ranges
from claims.reading.sources import files_of

PIECE = 4_000_000
"""Bytes of input of one piece: about a thousand articles, a quarter of a minute's work."""
LEAST = 4_096
"""Bytes that a file counts for at least."""
_CHUNK = 1 << 20

Told = Callable[[int, int], None]
"""Is told of progress: done, in all."""


class Input(Frozen):
    """A file that was given: its name below the folder that holds all of them, and what it was then."""

    name: str
    bytes: int
    sha256: str


class Part(NamedTuple):
    """What a piece has of one file: ``lines``, or all of it (None); ``size`` is that of the file."""

    path: str
    name: str
    size: int
    lines: LineRange | None = None


Piece = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The inputs, and the pieces into which they are cut."""

    inputs: tuple[Input, ...]
    pieces: tuple[Piece, ...]


def planned(sources: Iterable[str | Path], told: Told) -> Plan:
    """Return how the work on files, folders and patterns is cut; every byte of them is read once.

    ``told`` is told how many bytes are read. Raises ``ReadingError`` for a source that can't be read,
    for standard input, and where there is no file.
    """
    found = _named(sources)
    parts: list[Part] = []
    inputs: list[Input] = []
    try:
        sizes = [path.stat().st_size for path, _ in found]
        done = 0
        for (path, name), size in zip(found, sizes, strict=True):
            ranges, sha256 = _ranges(path)
            lines: Sequence[LineRange | None] = ranges if has_ranges(path) else [None]
            parts += [Part(str(path), name, size, one) for one in lines]
            inputs.append(Input(name=name, bytes=size, sha256=sha256))
            told(done := done + size, sum(sizes))
    except OSError as problem:
        raise ReadingError(
            f"{problem.filename}: {problem.strerror or problem}; check the path and its permissions"
        ) from None
    return Plan(tuple(inputs), tuple(_packed(parts)))


def _named(sources: Iterable[str | Path]) -> list[tuple[Path, str]]:
    """Return every file once, in the order given, with its name below the folder that they share."""
    found: dict[Path, None] = {}
    for source in sources:
        if str(source) == "-":
            raise ReadingError("standard input can't be cut into shards; name a file")
        found |= dict.fromkeys(one.resolve() for one in files_of(source))
    shared = os.path.commonpath([path.parent for path in found])
    return [(path, path.relative_to(shared).as_posix()) for path in found]


def _ranges(path: Path) -> tuple[list[LineRange], str]:
    """Return the ranges of whole lines of a file, each ending at the first line end past ``PIECE`` bytes.

    Beside them its SHA-256: what takes the time is reading it.
    """
    total, found = hashlib.sha256(), []
    start = above = 0
    with path.open("rb") as stream:
        while block := stream.read(PIECE):
            end, lines = start + len(block), block.count(b"\n")
            total.update(block)
            while not block.endswith(b"\n") and (block := stream.readline(_CHUNK)):
                total.update(block)
                end, lines = end + len(block), lines + block.count(b"\n")
            found.append(LineRange(start, end, above))
            start, above = end, above + lines
    return found, total.hexdigest()


def _packed(parts: Iterable[Part]) -> Iterator[Piece]:
    """Yield pieces of consecutive parts, each of up to ``PIECE`` bytes, or of one part that is larger."""
    piece: list[Part] = []
    filled = 0
    for part in parts:
        size = part.lines.end - part.lines.start if part.lines else part.size
        if piece and filled + max(size, LEAST) > PIECE:
            yield tuple(piece)
            piece, filled = [], 0
        piece.append(part)
        filled += max(size, LEAST)
    if piece:
        yield tuple(piece)
