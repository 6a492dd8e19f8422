"""Who is said to have said it: where the source of a cue stands, edge by edge.

The edge that is nearer to the cue is weighed first, among the places where a noun phrase can end
(or begin); for the likeliest ones then the far edge, among those where one can begin (or end). Both
add up, and the best whole is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claims.extraction.constructions import Construction
from claims.extraction.reliability import Context, Template, named
from claims.extraction.view import Cue, View, bucket, four, three

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
            for s in range(i + 1, min(_speech(cue), i + LONGEST))
            if tag[s] not in NEVER_FIRST and (s <= i + 6 or tag[s - 1] == ",")
        ]
        starts = starts if len(starts) <= MOST_STARTS else starts[:5] + starts[-3:]
        return _likely(cue, starts, construction)
    ends = []
    for e in range(i, max(cue.first, i - FURTHEST), -1):
        p = tag[e - 1]
        if p in NOUN_LIKE:
            here = tag[e]
            if e == i or here in LEFT_END_BEFORE or p == "z" or (p in "Nsq" and here in "xc"):
                ends.append(e)
    ends = ends if len(ends) <= MOST_ENDS else ends[:NEAREST_ENDS] + ends[NEAREST_ENDS - MOST_ENDS :]
    return _likely(cue, ends, construction)


def near_pair(cue: Cue, edge: int) -> str:
    """Return the word classes around a near edge, as ``Shortcuts`` name them.

    Right at the cue, and behind a closing mark, which the gold spans are without, any edge may be: that
    is nought.
    """
    tag = cue.view.tag
    return "" if edge == cue.at or tag[edge - 1] in ")'" else tag[edge - 1 : edge + 1]


def _likely(cue: Cue, edges: list[int], construction: Construction) -> list[int]:
    """Return the near edges that are not seldom one; all if each is."""
    shortcuts = cue.view.shortcuts
    seldom = shortcuts.near_right if construction.source == "R" else shortcuts.near_left
    return [edge for edge in edges if near_pair(cue, edge) not in seldom] or edges


NICKNAME = 5
"""A quotation of no more tokens, its marks among them, may be a part of a name."""


def _speech(cue: Cue) -> int:
    """Return where the first quotation after ``cue`` begins, or its sentence ends: no source is in there."""
    view = cue.view
    at = view.tag.find('"', cue.at + 1, cue.stop)
    if at < 0 or view.in_quote[cue.at] or view.quote_of[at] < 0:
        return cue.stop
    quote = view.quotes[view.quote_of[at]]
    return at if quote.last - quote.first >= NICKNAME else cue.stop


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
        return [e for e in out if far_pair(cue, e, construction) not in cue.view.shortcuts.far_right]
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
    return [s for s in out if far_pair(cue, s, construction) not in cue.view.shortcuts.far_left]


def far_pair(cue: Cue, far: int, construction: Construction) -> str:
    """Return the word classes around a far edge, as ``Shortcuts`` name them; ``^``, ``$`` end a sentence."""
    tag = cue.view.tag
    if construction.source == "R":
        return tag[far - 1] + (tag[far] if far < cue.stop else "$")
    return (tag[far - 1] if far > cue.first else "^") + tag[far]


def near_features(cue: Cue, edge: int, construction: Construction) -> list[str]:
    """Return the features of token ``edge`` as the near edge of the source."""
    templates = near_templates(*fixed(cue, construction))
    return named(templates, next(near_contexts(cue, [edge], construction)))


def far_features(cue: Cue, source: Range, construction: Construction) -> list[str]:
    """Return the features of the token range ``source`` as the whole source, its near edge given."""
    near, far = source if construction.source == "R" else source[::-1]
    templates = far_templates(*fixed(cue, construction)[:3])
    return named(templates, next(far_contexts(cue, near, [far], construction)))


Fixed = tuple[str, str, str, str]


def fixed(cue: Cue, construction: Construction) -> Fixed:
    """Return what the templates of a source are made for: construction, cue class, form and lemma."""
    return construction.code, cue.cue_class, cue.form.form, cue.lemma


def near_templates(code: str, k: str, form: str, lemma: str) -> tuple[Template, ...]:
    """Return the templates of a near edge, for a construction's code and a cue's class, form and lemma."""
    if code[1] == "R":
        return (
            ("gap", "", k + form),
            ("gap size", "", code + k),
            ("word", "", code),
            ("before", "", ""),
        )
    return (
        ("gap", "", form),
        ("gap size", "", code),
        ("gap+class", "", k),
        ("gap verbs", "", ""),
        ("gap subjects", "", ""),
        ("gap commas", "", ""),
        ("last+after", "", code),
        ("word after", "", code),
        ("last word", "", ""),
        ("last two", "", code),
        ("word before phrase", "", ""),
        ("subject", "", ""),
        ("subject+before", "", form),
    )


def near_contexts(cue: Cue, edges: Iterable[int], construction: Construction) -> Iterator[list[Context]]:
    """Yield for each of ``edges``, the nearest to the cue first, the contexts for ``near_templates``."""
    if construction.source == "R":
        return _near_right(cue, edges)
    return _near_left(cue, edges)


def _near_right(cue: Cue, edges: Iterable[int]) -> Iterator[list[Context]]:
    low, tag, i = cue.view.low, cue.view.tag, cue.at
    for edge in edges:
        gap = tag[i + 1 : edge]
        yield [gap[:5], four(len(gap)), low[edge], low[edge - 1] + tag[edge]]


def _near_left(cue: Cue, edges: Iterable[int]) -> Iterator[list[Context]]:
    view, i, a = cue.view, cue.at, cue.first
    low, tag, leads = view.low, view.tag, view.leads
    before_cue = cue.form.form + tag[i - 1]
    verbs = subjects = 0
    counted = i
    for edge in edges:
        gap = tag[edge:i]
        last, after = tag[edge - 1], tag[edge]
        for here in tag[edge:counted]:
            verbs += here in VERBS
            subjects += here in "Nxs"
        counted = edge
        start = edge - 1
        while start > a and tag[start] in NOUN_PHRASE and tag[start - 1] in NOUN_PHRASE:
            start -= 1
        before, word_before = (tag[start - 1], low[start - 1]) if start > a else ("^", "^")
        led = ("1" if leads[edge] else "0") + three(leads.count(1, edge + 1, i))
        yield [
            gap[:6],
            bucket(i - edge),
            gap[:4],
            str(verbs) + gap[-1:],
            str(subjects),
            three(gap.count(",")) + after + ("q" if "q" in gap else ""),
            last + after,
            low[edge],
            low[edge - 1],
            (tag[edge - 2 : edge] if edge - 2 >= a else tag[a:edge]) + after,
            word_before + gap[:2],
            led + before_cue,
            led + before,
        ]


def far_templates(code: str, k: str, form: str) -> tuple[Template, ...]:
    """Return the templates of a whole source, for a construction's code and a cue's class and form."""
    side = code[1]
    rest = (
        (
            ("after+rest", "", code),
            ("word after", "", side),
            ("last+after", "", side),
            ("last word", "", ""),
        )
        if side == "R"
        else (("skipped", "", ""),)
    )
    return (
        ("before+first", "", code),
        ("word before", "", side),
        ("first word", "", side),
        ("size", "", code),
        ("pattern", "", side),
        ("commas", "", ""),
        ("around", "", code),
        ("before+first+kind", "", k + form),
        ("shape", "", ""),
        *rest,
        ("cue inside", "", ""),
        ("verb inside", "", ""),
        ("clause inside", "", ""),
    )


def far_contexts(
    cue: Cue, near: int, fars: Iterable[int], construction: Construction
) -> Iterator[list[Context]]:
    """Yield for each of ``fars``, beside the edge ``near``, the contexts for ``far_templates``."""
    view, a, b = cue.view, cue.first, cue.stop
    low, tag = view.low, view.tag
    code, right = construction.code, construction.source == "R"
    for far in fars:
        s, e = (near, far) if right else (far, near)
        before, word_before = (tag[s - 1], low[s - 1]) if s > a else ("^", "^")
        after = tag[e] if e < b else "$"
        body = tag[s:e]
        first, last = body[0], body[-1]
        size = bucket(e - s)
        opening = before + first
        out: list[Context] = [
            opening,
            word_before + first,
            low[s],
            size,
            body[:8],
            str(body.count(",")) + code + after,
            before + after,
            opening,
            first + last + size,
        ]
        if right:
            out += (bucket(b - e) + after, low[e] if e < b else "$", last + after, low[e - 1])
        else:
            out.append(bucket(s - a) + before)
        out += _body(view, s, e, body, code[1]) if e - s > 1 else NO_BODY
        yield out


NO_BODY: tuple[Context, ...] = (None,) * 3


def _body(view: View, s: int, e: int, body: str, side: str) -> tuple[Context, ...]:
    """What stands inside the source that a source seldom holds."""
    return (
        "1" if view.strong.find(1, s, e) >= 0 else None,
        None if VERBS.isdisjoint(body) else side + ("q" if "q" in body else ""),
        "1" if "y" in body or "u" in body else None,
    )


def joined(near: int, far: int, construction: Construction) -> Range:
    """Return the source with these two edges."""
    return (near, far) if construction.source == "R" else (far, near)
