"""JSON Lines: one article a line, ``id`` and ``text``, and what else is known beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading.assembly import About, assemble
from claims.reading.dates import parse_date
from claims.reading.failure import ReadFailure
from claims.reading.streams import HEAD

_BOM = b"\xef\xbb\xbf"


_OBJECT = re.compile(rb'\s*+(?:\xef\xbb\xbf)?+\s*+(\{\s*+"[^\n]*+)(\n?)')
_TEXT = re.compile(rb'[{,]\s*+"text"\s*+:\s*+"')


def looks_like(head: bytes) -> bool:
    """Tell whether what a file begins with is JSON Lines: an object, on one line, with a ``text``.

    Of a first line longer than ``head`` (``streams.HEAD``) the beginning tells.
    """
    first = _OBJECT.match(head)
    if not first:
        return False
    if len(head) >= HEAD and not first[2]:
        return _TEXT.search(first[1]) is not None
    try:
        value = json.loads(first[1])
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "text" in value


def read(stream: BinaryIO, name: str, max_size: int, above: int = 0) -> Iterator[Article | ReadFailure]:
    """Yield the article of each line, or a `ReadFailure` naming the line; blank lines are passed over.

    ``max_size`` is the most bytes of a line, ``above`` the number of lines before the first of ``stream``.
    """
    number = above
    while line := stream.readline(max_size + 1):
        number += 1
        if len(line) > max_size and not line.endswith(b"\n"):
            _skip_rest(stream, max_size)
            yield _failure(
                name, number, TooLarge(f"longer than {max_size:,} bytes; split it, or raise the limit")
            )
        elif not line.isspace():
            try:
                yield _article(line, f"{name}:{number}")
            except ReadingError as problem:
                yield _failure(name, number, problem)


def _skip_rest(stream: BinaryIO, size: int) -> None:
    """Read on to the end of the line, a bounded piece at a time."""
    while (piece := stream.readline(size)) and not piece.endswith(b"\n"):
        pass


def _failure(name: str, number: int, problem: ReadingError) -> ReadFailure:
    """Return the failure of a line, which its number names."""
    return ReadFailure(f"{name}:{number}", type(problem)(f"{name}, line {number}: {problem}"))


def _article(line: bytes, fallback: str) -> Article:
    """Return the article of one line; `ReadingError` when it has none."""
    try:
        fields = json.loads(line.removeprefix(_BOM).decode())
    except UnicodeDecodeError:
        raise ReadingError("not UTF-8; convert the file to UTF-8") from None
    except (ValueError, RecursionError) as problem:
        raise ReadingError(f"not JSON ({problem}); one object a line is needed") from None
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        raise ReadingError('no "text"; each line needs an object with "id" and "text"')
    if not fields["text"].strip():
        raise ReadingError('its "text" is empty; nothing to read')
    words = {key: value for key, value in fields.items() if isinstance(value, str)}
    about = About(
        title=words.get("title"),
        outlet=words.get("outlet") or words.get("publisher"),
        author=words.get("author"),
        date=parse_date(words.get("date")),
        url=words.get("url"),
        language=words.get("language"),
    )
    identifier = fields.get("id")
    name = str(identifier) if isinstance(identifier, str | int) and str(identifier).strip() else fallback
    return assemble(fields["text"], name, about)
