from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from claims.errors import StoreError
from claims.store import connection as module
from claims.store.connection import Connection, connect, explained


@pytest.fixture
def connection(path: Path) -> Iterator[Connection]:
    with closing(connect(path, create=True, read_only=False)) as opened:
        opened.execute("CREATE TABLE t (x)")
        yield opened


def test_a_transaction_within_another_is_a_part_of_it(connection: Connection, path: Path) -> None:
    with connection.transaction():
        with connection.transaction():
            connection.execute("INSERT INTO t VALUES (1)")
        with closing(connect(path, create=False, read_only=True)) as other:
            assert other.column("SELECT x FROM t") == []
    assert connection.column("SELECT x FROM t") == [1]
    with pytest.raises(ValueError, match="after"), connection.transaction():
        with connection.transaction():
            connection.execute("INSERT INTO t VALUES (2)")
        raise ValueError("after")
    assert connection.column("SELECT x FROM t") == [1]


def test_a_store_is_made_with_its_folders_for_the_user_alone(tmp_path: Path) -> None:
    store = tmp_path / "a" / "b" / "claims.sqlite"
    connect(store, create=True, read_only=False).close()
    modes = [one.stat().st_mode & 0o777 for one in (store, store.parent, store.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("database is locked", "in use by another process"),
        ("database or disk is full", "No space left"),
        ("attempt to write a readonly database", "read-only"),
        ("database disk image is malformed", "damaged"),
        ("file is not a database", "not a claims store"),
        ("disk I/O error", "could not be used: disk I/O error"),
    ],
)
def test_what_sqlite_says_is_explained(error: str, said: str, path: Path) -> None:
    assert said in str(explained(sqlite3.OperationalError(error), path))


def test_an_error_of_a_full_disk_is_told_as_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SPARE", 1 << 62)
    told = explained(sqlite3.OperationalError("disk I/O error"), path)
    assert isinstance(told, StoreError)
    assert "No space left" in str(told)
