"""From a document to its proposed frames, in text order."""

from __future__ import annotations

from typing import NamedTuple

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
from claims.extraction.reliability import Context, total
from claims.extraction.view import Cue, View, candidates

LEAST_CUE = -1.5
"""Words less likely than this (log-odds) to be a cue are given no frame."""

REACH = 4
"""How many frames further a content may meet a clause that attributes by itself."""
HOPELESS = -2.5
"""Words whose neighbours alone say this much against them are not looked at further."""


class Clause(NamedTuple):
    """What the word and its clause say about a cue: their contexts (see ``cues.py``) and the log-odds."""

    own: list[Context]
    rest: list[Context]
    score: float


def read_clause(model: Model, cue: Cue, least: float) -> Clause | None:
    """Return what ``cue`` and its clause say, or None when its neighbours alone say less than ``least``."""
    given, tables = cue.fixed, model.cue.tables
    own = own_contexts(cue)
    score = total(tables[own_templates, given], own)
    if score < least:
        return None
    rest = clause_contexts(cue)
    return Clause(own, rest, total(tables[clause_templates, given], rest, score))


def add_sentence(model: Model, cue: Cue, score: float = 0.0) -> float:
    """Return ``score`` with what the sentence around ``cue`` says added."""
    given, tables = cue.fixed, model.cue.tables
    score = total(tables[sentence_templates, given], sentence_contexts(cue), score)
    reported = cue.view.reported
    if reported is not None:
        score = total(tables[mood_templates, given], mood_contexts(cue, reported), score)
    return score


def propose(model: Model, view: View) -> list[Frame]:
    """Return a frame for each word of ``view`` that may well be a cue, in text order."""
    frames = []
    for cue in candidates(view):
        clause = read_clause(model, cue, HOPELESS)
        if clause is None:
            continue
        score = clause.score + add_sentence(model, cue)
        if score < LEAST_CUE:
            continue
        frame = build_frame(model, cue, clause.own, clause.rest, score)
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
