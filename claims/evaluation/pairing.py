"""Pairing predicted attributions with gold ones by the words that they share.

Spans are compared as sets of word numbers, so that quotation marks, commas and blanks at an edge never
matter, by Dice's coefficient (Lee R. Dice, "Measures of the amount of ecologic association between
species", Ecology 26, 1945).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.evaluation.breakdowns import Attributed
from claims.evaluation.gold import check_spans
from claims.models import Span

NEAR = 0.5
"""The Dice coefficient from which two word sets count as overlapping."""

WORD = re.compile(r"\w+(?:['\u2019]\w+)?")
"""A word, with what follows its apostrophe."""

_QUOTATION_MARK = re.compile(r"[\"\u201c\u201d«»\u201e]|''|``")


@dataclass(frozen=True, slots=True)
class Encoded:
    """An attribution with its roles as sets of word numbers."""

    given: Attributed
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    quoted: bool
    """Whether a quotation mark lies in its content or at an edge of it."""


def encode(attributions: Iterable[Attributed], text: str, starts: list[int]) -> Iterator[Encoded]:
    """Yield the attributions that have a word in their content.

    ``starts`` are the offsets at which the words of ``text`` start. Raises ValueError for a span that
    lies outside of it.
    """
    for given in attributions:
        for role, spans in (("source", given.source), ("cue", given.cue), ("content", given.content)):
            check_spans(spans, role, len(text))
        content = _words(given.content, starts)
        if content:
            pieces = (text[max(0, start - 1) : end + 1] for start, end in given.content)
            yield Encoded(
                given,
                source=_words(given.source, starts),
                cue=_words(given.cue, starts),
                content=content,
                quoted=any(map(_QUOTATION_MARK.search, pieces)),
            )


def _words(spans: Iterable[Span], starts: list[int]) -> frozenset[int]:
    """Return the numbers of the words that start in one of ``spans``."""
    numbers: list[int] = []
    for start, end in spans:
        numbers += range(bisect_left(starts, start), bisect_left(starts, end))
    return frozenset(numbers)


def dice(a: frozenset[int], b: frozenset[int]) -> float:
    """Return Dice's coefficient, 1 for two empty sets."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def pair(gold: list[Encoded], predicted: list[Encoded]) -> dict[int, int]:
    """Return for each paired gold attribution, by its number, the number of its predicted one.

    Pairs are one to one, best overlap of contents first, then best overlap of sources. Only those that
    share a word of content are compared, so the time does not grow with all pairs.
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for i, wanted in enumerate(gold):
        for word in wanted.content:
            holders[word].append(i)
    candidates: list[tuple[float, float, int, int]] = []
    for j, got in enumerate(predicted):
        shared = Counter(i for word in got.content for i in holders.get(word, ()))
        for i, common in shared.items():
            overlap = 2 * common / (len(gold[i].content) + len(got.content))
            candidates.append((-overlap, -dice(gold[i].source, got.source), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
