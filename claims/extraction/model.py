"""The counted weights of a language, one set for each decision."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property

from claims.extraction.constructions import CONSTRUCTIONS
from claims.extraction.reliability import Tables, Weights, read_weights

PARTS = ("cue", "source", "start", "end", "left_end", "left_start", "frame")
"""The decisions that are weighed, and the names of their files."""
Row = tuple[float, ...]
"""The weights of one feature, one for each construction."""
Rows = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Feature name -> value -> code of a construction -> weight."""


def _row(by_code: Mapping[str, float]) -> Row:
    return tuple([by_code.get(c.code, 0.0) for c in CONSTRUCTIONS])


class Model:
    """The weights of every decision of one language; ``orders`` are those of the constructions.

    ``construction`` is given as code -> feature -> weight.
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
        rows: dict[str, dict[str, dict[str, float]]] = {}
        for code, weights in construction.items():
            for feature, weight in weights.items():
                name, _, value = feature.partition("=")
                rows.setdefault(name, {}).setdefault(value, {})[code] = weight
        self.set_orders(rows)

    def set_orders(self, rows: Rows) -> None:
        """Take ``rows`` as the weights of the constructions."""
        self.orders = Tables({name: {v: _row(r) for v, r in values.items()} for name, values in rows.items()})

    @cached_property
    def construction(self) -> dict[str, list[tuple[int, float]]]:
        """For each feature that tells the construction its weights, as (number in ``codes``, weight)."""
        return {
            f"{name}={value}": [(number, weight) for number, weight in enumerate(row) if weight]
            for name, values in self.orders.by_name.items()
            for value, row in values.items()
        }


@cache
def counted_model(language: str) -> Model:
    """Return the weights that ship with the pack of ``language``."""
    parts = {part: Weights.from_nested(read_weights(language, part)["weights"]) for part in PARTS}
    model = Model(parts, {})
    model.set_orders(read_weights(language, "construction")["weights"])
    return model
