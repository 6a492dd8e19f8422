"""From what a person names (a file, a folder, ``-``) to articles, whatever the form."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading import jsonlines, markdown, page, plain
from claims.reading.assembly import ENGLISH, UNDECLARED
from claims.reading.failure import ReadFailure

MAX_SIZE = 10_000_000
"""Bytes of one article (a file, or a line of JSON Lines) unless the caller says otherwise."""

Whole = Callable[[bytes, str], Article]
"""A form that is one article a file: its bytes and name in, the article out, or `ReadingError`."""

FORMS: Mapping[str, Whole] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": page.read,
    ".htm": page.read,
    ".xhtml": page.read,
}
"""Suffix -> form. JSON Lines, the form of many articles a file, is beside it."""

LINES = frozenset({".jsonl", ".ndjson"})

_SNIFFED = 1024
_PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--")


def read(
    source: str | Path, max_size: int = MAX_SIZE, undeclared: str = ENGLISH
) -> Iterator[Article | ReadFailure]:
    """Yield the articles of ``source``: a file, a folder (all below it, sorted), or ``-`` (stdin).

    What cannot be read is yielded as a `ReadFailure` in its place, and reading goes on. ``max_size``
    is the most bytes of one article. An article that declares no language is of the language
    ``undeclared``. In a folder hidden files and unknown suffixes are passed over; a file that is named
    itself is read as text when its suffix is unknown.
    """
    for found in _read(source, max_size):
        if isinstance(found, Article) and found.language == UNDECLARED:
            yield found.model_copy(update={"language": undeclared})
        else:
            yield found


def _read(source: str | Path, max_size: int) -> Iterator[Article | ReadFailure]:
    """Yield the articles of ``source``, with the languages that they declare."""
    if source == "-":
        yield from _read_stream(sys.stdin.buffer, "-", max_size)
        return
    path = Path(source)
    if path.is_dir():
        yield from _read_folder(path, max_size)
    else:
        yield from _read_file(path, max_size)


def _read_folder(folder: Path, max_size: int) -> Iterator[Article | ReadFailure]:
    """Yield the articles of the files below ``folder``."""
    problems: list[OSError] = []
    files = _files_below(folder, problems)
    for problem in problems:
        yield ReadFailure(str(problem.filename), _system_error(problem.filename, problem))
    if not files and not problems:
        known = " ".join(sorted({*FORMS, *LINES}))
        nothing = ReadingError(f"{folder}: no article in this folder; files read are {known}")
        yield ReadFailure(str(folder), nothing)
    for file in files:
        yield from _read_file(file, max_size)


def _files_below(folder: Path, problems: list[OSError]) -> list[Path]:
    """Return the files of a known form below ``folder``, sorted by path; hidden ones are passed over.

    A folder that cannot be listed is appended to ``problems``.
    """
    found: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (
            Path(parent, name)
            for name in files
            if not name.startswith(".") and Path(name).suffix.lower() in {*FORMS, *LINES}
        )
    return sorted(found)


def _read_file(path: Path, max_size: int) -> Iterator[Article | ReadFailure]:
    """Yield the articles of one file."""
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as stream:
            if suffix in LINES:
                yield from jsonlines.read(stream, path.name, max_size)
            else:
                yield _one(FORMS.get(suffix, plain.read), stream, path.name, str(path), max_size)
    except OSError as problem:
        yield ReadFailure(str(path), _system_error(path, problem))


def _one(form: Whole, stream: BinaryIO, name: str, source: str, max_size: int) -> Article | ReadFailure:
    """Return the one article that ``stream`` holds, or why it does not."""
    try:
        return form(_capped(stream, b"", max_size), name)
    except ReadingError as problem:
        return ReadFailure(source, type(problem)(f"{source}: {problem}"))


def _capped(stream: BinaryIO, start: bytes, max_size: int) -> bytes:
    """Return ``start`` and the rest of ``stream``; `TooLarge` when that is above ``max_size`` bytes."""
    data = start + stream.read(max(0, max_size + 1 - len(start)))
    if len(data) > max_size:
        raise TooLarge(f"larger than {max_size:,} bytes; split it, or raise the limit")
    return data


def _system_error(path: Path | str, problem: OSError) -> ReadingError:
    """Return what the operating system said, in words that help."""
    return ReadingError(f"{path}: {problem.strerror or problem}; check the path and its permissions")


def _read_stream(stream: BinaryIO, name: str, max_size: int) -> Iterator[Article | ReadFailure]:
    """Yield the articles of a stream whose form only its first line with something on it tells."""
    blank = b""
    first = stream.readline(max_size + 1)
    while first.isspace() and len(blank) <= max_size:
        blank += first
        first = stream.readline(max_size + 1)
    if jsonlines.looks_like(first):
        yield from jsonlines.read(stream, name, max_size, first, blank.count(b"\n"))
        return
    try:
        data = _capped(stream, blank + first, max_size)
        head = data[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        form = page.read if head.startswith(_PAGE_STARTS) else plain.read
        yield form(data, name)
    except ReadingError as problem:
        yield ReadFailure(name, type(problem)(f"standard input: {problem}"))
