"""How a text stands to what it tells: states it, hedges it, asks it, or turns it round.

One text of a pair that hedges, asks or denies what the other states does not say the same. What
headlines say of a rumour differs in this more than in its words (Ferreira and Vlachos 2016).
"""

from __future__ import annotations

from collections.abc import Iterator

from claims.matching.lexicon import lexicon
from claims.matching.prepare import Prepared
from claims.matching.values import DENIAL, NEGATION, Turn

MOST = 2
"""More words of one class of hedges than this count no more."""
LEADING = 4
"""Letters at the beginning that two stems of one root share, however they end."""


def stances(a: Prepared, b: Prepared) -> Iterator[tuple[str, float]]:
    """Yield figures, by name and the same both ways, of how one text stands to the other."""
    yield from _hedges(a, b)
    yield from _denials(a, b)
    yield from _negations(a, b)
    yield "opposed", float(any(_opposed(a, b)))
    turned = sum(bool(_turns(one, DENIAL) or _turns(one, NEGATION)) for one in (a, b))
    yield "turned on one side", float(turned == 1)


def _hedges(a: Prepared, b: Prepared) -> Iterator[tuple[str, float]]:
    ours, theirs = a.hedges, b.hedges
    for name in lexicon().hedges:
        low, high = sorted((min(MOST, ours.get(name, 0)), min(MOST, theirs.get(name, 0))))
        yield f"hedge {name}", float(high > 0 == low)
        yield f"hedges {name}", float(high - low)
        yield f"hedge {name} on both", float(low > 0)
    doubted = [bool(one.keys() & lexicon().doubting) for one in (ours, theirs)]
    yield "doubted on one side", float(doubted[0] != doubted[1])
    yield "doubted on both", float(all(doubted))
    asks = ["?" in one.text for one in (a, b)]
    yield "asked on one side", float(asks[0] != asks[1])
    begun = [one.tokens[:1] != () and one.tokens[0] in lexicon().asking for one in (a, b)]
    yield "begun as a question on one side", float(begun[0] != begun[1])


def _turns(one: Prepared, kind: str) -> list[Turn]:
    return [turn for turn in one.turns if turn.kind == kind]


def _denials(a: Prepared, b: Prepared) -> Iterator[tuple[str, float]]:
    ours, theirs = _turns(a, DENIAL), _turns(b, DENIAL)
    yield "denied on one side", float(bool(ours) != bool(theirs))
    yield "denied on both", float(bool(ours and theirs))
    if bool(ours) == bool(theirs):
        return
    denier, denial = (a, ours[0]) if ours else (b, theirs[0])
    words = frozenset(denier.tokens)
    sure = lexicon().denial & words
    yield "denied in so many words", float(bool(sure & lexicon().refuting))
    yield "denied twice", float(len(sure) > 1)
    yield "denied in a question", float("?" in denier.text)
    yield "denied or not", float(not words.isdisjoint(lexicon().either))
    yield "denied and negated", float(bool(_turns(denier, NEGATION)))
    yield from ((f"denied, hedge {name}", 1.0) for name in denier.hedges)
    yield f"denied by={denial.words.lower()}", 1.0


def _negations(a: Prepared, b: Prepared) -> Iterator[tuple[str, float]]:
    ours, theirs = _turns(a, NEGATION), _turns(b, NEGATION)
    yield "negated on one side", float(bool(ours) != bool(theirs))
    yield "negated on both", float(bool(ours and theirs))
    if bool(ours) == bool(theirs):
        return
    one, other, found = (a, b, ours) if ours else (b, a, theirs)
    known = other.known
    yield "negated, what the other states", float(any(_has(known, turn.scope[0]) for turn in found))
    yield "share of the negated stated", max(_stated(known, turn) for turn in found)
    yield "negated in a question", float("?" in one.text)
    yield "negated first", float(found[0].start == 0)
    yield "negated and no denial", float(not _turns(a, DENIAL) and not _turns(b, DENIAL))
    yield "negated with stress", float(not lexicon().stress.isdisjoint(one.tokens))
    yield from ((f"negated, hedge {name}", 1.0) for name in one.hedges)
    yield from sorted({(f"negated by={turn.words.split()[0].lower()}", 1.0) for turn in found})


def _stated(known: frozenset[str], turn: Turn) -> float:
    return sum(_has(known, stem) for stem in turn.scope) / len(turn.scope)


def _has(known: frozenset[str], stem: str) -> bool:
    """Whether a stem is among ``known``, or one of its root."""
    if stem in known:
        return True
    return len(stem) >= LEADING and any(other[:LEADING] == stem[:LEADING] for other in known)


def _opposed(a: Prepared, b: Prepared) -> Iterator[bool]:
    """Yield whether the two take opposite sides, for each pair of opposites that both have words of."""
    for name in {turn.kind for turn in a.turns if turn.side} & {turn.kind for turn in b.turns if turn.side}:
        ours, theirs = ({turn.side for turn in one.turns if turn.kind == name} for one in (a, b))
        yield ours.isdisjoint(theirs)
