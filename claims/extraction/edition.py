"""Which edition of the rules read an article: rules, language packs and weights as one short digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from claims.extraction.reliability import FOLDER

ROOMS = ("models.py", "text", "extraction")
"""The parts of ``claims`` that decide which claims an article has."""
SUFFIXES = (".py", ".toml", ".json", ".txt")
DIGITS = 16


@cache
def edition() -> str:
    """Return the digest, in hex, of all that extraction depends on; one's own weights count too."""
    found = hashlib.sha256()
    own = os.environ.get(FOLDER)
    roots: list[Traversable] = [files("claims").joinpath(room) for room in ROOMS]
    for root in [*roots, *([Path(own).expanduser()] if own else [])]:
        for name, data in _below(root):
            found.update(f"{len(name)}:{name}{len(data)}:".encode())
            found.update(data)
    return found.hexdigest()[:DIGITS]


def _below(found: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file of the rules, sorted by name."""
    name = f"{above}/{found.name}"
    if found.is_dir():
        for inner in sorted(found.iterdir(), key=lambda one: one.name):
            yield from _below(inner, name)
    elif found.is_file() and name.endswith(SUFFIXES):
        yield name, found.read_bytes()
