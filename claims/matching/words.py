"""The matcher's own view of a text: words folded and stemmed, each with its place.

Curly and straight apostrophes, hyphens, dashes and every kind of space are equal here; the text
itself stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from claims.matching.lexicon import lexicon, stem

WORD = re.compile(
    r"(?:[^\W\d_]\.)+[^\W\d_](?![^\W\d_])\.?"  # U.S.  U.N
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*"
    r"|[$€£¥%]"
)
STRAIGHT = str.maketrans({"’": "'", "ʼ": "'"})
POSSESSIVE = re.compile(r"'s$")
FORMS = 65_536
"""Written words that stay known: nearly all words of news are among the latest so many."""


class Word(NamedTuple):
    """One word: ``text[start:end]``, in lower case, its stem, and what it is good for."""

    start: int
    end: int
    low: str
    stem: str
    topical: bool
    """Whether it carries topic: not a stop word, a number word or a bare sign."""
    capital: bool


class _Form(NamedTuple):
    """What is known of a word as it is written, wherever it stands."""

    low: str
    stem: str
    topical: bool
    capital: bool


def words(text: str) -> tuple[Word, ...]:
    """Return the words of ``text`` in order, in time linear in its length."""
    return tuple(_word(found) for found in WORD.finditer(text))


def _word(found: re.Match[str]) -> Word:
    form = _form(found[0])
    return Word(found.start(), found.end(), form.low, form.stem, form.topical, form.capital)


@lru_cache(maxsize=FORMS)
def _form(found: str) -> _Form:
    known = lexicon()
    written = found.translate(STRAIGHT).removesuffix(".")
    alias = known.aliases.get(POSSESSIVE.sub("", written))
    if alias is not None:
        return _Form(written.lower(), alias, True, True)
    low = written.lower()
    topical = low[0].isalnum() and not (low in known.stop or low in known.scales or low in known.numbers)
    bare = POSSESSIVE.sub("", low)
    return _Form(low, stem(known.irregular.get(bare, bare)), topical, written[0].isupper())


def following(row: tuple[Word, ...], at: int, reach: int) -> tuple[str, ...]:
    """Return the stems of the up to ``reach`` topical words from ``row[at]`` on, to the first other word."""
    run = takewhile(lambda word: word.topical, row[at : at + reach])
    return tuple(word.stem for word in run)


def near(row: tuple[Word, ...], first: int, stop: int, reach: int) -> tuple[str, ...]:
    """Return the topical stems within ``reach`` words of ``row[first:stop]``, itself left out."""
    around = row[max(0, first - reach) : first] + row[stop : stop + reach]
    return tuple(sorted({word.stem for word in around if word.topical and not word.low[0].isdigit()}))


def pieces(row: tuple[str, ...]) -> dict[str, frozenset[object]]:
    """Return the different stretches of one to four stems in ``row``, and of three and five letters."""
    line = " ".join(row)
    return {
        "ones": _stretches(row, 1),
        "twos": _stretches(row, 2),
        "threes": _stretches(row, 3),
        "fours": _stretches(row, 4),
        "letters3": _stretches(line, 3),
        "letters5": _stretches(line, 5),
    }


def _stretches(row: str | tuple[str, ...], size: int) -> frozenset[object]:
    return frozenset(row[at : at + size] for at in range(len(row) - size + 1))
