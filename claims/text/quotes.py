"""Pairing quotation marks of every style within the paragraph.

An unbalanced mark spoils at most its own paragraph: a quotation that never closes ends where its
paragraph ends, and goes on when the next paragraph opens with a mark again. Apostrophes and inch
marks are no quotation marks.
"""

from __future__ import annotations

from typing import NamedTuple

from claims.text.tokens import Tokens

OPENING = {"“": "”", "„": "“”", "``": "''", "«": "»", "‹": "›", "‘": "’'"}
CLOSING = frozenset("”»›")
EITHER = frozenset({'"', "''"})
MARKS = frozenset(OPENING) | CLOSING | EITHER | {"'", "’"}


class Quote(NamedTuple):
    """A quotation: token numbers of its opening mark and of its last token (the closing mark, if any)."""

    first: int
    last: int
    closed: bool
    single: bool


def pair_quotes(tokens: Tokens, paragraphs: list[tuple[int, int]]) -> list[Quote]:
    """Return the outermost quotations of each paragraph, in order.

    ``paragraphs`` are token ranges. Linear: each mark is looked at once.
    """
    out: list[Quote] = []
    word = tokens.word
    marks = [i for i, w in enumerate(word) if w in MARKS]
    at = 0
    for _, stop in paragraphs:
        begin = at
        while at < len(marks) and marks[at] < stop:
            at += 1
        if at > begin:
            out.extend(_pair_paragraph(tokens, marks[begin:at], stop))
    return out


def _pair_paragraph(tokens: Tokens, marks: list[int], stop: int) -> list[Quote]:
    found: list[Quote] = []
    opened: int | None = None
    closers = ""
    single: int | None = None
    for i in marks:
        mark = tokens.word[i]
        if mark in "'’‘":
            if opened is None:
                single = _single(tokens, i, mark, single, found)
            continue
        if opened is None:
            if mark in OPENING or (mark in EITHER and _may_open(tokens, i, stop)):
                opened = i
                closers = OPENING.get(mark, '"”' if mark == '"' else "''")
            elif mark in "»›" and _may_open(tokens, i, stop):
                opened, closers = i, "«‹"
        elif mark in closers or (mark in CLOSING and mark != "›") or (mark in EITHER):
            if mark in EITHER and mark not in closers and _may_open(tokens, i, stop):
                continue
            found.append(Quote(opened, i, True, False))
            opened = None
    if opened is not None:
        if _is_layout(tokens, opened, stop):
            return found
        found.append(Quote(opened, stop - 1, False, False))
    return _outermost(found)


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
