from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from claims.errors import StoreError
from claims.store import Store, migrations
from claims.store.migrations import known


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def schema(path: Path) -> list[tuple[str, str]]:
    with raw(path) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()


def test_names_are_numbered_from_one_without_gap() -> None:
    assert [int(name.split("_")[0]) for name in known()] == list(range(1, len(known()) + 1))


def test_each_step_is_recorded_once(path: Path) -> None:
    for _ in range(2):
        Store.open(path).close()
    with raw(path) as connection:
        names = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
    assert tuple(name for (name,) in names) == known()


def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    with Store.open(path, create=False) as store:
        assert store.claim_count() == 0


def test_an_empty_file_opened_for_reading_says_so(path: Path) -> None:
    path.touch()
    with pytest.raises(StoreError, match="is empty"):
        Store.open(path, read_only=True)


def test_newer_version_is_refused_by_name(path: Path) -> None:
    Store.open(path).close()
    with raw(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('claims', '0999_clusters', '')"
        )
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"newer version.*0999_clusters") as refused:
            Store.open(path, read_only=read_only)
        assert known()[-1] in str(refused.value)
    assert path.read_bytes() == before


def later(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """Return the migrations as a later version has them: one step more may be added."""
    steps = Migrations("claims")
    for step in migrations.migrations._migrations:
        steps(name=step.name)(step.fn)
    monkeypatch.setattr(migrations, "migrations", steps)
    return steps


def test_an_older_store_is_brought_up_to_date_with_its_content(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(path) as store:
        store.set_meta("kept", "yes")
    steps = later(monkeypatch)

    @steps(name="0998_more")
    def more(db: Database) -> None:
        db.execute("CREATE TABLE more (x)")

    with pytest.raises(StoreError, match="older version"):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        assert store.meta("kept") == "yes"
    assert "more" in [name for name, _ in schema(path)]


def test_a_migration_that_fails_leaves_the_old_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path) as store:
        store.set_meta("kept", "yes")
    before = schema(path)
    with monkeypatch.context() as patch:
        steps = later(patch)

        @steps(name="0998_half")
        def half(db: Database) -> None:
            db.execute("CREATE TABLE half (x)")

        @steps(name="0999_broken")
        def broken(db: Database) -> None:
            db.execute("CREATE TABLE other (x)")
            db.execute("INSERT INTO nothing VALUES (1)")

        with pytest.raises(StoreError):
            Store.open(path)
    assert schema(path) == before
    with Store.open(path) as store:
        assert store.meta("kept") == "yes"


def test_processes_that_make_one_store_at_once(path: Path) -> None:
    code = "import sys, pathlib, claims.store as s; s.Store.open(pathlib.Path(sys.argv[1])).close()"
    children = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(3)]
    assert [child.wait(timeout=30) for child in children] == [0, 0, 0]
    with raw(path) as connection:
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (len(known()),)


def test_a_store_without_write_ahead_log_gets_one(path: Path) -> None:
    Store.open(path).close()
    with raw(path) as connection:
        assert connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    with Store.open(path, read_only=True):
        pass
    with Store.open(path):
        pass
    with raw(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
