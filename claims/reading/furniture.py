"""Page furniture: marked, never deleted, so that every offset stays and nothing is lost.

Works line by line, with the rules of `claims.reading.furniture_rules`. Two things need more than a
line: a personal name alone is a byline only above or below the running text, and a list of short
lines is a tag list only at the very end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from claims.models import Furniture, FurnitureKind, Span
from claims.reading.furniture_rules import CLAIM_FORM, Anchor, Extent, Place, Rule, lone_name, rules, topic

LONGEST_TITLE = 200
"""Code points of a line that can be the title, under which the head of an article lies."""

MOST_HEAD_LINES = 8
"""Lines above the running text: title, dateline, byline, counters, picture credit."""

MOST_TAIL_LINES = 12
"""Lines below the running text: byline, credits, links."""

MOST_TAGS = 40
"""Lines that a tag list, with what stands around it, is searched in."""

FEWEST_TAGS = 3
"""Short lines at the end that make a tag list; fewer could be anything."""

LONGEST_TAG = 50
"""Code points of a tag."""

MOST_TAG_WORDS = 6

SEARCHED_END = 120
"""Code points at a line's end that a rule anchored there looks at."""

WRAP = 60
"""Code points from which on a line may have been broken by a margin, so that the next continues it."""

LONGEST_HEADING = 60
MOST_HEADING_WORDS = 6
"""What a page or Markdown marks as a heading is running text when it is longer: it says something."""

_CLAIM_MARK = re.compile(r"\s[-–—]\s|:\s")
_PROSE_END = tuple(".!?…\"”“»'’)")


class _Line(NamedTuple):
    """The visible part of a line, without the white space at its ends."""

    start: int
    end: int
    words: str


def mark(text: str, known: Iterable[Furniture] = ()) -> tuple[Furniture, ...]:
    """Return the furniture of ``text``: spans inside it, disjoint and sorted, none of them empty.

    ``known`` is what the form of the input already tells (a heading of a page); it takes precedence.
    """
    lines = _lines(text)
    found: list[Furniture | None] = []
    for index, line in enumerate(lines):
        wrapped = index > 1 and found[-1] is None and _continues(lines[index - 1], line)
        found.append(None if wrapped else _of_line(line, index, len(lines)))
    head = _head_name(lines, found)
    if head is not None:
        found[head] = _whole(lines[head], FurnitureKind.BYLINE)
    tail = _tail(lines, found)
    pieces = [piece for piece in found if piece]
    return _disjoint([*known], [*pieces, *tail])


def is_plain_heading(words: str) -> bool:
    """Tell whether a heading only names what follows: short, and without the form of a claim."""
    return (
        len(words) <= LONGEST_HEADING
        and len(words.split()) <= MOST_HEADING_WORDS
        and not CLAIM_FORM.search(words)
    )


def _continues(before: _Line, line: _Line) -> bool:
    """Tell whether ``line`` is the rest of a paragraph that a margin broke (the title never is)."""
    return (
        line.start - before.end == 1 and len(before.words) >= WRAP and not before.words.endswith(_PROSE_END)
    )


def _lines(text: str) -> list[_Line]:
    """Return the lines of ``text`` that have something visible."""
    lines: list[_Line] = []
    position = 0
    for line in text.split("\n"):
        if words := line.strip():
            start = position + len(line) - len(line.lstrip())
            lines.append(_Line(start, start + len(words), words))
        position += len(line) + 1
    return lines


def _whole(line: _Line, kind: FurnitureKind) -> Furniture:
    """Return the whole line as furniture."""
    return Furniture(span=Span(line.start, line.end), kind=kind)


def _of_line(line: _Line, index: int, count: int) -> Furniture | None:
    """Return what the first rule that hits makes of a line."""
    for rule in rules():
        if len(line.words) <= rule.longest and _in_place(rule.place, index, count):
            match = _match(rule, line.words)
            if match and (rule.needs is None or rule.needs.search(line.words)):
                return Furniture(span=_span(rule, match, line), kind=rule.kind)
    return None


def _in_place(place: Place, index: int, count: int) -> bool:
    """Tell whether line ``index`` of ``count`` lies where a rule is tried."""
    if place is Place.HEAD:
        return index < MOST_HEAD_LINES
    return place is Place.ANYWHERE or index >= max(1, count - MOST_TAIL_LINES)


def _match(rule: Rule, words: str) -> re.Match[str] | None:
    """Return the match of a rule's pattern where it is anchored."""
    if rule.anchor is Anchor.END:
        return rule.pattern.search(words, max(0, len(words) - SEARCHED_END))
    return rule.pattern.match(words)


def _span(rule: Rule, match: re.Match[str], line: _Line) -> Span:
    """Return the part of the line that a rule makes furniture."""
    if rule.extent is Extent.MATCH:
        words = match.group()
        skipped = len(words) - len(words.lstrip())
        return Span(line.start + match.start() + skipped, line.start + match.start() + len(words.rstrip()))
    if rule.extent is Extent.LABEL and CLAIM_FORM.search(line.words, match.end("label")):
        return Span(line.start, line.start + match.end("label"))
    return Span(line.start, line.end)


def _head_name(lines: Sequence[_Line], found: Sequence[Furniture | None]) -> int | None:
    """Return the line under the title that is a personal name alone: the byline without "By"."""
    if not lines or len(lines[0].words) > LONGEST_TITLE:
        return None
    for index in range(1, min(len(lines) - 1, MOST_HEAD_LINES)):
        if found[index] is None:
            return index if lone_name().match(lines[index].words) else None
    return None


def _tail(lines: Sequence[_Line], found: Sequence[Furniture | None]) -> list[Furniture]:
    """Return the byline and the tag list below the running text."""
    start = len(lines)
    while start > 0 and len(lines) - start < MOST_TAGS and (found[start - 1] or _is_tag(lines[start - 1])):
        start -= 1
    if start == 0 or not lines[start - 1].words.endswith(_PROSE_END):
        return []
    unmarked = [index for index in range(start, len(lines)) if found[index] is None]
    byline: list[Furniture] = []
    if unmarked and _is_tail_name(lines, unmarked[0]):
        byline = [_whole(lines[unmarked.pop(0)], FurnitureKind.BYLINE)]
    if len(unmarked) < FEWEST_TAGS:
        return byline
    return byline + [
        Furniture(span=Span(lines[run[0]].start, lines[run[-1]].end), kind=FurnitureKind.TAGS)
        for run in _runs(unmarked)
    ]


def _is_tag(line: _Line) -> bool:
    """Tell whether a line could be a topic of a tag list: short, no sentence, no list item."""
    words = line.words
    return (
        len(words) <= LONGEST_TAG
        and len(words.split()) <= MOST_TAG_WORDS
        and topic().match(words) is not None
        and not words.replace(" ", "").isdigit()
        and not _CLAIM_MARK.search(words)
    )


def _is_tail_name(lines: Sequence[_Line], index: int) -> bool:
    """Tell whether a line is a personal name with a blank line, or nothing, below it."""
    alone = index + 1 == len(lines) or lines[index + 1].start - lines[index].end > 1
    return alone and lone_name().match(lines[index].words) is not None


def _runs(indices: Sequence[int]) -> list[list[int]]:
    """Return the runs of consecutive numbers."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _disjoint(known: Iterable[Furniture], marked: Iterable[Furniture]) -> tuple[Furniture, ...]:
    """Return both in order; of two that overlap the known one stays, of two known ones the earlier."""
    kept: list[Furniture] = []
    apart: list[Furniture] = []
    for piece in sorted(known, key=lambda piece: piece.span):
        if not kept or kept[-1].span.end <= piece.span.start:
            kept.append(piece)
    starts = [piece.span.start for piece in kept]
    for piece in marked:
        before = bisect_left(starts, piece.span.end)
        if before == 0 or kept[before - 1].span.end <= piece.span.start:
            apart.append(piece)
    return tuple(sorted([*kept, *apart], key=lambda piece: piece.span))
