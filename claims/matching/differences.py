"""Where typed values of two contents differ: number, date, negation, denial, opposite.

Each difference names both values; whether it is a conflict is weighed in ``conflicts``. A value that
one side lacks is never a difference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from claims.matching.amounts import agree, comparable, same_thing
from claims.matching.lexicon import lexicon, stem
from claims.matching.prepare import Prepared
from claims.matching.rarity import Idf
from claims.matching.values import DENIAL, NEGATION, Day, Number, Turn

SHARED = 1
"""How many topical words two sides share at least, where they can differ about one thing."""
ALIKE = 0.4
"""Dice of the topical words of two sides, from which one states what the other negates, in whatever words."""
SCOPE_SHARED = 0.3
"""The share of what one side negates that the other side has to state."""
DENIED_SHARED = 0.1
"""The share of what one side denies that the other side has to state, or of what it states."""


class Side(NamedTuple):
    """One side's value: its words and where they stand in its content's words (-1: in its cue)."""

    words: str
    start: int
    end: int


class Difference(NamedTuple):
    """Two values that differ, and figures that tell whether both can be so."""

    kind: str
    a: Side
    b: Side
    figures: Mapping[str, float]


Found = Iterator[tuple[Side, Side, dict[str, float]]]


def differences(a: Prepared, b: Prepared, idf: Idf) -> list[Difference]:
    """Return where typed values of ``a`` and ``b`` differ; none where the two share next to nothing."""
    if len(a.known & (b.known | b.around) | b.known & a.around) < SHARED:
        return []
    return [
        Difference(kind, ours, theirs, figures)
        for kind, find in FINDERS.items()
        for ours, theirs, figures in find(a, b, idf)
    ]


def _dice(a: Iterable[str], b: Iterable[str]) -> float:
    ours, theirs = frozenset(a), frozenset(b)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 0.0


def _share(stems: Iterable[str], among: frozenset[str], idf: Idf) -> float:
    """Return the share of the weight of ``stems`` that ``among`` has."""
    wanted = list(stems)
    total = math.fsum(idf(stem) for stem in wanted)
    return math.fsum(idf(stem) for stem in wanted if stem in among) / total if total else 0.0


def _numbers(a: Prepared, b: Prepared, idf: Idf) -> Found:
    """Pair the numbers that the other side states otherwise, those with the most alike around first."""
    ours = [x for x in a.numbers if not any(agree(x, y) for y in b.numbers)]
    theirs = [y for y in b.numbers if not any(agree(x, y) for x in a.numbers)]
    alone = len(ours) == len(theirs) == 1
    pairs = [(x, y) for x in ours for y in theirs if same_thing(x, y) or (alone and comparable(x, y))]
    pairs.sort(key=lambda pair: (-_dice(pair[0].near, pair[1].near), pair[0].start, pair[1].start))
    used: set[int] = set()
    kept = []
    for x, y in pairs:
        if id(x) not in used and id(y) not in used:
            used |= {id(x), id(y)}
            kept.append((x, y))
    agreed = min(len(a.numbers) - len(ours), len(b.numbers) - len(theirs))
    days = _days_named(a) ^ _days_named(b)
    for x, y in kept:
        yield (
            side_of(x),
            side_of(y),
            {
                "near": _dice(x.near, y.near),
                "after": float(bool(x.following[:1]) and x.following[:1] == y.following[:1]),
                "left alone": float(alone and not same_thing(x, y)),
                "no unit": float(not x.unit and not y.unit),
                "one unit": float(bool(x.unit) and x.unit == y.unit),
                "apart": abs(x.value - y.value) / max(abs(x.value), abs(y.value), 1e-9),
                "only one": float(len(kept) == 1),
                "differing": math.log(len(kept)),
                "left over": math.log1p(abs(len(ours) - len(theirs))),
                "agreeing": math.log1p(agreed),
                "bounded": float(bool(x.bound or y.bound)),
                "exact": float(min(x.slack, y.slack) < 0.5),
                "other day": float(bool(days)),
                f"unit={x.unit if x.unit == y.unit else '-'}": 1.0,
                **{f"beside={stem}": 1.0 for stem in sorted({*x.near} & {*y.near})},
            },
        )


def _days_named(one: Prepared) -> frozenset[str]:
    return lexicon().weekdays & frozenset(one.tokens)


def _dates(a: Prepared, b: Prepared, idf: Idf) -> Found:
    """Pair dates that cannot be the same, of like length, where nothing says that both were meant.

    The same words on both sides ("on Monday") are no difference, whatever the articles' dates.
    """
    ours = [x for x in a.days if not any(overlap(x, y) for y in b.days)]
    theirs = [y for y in b.days if not any(overlap(x, y) for x in a.days)]
    for x, y in zip(ours, theirs, strict=False):
        near = _dice(x.near, y.near)
        if _is_year(x) == _is_year(y) and near and x.words.lower() != y.words.lower():
            yield (
                side_of(x),
                side_of(y),
                {
                    "near": near,
                    "year": float(_is_year(x)),
                    "as many": float(len(a.days) == len(b.days)),
                    "only one": float(len(ours) == len(theirs) == 1),
                    "number": float(any(letter.isdigit() for letter in x.words + y.words)),
                },
            )


def overlap(x: Day, y: Day) -> bool:
    """Return whether two dates can be the same; years count where both state one."""
    cut = 0 if x.dated and y.dated else len("2025-")
    return x.first[cut:] <= y.last[cut:] and y.first[cut:] <= x.last[cut:]


def _is_year(day: Day) -> bool:
    return day.first.endswith("-01-01") and day.last.endswith("-12-31")


def _negations(a: Prepared, b: Prepared, idf: Idf) -> Found:
    """Pair what one side negates with the words in which the other states it."""
    for turn, figures in _negated_here(a, b, idf):
        yield side_of(turn), stated(b, turn.scope), figures
    for turn, figures in _negated_here(b, a, idf):
        yield stated(a, turn.scope), side_of(turn), figures


def _negated_here(a: Prepared, b: Prepared, idf: Idf) -> Iterator[tuple[Turn, dict[str, float]]]:
    """Yield the negations of ``a`` whose scope ``b`` states, and neither negates nor denies."""
    turned = frozenset(stem for turn in b.turns if turn.kind in (NEGATION, DENIAL) for stem in turn.scope)
    otherwise = sum(token in lexicon().soft for token in b.tokens)
    for turn in a.turns:
        if turn.kind != NEGATION or not turned.isdisjoint(turn.scope):
            continue
        share = _share(turn.scope, b.known, idf)
        if otherwise and turn.scope[0] not in b.known:
            continue  # "did not accept" beside "rejected"
        if share >= SCOPE_SHARED or turn.scope[0] in b.known or _dice(a.known, b.known) >= ALIKE:
            yield (
                turn,
                {
                    "stated": share,
                    "head stated": float(turn.scope[0] in b.known),
                    "second stated": float(turn.scope[1:2] != () and turn.scope[1] in b.known),
                    "scope": float(len(turn.scope)),
                    "otherwise": math.log1p(otherwise),
                    "also here": math.log1p(sum(token in lexicon().soft for token in a.tokens)),
                    "turned": math.log1p(_turned(b)),
                    "evened out": float(_turned(a) <= _turned(b)),
                    "more than one": float(_turned(a) > 1),
                    "denied": float(_denial(a) is not None),
                    f"word={_first(turn)}": 1.0,
                    f"next={_next(turn)}": 1.0,
                },
            )


def _turned(one: Prepared) -> int:
    return sum(turn.kind in (NEGATION, DENIAL) for turn in one.turns)


def _first(turn: Turn) -> str:
    return turn.words.split()[0].lower()


def _next(turn: Turn) -> str:
    return " ".join(turn.words.lower().split()[1:2])


def _denials(a: Prepared, b: Prepared, idf: Idf) -> Found:
    """Pair a denial on one side with what the other states."""
    ours, theirs = _denial(a), _denial(b)
    if ours and not theirs and (figures := _denied(b, a, ours, idf)):
        yield side_of(ours), stated(b, ours.scope), figures
    if theirs and not ours and (figures := _denied(a, b, theirs, idf)):
        yield stated(a, theirs.scope), side_of(theirs), figures


def _denial(one: Prepared) -> Turn | None:
    return next((turn for turn in one.turns if turn.kind == DENIAL), None)


def _denied(one: Prepared, denier: Prepared, denial: Turn, idf: Idf) -> dict[str, float]:
    """Return what tells whether ``one`` states what ``denial`` denies; nothing where it does not."""
    denied = _share(denial.scope, one.known, idf)
    stated = _share(sorted(one.known), frozenset(denial.scope), idf)
    if max(denied, stated) < DENIED_SHARED:
        return {}
    if any(t.kind == NEGATION and not frozenset(t.scope).isdisjoint(denial.scope) for t in one.turns):
        return {}
    return {
        "denied": denied,
        "stated": stated,
        "in cue": float(denial.start < 0),
        "with negation": float(any(turn.kind == NEGATION for turn in denier.turns)),
        "question": float("?" in denier.text),
        f"word={denial.words.lower()}": 1.0,
    }


def turned(a: Prepared, b: Prepared) -> Difference | None:
    """Return what only one side denies, or else negates, beside all that the other says; None without any."""
    ours, theirs = (
        sorted((turn for turn in one.turns if turn.kind in (DENIAL, NEGATION)), key=lambda turn: turn.kind)
        for one in (a, b)
    )
    if ours and not theirs:
        return Difference(ours[0].kind, side_of(ours[0]), stated(b, ours[0].scope), {})
    if theirs and not ours:
        return Difference(theirs[0].kind, stated(a, theirs[0].scope), side_of(theirs[0]), {})
    return None


def _opposites(a: Prepared, b: Prepared, idf: Idf) -> Found:
    """Pair words of two sides that cannot both be so, with a word around them in common."""
    for name in sorted({turn.kind for turn in a.turns} & {turn.kind for turn in b.turns}):
        ours = [turn for turn in a.turns if turn.kind == name and turn.side]
        theirs = [turn for turn in b.turns if turn.kind == name and turn.side]
        if {turn.side for turn in ours} & {turn.side for turn in theirs}:
            continue
        first = next(((x, y) for x in ours for y in theirs if _opposed(x, y)), None)
        if first is not None:
            yield (
                side_of(first[0]),
                side_of(first[1]),
                {"near": _dice(first[0].scope, first[1].scope), f"name={name}": 1.0},
            )


def _opposed(x: Turn, y: Turn) -> bool:
    """Whether two words are said of something in common; forms of one word never oppose each other."""
    apart = frozenset(x.scope).isdisjoint(y.scope)
    return not apart and stem(x.words.lower()) != stem(y.words.lower())


def side_of(value: Number | Day | Turn) -> Side:
    """Return where a value stands."""
    return Side(value.words, value.start, value.end)


def stated(one: Prepared, scope: tuple[str, ...]) -> Side:
    """Return the stretch of ``one``'s words from the first to the last of ``scope`` that it has."""
    places = sorted(one.places[stem] for stem in scope if stem in one.places)
    if not places:
        return Side(one.text, 0, len(one.text))
    start, end = places[0][0], max(end for _, end in places)
    return Side(one.text[start:end], start, end)


FINDERS: dict[str, Callable[[Prepared, Prepared, Idf], Found]] = {
    "number": _numbers,
    "date": _dates,
    "negation": _negations,
    "denial": _denials,
    "opposite": _opposites,
}
