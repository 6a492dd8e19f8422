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
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

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


Template = tuple[str, str, str]
"""A feature's name, and the parts of its value that stay the same while a decision is taken.

The value is the first part, then what is looked at (its context), then the second part.
"""
Context = str | None
"""What one template looks at: the changing part of its value; None where the feature is absent."""
UNIT = 100
"""Weights have two decimals and are added up as whole hundredths: no sum depends on its order."""


def hundredths(weight: float) -> int:
    """Return ``weight`` in whole hundredths."""
    return round(UNIT * weight)


def named(templates: Sequence[Template], contexts: Sequence[Context]) -> list[str]:
    """Return the features that ``contexts`` are for ``templates``, one by one, as ``name=value``."""
    return [
        f"{name}={before}{context}{after}"
        for (name, before, after), context in zip(templates, contexts, strict=True)
        if context is not None
    ]


Layout = Callable[..., Sequence[Template]]
"""Gives the templates of a decision for the strings that stay the same while it is taken."""


W = TypeVar("W")


class Tables(dict[tuple[Layout, tuple[str, ...]], list[dict[str, int]]], Generic[W]):
    """Weights by feature name and value; ``tables[layout, fixed]`` has those of each template by context.

    ``as_number`` gives the whole number that stands for a weight in sums.

    Features are not put together and looked up one by one: a decision is taken among candidates for
    which part of each value stays the same, so the weights are kept by the other part. That takes
    two thirds of the time, and is what most of the time of an extraction goes into.
    """

    def __init__(self, by_name: Mapping[str, Mapping[str, W]], as_number: Callable[[W], int]) -> None:
        super().__init__()
        self.by_name = by_name
        self._as_number = as_number
        self._sorted: dict[str, tuple[list[str], list[str]]] = {}
        self._parts: dict[Template, dict[str, int]] = {}

    def __missing__(self, key: tuple[Layout, tuple[str, ...]]) -> list[dict[str, int]]:
        layout, fixed = key
        found = self[key] = [self._part(template) for template in layout(*fixed)]
        return found

    def _part(self, template: Template) -> dict[str, int]:
        part = self._parts.get(template)
        if part is None:
            # Many are empty, and contexts are shared by many: one object for each keeps them close.
            part = self._parts[template] = self._contexts(template) or EMPTY
        return part

    def _contexts(self, template: Template) -> dict[str, int]:
        """Return the weights of the features that ``template`` can make, by context."""
        name, before, after = template
        number = self._as_number
        values = self.by_name.get(name, {})
        if name not in self._sorted:
            self._sorted[name] = sorted(values), sorted([value[::-1] for value in values])
        forwards, backwards = self._sorted[name]
        if before or not after:
            least, cut = len(before) + len(after), len(before)
            return {
                sys.intern(value[cut : len(value) - len(after)]): number(values[value])
                for value in _beginning(forwards, before)
                if value.endswith(after) and len(value) >= least
            }
        cut = len(after)
        return {
            sys.intern(value[: cut - 1 : -1]): number(values[value[::-1]])
            for value in _beginning(backwards, after[::-1])
        }


def _beginning(listed: list[str], beginning: str) -> list[str]:
    """Return the strings of the sorted ``listed`` that begin so."""
    return listed[bisect_left(listed, beginning) : bisect_left(listed, beginning + chr(sys.maxunicode))]


EMPTY: dict[str, int] = {}
GET = cast("Callable[[dict[str, int], Context], int | None]", dict.get)


def total(tables: Sequence[dict[str, int]], contexts: Sequence[Context], start: int = 0) -> int:
    """Return ``start`` and the weights of ``contexts`` in their ``tables``; unknown ones add nothing."""
    return sum(filter(None, map(GET, tables, contexts)), start)


def totals(
    tables: Sequence[dict[str, int]], candidates: Iterable[Sequence[Context]], start: int = 0
) -> list[int]:
    """Return the ``total`` of each of ``candidates``, given by its contexts."""
    return [sum(filter(None, map(GET, tables, contexts)), start) for contexts in candidates]


class Weights:
    """What was counted: feature -> weight, with the corpus that it was counted on."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        by_name: dict[str, dict[str, float]] = {}
        for feature, weight in weights.items():
            name, _, value = feature.partition("=")
            by_name.setdefault(name, {})[value] = weight
        self.tables = Tables(by_name, hundredths)

    @property
    def weights(self) -> dict[str, float]:
        """All weights by feature."""
        return {f"{name}={value}": w for name, values in self._by_name.items() for value, w in values.items()}

    def score(self, features: Iterable[str]) -> float:
        """Return the sum of the weights of ``features``; unknown ones add nothing."""
        return sum(self._weight(feature) for feature in features)

    def explain(self, features: Sequence[str], most: int = 4) -> list[tuple[str, float]]:
        """Return the features that weigh most, heaviest first, with their weights."""
        known = [(f, weight) for f in features if (weight := self._weight(f))]
        return sorted(known, key=lambda pair: -abs(pair[1]))[:most]

    def nested(self) -> dict[str, dict[str, float]]:
        """Return name -> value -> weight, sorted: the form in which weights are kept in files."""
        by_name = sorted(self._by_name.items(), key=lambda item: item[0] + "=")
        return {name: dict(sorted(values.items())) for name, values in by_name}

    @classmethod
    def from_nested(cls, nested: Mapping[str, Mapping[str, float]]) -> Weights:
        """Return the weights of a file's ``weights`` member."""
        weights = cls({})
        weights.tables = Tables(nested, hundredths)
        return weights

    @property
    def _by_name(self) -> Mapping[str, Mapping[str, float]]:
        return self.tables.by_name

    def _weight(self, feature: str) -> float:
        name, _, value = feature.partition("=")
        return self._by_name.get(name, {}).get(value, 0.0)


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
        # Weights have two decimals, so that few differ: one object for each keeps close what is read often.
        loaded: dict[str, Any] = json.loads(file.read_text("utf-8"), parse_float=cache(float))
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
