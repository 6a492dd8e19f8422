"""Counted reliabilities: additive weights over named features, kept as readable files.

A decision ("is this word a cue here", "does the content end here") is scored by adding up the
weights of its features; a feature is a string ``name=value``. The weights are counted on a corpus
by ``claims learn`` with FTRL-Proximal (McMahan et al. 2013, *Ad Click Prediction: a View from the
Trenches*), which leaves most of them at nought, so that the file stays small and can be read.
"""

from __future__ import annotations

import json
import math
import os
import random
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from claims.errors import ClaimsError

Example = tuple[list[str], float]
"""The features of one decision, and 1.0 where it should be taken, else 0.0."""
Choice = tuple[list[list[str]], int]
"""The features of each candidate, and the number of the right one."""

ALPHA, BETA, RIDGE = 0.1, 1.0, 1.0
"""Step size, its damping and the quadratic penalty of FTRL-Proximal."""
EPOCHS = 4
NEGLIGIBLE = 0.004
"""An error below this moves no weight: the example is learned."""


def probability(score: float) -> float:
    """Return the logistic of ``score``, in 0..1 for any score."""
    return 1 / (1 + math.exp(-score)) if score > -700 else 0.0


class Weights:
    """What was counted: feature -> weight, with the corpus that it was counted on."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)

    def score(self, features: Iterable[str]) -> float:
        """Return the sum of the weights of ``features``; unknown ones add nothing."""
        return sum(filter(None, map(self.weights.get, features)))

    def explain(self, features: Sequence[str], most: int = 4) -> list[tuple[str, float]]:
        """Return the features that weigh most, heaviest first, with their weights."""
        known = [(f, self.weights[f]) for f in features if f in self.weights]
        return sorted(known, key=lambda pair: -abs(pair[1]))[:most]

    def nested(self) -> dict[str, dict[str, float]]:
        """Return name -> value -> weight, sorted: the form in which weights are kept in files."""
        out: dict[str, dict[str, float]] = {}
        for feature, weight in sorted(self.weights.items()):
            name, _, value = feature.partition("=")
            out.setdefault(name, {})[value] = weight
        return out

    @classmethod
    def from_nested(cls, nested: Mapping[str, Mapping[str, float]]) -> Weights:
        """Return the weights of a file's ``weights`` member."""
        return cls({f"{name}={value}": w for name, values in nested.items() for value, w in values.items()})


class Learner:
    """Counts weights by FTRL-Proximal; the same examples in the same order give the same weights."""

    def __init__(self, lasso: float, rare: int = 3, epochs: int = EPOCHS) -> None:
        self._lasso = lasso
        self._epochs = epochs
        self._rare = rare
        self._number: dict[str, int] = {}
        self._weight: list[float] = []
        self._pull: list[float] = []
        self._square: list[float] = []

    def learn_binary(self, examples: Sequence[Example], seed: int = 1) -> Weights:
        """Count weights that tell examples to be taken from the others."""
        seen = self._count(f for features, _ in examples for f in features)
        data = [(self._numbers(features, seen), y) for features, y in examples]
        weight = self._weight
        shuffle = random.Random(seed).shuffle
        for _ in range(self._epochs):
            shuffle(data)
            for numbers, y in data:
                error = probability(sum([weight[k] for k in numbers])) - y
                if abs(error) > NEGLIGIBLE:
                    self._update(numbers, error)
        return self._result()

    def learn_choice(self, choices: Sequence[Choice], seed: int = 1) -> Weights:
        """Count weights that give the right candidate of each choice the highest score."""
        seen = self._count(f for candidates, _ in choices for features in candidates for f in features)
        data = [([self._numbers(f, seen) for f in candidates], right) for candidates, right in choices]
        weight = self._weight
        shuffle = random.Random(seed).shuffle
        for _ in range(self._epochs):
            shuffle(data)
            for candidates, right in data:
                scores = [sum([weight[k] for k in numbers]) for numbers in candidates]
                top = max(scores)
                shares = [math.exp(s - top) for s in scores]
                total = sum(shares)
                for j, numbers in enumerate(candidates):
                    error = shares[j] / total - (j == right)
                    if abs(error) > NEGLIGIBLE:
                        self._update(numbers, error)
        return self._result()

    def _count(self, features: Iterable[str]) -> dict[str, int]:
        seen: dict[str, int] = {}
        for f in features:
            seen[f] = seen.get(f, 0) + 1
        return seen

    def _numbers(self, features: list[str], seen: Mapping[str, int]) -> list[int]:
        out = []
        for f in features:
            if seen[f] < self._rare:
                continue
            k = self._number.get(f)
            if k is None:
                k = self._number[f] = len(self._weight)
                self._weight.append(0.0)
                self._pull.append(0.0)
                self._square.append(0.0)
            out.append(k)
        return out

    def _update(self, numbers: list[int], error: float) -> None:
        weight, pull, square, lasso = self._weight, self._pull, self._square, self._lasso
        squared = error * error
        for k in numbers:
            before = square[k]
            square[k] = after = before + squared
            root = math.sqrt(after)
            pull[k] = z = pull[k] + error - (root - math.sqrt(before)) / ALPHA * weight[k]
            if z > lasso:
                weight[k] = (lasso - z) / ((BETA + root) / ALPHA + RIDGE)
            elif z < -lasso:
                weight[k] = (-lasso - z) / ((BETA + root) / ALPHA + RIDGE)
            else:
                weight[k] = 0.0

    def _result(self) -> Weights:
        kept = {f: round(self._weight[k], 2) for f, k in self._number.items()}
        return Weights({f: w for f, w in kept.items() if w})


FOLDER = "CLAIMS_WEIGHTS"
"""The environment variable that names a folder with weights of one's own, a folder a language."""


def read_weights(language: str, name: str) -> dict[str, Any]:
    """Return a counted file, ``<name>.json``: its ``about`` and its weights.

    It is read from ``$CLAIMS_WEIGHTS/<language>/`` where there is such a folder, else from
    ``packs/<language>/weights/``. Raises ``ClaimsError`` when it can't be read.
    """
    own = Path(os.environ.get(FOLDER, "")).expanduser() / language
    if FOLDER in os.environ and own.is_dir():
        file: Traversable = own / f"{name}.json"
    else:
        file = files("claims.extraction.packs").joinpath(language, "weights", f"{name}.json")
    try:
        loaded: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ClaimsError(
            f"Can't read the weights {file}: count them with claims learn cues, or unset {FOLDER}."
        ) from error
    return loaded


def dump_weights(about: Mapping[str, str], nested: Mapping[str, object]) -> str:
    """Return the text of a weights file: one feature name a line, so that a change can be read."""
    lines = [
        json.dumps(name) + ": " + json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        for name, values in nested.items()
    ]
    return (
        '{"about": '
        + json.dumps(dict(about), ensure_ascii=False)
        + ',\n"weights": {\n'
        + ",\n".join(lines)
        + "\n}}\n"
    )
