"""What each figure counts for, as data: ``data/weights.json``, learned by ``learn`` from pairs of corpora."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from claims.matching.features import NAMES, figures
from claims.matching.prepare import Prepared
from claims.matching.rarity import Idf

RIDGE = 1.0
"""Pull of each weight towards 0, so that figures that say the same share their weight."""
ROUNDS = 12
"""Newton steps; the loss no longer changes in the sixth digit well before."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over the figures of a pair, and what it was learned from."""

    intercept: float
    by_name: Mapping[str, float]
    corpora: Mapping[str, int]
    """The corpora it was learned from, each with its number of pairs."""

    def score(self, values: Sequence[float]) -> float:
        """Return the chance from 0 to 1 for the ``figures`` of a pair."""
        return logistic(self.intercept + sum(self.by_name[n] * v for n, v in zip(NAMES, values, strict=True)))


@cache
def weights() -> Mapping[str, Weights]:
    """Return the weights of the data file: ``topic`` (about the same thing) and ``same`` (say the same)."""
    data = json.loads(files("claims.matching").joinpath("data/weights.json").read_text("utf-8"))
    return {name: Weights(**row) for name, row in data.items()}


def logistic(x: float) -> float:
    """Return the logistic function of ``x``, safe for any finite ``x``."""
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def learn(pairs: Iterable[tuple[Prepared, Prepared, float]], idf: Idf, corpora: Mapping[str, int]) -> Weights:
    """Return the weights learned from ``pairs`` with their target from 0 to 1.

    Logistic regression with a ridge penalty by Newton's method (iteratively reweighted least
    squares), deterministic. ``corpora`` names what the pairs come from, for the data file.
    """
    rows = [((1.0, *figures(a, b, idf)), target) for a, b, target in pairs]
    beta = [0.0] * (len(NAMES) + 1)
    for _ in range(ROUNDS):
        beta = [b + d for b, d in zip(beta, _newton_step(rows, beta), strict=True)]
    rounded = [round(b, 4) for b in beta]
    return Weights(rounded[0], dict(zip(NAMES, rounded[1:], strict=True)), dict(corpora))


def _newton_step(rows: Sequence[tuple[tuple[float, ...], float]], beta: Sequence[float]) -> list[float]:
    size = len(beta)
    gradient = [0.0 if i == 0 else -RIDGE * b for i, b in enumerate(beta)]
    hessian = [[RIDGE * (i == j) * (i > 0) for j in range(size)] for i in range(size)]
    for row, target in rows:
        chance = logistic(sum(b * x for b, x in zip(beta, row, strict=True)))
        spread = chance * (1 - chance)
        for i, x in enumerate(row):
            gradient[i] += x * (target - chance)
            line, weighted = hessian[i], spread * x
            for j in range(i + 1):
                line[j] += weighted * row[j]
    for i in range(size):
        for j in range(i):
            hessian[j][i] = hessian[i][j]
    return _solve(hessian, gradient)


def _solve(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Solve a symmetric positive definite system by Gaussian elimination with pivoting."""
    size = len(vector)
    rows = [[*line, value] for line, value in zip(matrix, vector, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, size):
            factor = rows[r][i] / rows[i][i]
            rows[r] = [x - factor * y for x, y in zip(rows[r], rows[i], strict=True)]
    out = [0.0] * size
    for i in reversed(range(size)):
        out[i] = (rows[i][size] - sum(rows[i][j] * out[j] for j in range(i + 1, size))) / rows[i][i]
    return out
