"""Counting how well predicted attributions agree with gold ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from claims.errors import GoldError
from claims.evaluation import report
from claims.evaluation.breakdowns import BREAKDOWNS, Attributed
from claims.evaluation.figures import Figure
from claims.evaluation.gold import GoldDocument
from claims.evaluation.mistakes import Mistake, mistakes
from claims.evaluation.pairing import NEAR, WORD, Encoded, dice, encode, pair

_PAIRED = ("claim", "claim exact", "content", "content exact", "source", "cue")
FIGURES = (*_PAIRED, "content words", "quoted", "unquoted")
"""The figures, in the order in which they are shown; ``Evaluation`` says what they mean."""


class PredictedAttribution(Attributed, Protocol):
    """What a predictor gives: a ``Claim`` is one, and so is what the extractor's rules find."""

    @property
    def rule(self) -> str:
        """The id of the rule that found it."""

    @property
    def reliability(self) -> float:
        """The counted share, 0 to 1, of such proposals that were right."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found.

    ``figures``, over all attributions of all documents:

    ========================  ===============================================================
    claim                     contents overlap, and sources overlap or both are absent
    claim exact               contents and sources have the same words
    content, content exact    contents overlap; contents have the same words
    source, cue               contents overlap, and so do sources (cues)
    content words             word by word: in some content or not
    quoted, unquoted          ``content`` of those with a quotation mark in the content; of others
    ========================  ===============================================================

    ``breakdowns`` gives the figure ``claim`` by each value of each property in
    ``claims.evaluation.breakdowns``; what only a prediction has (its rule) has no recall.
    """

    documents: int
    figures: Mapping[str, Figure]
    breakdowns: Mapping[str, Mapping[str, Figure]]
    mistakes: tuple[Mistake, ...]
    """Every mistake, in the order of the corpus."""

    def errors(self, n: int) -> tuple[Mistake, ...]:
        """Return ``n`` mistakes, or all when there are fewer, evenly spread over the corpus."""
        total = len(self.mistakes)
        count = min(n, total)
        return tuple(self.mistakes[number * total // count] for number in range(count))

    def as_table(self) -> str:
        """Return the figures and breakdowns as lines of text for a person."""
        return report.table(self.documents, self.figures, self.breakdowns, self.mistakes)

    def as_dict(self) -> dict[str, object]:
        """Return the figures and breakdowns as plain values that JSON can hold."""
        return report.plain(self.documents, self.figures, self.breakdowns, self.mistakes)


@dataclass(slots=True)
class _Tally:
    """What is counted on the way."""

    figures: dict[str, Figure] = field(default_factory=lambda: {name: Figure() for name in FIGURES})
    breakdowns: dict[str, defaultdict[str, Figure]] = field(
        default_factory=lambda: {name: defaultdict(Figure) for name in BREAKDOWNS}
    )
    mistakes: list[Mistake] = field(default_factory=list)


def evaluate(
    gold: Iterable[GoldDocument], predict: Callable[[GoldDocument], Sequence[PredictedAttribution]]
) -> Evaluation:
    """Return how well ``predict`` finds the attributions of ``gold``.

    ``predict`` gets each document once, in order, and gives attributions with spans that count in the
    document's text. Attributions without a word in their content are left out, on both sides.

    Raises ``GoldError`` when a predicted span lies outside the text.
    """
    tally = _Tally()
    documents = 0
    for document in gold:
        documents += 1
        predicted = predict(document)
        starts = [word.start() for word in WORD.finditer(document.text)]
        wanted = list(encode(document.attributions, document.text, starts))
        try:
            got = list(encode(predicted, document.text, starts))
        except ValueError as error:
            raise GoldError(
                f"{document.id}: in the prediction, {error}; predict for the text that the corpus has"
            ) from error
        _score(tally, document, wanted, got)
    breakdowns = {name: dict(rows) for name, rows in tally.breakdowns.items() if rows}
    return Evaluation(documents, tally.figures, breakdowns, tuple(tally.mistakes))


def _score(tally: _Tally, document: GoldDocument, gold: list[Encoded], predicted: list[Encoded]) -> None:
    """Count one document."""
    pairs = pair(gold, predicted)
    figures = tally.figures
    for name in _PAIRED:
        figures[name].gold += len(gold)
        figures[name].predicted += len(predicted)
    _count_words(figures["content words"], gold, predicted)
    _count_quoted(figures, gold, predicted, pairs)
    right: dict[int, int] = {}
    for i, j in pairs.items():
        for name, holds in _judge(gold[i], predicted[j]).items():
            figures[name].right += holds
            figures[name].found += holds
            if holds and name == "claim":
                right[i] = j
    _count_breakdowns(tally.breakdowns, document, gold, predicted, right)
    tally.mistakes += mistakes(document, gold, predicted, pairs, frozenset(right))


def _judge(gold: Encoded, predicted: Encoded) -> dict[str, bool]:
    """Return for a pair which figures it counts for."""
    near = dice(gold.content, predicted.content) >= NEAR
    same = gold.content == predicted.content
    source = dice(gold.source, predicted.source) >= NEAR
    return {
        "claim": near and source,
        "claim exact": same and gold.source == predicted.source,
        "content": near,
        "content exact": same,
        "source": near and source,
        "cue": near and dice(gold.cue, predicted.cue) >= NEAR,
    }


def _count_words(figure: Figure, gold: list[Encoded], predicted: list[Encoded]) -> None:
    wanted = frozenset().union(*(one.content for one in gold))
    got = frozenset().union(*(one.content for one in predicted))
    common = len(wanted & got)
    figure.right += common
    figure.found += common
    figure.predicted += len(got)
    figure.gold += len(wanted)


def _count_quoted(
    figures: Mapping[str, Figure], gold: list[Encoded], predicted: list[Encoded], pairs: Mapping[int, int]
) -> None:
    """Count contents with and without quotation marks, each by its own marks and not its partner's."""
    names = {True: "quoted", False: "unquoted"}
    for one in gold:
        figures[names[one.quoted]].gold += 1
    for one in predicted:
        figures[names[one.quoted]].predicted += 1
    for i, j in pairs.items():
        if dice(gold[i].content, predicted[j].content) >= NEAR:
            figures[names[gold[i].quoted]].found += 1
            figures[names[predicted[j].quoted]].right += 1


def _count_breakdowns(
    breakdowns: Mapping[str, defaultdict[str, Figure]],
    document: GoldDocument,
    gold: list[Encoded],
    predicted: list[Encoded],
    right: Mapping[int, int],
) -> None:
    correct = frozenset(right.values())
    for name, breakdown in BREAKDOWNS.items():
        rows = breakdowns[name]
        for i, one in enumerate(gold):
            value = breakdown.label(document, one.given)
            if value is not None:
                rows[value].gold += 1
                rows[value].found += i in right
        for j, one in enumerate(predicted):
            value = breakdown.label(document, one.given)
            if value is not None:
                rows[value].predicted += 1
                rows[value].right += j in correct
