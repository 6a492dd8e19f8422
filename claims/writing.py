"""Files and folders that appear whole, or stay as they were."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from claims.errors import ClaimsError

OWN = 0o600
"""The permissions of a new file, whatever the user's mask: what is checked is not yet for everybody."""

Parts = Iterable[str] | Callable[[Path], None]
"""What a file is made of: text, or something that writes it to a path."""


def fill(path: Path, parts: Parts) -> None:
    """Write ``parts`` to ``path``, newlines as they are; a new file is for the user alone."""
    if callable(parts):
        parts(path)
        path.chmod(OWN)
        return
    with open(path, "w", encoding="utf-8", newline="", opener=_own) as out:
        out.writelines(parts)


def _own(path: str, flags: int) -> int:
    return os.open(path, flags, OWN)


def write_whole(path: Path, parts: Parts) -> None:
    """Write ``parts`` to ``path`` so that it holds all of them, or what it held before.

    What is no file but takes output (``/dev/stdout``, a named pipe) gets text as it comes. Raises
    ``ClaimsError`` when it can't be written.
    """
    try:
        if path.exists() and not path.is_file():
            fill(path, parts)
        else:
            _replace(path.resolve(), parts)
    except OSError as error:
        raise ClaimsError(f"{path}: can't be written ({error.strerror}); give another path") from error


def _replace(path: Path, parts: Parts) -> None:
    """Write ``parts`` beside ``path``, and put them in its place when all of them are on disk."""
    beside = Path(mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    try:
        made = beside / path.name
        fill(made, parts)
        _sync(made)
        made.chmod(_permissions(path))
        made.replace(path)
    finally:
        shutil.rmtree(beside)


def _sync(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())


def _permissions(path: Path) -> int:
    """Return the permissions of the file at ``path``, or those that a new one gets: the user's own."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else OWN


@contextmanager
def folder(path: Path, earlier: Collection[str] = ()) -> Iterator[Path]:
    """Give a new folder to fill; at the end without an error it stands at ``path``, whole.

    It takes the place of a folder that is there when that holds nothing besides files called ``earlier``.
    Raises ``ClaimsError`` for anything else there, or when it can't be written.
    """
    path = path.absolute()
    if path.exists() and not (path.is_dir() and all(one.name in earlier for one in path.iterdir())):
        raise ClaimsError(f"{path}: there is something else; nothing was written. Give a new or empty folder")
    try:
        made = Path(mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    except OSError as error:
        raise ClaimsError(f"{path}: can't be written ({error.strerror}); give another path") from error
    try:
        yield made
        if path.exists():
            _exchange(made, path)
        else:
            made.rename(path)
    except OSError as error:
        raise ClaimsError(f"{path}: can't be written ({error.strerror})") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _exchange(made: Path, path: Path) -> None:
    """Put ``made`` in the place of ``path``, and drop what was there."""
    old = Path(mkdtemp(dir=path.parent, prefix=f".{path.name}.")) / "old"
    path.rename(old)
    try:
        made.rename(path)
    except OSError:
        old.rename(path)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
