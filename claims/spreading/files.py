"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

UNFINISHED = ".part"
"""The suffix of what is being written."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path beside ``path`` to write to; what is there at the end takes the place of ``path``.

    The name is one's own, so that two that write the same do not meet.
    """
    unfinished = path.with_name(f".{path.name}.{token_hex(6)}{UNFINISHED}")
    try:
        yield unfinished
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path``, whole or not at all."""
    with replacing(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8", newline="\n")


def sweep(folder: Path) -> None:
    """Remove below ``folder`` what was being written by a process that is no more."""
    for left in folder.rglob(f".*{UNFINISHED}"):
        left.unlink(missing_ok=True)
