"""A whole copy of a store, made while others read and write it; checked before it gets its name.

It is the online backup of SQLite (https://sqlite.org/backup.html) from one view of the store, so that
a copy never holds half of what somebody writes meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from claims.errors import StoreError
from claims.store.connection import Connection, connect, explained

PAGES = 2_000
"""Pages copied between two reports of progress."""

Progress = Callable[[int, int], None]


def beside(store: Path, label: str) -> Path:
    """Return a name for a copy beside ``store`` that nothing has yet: ``claims.LABEL.sqlite``."""
    number = 1
    while True:
        more = "" if number == 1 else f"-{number}"
        found = store.with_name(f"{store.stem}.{label}{more}{store.suffix}")
        if not found.exists():
            return found
        number += 1


def copy(source: Path, target: Path, *, overwrite: bool = False, progress: Progress | None = None) -> Path:
    """Copy the store ``source`` to the file ``target``, which only the user may read; return ``target``.

    ``progress`` is told: pages copied, pages in all.

    Raises:
        StoreError: there is something at ``target`` and not ``overwrite``, or it is a store in use; no
            space or permission; ``source`` can't be read or is damaged. Nothing is at ``target`` then
            that was not there before.
    """
    _refuse(source, target, overwrite)

    def check(found: str) -> None:
        if found != "ok":
            raise StoreError(
                f"The store {source} is damaged ({found}); no copy was kept. `claims doctor` says more."
            )

    return _put(source, target, check, progress)


def keep(store: Path, label: str) -> Path:
    """Copy ``store`` as it is, damaged or not, to a new file beside it; return that file.

    Raises:
        StoreError: no space or permission.
    """
    return _put(store, beside(store, label), lambda found: None, None)


def _put(source: Path, target: Path, check: Callable[[str], None], progress: Progress | None) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise StoreError(f"{target} can't be written ({error.strerror}); give another path.") from error
    os.close(handle)
    part = Path(name)
    try:
        with closing(connect(source, create=False, read_only=True)) as reader:
            check(fill(reader, part, target, progress))
        _to_disk(part)
        part.replace(target)
        _to_disk(target.parent)
    except OSError as error:
        raise StoreError(f"{target} can't be written ({error.strerror}); give another path.") from error
    finally:
        for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            left.unlink(missing_ok=True)
    return target


def _refuse(source: Path, target: Path, overwrite: bool) -> None:
    if target.is_dir():
        raise StoreError(f"{target} is a folder; give the path of a file for the copy.")
    if target.exists() and source.exists() and target.samefile(source):
        raise StoreError(f"{target} is the store itself; give another path for the copy.")
    if target.exists() and not overwrite:
        raise StoreError(f"{target} is there already; give another path, or --force to replace it.")
    if _in_use(target):
        raise StoreError(f"{target} is a store in use; give another path for the copy.")


def _in_use(target: Path) -> bool:
    """Return whether somebody has the store ``target`` open: its write-ahead log goes with the last one."""
    log = Path(f"{target}-wal")
    if target.exists() and log.exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(target)) as last:
            last.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return log.exists()


def fill(reader: Connection, part: Path, target: Path, progress: Progress | None = None) -> str:
    """Copy what ``reader`` sees into the empty file ``part``; return what SQLite says of its integrity.

    Raises:
        StoreError: no space, or ``reader`` can't be read; it names ``target`` as the file.
    """
    with closing(sqlite3.connect(part, isolation_level=None)) as copied, reader.snapshot():
        reader.value("SELECT count(*) FROM sqlite_schema")  # from here on it sees one state
        try:
            reader.raw.backup(
                copied,
                pages=PAGES,
                progress=lambda _, left, total: progress(total - left, total) if progress else None,
            )
            return str(copied.execute("PRAGMA integrity_check(1)").fetchone()[0])
        except sqlite3.Error as error:
            raise explained(error, target) from error


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
