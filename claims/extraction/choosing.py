"""Which frames stay: each is weighed whole, beside its rivals, and the best that do not clash are kept.

Nothing inside a kept content is a cue of its own at the outer level: what the weights would have
kept there becomes a nested attribution.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.frames import Frame
from claims.extraction.reliability import UNIT, Context, Template, Weights, named, total
from claims.extraction.sources import Range, fixed
from claims.extraction.view import View, bucket, three, two

NONE = -9.0
NEIGHBOURS = 1
"""Frames this many sentences apart are weighed beside each other."""


def overlap(a: Sequence[Range], b: Sequence[Range]) -> int:
    """Return how many tokens two sets of ranges share."""
    return sum([max(0, min(e, f) - max(s, r)) for s, e in a for r, f in b])


def size(ranges: Sequence[Range]) -> int:
    """Return how many tokens ``ranges`` hold."""
    return sum([e - s for s, e in ranges])


def density(frames: Sequence[Frame], view: View) -> int:
    """Return how many cues a hundred words of the article hold, doubled and capped: its manner."""
    expected = sum([f.cue_weight for f in frames])
    return int(min(9, 2 * expected / max(len(view.low) / 100, 0.5)))


def step(score: float) -> int:
    """Return a log-odds in half steps from -6 to 6."""
    return int(max(-6, min(6, round(score * 2))))


def frame_features(frame: Frame, others: Sequence[Frame], dense: int) -> list[str]:
    """Return the features of a whole frame; ``others`` are the frames near it."""
    cue = frame.cue
    templates = frame_templates(cue.word, *fixed(cue, frame.construction))
    out = named(templates, frame_contexts(frame, others, dense))
    reported = cue.view.reported
    if reported is not None:
        out += named(mood_templates(cue.cue_class, cue.lemma), mood_contexts(frame, reported))
    return out


def frame_score(weights: Weights, frame: Frame, others: Sequence[Frame], dense: int) -> float:
    """Return the log-odds that the whole of ``frame`` is right; ``others`` are the frames near it."""
    cue, tables = frame.cue, weights.tables
    layout = tables[frame_templates, (cue.word, *fixed(cue, frame.construction))]
    score = total(layout, frame_contexts(frame, others, dense))
    reported = cue.view.reported
    if reported is not None:
        layout = tables[mood_templates, (cue.cue_class, cue.lemma)]
        score = total(layout, mood_contexts(frame, reported), score)
    return score / UNIT


def frame_templates(word: str, code: str, k: str, form: str, lemma: str) -> tuple[Template, ...]:
    """Return the templates of a whole frame, for a cue word and a construction's code."""
    kind = k + form
    return (
        ("always", "", ""),
        ("cue", "", ""),
        ("spans", "", ""),
        ("construction", code, ""),
        ("kind+construction", kind + code, ""),
        ("lemma+construction", lemma + code, ""),
        ("word", word, ""),
        ("kind", kind, ""),
        ("place", "", ""),
        ("headline", "", kind),
        ("sentence", "", ""),
        ("density", "", ""),
        ("density+class", "", k),
        ("density+cue", "", ""),
        *((name + end, "", "") for name in ("covered", "covers", "rival") for end in ("", "+cue")),
        ("covered by", "", k),
        ("length", "", k),
        ("quoted", "", code[0]),
        ("first word", "", code[0]),
        ("first tags", "", k),
        ("lemma+first tag", lemma, ""),
        ("last tag", "", ""),
        ("first tag+length", "", code),
        ("verbs", "", k),
        ("lemma+verbs", lemma, ""),
        ("no source", kind, ""),
        ("source begins", "", ""),
        ("source ends", "", ""),
        ("source tags", "", ""),
        ("source tag+kind", "", kind),
        ("source+lemma", lemma, ""),
        ("source distance", "", code),
        ("source length", "", ""),
        ("source in quote", "", ""),
    )


def frame_contexts(frame: Frame, others: Sequence[Frame], dense: int) -> list[Context]:
    """Return the contexts for ``frame_templates``."""
    cue = frame.cue
    paragraph = cue.view.paragraph_of[cue.at]
    own = step(frame.cue_score)
    manner = str(dense)
    return [
        "1",
        str(own),
        str(max(-8, round(frame.span_score * 2))),
        "",
        "",
        "",
        "",
        "",
        str(min(5, paragraph)),
        "0" if paragraph else "1",
        bucket(cue.stop - cue.first),
        manner,
        manner,
        f"{manner},{own}",
        *_rivals(frame, others, own),
        *_content(frame),
        *_source(frame),
    ]


def _rivals(frame: Frame, others: Sequence[Frame], own: int) -> list[Context]:
    """The strongest frame that covers this cue, that this one covers, and that wants the same words."""
    at, content = frame.cue.at, frame.content
    covering = inner = rival = NONE
    covered_by = None
    length = size(content)
    begin, stop = min(content[0][0], at), max(content[-1][1], at + 1)
    for other in others:
        theirs, there = other.content, other.cue.at
        apart = theirs[-1][1] <= begin or stop <= theirs[0][0]
        if other is frame or (apart and not begin <= there < stop):
            continue
        score = other.cue_score
        if other.covers(at):
            if score > covering:
                covering, covered_by = score, other.cue.cue_class + other.construction.code[0]
        elif frame.covers(there):
            inner = max(inner, score)
        elif score > rival and 2 * overlap(content, theirs) >= min(length, size(theirs)):
            rival = score
    half = str(own // 2)
    out: list[Context] = []
    for highest in (covering, inner, rival):
        steps = step(highest)
        out += (str(steps), f"{steps // 2},{half}")
    out.append(covered_by)
    return out


def _content(frame: Frame) -> tuple[Context, ...]:
    view, content = frame.cue.view, frame.content
    low, tag = view.low, view.tag
    first, last = content[0][0], content[-1][1] - 1
    second = min(first + 1, last)
    length = bucket(size(content))
    quoted = sum([view.in_quote.count(1, s, e) for s, e in content])
    verbs = sum([view.verbs.count(1, s, e) for s, e in content])
    return (
        length,
        bucket(quoted),
        low[first],
        tag[first] + tag[second],
        tag[first],
        tag[last],
        tag[first] + length,
        three(verbs),
        two(verbs),
    )


def mood_templates(k: str, lemma: str) -> tuple[Template, ...]:
    """Return the templates of verbs in the mood of reported speech, in and behind a content."""
    return (
        ("reported inside", "", k),
        ("lemma+reported inside", lemma, ""),
        ("reported+first tag", "", ""),
        ("reported next", "", ""),
    )


def mood_contexts(frame: Frame, reported: bytearray) -> list[Context]:
    """Return the contexts for ``mood_templates``; ``reported`` as in ``View``."""
    cue, content = frame.cue, frame.content
    view = cue.view
    inside = sum([reported.count(1, s, e) for s, e in content])
    flag = "1" if inside else "0"
    last = max(content[-1][1] - 1, cue.at)
    follows = "1" if view.sentence_of[last] + 1 in view.reporting else "0"
    return [two(inside), flag, flag + view.tag[content[0][0]], follows + cue.cue_class + flag]


NO_SOURCE: tuple[Context, ...] = ("", *[None] * 8)


def _source(frame: Frame) -> tuple[Context, ...]:
    if frame.source is None:
        return NO_SOURCE
    view, at = frame.cue.view, frame.cue.at
    low, tag = view.low, view.tag
    s, e = frame.source
    first = tag[s]
    distance = min(abs(s - at), abs(e - 1 - at))
    length = bucket(e - s)
    return (
        None,
        low[s],
        low[e - 1],
        first + tag[e - 1] + length,
        first + ("1" if e - s == 1 else "0"),
        low[s] if first in "sqo" else first,
        bucket(distance),
        length,
        "1" if view.in_quote[s] else "0",
    )


def neighbours(frames: Sequence[Frame], number: int) -> list[Frame]:
    """Return the frames within a few sentences of the one with ``number``; ``frames`` are in text order."""
    sentence_of = frames[number].cue.view.sentence_of
    here = sentence_of[frames[number].cue.at]
    low = number
    while low > 0 and number - low < 12 and here - sentence_of[frames[low - 1].cue.at] <= NEIGHBOURS:
        low -= 1
    high = number
    last = len(frames) - 1
    while high < last and high - number < 12 and sentence_of[frames[high + 1].cue.at] - here <= NEIGHBOURS:
        high += 1
    return list(frames[low : high + 1])


KEPT_SHARE = 0.6
"""A frame that would lose more than the rest of its content to others is left out."""


def select(frames: Sequence[Frame], threshold: float) -> list[Frame]:
    """Return the frames at or above ``threshold`` that do not clash, most reliable first.

    A frame whose cue stands in a kept content is left out; one whose content runs into kept words
    gives those up, and goes when they are much of it.
    """
    kept: list[Frame] = []
    taken: set[int] = set()
    for frame in sorted(frames, key=lambda f: (-f.reliability, f.cue.at)):
        if frame.reliability < threshold:
            break
        if frame.cue.at in taken:
            continue
        tokens = [i for s, e in frame.content for i in range(s, e)]
        free = [i for i in tokens if i not in taken]
        if len(free) < KEPT_SHARE * len(tokens):
            continue
        if len(free) < len(tokens):
            frame.content = ranges_of(free)
        kept.append(frame)
        taken.update(free)
        taken.add(frame.cue.at)
    return sorted(kept, key=lambda f: f.cue.at)


QUOTATION = 5
"""Words in quotation marks from which on they are somebody's speech more often than a name or a title."""
UNHEARD = 0.1
HEARD = 0.45
"""Trust in the likeliest frame of a quotation that no kept content touches, one above ``UNHEARD``."""


def unheard(frames: Sequence[Frame], kept: Sequence[Frame], view: View) -> list[Frame]:
    """Return the likeliest frame of each quotation that no kept content touches, with its trust set.

    A quotation of several words was said by somebody: where the weights trust no reading of it, the
    best of them is still right (11 of 11 such frames in a part held back while counting).
    """
    taken = {i for f in kept for s, e in f.content for i in range(s, e)} | {f.cue.at for f in kept}
    out: list[Frame] = []
    likeliest = _likeliest(frames, view)
    for number, quote in enumerate(view.quotes):
        tokens = range(quote.first, quote.last + 1)
        if sum(view.word[i][0].isalnum() for i in tokens) < QUOTATION or not taken.isdisjoint(tokens):
            continue
        best = likeliest.get(number)
        if best is None or best.reliability < UNHEARD or best.cue.at in taken:
            continue
        words = {i for s, e in best.content for i in range(s, e)}
        if taken.isdisjoint(words):
            best.reliability = max(best.reliability, HEARD)
            out.append(best)
            taken |= words | {best.cue.at}
    return out


def _likeliest(frames: Sequence[Frame], view: View) -> dict[int, Frame]:
    """Return by the number of a quotation the likeliest frame that holds its first word and little else."""
    out: dict[int, Frame] = {}
    for frame in frames:
        if not _quotes(frame, view):
            continue
        for number in sorted({view.quote_of[i] for s, e in frame.content for i in range(s, e)} - {-1}):
            before = out.get(number)
            surer = before is None or frame.reliability > before.reliability
            if surer and frame.covers(view.quotes[number].first + 1):
                out[number] = frame
    return out


def _quotes(frame: Frame, view: View) -> bool:
    """Whether nearly all of the content of ``frame`` stands in quotation marks."""
    quoted = sum([view.in_quote.count(1, s, e) for s, e in frame.content])
    return quoted >= QUOTED * size(frame.content)


def ranges_of(tokens: Sequence[int]) -> list[Range]:
    """Return ascending token numbers as ranges."""
    out: list[Range] = []
    for i in tokens:
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


QUOTED = 0.8


def extend_quotations(frames: Sequence[Frame], view: View) -> None:
    """Give each kept frame the quoted sentences around it that have no cue of their own, in place.

    ``“A,” he said. “B.”`` is one attribution, and so is a quotation of several paragraphs that each
    open with a mark.
    """
    sentence_of = view.sentence_of
    busy = {n for f in frames for s, e in f.content for n in range(sentence_of[s], sentence_of[e - 1] + 1)}
    busy |= {sentence_of[f.cue.at] for f in frames}
    for frame in frames:
        last = max(frame.content[-1][1] - 1, frame.cue.at)
        number = sentence_of[last] + 1
        while number < len(view.sentences) and number not in busy and _goes_on(view, number, last):
            busy.add(number)
            first, stop = view.sentences[number]
            frame.content = _joined([*frame.content, (first, stop)])
            last = stop - 1
            number += 1
        begin = frame.content[0][0]
        number = sentence_of[begin] - 1
        if not view.in_quote[begin]:
            continue
        while number >= 0 and number not in busy and _all_quoted(view, number, begin):
            busy.add(number)
            begin = view.sentences[number][0]
            frame.content = _joined([(begin, view.sentences[number][1]), *frame.content])
            number -= 1


def _goes_on(view: View, number: int, last: int) -> bool:
    """Whether the sentence is a quotation that goes on from the token ``last``."""
    first, stop = view.sentences[number]
    if not view.in_quote[first] or view.in_quote.count(1, first, stop) < QUOTED * (stop - first):
        return False
    if view.paragraph_of[first] == view.paragraph_of[last]:
        return True
    # The next paragraph goes on only when the quotation before it was left open.
    before = view.quote_of[first - 1]
    return before >= 0 and not view.quotes[before].closed


def _all_quoted(view: View, number: int, begin: int) -> bool:
    first, stop = view.sentences[number]
    return (
        view.paragraph_of[first] == view.paragraph_of[begin]
        and view.in_quote.count(1, first, stop) >= QUOTED * (stop - first)
        and bool(view.in_quote[first])
    )


def _joined(ranges: list[Range]) -> list[Range]:
    """Return ``ranges`` with those that touch made one."""
    out: list[Range] = []
    for s, e in ranges:
        if out and out[-1][1] >= s:
            out[-1] = (out[-1][0], max(e, out[-1][1]))
        else:
            out.append((s, e))
    return out
