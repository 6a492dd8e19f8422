"""What stories are made of: matches as edges between claims, and articles that are one text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from claims.models import ClaimKind, Relation
from claims.store import articles, claims
from claims.store.connection import Connection, bindable
from claims.store.rows import ArticleRow
from claims.store.targets import LISTED

WINDOW = 5_000
"""Claims whose edges are read at once."""
HOLDERS = 200
"""Articles that are looked at for one fingerprint, the first ones: what more have is boilerplate, or one text
whose first copies tell as much."""


class Edge(NamedTuple):
    """How two claims stand, by their rowids; ``relation`` is decided, else proposed."""

    later: int
    earlier: int
    relation: Relation
    score: float
    decided: bool


class Prints(NamedTuple):
    """The fingerprints of an article, the id of the one that it copies, and how much of it, 0 to 1."""

    hashes: Sequence[int]
    original: str | None = None
    shared: float = 0.0


_EDGE = "SELECT max(a, b), min(a, b), coalesce(decided, relation), score, decided IS NOT NULL FROM matches"
_TELLING = f"(coalesce(decided, relation) IN ('same', 'conflicting') OR decided IS NOT NULL) AND {LISTED}"


class Stories:
    """The part of a store that stories are read from, and the fingerprints written to."""

    def __init__(self, connection: Connection) -> None:
        """Read from ``connection``."""
        self._connection = connection

    # claims

    def edges(self) -> Iterator[Edge]:
        """Yield the matches that are the same, conflicting or decided on, by their later claim."""
        last = claims.total(self._connection)
        for start in range(0, last, WINDOW):
            yield from self._edges("max(a, b) > ? AND max(a, b) <= ?", (start, start + WINDOW))

    def decided(self) -> list[Edge]:
        """Return the matches that reviewers decided on, by their later claim."""
        return self._edges("decided IS NOT NULL", ())

    def edges_among(self, rowids: Sequence[int]) -> list[Edge]:
        """Return the edges, as ``edges`` does, between claims that are both among ``rowids``."""
        wanted = json.dumps(list(rowids))
        among = "(SELECT value FROM json_each(?))"
        return self._edges(f"a IN {among} AND b IN {among}", (wanted, wanted))

    def _edges(self, where: str, parameters: Sequence[object]) -> list[Edge]:
        found = self._connection.all(
            f"{_EDGE} WHERE {where} AND {_TELLING} ORDER BY max(a, b), min(a, b)", tuple(parameters)
        )
        return [Edge(a, b, Relation(relation), score, bool(own)) for a, b, relation, score, own in found]

    def reachable(self, rowid: int) -> list[int]:
        """Return the claims that are tied to one by matches that are the same, itself among them, sorted."""
        seen, border = {rowid}, [rowid]
        while border:
            near = "SELECT value FROM json_each(:border)"
            found = self._connection.column(
                f"SELECT b FROM matches WHERE a IN ({near}) AND coalesce(decided, relation) = 'same'"
                f" AND {LISTED} UNION SELECT a FROM matches WHERE b IN ({near})"
                f" AND coalesce(decided, relation) = 'same' AND {LISTED}",
                {"border": json.dumps(border)},
            )
            border = [claim for claim in found if claim not in seen]
            seen.update(border)
        return sorted(seen)

    def words_of(self, rowids: Sequence[int]) -> dict[int, tuple[str, ClaimKind]]:
        """Return the words of the content, as the extractor found it, and the kind of each claim listed."""
        found = self._connection.all(
            "SELECT claims.rowid, content_words, kind FROM claims JOIN claim_state ON claim = claims.rowid"
            " WHERE claims.rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(rowids)),),
        )
        return {rowid: (words, ClaimKind(kind)) for rowid, words, kind in found}

    def articles_of(self, rowids: Sequence[int]) -> dict[int, int]:
        """Return the number of the article of each claim."""
        found: Mapping[int, int] = dict(
            self._connection.all(
                "SELECT rowid, article FROM claims WHERE rowid IN (SELECT value FROM json_each(?))",
                (json.dumps(list(rowids)),),
            )
        )
        return dict(found)

    # articles

    def alike(self, fingerprints: Sequence[int], without: str = "") -> list[tuple[str, int, int]]:
        """Return the articles that share ``fingerprints``, but one: id, how many shared, how many in all."""
        shared: Counter[int] = Counter()
        for print_ in fingerprints:
            shared.update(
                self._connection.column(
                    "SELECT article FROM fingerprints WHERE hash = ? ORDER BY article LIMIT ?",
                    (print_, HOLDERS),
                )
            )
        found = self._connection.all(
            "SELECT id, articles.rowid, prints FROM article_prints JOIN articles ON articles.rowid = article"
            " WHERE article IN (SELECT value FROM json_each(?)) AND id <> ? ORDER BY article",
            (json.dumps(list(shared)), bindable(without)),
        )
        return [(name, shared[number], prints) for name, number, prints in found]

    def copied(self) -> Iterator[str]:
        """Yield, for each article that copies another, the one that the store had first of that text."""
        pairs = self._connection.paged(
            "SELECT article, id FROM copies JOIN articles ON articles.rowid = original"
            " WHERE article > ? ORDER BY article LIMIT ?"
        )
        return (original for _, original in pairs)

    def shared_texts(self, article_ids: Sequence[str]) -> list[str]:
        """Return those of the articles that are one text with another of the store."""
        return self._connection.column(
            "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND EXISTS"
            " (SELECT 1 FROM copies WHERE article = articles.rowid OR original = articles.rowid)",
            (json.dumps(list(map(bindable, article_ids))),),
        )

    def family(self, article_id: str) -> list[ArticleRow]:
        """Return the articles that are one text with an article, itself too, in the order they were added."""
        found = self._connection.column(
            "WITH first (article) AS (SELECT coalesce(original, articles.rowid) FROM articles"
            "  LEFT JOIN copies ON copies.article = articles.rowid WHERE id = ?)"
            " SELECT id FROM articles WHERE rowid IN (SELECT article FROM first UNION ALL"
            "  SELECT copies.article FROM copies JOIN first ON original = first.article) ORDER BY rowid",
            (bindable(article_id),),
        )
        return [self._article(one) for one in found]

    def same_text(self, article_id: str) -> list[tuple[ArticleRow, float]]:
        """Return the articles that are one text with an article, and how much of it, 0 to 1, the most first.

        Of a copy it is the one that the store had first, of that one every copy.
        """
        found = self._connection.all(
            "WITH own (article) AS (SELECT rowid FROM articles WHERE id = ?)"
            " SELECT id, shared FROM copies JOIN own USING (article)"
            " JOIN articles ON articles.rowid = original"
            " UNION ALL SELECT id, shared FROM copies JOIN own ON original = own.article"
            " JOIN articles ON articles.rowid = copies.article ORDER BY shared DESC",
            (bindable(article_id),),
        )
        alike: dict[str, float] = dict(found)
        return [(self._article(id), shared) for id, shared in alike.items() if id != article_id]

    def _article(self, article_id: str) -> ArticleRow:
        return articles.row(self._connection, article_id)


def keep(connection: Connection, article: int, prints: Prints) -> None:
    """Write the fingerprints of an article, and of which other it is a copy, within an open transaction.

    The original of a copy's copy is the first of them all. A later version of that one has its place
    already, and is no copy of itself.
    """
    connection.execute("INSERT INTO article_prints VALUES (?, ?)", (article, len(prints.hashes)))
    connection.many("INSERT INTO fingerprints VALUES (?, ?)", ((hash, article) for hash in prints.hashes))
    if prints.original is not None:
        connection.execute(
            "INSERT INTO copies SELECT ?, coalesce(copies.original, articles.rowid), ?"
            " FROM articles LEFT JOIN copies ON copies.article = articles.rowid"
            " WHERE id = ? AND coalesce(copies.original, articles.rowid) <> ?",
            (article, prints.shared, bindable(prints.original), article),
        )
