"""What is remembered of feeds that are watched: what their servers said, and which entries are done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from claims.models import digest
from claims.store.connection import Connection, bindable


class Polled(NamedTuple):
    """What a server said of a feed when it was asked last; None where it said nothing."""

    etag: str | None = None
    modified: str | None = None


class Feeds:
    """The part of a store that watching feeds reads and writes."""

    def __init__(self, connection: Connection) -> None:
        """Work on ``connection``."""
        self._connection = connection

    def polled(self, address: str) -> Polled:
        """Return what the server of the feed at ``address`` said; nothing of a feed that is new."""
        found = self._connection.one("SELECT etag, modified FROM feeds WHERE address = ?", (address,))
        return Polled(*found) if found else Polled()

    def keep(self, address: str, said: Polled) -> None:
        """Remember what the server of a feed said."""
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO feeds (address, etag, modified) VALUES (?, ?, ?) ON CONFLICT (address)"
                " DO UPDATE SET etag = excluded.etag, modified = excluded.modified",
                (bindable(address), *(bindable(one) if one else None for one in said)),
            )

    def tried(self, address: str, entries: Iterable[str]) -> dict[str, int]:
        """Return how often each of ``entries`` (ids) was tried in vain; those that are done are left out."""
        found = {}
        for entry in entries:
            tries = self._connection.one(
                "SELECT done, tries FROM feed_entries JOIN feeds ON feeds.rowid = feed"
                " WHERE address = ? AND entry = ?",
                (address, digest(entry)),
            )
            if tries is None or not tries[0]:
                found[entry] = tries[1] if tries else 0
        return found

    def note(self, address: str, entry: str, *, done: bool) -> None:
        """Remember that an entry is done with, or that it was tried once more in vain."""
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO feeds (address) VALUES (?) ON CONFLICT DO NOTHING", (address,)
            )
            self._connection.execute(
                "INSERT INTO feed_entries (feed, entry, done, tries)"
                " VALUES ((SELECT rowid FROM feeds WHERE address = ?), ?, ?, 1)"
                " ON CONFLICT (feed, entry) DO UPDATE SET done = excluded.done, tries = tries + 1",
                (address, digest(entry), done),
            )
