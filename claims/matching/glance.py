"""A first look at a pair, by the stems alone: most candidates share a word or two, and are no match.

All figures of a pair cost some twenty times as much.
"""

from __future__ import annotations

from math import fsum

from claims.matching.prepare import Prepared
from claims.matching.rarity import Idf

COVERED = 0.3
"""What the shares of the weight of each side that the other has come to together, from which a pair is
looked at whole. Of 3,498 matches in 220 articles of news all but three do, related ones; it saves a third
of the time of matching."""
SPEAKER = 0.1
"""What it counts for this that one speaker says both."""
CONTEXT = 0.5
"""What a stem counts that only the other's title or speaker has."""


class Glance:
    """Looks at pairs whose stems are weighed alike."""

    def __init__(self, idf: Idf) -> None:
        """Weigh stems by ``idf``."""
        self._idf = idf
        self._totals: dict[str, float] = {}

    def likely(self, a: Prepared, b: Prepared) -> bool:
        """Return whether two claims can be a match; the same whichever comes first."""
        shared = fsum(map(self._idf, a.known & b.known))
        ours = shared + CONTEXT * fsum(map(self._idf, a.known & b.around))
        theirs = shared + CONTEXT * fsum(map(self._idf, b.known & a.around))
        spoken = SPEAKER if a.speaker and a.speaker == b.speaker else 0.0
        return ours / self._total(a) + theirs / self._total(b) + spoken >= COVERED

    def _total(self, one: Prepared) -> float:
        total = self._totals.get(one.claim_id)
        if total is None:
            total = self._totals[one.claim_id] = fsum(map(self._idf, one.known)) or 1.0
        return total
