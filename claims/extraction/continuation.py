"""Claims that need no cue of their own beside another: sentences that go on reporting, quoted parts.

Not every language's news has them; ``forms.beside`` in a pack's ``cues.toml`` names those it has.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.forms import FormFrame
from claims.extraction.frames import Frame
from claims.extraction.lexicon import forms_beside
from claims.extraction.sources import Range
from claims.extraction.view import View

REPORTS_ON, QUOTED_PART, INTRODUCED = "reports-on", "quoted-part", "introduced-quote"
SHORTEST_INTRODUCED = 4
SHORTEST_PART = 2
"""A single word in quotation marks is a name or a distance more often than a quotation."""


def reports_on(view: View, kept: Sequence[Frame]) -> list[FormFrame]:
    """Return the runs of sentences that go on reporting right after a kept frame, with its source.

    Some languages report by the mood of the verb alone: "Two men had fled, police said. They *seien*
    armed." Which verb forms show it is data (``reported`` in ``classes.toml``). A sentence with a
    strong cue of its own is none.
    """
    if REPORTS_ON not in forms_beside(view.document.language):
        return []
    last = _last_frames(view, kept)
    out: list[FormFrame] = []
    source: Range | None = None
    begin = -1
    following = False
    for number, (first, _) in enumerate(view.sentences):
        goes_on = following and number not in last and _goes_on(view, number)
        if goes_on and begin < 0:
            begin = first
        elif not goes_on and begin >= 0:
            out.append(_run(source, begin, first))
            begin = -1
        if number in last:
            source = last[number].source
        following = goes_on or number in last
    if begin >= 0:
        out.append(_run(source, begin, len(view.low)))
    return out


def _run(source: Range | None, begin: int, stop: int) -> FormFrame:
    return FormFrame(REPORTS_ON, (source,) if source else (), (), ((begin, stop),))


def _last_frames(view: View, kept: Sequence[Frame]) -> dict[int, Frame]:
    """Return for each sentence that a kept frame has words in, the last of these frames."""
    out: dict[int, Frame] = {}
    for frame in kept:
        for s, e in [*frame.content, (frame.cue.at, frame.cue.at + 1)]:
            for number in range(view.sentence_of[s], view.sentence_of[e - 1] + 1):
                out[number] = frame
    return out


def _goes_on(view: View, number: int) -> bool:
    """Whether a verb of the sentence stands in the mood of reported speech, and no cue says who speaks."""
    return number in view.reporting and view.strong.find(1, *view.sentences[number]) < 0


def quoted_parts(view: View, holders: Sequence[FormFrame]) -> list[tuple[FormFrame, int]]:
    """Return the quotations that are a part of a holder's content, each with the holder's number.

    One that begins with a capital is mostly a name or a title, and one that is nearly the whole
    content is no part.
    """
    if QUOTED_PART not in forms_beside(view.document.language):
        return []
    held = {i: n for n, holder in enumerate(holders) for s, e in holder.content for i in range(s, e)}
    out = []
    for quote in view.quotes:
        number = held.get(quote.first)
        if number is None or not quote.closed or held.get(quote.last) != number:
            continue
        words = [w for w in view.word[quote.first : quote.last + 1] if w[0].isalnum()]
        holder = holders[number]
        rest = sum(e - s for s, e in holder.content) - (quote.last + 1 - quote.first)
        if len(words) >= SHORTEST_PART and words[0][0].islower() and rest > 1:
            part = FormFrame(QUOTED_PART, holder.source, holder.cue, ((quote.first, quote.last + 1),))
            out.append((part, number))
    return out


def introduced_quotes(
    view: View, frames: Sequence[Frame], taken: Sequence[Sequence[Range]]
) -> list[FormFrame]:
    """Return the quotations behind a colon that no content in ``taken`` holds: "He did not hide it: “…”".

    The source is that of the likeliest of ``frames`` in the words before the colon, kept or not.
    """
    if INTRODUCED not in forms_beside(view.document.language):
        return []
    held = {i for content in taken for s, e in content for i in range(s, e)}
    by_sentence: dict[int, list[Frame]] = {}
    for frame in frames:
        by_sentence.setdefault(view.sentence_of[frame.cue.at], []).append(frame)
    out = []
    for quote in view.quotes:
        colon = quote.first - 1
        words = sum(w[0].isalnum() for w in view.word[quote.first : quote.last + 1])
        if colon < 0 or view.word[colon] != ":" or words < SHORTEST_INTRODUCED:
            continue
        if not held.isdisjoint(range(quote.first, quote.last + 1)):
            continue
        sentence = view.sentence_of[colon]
        first = view.sentences[sentence][0]
        there = by_sentence.get(sentence, ())
        before = [f for f in there if f.cue.at < colon and f.source and f.source[1] <= colon]
        best = max(before, key=lambda f: f.reliability, default=None)
        source = best.source if best is not None else _opening_phrase(view, first, colon)
        out.append(FormFrame(INTRODUCED, (source,) if source else (), (), ((quote.first, quote.last + 1),)))
    return out


def _opening_phrase(view: View, first: int, stop: int) -> Range | None:
    """Return the pronoun or noun phrase at the front of a sentence, up to its verb."""
    tag = view.tag
    if tag[first] == "s":
        return first, first + 1
    # A name at the front may look like any word: its capital tells nothing there.
    if tag[first] not in "dNvjfx":
        return None
    end = first + 1
    while end < stop and tag[end] not in "rvbhmea,":
        end += 1
    return first, end
