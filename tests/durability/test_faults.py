"""A full disk, a store that may not be written, that vanishes or is locked: told clearly, nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from killing import ARTICLES, NOTHING_SET, REVIEWER, prepared
from terminal import Start, Terminal, in_this_image, run

from claims.doctoring import look
from claims.store import Store, connection

NOBODY = 65534
LONG = "long " * 20_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "claims.sqlite"
    prepared(path)
    return path


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """Import what a child may not be able to read any more, or would import again and again."""
    for name in ("claims.cli.printing", "claims.doctoring", "claims.workbench", "tui.app"):
        import_module(name)


@pytest.fixture
def path(made: Path, path: Path) -> Path:
    shutil.copyfile(made, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def id(path: Path) -> str:
    with Store.open(path) as store:
        return store.rows(store.claim_ids())[0].id


def full(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Start with a disk on which no file can grow any further."""
    connect = sqlite3.connect

    def small(*given: Any, **more: Any) -> sqlite3.Connection:
        opened = connect(*given, **more)
        opened.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size for the least
        return opened

    sqlite3.connect = small  # type: ignore[assignment]
    in_this_image(arguments, environment)


def as_nobody(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Start as a user who may do no more than the modes say."""
    import tui.app  # noqa: F401 (all that the user may not be able to read)

    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    in_this_image(arguments, environment)


def impatient(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Start with little patience for others who write."""
    connection.PATIENCE = 0.1
    in_this_image(arguments, environment)


def said(path: Path) -> list[str]:
    assert look(path, lambda done, total: None).findings == []
    with Store.open(path) as store:
        return [f"{one.action} {one.after}" for one in store.decisions()]


def told(start: Start, *arguments: str | Path) -> str:
    """Return what a command says that can't do its work."""
    code, output = run(
        [*arguments, "--reviewer", REVIEWER] if arguments[0] == "note" else arguments, start, **NOTHING_SET
    )
    assert code == 2, output
    assert "Traceback" not in output
    assert len(output.splitlines()) <= 3
    return output


@contextmanager
def reviewing(path: Path, start: Start) -> Iterator[Terminal]:
    """Give the review screen at rest, with one decision made if that can be."""
    screen = Terminal(["review", "--db", path, "--reviewer", REVIEWER], start, **NOTHING_SET)
    try:
        screen.until("· 0 decided")
        screen.rest()
        screen.press("\x1b")
        screen.rest()
        yield screen
    finally:
        screen.kill()


def test_a_full_disk(path: Path, id: str) -> None:
    assert "No space left" in told(full, "note", id, LONG, "--db", path)
    code, output = run(["add", ARTICLES, "--db", path], full, **NOTHING_SET)
    assert code == 2
    assert "No space left" in output
    assert said(path) == []
    with Store.open(path) as store:
        added = [row.name for row in store.articles()]
    assert all(f"{name} · " in output for name in added[2:])  # what was told as added is there, and no other
    run(["note", id, "short", "--db", path])
    assert said(path) == ["note short"]


def test_a_full_disk_while_reviewing(path: Path) -> None:
    with reviewing(path, full) as screen:
        screen.press("4")
        screen.until("· 1 decided")
        screen.rest()
        screen.press("a")
        screen.rest()
        screen.press(f"\x1b[200~{LONG}\x1b[201~")
        screen.rest()
        screen.press("\r")
        screen.until("No space left")
        screen.rest()
        assert screen.alive()
        assert "· 1 decided" in screen.screen.text()
    assert said(path) == ["verdict unverifiable"]


def mounted(folder: Path) -> bool:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", str(folder)], capture_output=True
    )
    return done.returncode == 0


def test_a_full_file_system(path: Path, tmp_path: Path, id: str) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    if os.getuid() != 0 or not mounted(folder):
        pytest.skip("no file system can be mounted here")
    try:
        store = folder / "claims.sqlite"
        shutil.copyfile(path, store)
        filling = os.open(folder / "filling", os.O_CREAT | os.O_WRONLY)
        with pytest.raises(OSError):
            while True:
                os.write(filling, b"x" * 4096)
        os.close(filling)
        output = told(in_this_image, "note", id, LONG, "--db", store)
        assert "No space left" in output
        assert "No space left" in told(in_this_image, "backup", "--db", store)
        (folder / "filling").unlink()
        assert said(store) == []
        assert {one.name for one in folder.iterdir()} <= {
            store.name,
            f"{store.name}-wal",
            f"{store.name}-shm",
        }
        code, _ = run(["note", id, "short", "--db", store, "--reviewer", REVIEWER])
        assert code == 0
        assert said(store) == ["note short"]
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def open_folders(path: Path) -> None:
    """Let everybody into the folders above the store."""
    folder = path.parent
    while folder != Path("/tmp") and folder != folder.parent:
        folder.chmod(folder.stat().st_mode | 0o055)
        folder = folder.parent


@pytest.mark.usefixtures("open_folders")
def test_a_store_that_may_only_be_read(path: Path, id: str) -> None:
    path.chmod(0o444)
    before = path.read_bytes()
    for command in (["note", id, "x"], ["add", ARTICLES], ["undo"], ["review"], ["doctor", "--repair"]):
        if command[0] == "review":
            screen = Terminal([*command, "--db", path], as_nobody, **NOTHING_SET)
            assert screen.finish() == 2
            output = screen.screen.text()
        else:
            output = told(as_nobody, *command, "--db", path)
        assert "is read-only" in output.replace("\n", " "), command
    assert path.read_bytes() == before
    path.chmod(0o000)
    code, output = run(["list", "--db", path], as_nobody, **NOTHING_SET)
    assert (code, "not readable" in output or "may not be read" in output) == (2, True)


@pytest.mark.usefixtures("open_folders")
def test_a_folder_that_may_only_be_read(path: Path, id: str) -> None:
    path.chmod(0o666)
    path.parent.chmod(0o555)
    assert "is read-only" in told(as_nobody, "note", id, "x", "--db", path)
    assert "can't be written" in told(as_nobody, "backup", "--db", path)
    assert "could not be made" in told(as_nobody, "add", ARTICLES, "--db", path.parent / "new.sqlite")
    path.parent.chmod(0o755)
    assert said(path) == []


def test_a_store_that_vanishes_while_reviewing(path: Path) -> None:
    with reviewing(path, in_this_image) as screen:
        screen.press("4")
        screen.until("· 1 decided")
        gone = path.with_name("gone")
        path.rename(gone)
        screen.press("4")
        screen.until("moved or deleted")
        screen.rest()
        assert screen.alive()
        assert "· 1 decided" in screen.screen.text()
        gone.rename(path)
        screen.press("4")
        screen.until("· 2 decided")
    assert len(said(path)) == 2


def test_a_store_that_vanishes_and_is_replaced(path: Path) -> None:
    with reviewing(path, in_this_image) as screen:
        other = path.with_name("other")
        shutil.copyfile(path, other)
        other.rename(path)
        screen.press("4")
        screen.until("moved or deleted")
        assert screen.alive()
    assert said(path) == []


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of one who writes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            writer.execute("ROLLBACK")


def test_a_locked_store(path: Path, id: str) -> None:
    with locked(path):
        for command in (["note", id, "x"], ["undo"], ["add", ARTICLES], ["doctor", "--repair"]):
            assert "is in use by another process" in told(impatient, *command, "--db", path)
        code, output = run(["list", "--db", path], impatient, **NOTHING_SET)
        assert (code, id[:10] in output) == (0, True)
        assert run(["doctor", "--db", path], impatient, **NOTHING_SET)[0] == 0
    assert said(path) == []


def test_a_locked_store_while_reviewing(path: Path) -> None:
    with reviewing(path, impatient) as screen:
        with locked(path):
            screen.press("4")
            screen.until("is in use by another process")
            assert screen.alive()
            assert "· 0 decided" in screen.screen.text()
        screen.press("4")
        screen.until("· 1 decided")
    assert said(path) == ["verdict unverifiable"]
