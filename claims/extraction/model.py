"""The counted weights of a language, one set for each decision."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from claims.extraction.constructions import CONSTRUCTIONS
from claims.extraction.reliability import Weights, read_weights

PARTS = ("cue", "source", "start", "end", "left_end", "left_start", "frame")
"""The decisions that are weighed, and the names of their files."""


class Model:
    """The weights of every decision of one language.

    ``construction`` holds for each feature its weights as (number in ``codes``, weight).
    """

    def __init__(self, parts: Mapping[str, Weights], construction: Mapping[str, Mapping[str, float]]) -> None:
        self.cue = parts["cue"]
        self.source = parts["source"]
        self.start = parts["start"]
        self.end = parts["end"]
        self.left_end = parts["left_end"]
        self.left_start = parts["left_start"]
        self.frame = parts["frame"]
        self.codes = [c.code for c in CONSTRUCTIONS]
        self.construction: dict[str, list[tuple[int, float]]] = {}
        for number, code in enumerate(self.codes):
            for feature, weight in construction.get(code, {}).items():
                self.construction.setdefault(feature, []).append((number, weight))


@cache
def counted_model(language: str) -> Model:
    """Return the weights that ship with the pack of ``language``."""
    parts = {part: Weights.from_nested(read_weights(language, part)["weights"]) for part in PARTS}
    nested = read_weights(language, "construction")["weights"]
    construction: dict[str, dict[str, float]] = {}
    for name, values in nested.items():
        for value, row in values.items():
            for code, weight in row.items():
                construction.setdefault(code, {})[f"{name}={value}"] = weight
    return Model(parts, construction)
