"""A twin of a store: the same articles, claims and decisions, written anew by the store's own code.

What is derived (lists, counts, search indexes) is then as it should be, and a store that is well is
equal to its twin, table by table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from claims.errors import NotFound
from claims.models import Claim
from claims.store import articles, claims, decisions, targets
from claims.store.connection import Connection, connect
from claims.store.migrations import ensure_current

Progress = Callable[[int, int], None]

WRITTEN = frozenset({"texts", "articles", "claims", "claim_state"})
"""Tables that are written anew; the others are copied, and what of them is derived is made anew."""
INDEXES = ("articles_fts", "claims_fts", "edits_fts")
NOT_COMPARED = {"articles": {"marks"}, "claims": {"model"}, "texts": {"rowid"}}
"""Columns that a later version may word in another way, or that nothing refers to."""
ALIKE_IN_WORDS = 3
"""Rows of a difference that are named."""


class Difference(NamedTuple):
    """Rows of a table that the store and its twin do not share."""

    table: str
    rows: int
    first: tuple[object, ...]
    """The keys of some of them."""


def tables(connection: Connection) -> list[str]:
    """Return the ordinary tables of a store: those that are no part of a search index or of SQLite."""
    return connection.column(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " AND name NOT LIKE '\\_sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )


def retired(connection: Connection) -> set[int]:
    """Return the claims that are in no list, because a later version of article or rules took their place."""
    return set(connection.column("SELECT claim FROM retired"))


def orphans(connection: Connection) -> list[str]:
    """Return the targets of decisions that are neither a claim nor a match of the store."""
    found = []
    for target in connection.column("SELECT DISTINCT target FROM decisions ORDER BY target"):
        try:
            targets.find(connection, target)
        except NotFound:
            found.append(target)
    return found


def make(store: Connection, path: Path, progress: Progress) -> Connection:
    """Make the twin of ``store`` in a new file at ``path``; return it, with ``store`` as ``checked``.

    ``progress`` is told: articles done, articles in all. Decisions on nothing are left out.

    Raises:
        ValueError, NotFound: an article or claim can't be read.
    """
    twin = connect(path, create=True, read_only=False)
    try:
        ensure_current(twin, read_only=False)
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = OFF"):
            twin.execute(f"PRAGMA {pragma}")
        twin.execute("ATTACH ? AS checked", (store.path.as_uri() + "?mode=ro",))
        with twin.transaction():
            _fill(store, twin, progress)
    except BaseException:
        twin.close()
        raise
    return twin


def _fill(store: Connection, twin: Connection, progress: Progress) -> None:
    for table in tables(store):
        if table not in WRITTEN:
            twin.execute(f"DELETE FROM main.{table}")
            twin.execute(f"INSERT INTO main.{table} SELECT * FROM checked.{table}")
    _write_articles(store, twin, progress)
    _write_claims(store, twin)
    if lost := orphans(store):
        twin.execute("DROP TRIGGER decisions_delete")
        twin.many("DELETE FROM decisions WHERE target = ?", ((target,) for target in lost))
    decisions.rebuild(twin)


def _write_articles(store: Connection, twin: Connection, progress: Progress) -> None:
    total = int(store.value("SELECT count(*) FROM articles"))
    twin.execute("INSERT INTO main.texts SELECT * FROM checked.texts")
    for done, (_, id) in enumerate(
        store.paged("SELECT rowid, id FROM articles WHERE rowid > ? ORDER BY rowid LIMIT ?"), 1
    ):
        articles.insert(twin, articles.get(store, id))
        progress(done, total)


def _write_claims(store: Connection, twin: Connection) -> None:
    out = retired(store)
    row = lru_cache(maxsize=64)(lambda id: articles.row(store, id))
    for rowid, number, model in store.paged(
        "SELECT rowid, article, model FROM claims WHERE rowid > ? ORDER BY rowid LIMIT ?"
    ):
        claim = Claim.model_validate_json(model)
        if claims.write(twin, claim, number, row(claim.article_id).title) != rowid:
            raise ValueError("rows of claims are gone")
        if rowid not in out:
            claims.enlist(twin, rowid, claim, number, row(claim.article_id))


def differences(store: Connection, twin: Connection) -> Iterator[Difference]:
    """Yield what of the store's tables is not as in its twin."""
    for table in tables(store):
        columns = [name for _, name, *_ in store.all(f"PRAGMA table_info({table})")]
        kept = ", ".join(name for name in columns if name not in NOT_COMPARED.get(table, ()))
        ours, theirs = (f"SELECT {kept} FROM {schema}.{table}" for schema in ("checked", "main"))
        found = twin.all(
            f"SELECT * FROM ({ours} EXCEPT {theirs}) UNION SELECT * FROM ({theirs} EXCEPT {ours})"
        )
        keys = tuple(dict.fromkeys(row[0] for row in found))
        if keys:
            yield Difference(table, len(keys), keys[:ALIKE_IN_WORDS])


def differing_indexes(store: Connection, twin: Connection) -> Iterator[str]:
    """Yield the search indexes that hold other words, or words in other places, than those of the twin."""
    for index in INDEXES:
        if any(
            ours != theirs for ours, theirs in zip_longest(_postings(store, index), _postings(twin, index))
        ):
            yield index


def _postings(connection: Connection, index: str) -> Iterator[tuple[object, ...]]:
    """Yield every word of an index with its places, sorted."""
    connection.execute(f"DROP TABLE IF EXISTS temp.seen_{index}")
    connection.execute(
        f"CREATE VIRTUAL TABLE temp.seen_{index} USING fts5vocab('main', '{index}', 'instance')"
    )
    with connection.explaining():
        yield from connection.raw.execute(f'SELECT term, doc, col, "offset" FROM temp.seen_{index}')
