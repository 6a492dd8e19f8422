"""What went wrong with an attribution, shown in its context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from claims.evaluation.gold import GoldDocument
from claims.evaluation.pairing import NEAR, Encoded, dice
from claims.models import Span, words_of

CONTEXT = 160
"""How many characters a context may go on to either side of the words that it is about."""


class MistakeKind(StrEnum):
    """How a prediction and the gold differ."""

    MISSED = "missed"
    FALSE = "false"
    WRONG_SOURCE = "wrong source"
    WRONG_CONTENT = "wrong content"


class Words(NamedTuple):
    """The words of an attribution's three roles; an empty string for a role that it lacks."""

    source: str
    cue: str
    content: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A gold attribution that was missed, a predicted one that is false, or a pair that differs.

    Everything in it is text of an article: make it displayable before it is printed.
    """

    document: str
    kind: MistakeKind
    context: str
    """The lines around it, shortened to ``CONTEXT`` characters on either side."""
    gold: Words | None
    predicted: Words | None
    rule: str | None
    """The rule that predicted it."""


def mistakes(
    document: GoldDocument,
    gold: Sequence[Encoded],
    predicted: Sequence[Encoded],
    pairs: Mapping[int, int],
    right: frozenset[int],
) -> list[Mistake]:
    """Return what went wrong in a document, in the order of its text.

    ``pairs`` maps numbers of ``gold`` to numbers of ``predicted``; ``right`` are the numbers of gold
    ones that were found with content and source. A pair that differs is one mistake.
    """
    differing: list[tuple[Encoded | None, Encoded | None]] = [
        (wanted, predicted[pairs[i]] if i in pairs else None)
        for i, wanted in enumerate(gold)
        if i not in right
    ]
    paired = frozenset(pairs.values())
    differing += [(None, got) for j, got in enumerate(predicted) if j not in paired]
    return [_mistake(document, wanted, got) for wanted, got in sorted(differing, key=_first_word)]


def _first_word(sides: tuple[Encoded | None, Encoded | None]) -> int:
    """Return the number of the first word of the gold content, or of the predicted one."""
    return next(min(one.content) for one in sides if one is not None)


def _mistake(document: GoldDocument, gold: Encoded | None, predicted: Encoded | None) -> Mistake:
    given = [one.given for one in (gold, predicted) if one is not None]
    spans = [span for one in given for span in (*one.source, *one.cue, *one.content)]
    return Mistake(
        document=document.id,
        kind=_kind(gold, predicted),
        context=context_of(document.text, spans),
        gold=_words(document.text, gold),
        predicted=_words(document.text, predicted),
        rule=getattr(predicted.given, "rule", None) if predicted else None,
    )


def _kind(gold: Encoded | None, predicted: Encoded | None) -> MistakeKind:
    if predicted is None:
        return MistakeKind.MISSED
    if gold is None:
        return MistakeKind.FALSE
    near = dice(gold.content, predicted.content) >= NEAR
    return MistakeKind.WRONG_SOURCE if near else MistakeKind.WRONG_CONTENT


def _words(text: str, one: Encoded | None) -> Words | None:
    if one is None:
        return None
    return Words(*(words_of(text, spans) for spans in (one.given.source, one.given.cue, one.given.content)))


def context_of(text: str, spans: Sequence[Span]) -> str:
    """Return the lines of ``text`` that hold ``spans``, no more than ``CONTEXT`` characters beyond them."""
    first = min(start for start, _ in spans)
    last = max(end for _, end in spans)
    start = max(text.rfind("\n", 0, first) + 1, first - CONTEXT)
    line_end = text.find("\n", last)
    end = min(line_end if line_end >= 0 else len(text), last + CONTEXT)
    before = "…" if start and text[start - 1] != "\n" else ""
    after = "…" if end < len(text) and text[end] != "\n" else ""
    return before + text[start:end].strip() + after
