"""The store: articles, claims, matches and append-only decisions in one SQLite file.

The only room that knows SQL.
"""

from __future__ import annotations

from claims.store.decisions import Act
from claims.store.filters import ClaimFilter, Order
from claims.store.rounds import Position
from claims.store.rows import BY_HAND, SELECTED, ArticleRow, ClaimRow, Passage, RuleCount, Stats
from claims.store.store import Store
from claims.store.stories import Edge, Prints

__all__ = [
    "BY_HAND",
    "SELECTED",
    "Act",
    "ArticleRow",
    "ClaimFilter",
    "ClaimRow",
    "Edge",
    "Order",
    "Passage",
    "Position",
    "Prints",
    "RuleCount",
    "Stats",
    "Store",
]
