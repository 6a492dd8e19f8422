"""Learning the weights of matching from pairs that people judged.

Five decisions are learned: whether a pair is about one thing (``topic``), whether it says the same
(``same``; ``headline`` where one of the two is a headline), how alike it is (``likeness``), and whether
a difference of typed values is a conflict (``conflict``; with a headline, ``headline_conflict`` decides on
the pair whether one contradicts the other).
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claims.matching.conflicts import signs
from claims.matching.differences import differences
from claims.matching.features import HEADLINE, Figures, evidence, headlines, measures, standing
from claims.matching.learning import Example, Weights, learn
from claims.matching.prepare import Prepared, prepare_words
from claims.matching.rarity import inverse_document_frequency

SAME, CONFLICT, DIFFERENT = "same", "conflict", "different"
GRADES = 5.0
"""The highest score of a graded pair."""
RIDGES: Mapping[str, float] = {
    "topic": 5.0,
    "same": 10.0,
    "headline": 30.0,
    "headline_conflict": 30.0,
    "likeness": 20.0,
    "conflict": 10.0,
}
"""How hard the weights of each decision are drawn to 0: by cross-validation, topic and conflict by trial."""
TURNING = frozenset({"negation", "denial", "opposite"})
"""Conflicts that strangers tell something of; one of numbers or dates needs a common topic anyway."""
SEED = 7
STRANGERS = 2
"""Texts of other pairs that stand beside each first text, as examples of what is about something else."""
EDITED = re.compile(r"(?<![\w.,:/$-])(\d{1,3}(?:,\d{3})*)(?![\w:/-]|[.,]\d)")
DATED = re.compile(r"\b((?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? (\d{1,2}))\b")
VERB = re.compile(r"\b(?:will|would|is|was|are|were|has|have|had|can|could|should)\b")


NEGATED = re.compile(r"n['’]t\b|\b(?:not?|never|none|nor|without)\b", re.IGNORECASE)


class Pair(NamedTuple):
    """Two texts that people judged: ``label``, and where they graded it ``score`` from 0 to 5."""

    a: str
    b: str
    label: str
    score: float | None = None


class Examples(NamedTuple):
    """The examples of each decision."""

    topic: list[Example]
    same: list[Example]
    headline: list[Example]
    headline_conflict: list[Example]
    likeness: list[Example]
    conflict: list[Example]


def train(
    pairs: Sequence[Pair], about: Mapping[str, str], report: Callable[[str], None] = lambda _: None
) -> dict[str, Weights]:
    """Return the weights of every decision that ``pairs`` tell anything of.

    ``about`` names corpus and licence; ``report`` is told each step. The same pairs in the same order
    give the same weights.
    """
    report("comparing the pairs")
    examples = _examples(pairs)
    found = {}
    for name, given in examples._asdict().items():
        if len({target > 0.5 for _, target in given}) == 2:
            report(f"weights of {name}")
            found[name] = learn(given, about, RIDGES[name])
    return found


def _examples(pairs: Sequence[Pair]) -> Examples:
    idf = inverse_document_frequency({}, 0)
    made = Examples([], [], [], [], [], [])
    parsed: dict[str, Prepared] = {}

    def prepared(text: str) -> Prepared:
        if text not in parsed:
            parsed[text] = prepare_words(text, text)
        return parsed[text]

    for pair in pairs:
        a, b = prepared(pair.a), prepared(pair.b)
        dense = measures(a, b, idf)
        found = evidence(a, b, dense)
        if pair.score is not None:
            made.likeness.append((found, pair.score / GRADES))
            made.topic.append((dense, min(1.0, max(0.0, pair.score - 0.8))))
        else:
            _judged(made, (a, b), dense, found, pair.label)
            made.topic.append((dense, 1.0))
        for one, target in _for_conflict(pair):
            x, y = prepared(one.a), prepared(one.b)
            near = measures(x, y, idf)
            made.conflict.extend((signs(d, near), target) for d in differences(x, y, idf))
    for first, second in _strangers(pairs, prepared):
        a, b = prepared(first), prepared(second)
        dense = measures(a, b, idf)
        made.topic.append((dense, 0.0))
        made.conflict.extend(
            (signs(d, dense), 0.0)
            for d in differences(a, b, idf)
            if d.kind in TURNING and not headlines(a, b)
        )
    return made


def _judged(
    made: Examples, pair: tuple[Prepared, Prepared], measured: Figures, found: Figures, label: str
) -> None:
    """Add what a labelled pair teaches of saying the same, and with a headline of contradicting."""
    if not headlines(*pair):
        made.same.append((found, float(label == SAME)))
        return
    stands = {n: v for n, v in standing(*pair, measured).items() if not n.startswith(HEADLINE)}
    made.headline.append((stands, float(label == SAME)))
    if label != DIFFERENT:
        made.headline_conflict.append((stands, float(label == CONFLICT)))


def _for_conflict(pair: Pair) -> Iterator[tuple[Pair, float]]:
    """Yield ``pair`` as far as it tells what conflicts, and what it becomes with one value changed."""
    if pair.label == DIFFERENT or (pair.score is not None and pair.label != SAME):
        return  # differs, but nobody said whether it conflicts
    yield pair, float(pair.label == CONFLICT)
    if pair.label == SAME:
        yield from ((one, 1.0) for one in changed(pair))


def changed(pair: Pair) -> Iterator[Pair]:
    """Yield a pair that says the same with its second text changed: number, date, negation, denial."""
    known = set(EDITED.findall(pair.a))
    number = next((one for one in EDITED.finditer(pair.b) if one[1] in known), None)
    if number is not None:
        value = int(number[1].replace(",", ""))
        other = (
            f"{value + max(2, round(value * 0.3)):,}" if "," in number[1] else str(value + max(2, value // 3))
        )
        yield Pair(pair.a, pair.b[: number.start()] + other + pair.b[number.end() :], CONFLICT)
    dates = {one[1] for one in DATED.finditer(pair.a)}
    date = next((one for one in DATED.finditer(pair.b) if one[1] in dates), None)
    if date is not None:
        day = int(date[2]) + 3 if int(date[2]) < 20 else int(date[2]) - 3
        yield Pair(pair.a, f"{pair.b[: date.start(2)]}{day}{pair.b[date.end(2) :]}", CONFLICT)
    verb = VERB.search(pair.b)
    if verb is not None and not NEGATED.search(pair.a + pair.b):
        yield Pair(pair.a, f"{pair.b[: verb.end()]} not{pair.b[verb.end() :]}", CONFLICT)
        yield Pair(pair.a, f"A spokesman denied that {pair.b[:1].lower()}{pair.b[1:]}", CONFLICT)


def _strangers(pairs: Iterable[Pair], prepared: Callable[[str], Prepared]) -> Iterator[tuple[str, str]]:
    """Yield each first text with second texts of other pairs that share a word, drawn by a fixed seed.

    Candidates in a store share words too, so that these are what has to be told from a match.
    """
    rows = [pair for pair in pairs if pair.label != DIFFERENT]
    having: dict[str, list[Pair]] = defaultdict(list)
    for pair in rows:
        for stem in sorted(prepared(pair.b).known):
            having[stem].append(pair)
    draw = random.Random(SEED)
    for pair in rows:
        stems = sorted(prepared(pair.a).known & having.keys())
        for stem in draw.sample(stems, min(STRANGERS, len(stems))):
            other = draw.choice(having[stem])
            if other.a != pair.a and other.b != pair.b:
                yield pair.a, other.b
