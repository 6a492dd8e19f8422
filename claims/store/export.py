"""An SQLite file of its own for claims that leave: documented tables, foreign keys and full-text search.

It is no claims store: anything that reads SQLite can read it. What the tables are is given.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from claims.errors import StoreError
from claims.store.store import Store

DOCUMENTATION = "documentation"
"""The table in the file that says what every table and column holds."""
_WORDS = 'tokenize="unicode61 remove_diacritics 2"'

Value = str | int | float | None


class ColumnLike(Protocol):
    """A column: its type, what is in it, the table whose ``id`` it holds or an empty name."""

    @property
    def type(self) -> str:
        """TEXT, INTEGER or REAL."""

    @property
    def meaning(self) -> str:
        """In a sentence."""

    @property
    def of(self) -> str:
        """The table that it refers to."""


class TableLike(Protocol):
    """A table whose first column is its key."""

    @property
    def meaning(self) -> str:
        """In a sentence."""

    @property
    def columns(self) -> Mapping[str, ColumnLike]:
        """By name, in their order."""


@contextmanager
def one_state(store: Store) -> Iterator[None]:
    """See one state of a store in all that is read inside, whatever others decide meanwhile."""
    with store._connection.snapshot():
        yield


def write_database(
    path: Path,
    tables: Mapping[str, TableLike],
    rows: Iterable[tuple[str, Sequence[Value]]],
    searched: tuple[str, Sequence[str]],
) -> None:
    """Write ``rows``, each with the name of its table, into a new SQLite file at ``path``.

    ``searched`` names a table and the columns of it that full-text search looks in. The same rows give the
    same bytes with the same version of SQLite, which writes its number into the file. Raises
    ``StoreError`` when it can't be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("BEGIN")
            _create(database, tables)
            _document(database, tables)
            for name, row in rows:
                marks = ", ".join("?" * len(row))
                database.execute(f"INSERT INTO {_quoted(name)} VALUES ({marks})", row)
            _index(database, *searched)
            database.execute("COMMIT")
            database.execute("VACUUM")
    except sqlite3.Error as error:
        raise StoreError(f"{path}: the SQLite file could not be written ({error})") from error


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


def _create(database: sqlite3.Connection, tables: Mapping[str, TableLike]) -> None:
    for name, table in tables.items():
        lines = [
            f"{_quoted(column)} {about.type}{' PRIMARY KEY NOT NULL' if not number else ''}"
            + (f" REFERENCES {_quoted(about.of)} (id)" if about.of else "")
            for number, (column, about) in enumerate(table.columns.items())
        ]
        database.execute(f"CREATE TABLE {_quoted(name)} (\n  " + ",\n  ".join(lines) + "\n)")
        for column, about in table.columns.items():
            if about.of:
                index = _quoted(f"{name}_by_{column}")
                database.execute(f"CREATE INDEX {index} ON {_quoted(name)} ({_quoted(column)})")


def _document(database: sqlite3.Connection, tables: Mapping[str, TableLike]) -> None:
    database.execute(
        f"CREATE TABLE {DOCUMENTATION} (table_name TEXT NOT NULL, column_name TEXT NOT NULL,"
        " meaning TEXT NOT NULL, PRIMARY KEY (table_name, column_name))"
    )
    for name, table in tables.items():
        told = [(name, "", table.meaning)]
        told += [(name, column, about.meaning) for column, about in table.columns.items()]
        database.executemany(f"INSERT INTO {DOCUMENTATION} VALUES (?, ?, ?)", told)


def _index(database: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
    named = ", ".join(map(_quoted, columns))
    index = _quoted(f"{table}_fts")
    database.execute(f"CREATE VIRTUAL TABLE {index} USING fts5 ({named}, content={_quoted(table)}, {_WORDS})")
    database.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    database.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
