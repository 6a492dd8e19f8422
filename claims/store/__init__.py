"""The store: articles, claims, matches and append-only decisions in one SQLite file.

The only room that knows SQL.
"""

from __future__ import annotations

from claims.store.bulk import Extracted, ReadBy, Waiting
from claims.store.claims import Packed, packed
from claims.store.decisions import Act
from claims.store.filters import ClaimFilter, Order
from claims.store.rounds import Position
from claims.store.rows import BY_HAND, SELECTED, ArticleRow, ClaimRow, Passage, RuleCount, Stats
from claims.store.standing import SUPPORT
from claims.store.store import Store
from claims.store.stories import Edge, Prints
from claims.store.versions import Change, Standing, Why

__all__ = [
    "BY_HAND",
    "SELECTED",
    "SUPPORT",
    "Act",
    "ArticleRow",
    "Change",
    "ClaimFilter",
    "ClaimRow",
    "Edge",
    "Extracted",
    "Order",
    "Packed",
    "Passage",
    "Position",
    "Prints",
    "ReadBy",
    "RuleCount",
    "Standing",
    "Stats",
    "Store",
    "Waiting",
    "Why",
    "packed",
]
