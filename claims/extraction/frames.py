"""From a cue to a whole frame: construction, source and content, each chosen by counted weights."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TypeVar

from claims.extraction.boundaries import (
    end_candidates,
    end_features,
    left_end_candidates,
    left_end_features,
    left_start_candidates,
    left_start_features,
    start_candidates,
    start_features,
)
from claims.extraction.constructions import BY_CODE, Construction, construction_features
from claims.extraction.model import Model
from claims.extraction.reliability import Weights, probability
from claims.extraction.rules import SPEAKING
from claims.extraction.sources import (
    Range,
    far_candidates,
    far_features,
    joined,
    near_candidates,
    near_features,
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
        return any(s <= token < e for s, e in self.content)


SPAN_SHARE = 0.4
"""How much the choice of a border counts beside the choice of the construction."""


def build_frame(model: Model, cue: Cue, features: Sequence[str], cue_score: float) -> Frame | None:
    """Return the best frame around ``cue``, or None when no content can be found."""
    construction, score = _construction(model, cue, features)
    source: Range | None = None
    if construction.source != "0":
        source, s = _source(model, cue, construction)
        score += SPAN_SHARE * s
    content: list[Range] = []
    if construction.before:
        left, s = _left(model, cue, source, construction)
        content += left
        score += SPAN_SHARE * s
    if construction.after:
        right, s = _right(model, cue, source, construction)
        content += right
        score += SPAN_SHARE * s
    content = _without(content, source, cue)
    return Frame(cue, cue_score, construction, source, content, score) if content else None


VERB_BEFORE_SOURCE = ("CR", "BR")
UNLICENSED = -50.0
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


def _construction(model: Model, cue: Cue, features: Sequence[str]) -> tuple[Construction, float]:
    """Return the likeliest construction and its log-probability."""
    total = [0.0] * len(model.codes)
    for weights in filter(None, map(model.construction.get, construction_features(cue, features))):
        for number, weight in weights:
            total[number] += weight
    if _opens_with_a_name(cue):
        for number, code in enumerate(model.codes):
            if code in VERB_BEFORE_SOURCE:
                total[number] = UNLICENSED
    top = max(total)
    return BY_CODE[model.codes[total.index(top)]], -math.log(sum([math.exp(t - top) for t in total]))


NOT_FOUND = -4.0
"""The log-probability of a border for which no candidate was likely."""
FOLLOWED, TOO_FAR_BEHIND = 3, 3.0
"""How many near edges of a source are followed up, and how far one's score may be behind the best."""


def _source(model: Model, cue: Cue, construction: Construction) -> tuple[Range | None, float]:
    """Return the likeliest source on the construction's side, with its log-probability."""
    if construction.source == "L":
        pronoun = pronoun_before(cue)
        if pronoun is not None:
            return pronoun, 0.0
    edges = near_candidates(cue, construction)
    if not edges:
        return None, NOT_FOUND
    near = sorted(((model.source.score(near_features(cue, e, construction)), e) for e in edges), reverse=True)
    scores: list[float] = []
    sources: list[Range] = []
    for score, edge in near[:FOLLOWED]:
        if near[0][0] - score > TOO_FAR_BEHIND:
            break
        for far in far_candidates(cue, edge, construction):
            source = joined(edge, far, construction)
            scores.append(score + model.source.score(far_features(cue, source, construction)))
            sources.append(source)
    if not scores:
        return None, NOT_FOUND
    top = max(scores)
    return sources[scores.index(top)], -math.log(sum([math.exp(s - top) for s in scores]))


def best(weights: Weights, candidates: Sequence[T], features: Iterable[list[str]]) -> tuple[T, float]:
    """Return the candidate whose features score highest, and the log of its share; one at least is needed."""
    if len(candidates) == 1:
        return candidates[0], 0.0
    scores = [weights.score(f) for f in features]
    top = max(scores)
    return candidates[scores.index(top)], -math.log(sum([math.exp(s - top) for s in scores]))


def first(weights: Weights, candidates: Sequence[T], features: Iterable[list[str]]) -> tuple[T, float]:
    """Return the first candidate that is likelier right than not, with its log-probability; else the best."""
    chosen, highest = candidates[0], -math.inf
    for candidate, named in zip(candidates, features, strict=True):
        score = weights.score(named)
        if score > 0:
            return candidate, math.log(probability(score))
        if score > highest:
            chosen, highest = candidate, score
    return chosen, NOT_FOUND


def _left(
    model: Model, cue: Cue, source: Range | None, construction: Construction
) -> tuple[list[Range], float]:
    """Return the content before the cue: its end first, then its start, a quotation always whole."""
    ends = left_end_candidates(cue, source, construction)
    if not ends:
        return [], NOT_FOUND
    end, one = best(model.left_end, ends, (left_end_features(cue, j, source, construction) for j in ends))
    starts = left_start_candidates(cue, end)
    start, two = best(
        model.left_start, starts, (left_start_features(cue, end, j, construction) for j in starts)
    )
    view = cue.view
    if start == cue.first and view.in_quote[start]:
        quote = view.quotes[view.quote_of[start]]
        if view.paragraph_of[quote.first] == view.paragraph_of[start]:
            start = min(start, quote.first)
    return [(start, end)], one + two


def _right(
    model: Model, cue: Cue, source: Range | None, construction: Construction
) -> tuple[list[Range], float]:
    """Return the content after the cue: its start first, then its end, a quotation always whole."""
    starts = start_candidates(cue, source)
    if not starts:
        return [], NOT_FOUND
    start, one = first(model.start, starts, (start_features(cue, j, construction) for j in starts))
    ends = end_candidates(cue, start)
    end, two = best(model.end, ends, (end_features(cue, start, j, construction) for j in ends))
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
