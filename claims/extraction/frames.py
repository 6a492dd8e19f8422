"""From a cue to a whole frame: construction, source and content, each chosen by counted weights."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TypeVar

from claims.extraction.boundaries import (
    end_candidates,
    end_contexts,
    end_templates,
    left_end_candidates,
    left_end_contexts,
    left_end_templates,
    left_start_candidates,
    left_start_contexts,
    left_start_templates,
    start_candidates,
    start_contexts,
    start_templates,
)
from claims.extraction.constructions import BY_CODE, Construction, shape_contexts, shape_templates
from claims.extraction.cues import clause_templates, own_templates
from claims.extraction.model import Model, unpacked
from claims.extraction.reliability import UNIT, Context, probability, total, totals
from claims.extraction.rules import SPEAKING
from claims.extraction.sources import (
    Fixed,
    Range,
    far_candidates,
    far_contexts,
    far_templates,
    fixed,
    joined,
    near_candidates,
    near_contexts,
    near_templates,
    pronoun_before,
)
from claims.extraction.view import Cue

T = TypeVar("T")


class Frame:
    """One proposed attribution by token numbers: a cue with its source and content.

    ``cue_score`` is the log-odds that the word is a cue here, ``span_score`` the log-probability of
    the chosen construction, source and borders together (each damped), ``reliability`` the
    probability that the whole is right.
    """

    __slots__ = ("construction", "content", "cue", "cue_score", "reliability", "source", "span_score")

    def __init__(
        self,
        cue: Cue,
        cue_score: float,
        construction: Construction,
        source: Range | None,
        content: list[Range],
        span_score: float,
    ) -> None:
        self.cue = cue
        self.cue_score = cue_score
        self.construction = construction
        self.source = source
        self.content = content
        self.span_score = span_score
        self.reliability = 0.0

    @property
    def cue_weight(self) -> float:
        """The probability that the word is a cue here."""
        return probability(self.cue_score)

    def covers(self, token: int) -> bool:
        """Whether ``token`` lies in the content."""
        for s, e in self.content:  # noqa: SIM110 - asked of each pair of neighbours, and twice as fast
            if s <= token < e:
                return True
        return False


SPAN_SHARE = 0.4
"""How much the choice of a border counts beside the choice of the construction."""


def build_frame(
    model: Model, cue: Cue, own: Sequence[Context], clause: Sequence[Context], cue_score: float
) -> Frame | None:
    """Return the best frame around ``cue``, or None when no content can be found.

    ``own`` and ``clause`` are the cue's contexts (see ``cues.py``).
    """
    construction, score = _construction(model, cue, own, clause)
    given = fixed(cue, construction)
    source: Range | None = None
    if construction.source != "0":
        source, s = _source(model, cue, construction, given)
        score += SPAN_SHARE * s
    content: list[Range] = []
    if construction.before:
        left, s = _left(model, cue, source, construction, given)
        content += left
        score += SPAN_SHARE * s
    if construction.after:
        right, s = _right(model, cue, source, construction, given)
        content += right
        score += SPAN_SHARE * s
    content = _without(content, source, cue)
    return Frame(cue, cue_score, construction, source, content, score) if content else None


VERB_BEFORE_SOURCE = ("CR", "BR")
UNLICENSED = 0
VERBAL = frozenset("rvbhme")


def _opens_with_a_name(cue: Cue) -> bool:
    """Whether all before a verb of saying is a noun phrase: "Jane Roe, a doctor, said two men were hurt".

    Then it is the source, and what follows the cue is no source: a content that stands before its
    cue and source is a clause or a quotation, or its cue a passive.
    """
    if cue.cue_class not in SPEAKING:
        return False
    tags = cue.view.tag[cue.first : cue.at]
    return bool(tags) and VERBAL.isdisjoint(tags) and "'" not in tags and '"' not in tags


def _construction(
    model: Model, cue: Cue, own: Sequence[Context], clause: Sequence[Context]
) -> tuple[Construction, float]:
    """Return the likeliest construction and its log-probability."""
    orders = model.orders
    score = total(orders[own_templates, cue.fixed], own)
    score = total(orders[clause_templates, cue.fixed], clause, score)
    totals = unpacked(total(orders[shape_templates, cue.fixed[2:]], shape_contexts(cue), score))
    if _opens_with_a_name(cue):
        for number, code in enumerate(model.codes):
            if code in VERB_BEFORE_SOURCE:
                totals[number] = UNLICENSED
    code, share = best(model.codes, totals)
    return BY_CODE[code], share


NOT_FOUND = -4.0
"""The log-probability of a border for which no candidate was likely."""
FOLLOWED, TOO_FAR_BEHIND = 3, 3 * UNIT
"""How many near edges of a source are followed up, and how far one's score may be behind the best."""


def _source(model: Model, cue: Cue, construction: Construction, given: Fixed) -> tuple[Range | None, float]:
    """Return the likeliest source on the construction's side, with its log-probability."""
    if construction.source == "L":
        pronoun = pronoun_before(cue)
        if pronoun is not None:
            return pronoun, 0.0
    edges = near_candidates(cue, construction)
    if not edges:
        return None, NOT_FOUND
    tables = model.source.tables[near_templates, given]
    scored = totals(tables, near_contexts(cue, edges, construction))
    near = sorted(zip(scored, edges, strict=True), reverse=True)
    tables = model.source.tables[far_templates, given[:3]]
    scores: list[int] = []
    sources: list[Range] = []
    for score, edge in near[:FOLLOWED]:
        if near[0][0] - score > TOO_FAR_BEHIND:
            break
        fars = far_candidates(cue, edge, construction)
        scores += totals(tables, far_contexts(cue, edge, fars, construction), score)
        sources += [joined(edge, far, construction) for far in fars]
    return best(sources, scores) if scores else (None, NOT_FOUND)


SHOWN = 12 * UNIT
"""Hundredths behind the best up to which shares are looked up."""
SHARES = [math.exp(-behind / UNIT) for behind in range(SHOWN)]
"""The share of a candidate so many hundredths behind the best, as a part of the best one's."""


def best(candidates: Sequence[T], scores: Sequence[int]) -> tuple[T, float]:
    """Return the candidate with the highest score, and the log of its share; one at least is needed.

    ``scores`` are in hundredths, and only how far they are apart counts.
    """
    top = max(scores)
    shares = sum([SHARES[top - s] if top - s < SHOWN else math.exp((s - top) / UNIT) for s in scores])
    return candidates[scores.index(top)], -math.log(shares)


def first(candidates: Sequence[T], scores: Iterable[int]) -> tuple[T, float]:
    """Return the candidate at which a walk from the first one on most likely stops, with its log-probability.

    ``scores`` are the log-odds, in hundredths, of stopping at each when it is reached (a discrete
    hazard); they are read no further than to one that is likelier right than not.
    """
    chosen, highest, reached = candidates[0], math.exp(NOT_FOUND), 1.0
    for candidate, score in zip(candidates, scores, strict=False):
        stops = probability(score / UNIT)
        if reached * stops > highest:
            chosen, highest = candidate, reached * stops
        if score > 0:
            break
        reached *= 1 - stops
    return chosen, math.log(highest)


def _left(
    model: Model, cue: Cue, source: Range | None, construction: Construction, given: Fixed
) -> tuple[list[Range], float]:
    """Return the content before the cue: its end first, then its start, a quotation always whole."""
    ends = left_end_candidates(cue, source, construction)
    if not ends:
        return [], NOT_FOUND
    end, one = ends[0], 0.0
    if len(ends) > 1:
        tables = model.left_end.tables[left_end_templates, given[:3]]
        end, one = best(ends, [total(tables, left_end_contexts(cue, j, source, construction)) for j in ends])
    starts = left_start_candidates(cue, end)
    start, two = starts[0], 0.0
    if len(starts) > 1:
        tables = model.left_start.tables[left_start_templates, given]
        start, two = best(
            starts, [total(tables, left_start_contexts(cue, end, j, construction)) for j in starts]
        )
    view = cue.view
    if start == cue.first and view.in_quote[start]:
        quote = view.quotes[view.quote_of[start]]
        if view.paragraph_of[quote.first] == view.paragraph_of[start]:
            start = min(start, quote.first)
    return [(start, end)], one + two


def _right(
    model: Model, cue: Cue, source: Range | None, construction: Construction, given: Fixed
) -> tuple[list[Range], float]:
    """Return the content after the cue: its start first, then its end, a quotation always whole."""
    starts = start_candidates(cue, source)
    if not starts:
        return [], NOT_FOUND
    tables = model.start.tables[start_templates, given]
    start, one = first(starts, (total(tables, start_contexts(cue, j, construction)) for j in starts))
    ends = end_candidates(cue, start)
    end, two = ends[0], 0.0
    if len(ends) > 1:
        tables = model.end.tables[end_templates, given]
        end, two = best(ends, totals(tables, end_contexts(cue, start, ends)))
    view = cue.view
    if view.in_quote[end - 1]:
        end = max(end, view.quotes[view.quote_of[end - 1]].last + 1)
    return [(start, end)], one + two


def _without(content: list[Range], source: Range | None, cue: Cue) -> list[Range]:
    """Return ``content`` without the tokens of the source and of the cue and its particle."""
    words = [cue.at] if cue.particle < 0 else [cue.at, cue.particle]
    holes = sorted([(at, at + 1) for at in words] + ([source] if source else []))
    out: list[Range] = []
    for s, e in content:
        for low, high in holes:
            if s < high and low < e:
                if s < low:
                    out.append((s, low))
                s = high
        if s < e:
            out.append((s, e))
    if cue.particle < 0:
        return out
    # Behind the particle may be nothing but the full stop.
    return [(s, e) for s, e in out if s < cue.particle or any(w[0].isalnum() for w in cue.view.word[s:e])]
