"""Conflicts between typed values of the same thing; a value that one side lacks is never one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from claims.matching.lexicon import lexicon, stem
from claims.matching.prepare import Prepared, article_span
from claims.matching.rarity import Idf
from claims.matching.values import DENIAL, NEGATION, Day, Number, Turn
from claims.models import Conflict

GATES = {"number": 0.75, "date": 0.6, "negation": 0.5, "denial": 0.5, "opposite": 0.5}
"""The topic chance from which a difference of each kind is taken to be about the same thing."""
SHARED = 2
"""How many topical words two sides share at least, where they can conflict."""
SCOPE_SHARED = 0.6
"""The share of what one side negates that the other side has to state."""
HEAD = 2
"""Of how many first words of what is negated the other side has to state one."""
DENIED_SHARED = 0.5
"""The share of what one side denies that the other side has to state, or of what it states."""
ABOUT = 0.1
"""How far ``about 30`` reaches, as a share of it."""
OPEN_END = 1.2
"""``More than 20`` reaches to this many times 20, and ``less than 20`` down to 20 by it."""


class Side(NamedTuple):
    """One side's value: its words and where they stand in its content's words (-1: in its cue)."""

    words: str
    start: int
    end: int


Pairs = Iterator[tuple[Side, Side]]


def conflicts(a: Prepared, b: Prepared, idf: Idf, topic: float) -> tuple[Conflict, ...]:
    """Return the conflicts between ``a`` and ``b``, each with both values and their places when known.

    ``topic`` is the chance, from 0 to 1, that the two are about the same thing.
    """
    if len({*a.stems} & {*b.stems, *b.context} | {*b.stems} & {*a.context}) < SHARED:
        return ()
    return tuple(
        Conflict(
            kind=kind,
            a=ours.words,
            b=theirs.words,
            a_span=article_span(a.content, ours.start, ours.end) if ours.start >= 0 else None,
            b_span=article_span(b.content, theirs.start, theirs.end) if theirs.start >= 0 else None,
        )
        for kind, find in FINDERS.items()
        if topic >= GATES[kind]
        for ours, theirs in find(a, b, idf)
    )


def same_thing(x: Number, y: Number) -> bool:
    """Whether two numbers can be compared: like units, and a word around them in common."""
    return _like_units(x, y) and _meet(x.near, y.near)


def _like_units(x: Number, y: Number) -> bool:
    """Whether units are equal, or one is among the words after the other: 22 suspected cases, 18 cases."""
    measures = frozenset(lexicon().units.values())
    if x.unit == y.unit or x.unit in measures or y.unit in measures or not x.unit or not y.unit:
        return x.unit == y.unit
    return x.unit in y.following or y.unit in x.following


def agree(x: Number, y: Number) -> bool:
    """Whether two numbers can both be so, by their bounds and the precision they were written with."""
    if x.unit and y.unit and not _like_units(x, y):
        return False
    slack = max(x.slack, y.slack) * (1 + 1e-9)
    if x.bound == y.bound != "about" and x.upper is None and y.upper is None:
        return abs(x.value - y.value) <= slack  # "more than 130" beside "more than 143" is worth a look
    (low_x, high_x), (low_y, high_y) = _reach(x), _reach(y)
    return low_x - slack <= high_y and low_y - slack <= high_x


def _reach(number: Number) -> tuple[float, float]:
    """Return the least and the greatest amount that a number can mean."""
    low, high = number.value, number.value if number.upper is None else number.upper
    match number.bound:
        case "about":
            return low - abs(low) * ABOUT, high + abs(high) * ABOUT
        case "at least" | "more than":
            return low, high * OPEN_END
        case "at most" | "less than":
            return low / OPEN_END, high
        case _:
            return low, high


def _meet(a: Iterable[str], b: Iterable[str]) -> bool:
    return not frozenset(a).isdisjoint(b)


def _number_conflicts(a: Prepared, b: Prepared, idf: Idf) -> Pairs:
    """Pair the numbers that the other side states otherwise, those with the most alike around first."""
    ours = [x for x in a.numbers if not any(agree(x, y) for y in b.numbers)]
    theirs = [y for y in b.numbers if not any(agree(x, y) for x in a.numbers)]
    pairs = [(x, y) for x in ours for y in theirs if same_thing(x, y)]
    pairs.sort(key=lambda pair: (-len(set(pair[0].near) & set(pair[1].near)), pair[0].start, pair[1].start))
    used: set[int] = set()
    for x, y in pairs:
        if id(x) not in used and id(y) not in used:
            used |= {id(x), id(y)}
            yield _side(x), _side(y)


def _date_conflicts(a: Prepared, b: Prepared, idf: Idf) -> Pairs:
    """Pair dates that cannot be the same, of like length, where nothing says that both were meant."""
    ours = [x for x in a.days if not any(_overlap(x, y) for y in b.days)]
    theirs = [y for y in b.days if not any(_overlap(x, y) for x in a.days)]
    if len(a.days) != len(b.days):
        return
    for x, y in zip(ours, theirs, strict=False):
        if _is_year(x) == _is_year(y) and _meet(x.near, y.near):
            yield _side(x), _side(y)


def _overlap(x: Day, y: Day) -> bool:
    cut = 0 if x.dated and y.dated else len("2025-")
    return x.first[cut:] <= y.last[cut:] and y.first[cut:] <= x.last[cut:]


def _is_year(day: Day) -> bool:
    return day.first.endswith("-01-01") and day.last.endswith("-12-31")


def _negation_conflicts(a: Prepared, b: Prepared, idf: Idf) -> Pairs:
    """Pair what one side negates with the words in which the other states it."""
    for turn in _negated_here(a, b, idf):
        yield _side(turn), _stated(b, turn.scope)
    for turn in _negated_here(b, a, idf):
        yield _stated(a, turn.scope), _side(turn)


def _negated_here(a: Prepared, b: Prepared, idf: Idf) -> list[Turn]:
    """Return the negations of ``a`` whose scope ``b`` states and neither negates nor denies."""
    turned = [stem for turn in b.turns if turn.kind in (NEGATION, DENIAL) for stem in turn.scope]
    if _denial(a):
        return []
    return [
        turn
        for turn in a.turns
        if turn.kind == NEGATION
        and _meet(turn.scope[:HEAD], b.stems)
        and _share(turn.scope, b.stems, idf) >= SCOPE_SHARED
        and not _meet(turn.scope, turned)
    ]


def _share(stems: Iterable[str], among: Iterable[str], idf: Idf) -> float:
    """Return the share of the weight of ``stems`` that ``among`` has."""
    wanted, had = list(stems), frozenset(among)
    total = math.fsum(idf(stem) for stem in wanted)
    return math.fsum(idf(stem) for stem in wanted if stem in had) / total if total else 0.0


def _denial_conflicts(a: Prepared, b: Prepared, idf: Idf) -> Pairs:
    """Pair a denial on one side with what the other states."""
    ours, theirs = _denial(a), _denial(b)
    if ours and not theirs and _states(b, a, ours, idf):
        yield _side(ours), _stated(b, ours.scope)
    if theirs and not ours and _states(a, b, theirs, idf):
        yield _stated(a, theirs.scope), _side(theirs)


def _denial(one: Prepared) -> Turn | None:
    return next((turn for turn in one.turns if turn.kind == DENIAL), None)


def _states(one: Prepared, denier: Prepared, denial: Turn, idf: Idf) -> bool:
    """Whether ``one`` states what ``denial`` denies: not where it negates it too, or a negation is denied."""
    if any(turn.kind == NEGATION for turn in denier.turns) or any(
        turn.kind == NEGATION and _meet(turn.scope, denial.scope) for turn in one.turns
    ):
        return False
    denied, stated = _share(denial.scope, one.stems, idf), _share(one.stems, denial.scope, idf)
    return max(denied, stated) >= DENIED_SHARED


def _opposite_conflicts(a: Prepared, b: Prepared, idf: Idf) -> Pairs:
    """Pair words of two sides that cannot both be so, with a word around them in common."""
    for name in sorted({turn.kind for turn in a.turns} & {turn.kind for turn in b.turns}):
        ours = [turn for turn in a.turns if turn.kind == name and turn.side]
        theirs = [turn for turn in b.turns if turn.kind == name and turn.side]
        if {turn.side for turn in ours} & {turn.side for turn in theirs}:
            continue
        first = next(((x, y) for x in ours for y in theirs if _opposed(x, y)), None)
        if first is not None:
            yield _side(first[0]), _side(first[1])


def _opposed(x: Turn, y: Turn) -> bool:
    """Whether two words are said of something in common; forms of one word never oppose each other."""
    return stem(x.words.lower()) != stem(y.words.lower()) and _meet(x.scope, y.scope)


def _side(value: Number | Day | Turn) -> Side:
    return Side(value.words, value.start, value.end)


def _stated(one: Prepared, scope: tuple[str, ...]) -> Side:
    """Return the stretch of ``one``'s words from the first to the last of ``scope`` that it has."""
    places = sorted(one.places[stem] for stem in scope if stem in one.places)
    if not places:
        return Side(one.text, 0, len(one.text))
    start, end = places[0][0], max(end for _, end in places)
    return Side(one.text[start:end], start, end)


FINDERS: dict[str, Callable[[Prepared, Prepared, Idf], Pairs]] = {
    "number": _number_conflicts,
    "date": _date_conflicts,
    "negation": _negation_conflicts,
    "denial": _denial_conflicts,
    "opposite": _opposite_conflicts,
}
