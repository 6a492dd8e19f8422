"""One SQLite connection: opened with care, its errors told in words, its writes in transactions."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from claims.errors import StoreError

PATIENCE = 10.0
"""Seconds to wait for another writer before giving up."""
CACHE_KIB = 32_768
"""Page cache of one connection."""
PAGE = 1_000
"""Rows read at once where all are read."""

SPARE = 65_536
"""Bytes that a file system must have for one more step of SQLite."""

Row = tuple[Any, ...]
Parameters = Sequence[object] | Mapping[str, object]


class NoSpace(StoreError):
    """The disk is full: nothing is wrong with the store itself."""


def explained(error: sqlite3.Error, path: Path) -> StoreError:
    """Return ``error`` as a StoreError that says what happened to the store and what to do."""
    told = str(error)
    causes = {
        "locked": f"The store {path} is in use by another process that writes; try again when it is done.",
        "not a database": f"{path} is not a claims store (no SQLite database); give another path.",
        "malformed": f"The store {path} is damaged ({told}); restore it from a backup.",
        "readonly": f"The store {path} is read-only; nothing was changed. Make it and its folder writable.",
        "full": f"No space left for the store {path}; nothing was changed. Free some space, then try again.",
        "unable to open": f"The store {path} could not be opened ({told}); check path and permissions.",
        "no such module: fts5": "This Python's SQLite has no FTS5 full-text search; use one that has it.",
    }
    if "disk I/O error" in told and _is_full(path.parent):
        told = "full"  # the file system ended within one of SQLite's own files
    for sign, cause in causes.items():
        if sign in told:
            return (NoSpace if sign == "full" else StoreError)(cause)
    return StoreError(f"The store {path} could not be used: {told}.")


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < SPARE
    except OSError:
        return False


def bindable(text: str) -> str:
    """Return ``text`` as SQLite can hold it: lone surrogates become U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Connection:
    """A connection to one file, for one thread; every sqlite3 error leaves it as a StoreError."""

    def __init__(self, raw: sqlite3.Connection, path: Path) -> None:
        self.raw = raw
        self.path = path
        self._file = _identity(path)

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Turn every sqlite3 error inside into a StoreError."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise  # a mistake of the caller, such as using the connection in another thread
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        except UnicodeEncodeError as error:
            raise StoreError(f"A text with invalid characters cannot be stored: {error.reason}.") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside at its end, durably; on any error change nothing.

        The write lock is taken at the start, so that what is read inside still holds at the commit.
        Within another transaction it is a part of that one.
        """
        within = self.raw.in_transaction
        if within:
            yield
            return
        if self._file != _identity(self.path):
            raise StoreError(f"The store {self.path} was moved or deleted; nothing was changed. Put it back.")
        with self.explaining():
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.raw.execute("COMMIT")
            except BaseException:
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See one state of the store in all reads inside, whatever others commit meanwhile."""
        if self.raw.in_transaction:
            yield
            return
        with self.explaining():
            self.raw.execute("BEGIN")
            try:
                yield
            finally:
                self.raw.execute("COMMIT")

    def all(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Return every row that ``sql`` gives."""
        with self.explaining():
            return self.raw.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """Return the first row that ``sql`` gives, if there is one."""
        with self.explaining():
            row: Row | None = self.raw.execute(sql, parameters).fetchone()
            return row

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """Return the first column of the first row, None when there is none."""
        row = self.one(sql, parameters)
        return row[0] if row else None

    def column(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """Return the first column of every row."""
        with self.explaining():
            return [value for (value,) in self.raw.execute(sql, parameters)]

    def paged(self, sql: str) -> Iterator[Row]:
        """Yield the rows of ``sql`` in bounded memory, with no statement left open between them.

        An open statement would hold its view of the file, and a write meanwhile would be refused as
        soon as another connection has written. ``sql`` ends in ``WHERE key > ? ORDER BY key LIMIT ?``
        and gives the key, an integer above 0, as its first column.
        """
        last = 0
        while page := self.all(sql, (last, PAGE)):
            yield from page
            last = page[-1][0]

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one statement; return the rowid of the last row inserted."""
        with self.explaining():
            return self.raw.execute(sql, parameters).lastrowid or 0

    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for each of ``rows``."""
        with self.explaining():
            self.raw.executemany(sql, rows)

    def close(self) -> None:
        """Close the connection; SQLite then folds the write-ahead log into the file."""
        self.raw.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file at ``path`` from another one put in its place."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def connect(path: Path, *, create: bool, read_only: bool) -> Connection:
    """Open the SQLite file at ``path``; a new one is made with the user's permissions only.

    Raises:
        StoreError: missing, a folder, not a database, not permitted, locked.
    """
    path = path.absolute()
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a claims store; give the path of a file.")
    if not path.exists():
        if not create or read_only:
            raise StoreError(f"There is no store at {path}; `claims add` makes one.")
        _create(path)
    if not os.access(path, os.R_OK):
        raise StoreError(f"The store {path} may not be read; check its permissions.")
    if not read_only and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise StoreError(f"The store {path} is read-only; make it and its folder writable.")
    return _open(path, "ro" if read_only else "rw")


def _create(path: Path) -> None:
    try:
        for folder in reversed(path.parents):  # mkdir would give the mode to the last one only
            folder.mkdir(exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(f"The store {path} could not be made: {error.strerror}.") from error


def _open(path: Path, mode: str) -> Connection:
    try:
        raw = _try(path, f"mode={mode}")
    except sqlite3.Error as error:
        # A folder without write permission has no room for the files of the write-ahead log;
        # with none left behind, nobody writes, and the file can be read as it is.
        if mode != "ro" or Path(f"{path}-wal").exists():
            raise explained(error, path) from error
        try:
            raw = _try(path, "mode=ro&immutable=1")
        except sqlite3.Error as again:
            raise explained(again, path) from again
    return Connection(raw, path)


def _try(path: Path, options: str) -> sqlite3.Connection:
    raw = sqlite3.connect(
        f"{path.as_uri()}?{options}", uri=True, timeout=PATIENCE, isolation_level=None, cached_statements=256
    )
    try:
        for pragma in (
            "foreign_keys = ON",
            "synchronous = FULL",
            "recursive_triggers = ON",  # else INSERT OR REPLACE would get past the append-only triggers
            "trusted_schema = OFF",
            f"cache_size = -{CACHE_KIB}",
            "temp_store = MEMORY",
        ):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        raw.close()
        raise
    return raw
