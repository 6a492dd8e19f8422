"""Looking after a store: whether it is well, making anew what can be, copies of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims import config as configuration
from claims.store import backup, repair
from claims.store.doctor import Finding

__all__ = ["Examined", "Finding", "back_up", "look", "mend", "store_path"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found wrong with a store; after a repair also what is left of it, and the copy of before."""

    findings: Sequence[Finding]
    left: Sequence[Finding]
    kept: Path | None = None


def store_path(path: Path | None) -> Path:
    """Return the store that is meant: ``path``, else the one that every command takes."""
    return path or configuration.default_db(configuration.load())


def look(path: Path, progress: Progress) -> Examined:
    """Return what is wrong with the store at ``path``; nothing is changed.

    ``progress`` is told: articles done, articles in all. Raises ``StoreError`` when it can't be opened.
    """
    found = repair.look(path, progress)
    return Examined(found, found)


def mend(path: Path, progress: Progress) -> Examined:
    """Make anew what is derived and not as it should be, after a copy of the store beside it.

    Nobody else can write meanwhile. Raises ``StoreError`` as ``look`` does, and then changes nothing.
    """
    found, kept = repair.repair(path, progress)
    return Examined(found, repair.look(path, progress) if kept else found, kept)


def back_up(
    path: Path, target: Path | None, *, overwrite: bool = False, progress: Progress | None = None
) -> Path:
    """Copy the store at ``path`` while others write, to ``target``, else beside it; return where it is.

    ``progress`` is told: pages copied, pages in all. Raises ``StoreError`` when the copy can't be
    written or the store is damaged; without ``overwrite`` also when something is there.
    """
    where = target or backup.beside(path, dt.date.today().isoformat())
    return backup.copy(path, where, overwrite=overwrite, progress=progress)
