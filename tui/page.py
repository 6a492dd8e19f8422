"""An article as it is shown around one claim: which words have which part in it, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from claims.models import Article, Claim, Span
from claims.text.display import displayable

CONTEXTS: tuple[int | None, ...] = (0, 1, 3, 8, None)
"""How many lines of the text (paragraphs) are shown on each side of the claim; None: all."""
GAP = " … "
"""What stands in a content's words for what is between its parts."""
LONGEST = 200_000
"""Code points of an article that are laid out at once; of a longer one, what is around the claim."""


class Role(IntEnum):
    """What words are to the claim that is shown; the higher is drawn over the lower."""

    FURNITURE = 1
    OTHER = 2
    CONTENT = 3
    SOURCE = 4
    CUE = 5
    DIFFERS = 6


class Piece(NamedTuple):
    """Words with a role: ``text[start:end]``."""

    start: int
    end: int
    role: Role


class Page:
    """One article with one claim in focus."""

    def __init__(
        self, article: Article, claim: Claim, others: Iterable[Claim] = (), edition: str = ""
    ) -> None:
        """Take the article, the claim in focus, the other claims of the article.

        ``edition`` says which version of the article it is, and of which other it is a copy.
        """
        self.article = article
        self.edition = edition
        self.claim = claim
        self._claims = (claim, *others)
        self._own = tuple(sorted(_pieces(article, claim, self._claims), key=lambda piece: piece.role))
        self.pieces = self._own

    def claim_at(self, offset: int) -> str | None:
        """Return the id of the claim that has words at ``offset``: the one in focus, else the shortest."""
        there = [claim for claim in self._claims if any(s <= offset < e for s, e in _spans(claim))]
        if self.claim in there:
            return self.claim.id
        return min(there, key=_extent).id if there else None

    def mark(self, differing: Iterable[Span]) -> Page:
        """Return the page with the words of ``differing`` marked, and no others as such."""
        self.pieces = (*self._own, *(Piece(*span, Role.DIFFERS) for span in differing))
        return self

    @cached_property
    def text(self) -> str:
        """The article's text made printable; offsets are those of the article."""
        return displayable(self.article.text)

    @cached_property
    def focus(self) -> Span:
        """From the first to the last word of the claim, source and cue included."""
        spans = _spans(self.claim)
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    def window(self, context: int) -> Span:
        """Return the part of the text to show at step ``context`` of ``CONTEXTS``, in whole lines."""
        start, end = self.focus
        start = self.text.rfind("\n", 0, start) + 1
        end = _find(self.text, end)
        lines = CONTEXTS[context]
        if lines is None:
            if len(self.text) <= LONGEST:
                return Span(0, len(self.text))
            return Span(max(0, start - LONGEST // 2), min(len(self.text), end + LONGEST // 2))
        for _ in range(lines):
            start = _earlier_line(self.text, start)
            end = _later_line(self.text, end)
        return Span(start, end)

    def within(self, start: int, end: int) -> Sequence[Piece]:
        """Return the pieces that share words with ``text[start:end]``, lowest role first."""
        return [piece for piece in self.pieces if piece.start < end and piece.end > start]


def place_in_words(content: Sequence[Span], span: Span) -> tuple[int, int] | None:
    """Return where a ``span`` of the article stands in a content's words; None when not within one part."""
    at = 0
    for start, end in content:
        if start <= span.start and span.end <= end:
            return at + span.start - start, at + span.end - start
        at += end - start + len(GAP)
    return None


def _spans(claim: Claim) -> tuple[Span, ...]:
    return *claim.source, *claim.cue, *claim.content


def _extent(claim: Claim) -> int:
    return sum(end - start for start, end in _spans(claim))


def _pieces(article: Article, claim: Claim, others: Iterable[Claim]) -> Iterable[Piece]:
    for furniture in article.furniture:
        yield Piece(*furniture.span, Role.FURNITURE)
    for other in others:
        if other.id != claim.id:
            for span in _spans(other):
                yield Piece(*span, Role.OTHER)
    for spans, role in ((claim.content, Role.CONTENT), (claim.source, Role.SOURCE), (claim.cue, Role.CUE)):
        for span in spans:
            yield Piece(*span, role)


def _find(text: str, at: int) -> int:
    """Return the end of the line that ``at`` is on."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _later_line(text: str, end: int) -> int:
    """Return the end of the first line that is not blank after the line that ends at ``end``."""
    while end < len(text):
        start, end = end + 1, _find(text, end + 1)
        if text[start:end].strip():
            break
    return end


def _earlier_line(text: str, start: int) -> int:
    """Return the start of the last line that is not blank before the line at ``start``."""
    while start > 0:
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        if text[start:end].strip():
            break
    return start
