"""A store of every earlier version opens, says what it said, and is kept as it was beside the new one."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import stores

from claims.errors import StoreError
from claims.models import AttributionCheck, Verdict
from claims.store import Store
from claims.store.migrations import known

EARLIER = known()[:-1]
TABLES = ("texts", "articles", "claims", "matches", "decisions", "steps", "claim_state", "meta")
EVERY = 23
"""Statements of a migration between two at which it is killed."""


def version(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        names = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
    assert tuple(name for (name,) in names) == known()[: len(names)]
    return str(names[-1][0])


def content(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        rows = [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def test_the_stores_are_there() -> None:
    assert {"0001_initial", "0002_edits", "0004_stories"} <= set(stores.kept()) <= set(known())


@pytest.mark.parametrize("earlier", known())
def test_it_says_what_it_said(earlier: str, path: Path) -> None:
    made_of = stores.lay_out(earlier, path)
    with Store.open(path) as store:
        said = stores.what_it_says(store)
        wanted = stores.expected(made_of)
        for what in ("decisions", "claims", "matches"):
            assert wanted[what]
            assert stores.covers(said[what], wanted[what])
        assert version(path) == known()[-1]
        store.rebuild()
        assert stores.what_it_says(store) == said


@pytest.mark.parametrize("earlier", known())
def test_its_steps_can_be_redone_and_undone(earlier: str, path: Path) -> None:
    stores.lay_out(earlier, path)
    with Store.open(path) as store:
        assert {one.action for one in store.redo("Anna")} == {"redo"}
    with Store.open(path) as store:
        assert stores.undo_all(store) > 10
        states = [store.claim_state(row.id) for row in store.rows(store.claim_ids())]
        assert {(state.verdict, state.attribution, state.flagged) for state in states} == {
            (Verdict.UNREVIEWED, AttributionCheck.UNCHECKED, False)
        }


@pytest.mark.parametrize("earlier", EARLIER)
def test_it_is_kept_as_it_was(earlier: str, path: Path, caplog: pytest.LogCaptureFixture) -> None:
    stores.lay_out(earlier, path)
    before = content(path)
    for _ in range(2):
        Store.open(path).close()
    kept = path.with_name(f"claims.{earlier}.sqlite")
    assert sorted(one.name for one in path.parent.iterdir()) == [kept.name, path.name]
    assert version(kept) == earlier
    assert content(kept) == before
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [record.getMessage() for record in caplog.records] == [
        f"claims: the store {path} was of an older version; as it was, it is kept in {kept}"
    ]


def test_a_copy_that_is_there_is_not_overwritten(path: Path) -> None:
    earlier = EARLIER[0]
    stores.lay_out(earlier, path)
    first = path.with_name(f"claims.{earlier}.sqlite")
    first.write_bytes(b"another copy")
    Store.open(path).close()
    assert first.read_bytes() == b"another copy"
    assert version(path.with_name(f"claims.{earlier}-2.sqlite")) == earlier


def upgrade(path: Path, kill_at: int) -> int:
    """Open the store in a child that is killed before statement ``kill_at``; return how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        left = kill_at
        connect = sqlite3.connect

        def seen(statement: str) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        def traced(*arguments: Any, **more: Any) -> sqlite3.Connection:
            made = connect(*arguments, **more)
            made.set_trace_callback(seen)
            return made

        sqlite3.connect = traced  # type: ignore[assignment]
        Store.open(path).close()
        os._exit(0)
    finally:
        os._exit(1)


@pytest.mark.parametrize("earlier", (EARLIER[0], EARLIER[-1]))
def test_one_that_is_killed_leaves_the_old_store_or_the_new_one(earlier: str, tmp_path: Path) -> None:
    kill_at, killed, ended = 1, 0, -signal.SIGKILL
    while ended == -signal.SIGKILL:
        path = tmp_path / f"{kill_at}.sqlite"
        made_of = stores.lay_out(earlier, path)
        ended = upgrade(path, kill_at)
        assert ended in (0, -signal.SIGKILL)
        assert version(path) == (known()[-1] if ended == 0 else earlier)
        with Store.open(path) as store:
            assert stores.covers(stores.what_it_says(store)["claims"], stores.expected(made_of)["claims"])
        assert version(path) == known()[-1]
        kill_at += EVERY
        killed += ended != 0
    assert killed > 2


def test_a_migration_without_room_for_the_copy_leaves_the_old_store(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = EARLIER[0]
    stores.lay_out(earlier, path)
    before = content(path)
    connect = sqlite3.connect

    def small(name: Any, *arguments: Any, **more: Any) -> sqlite3.Connection:
        made = connect(name, *arguments, **more)
        if str(name) != str(path) and "mode=" not in str(name):
            made.execute("PRAGMA max_page_count = 10")
        return made

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", small)
        with pytest.raises(StoreError, match="No space left"):
            Store.open(path)
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert (version(path), content(path)) == (earlier, before)
