"""What a page says of itself in JSON-LD (schema.org): the article's own text, address and form."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_ARTICLE_TYPES = frozenset(
    {
        "AnalysisNewsArticle",
        "Article",
        "BackgroundNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "NewsArticle",
        "OpinionNewsArticle",
        "Report",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
    }
)
_LIVE = "LiveBlogPosting"
_MOST_NODES = 2_000
"""Nodes looked at: an article is near the top, and a page may hold anything."""


@dataclass(frozen=True)
class Story:
    """The node of the page's article; empty where the page says nothing."""

    body: str = ""
    url: str | None = None
    live: bool = False


def story(scripts: Iterable[str]) -> Story:
    """Return the first article that the JSON-LD ``scripts`` of a page describe."""
    for script in scripts:
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            types = node.get("@type")
            named = {
                name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)
            }
            if named & _ARTICLE_TYPES:
                return Story(_string(node.get("articleBody")) or "", _address(node), _LIVE in named)
    return Story()


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of ``data``, outer before inner, as far as ``_MOST_NODES``."""
    waiting = deque([data])
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _string(value: Any) -> str | None:
    """Return ``value`` when it is a string."""
    return value if isinstance(value, str) else None


def _address(node: dict[str, Any]) -> str | None:
    """Return the address of an article's node."""
    page = node.get("mainEntityOfPage")
    inner = page.get("@id") if isinstance(page, dict) else page
    return _string(node.get("url")) or _string(inner)
