"""One input as its form reads it: an open stream, and what is known of it from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from claims.errors import ReadingError
from claims.models import Article
from claims.reading.failure import ReadFailure, named

Found = Iterator[Article | ReadFailure]
"""What reading gives: articles, and what could not be read in its place."""

Follow = Callable[[str], Found]
"""Reads the page at an address that an input links to."""


@dataclass(frozen=True)
class Input:
    """A stream of which compression is undone.

    ``head`` is what the stream begins with (``streams.HEAD`` bytes), which it still gives. ``name`` is
    what its article is called, ``source`` what failures name it by; ``max_size`` is the most bytes of one
    article. ``address`` and ``charset`` are what a web server said; ``follow`` reads a page that a feed
    links to, where that is allowed.
    """

    stream: BinaryIO
    head: bytes
    name: str
    source: str
    max_size: int
    address: str | None = None
    charset: str | None = None
    follow: Follow | None = None

    def failure(self, problem: ReadingError, part: str = "") -> ReadFailure:
        """Return ``problem`` as the failure of this input, or of a ``part`` of it ("line 3")."""
        where = f"{self.source}, {part}" if part else self.source
        return ReadFailure(where, named(problem, where))
