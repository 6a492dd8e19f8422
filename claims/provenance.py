"""By which version, and by which rules and weights, something was made."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from claims.export.manifest import Producer
from claims.extraction.installed import packs
from claims.extraction.reliability import FOLDER

SUFFIXES = (".py", ".toml", ".json", ".txt")
PACKS, WEIGHTS = "packs", "weights"


def producer() -> Producer:
    """Return this version, with digests of the code, data and weights that extract and match.

    A language pack has a digest of its own, with the weights that ``$CLAIMS_WEIGHTS`` puts in the place of
    its own counted.
    """
    own = os.environ.get(FOLDER)
    return _producer(Path(own).expanduser() if own else None)


@cache
def _producer(weights: Path | None) -> Producer:
    extraction = files("claims.extraction")
    rules = {
        "extraction": _digest(_files(extraction, without=PACKS)),
        "matching": _digest(_files(files("claims.matching"))),
    }
    for language in packs():
        rules[f"extraction/{language}"] = _digest(
            _pack(extraction.joinpath(PACKS, language), weights, language)
        )
    return Producer(version=version("claims-workbench"), rules=rules)


def _pack(pack: Traversable, weights: Path | None, language: str) -> Iterator[tuple[str, bytes]]:
    own = weights / language if weights else None
    if own is None or not own.is_dir():
        yield from _files(pack)
        return
    yield from _files(pack, without=WEIGHTS)
    yield from ((f"{WEIGHTS}/{name}", data) for name, data in _files(own))


def _files(folder: Traversable, without: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield (path in the folder, bytes) of all that rules are made of, sorted."""
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir() and one.name != without:
            yield from ((f"{one.name}/{name}", data) for name, data in _files(one))
        elif one.is_file() and one.name.endswith(SUFFIXES):
            yield one.name, one.read_bytes()


def digest_of(package: str) -> str:
    """Return a digest of the code and data of a package."""
    return _digest(_files(files(package)))


def _digest(found: Iterator[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, data in found:
        digest.update(f"{len(name)}:{name}{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()
