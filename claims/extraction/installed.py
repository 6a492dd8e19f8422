"""Which language packs there are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

FIRST = "en"
"""The language of a text that tells none."""
CUES, WEIGHTS = "cues.toml", "weights/frame.json"
"""What every pack has, and what it has once its weights are counted."""


def packs() -> tuple[str, ...]:
    """Return the languages that a pack describes, English first; weights may still have to be counted."""
    return _with(CUES)


def languages() -> tuple[str, ...]:
    """Return the languages that articles can be extracted in, English first."""
    return _with(WEIGHTS)


@cache
def _with(path: str) -> tuple[str, ...]:
    folder = files("claims.extraction.packs")
    found = (one.name for one in folder.iterdir() if one.is_dir() and one.joinpath(path).is_file())
    return tuple(sorted(found, key=lambda language: (language != FIRST, language)))
