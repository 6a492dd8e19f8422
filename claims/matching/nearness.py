"""How near a text is to a query, as named figures that learned weights put into one order.

The query may be a post, a headline or a claim in other words; what counts for what was learned from
queries that people answered (``data/weights/nearest.json``), pair by pair: the right text against each
other one that the index brings in (RankNet's loss, Burges and others 2005, over a sum of weights).
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.fuzz import partial_ratio, token_sort_ratio

from claims.matching.lexicon import lexicon
from claims.matching.words import words

WEIGHTS = "nearest"
"""The name of the weights, and of their file."""
HEAVIEST = 3
"""Shared stems that are looked at for how much they tell by themselves."""
STRETCH = 3
"""Letters of the stretches that two texts have in common."""
YEAR = re.compile(r"(?:19|20)\d\d")

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Reading:
    """What of a text counts for nearness."""

    stems: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    """The topical stems that follow one another."""
    capitals: frozenset[str]
    numbers: frozenset[str]
    years: frozenset[str]
    months: frozenset[int]
    stretches: frozenset[str]
    line: str
    """Its words in lower case."""
    topical: str
    """Its topical words in lower case."""


def reading(text: str) -> Reading:
    """Return ``text`` read for nearness, in time linear in its length."""
    row = words(text)
    topical = [word for word in row if word.topical]
    stems = [word.stem for word in topical]
    numbers = frozenset(word.low for word in row if word.low[0].isdigit())
    months = lexicon().months
    return Reading(
        stems=frozenset(stems),
        pairs=frozenset(pairwise(stems)),
        capitals=frozenset(word.stem for word in topical if word.capital),
        numbers=numbers,
        years=frozenset(filter(YEAR.fullmatch, numbers)),
        months=frozenset(months[word.low] for word in row if word.low in months),
        stretches=frozenset(
            f" {word.low} "[at : at + STRETCH]
            for word in topical
            for at in range(max(1, len(word.low) + 3 - STRETCH))
        ),
        line=" ".join(word.low for word in row),
        topical=" ".join(word.low for word in topical),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, as far as it counts for nearness."""

    body: Reading
    signature: Reading
    """Who posted it and when, where it is a post with its signature; that is no topic."""

    @property
    def dated(self) -> Reading:
        """The part that says when."""
        return self.signature if self.signature.years else self.body


@dataclass(frozen=True, slots=True)
class Told:
    """A text with its title, as far as it counts for nearness."""

    words: Reading
    title: Reading
    both: Reading


def told(text: str, title: str) -> Told:
    """Return a text and its title read for nearness."""
    return Told(reading(text), reading(title), reading(f"{title}\n{text}"))


def nearness(asked: Asked, text: Told, weight: Weight) -> dict[str, float]:
    """Return the figures of a text for a query; ``weight`` says what a stem tells."""
    query, named = asked.body, asked.body.stems | asked.signature.stems
    shared, missing = query.stems & text.both.stems, text.words.stems - named
    return {
        "query covered": covered(query.stems, text.both.stems, weight),
        "signature covered": covered(asked.signature.stems, text.both.stems, weight),
        **_side("", asked, text.words, weight),
        **_side("title ", asked, text.title, weight),
        "heaviest shared": math.fsum(heapq.nlargest(HEAVIEST, map(weight, shared))),
        "heaviest missing": max(map(weight, missing), default=0.0),
        "pairs": math.log1p(len(query.pairs & text.both.pairs)),
        "names covered": covered(text.both.capitals, named, weight),
        "numbers shared": _share(query.numbers, text.both.numbers),
        "numbers missing": math.log1p(len(text.words.numbers - query.numbers)),
        **_time(asked.dated, text.both),
    }


def _side(name: str, asked: Asked, text: Reading, weight: Weight) -> dict[str, float]:
    """Return the figures of a text alone, or of a title."""
    query = asked.body
    return {
        f"{name}covered": covered(text.stems, query.stems, weight),
        f"{name}covered with signature": covered(text.stems, query.stems | asked.signature.stems, weight),
        f"{name}cosine": _cosine(query.stems, text.stems, weight),
        f"{name}letters shared": _share(text.stretches, query.stretches),
        f"{name}token sort": token_sort_ratio(query.topical, text.topical) / 100,
        f"{name}stretch alike": partial_ratio(query.line, text.line) / 100,
        f"{name}length": math.log1p(len(text.stems)),
    }


def _time(query: Reading, text: Reading) -> dict[str, float]:
    """Return whether both name one year and month, or others; 0 where one of them names none."""
    years = bool(query.years & text.years)
    months = bool(query.months & text.months)
    both = bool(query.months and text.months)
    return {
        "same year": float(years),
        "other year": float(bool(query.years and text.years) and not years),
        "same month": float(years and months),
        "other month": float(years and both and not months),
    }


def covered(stems: Collection[str], by: frozenset[str], weight: Weight) -> float:
    """Return the share, 0 to 1, of the weight of ``stems`` that ``by`` has too."""
    total = math.fsum(map(weight, stems))
    return math.fsum(weight(stem) for stem in stems if stem in by) / total if total else 0.0


def _cosine(a: frozenset[str], b: frozenset[str], weight: Weight) -> float:
    shared = math.fsum(weight(stem) ** 2 for stem in a & b)
    sizes = [math.fsum(weight(stem) ** 2 for stem in side) for side in (a, b)]
    return shared / math.sqrt(sizes[0] * sizes[1]) if all(sizes) else 0.0


def _share(own: frozenset[str], other: frozenset[str]) -> float:
    return len(own & other) / len(own) if own else 0.0
