"""What each figure counts for, as data: ``data/weights/*.json``, learned by ``learn`` from pairs of corpora.

Logistic regression with a ridge penalty, fitted by L-BFGS (Nocedal 1980), deterministic: the same
examples give the same weights. A score is a sum of weights, so that it can be read.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from operator import mul

RIDGE = 10.0
"""Pull of each weight towards 0, so that figures that say the same share their weight."""
RARE = 5
"""A figure in fewer examples than this counts nothing that could be trusted."""
STEPS = 150
"""L-BFGS steps at most."""
MEMORY = 10
"""How many of the last steps tell the curvature."""
STILL = 1e-5
"""The loss for each example has to fall by this share for another step."""
SMALLEST = 0.02
"""Weights below this are not written."""
CONSTANT = 1e-4
"""A figure that deviates less is everywhere the same."""
WORD = "="
"""In the names of figures that are of one word, and are 0 or 1."""

Example = tuple[Mapping[str, float], float]
"""The figures of a pair, and the target from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over named figures, and what it was learned from."""

    about: Mapping[str, str]
    """Corpus, licence and number of examples."""
    intercept: float
    by_name: Mapping[str, float]

    def chance(self, figures: Mapping[str, float]) -> float:
        """Return the chance from 0 to 1 that ``figures`` give; unknown ones add nothing."""
        return logistic(self.intercept + self.score(figures))

    def score(self, figures: Mapping[str, float]) -> float:
        """Return the weighted sum of ``figures``, which orders what is compared with one another."""
        known = self.by_name
        return math.fsum([known[name] * value for name, value in figures.items() if name in known])

    def reasons(self, figures: Mapping[str, float], most: int) -> list[tuple[str, float]]:
        """Return the ``most`` figures that weigh most, heaviest first, with what they add to the log-odds."""
        weighed = [(n, self.by_name[n] * v) for n, v in figures.items() if v and n in self.by_name]
        return sorted(weighed, key=lambda one: (-abs(one[1]), one[0]))[:most]


@cache
def weights(name: str) -> Weights:
    """Return the weights of ``data/weights/<name>.json``."""
    path = files("claims.matching").joinpath(f"data/weights/{name}.json")
    return Weights(**json.loads(path.read_text("utf-8")))


def dump(weights: Weights) -> str:
    """Return the text of a weights file: one figure a line, so that a change can be read."""
    lines = ",\n".join(f"{json.dumps(n, ensure_ascii=False)}: {w}" for n, w in weights.by_name.items())
    about = json.dumps(dict(weights.about), ensure_ascii=False)
    return f'{{"about": {about},\n"intercept": {weights.intercept},\n"by_name": {{\n{lines}\n}}}}\n'


def logistic(x: float) -> float:
    """Return the logistic function of ``x``, safe for any finite ``x``."""
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def learn(examples: Sequence[Example], about: Mapping[str, str], ridge: float = RIDGE) -> Weights:
    """Return the weights learned from ``examples``; ``about`` names what these come from.

    Figures are brought to a like spread before they are fitted, those of a word are not.
    """
    spread = _spread([figures for figures, _ in examples])
    number = {name: at for at, name in enumerate(spread, start=1)}
    measures = [name for name in spread if WORD not in name]
    rows = []
    for figures, target in examples:
        pairs = [(number[name], 1.0) for name in figures if WORD in name and name in number]
        for name in measures:
            mean, deviation = spread[name]
            pairs.append((number[name], (figures.get(name, 0.0) - mean) / deviation))
        rows.append(((0, *(at for at, _ in pairs)), (1.0, *(value for _, value in pairs)), target))
    beta = _fit(rows, len(spread) + 1, ridge)
    return _plain(beta, spread, {**about, "examples": str(len(rows))})


Spread = Mapping[str, tuple[float, float]]
"""The mean and deviation of each figure; a word's are not looked at."""


def _spread(rows: Sequence[Mapping[str, float]]) -> Spread:
    """Return the figures, by name, that are neither rare nor everywhere the same."""
    count: Counter[str] = Counter()
    total: dict[str, float] = defaultdict(float)
    square: dict[str, float] = defaultdict(float)
    for row in rows:
        for name, value in row.items():
            if value:
                count[name] += 1
                total[name] += value
                square[name] += value * value
    found = {}
    for name in sorted(name for name, times in count.items() if times >= RARE):
        mean = total[name] / len(rows)
        deviation = math.sqrt(max(0.0, square[name] / len(rows) - mean * mean))
        if deviation > CONSTANT:
            found[name] = (0.0, 1.0) if WORD in name else (mean, deviation)
    return found


def _plain(beta: Sequence[float], spread: Spread, about: Mapping[str, str]) -> Weights:
    """Return the weights of the figures as they are, before they were brought to a like spread."""
    intercept = beta[0]
    found = {}
    for weight, (name, (mean, deviation)) in zip(beta[1:], spread.items(), strict=True):
        plain = round(weight / deviation, 3)
        if abs(plain) >= SMALLEST:
            found[name] = plain
            intercept -= plain * mean
    return Weights(about, round(intercept, 3), found)


Row = tuple[tuple[int, ...], tuple[float, ...], float]


def _fit(rows: Sequence[Row], size: int, ridge: float) -> list[float]:
    """Return the weights with the least loss, by L-BFGS with backtracking; the first is the intercept."""
    beta = [0.0] * size
    loss, gradient = _loss(rows, beta, ridge)
    past: deque[tuple[list[float], list[float], float]] = deque(maxlen=MEMORY)
    for _ in range(STEPS):
        direction = _direction(gradient, past)
        slope = sum(map(mul, gradient, direction))
        step = 1.0 if past else 1.0 / max(1.0, math.sqrt(sum(map(mul, gradient, gradient))))
        while True:
            after = [b + step * d for b, d in zip(beta, direction, strict=True)]
            new_loss, new_gradient = _loss(rows, after, ridge)
            if new_loss <= loss + 1e-4 * step * slope or step < 1e-8:
                break
            step /= 2
        moved = [step * d for d in direction]
        change = [n - o for n, o in zip(new_gradient, gradient, strict=True)]
        curvature = sum(map(mul, moved, change))
        if curvature > 1e-12:
            past.append((moved, change, curvature))
        still = loss - new_loss < STILL * loss
        beta, loss, gradient = after, new_loss, new_gradient
        if still:
            break
    return beta


def _loss(rows: Sequence[Row], beta: Sequence[float], ridge: float) -> tuple[float, list[float]]:
    """Return the loss at ``beta`` and its gradient; the intercept is not penalised."""
    gradient = [ridge * b for b in beta]
    gradient[0] = 0.0
    loss = ridge / 2 * (sum(map(mul, beta, beta)) - beta[0] * beta[0])
    weight = beta.__getitem__
    for places, values, target in rows:
        score = sum(map(mul, map(weight, places), values))
        loss += max(score, 0.0) - target * score + math.log1p(math.exp(-abs(score)))
        error = logistic(score) - target
        for at, value in zip(places, values):  # noqa: B905 (the innermost loop)
            gradient[at] += error * value
    return loss, gradient


def _direction(
    gradient: Sequence[float], past: Iterable[tuple[list[float], list[float], float]]
) -> list[float]:
    """Return the way down from ``gradient`` by the two-loop recursion."""
    steps = list(past)
    way = [-g for g in gradient]
    shares = []
    for moved, change, curvature in reversed(steps):
        share = sum(map(mul, moved, way)) / curvature
        way = [w - share * c for w, c in zip(way, change, strict=True)]
        shares.append(share)
    if steps:
        _, change, curvature = steps[-1]
        way = list(map(mul, way, repeat(curvature / sum(map(mul, change, change)))))
    for (moved, change, curvature), share in zip(steps, reversed(shares), strict=True):
        back = sum(map(mul, change, way)) / curvature
        way = [w + (share - back) * m for w, m in zip(way, moved, strict=True)]
    return way
