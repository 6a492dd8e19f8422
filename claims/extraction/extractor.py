"""From an article to its attributions: propose, weigh, choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claims.extraction.attribution import Attribution
from claims.extraction.choosing import (
    HEARD,
    density,
    extend_quotations,
    frame_score,
    neighbours,
    select,
    size,
    unheard,
)
from claims.extraction.continuation import introduced_quotes, quoted_parts, reports_on
from claims.extraction.document import Document
from claims.extraction.forms import FormFrame, find_forms, find_references, floating_quotes
from claims.extraction.frames import Frame
from claims.extraction.lexicon import classes
from claims.extraction.model import Model, counted_model
from claims.extraction.packs import table
from claims.extraction.proposing import frame_around, propose
from claims.extraction.reliability import probability
from claims.extraction.rules import rule_for
from claims.extraction.shortcuts import counted_shortcuts
from claims.extraction.sources import Range
from claims.extraction.tagging import counted_verbs
from claims.extraction.view import Cue, View, counted_forms
from claims.models import Article, ClaimKind, Modality, Span

THRESHOLD = 0.33
"""Frames less reliable than this are left out; chosen on a held-back fifth of the train part."""
STRICT = 0.5
"""The same for ``strict``: claim precision at least 82 there."""
NESTED = 0.6
"""The same for attributions in the content of another."""
LIKELY = 0.0
"""Words less likely than this (log-odds) to be a cue are given no nested frame."""
WHOLE_QUOTE = 0.9
FORM_RELIABILITY = 0.8
COUNTED_FORMS = {"floating-quote": 0.36, "introduced-quote": 0.49}
"""How often the train part has what these find: 25 of 70 and 17 of 35; the other forms are too rare there."""


def explained(article: Article, *, threshold: float = THRESHOLD) -> list[Attribution]:
    """Return the attributions as ``attributions`` does, each with the steps that led to it."""
    return _joined(_explained(document, threshold) for document in Document.parts(article))


def _explained(document: Document, threshold: float) -> list[Attribution]:
    from claims.extraction.explaining import explain

    view, model = view_of(document), counted_model(document.language)
    frames = weigh(model, view)
    kept = _kept(frames, view, threshold)
    inner = _nested(kept, view, model)
    steps = [explain(model, view, f, frames) for f in kept]
    steps += [explain(model, view, f, [f]) for f, _ in inner]
    out = _as_attributions(view, frames, kept, inner, threshold)
    return [replace(a, steps=s) for a, s in zip(out, steps, strict=False)] + out[len(steps) :]


def attributions(article: Article, *, threshold: float = THRESHOLD) -> list[Attribution]:
    """Return the attributions alone, without speakers, chains, features or the outlet's assertions."""
    return _joined(find_attributions(document, threshold) for document in Document.parts(article))


def _joined(parts: Iterable[list[Attribution]]) -> list[Attribution]:
    """Return the attributions of all parts; ``parent`` counts in the whole list."""
    out: list[Attribution] = []
    for found in parts:
        before = len(out)
        out += [a if a.parent is None else replace(a, parent=before + a.parent) for a in found]
    return out


def outer_attributions(article: Article, *, threshold: float = THRESHOLD) -> list[Attribution]:
    """Return those ``attributions`` that stand in no other's content; the others are not looked for."""
    return [one for document in Document.parts(article) for one in _outer(document, threshold)]


def _outer(document: Document, threshold: float) -> list[Attribution]:
    view = view_of(document)
    frames = weigh(counted_model(document.language), view)
    kept = _kept(frames, view, threshold)
    return [found for found in _as_attributions(view, frames, kept, [], threshold) if found.parent is None]


def find_attributions(document: Document, threshold: float) -> list[Attribution]:
    """Return the attributions of ``document``, outer ones first, each at least ``threshold`` reliable."""
    view, model = view_of(document), counted_model(document.language)
    frames = weigh(model, view)
    kept = _kept(frames, view, threshold)
    return _as_attributions(view, frames, kept, _nested(kept, view, model), threshold)


def view_of(document: Document) -> View:
    """Return the view of ``document`` with the counts of its language."""
    language = document.language
    return View(document, counted_forms(language), counted_verbs(language), counted_shortcuts(language))


Inner = list[tuple[Frame, int]]


def _kept(frames: Sequence[Frame], view: View, threshold: float) -> list[Frame]:
    """Return the outer frames that stay."""
    supposed = frozenset(table(view.document.language, "text").get("suppositions", ()))
    meant = [f for f in frames if not _is_supposed(f, supposed)]
    kept = select(meant, threshold)
    if threshold <= HEARD:
        kept = sorted([*kept, *unheard(meant, kept, view)], key=lambda f: f.cue.at)
    extend_quotations(kept, view)
    return kept


def _is_supposed(frame: Frame, suppositions: frozenset[str]) -> bool:
    """Whether the speech is only supposed: "if he says so", "had she said no"."""
    source, view = frame.source, frame.cue.view
    if source is None or frame.construction.source != "L" or source[0] == 0:
        return False
    return view.low[source[0] - 1] in suppositions


def _as_attributions(
    view: View, frames: Sequence[Frame], kept: Sequence[Frame], inner: Inner, threshold: float
) -> list[Attribution]:
    """Return what was chosen as attributions, with those that have no cue of their own."""
    out = [_of_frame(view, f, None) for f in kept]
    out += [_of_frame(view, f, parent) for f, parent in inner]
    going = reports_on(view, kept)
    taken: list[Sequence[Range]] = [f.content for f in kept]
    taken += [f.content for f in going]
    going += introduced_quotes(view, frames, taken)
    going = [form for form in going if _form_reliability(form) >= threshold]
    holders = [*enumerate(map(_as_form, kept)), *enumerate(going, len(out))]
    out += [_of_form(view, f, None) for f in going]
    by_form = [one for one in _by_form(view, kept) if one.reliability >= threshold]
    out = _with_forms(out, by_form)
    parts = quoted_parts(view, [form for _, form in holders])
    return out + [_of_form(view, part, holders[n][0]) for part, n in parts]


def _as_form(frame: Frame) -> FormFrame:
    """Return source, cue and content of ``frame`` alone."""
    source = (frame.source,) if frame.source else ()
    return FormFrame("", source, tuple(_cue_ranges(frame)), tuple(frame.content))


def _with_forms(found: list[Attribution], forms: list[Attribution]) -> list[Attribution]:
    """Return ``found`` and ``forms``: what stands whole inside a form's content is nested in it.

    "Zelenskyy believes … - Starmer" is what Starmer says; of that there are two levels, no more.
    """
    out = list(found)
    for number, form in enumerate(forms, len(found)):
        first, last = form.content[0].start, form.content[-1].end
        for n, a in enumerate(out):
            spans = [*a.source, *a.cue, *a.content]
            if all(first <= s and e <= last for s, e in spans):
                out[n] = replace(a, parent=number)
    return out + forms


def weigh(model: Model, view: View) -> list[Frame]:
    """Return the proposed frames of ``view`` with their reliabilities set."""
    frames = propose(model, view)
    dense = density(frames, view)
    for number, frame in enumerate(frames):
        frame.reliability = probability(frame_score(model.frame, frame, neighbours(frames, number), dense))
        if frame.reliability < REPORTED and _is_reported(frame):
            frame.reliability = REPORTED
    return frames


REPORTED = 0.45
"""Trust in "amid reports that …" and its like: the corpus has 8 of 12 as attributions, 5 of them so cut."""


def _is_reported(frame: Frame) -> bool:
    """Whether a noun of saying after a preposition brings its content with it: "amid reports that …"."""
    cue = frame.cue
    view, i = cue.view, cue.at
    if frame.construction.id != "cue-content" or i == cue.first or view.tag[i - 1] != "p":
        return False
    return view.tag[i + 1 : i + 2] == "y" and cue.word in table(view.document.language, "text").get(
        "reporting_nouns", ()
    )


def _nested(kept: Sequence[Frame], view: View, model: Model) -> Inner:
    """Return the attributions inside the kept contents, each with the number of the outer one.

    A content is read as if it were a text of its own: what stands around it, which mostly says that
    no cue can be there, is not looked at.
    """
    out: list[tuple[Frame, int]] = []
    for number, outer in enumerate(kept):
        inner = [f for part in outer.content for f in _inside(part, view, model)]
        out += [(f, number) for f in select(inner, NESTED)]
    return out


def _inside(part: Range, view: View, model: Model) -> Iterator[Frame]:
    """Yield the frames that lie wholly in the tokens ``part``, with their reliabilities set."""
    first, stop = part
    quoted = view.in_quote[first]
    for at in range(first, stop):
        if view.form_of[at] is None or view.document.furniture[at] or view.in_quote[at] != quoted:
            continue
        cue = Cue(view, at)
        if not cue.form.alone:
            continue
        cue.first, cue.stop = max(cue.first, first), min(cue.stop, stop)
        frame = frame_around(model, cue, LIKELY)
        if frame is None:
            continue
        clipped = [(max(s, first), min(e, stop)) for s, e in frame.content]
        frame.content = [(s, e) for s, e in clipped if s < e]
        if frame.content:
            frame.reliability = probability(frame_score(model.frame, frame, [frame], 0))
            yield frame


def _by_form(view: View, kept: Sequence[Frame]) -> list[Attribution]:
    """Return the attributions that have no cue word."""
    taken = bytearray(len(view.low))
    paragraphs = len(view.document.paragraphs)
    busy = [False] * paragraphs
    quoted: list[Range | None] = [None] * paragraphs
    for frame in kept:
        for s, e in frame.content:
            taken[s:e] = b"\x01" * (e - s)
            for number in range(view.paragraph_of[s], view.paragraph_of[e - 1] + 1):
                busy[number] = True
                if frame.source is not None and view.in_quote.find(1, s, e) >= 0:
                    quoted[number] = frame.source
    forms = find_references(view, taken) + find_forms(view, taken)
    for form in forms:
        busy[view.paragraph_of[form.content[0][0]]] = True
    return [_of_form(view, f, None) for f in [*forms, *floating_quotes(view, busy, quoted)]]


def _of_frame(view: View, frame: Frame, parent: int | None) -> Attribution:
    cue = frame.cue
    rule = rule_for()[cue.cue_class, frame.construction.id]
    kind = _kind(view, frame.content)
    known = classes(view.document.language).get(cue.cue_class)
    return Attribution(
        source=_spans(view, [frame.source] if frame.source else []),
        cue=_spans(view, _cue_ranges(frame)),
        content=_spans(view, _with_marks(view, frame.content)),
        kind=kind,
        modality=known.modality if known is not None else Modality.FACT,
        rule=rule.id,
        cue_class=cue.cue_class,
        reliability=frame.reliability,
        parent=parent,
    )


def _with_marks(view: View, content: Sequence[Range]) -> list[Range]:
    """Return ``content`` with the other mark of a quotation that it holds whole but for one mark."""
    out = []
    for s, e in content:
        before, after = view.quote_of[s - 1] if s else -1, view.quote_of[e] if e < len(view.low) else -1
        opened = before >= 0 and view.paragraph_of[s - 1] == view.paragraph_of[s]
        if opened and view.quotes[before].first == s - 1 and view.quotes[before].last < e:
            s -= 1
        if after >= 0 and view.quotes[after].last == e and view.quotes[after].first >= s:
            e += 1
        out.append((s, e))
    return out


def _form_reliability(form: FormFrame) -> float:
    return COUNTED_FORMS.get(form.rule, FORM_RELIABILITY)


def _of_form(view: View, form: FormFrame, parent: int | None) -> Attribution:
    kind = ClaimKind.HEADLINE if form.rule == "headline-dash" else _kind(view, form.content)
    return Attribution(
        source=_spans(view, form.source),
        cue=_spans(view, form.cue),
        content=_spans(view, form.content),
        kind=kind,
        modality=Modality.FACT,
        rule=form.rule,
        cue_class="mark",
        reliability=_form_reliability(form),
        parent=parent,
    )


def _cue_ranges(frame: Frame) -> list[Range]:
    """Return the cue with its auxiliaries and negation, and the particle that stands apart from it."""
    near, particle = _cue_range(frame), frame.cue.particle
    if particle <= near[1]:
        return [(near[0], max(near[1], particle + 1))]
    return [near, (particle, particle + 1)]


def _cue_range(frame: Frame) -> Range:
    tag, at = frame.cue.view.tag, frame.cue.at
    first, stop = at, at + 1
    while first > frame.cue.first and tag[first - 1] in "bhmenat" and not _within(frame, first - 1):
        first -= 1
    while first < at and tag[first] == "a":
        first += 1
    while stop < frame.cue.stop and not _within(frame, stop):
        day = tag[stop] == "p" and stop + 1 < len(tag) and tag[stop + 1] in "k0"
        if tag[stop] not in "pta" or day or tag[stop - 1] == "a":
            break
        stop += 1
    while stop > at + 1 and tag[stop - 1] == "a":
        stop -= 1
    return first, stop


def _within(frame: Frame, token: int) -> bool:
    source = frame.source
    return frame.covers(token) or (source is not None and source[0] <= token < source[1])


def _kind(view: View, content: Sequence[Range]) -> ClaimKind:
    quoted = sum([view.in_quote.count(1, s, e) for s, e in content])
    if quoted >= WHOLE_QUOTE * size(content):
        return ClaimKind.DIRECT
    if quoted:
        return ClaimKind.MIXED
    number = view.paragraph_of[content[0][0]]
    first, stop = view.document.paragraphs[number]
    title = view.document.article.title
    last = stop - 1
    while last > first and view.document.furniture[last]:
        last -= 1
    headline = view.word[last] not in ".!?…" and view.tag[last] not in "'.:" and stop - first < 40
    if headline and (number == 0 or title is None or stop - first < 25):
        return ClaimKind.HEADLINE
    return ClaimKind.INDIRECT


EDGES = frozenset({",", ";", ":", ".", "-", "–", "—", "--", "(", ")"})


def _spans(view: View, ranges: Sequence[Range]) -> tuple[Span, ...]:
    """Return token ranges as character spans, without marks at their outer edges."""
    start, end, word = view.document.tokens.start, view.document.tokens.end, view.word
    out = []
    for first, stop in ranges:
        s, e = first, stop
        while e > s and word[e - 1] in EDGES and not (word[e - 1] == ")" and "(" in word[s : e - 1]):
            e -= 1
        while s < e and word[s] in EDGES:
            s += 1
        # What is nothing but marks keeps them, so that no role is lost.
        out.append(Span(start[s], end[e - 1]) if s < e else Span(start[first], end[stop - 1]))
    return tuple(out)
