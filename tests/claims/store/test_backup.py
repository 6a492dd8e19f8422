from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from claims.errors import StoreError
from claims.store import Store
from claims.store.backup import beside, copy


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def test_a_copy_is_whole_and_only_for_the_user(store: Store, path: Path, add: Callable[..., str]) -> None:
    id = add("The bridge is closed.")
    target = path.with_name("copy.sqlite")
    assert copy(path, target) == target
    assert target.stat().st_mode & 0o777 == 0o600
    with Store.open(target) as copied:
        assert copied.claim(id) == store.claim(id)
    assert {one.name for one in path.parent.iterdir()} - {"claims.sqlite-wal", "claims.sqlite-shm"} == {
        "claims.sqlite",
        "copy.sqlite",
    }


def test_nothing_is_overwritten_unless_told(store: Store, path: Path) -> None:
    target = path.with_name("there")
    target.write_text("mine")
    with pytest.raises(StoreError, match="there already"):
        copy(path, target)
    assert target.read_text() == "mine"
    copy(path, target, overwrite=True)
    assert integrity(target) == "ok"


def test_neither_the_store_itself_nor_one_in_use_is_overwritten(store: Store, path: Path) -> None:
    with pytest.raises(StoreError, match="the store itself"):
        copy(path, path, overwrite=True)
    other = path.with_name("other.sqlite")
    with Store.open(other) as used:
        used.set_meta("a", "b")
        with pytest.raises(StoreError, match="in use"):
            copy(path, other, overwrite=True)
    with pytest.raises(StoreError, match="is a folder"):
        copy(path, path.parent)


def test_what_readers_left_of_one_is_no_use_of_it(path: Path) -> None:
    Store.open(path).close()
    target = copy(path, path.with_name("copy.sqlite"))
    Store.open(target, read_only=True).close()
    assert target.with_name("copy.sqlite-wal").exists()  # one who only reads can't take it away
    copy(path, target, overwrite=True)
    assert integrity(target) == "ok"


def test_a_copy_that_fails_leaves_nothing(path: Path) -> None:
    Store.open(path).close()
    with pytest.raises(StoreError, match="can't be written"):
        copy(path, path.parent / "no such folder" / "copy.sqlite")
    data = bytearray(path.read_bytes())
    data[20 * 4096 : 20 * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        copy(path, path.with_name("copy.sqlite"))
    assert {one.name.removesuffix("-wal").removesuffix("-shm") for one in path.parent.iterdir()} == {
        path.name
    }


def test_a_copy_is_one_state_while_others_write(path: Path) -> None:
    with Store.open(path) as store:
        for number in range(50):
            store.set_meta(f"filling {number}", "x" * 100_000)
    stop = threading.Event()

    def write() -> None:
        with Store.open(path) as writer:
            number = 0
            while not stop.is_set():
                number += 1
                with writer._connection.transaction():  # both or none, in any state that is seen
                    writer.set_meta("one", str(number))
                    writer.set_meta("other", str(number))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for _ in range(5):
            target = copy(path, beside(path, "copy"))
            assert integrity(target) == "ok"
            with Store.open(target) as copied:
                assert copied.meta("one") == copied.meta("other")
    finally:
        stop.set()
        thread.join()
    assert beside(path, "copy").name == "claims.copy-6.sqlite"


def test_progress_is_told(path: Path) -> None:
    Store.open(path).close()
    told: list[tuple[int, int]] = []
    copy(path, path.with_name("copy.sqlite"), progress=lambda *done: told.append(done))
    assert told[-1][0] == told[-1][1] > 0
