"""How alike two prepared contents are, as named figures from 0 to 1, each the same both ways."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import pairwise

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import token_sort_ratio

from claims.matching.conflicts import agree, same_thing
from claims.matching.prepare import Prepared
from claims.matching.rarity import Idf
from claims.matching.values import Number

NGRAM = 4
"""How many characters the stretches have that are compared."""
HALF_SHARED = 2
"""How many stems in common are half of what there can be to say."""
CONTEXT = 0.5
"""What a word counts that only the other's title or speaker has, against one that its content has."""

NAMES = (
    "token_sort",
    "order",
    "words",
    "bigrams",
    "characters",
    "cover_low",
    "cover_high",
    "cover_low_squared",
    "cover_both",
    "cosine",
    "length",
    "shared",
    "names_shared",
    "names_differ",
    "numbers_shared",
    "numbers_differ",
)
"""The order of the figures in ``figures`` and of the weights learned for them."""


def figures(a: Prepared, b: Prepared, idf: Idf) -> tuple[float, ...]:
    """Return the figures of ``NAMES`` for a pair; ``idf`` gives a stem's weight, above 0."""
    cover_ab, cover_ba = coverage(a, b, idf), coverage(b, a, idf)
    low, high = min(cover_ab, cover_ba), max(cover_ab, cover_ba)
    ours, theirs = " ".join(a.tokens), " ".join(b.tokens)
    return (
        token_sort_ratio(ours, theirs) / 100,
        LCSseq.normalized_similarity(a.tokens, b.tokens),
        _dice(a.tokens, b.tokens),
        _dice(pairwise(a.tokens), pairwise(b.tokens)),
        _dice(_ngrams(ours), _ngrams(theirs)),
        low,
        high,
        low * low,
        low * high,
        _cosine(a, b, idf),
        _share(len(a.stems), len(b.stems)),
        _shared(a, b),
        *_names(a, b),
        *_numbers(a, b),
    )


def coverage(a: Prepared, b: Prepared, idf: Idf) -> float:
    """Return the share of the weight of ``a``'s stems that ``b`` has too, in its content or its context."""
    content, context = frozenset(b.stems), frozenset(b.context)
    total = shared = 0.0
    for stem in dict.fromkeys(a.stems):  # in order, so that the sum is the same on every run
        weight = idf(stem)
        total += weight
        shared += weight * (1.0 if stem in content else CONTEXT if stem in context else 0.0)
    return shared / total if total else 0.0


def _cosine(a: Prepared, b: Prepared, idf: Idf) -> float:
    """Return the cosine of the IDF vectors of the stems."""
    weights = {stem: idf(stem) ** 2 for stem in dict.fromkeys(sorted((*a.stems, *b.stems)))}
    ours, theirs = frozenset(a.stems), frozenset(b.stems)
    shared = math.fsum(weights[stem] for stem in ours & theirs)
    sizes = [math.fsum(weights[stem] for stem in side) for side in (ours, theirs)]
    return shared / math.sqrt(sizes[0] * sizes[1]) if all(sizes) else 0.0


def _dice(a: Iterable[object], b: Iterable[object]) -> float:
    ours, theirs = frozenset(a), frozenset(b)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 0.0


def _ngrams(line: str) -> Iterable[str]:
    return (line[at : at + NGRAM] for at in range(max(1, len(line) - NGRAM + 1)))


def _share(a: int, b: int) -> float:
    return min(a, b) / max(a, b) if a and b else 0.0


def _shared(a: Prepared, b: Prepared) -> float:
    """Return how many stems both have, on a scale that saturates: two are 0.5."""
    count = len(frozenset(a.stems) & frozenset(b.stems))
    return count / (count + HALF_SHARED)


def _names(a: Prepared, b: Prepared) -> tuple[float, float]:
    """Return the shares of names that the other side has in its words, and that it does not."""
    missed = sum(not set(name) & set(b.stems) for name in a.entities)
    missed += sum(not set(name) & set(a.stems) for name in b.entities)
    total = len(a.entities) + len(b.entities)
    return ((total - missed) / total, missed / total) if total else (0.0, 0.0)


def _numbers(a: Prepared, b: Prepared) -> tuple[float, float]:
    """Return the shares of numbers that the other side states too, and that it states otherwise."""
    total = len(a.numbers) + len(b.numbers)
    if not total:
        return 0.0, 0.0
    agreeing = _having(a, b, agree) + _having(b, a, agree)
    comparable = _having(a, b, same_thing) + _having(b, a, same_thing)
    return agreeing / total, max(0, comparable - agreeing) / total


def _having(a: Prepared, b: Prepared, test: Callable[[Number, Number], bool]) -> int:
    return sum(any(test(ours, theirs) for theirs in b.numbers) for ours in a.numbers)
