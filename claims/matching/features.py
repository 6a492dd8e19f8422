"""How alike two prepared contents are, as named figures, each the same both ways.

The figures are those of work on paraphrase (overlap of words, stretches of words and characters, edit
distance, as in Madnani, Tetreault and Chodorow 2012), of coverage by inverse document frequency, and of
what one side has and the other has not. Weights that were learned say what each counts for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator

from rapidfuzz.distance import LCSseq, Levenshtein
from rapidfuzz.fuzz import ratio, token_sort_ratio
from rapidfuzz.process import extractOne

from claims.matching.amounts import agree, same_thing
from claims.matching.prepare import Prepared
from claims.matching.rarity import Idf
from claims.matching.stance import stances
from claims.matching.values import NEGATION, Number

HALF_SHARED = 2
"""How many stems in common are half of what there can be to say."""
CONTEXT = 0.5
"""What a word counts that only the other's title or speaker has, against one that its content has."""
COMPARED = 12
"""How many unshared stems of a side are compared by their letters."""
UNKNOWN = "\0"
"""A stem that no claim has: the heaviest that there can be."""

Figures = dict[str, float]


def figures(a: Prepared, b: Prepared, idf: Idf) -> Figures:
    """Return the figures of a pair by name; ``idf`` gives a stem's weight, above 0.

    Those named ``low`` and ``high`` are of the side where they are lower and higher.
    """
    found: Figures = {}
    found.update(_overlaps(a, b))
    found.update(_order(a, b))
    found.update(_coverage(a, b, idf))
    found.update(_unshared(a, b, idf))
    found.update(_lengths(a, b))
    found.update(_names(a, b))
    found.update(_values(a, b))
    return found


def _overlaps(a: Prepared, b: Prepared) -> Iterator[tuple[str, float]]:
    for name in ("ones", "twos", "threes", "fours", "letters3", "letters5"):
        ours, theirs = a.pieces[name], b.pieces[name]
        shared = len(ours & theirs)
        shares = (shared / len(ours) if ours else 0.0, shared / len(theirs) if theirs else 0.0)
        yield f"{name} low", min(shares)
        yield f"{name} high", max(shares)
        yield name, 2 * shared / (len(ours) + len(theirs)) if ours or theirs else 0.0


def _order(a: Prepared, b: Prepared) -> Iterator[tuple[str, float]]:
    ours, theirs = a.row, b.row
    short, long = sorted((len(ours), len(theirs)))
    common = LCSseq.similarity(ours, theirs)
    yield "token sort", token_sort_ratio(" ".join(a.tokens), " ".join(b.tokens)) / 100
    yield "order low", common / max(1, long)
    yield "order high", common / max(1, short)
    yield "edits", Levenshtein.distance(ours, theirs) / max(1, long)
    yield "first word", float(ours[:1] == theirs[:1])
    yield "last word", float(ours[-1:] == theirs[-1:])


def _coverage(a: Prepared, b: Prepared, idf: Idf) -> Iterator[tuple[str, float]]:
    low, high = sorted((coverage(a, b, idf), coverage(b, a, idf)))
    shared = len(a.known & b.known) + CONTEXT * (len(a.known & b.around) + len(b.known & a.around))
    yield "cover low", low
    yield "cover high", high
    yield "cover low squared", low * low
    yield "cover both", low * high
    yield "cosine", _cosine(a, b, idf)
    yield "shared", shared / (shared + HALF_SHARED)
    yield "shared count", math.log1p(shared)


def coverage(a: Prepared, b: Prepared, idf: Idf) -> float:
    """Return the share of the weight of ``a``'s stems that ``b`` has too, in its content or its context."""
    content, context = b.known, b.around
    total = shared = 0.0
    for stem in dict.fromkeys(a.stems):  # in order, so that the sum is the same on every run
        weight = idf(stem)
        total += weight
        shared += weight * (1.0 if stem in content else CONTEXT if stem in context else 0.0)
    return shared / total if total else 0.0


def _cosine(a: Prepared, b: Prepared, idf: Idf) -> float:
    """Return the cosine of the IDF vectors of the stems."""
    shared = math.fsum(idf(stem) ** 2 for stem in a.known & b.known)
    sizes = [math.fsum(idf(stem) ** 2 for stem in side) for side in (a.known, b.known)]
    return shared / math.sqrt(sizes[0] * sizes[1]) if all(sizes) else 0.0


def _unshared(a: Prepared, b: Prepared, idf: Idf) -> Iterator[tuple[str, float]]:
    most = idf(UNKNOWN)
    sides = []
    for ours, theirs in ((a, b), (b, a)):
        own = sorted(ours.known - theirs.known)
        weights = [idf(stem) / most for stem in own]
        small = [stem for stem in own if stem not in ours.capitals and not stem[0].isdigit()]
        capitals = ours.capitals - theirs.all_stems
        sides.append((len(own), math.fsum(weights), max(weights, default=0.0), len(small), len(capitals)))
    for name, (one, other) in zip(
        ("unshared", "unshared weight", "heaviest unshared", "unshared words", "unshared capitals"),
        zip(*sides, strict=True),
        strict=True,
    ):
        yield f"{name} low", min(one, other)
        yield f"{name} high", max(one, other)
    own, other_own = sorted(a.known - b.known)[:COMPARED], sorted(b.known - a.known)[:COMPARED]
    low, high = sorted((_letters(own, other_own), _letters(other_own, own)))
    yield "letters of unshared low", low
    yield "letters of unshared high", high


def _letters(ours: Collection[str], theirs: Collection[str]) -> float:
    """Return how like the most like of ``theirs`` is to each of ``ours`` by its letters, on average."""
    if not ours or not theirs:
        return 0.0 if ours else 1.0
    return sum(extractOne(stem, theirs, scorer=ratio)[1] for stem in ours) / 100 / len(ours)


def _lengths(a: Prepared, b: Prepared) -> Iterator[tuple[str, float]]:
    short, long = sorted((len(a.row), len(b.row)))
    yield "length", short / max(1, long)
    yield "length low", math.log1p(short)
    yield "length high", math.log1p(long)
    yield "length apart", math.log1p(long - short)


def _names(a: Prepared, b: Prepared) -> Iterator[tuple[str, float]]:
    missed = sum(b.known.isdisjoint(name) for name in a.entities)
    missed += sum(a.known.isdisjoint(name) for name in b.entities)
    total = len(a.entities) + len(b.entities)
    yield "names shared", (total - missed) / total if total else 0.0
    yield "names differ", missed / total if total else 0.0
    yield "capitals shared", math.log1p(len(a.capitals & b.capitals))


def _values(a: Prepared, b: Prepared) -> Iterator[tuple[str, float]]:
    """Yield how numbers, dates and negations agree; the shares are 0 where there are none."""
    total = len(a.numbers) + len(b.numbers)
    ours, theirs = _having(a, b, agree), _having(b, a, agree)
    comparable = _having(a, b, same_thing) + _having(b, a, same_thing)
    yield "numbers shared", (ours + theirs) / total if total else 0.0
    yield "numbers differ", max(0, comparable - ours - theirs) / total if total else 0.0
    low, high = sorted((len(a.numbers) - ours, len(b.numbers) - theirs))
    yield "unshared numbers low", math.log1p(low)
    yield "unshared numbers high", math.log1p(high)
    yield "numbers on one side", float(bool(a.numbers) != bool(b.numbers))
    yield "negations apart", min(1.0, abs(_negations(a) - _negations(b)))
    yield "dates apart", float(len(a.days) != len(b.days))


def _negations(one: Prepared) -> int:
    return sum(turn.kind == NEGATION for turn in one.turns)


def _having(a: Prepared, b: Prepared, test: Callable[[Number, Number], bool]) -> int:
    return sum(any(test(ours, theirs) for theirs in b.numbers) for ours in a.numbers)


SWAPS = 4
"""Unshared stems of each side up to which one may stand for another."""
HEADLINE = "headline"
MARKS = frozenset("?:\"“”'‘’")


def wording(a: Prepared, b: Prepared) -> Iterator[str]:
    """Yield what the words tell beyond figures: those of both sides, of one, and what may stand for what."""
    ours, theirs = a.all_stems, b.all_stems
    yield from (f"both={stem}" for stem in sorted(ours & theirs))
    yield from (f"one={stem}" for stem in sorted(ours ^ theirs))
    yield from (f"mark={mark}" for mark in sorted(MARKS & ({*a.text} ^ {*b.text})))
    own, other = ours - theirs, theirs - ours
    if len(own) <= SWAPS and len(other) <= SWAPS:
        yield from sorted({"swap={}/{}".format(*sorted((x, y))) for x in own for y in other})


def measures(a: Prepared, b: Prepared, idf: Idf) -> Figures:
    """Return the figures of a pair; those with a headline a second time, as ``headline …``."""
    found = figures(a, b, idf)
    if headlines(a, b):
        found.update([(f"{HEADLINE} {name}", value) for name, value in found.items()])
        found[HEADLINE] = 1.0
    return found


def standing(a: Prepared, b: Prepared, measured: Figures) -> Figures:
    """Return what decides on a pair with a headline: its ``measures``, and how one stands to the other."""
    return measured | dict(stances(a, b))


def evidence(a: Prepared, b: Prepared, measured: Figures) -> Figures:
    """Return all that the weights know of a pair: its ``measures``, and its wording in the same way."""
    told = dict.fromkeys(wording(a, b), 1.0)
    if headlines(a, b):
        told.update([(f"{HEADLINE} {name}", value) for name, value in told.items()])
    return measured | told


def headlines(a: Prepared, b: Prepared) -> bool:
    """Whether a pair is to be read as headlines are: one of the two is one."""
    return a.headline or b.headline
