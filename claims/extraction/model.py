"""The counted weights of a language, one set for each decision."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cache, cached_property

from claims.extraction.constructions import CONSTRUCTIONS
from claims.extraction.reliability import Tables, Weights, hundredths, read_weights

PARTS = ("cue", "source", "start", "end", "left_end", "left_start", "frame")
"""The decisions that are weighed, and the names of their files."""
Row = Mapping[str, float]
"""The weights of one feature: code of a construction -> weight."""
Rows = Mapping[str, Mapping[str, Row]]
"""Feature name -> value -> its weights."""
DIGITS = {c.code: 1 << 32 * n for n, c in enumerate(CONSTRUCTIONS)}
"""The weights of a feature are one number, 32 bits for each construction, so that all add up at once."""
SIZE = 4 * len(CONSTRUCTIONS)
NOUGHTS = sum(DIGITS.values()) << 31
"""Added before a sum is taken apart, so that no digit is below nought."""
LAYOUT = struct.Struct(f"<{len(CONSTRUCTIONS)}I")


def packed(row: Row) -> int:
    """Return ``row`` as one number."""
    return sum(hundredths(weight) * DIGITS[code] for code, weight in row.items())


def unpacked(total: int) -> list[int]:
    """Return what a sum of packed rows gives each construction, in hundredths, plus 2 to the 31st."""
    return list(LAYOUT.unpack((total + NOUGHTS).to_bytes(SIZE, "little")))


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
        self.orders = Tables(rows, packed)

    @cached_property
    def construction(self) -> dict[str, list[tuple[int, float]]]:
        """For each feature that tells the construction its weights, as (number in ``codes``, weight)."""
        return {
            f"{name}={value}": [(self.codes.index(code), weight) for code, weight in row.items()]
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
