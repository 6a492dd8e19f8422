"""Paragraphs and sentences as ranges of tokens; knows no language."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Set

from claims.text.tokens import Tokens

BREAK = re.compile(r"\n[^\S\n]*(?:\n\s*)?")
ENDERS = frozenset({".", "!", "?", "…"})
CLOSERS = frozenset({"”", "’", '"', "'", "''", "»", "›", ")", "]"})
OPENERS = frozenset({"“", "‘", '"', "'", "''", "``", "«", "„", "(", "[", "—", "–", "•", "-", "*"})
LONGEST = 300
"""No writer's sentence is longer (the longest of 24,000 in a news corpus has 220 tokens)."""
WRAP = 60
"""A line shorter than this was ended by its writer, not by a margin."""


def paragraph_ranges(tokens: Tokens, begin: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the paragraphs as token ranges ``[first, stop)``, none of them empty.

    ``begin`` and ``end`` bound what the tokens are of.

    A blank line ends one; so does a single line break, unless the line looks hard-wrapped (at least
    ``WRAP`` long, no end of sentence before the break, and a small letter after it).
    """
    text = tokens.text
    cuts: list[int] = []
    line = begin
    for m in BREAK.finditer(text, begin, len(text) if end is None else end):
        s, e = m.span()
        hard = text.count("\n", s, e) > 1 or s - line < WRAP or text[s - 1 : s] in '.!?:”"»'
        if hard or not text[e : e + 1].islower():
            cuts.append(e)
        line = e
    ranges: list[tuple[int, int]] = []
    first = 0
    starts = tokens.start
    n = len(starts)
    at = 0
    for cut in cuts:
        at = bisect_left(starts, cut, at)
        if at > first:
            ranges.append((first, at))
            first = at
    if n > first:
        ranges.append((first, n))
    return ranges


def sentence_ranges(
    tokens: Tokens,
    paragraphs: list[tuple[int, int]],
    starters: Set[str] = frozenset(),
    tags: Mapping[str, Set[str]] = {},
) -> list[tuple[int, int]]:
    """Return the sentences as token ranges, in order, covering every token.

    A sentence ends after ``. ! ? …`` and the closing marks that touch it, when what follows opens
    with a capital, a digit or an opening mark. One may end inside a quotation. After an abbreviation
    of several letters (``U.S.``) only one of ``starters`` begins a sentence: lower-case words that
    seldom stand inside a name (``the``, ``but``). After ``?”`` or ``!”`` no sentence begins where a
    verb in ``tags["verbs"]`` soon closes the speaker's tag (``“Why?” Jane Doe asked on Monday.``) and no
    word of ``tags["goes_on"]`` follows it (``“Why?” He said he would.``).
    """
    word = tokens.word
    ends = [i for i, w in enumerate(word) if w[-1] in ENDERS]
    out: list[tuple[int, int]] = []
    at = 0
    for first, stop in paragraphs:
        begin = first
        while at < len(ends) and ends[at] < stop:
            i = ends[at]
            at += 1
            if i < begin:
                continue
            close = i + 1
            while close < stop and word[close] in CLOSERS and tokens.start[close] == tokens.end[close - 1]:
                close += 1
            if (
                close < stop
                and _begins(tokens, i, close, stop, starters)
                and not (close > i + 1 and word[i] in "?!" and _is_tag(tokens, close, stop, tags))
            ):
                out.append((begin, close))
                begin = close
        if begin < stop:
            out.append((begin, stop))
    return [piece for sentence in out for piece in _pieces(*sentence)]


def _pieces(first: int, stop: int) -> list[tuple[int, int]]:
    """Return a sentence in pieces of at most ``LONGEST`` tokens: what looks at whole ones stays linear."""
    if stop - first <= LONGEST:
        return [(first, stop)]
    return [(at, min(at + LONGEST, stop)) for at in range(first, stop, LONGEST)]


def _begins(tokens: Tokens, ender: int, i: int, stop: int, starters: Set[str]) -> bool:
    """Whether a sentence can begin at token ``i`` after the ending token ``ender``."""
    word = tokens.word
    if tokens.start[i] == tokens.end[i - 1] and word[i] not in OPENERS:
        return False
    end = word[ender]
    if len(end) > 1 and end[-1] == "." and end.strip(".") != "":
        # "the U.S. But", not "U.S. Senator" nor "Sen. The".
        return end.count(".") > 1 and word[i][0].isupper() and tokens.low[i] in starters
    j = i
    while j < stop - 1 and word[j] in OPENERS and j - i < 3:
        j += 1
    first = word[j][0]
    return first.isupper() or first.isdigit() or (not first.isascii() and not first.islower())


TAG_REACH = 6
"""How many words a speaker's tag after a quotation may have before its verb."""


def _is_tag(tokens: Tokens, i: int, stop: int, tags: Mapping[str, Set[str]]) -> bool:
    """Whether the words from token ``i`` on are a speaker's tag: a short subject, then its verb."""
    low = tokens.low
    for j in range(i, min(i + TAG_REACH, stop)):
        if low[j] in tags.get("verbs", ()):
            return j + 1 >= stop or low[j + 1] not in tags["goes_on"]
        if not low[j][0].isalnum():
            return False
    return False
