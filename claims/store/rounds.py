"""A matching of the whole store: begun once, gone on with after any interruption, in bounded memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from claims.models import Match
from claims.store import articles, claims, matches, search, stories, targets
from claims.store.connection import Connection

RUN = "match.run"
"""Where it is kept how far the matching that is under way has come."""
DROPPED = 2_000
"""Matches that are dropped in one transaction."""


class Position(NamedTuple):
    """How far a round has come: articles are taken in the order they were added, by their number."""

    among: int
    """How many claims there were when it began: what was added since has been matched already."""
    last: int
    """The last article that there was."""
    upto: int
    """The last article that is done."""


class Rounds:
    """The part of a store that matching it whole reads and writes."""

    def __init__(self, connection: Connection) -> None:
        """Work on ``connection``."""
        self._connection = connection

    def begin(self) -> Position:
        """Begin a round, or return where the one that was interrupted stands."""
        with self._connection.transaction():
            kept = self._connection.value("SELECT value FROM meta WHERE key = ?", (RUN,))
            if kept is not None:
                return Position(**json.loads(kept))
            number = int(
                self._connection.value("SELECT value FROM meta WHERE key = ?", (matches.ROUND,)) or 0
            )
            last = int(self._connection.value("SELECT max(rowid) FROM articles") or 0)
            self._keep(matches.ROUND, str(number + 1))
            begun = Position(claims.total(self._connection), last, 0)
            self._keep(RUN, json.dumps(begun._asdict()))
            return begun

    def _keep(self, key: str, value: str) -> None:
        self._connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value)
        )

    def after(self, position: Position, limit: int) -> list[tuple[int, str]]:
        """Return the next articles of a round, up to ``limit``: number and id of each."""
        return self._connection.all(
            "SELECT rowid, id FROM articles WHERE rowid > ? AND rowid <= ? ORDER BY rowid LIMIT ?",
            (position.upto, position.last, limit),
        )

    def keep(self, position: Position, found: Iterable[Match]) -> None:
        """Write what was found up to ``position``, and that it has come so far, in one transaction."""
        with self._connection.transaction():
            matches.write(self._connection, found)
            self._keep(RUN, json.dumps(position._asdict()))

    def end(self, position: Position) -> int:
        """Drop what the round did not propose again, and end it; return how many matches it proposed.

        A match that somebody ever decided on stays, also when that was undone: the decision can be redone.
        So does one of a claim that was made by hand and withdrawn.
        """
        number = int(self._connection.value("SELECT value FROM meta WHERE key = ?", (matches.ROUND,)) or 0)
        last = 0
        while dropped := self._stale(number, position.among, last):
            last = dropped[-1][0]
            with self._connection.transaction():
                self._connection.many(
                    "DELETE FROM matches WHERE rowid = ?", ((rowid,) for rowid, _, _ in dropped)
                )
                touched = sorted({claim for _, *pair in dropped for claim in pair})
                targets.recount(self._connection, touched)
        with self._connection.transaction():
            self._connection.execute("DELETE FROM meta WHERE key = ?", (RUN,))
            self._connection.execute("DELETE FROM unmatched WHERE article <= ? AND indexed", (position.last,))
        return int(self._connection.value("SELECT count(*) FROM matches WHERE round = ?", (number,)))

    def _stale(self, number: int, among: int, after: int) -> list[tuple[int, int, int]]:
        return self._connection.all(
            f"SELECT rowid, a, b FROM matches WHERE rowid > ? AND round < ? AND +max(a, b) <= ?"
            f" AND {targets.LISTED} AND NOT EXISTS (SELECT 1 FROM decisions WHERE target = matches.id)"
            " ORDER BY rowid LIMIT ?",
            (after, number, among, DROPPED),
        )

    def unread(self, limit: int) -> list[str]:
        """Return up to ``limit`` articles of an earlier version: without fingerprints and typed terms."""
        return self._connection.column(
            "SELECT id FROM articles WHERE rowid NOT IN (SELECT article FROM article_prints)"
            " ORDER BY rowid LIMIT ?",
            (limit,),
        )

    def read(self, article_id: str, terms: Mapping[str, Sequence[str]], prints: stories.Prints) -> None:
        """Add further terms of the claims of an article, by their id, and its fingerprints."""
        with self._connection.transaction():
            rowids = {claim_id: claims.rowid(self._connection, claim_id) for claim_id in terms}
            search.index(self._connection, rowids, terms)
            stories.keep(self._connection, articles.rowid(self._connection, article_id), prints)
