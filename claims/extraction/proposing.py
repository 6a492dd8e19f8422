"""From a document to its proposed frames, in text order."""

from __future__ import annotations

from claims.extraction.cues import clause_features, own_features, sentence_features
from claims.extraction.frames import Frame, build_frame
from claims.extraction.model import Model
from claims.extraction.view import View, candidates

LEAST_CUE = -1.5
"""Words less likely than this (log-odds) to be a cue are given no frame."""

REACH = 4
"""How many frames further a content may meet a clause that attributes by itself."""
HOPELESS = -2.5
"""Words whose neighbours alone say this much against them are not looked at further."""


def propose(model: Model, view: View) -> list[Frame]:
    """Return a frame for each word of ``view`` that may well be a cue, in text order."""
    frames = []
    for cue in candidates(view):
        own = own_features(cue)
        if model.cue.score(own) < HOPELESS:
            continue
        clause = clause_features(cue, own)
        score = model.cue.score(clause) + model.cue.score(sentence_features(cue))
        if score < LEAST_CUE:
            continue
        frame = build_frame(model, cue, clause, score)
        if frame is not None:
            frames.append(frame)
    for number, outer in enumerate(frames):
        for inner in frames[number + 1 : number + 1 + REACH]:
            if outer.covers(inner.cue.at):
                _yield_to_clause(outer, inner)
    return frames


def _yield_to_clause(outer: Frame, inner: Frame) -> None:
    """End the content of ``outer`` before a clause of its sentence that attributes by itself, in place.

    "He pressed her to agree, although Rubio called the deadline flexible": a subordinator, and then
    the inner cue's own subject.
    """
    if inner.source is None or inner.cue_score < 0 or inner.construction.source != "L":
        return
    first, stop = outer.content[-1]
    clause = inner.source[0] - 1
    if not first < clause < stop or inner.cue.view.tag[clause] != "u":
        return
    if clause - 1 > first and inner.cue.view.low[clause - 1] == ",":
        clause -= 1
    outer.content[-1] = (first, clause)
