"""Asking a feed what is new in it, again and again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from claims.errors import ReadingError
from claims.models import Article
from claims.reading import feed, online
from claims.reading.assembly import About, retold
from claims.reading.failure import ReadFailure, named
from claims.reading.feed import Entry
from claims.reading.fetching import Web


@dataclass(frozen=True)
class Poll:
    """What a feed has now, and what its server said for the next time; oldest entry first."""

    entries: tuple[Entry, ...]
    etag: str | None
    modified: str | None


def poll(
    address: str, web: Web, max_size: int, *, etag: str | None = None, modified: str | None = None
) -> Poll | None:
    """Return what the feed at ``address`` has; None when it is unchanged since ``etag`` or ``modified``.

    Raises `ReadingError` when it can't be had, or is no feed.
    """
    fetched = web.fetch_changed(address, max_size, etag=etag, modified=modified)
    if fetched is None:
        return None
    entries = feed.entries(fetched.data, fetched.address, fetched.charset)
    return Poll(tuple(reversed(entries)), fetched.etag, fetched.modified)


def read_entry(
    entry: Entry, web: Web, max_size: int, outlet: str | None = None
) -> list[Article | ReadFailure]:
    """Return the article of an entry, read from the feed or from its page, or why there is none.

    ``outlet``, where it is given, goes before what feed and page say.
    """
    follow = partial(online.page_at, max_size=max_size, web=web)
    try:
        found = [*feed.articles_of(entry, follow)]
    except ReadingError as problem:
        return [ReadFailure(entry.name, named(problem, entry.name))]
    if outlet is None:
        return found
    return [retold(one, About(outlet=outlet)) if isinstance(one, Article) else one for one in found]
