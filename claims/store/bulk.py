"""Many articles at once: a batch is one transaction; what waits to be indexed and matched is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from claims.models import Article, Match
from claims.store import articles, claims, matches, search, stories
from claims.store.claims import Packed
from claims.store.connection import CACHE_KIB, Connection, bindable
from claims.store.rows import Placed

BULK_CACHE_KIB = 131_072
"""Page cache while many articles are written."""
BULK_LOG = 16_384
"""Pages of the write-ahead log after which it is folded into the file meanwhile; 64 MB."""
LOG = 1_000
"""The same otherwise, as SQLite has it."""


class ReadBy(NamedTuple):
    """What an article was read by: the edition of the rules, and how sure a claim had to be, 0 to 1."""

    rules: str
    threshold: float


class Extracted(NamedTuple):
    """An article with its claims, ready to be written."""

    article: Article
    claims: Sequence[Packed]
    by: ReadBy


class Waiting(NamedTuple):
    """How many articles are still to be put into the term index, and how many to be matched."""

    indexing: int
    matching: int


class Bulk:
    """The part of a store that many articles are written to at once."""

    def __init__(self, connection: Connection) -> None:
        """Write to ``connection``."""
        self._connection = connection

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Use more memory inside, and fold the write-ahead log into the file less often."""
        self._set(BULK_CACHE_KIB, BULK_LOG)
        try:
            yield
        finally:
            self._set(CACHE_KIB, LOG)

    def _set(self, cache: int, log: int) -> None:
        self._connection.execute(f"PRAGMA cache_size = -{cache}")
        self._connection.execute(f"PRAGMA wal_autocheckpoint = {log}")

    def known(self, article_ids: Iterable[str]) -> set[str]:
        """Return those of the articles that the store has."""
        return set(
            self._connection.column(
                "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([bindable(id) for id in article_ids]),),
            )
        )

    def add(self, found: Sequence[Extracted]) -> list[bool]:
        """Add articles that are to be indexed and matched later; say of each whether it is new.

        All of it or nothing.
        """
        with self._connection.transaction():
            return [self._add(one) for one in found]

    def _add(self, one: Extracted) -> bool:
        if articles.known(self._connection, one.article.id):
            return False
        write(self._connection, one)
        return True

    def placed(self, claim_ids: Sequence[str]) -> list[Placed]:
        """Return claims with what matching needs of their articles, in no order."""
        return claims.placed(self._connection, claim_ids)

    # what waits

    def waiting(self) -> Waiting:
        """Return how many articles wait for the index, and how many to be matched, those among them."""
        found = self._connection.one("SELECT coalesce(sum(indexed = 0), 0), count(*) FROM unmatched")
        return Waiting(*found) if found else Waiting(0, 0)

    def next(self, after: int, limit: int, *, indexed: bool) -> list[tuple[int, str]]:
        """Return the next articles that wait to be matched (``indexed``) or indexed: number and id."""
        return self._connection.all(
            "SELECT article, id FROM unmatched JOIN articles ON articles.rowid = article"
            " WHERE article > ? AND indexed = ? ORDER BY article LIMIT ?",
            (after, indexed, limit),
        )

    def index(self, found: Iterable[tuple[str, Mapping[str, Sequence[str]], stories.Prints | None]]) -> None:
        """Put the terms of claims, by id, into the index: of each article, with its fingerprints.

        What makes ``found`` can read what was written before it.
        """
        with self._connection.transaction():
            for article_id, terms, prints in found:
                number = articles.rowid(self._connection, article_id)
                rowids = {id: claims.rowid(self._connection, id) for id in terms}
                search.index(self._connection, rowids, terms)
                if prints is not None:
                    stories.keep(self._connection, number, prints)
                self._connection.execute("UPDATE unmatched SET indexed = 1 WHERE article = ?", (number,))

    def matched(self, article_ids: Sequence[str], found: Iterable[Match]) -> None:
        """Write the matches of articles, which then wait no more."""
        with self._connection.transaction():
            matches.write(self._connection, found)
            self._connection.many(
                "DELETE FROM unmatched WHERE article = (SELECT rowid FROM articles WHERE id = ?)",
                ((bindable(id),) for id in article_ids),
            )


def write(connection: Connection, one: Extracted) -> tuple[int, dict[str, int]]:
    """Write an article that waits to be matched, within a transaction; return its rowid, and its claims'."""
    number = articles.insert(connection, one.article)
    rowids = claims.insert_packed(connection, one.article, number, one.claims)
    read_by(connection, number, one.by)
    connection.execute("INSERT INTO unmatched VALUES (?, 0)", (number,))
    return number, rowids


def match_again(connection: Connection, article: int, new: Mapping[str, Sequence[str]]) -> None:
    """Have an article be matched again, within a transaction; ``new`` are the terms of new claims, by id."""
    if connection.value("SELECT indexed FROM unmatched WHERE article = ?", (article,)) != 0:
        search.index(connection, {id: claims.rowid(connection, id) for id in new}, new)
    connection.execute("INSERT INTO unmatched VALUES (?, 1) ON CONFLICT DO NOTHING", (article,))


def read_by(connection: Connection, article: int, by: ReadBy) -> None:
    """Keep what an article was read by, within a transaction."""
    connection.execute("INSERT OR REPLACE INTO article_rules VALUES (?, ?, ?)", (article, *by))
