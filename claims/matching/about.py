"""Whether two values that differ are said of one thing: what else stands in the sentences around them.

Texts that share a name, a weekday or a common verb differ in most of their values without any conflict.
A difference is worth a look only where the sentences that hold the two values share most of what else
they say, name nobody that the other does not, and, for a negation, state what it negates.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from claims.matching.differences import Difference, Side
from claims.matching.lexicon import lexicon
from claims.matching.prepare import Prepared
from claims.matching.rarity import Idf
from claims.matching.values import DENIAL, NEGATION, Number
from claims.matching.words import Word, words

CONTEXT = 0.5
"""What a word counts that only the other's title or speaker has."""
SCOPE = 0.6
"""Share of the weight of what a negation negates that the other's sentence states."""
END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9])|\s…\s|\n+")
"""Where a sentence ends, unless it is after an abbreviation."""
ABBREVIATION = re.compile(r"\b[A-Z][a-z]{0,3}\.\s+\Z")
"""``Mr. Sen. Sept. J.``: a short word in a capital, with a full stop."""
LONGEST = 4
"""Letters of such a word."""
NAMELESS = 2
"""Words that are not of a name among those that a negation or denial and what it turns round share."""
ALIKE = 0.55
"""Likeness from which a difference of a number or a negation needs no further sign."""
FAR = 31
"""Days between two articles beyond which what they state is likely of two times."""


class Least(NamedTuple):
    """What two sentences share at least: so many words, and shares of the weight of both and of one."""

    words: float
    both: float
    one: float


LEAST = {
    "number": Least(2, 0.3, 0.4),
    "date": Least(3, 0.5, 0.7),
    NEGATION: Least(3, 0.4, 0.6),
    DENIAL: Least(3, 0.45, 0.6),
}
"""By kind; an opposite as ``OPPOSITE``."""
BARE = Least(3, 0.65, 0.8)
"""For numbers that no word tells what they count."""
ONE_MEASURE = Least(2, 0.25, 0.35)
"""For numbers of one measure, such as dollars."""
OPPOSITE = Least(3, 0.45, 0.6)
MUCH = Least(5, 0.35, 0.5)
"""Sentences that share so much are about one thing whatever names and negated words they have."""
MOST = (Least(4, 0.25, 0.8), Least(4, 0.45, 0.5))
"""Sentences that share as much as one of these are about one thing, if no names stand against it."""


class Sentence(NamedTuple):
    """A sentence of a content that holds one of the values, or states it."""

    row: tuple[Word, ...]
    """Its words, with their places in the content's words."""
    stems: frozenset[str]
    """What it says: its topical stems, without those of a value that the other's is to differ from."""


def about_one_thing(a: Prepared, b: Prepared, difference: Difference, idf: Idf, alike: float) -> bool:
    """Return whether a difference between ``a`` and ``b`` is of one thing, so that it is worth a look.

    ``alike`` is the likeness of the two: texts that are nearly one need no further sign. Between
    articles far apart in time figures and dates never are, other values only where much is shared.
    """
    if _far(a, b) and (difference.kind in PASSING or not _much_alike(a, b, _whole(a), _whole(b), idf)):
        return False
    if alike >= ALIKE and _unturned(a, b, difference):
        return True
    return JUDGES.get(difference.kind, _opposite)(a, b, difference, idf)


def _unturned(a: Prepared, b: Prepared, difference: Difference) -> bool:
    """Whether a number differs, or a negation that the other text has no other words for."""
    if difference.kind == "number":
        ours, theirs = holding(a, difference.a), holding(b, difference.b)
        before, after = named_before(a, ours, difference.a), named_before(b, theirs, difference.b)
        return not listed_apart(before, after)
    if difference.kind != NEGATION:
        return False
    one, other, side = _turning(a, b, difference)
    return not turned_otherwise(_whole(one), _whole(other), side) and not is_limited(side)


def is_limited(side: Side) -> bool:
    """Whether a negation leaves what follows as it is: "not only"."""
    return any(word.low in lexicon().limits for word in words(side.words)[1:2])


def _far(a: Prepared, b: Prepared) -> bool:
    if not a.date or not b.date:
        return False
    return abs((dt.date.fromisoformat(a.date) - dt.date.fromisoformat(b.date)).days) > FAR


def _number(a: Prepared, b: Prepared, difference: Difference, idf: Idf) -> bool:
    """Whether two numbers count one thing: of one subject, in a unit that both name.

    Sentences that share much spell one subject in two ways rather than have two.
    """
    x = next(number for number in a.numbers if number.start == difference.a.start)
    y = next(number for number in b.numbers if number.start == difference.b.start)
    ours, theirs = holding(a, difference.a), holding(b, difference.b)
    if not (_counted(x, y, theirs) and _counted(y, x, ours)):
        return False
    before, after = named_before(a, ours, difference.a), named_before(b, theirs, difference.b)
    if listed_apart(before, after):
        return False
    shared = _shared(a, b, ours, theirs, idf)
    least = LEAST["number"] if x.unit or y.unit else BARE
    if x.unit == y.unit and x.unit in lexicon().units.values():
        least = ONE_MEASURE
    narrowed = narrowed_by(a, b, ours, theirs), narrowed_by(b, a, theirs, ours)
    if all(narrowed):
        return False
    if _enough(shared, MUCH):
        return True
    if any(narrowed) or said_of_others(before, after) or names_apart(a, b, ours, theirs):
        return False
    return any(_enough(shared, wanted) for wanted in (least, *MOST))


def narrowed_by(one: Prepared, other: Prepared, ours: Sentence, theirs: Sentence) -> bool:
    """Whether a name narrows what both count, unstated by the other: "the Republican nomination"."""
    unstated = names_of(one) - other.known - other.around
    return any(
        word.stem in unstated and after.stem in theirs.stems and not after.capital
        for word, after in pairwise(ours.row)
    )


def _counted(number: Number, other: Number, sentence: Sentence) -> bool:
    """Whether the other number has a unit too, or stands in a ``sentence`` that names this one's."""
    return bool(other.unit) or not number.unit or number.unit in sentence.stems


def named_before(one: Prepared, sentence: Sentence, side: Side) -> list[str]:
    """Return the names before a value in its sentence; the last is likely what it is said of."""
    names = names_of(one)
    return [word.stem for word in sentence.row if word.end <= side.start and word.stem in names]


def listed_apart(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the last names differ though each is among the other's: "Cruz has 22, Rubio has 10"."""
    return ours[-1:] != theirs[-1:] and {*ours[-1:]} <= {*theirs} and {*theirs[-1:]} <= {*ours}


def said_of_others(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether neither of the last names, where there are any, is among the other's."""
    return bool(ours and theirs) and ours[-1] not in theirs and theirs[-1] not in ours


def _date(a: Prepared, b: Prepared, difference: Difference, idf: Idf) -> bool:
    """Whether two dates are of one event: a day and a month never are, for one may be in the other.

    "This week" and "the next morning" are too vague to be against anything.
    """
    if _days(a, difference.a) != _days(b, difference.b):
        return False
    if not (is_named(difference.a) and is_named(difference.b)):
        return False
    return _alike(a, b, _around(a, difference.a), _around(b, difference.b), LEAST["date"], idf)


def is_named(side: Side) -> bool:
    """Return whether a date has a day, a month or a year: "this week" has none."""
    named = lexicon().weekdays | lexicon().months.keys()
    return any(word.low in named or word.low[0].isdigit() for word in words(side.words))


def _days(one: Prepared, side: Side) -> int:
    day = next(day for day in one.days if day.start == side.start)
    if day.first == day.last:
        return 0
    return (dt.date.fromisoformat(day.last) - dt.date.fromisoformat(day.first)).days


def _opposite(a: Prepared, b: Prepared, difference: Difference, idf: Idf) -> bool:
    """Whether two opposites are said of one subject: who wins what another loses agrees with that."""
    ours, theirs = _around(a, difference.a), _around(b, difference.b)
    if said_of_others(named_before(a, ours, difference.a), named_before(b, theirs, difference.b)):
        return False
    return _alike(a, b, ours, theirs, OPPOSITE, idf)


def _negation(a: Prepared, b: Prepared, difference: Difference, idf: Idf) -> bool:
    """Whether a sentence of one side states, head first, what the other negates, and of the same thing."""
    one, other, side = _turning(a, b, difference)
    ours = holding(one, side)
    negated = [word for word in ours.row if side.start <= word.start and word.end <= side.end]
    scope = [word.stem for word in negated if _says(word)]
    if not scope or is_limited(side):
        return False
    theirs = _stating(other, frozenset(scope), idf)
    if turned_otherwise(ours, theirs, side):
        return False
    stated = weight_of(theirs.stems & frozenset(scope), idf) >= SCOPE * weight_of(frozenset(scope), idf)
    if not stated or scope[0] not in theirs.stems:
        return _much_alike(one, other, ours, theirs, idf)
    enough = len(_besides_names(one, other, ours, theirs)) >= NAMELESS
    return enough and _alike(one, other, ours, theirs, LEAST[NEGATION], idf)


def _denial(a: Prepared, b: Prepared, difference: Difference, idf: Idf) -> bool:
    """Whether a sentence of one side states what the other's sentence, or all of it, is a denial of."""
    one, other, side = _turning(a, b, difference)
    if lexicon().denial & frozenset(side.words.lower().split()) - lexicon().refuting:
        return False
    ours = holding(one, side)
    theirs = _stating(other, ours.stems, idf)
    nameless = len(_besides_names(one, other, ours, theirs))
    if nameless < NAMELESS or names_apart(one, other, ours, theirs):
        return False
    return _enough(_shared(one, other, ours, theirs, idf), LEAST[DENIAL])


def _turning(a: Prepared, b: Prepared, difference: Difference) -> tuple[Prepared, Prepared, Side]:
    """Return the side that negates or denies, the other, and the words with which it does."""
    turned = [(turn.words, turn.start, turn.end) for turn in a.turns if turn.kind == difference.kind]
    return (a, b, difference.a) if difference.a in turned else (b, a, difference.b)


def turned_otherwise(ours: Sentence, theirs: Sentence, side: Side) -> bool:
    """Whether ``theirs`` turns round what it says, otherwise than both do: "refused", "non-", "whether"."""
    known = lexicon()
    own = {word.low for word in theirs.row}
    told = {word.low for word in ours.row if word.start != side.start}
    turning = known.negation | known.absence | known.unlike | known.unstated | known.soft
    return not (own - told).isdisjoint(turning)


def _alike(a: Prepared, b: Prepared, ours: Sentence, theirs: Sentence, least: Least, idf: Idf) -> bool:
    """Whether two sentences share ``MUCH``, or else ``least`` or ``MOST`` with no names against it."""
    shared = _shared(a, b, ours, theirs, idf)
    if _enough(shared, MUCH):
        return True
    enough = any(_enough(shared, wanted) for wanted in (least, *MOST))
    return enough and not names_apart(a, b, ours, theirs)


def _much_alike(a: Prepared, b: Prepared, ours: Sentence, theirs: Sentence, idf: Idf) -> bool:
    """Whether two sentences share ``MUCH`` that is not of a name: who else is named makes no statement."""
    names = names_of(a) | names_of(b)
    said, heard = (one._replace(stems=one.stems - names) for one in (ours, theirs))
    return _enough(_shared(a, b, said, heard, idf), MUCH)


def _besides_names(a: Prepared, b: Prepared, ours: Sentence, theirs: Sentence) -> frozenset[str]:
    """Return the stems that two sentences share and that are of no name."""
    return (ours.stems & theirs.stems) - names_of(a) - names_of(b)


def _shared(a: Prepared, b: Prepared, ours: Sentence, theirs: Sentence, idf: Idf) -> Least:
    """Return what two sentences share; a word that stands in a title or a speaker's name counts by half."""
    low, high = sorted((_share(ours, theirs, b, idf), _share(theirs, ours, a, idf)))
    both = ours.stems & theirs.stems
    around = (ours.stems - both) & b.around | (theirs.stems - both) & a.around
    return Least(len(both) + CONTEXT * len(around), low, high)


def _enough(shared: Least, least: Least) -> bool:
    return all(have >= wanted for have, wanted in zip(shared, least, strict=True))


def names_apart(a: Prepared, b: Prepared, ours: Sentence, theirs: Sentence) -> bool:
    """Whether each sentence names somebody of whom the other text says nothing."""
    return bool(
        names_of(a) & ours.stems - b.known - b.around and names_of(b) & theirs.stems - a.known - a.around
    )


def names_of(one: Prepared) -> frozenset[str]:
    """Return the stems of the names in a content, and of its words in capitals."""
    return one.capitals.union(*one.entities)


def _share(ours: Sentence, theirs: Sentence, other: Prepared, idf: Idf) -> float:
    """Return the share of the weight of ``ours`` that ``theirs`` has, or its title or speaker by half."""
    total = weight_of(ours.stems, idf)
    around = (ours.stems - theirs.stems) & other.around
    shared = weight_of(ours.stems & theirs.stems, idf) + CONTEXT * weight_of(around, idf)
    return shared / total if total else 0.0


def weight_of(stems: frozenset[str], idf: Idf) -> float:
    """Return what ``stems`` weigh together."""
    return math.fsum(idf(stem) for stem in stems)


def _around(one: Prepared, side: Side) -> Sentence:
    """Return the sentence with the value at ``side``, which is not among its stems."""
    row = holding(one, side).row
    return _sentence(row, [word for word in row if word.end <= side.start or side.end <= word.start])


def _whole(one: Prepared) -> Sentence:
    row = words(one.text)
    return _sentence(row, row)


def holding(one: Prepared, side: Side) -> Sentence:
    """Return the sentence that ``side`` begins in; all of the content for a side that stands in the cue."""
    if side.start < 0:
        return _whole(one)
    sentences = sentences_of(one)
    return next((s for s in reversed(sentences) if s.row[0].start <= side.start), sentences[0])


def _stating(one: Prepared, stems: frozenset[str], idf: Idf) -> Sentence:
    """Return the sentence that has most of ``stems``, the first of equals."""
    return max(sentences_of(one), key=lambda sentence: weight_of(sentence.stems & stems, idf))


def sentences_of(one: Prepared) -> list[Sentence]:
    """Return the sentences of a content, in order, none without a word."""
    text, row = one.text, words(one.text)
    ends = [m.span() for m in END.finditer(text)]
    ends = [(at, end) for at, end in ends if not ABBREVIATION.search(text, max(0, at - LONGEST), end)]
    cuts = [bisect_left(row, end, key=_start) for _, end in ends]
    rows = (row[first:stop] for first, stop in pairwise((0, *cuts, len(row))))
    return [_sentence(some, some) for some in rows if some]


def _start(word: Word) -> int:
    return word.start


def _sentence(row: Sequence[Word], saying: Sequence[Word]) -> Sentence:
    return Sentence(tuple(row), frozenset(word.stem for word in saying if _says(word)))


def _says(word: Word) -> bool:
    return word.topical and not word.low[0].isdigit()


PASSING = frozenset({"number", "date"})
"""Kinds of values that are other ones at another time."""
JUDGES: dict[str, Callable[[Prepared, Prepared, Difference, Idf], bool]] = {
    "number": _number,
    "date": _date,
    NEGATION: _negation,
    DENIAL: _denial,
}
