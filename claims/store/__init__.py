"""The store: articles, claims, matches and append-only decisions in one SQLite file.

The only room that knows SQL.
"""

from __future__ import annotations

from claims.store.filters import ClaimFilter, Order
from claims.store.rows import ArticleRow, ClaimRow, Passage, RuleCount, Stats
from claims.store.store import Store

__all__ = ["ArticleRow", "ClaimFilter", "ClaimRow", "Order", "Passage", "RuleCount", "Stats", "Store"]
