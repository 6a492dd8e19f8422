"""From what a person names (a file, a folder, a pattern, ``-``) to articles, whatever the form."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from glob import glob, has_magic
from pathlib import Path
from typing import BinaryIO

from claims.errors import ReadingError
from claims.models import Article
from claims.reading import forms, online
from claims.reading.assembly import ENGLISH, UNDECLARED
from claims.reading.failure import ReadFailure, named
from claims.reading.fetching import Web, is_address
from claims.reading.input import Found, Input
from claims.reading.streams import opened

MAX_SIZE = 10_000_000
"""Bytes of one article (a file, or a line of JSON Lines) unless the caller says otherwise."""

STDIN = "standard input"


def read(
    source: str | Path, max_size: int = MAX_SIZE, undeclared: str = ENGLISH, web: Web | None = None
) -> Found:
    """Yield the articles of a file, a folder (all below it, sorted), a pattern, an address, ``-`` (stdin).

    What cannot be read is yielded as a `ReadFailure` in its place, and reading goes on. ``max_size``
    is the most bytes of one article, after decompression. An article that declares no language is of
    the language ``undeclared``. In a folder hidden files and unknown suffixes are passed over; of a file
    that is named itself, or that comes from a pipe, the first bytes tell the form where no suffix does.
    A pattern (``articles/**/*.html``) is one when no file is called so. Only for an address (``https://``)
    is anything fetched, by ``web``.
    """
    for found in _read(source, max_size, web):
        if isinstance(found, Article) and found.language == UNDECLARED:
            yield found.model_copy(update={"language": undeclared})
        else:
            yield found


def _read(source: str | Path, max_size: int, web: Web | None) -> Found:
    """Yield the articles of ``source``, with the languages that they declare."""
    if isinstance(source, str) and is_address(source):
        yield from online.read(source, max_size, web or Web())
        return
    if source == "-":
        yield from _read_stream(sys.stdin.buffer, "-", STDIN, max_size)
        return
    path = Path(source)
    try:
        folder, there = path.is_dir(), path.exists()
    except OSError as problem:  # a name that is too long
        yield ReadFailure(str(source), _system_error(path, problem))
        return
    if folder:
        yield from _read_folder(path, max_size)
    elif has_magic(str(source)) and not there:
        yield from _read_pattern(str(source), max_size)
    else:
        yield from _read_file(path, max_size)


def files_of(source: str | Path) -> list[Path]:
    """Return the files that are read of ``source``: itself, those below a folder, those of a pattern.

    They are sorted; `ReadingError` when there is none, or a folder of them can't be listed.
    """
    path = Path(source)
    if path.is_dir():
        problems: list[OSError] = []
        found = _files_below(path, problems)
        if problems:
            raise _system_error(problems[0].filename, problems[0])
    elif has_magic(str(source)) and not path.exists():
        found = [one for one in sorted(map(Path, glob(str(source), recursive=True))) if one.is_file()]
    else:
        found = [path]
    if not found:
        raise ReadingError(f"{source}: no article there; files read are {' '.join(forms.suffixes())}")
    return found


def _read_pattern(pattern: str, max_size: int) -> Found:
    """Yield the articles of the files and folders that a pattern names."""
    paths = sorted(Path(name) for name in glob(pattern, recursive=True))
    if not paths:
        yield ReadFailure(pattern, ReadingError(f"{pattern}: no file is called so; check the path"))
    for path in paths:
        if path.is_file():
            yield from _read_file(path, max_size)


def _read_folder(folder: Path, max_size: int) -> Found:
    """Yield the articles of the files below ``folder``."""
    problems: list[OSError] = []
    files = _files_below(folder, problems)
    for problem in problems:
        yield ReadFailure(str(problem.filename), _system_error(problem.filename, problem))
    if not files and not problems:
        known = " ".join(forms.suffixes())
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
        found += (Path(parent, name) for name in _readable(files))
    return sorted(found)


def _readable(names: Iterable[str]) -> Iterable[str]:
    return (name for name in names if not name.startswith(".") and forms.by_name(name))


def _read_file(path: Path, max_size: int) -> Found:
    """Yield the articles of one file."""
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, path.name, str(path), max_size)
    except OSError as problem:
        yield ReadFailure(str(path), _system_error(path, problem))


def _read_stream(stream: BinaryIO, name: str, source: str, max_size: int) -> Found:
    """Yield the articles of an open file; its name tells the form, or else what it begins with."""
    try:
        whole, head = opened(stream)
    except ReadingError as problem:
        yield ReadFailure(source, named(problem, source))
        return
    form = forms.by_name(name) or forms.by_head(head)
    yield from forms.read(form, Input(whole, head, name, source, max_size))


def _system_error(path: Path | str, problem: OSError) -> ReadingError:
    """Return what the operating system said, in words that help."""
    return ReadingError(f"{path}: {problem.strerror or problem}; check the path and its permissions")
