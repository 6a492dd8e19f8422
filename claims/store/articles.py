"""Articles: immutable once read, their texts shared by hash."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pydantic import TypeAdapter

from claims.errors import NotFound
from claims.models import Article, Frozen, Furniture
from claims.store.connection import Connection, Row, bindable
from claims.store.rows import ArticleRow

CURRENT = "rowid NOT IN (SELECT replaces FROM article_versions)"
"""Of ``articles``: no later version took its place."""
LINE = (
    "WITH RECURSIVE line (article) AS (SELECT rowid FROM articles WHERE id = :article"
    " UNION SELECT replaces FROM article_versions JOIN line USING (article)"
    " UNION SELECT article_versions.article FROM article_versions JOIN line ON replaces = line.article)"
)
"""Begins a statement that reads ``line``: every version of the article with the id ``:article``."""


class _Marks(Frozen):
    furniture: tuple[Furniture, ...] = ()
    shifts: tuple[tuple[int, int], ...] = ()


_MARKS = TypeAdapter(_Marks)


def known(connection: Connection, article_id: str) -> bool:
    """Return whether the store has the article."""
    return connection.value("SELECT 1 FROM articles WHERE id = ?", (bindable(article_id),)) is not None


def rowid(connection: Connection, article_id: str) -> int:
    """Return the rowid of an article.

    Raises:
        NotFound: the store has none with this id.
    """
    found = connection.value("SELECT rowid FROM articles WHERE id = ?", (bindable(article_id),))
    if found is None:
        raise NotFound(f"There is no article {article_id} in the store.")
    return int(found)


def insert(connection: Connection, article: Article) -> int:
    """Write ``article`` and, unless another has the same, its text; return its rowid."""
    marks = _MARKS.dump_json(
        _Marks(furniture=article.furniture, shifts=article.shifts), exclude_defaults=True
    )
    connection.execute(
        "INSERT INTO texts (hash, text) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (article.text_hash, article.text),
    )
    rowid = connection.execute(
        "INSERT INTO articles (id, text_hash, name, title, outlet, author, date, url, language, marks)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id,
            article.text_hash,
            article.name,
            article.title,
            article.outlet,
            article.author,
            article.date.isoformat() if article.date else None,
            article.url,
            article.language,
            marks.decode(),
        ),
    )
    make_found(connection, rowid, article)
    return rowid


def make_found(connection: Connection, rowid: int, article: Article) -> None:
    """Put an article into the search index."""
    connection.execute(
        "INSERT INTO articles_fts (rowid, title, text) VALUES (?, ?, ?)",
        (rowid, article.title or "", article.text),
    )


def get(connection: Connection, article_id: str) -> Article:
    """Return the whole article.

    Raises:
        NotFound: the store has none with this id.
    """
    row = connection.one(
        "SELECT id, text, text_hash, name, title, outlet, author, date, url, language, marks"
        " FROM articles JOIN texts ON hash = text_hash WHERE id = ?",
        (bindable(article_id),),
    )
    if row is None:
        raise NotFound(f"There is no article {article_id} in the store.")
    *fields, marks = row
    names = ("id", "text", "text_hash", "name", "title", "outlet", "author", "date", "url", "language")
    given = dict(zip(names, fields, strict=True))
    given["date"] = day(given["date"])
    marked = _MARKS.validate_json(marks)
    return Article(**given, furniture=marked.furniture, shifts=marked.shifts)


_ROW = (
    "SELECT rowid, id, name, title, outlet, author, date, url, language, text_hash,"
    " (SELECT count(*) FROM claim_state WHERE article = articles.rowid) FROM articles"
)


def row(connection: Connection, article_id: str) -> ArticleRow:
    """Return the article without its text.

    Raises:
        NotFound: the store has none with this id.
    """
    found = connection.one(f"{_ROW} WHERE id = ?", (bindable(article_id),))
    if found is None:
        raise NotFound(f"There is no article {article_id} in the store.")
    return _row(found)


def rows(connection: Connection) -> Iterator[ArticleRow]:
    """Yield the newest version of every article without its text, in the order they were added."""
    return map(_row, connection.paged(f"{_ROW} WHERE rowid > ? AND {CURRENT} ORDER BY rowid LIMIT ?"))


def _row(found: Row) -> ArticleRow:
    _, key, name, title, outlet, author, date, *rest = found
    return ArticleRow(key, name, title, outlet, author, day(date), *rest)


def day(given: str | None) -> dt.date | None:
    """Return a stored date."""
    return dt.date.fromisoformat(given) if given else None
