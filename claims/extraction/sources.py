"""Who is said to have said it: where the source of a cue stands, edge by edge.

The edge that is nearer to the cue is weighed first, among the places where a noun phrase can end
(or begin); for the likeliest ones then the far edge, among those where one can begin (or end). Both
add up, and the best whole is taken.
"""

from __future__ import annotations

from claims.extraction.constructions import Construction
from claims.extraction.view import Cue, bucket

NOUN_LIKE = frozenset("Nxfs0qogzjvdk')abrc.~y")
"""Tags that can close a source."""
NEVER_FIRST = frozenset(",.;:-)'chbmten")
LEFT_END_BEFORE = frozenset("rvbhmean,'\"-(q:.pgt;ku")
"""Tags before which a source left of its cue may end."""
RIGHT_END_BEFORE = frozenset(",.;:-(.\"'cuyqwaithbmkverpdson")
INSIDE = frozenset("Nxfjd0zrv")
"""A source seldom begins right after one of these."""
NOUN_PHRASE = frozenset("Nxfjd0zoskg")
VERBS = frozenset("bhmer")
FURTHEST = 60
LONGEST = 40
MOST_ENDS, NEAREST_ENDS, MOST_FAR = 12, 8, 10
MOST_STARTS = 8

Range = tuple[int, int]


def pronoun_before(cue: Cue) -> Range | None:
    """Return the subject pronoun right before the cue and its auxiliaries, which leaves no choice."""
    tag, j = cue.view.tag, cue.at - 1
    while j > cue.first and tag[j] in "abhemn":
        j -= 1
    return (j, j + 1) if j >= cue.first and tag[j] == "s" else None


def near_candidates(cue: Cue, construction: Construction) -> list[int]:
    """Return where the source's near edge may be: its end (exclusive) left of the cue, or its start."""
    tag, i = cue.view.tag, cue.at
    if construction.source == "R":
        starts = [
            s
            for s in range(i + 1, min(cue.stop, i + LONGEST))
            if tag[s] not in NEVER_FIRST and (s <= i + 6 or tag[s - 1] == ",")
        ]
        return starts if len(starts) <= MOST_STARTS else starts[:5] + starts[-3:]
    ends = []
    for e in range(i, max(cue.first, i - FURTHEST), -1):
        p = tag[e - 1]
        if p in NOUN_LIKE:
            here = tag[e]
            if e == i or here in LEFT_END_BEFORE or p == "z" or (p in "Nsq" and here in "xc"):
                ends.append(e)
    return ends if len(ends) <= MOST_ENDS else ends[:NEAREST_ENDS] + ends[NEAREST_ENDS - MOST_ENDS :]


def far_candidates(cue: Cue, near: int, construction: Construction) -> list[int]:
    """Return where the source whose near edge is ``near`` may have its other edge, nearest first."""
    tag = cue.view.tag
    out: list[int] = []
    if construction.source == "R":
        b = cue.stop
        for e in range(near + 1, min(b, near + LONGEST) + 1):
            last = tag[e - 1]
            if e == b or (
                last in NOUN_LIKE
                and (tag[e] in RIGHT_END_BEFORE or last in "sqo" or (tag[near] == "N" and tag[e] != "N"))
            ):
                out.append(e)
                if len(out) == MOST_FAR:
                    break
        return out
    a = cue.first
    for s in range(near - 1, max(a - 1, near - LONGEST), -1):
        here = tag[s]
        if here in NEVER_FIRST:
            continue
        before = tag[s - 1] if s > a else "^"
        if before not in INSIDE or (here in "dsq" and before != "d") or (here == "N" and before in "xfrvz"):
            out.append(s)
            if len(out) == MOST_STARTS:
                break
    return out


def near_features(cue: Cue, edge: int, construction: Construction) -> list[str]:
    """Return the features of token ``edge`` as the near edge of the source."""
    view, i = cue.view, cue.at
    low, tag = view.low, view.tag
    code, form = construction.code, cue.form.form
    if construction.source == "R":
        gap = tag[i + 1 : edge]
        here, size = tag[edge], str(min(len(gap), 4))
        return [
            "gap=" + gap[:5] + cue.kind,
            "gap size=" + size + code + cue.cue_class,
            "gap+tag=" + gap[:3] + here + code,
            "word=" + low[edge] + code,
            "tag+next=" + here + (tag[edge + 1] if edge + 1 < cue.stop else "$") + size,
            "before=" + low[edge - 1] + here,
            "lemma+gap=" + cue.lemma + gap[:3],
        ]
    gap = tag[edge:i]
    last, after = tag[edge - 1], tag[edge]
    relative = "q" if "q" in gap else ""
    out = [
        "gap=" + gap[:6] + form,
        "gap size=" + bucket(i - edge) + code,
        "gap+class=" + gap[:4] + cue.cue_class,
        f"gap verbs={sum(map(gap.count, 'bhmer'))}{gap[-1:]}",
        f"gap subjects={sum(map(gap.count, 'Nxs'))}",
        f"gap commas={min(gap.count(','), 3)}{after}{relative}",
        "last+after=" + last + after + code,
        "word after=" + low[edge] + code,
        "last word=" + low[edge - 1],
        "last two=" + tag[max(cue.first, edge - 2) : edge] + after + code,
    ]
    start = edge - 1
    while start > cue.first and tag[start] in NOUN_PHRASE and tag[start - 1] in NOUN_PHRASE:
        start -= 1
    before = tag[start - 1] if start > cue.first else "^"
    out += [
        "phrase=" + before + tag[start] + after + code,
        "phrase before=" + before + (tag[start - 2] if start > cue.first + 1 else "^") + after,
        "word before phrase=" + (view.low[start - 1] if start > cue.first else "^") + gap[:2],
    ]
    leads = view.leads
    subject = f"{leads[edge]}{min(leads.count(1, edge + 1, i), 3)}"
    out += [
        "subject=" + subject + form + tag[i - 1],
        "subject+before=" + subject + before + form,
        "subject+auxiliary=" + subject + gap[-2:],
    ]
    if not gap:
        out.append("adjacent=" + last + form + before)
    else:
        if "'" in gap or '"' in gap:
            out.append("gap quote=1")
        if view.strong.find(1, edge, i) >= 0:
            out.append("gap cue=" + relative)
        if after in "rvbhmeax":
            known = view.forms.get(low[edge])
            share = str(known.tenth // 2) if known is not None else "-"
            out.append("word after is cue=" + share + after)
    return out


def far_features(cue: Cue, source: Range, construction: Construction) -> list[str]:
    """Return the features of the token range ``source`` as the whole source, its near edge given."""
    view, a, b = cue.view, cue.first, cue.stop
    low, tag = view.low, view.tag
    s, e = source
    code, side = construction.code, construction.source
    before, word_before = (tag[s - 1], low[s - 1]) if s > a else ("^", "^")
    after, word_after = (tag[e], low[e]) if e < b else ("$", "$")
    body = tag[s:e]
    first, last = body[0], body[-1]
    size = bucket(e - s)
    out = [
        "before+first=" + before + first + code,
        "word before=" + word_before + first + side,
        "first word=" + low[s] + side,
        "size=" + size + code,
        "pattern=" + body[:8] + side,
        f"commas={body.count(',')}{code}{after}",
        "around=" + before + after + code,
        "before+first+kind=" + before + first + cue.kind,
        "shape=" + first + last + size,
    ]
    if side == "R":
        out += [
            "after+rest=" + bucket(b - e) + after + code,
            "word after=" + word_after + side,
            "last+after=" + last + after + side,
            "last word=" + low[e - 1],
        ]
    else:
        out += [
            "skipped=" + bucket(s - a) + before,
            f"begins sentence={s == a:d}{code}{after}",
        ]
    if e - s > 1:
        _body(cue, s, e, body, after, side, out)
    elif first in "sqo":
        out.append("pronoun=" + low[s] + before + code)
    return out


def _body(cue: Cue, s: int, e: int, body: str, after: str, side: str, out: list[str]) -> None:
    """What stands inside the source that a source seldom holds."""
    view = cue.view
    if view.strong.find(1, s, e) >= 0:
        out.append("cue inside=1")
    relative = "q" in body
    if not VERBS.isdisjoint(body):
        out.append("verb inside=" + side + ("q" if relative else ""))
    if relative:
        out.append("relative inside=" + body[-1] + after)
    if body[0] in "sqo":
        out.append("pronoun goes on=1")
    if "y" in body or "u" in body:
        out.append("clause inside=1")
    if body.count('"') != body.count("'"):
        out.append("unbalanced=1")
    if view.in_quote[s] and view.in_quote[e - 1]:
        out.append("in quote=1")
    if "c" in body:
        out.append("coordination=" + after + body[-1])


def joined(near: int, far: int, construction: Construction) -> Range:
    """Return the source with these two edges."""
    return (near, far) if construction.source == "R" else (far, near)
