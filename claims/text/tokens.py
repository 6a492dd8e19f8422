"""Words and punctuation with their offsets; knows no language.

A clitic after an apostrophe (``'s``, ``'ll``) is a token of its own, other words with inner
apostrophes or hyphens are one token, and so is a number with its inner points and commas.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence, Set
from itertools import accumulate, compress, count
from operator import sub

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.  e.g.  a.m.
    r"|\d+(?:[.,:/]\d+)*(?:\w|-\w)*"  # 1,000  1.2  18:46  28-point  20th
    r"|\w+(?:-\w+)*(?:['’](?!(?:[sSdDmM]|ll|LL|ve|VE|re|RE)(?!\w))\w+(?:-\w+)*)*"
    r"|['’](?:[sSdDmM]|ll|LL|ve|VE|re|RE)(?!\w)"
    r"|''|``|\"\"|--+|\.\.+"
    r"|[^\w\s]"
)
PIECE = re.compile(rf"\s*(?:{TOKEN.pattern})")
"""A token with the space before it: no character up to the last token is left out."""
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-"})


class Tokens:
    """The tokens of a text, as parallel sequences that are cheap to index.

    ``start`` and ``end`` are code point offsets (arrays: a list takes ten times the memory), ``word``
    the token as written and ``low`` the token in lower case with straight apostrophes and plain
    hyphens.
    """

    __slots__ = ("end", "low", "start", "text", "word")

    def __init__(
        self, text: str, start: array[int], end: array[int], word: list[str], low: list[str]
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.word = word
        self.low = low

    def __len__(self) -> int:
        return len(self.word)

    def split_at(self, offsets: Sequence[int]) -> None:
        """Cut every token that goes across one of the ascending ``offsets`` in two, in place."""
        for offset in offsets:
            i = bisect_right(self.start, offset) - 1
            if i < 0 or self.start[i] == offset or self.end[i] <= offset:
                continue
            cut = offset - self.start[i]
            self.start.insert(i + 1, offset)
            self.end.insert(i, offset)
            for words in (self.word, self.low):
                words[i : i + 1] = [words[i][:cut], words[i][cut:]]


def tokenize(
    text: str, abbreviations: Set[str] = frozenset(), begin: int = 0, end: int | None = None
) -> Tokens:
    """Split ``text`` from ``begin`` to ``end`` into tokens, in time linear in that length.

    Offsets count in the whole of ``text``.

    ``abbreviations`` are words without their full stop: a full stop that touches one of them becomes
    part of it, so that it ends no sentence. One in small letters (``vs``) stands for any case, one
    with a capital (``Miss``) only for itself and for all capitals.
    """
    # One pass without match objects, and one object for equal words: a text of a megabyte has many.
    # Space at the end is left off: no token follows it, which would be found out at each of its characters.
    pieces = PIECE.findall(text[begin:end].rstrip())
    ends = array("I", accumulate(map(len, pieces), initial=begin))[1:]
    word = [*map(str.lstrip, pieces)]
    start = array("I", map(sub, ends, map(len, word)))
    known: dict[str, str] = {}
    word = [*map(known.setdefault, word, word)]
    if abbreviations:
        _join_abbreviations(word, start, ends, abbreviations)
    return Tokens(text, start, ends, word, _lowered(word))


def _lowered(word: list[str]) -> list[str]:
    """Return the words in lower case with straight apostrophes and plain hyphens."""
    lowered: dict[str, str] = {}
    for w in set(word):
        low = w.lower()
        if not low.isascii():
            low = low.translate(STRAIGHT)
        lowered[w] = w if low == w else low
    return [*map(lowered.__getitem__, word)]


def _abbreviates(written: str, after: list[str], abbreviations: Set[str]) -> bool:
    """Return whether ``written`` is one of ``abbreviations``; in capitals only among capitals.

    ``MR. SMITH`` has one, ``according to PA. Helicopters flew`` ends with an agency's name.
    """
    if written in abbreviations or written.lower() in abbreviations:
        return True
    shouted = (
        len(written) > 1 and written.isupper() and bool(after) and len(after[0]) > 1 and after[0].isupper()
    )
    return shouted and written.capitalize() in abbreviations


def _join_abbreviations(word: list[str], start: array[int], end: array[int], abbreviations: Set[str]) -> None:
    """Give each full stop that touches an abbreviation to it, in place."""
    kept = bytearray(b"\x01") * len(word)
    for i in compress(count(), [*map(".".__eq__, word)]):
        if i and end[i - 1] == start[i]:
            before = word[i - 1]
            if _abbreviates(before, word[i + 1 : i + 2], abbreviations):
                word[i - 1] += "."
                end[i - 1] = end[i]
                kept[i] = 0
    if not all(kept):
        word[:] = [*compress(word, kept)]
        start[:] = array("I", compress(start, kept))
        end[:] = array("I", compress(end, kept))
