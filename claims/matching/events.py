"""Claims of one event that contradict each other, though they share few words.

Two outlets tell one event in words of their own: "38 bridges" and "36 bridges", "a message was sent" and
"no warning". Where both articles are about one event, by what their titles and their most frequent names
share and by their dates, a typed value that differs needs fewer shared words to be worth a look; but
always one of the very thing that is counted, dated or denied.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise, product

from claims.matching.about import (
    Sentence,
    holding,
    is_limited,
    listed_apart,
    named_before,
    names_of,
    narrowed_by,
    said_of_others,
    sentences_of,
    turned_otherwise,
)
from claims.matching.amounts import agree
from claims.matching.differences import Difference, Side, overlap, side_of, stated
from claims.matching.lexicon import lexicon, stem
from claims.matching.prepare import Prepared
from claims.matching.rarity import Idf
from claims.matching.values import DENIAL, NEGATION, Day, Number, Turn
from claims.matching.words import words

NAMES = 8
"""The most frequent names of an article that tell what it is about."""
READ = 6000
"""Code points of an article's beginning that are read for them."""
TWICE = 2
"""How often a name stands there at least."""
SHARED = 2
"""Names and words of titles that articles of one event share at least."""
WEIGHT = 8.0
"""What these weigh together, at least."""
DAYS = 7
"""Days between two articles of one event, at most; and between two dates that are told of one act."""
RARE = 4.0
"""Weight from which a word tells that two sentences are about one thing."""
TELLING = 2.0
"""The same of a second word where two days are told of one act."""
FACTOR = 2.0
"""How many times another an amount is at most where both can be told of one thing."""
ENOUGH = 2
"""Rare words that two sentences share, where none of them is beside the values."""
NAMED = 3
"""Names and words that a reason shows."""

At = Iterator[Difference]


def subjects(title: str | None, text: str) -> dict[str, str]:
    """Return what an article is about: words of its title and its most frequent names, by their stems.

    Takes time linear in the title, for of the text only the beginning is read.
    """
    found = {word.stem: (title or "")[word.start : word.end] for word in words(title or "") if word.topical}
    row = words(text[:READ])
    later = (
        word
        for before, word in pairwise(row)
        if word.capital and word.topical and not text[before.end : word.start].strip("'’\"“ ")
    )
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for word in later:
        written.setdefault(word.stem, text[word.start : word.end])
        counts[word.stem] += 1
    often = sorted((-count, name) for name, count in counts.items() if count >= TWICE)[:NAMES]
    found.update((name, written[name]) for _, name in often)
    return {name: word for name, word in found.items() if not name[0].isdigit()}


def one_event(a: Prepared, b: Prepared, idf: Idf) -> tuple[str, ...]:
    """Return the weightiest words that say that both articles are about one event; none if they are not."""
    if not a.event or not b.event or not _close_in_time(a.date, b.date, DAYS):
        return ()
    shared = sorted(a.event.keys() & b.event.keys(), key=lambda one: (-idf(one), one))
    if len(shared) < SHARED or sum(map(idf, shared)) < WEIGHT:
        return ()
    return tuple(a.event[one] for one in shared[:NAMED])


def at_odds(a: Prepared, b: Prepared, idf: Idf) -> list[Difference]:
    """Return the typed values in which two claims of one event differ; none for claims of two events."""
    kinds = [kind for kind, typed in TYPED.items() if typed(a, b)]
    if not kinds or not one_event(a, b, idf):
        return []
    return next((found for kind in kinds if (found := list(FINDERS[kind](a, b, idf)))), [])


def _turns(a: Prepared, b: Prepared) -> bool:
    return any(turn.kind in (NEGATION, DENIAL) for one in (a, b) for turn in one.turns)


def _close_in_time(one: str | None, other: str | None, most: int) -> bool:
    if not one or not other:
        return False
    try:
        return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days) <= most
    except ValueError:  # a misprinted day
        return False


def _meanings(stems: Iterable[str]) -> frozenset[str]:
    """Return ``stems``, those that mean one thing as one of them."""
    known = lexicon().meanings
    return frozenset(known.get(one, one) for one in stems)


def _said(sentence: Sentence) -> frozenset[str]:
    """Return what a sentence says: what its stems mean, and its two words that mean one ("step down")."""
    known = lexicon().meanings
    row = sentence.row
    pairs = (f"{one.stem} {other.low}" for one, other in pairwise(row))
    return _meanings(sentence.stems) | {known[pair] for pair in pairs if pair in known}


def _names(a: Prepared, b: Prepared) -> frozenset[str]:
    """Return the stems of the names of both, without months and weekdays."""
    return (names_of(a) | names_of(b)) - _calendar()


@cache
def _calendar() -> frozenset[str]:
    known = lexicon()
    return frozenset(stem(word) for word in (*known.months, *known.weekdays))


def _names_apart(a: Prepared, b: Prepared, ours: Sentence, theirs: Sentence) -> bool:
    """Whether each sentence names somebody of whom the other says nothing, nor its article in its title."""
    names = _names(a, b)
    return bool(names & ours.stems - b.known - b.around and names & theirs.stems - a.known - a.around)


def _in_common(
    a: Prepared, b: Prepared, ours: Sentence, theirs: Sentence, idf: Idf, least: float = RARE
) -> frozenset[str]:
    """Return the meanings that two sentences share and that weigh so much, without names and days."""
    shared = (_said(ours) & _said(theirs)) - names_of(a) - names_of(b) - _calendar()
    return frozenset(one for one in shared if idf(one) >= least)


def _numbers(a: Prepared, b: Prepared, idf: Idf) -> At:
    """Yield the amounts of one thing that differ, by no more than a `FACTOR`."""
    ours = [x for x in a.numbers if not any(agree(x, y) for y in b.numbers)]
    theirs = [y for y in b.numbers if not any(agree(x, y) for x in a.numbers)]
    for x, y in product(ours, theirs):
        if x.unit and x.unit == y.unit and _of_one_size(x, y) and _count_one_thing(a, b, x, y, idf):
            yield Difference("number", side_of(x), side_of(y), {})


def _of_one_size(x: Number, y: Number) -> bool:
    low, high = sorted((x.value, y.value))
    return low > 0 and high <= FACTOR * low and x.upper is None and y.upper is None


def _count_one_thing(a: Prepared, b: Prepared, x: Number, y: Number, idf: Idf) -> bool:
    """Whether two amounts in a unit are of one thing: a word beside both, and one more if it is common."""
    ours, theirs = holding(a, side_of(x)), holding(b, side_of(y))
    if _of_two(a, b, ours, theirs, side_of(x), side_of(y)):
        return False
    shared = _in_common(a, b, ours, theirs, idf) - {x.unit}
    beside = shared & _meanings(x.near) & _meanings(y.near)
    common = x.unit in lexicon().units.values() or idf(x.unit) < RARE
    return bool(beside) and (len(shared) >= ENOUGH or not common)


def _of_two(a: Prepared, b: Prepared, ours: Sentence, theirs: Sentence, x: Side, y: Side) -> bool:
    """Whether names tell that two values are said of two persons, places or bodies."""
    before, after = named_before(a, ours, x), named_before(b, theirs, y)
    if listed_apart(before, after) or _names_apart(a, b, ours, theirs):
        return True
    return said_of_others(before, after) or narrowed_by(a, b, ours, theirs) or narrowed_by(b, a, theirs, ours)


def _dates(a: Prepared, b: Prepared, idf: Idf) -> At:
    """Yield the days that differ by few, of one act: each the only one of its sentence."""
    if any(overlap(x, y) for x in a.days for y in b.days):
        return
    for x, y in product(a.days, b.days):
        ours, theirs = holding(a, side_of(x)), holding(b, side_of(y))
        if _is_vague(x) or _is_vague(y) or not _close_in_time(x.first, y.first, DAYS):
            continue
        if _only_day(a, ours) and _only_day(b, theirs) and _tell_one_act(a, b, ours, theirs, idf):
            yield Difference("date", side_of(x), side_of(y), {})


def _tell_one_act(a: Prepared, b: Prepared, ours: Sentence, theirs: Sentence, idf: Idf) -> bool:
    """Whether two sentences share words enough, and no names but those of the event stand against it."""
    shared = _in_common(a, b, ours, theirs, idf, TELLING)
    if len(shared) < ENOUGH or all(idf(one) < RARE for one in shared):
        return False
    event = a.event.keys() | b.event.keys()
    ours, theirs = (one._replace(stems=one.stems - event) for one in (ours, theirs))
    return not _names_apart(a, b, ours, theirs)


def _is_vague(day: Day) -> bool:
    return day.first != day.last or not any(map(str.isdigit, day.words))


def _only_day(one: Prepared, sentence: Sentence) -> bool:
    return sum(sentence.row[0].start <= day.start < sentence.row[-1].end for day in one.days) == 1


def _negations(a: Prepared, b: Prepared, idf: Idf) -> At:
    """Yield what one side negates or denies and the other states."""
    for turn in _turning(a):
        if _is_stated(b, a, turn, idf):
            yield Difference(turn.kind, side_of(turn), stated(b, turn.scope), {})
    for turn in _turning(b):
        if _is_stated(a, b, turn, idf):
            yield Difference(turn.kind, stated(a, turn.scope), side_of(turn), {})


def _turning(one: Prepared) -> list[Turn]:
    """Return the negations, and the denials that are no mere doubts."""
    return [
        turn
        for turn in one.turns
        if (turn.kind == NEGATION and not is_limited(side_of(turn)))
        or (turn.kind == DENIAL and not lexicon().refuting.isdisjoint(turn.words.lower().split()))
    ]


def _is_stated(other: Prepared, one: Prepared, turn: Turn, idf: Idf) -> bool:
    """Whether ``other`` states what ``one`` negates or denies with ``turn``: its first word, and one more.

    In the place of another word is, for a denial in the cue, that ``other`` names who denies.
    """
    ours = holding(one, side_of(turn))
    core, more = _core(ours, turn, names_of(one))
    for theirs in sentences_of(other):
        shared = _in_common(one, other, ours, theirs, idf)
        if not core & shared or (more and not more & shared) or _turned(other, ours, theirs, turn):
            continue
        if turn.start < 0 and _names_speaker(one, theirs):
            return True
        if len(shared | _around(one, other, ours, theirs, idf)) >= ENOUGH:
            return not _names_apart(one, other, ours, theirs)
    return False


def _around(a: Prepared, b: Prepared, ours: Sentence, theirs: Sentence, idf: Idf) -> frozenset[str]:
    """Return the rare words of a sentence, no names, that are in the other's title."""
    told = (ours.stems & b.around | theirs.stems & a.around) - _names(a, b)
    return frozenset(one for one in told if idf(one) >= RARE)


def _turned(other: Prepared, ours: Sentence, theirs: Sentence, turn: Turn) -> bool:
    """Whether a sentence of ``other`` turns round what it says too."""
    if turned_otherwise(ours, theirs, side_of(turn)):
        return True
    first, last = theirs.row[0].start, theirs.row[-1].end
    return any(
        one.kind in (NEGATION, DENIAL) and (one.start < 0 or first <= one.start < last) for one in other.turns
    )


def _core(ours: Sentence, turn: Turn, names: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return what is turned round: what its first word means, and the others of which one is to be stated.

    All that a denial is about is its core, and of what there is none ("no soldiers") that word alone.
    """
    if turn.kind == DENIAL:
        return _said(ours), frozenset()
    first, *others = [one for one in turn.scope if one not in names] or [""]
    absent = turn.words.split()[0].lower() in lexicon().absence
    return _meanings([first]), frozenset() if absent else _meanings(others)


def _names_speaker(one: Prepared, theirs: Sentence) -> bool:
    """Whether a sentence names who says ``one``."""
    return not theirs.stems.isdisjoint(stem(part) for part in one.speaker.split())


TYPED: dict[str, Callable[[Prepared, Prepared], bool]] = {
    "number": lambda a, b: bool(a.numbers and b.numbers),
    "date": lambda a, b: bool(a.days and b.days),
    "turn": _turns,
}
"""Which claims have typed values that can differ, by the finder that compares them."""
FINDERS: dict[str, Callable[[Prepared, Prepared, Idf], At]] = {
    "number": _numbers,
    "date": _dates,
    "turn": _negations,
}
