"""Forms that are told by their shape: references between outlets, dashes, quotations that stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count
from typing import NamedTuple

from claims.extraction.packs import table
from claims.extraction.sources import Range
from claims.extraction.view import View

DASHES = frozenset({"-", "–", "—", "―", "--"})
LONGEST_NAME = 6
SHORTEST_QUOTE = 5


class FormFrame(NamedTuple):
    """An attribution by its form, in token numbers."""

    rule: str
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


def find_forms(view: View, taken: bytearray) -> list[FormFrame]:
    """Return the attributions that the form of a paragraph shows; ``taken`` marks tokens already used."""
    out = []
    before: Range = (0, 0)
    for first, stop in view.document.paragraphs:
        signed = _signature(view, before, first, stop)
        before = first, stop
        if signed is not None and not any(taken[slice(*signed.content[0])]):
            out.append(signed)
            continue
        last = _trim_furniture(view, first, stop)
        if last - first < 3:
            continue
        dash = _last_dash(view, first, last)
        if dash is None:
            continue
        found = _quote_dash(view, first, last, dash) or _headline_dash(view, first, last, dash)
        if found is not None and not any(taken[s] and taken[e - 1] for s, e in found.source):
            out.append(found)
    return out


def find_references(view: View, taken: bytearray) -> list[FormFrame]:
    """Return ``…, UNN reports with reference to Sky News``: what an outlet passes on, and from whom.

    The source is the outlet that reports; what it refers to is a hop of the chain.
    """
    words = table(view.document.language, "text").get("references")
    if words is None:
        return []
    verbs = frozenset(words["verbs"])
    phrases = tuple(tuple(p.split()) for p in words["phrases"])
    low, tag = view.low, view.tag
    out = []
    for i in compress(count(), map(verbs.__contains__, low)):
        first, stop = view.sentences[view.sentence_of[i]]
        if not first + 4 <= i < stop - 2 or tag[i - 1] != "N" or taken[i]:
            continue
        phrase = next((p for p in phrases if tuple(low[i + 1 : i + 1 + len(p)]) == p), None)
        if phrase is None:
            continue
        s = i - 1
        while s > first and tag[s - 1] in "Nd":
            s -= 1
        if s - first > 3 and low[s - 1] == "," and not any(taken[first : s - 1]):
            cue = (i, i + 1 + len(phrase))
            out.append(FormFrame("reports-citing", ((s, i),), (cue,), ((first, s - 1),)))
    return out


def _trim_furniture(view: View, first: int, stop: int) -> int:
    furniture = view.document.furniture
    while stop > first and furniture[stop - 1]:
        stop -= 1
    return stop


def _last_dash(view: View, first: int, stop: int) -> int | None:
    """Return the dash that is followed by nothing but a name up to the end, if there is one."""
    for i in range(stop - 2, max(first, stop - LONGEST_NAME - 2), -1):
        if view.word[i] in DASHES:
            spaced = view.document.tokens.end[i - 1] < view.document.tokens.start[i]
            return i if spaced or view.tag[i - 1] == "'" else None
    return None


def _is_name(view: View, first: int, stop: int) -> bool:
    tags = view.tag[first:stop]
    return 0 < len(tags) <= LONGEST_NAME and tags[0] in "Nd" and "N" in tags and set(tags) <= set("Ndpczf0")


def _quote_dash(view: View, first: int, stop: int, dash: int) -> FormFrame | None:
    """``“…” — Commissioner X`` at the end of a paragraph."""
    if view.tag[dash - 1] != "'" or not _is_name(view, dash + 1, stop):
        return None
    quote = view.quotes[view.quote_of[dash - 1]] if view.quote_of[dash - 1] >= 0 else None
    if quote is None or quote.last - quote.first < SHORTEST_QUOTE:
        return None
    return FormFrame("quote-dash", ((dash + 1, stop),), ((dash, dash + 1),), ((quote.first, quote.last + 1),))


def _signature(view: View, before: Range, first: int, stop: int) -> FormFrame | None:
    """A paragraph that is a dash and a name, below one that is a quotation: ``— Commissioner X``."""
    last = _trim_furniture(view, first, stop)
    while last > first and view.tag[last - 1] == ".":
        last -= 1
    if view.word[first] not in DASHES or not _is_name(view, first + 1, last):
        return None
    s, e = before
    if e - s <= SHORTEST_QUOTE or view.in_quote.count(1, s, e) < e - s:
        return None
    return FormFrame("quote-dash", ((first + 1, last),), ((first, first + 1),), ((s, e),))


def _headline_dash(view: View, first: int, stop: int, dash: int) -> FormFrame | None:
    """``Claim - Source``: a line without a full stop whose end is a dash and a name."""
    if view.word[stop - 1] in ".!?" or view.tag[first] in "'.-" or dash - first < 4:
        return None
    if any(view.word[i] in ".!?" for i in range(first, dash)) or not _is_name(view, dash + 1, stop):
        return None
    if not any(t in "rvbhme" for t in view.tag[first:dash]):
        return None
    return FormFrame("headline-dash", ((dash + 1, stop),), ((dash, dash + 1),), ((first, dash),))


def floating_quotes(view: View, busy: Sequence[bool], speakers: Sequence[Range | None]) -> list[FormFrame]:
    """Return the paragraphs that are one quotation without a cue, given to the last source before them.

    ``busy`` tells for each paragraph whether a kept attribution has words in it, ``speakers`` the
    source, if any, that was quoted last in it. PolNeAR's annotators took four of five such
    paragraphs as said by the speaker before.
    """
    out = []
    last: Range | None = None
    for number, (first, stop) in enumerate(view.document.paragraphs):
        if busy[number]:
            last = speakers[number]
            continue
        whole = view.in_quote[first] and view.in_quote.count(1, first, stop) == stop - first
        if last is not None and whole and stop - first >= SHORTEST_QUOTE:
            out.append(FormFrame("floating-quote", (last,), (), ((first, stop),)))
        elif not whole:
            last = None
    return out
