"""Pairing quotation marks of every style within the paragraph.

An unbalanced mark spoils at most its own paragraph: a quotation that never closes ends where its
paragraph ends, and goes on when the next paragraph opens with a mark again. Apostrophes and inch
marks are no quotation marks.
"""

from __future__ import annotations

from collections.abc import Set
from itertools import compress, count
from typing import NamedTuple

from claims.text.tokens import Tokens

OPENING = {"“": "”", "„": "“”", "``": "''", "«": "»", "‹": "›", "‘": "’'"}
CLOSING = frozenset("”»›")
EITHER = frozenset({'"', "''", '""'})
SINGLE = frozenset("'’‘")
MARKS = frozenset(OPENING) | CLOSING | EITHER | {"'", "’"}


class Quote(NamedTuple):
    """A quotation: token numbers of its opening mark and of its last token (the closing mark, if any)."""

    first: int
    last: int
    closed: bool
    single: bool


def pair_quotes(
    tokens: Tokens, paragraphs: list[tuple[int, int]], elisions: Set[str] = frozenset()
) -> list[Quote]:
    """Return the outermost quotations of each paragraph, in order.

    ``paragraphs`` are token ranges, ``elisions`` lower-case words whose apostrophe stands for what is
    left out before them (``'tis``). Linear: each mark is looked at twice at most.
    """
    out: list[Quote] = []
    word = tokens.word
    marks = [*compress(count(), map(MARKS.__contains__, word))]
    at = 0
    for _, stop in paragraphs:
        begin = at
        while at < len(marks) and marks[at] < stop:
            at += 1
        if at > begin:
            out.extend(_pair_paragraph(tokens, marks[begin:at], stop, elisions))
    return out


def _pair_paragraph(tokens: Tokens, marks: list[int], stop: int, elisions: Set[str]) -> list[Quote]:
    word = tokens.word
    found: list[Quote] = []
    opened: int | None = None
    closers = ""
    inner = 0
    single: int | None = None
    doubles = [i for i in marks if word[i] not in SINGLE]
    coming = iter(doubles[1:])
    for i in marks:
        mark = word[i]
        if mark in SINGLE:
            if opened is None and not (i + 1 < stop and tokens.low[i + 1] in elisions):
                single = _single(tokens, i, mark, single, found)
            continue
        following = next(coming, None)
        if opened is None:
            if _opens(tokens, i, stop):
                opened, inner = i, 0
                closers = OPENING.get(mark) or ("«‹" if mark in CLOSING else mark + "”" * (mark == '"'))
        elif mark in EITHER and mark not in closers:
            # A straight pair inside directed marks; a straight mark alone may close them.
            if _may_open(tokens, i, stop):
                inner += 1
            elif inner:
                inner -= 1
            else:
                found.append(Quote(opened, i, True, False))
                opened = None
        elif (mark in closers or (mark in CLOSING and mark != "›")) and not _is_inch(
            tokens, i, following, stop
        ):
            found.append(Quote(opened, i, True, False))
            opened = None
    if opened is not None:
        if _is_layout(tokens, opened, stop):
            return found
        found.append(Quote(opened, stop - 1, False, False))
    return _outermost(found)


def _opens(tokens: Tokens, i: int, stop: int) -> bool:
    """Whether the double mark opens a quotation where none is open; ``» `` is a bullet."""
    mark = tokens.word[i]
    if mark in OPENING:
        return True
    if mark in "»›" and tokens.text[tokens.end[i] : tokens.end[i] + 1].isspace():
        return False
    return (mark in EITHER or mark in "»›") and _may_open(tokens, i, stop)


def _is_inch(tokens: Tokens, i: int, following: int | None, stop: int) -> bool:
    """Whether a straight mark after a number is no closing mark, as the one after it closes too."""
    return (
        tokens.word[i] in EITHER
        and tokens.text[tokens.start[i] - 1].isdigit()
        and following is not None
        and following < stop
        and tokens.word[following] in EITHER
        and not _may_open(tokens, following, stop)
    )


def _single(tokens: Tokens, i: int, mark: str, pending: int | None, found: list[Quote]) -> int | None:
    """Handle a single mark outside double ones; return the opening one that is still pending."""
    text = tokens.text
    start, end = tokens.start[i], tokens.end[i]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if mark == "‘" or (mark == "'" and (before.isspace() or before in "([—–-") and after.isalnum()):
        return i
    if pending is not None and not after.isalnum() and not before.isspace():
        # "dogs' 'tail'": a possessive s' before the closing mark cannot be told; the first one closes.
        found.append(Quote(pending, i, True, True))
        return None
    return pending


def _may_open(tokens: Tokens, i: int, stop: int) -> bool:
    """Whether an undirected mark can open here: text touches its right side, not its left."""
    text = tokens.text
    start, end = tokens.start[i], tokens.end[i]
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if i + 1 >= stop:
        return False
    if after.isspace():
        return before.isspace() or before in "([—–"
    # After a digit it is an inch or second mark; after a letter it cannot open.
    return not before.isalnum()


def _is_layout(tokens: Tokens, i: int, stop: int) -> bool:
    """Whether an unclosed mark is a bullet (a lone guillemet before the line's text)."""
    return tokens.word[i] in "»›"


def _outermost(found: list[Quote]) -> list[Quote]:
    found.sort()
    kept: list[Quote] = []
    for quote in found:
        if kept and quote.first <= kept[-1].last:
            continue
        kept.append(quote)
    return kept
