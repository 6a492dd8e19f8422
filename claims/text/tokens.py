"""Words and punctuation with their offsets; knows no language.

A clitic after an apostrophe (``'s``, ``'ll``) is a token of its own, other words with inner
apostrophes or hyphens are one token, and so is a number with its inner points and commas.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence, Set

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.  e.g.  a.m.
    r"|\d+(?:[.,:/]\d+)*(?:\w|-\w)*"  # 1,000  1.2  18:46  28-point  20th
    r"|\w+(?:-\w+)*(?:['’](?!(?:[sSdDmM]|ll|LL|ve|VE|re|RE)(?!\w))\w+(?:-\w+)*)*"
    r"|['’](?:[sSdDmM]|ll|LL|ve|VE|re|RE)(?!\w)"
    r"|''|``|\"\"|--+|\.\.+"
    r"|[^\w\s]"
)
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-"})


class Tokens:
    """The tokens of a text, as parallel lists that are cheap to index.

    ``start`` and ``end`` are code point offsets, ``word`` the token as written and ``low`` the
    token in lower case with straight apostrophes and plain hyphens.
    """

    __slots__ = ("end", "low", "start", "text", "word")

    def __init__(self, text: str, start: list[int], end: list[int], word: list[str], low: list[str]) -> None:
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


def tokenize(text: str, abbreviations: Set[str] = frozenset()) -> Tokens:
    """Split ``text`` into tokens, in time linear in its length.

    ``abbreviations`` are words without their full stop: a full stop that touches one of them becomes
    part of it, so that it ends no sentence. One in small letters (``vs``) stands for any case, one
    with a capital (``Miss``) only for itself and for all capitals.
    """
    spans = [m.span() for m in TOKEN.finditer(text)]
    word = TOKEN.findall(text)
    start = [s for s, _ in spans]
    end = [e for _, e in spans]
    if abbreviations:
        _join_abbreviations(word, start, end, abbreviations)
    plain = text.isascii()
    low = [w.lower() for w in word] if plain else [w.lower().translate(STRAIGHT) for w in word]
    return Tokens(text, start, end, word, low)


def _join_abbreviations(word: list[str], start: list[int], end: list[int], abbreviations: Set[str]) -> None:
    """Give each full stop that touches an abbreviation to it, in place."""
    kept = 0
    for i, w in enumerate(word):
        if w == "." and kept and end[kept - 1] == start[i]:
            before = word[kept - 1]
            written = before.capitalize() if before.isupper() else before
            if written in abbreviations or before.lower() in abbreviations:
                word[kept - 1] += "."
                end[kept - 1] = end[i]
                continue
        word[kept], start[kept], end[kept] = w, start[i], end[i]
        kept += 1
    del word[kept:], start[kept:], end[kept:]
