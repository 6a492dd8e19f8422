"""Whether a short content says a part of what a longer one says, and whether two say enough to be one claim.

A name, a title or a phrase that both have ("the former secretary of state") is no statement.
"""

from __future__ import annotations

from claims.matching.about import names_of, sentences_of, weight_of
from claims.matching.features import coverage, headlines
from claims.matching.lexicon import lexicon
from claims.matching.prepare import CLOSING, Prepared
from claims.matching.rarity import Idf
from claims.matching.words import words

CONTAINED = 0.7
"""Share of a much shorter content's weight that the other has, from which it says a part of that."""
CONTAINED_LENGTH = 0.6
"""Up to this share of the other's length a content is much shorter."""
CONTAINED_STEMS = 3
"""Stems that such contents share at least."""
IN_ONE = 0.5
"""Share of it that one sentence of the other has."""
SHORTEST = 4
"""Letters that a word in -ed has more than, to be a verb's form: not "red", "need"."""
NAME = 2
"""Words of a content in capitals, without a verb, that is nothing but a name, at most."""
SHARED = 2
"""Stems that two contents share at least where they say the same, unless word for word."""


def is_part(a: Prepared, b: Prepared, idf: Idf, length: float) -> bool:
    """Return whether the shorter of ``a`` and ``b`` says a part of what a sentence of the other says.

    ``length`` is its share of the other's length. A headline may ask or doubt it: of it this is never said.
    """
    if headlines(a, b) or length >= CONTAINED_LENGTH or len(a.known & b.known) < CONTAINED_STEMS:
        return False
    short, long = sorted((a, b), key=lambda one: len(one.row))
    if not (_is_sentence(short) or (_has_verb(short) and short.known & long.known - _names(a, b))):
        return False
    total = weight_of(short.known, idf)
    best = max(weight_of(short.known & sentence.stems, idf) for sentence in sentences_of(long))
    return best >= IN_ONE * total and coverage(short, long, idf) >= CONTAINED


def _is_sentence(one: Prepared) -> bool:
    return one.text.rstrip(CLOSING).endswith(".")


def is_statement(a: Prepared, b: Prepared) -> bool:
    """Return whether two contents share enough to say the same: words, not names alone, and each a verb."""
    both = a.known & b.known
    return len(both) >= SHARED and bool(both - _names(a, b)) and all(map(_states, (a, b)))


def is_name(one: Prepared) -> bool:
    """Return whether a content is a name and nothing else: "Port Authority"."""
    written = [word for word in words(one.text) if word.topical]
    return len(written) <= NAME and all(word.capital for word in written) and not _states(one)


def is_whole(a: Prepared, b: Prepared) -> bool:
    """Return whether the shorter of two contents is a sentence with its full stop."""
    return _is_sentence(min(a, b, key=lambda one: len(one.row)))


def _states(one: Prepared) -> bool:
    return _is_sentence(one) or _has_verb(one)


def _has_verb(one: Prepared) -> bool:
    """Whether a content has a word that is likely a verb's form: "was", "sold", "accused", "to ban"."""
    finite = lexicon().finite
    return any(token in finite or (token.endswith("ed") and len(token) > SHORTEST) for token in one.tokens)


def _names(a: Prepared, b: Prepared) -> frozenset[str]:
    return names_of(a) | names_of(b)
