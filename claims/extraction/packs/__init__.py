"""Language packs: everything that knows a language, as data; code never lists words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(language: str, name: str) -> Mapping[str, Any]:
    """Return ``packs/<language>/<name>.toml`` as a mapping; read once, never to be changed."""
    with files(__name__).joinpath(language, f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
