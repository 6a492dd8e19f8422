"""How two texts differ, word by word: what one has, what the other has in its place, what both have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

WORD = re.compile(r"\w+|[^\w\s]|\s+")
LINE = re.compile(r"[^\n]*\n+|[^\n]+")
MARKED = 3
"""Words that both have between two changes, up to which they are shown as one change."""


class Side(StrEnum):
    """Who has a part of the text."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"


class Part(NamedTuple):
    """A stretch of words that one of two texts has, or both."""

    side: Side
    words: str


def difference(first: str, second: str) -> list[Part]:
    """Return the parts of two texts in order; those of both sides together are each text again.

    Paragraphs are compared first, then the words of those that differ, so that the time is that of the
    changed paragraphs. Where a stretch was replaced the part of the first text stands before the second's.
    """
    return list(_joined(_parts(LINE.findall(first), LINE.findall(second), by_words=True)))


def _parts(first: Sequence[str], second: Sequence[str], *, by_words: bool) -> Iterator[Part]:
    for tag, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        ours, theirs = "".join(first[a:b]), "".join(second[c:d])
        if tag == "equal":
            yield Part(Side.BOTH, ours)
        elif tag == "replace" and by_words:
            yield from _parts(WORD.findall(ours), WORD.findall(theirs), by_words=False)
        else:
            yield from (
                Part(side, words) for side, words in ((Side.FIRST, ours), (Side.SECOND, theirs)) if words
            )


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """Yield ``parts``, with changes that only a blank or a few marks stand between as one."""
    first, second = "", ""
    between = ""
    for part in parts:
        if part.side is Side.BOTH:
            if (first or second) and not any(map(str.isalnum, part.words)) and len(part.words) <= MARKED:
                between += part.words
                continue
            yield from _change(first, second)
            yield Part(Side.BOTH, between + part.words)
            first = second = between = ""
            continue
        first += between + part.words if part.side is Side.FIRST else between
        second += between + part.words if part.side is Side.SECOND else between
        between = ""
    yield from _change(first, second)
    if between:
        yield Part(Side.BOTH, between)


def _change(first: str, second: str) -> Iterator[Part]:
    yield from (Part(side, words) for side, words in ((Side.FIRST, first), (Side.SECOND, second)) if words)


def shared_words(parts: Sequence[Part]) -> float:
    """Return the share of the words of both texts, 0 to 1, that stand in both."""
    counts = dict.fromkeys(Side, 0)
    for part in parts:
        counts[part.side] += len(re.findall(r"\w+", part.words))
    total = 2 * counts[Side.BOTH] + counts[Side.FIRST] + counts[Side.SECOND]
    return 2 * counts[Side.BOTH] / total if total else 1.0
