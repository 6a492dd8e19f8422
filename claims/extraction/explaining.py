"""Why a claim was found and why its spans are as they are: what was tried, and the weights that decided."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from claims.extraction.boundaries import (
    end_candidates,
    end_features,
    left_start_candidates,
    left_start_features,
)
from claims.extraction.choosing import density, frame_features, neighbours
from claims.extraction.constructions import BY_CODE, construction_features
from claims.extraction.cues import clause_features, cue_features, own_features
from claims.extraction.frames import Frame
from claims.extraction.lexicon import classes
from claims.extraction.model import Model
from claims.extraction.reliability import Weights, probability
from claims.extraction.rules import rule_for
from claims.extraction.sources import far_features, near_features
from claims.extraction.view import View

MOST_TRIED = 3
MOST_FEATURES = 4


def explain(model: Model, view: View, frame: Frame, frames: Sequence[Frame]) -> tuple[str, ...]:
    """Return the steps that led to ``frame``, a sentence each; ``frames`` are all that were proposed."""
    cue = frame.cue
    rule = rule_for()[cue.cue_class, frame.construction.id]
    clause = clause_features(cue, own_features(cue))
    steps = [
        f"rule {rule.id}: {rule.reason}",
        _cue(model, frame, cue_features(cue)),
        _constructions(model, frame, clause),
    ]
    if frame.source is not None:
        steps.append(_source(model, frame))
    steps += _borders(model, frame)
    number = next(n for n, f in enumerate(frames) if f is frame)
    whole = frame_features(frame, neighbours(frames, number), density(frames, view))
    steps.append(f"whole: {frame.reliability:.0%} reliable ({_because(model.frame, whole)})")
    return tuple(steps)


def _because(weights: Weights, features: Sequence[str]) -> str:
    """Return the heaviest of ``features`` with their weights, as words."""
    return ", ".join(f"{name} {weight:+.1f}" for name, weight in weights.explain(features, MOST_FEATURES))


def _cue(model: Model, frame: Frame, features: Sequence[str]) -> str:
    cue = frame.cue
    known = classes(cue.view.document.language).get(cue.cue_class)
    title = known.title if known is not None else "no class"
    return (
        f"cue “{cue.view.word[cue.at]}” ({title}; a cue in {cue.form.share:.0%} of its places): "
        f"{probability(frame.cue_score):.0%} here ({_because(model.cue, features)})"
    )


def _constructions(model: Model, frame: Frame, clause: Sequence[str]) -> str:
    totals = dict.fromkeys(model.codes, 0.0)
    for feature in construction_features(frame.cue, clause):
        for number, weight in model.construction.get(feature, ()):
            totals[model.codes[number]] += weight
    return "order: " + _tried({BY_CODE[code].id: total for code, total in totals.items()})


def _tried(scores: Mapping[str, float]) -> str:
    """Return the likeliest of what was tried, each with its share."""
    top = max(scores.values())
    total = sum(math.exp(s - top) for s in scores.values())
    best = sorted(scores.items(), key=lambda pair: -pair[1])[:MOST_TRIED]
    return ", ".join(f"{name} {math.exp(s - top) / total:.0%}" for name, s in best)


def _source(model: Model, frame: Frame) -> str:
    cue, construction = frame.cue, frame.construction
    assert frame.source is not None
    s, e = frame.source
    near = near_features(cue, s if construction.source == "R" else e, construction)
    features = near + far_features(cue, frame.source, construction)
    return f"source “{_words(cue.view, s, e)}” ({_because(model.source, features)})"


def _borders(model: Model, frame: Frame) -> Iterable[str]:
    """Yield where the content could have ended, or begun, and what decided."""
    cue, construction = frame.cue, frame.construction
    view = cue.view
    if construction.after:
        start, stop = next((r for r in frame.content if r[0] > cue.at), frame.content[-1])
        ends = end_candidates(cue, start)
        scores = {
            _place(view, j, cue.stop): model.end.score(end_features(cue, start, j, construction))
            for j in ends
        }
        end = min(ends, key=lambda j: abs(j - stop))
        features = end_features(cue, start, end, construction)
        yield f"content ends {_tried(scores)} ({_because(model.end, features)})"
    if construction.before:
        start, stop = frame.content[0]
        starts = left_start_candidates(cue, min(stop, cue.at))
        scores = {
            f"at “{view.word[j]}”": model.left_start.score(left_start_features(cue, stop, j, construction))
            for j in starts
        }
        yield f"content begins {_tried(scores)}"


def _place(view: View, j: int, stop: int) -> str:
    return "with its sentence" if j >= stop else f"before “{_words(view, j, min(j + 2, stop))}”"


def _words(view: View, first: int, stop: int) -> str:
    tokens = view.document.tokens
    return tokens.text[tokens.start[first] : tokens.end[stop - 1]]
