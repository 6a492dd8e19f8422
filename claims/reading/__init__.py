"""Reading: bytes of any supported form in, articles with their furniture marked out."""

from __future__ import annotations

from claims.reading.assembly import UNDECLARED, article
from claims.reading.failure import ReadFailure, named
from claims.reading.fetching import TryLater, Web
from claims.reading.polling import poll, read_entry
from claims.reading.sources import MAX_SIZE, read

__all__ = [
    "MAX_SIZE",
    "UNDECLARED",
    "ReadFailure",
    "TryLater",
    "Web",
    "article",
    "named",
    "poll",
    "read",
    "read_entry",
]
