"""The counts behind precision and recall, and how sure a counted share is."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

NORMAL_95 = 1.959964
"""The two-sided 95 % quantile of the normal distribution."""


@dataclass(slots=True)
class Figure:
    """How many of the predicted ones are right, and how many of the gold ones are found."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share, 0 to 1, of the predicted ones that are right; 0 when nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share, 0 to 1, of the gold ones that were found; 0 when there is no gold."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 when both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def interval(right: int, total: int, quantile: float = NORMAL_95) -> tuple[float, float]:
    """Return the bounds, 0 to 1, between which the share that ``right`` of ``total`` shows probably lies.

    Wilson's score interval (Edwin B. Wilson, "Probable inference, the law of succession, and
    statistical inference", JASA 22, 1927), at 95 % unless another normal ``quantile`` is given; it is
    the whole range when ``total`` is 0.
    """
    if not total:
        return 0.0, 1.0
    share = right / total
    square = quantile * quantile
    centre = share + square / (2 * total)
    half = quantile * sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)
