"""A claim in its context: the words around it, with source, cue and content told apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from claims.models import Claim, Span

AROUND = 240
"""Code points that are shown before and after each span, as far as its paragraph goes."""
ROLES = ("cue", "source", "content")
"""The roles of words, from the one that goes before where spans overlap."""
GAP = " […] "


class Piece(NamedTuple):
    """Words of an article that have one role, or none."""

    words: str
    role: str | None


def pieces(text: str, claim: Claim) -> list[Piece]:
    """Return the words around a claim in ``text``, in order; none where the text is not at hand."""
    spans = {role: tuple(getattr(claim, role)) for role in ROLES}
    every = sorted(span for own in spans.values() for span in own if span.end <= len(text))
    found: list[Piece] = []
    for window in _windows(text, every):
        if window.start:
            found.append(Piece(GAP if found else "[…] ", None))
        edges = {window.start, window.end, *(edge for span in every for edge in span if _in(edge, window))}
        for start, end in pairwise(sorted(edges)):
            found.append(Piece(text[start:end], _role(start, end, spans)))
    if every and found and _windows(text, every)[-1].end < len(text):
        found.append(Piece(" […]", None))
    return found


def _windows(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return what is shown of ``text``: each span with what is around it, those as one that meet."""
    found: list[Span] = []
    for span in spans:
        start, end = _around(text, span)
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return found


def _around(text: str, span: Span) -> tuple[int, int]:
    """Return the bounds of the paragraph of ``span``, or of whole words ``AROUND`` it where that is long."""
    begin = text.rfind("\n", 0, span.start) + 1
    stop = text.find("\n", span.end)
    stop = len(text) if stop < 0 else stop
    if span.start - begin > AROUND:
        blank = text.find(" ", span.start - AROUND, span.start)
        begin = blank + 1 if blank >= 0 else span.start - AROUND
    if stop - span.end > AROUND:
        blank = text.rfind(" ", span.end, span.end + AROUND)
        stop = blank if blank >= 0 else span.end + AROUND
    return begin, stop


def _in(edge: int, window: Span) -> bool:
    return window.start < edge < window.end


def _role(start: int, end: int, spans: dict[str, tuple[Span, ...]]) -> str | None:
    for role, own in spans.items():
        if any(span.start <= start and end <= span.end for span in own):
            return role
    return None
