"""Gold attributions by token numbers, and the word of each cue that carries it: its head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claims.extraction.document import Document
from claims.extraction.lexicon import entries
from claims.extraction.tagging import tag
from claims.extraction.view import Counts
from claims.models import Span

CLOSED = frozenset("dsoqptcuyiwbhemnakz")
CLOSED_SHARE, MARK_SHARE = 0.25, 0.5
"""How much a word of a closed class, or a mark, counts as a head beside any other word."""
DAMPING = 3
ROUNDS = 2


MARKS = "“”\"‘’«»''``"
"""What stays at the edge of a content."""


class GoldFrame(NamedTuple):
    """A gold attribution by ascending token numbers, without marks at the edges of source and content."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]


def gold_frames(
    document: Document, attributions: Sequence[tuple[Sequence[Span], Sequence[Span], Sequence[Span]]]
) -> list[GoldFrame]:
    """Return the attributions that have a cue and a content, by token numbers."""
    out = []
    for source, cue, content in attributions:
        frame = GoldFrame(
            _trimmed(document, _tokens(document, source), ""),
            _tokens(document, cue),
            _trimmed(document, _tokens(document, content), MARKS),
        )
        if frame.cue and frame.content:
            out.append(frame)
    return out


def frames_without_cue(
    document: Document, attributions: Sequence[tuple[Sequence[Span], Sequence[Span], Sequence[Span]]]
) -> list[GoldFrame]:
    """Return the attributions that have no cue and whose content holds their source.

    Some corpora take a whole sentence for the content, its speaker and verb included ("The union
    demands more pay."). The cue is then among the sentence's cue words, and the source no content.
    """
    known, low = entries(document.language), document.tokens.low
    out = []
    for given_source, given_cue, given_content in attributions:
        source, held = _tokens(document, given_source), _tokens(document, given_content)
        if given_cue or not source or not set(source) <= set(held):
            continue
        content = tuple(i for i in held if i not in set(source))
        cue = tuple(i for i in content if low[i] in known and not document.in_quote[i])
        if cue:
            out.append(GoldFrame(_trimmed(document, source, ""), cue, _trimmed(document, content, MARKS)))
    return out


def _tokens(document: Document, spans: Sequence[Span]) -> tuple[int, ...]:
    tokens = document.tokens
    out: list[int] = []
    for s, e in sorted(spans):
        i = _first_ending_after(tokens.end, s)
        i = max(i, out[-1] + 1) if out else i
        while i < len(tokens) and tokens.start[i] < e:
            out.append(i)
            i += 1
    return tuple(out)


def _first_ending_after(ends: Sequence[int], offset: int) -> int:
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        if ends[middle] <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def _trimmed(document: Document, tokens: tuple[int, ...], keep: str) -> tuple[int, ...]:
    def idle(i: int) -> bool:
        word = document.tokens.word[i]
        return not (word[0].isalnum() or word[-1].isalnum() or word in "$%#@€£" or word in keep)

    first, stop = 0, len(tokens)
    while stop > first and idle(tokens[stop - 1]):
        stop -= 1
    while first < stop and idle(tokens[first]):
        first += 1
    return tokens[first:stop]


def counts_of(
    gold: Sequence[tuple[Document, Sequence[GoldFrame]]], verbs: Mapping[str, str]
) -> tuple[Counts, list[list[int]]]:
    """Return how often each form was a head and how often it stood outside contents at all; and all heads.

    The head of a cue is its word that is a cue word most often. What stands inside a quotation or a
    content is not counted: there it may be one too, and the corpus does not say so.
    """
    tags = [tag(document, verbs) for document, _ in gold]
    total: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for document, frames in gold:
        held = {i for f in frames for i in f.content}
        low = document.tokens.low
        total.update(w for i, w in enumerate(low) if i not in held and not document.in_quote[i])
        inside.update(low[i] for f in frames for i in set(f.cue))
    cue = inside
    heads: list[list[int]] = []
    for _ in range(ROUNDS + 1):
        share = {w: n / (max(total[w], n) + DAMPING) for w, n in cue.items()}
        heads = [
            [max(f.cue, key=lambda i: (_weight(document, tags[n], share, i), -i)) for f in frames]
            for n, (document, frames) in enumerate(gold)
        ]
        cue = Counter(
            document.tokens.low[i] for (document, _), at in zip(gold, heads, strict=True) for i in at
        )
    return Counts(cue, total), heads


def _weight(document: Document, tags: str, share: Mapping[str, float], i: int) -> float:
    word = document.tokens.low[i]
    weight = share.get(word, 0.0)
    if tags[i] in CLOSED:
        return weight * CLOSED_SHARE
    return weight if word[0].isalnum() else weight * MARK_SHARE
