"""Two claims beside each other, without a store: how they stand, for a notebook or another service."""

from __future__ import annotations

import datetime as dt

from claims import matching
from claims.models import Claim, Match


def match(
    one: Claim, other: Claim, *, dates: tuple[dt.date | None, dt.date | None] = (None, None)
) -> Match | None:
    """Return how two claims of different articles stand: same, related or conflicting; None for neither.

    It is what the matcher proposes where nothing else is known: how rare words are is taken from general
    English, while a store counts them in its own articles. ``dates`` are those of the two articles, which
    "on Monday" is told by.
    """
    first, second = (
        matching.prepare(claim, None, date) for claim, date in zip((one, other), dates, strict=True)
    )
    return matching.match(first, second, matching.inverse_document_frequency({}, 0))
