"""From a document to its proposed frames, in text order."""

from __future__ import annotations

from claims.extraction.cues import (
    clause_contexts,
    clause_templates,
    mood_contexts,
    mood_templates,
    own_contexts,
    own_templates,
    sentence_contexts,
    sentence_templates,
)
from claims.extraction.frames import Frame, build_frame
from claims.extraction.model import Model
from claims.extraction.reliability import UNIT, total
from claims.extraction.view import Cue, View, candidates

LEAST_CUE = -1.5
"""Words less likely than this (log-odds) to be a cue are given no frame."""
HOPELESS, DOUBTFUL = -2.5, -2.5
"""Words whose neighbours, or whose whole clause, say this much against them are not looked at further."""
REACH = 4
"""How many frames further a content may meet a clause that attributes by itself."""


def frame_around(model: Model, cue: Cue, least: float) -> Frame | None:
    """Return the best frame around ``cue``; None where log-odds of ``least`` or a content are missing.

    The word and its neighbours are looked at first, then its clause, then its sentence.
    """
    given, tables = cue.fixed, model.cue.tables
    own = own_contexts(cue)
    score = total(tables[own_templates, given], own)
    if score < HOPELESS * UNIT:
        return None
    clause = clause_contexts(cue)
    score = total(tables[clause_templates, given], clause, score)
    if score < DOUBTFUL * UNIT:
        return None
    score = total(tables[sentence_templates, given], sentence_contexts(cue), score)
    reported = cue.view.reported
    if reported is not None:
        score = total(tables[mood_templates, given], mood_contexts(cue, reported), score)
    if score < least * UNIT:
        return None
    return build_frame(model, cue, own, clause, score / UNIT)


def propose(model: Model, view: View) -> list[Frame]:
    """Return a frame for each word of ``view`` that may well be a cue, in text order."""
    found = [frame_around(model, cue, LEAST_CUE) for cue in candidates(view)]
    frames = [frame for frame in found if frame is not None]
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
