"""Which frames stay: each is weighed whole, beside its rivals, and the best that do not clash are kept.

Nothing inside a kept content is a cue of its own at the outer level: what the weights would have
kept there becomes a nested attribution.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.frames import Frame
from claims.extraction.sources import Range
from claims.extraction.view import View, bucket

NONE = -9.0
NEIGHBOURS = 1
"""Frames this many sentences apart are weighed beside each other."""


def overlap(a: Sequence[Range], b: Sequence[Range]) -> int:
    """Return how many tokens two sets of ranges share."""
    return sum(max(0, min(e, f) - max(s, r)) for s, e in a for r, f in b)


def size(ranges: Sequence[Range]) -> int:
    """Return how many tokens ``ranges`` hold."""
    return sum(e - s for s, e in ranges)


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
    view, kind, lemma, k = cue.view, cue.kind, cue.lemma, cue.cue_class
    code = frame.construction.code
    own = step(frame.cue_score)
    out = [
        "always=1",
        f"cue={own}",
        f"spans={max(-8, round(frame.span_score * 2))}",
        "construction=" + code,
        "kind+construction=" + kind + code,
        "lemma+construction=" + lemma + code,
        "word=" + cue.word,
        "kind=" + kind,
        f"place={min(5, view.paragraph_of[cue.at])}",
        f"headline={view.paragraph_of[cue.at] == 0:d}{kind}",
        "sentence=" + bucket(cue.stop - cue.first),
        f"density={dense}",
        f"density+class={dense}{k}",
        f"density+cue={dense},{own}",
    ]
    _rivals(frame, others, own, out)
    _content(frame, out)
    _source(frame, out)
    return out


def _rivals(frame: Frame, others: Sequence[Frame], own: int, out: list[str]) -> None:
    """The strongest frame that covers this cue, that this one covers, and that wants the same words."""
    cue, content = frame.cue, frame.content
    covering = inner = rival = NONE
    covered_by = ""
    length = size(content)
    for other in others:
        if other is frame:
            continue
        at, score = other.cue.at, other.cue_score
        if other.covers(cue.at):
            if score > covering:
                covering, covered_by = score, other.cue.cue_class + other.construction.code[0]
        elif frame.covers(at):
            inner = max(inner, score)
        elif score > rival and 2 * overlap(content, other.content) >= min(length, size(other.content)):
            rival = score
    for name, score in (("covered", covering), ("covers", inner), ("rival", rival)):
        out.append(f"{name}={step(score)}")
        out.append(f"{name}+cue={step(score) // 2},{own // 2}")
    if covered_by:
        out.append("covered by=" + covered_by + cue.cue_class)


def _content(frame: Frame, out: list[str]) -> None:
    cue = frame.cue
    view, k = cue.view, cue.cue_class
    low, tag = view.low, view.tag
    code = frame.construction.code
    first, last = frame.content[0][0], frame.content[-1][1] - 1
    second = min(first + 1, last)
    length = bucket(size(frame.content))
    quoted = sum(sum(view.in_quote[s:e]) for s, e in frame.content)
    verbs = sum(1 for s, e in frame.content for t in tag[s:e] if t in "bhmerv")
    out += [
        "length=" + length + k,
        "quoted=" + bucket(quoted) + code[0],
        "first word=" + low[first] + code[0],
        "first tags=" + tag[first] + tag[second] + k,
        "lemma+first tag=" + cue.lemma + tag[first],
        "last tag=" + tag[last],
        "first tag+length=" + tag[first] + length + code,
        f"verbs={min(3, verbs)}{k}",
        f"lemma+verbs={cue.lemma}{min(2, verbs)}",
    ]
    if view.reported is not None:
        inside = min(2, sum(sum(view.reported[s:e]) for s, e in frame.content))
        out += [
            f"reported inside={inside}{k}",
            f"lemma+reported inside={cue.lemma}{inside > 0:d}",
            f"reported+first tag={inside > 0:d}{tag[first]}",
            f"reported next={view.sentence_of[max(last, cue.at)] + 1 in view.reporting:d}{k}{inside > 0:d}",
        ]


def _source(frame: Frame, out: list[str]) -> None:
    cue = frame.cue
    if frame.source is None:
        out.append("no source=" + cue.kind)
        return
    view = cue.view
    low, tag = view.low, view.tag
    s, e = frame.source
    distance = min(abs(s - cue.at), abs(e - 1 - cue.at))
    word = low[s] if tag[s] in "sqo" else tag[s]
    length = bucket(e - s)
    out += [
        "source begins=" + low[s],
        "source ends=" + low[e - 1],
        "source tags=" + tag[s] + tag[e - 1] + length,
        f"source tag+kind={tag[s]}{e - s == 1:d}{cue.kind}",
        "source+lemma=" + cue.lemma + word,
        "source distance=" + bucket(distance) + frame.construction.code,
        "source length=" + length,
        f"source in quote={view.in_quote[s]}",
    ]


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
    taken: dict[int, Frame] = {}
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
        for i in free:
            taken[i] = frame
        taken.setdefault(frame.cue.at, frame)
    return sorted(kept, key=lambda f: f.cue.at)


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
    if not view.in_quote[first] or sum(view.in_quote[first:stop]) < QUOTED * (stop - first):
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
        and sum(view.in_quote[first:stop]) >= QUOTED * (stop - first)
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
