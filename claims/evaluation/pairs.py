"""Scoring predicted relations against pairs that people judged: the figures of ``claims eval pairs``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from pydantic import ConfigDict, ValidationError

from claims.errors import GoldError
from claims.evaluation.figures import Figure
from claims.evaluation.gold import first_fault
from claims.models import Frozen, Relation

LABELS: Mapping[str, Relation] = {
    "same": Relation.SAME,
    "conflict": Relation.CONFLICTING,
    "conflicting": Relation.CONFLICTING,
    "related": Relation.RELATED,
    "neutral": Relation.RELATED,
    "different": Relation.UNRELATED,
    "unrelated": Relation.UNRELATED,
}
"""What the corpora call the relations; related and unrelated are not told apart in the figures."""
BANDS = ("accept", "suggest")


class GoldPair(Frozen):
    """Two texts, and how people said that they stand to each other."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    a: str
    b: str
    label: str | None = None
    score: float | None = None
    """How alike they are, on the corpus's own scale, where it has one."""


class PairPrediction(Frozen):
    """What the matcher says of a pair: a line of the predictions file."""

    id: str
    score: float
    """How alike the two are, from 0 to 1."""
    relation: Relation


@dataclass(frozen=True, slots=True)
class PairEvaluation:
    """How well predicted relations fit a corpus; a figure without anything to count is left out."""

    pairs: int
    shares: Mapping[str, float]
    relations: Mapping[str, Figure]
    """Precision and recall of ``same`` and ``conflicting``, and the precision of each band of ``same``."""

    def as_dict(self) -> dict[str, object]:
        """Return the figures as plain values, from 0 to 1 (a correlation from -1 to 1)."""
        relations = {
            name: {
                "P": one.precision,
                "R": one.recall,
                "F1": one.f1,
                "predicted": one.predicted,
                "gold": one.gold,
            }
            for name, one in self.relations.items()
        }
        return {"pairs": self.pairs, "figures": dict(self.shares), "relations": relations}

    def as_table(self) -> str:
        """Return the figures as lines for a person."""
        lines = [f"{self.pairs} pairs", ""]
        lines += [f"{name:34} {value:6.3f}" for name, value in self.shares.items()]
        lines += [
            f"{name:24} P {one.precision:.3f}  R {one.recall:.3f}  F1 {one.f1:.3f}"
            f"  {one.right} of {one.predicted} right, {one.found} of {one.gold} found"
            for name, one in self.relations.items()
        ]
        return "\n".join(lines) + "\n"


def read_pairs(path: Path) -> Iterator[GoldPair]:
    """Yield the pairs of JSON Lines with id, a, b and label or score; ``GoldError`` for what is none."""
    try:
        with path.open(encoding="utf-8") as lines:
            yield from (
                _pair(line, path, number) for number, line in enumerate(lines, start=1) if line.strip()
            )
    except OSError as error:
        raise GoldError(
            f"{path}: can't be read ({error.strerror}); it has to be a JSON Lines file"
        ) from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: it is not UTF-8; it has to be a JSON Lines file") from error


def _pair(line: str, path: Path, number: int) -> GoldPair:
    try:
        pair = GoldPair.model_validate_json(line)
    except ValidationError as error:
        raise GoldError(f"{path}, line {number}: {first_fault(error)}.") from error
    if pair.label is not None and pair.label not in LABELS:
        raise GoldError(f"{path}, line {number}: the label '{pair.label}' is none of {', '.join(LABELS)}.")
    if pair.label is None and pair.score is None:
        raise GoldError(f"{path}, line {number}: a pair needs a label or a score.")
    return pair


def evaluate_pairs(
    gold: Sequence[GoldPair],
    predicted: Sequence[PairPrediction],
    bands: Sequence[str | None],
    on_topic: Sequence[Relation],
) -> PairEvaluation:
    """Return how well ``predicted`` fits ``gold``, pair by pair; ``bands`` are those of the proposals.

    ``on_topic`` are the relations if it is given that the two of a pair are about one thing, as where
    people gathered them so; then nothing is hidden for having few words in common.
    """
    labelled = [
        (LABELS[pair.label], one.relation, band)
        for pair, one, band in zip(gold, predicted, bands, strict=True)
        if pair.label is not None
    ]
    graded = [
        (pair.score, one.score) for pair, one in zip(gold, predicted, strict=True) if pair.score is not None
    ]
    given = [
        (LABELS[pair.label], one) for pair, one in zip(gold, on_topic, strict=True) if pair.label is not None
    ]
    return PairEvaluation(len(gold), _shares(labelled, graded) | _given(given), _relations(labelled, given))


Labelled = Sequence[tuple[Relation, Relation, str | None]]


def _shares(labelled: Labelled, graded: Sequence[tuple[float, float]]) -> dict[str, float]:
    found = {}
    if labelled:
        same = [(gold is Relation.SAME) == (one is Relation.SAME) for gold, one, _ in labelled]
        found["accuracy, same or not"] = sum(same) / len(same)
    if any(gold is Relation.CONFLICTING for gold, _, _ in labelled):
        told = [_of_three(gold) is _of_three(one) for gold, one, _ in labelled]
        found["accuracy of three"] = sum(told) / len(told)
    true = [one for gold, one, _ in labelled if gold is Relation.SAME]
    if true:
        found["false conflicts among the same"] = true.count(Relation.CONFLICTING) / len(true)
    if len(graded) > 1:
        found["Pearson correlation"] = pearson(graded)
    return found


def _given(pairs: Sequence[tuple[Relation, Relation]]) -> dict[str, float]:
    """Return the accuracy of the relations where the topic was given."""
    if not any(gold is Relation.CONFLICTING for gold, _ in pairs):
        return {}
    told = [_of_three(gold) is _of_three(one) for gold, one in pairs]
    return {"accuracy of three, topic given": sum(told) / len(told)}


def _of_three(relation: Relation) -> Relation:
    return relation if relation in (Relation.SAME, Relation.CONFLICTING) else Relation.RELATED


def _relations(labelled: Labelled, given: Sequence[tuple[Relation, Relation]]) -> dict[str, Figure]:
    found = {}
    for wanted in (Relation.SAME, Relation.CONFLICTING):
        figure = _figure([(gold is wanted, one is wanted) for gold, one, _ in labelled])
        if figure.gold:
            found[str(wanted)] = figure
            found[f"{wanted}, topic given"] = _figure(
                [(gold is wanted, one is wanted) for gold, one in given]
            )
    for band in BANDS:
        figure = _figure(
            [(gold is Relation.SAME, one is Relation.SAME and own == band) for gold, one, own in labelled]
        )
        if figure.predicted:
            found[f"same, {band}"] = figure
    return found


def _figure(rows: Iterable[tuple[bool, bool]]) -> Figure:
    rows = list(rows)
    right = sum(gold and one for gold, one in rows)
    return Figure(right, sum(one for _, one in rows), right, sum(gold for gold, _ in rows))


def pearson(pairs: Sequence[tuple[float, float]]) -> float:
    """Return the correlation of Pearson, from -1 to 1; 0 where one side does not vary."""
    means = [sum(side) / len(pairs) for side in zip(*pairs, strict=True)]
    apart = [(x - means[0], y - means[1]) for x, y in pairs]
    spread = sqrt(sum(x * x for x, _ in apart) * sum(y * y for _, y in apart))
    return sum(x * y for x, y in apart) / spread if spread else 0.0
