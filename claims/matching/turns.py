"""Words that turn a statement round: negations, denials and opposites, each with what it is about."""

from __future__ import annotations

from itertools import takewhile

from claims.matching.lexicon import lexicon
from claims.matching.values import DENIAL, NEGATION, Turn
from claims.matching.words import Word, near

NEIGHBOURS = 5
"""How many words on each side tell what an opposite is about."""
BEFORE = 3
"""How many words before an opposite a negation of it can stand."""
BREAKS = frozenset(",;:()–—")
"""Marks that end what a negation before them turns round."""
SENTENCE = frozenset(".!")
"""Marks that end a statement."""
SCOPE = 4
"""How many topical words after a negation it turns round."""


def turns(text: str, row: tuple[Word, ...]) -> list[Turn]:
    """Return the negations, denials and opposites in ``text``, each with the stems it is about.

    An opposite in the scope of a negation counts for the other side: "did not accept" is a refusal.
    """
    return [*_negations(text, row), *_opposites(text, row)]


def _negations(text: str, row: tuple[Word, ...]) -> list[Turn]:
    """Return the negations, and of the denials the first: one is enough, for it is about all the content."""
    found: list[Turn] = []
    denied = False
    for at, word in enumerate(row):
        length = 0 if denied else _denies(text, row, at)
        if length:
            found.append(_denial(text, row, at, at + length))
            denied = True
        elif _is_negation(text, word) and not _is_truth(row, at + 1):
            found.append(negation(text, row, at))
    return [turn for turn in found if turn.scope or turn.kind == DENIAL]


def _opposites(text: str, row: tuple[Word, ...]) -> list[Turn]:
    found: list[Turn] = []
    for at, word in enumerate(row):
        for opposite in lexicon().opposites:
            side = (word.low in opposite.one) - (word.low in opposite.other)
            if side:
                side = -side if _negated(text, row, at) else side
                around = near(row, at, at + 1, NEIGHBOURS)
                words = text[word.start : word.end]
                found.append(Turn(opposite.name, side, words, word.start, word.end, around))
    return found


def _denies(text: str, row: tuple[Word, ...], at: int) -> int:
    """Return how many words from ``row[at]`` on deny: "hoax", "made up", "not true"; none in "never doubted".

    "No" that a comma sets off before the sentence denies it too, and so does a negation that ends it
    ("probably not"); who will not "confirm or deny" does not.
    """
    word, known = row[at], lexicon()
    if word.low in known.denial:
        return int(not _negated(text, row, at) and not _is_unanswered(row, at))
    if tuple(one.low for one in row[at : at + 2]) in known.denied_by:
        return 2
    if word.low == "no" and word.capital and text.startswith(",", word.end):
        return 1
    if _is_negation(text, word) and _ends(text, row, at):
        return 1
    return 2 * (_is_negation(text, word) and _is_truth(row, at + 1))


def _is_unanswered(row: tuple[Word, ...], at: int) -> bool:
    known = lexicon()
    return at > 1 and row[at - 1].low in known.either and row[at - 2].low in known.confirming


def _ends(text: str, row: tuple[Word, ...], at: int) -> bool:
    """Whether ``row[at]`` ends a sentence, and is no alternative left open ("whether or not")."""
    rest = text[row[at].end : row[at + 1].start] if at + 1 < len(row) else ""
    whole = at + 1 == len(row) or not SENTENCE.isdisjoint(rest)
    return whole and at > 0 and row[at - 1].low not in lexicon().either


def _is_truth(row: tuple[Word, ...], at: int) -> bool:
    """Whether a word for truth stands at ``at``: after a negation ("not true") the two deny."""
    return at < len(row) and row[at].low in lexicon().truth


def _denial(text: str, row: tuple[Word, ...], first: int, stop: int) -> Turn:
    start, end = row[first].start, row[stop - 1].end
    return Turn(DENIAL, 0, text[start:end], start, end, near(row, first, stop, len(row)))


def _is_negation(text: str, word: Word) -> bool:
    """Whether ``word`` negates, and is not a part of a compound such as "do-not-call"."""
    touching = text[max(0, word.start - 1) : word.start] + text[word.end : word.end + 1]
    known = lexicon()
    negates = word.low in known.negation or word.low in known.absence or word.low.endswith("n't")
    return negates and "-" not in touching


def negation(text: str, row: tuple[Word, ...], at: int) -> Turn:
    """Return the negation at ``row[at]`` with the topical words of its clause that it turns round."""
    after = _clause(text, row, at + 1, 3 * SCOPE)
    if row[at].low in lexicon().absence:
        after = tuple(takewhile(lambda word: word.topical, after))
    scope = [word for word in after if word.topical][:SCOPE]
    start, end = row[at].start, scope[-1].end if scope else row[at].end
    return Turn(NEGATION, 0, text[start:end], start, end, tuple(word.stem for word in scope))


def _clause(text: str, row: tuple[Word, ...], at: int, reach: int) -> tuple[Word, ...]:
    """Return up to ``reach`` words from ``row[at]`` on, to the first that a mark sets off."""
    found: list[Word] = []
    for word in row[at : at + reach]:
        before = found[-1].end if found else row[at - 1].end
        if not BREAKS.isdisjoint(text[before : word.start]):
            break
        found.append(word)
    return tuple(found)


def _negated(text: str, row: tuple[Word, ...], at: int) -> bool:
    return any(_is_negation(text, word) for word in row[max(0, at - BEFORE) : at])
