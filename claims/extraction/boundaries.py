"""Where a content begins and ends: candidate stop points and the features that choose among them.

A content after its cue begins at the first place that is likely enough, tried from the cue on, and
ends at the best of the sentence's stop points; one before its cue is found the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claims.extraction.constructions import Construction
from claims.extraction.reliability import Context, Template, named
from claims.extraction.sources import fixed
from claims.extraction.view import Cue, bucket, four, three, two

STOPS = frozenset(',;:-().cupyqwai"')
"""Tags before which a content may end."""
FURTHEST_START = 25
MOST_STOPS = 24
LOOK = 9


def start_candidates(cue: Cue, source: tuple[int, int] | None) -> list[int]:
    """Return where a content after ``cue`` may begin, nearest first; past the sentence after a colon."""
    view, i, b = cue.view, cue.at, cue.stop
    tag = view.tag
    low, high = source or (0, 0)
    out = [
        j
        for j in range(i + 1, min(b, i + 1 + FURTHEST_START))
        if tag[j] not in ",.;:-)'" and not low <= j < high and j != cue.particle
    ]
    if b < len(tag) and (not out or tag[b - 1] == ":" or b - 1 - i < 8):
        out.append(b)
    return out


def start_features(cue: Cue, j: int, construction: Construction) -> list[str]:
    """Return the features of token ``j`` as the first of the content after ``cue``."""
    return named(start_templates(*fixed(cue, construction)), start_contexts(cue, j, construction))


def start_templates(code: str, k: str, form: str, lemma: str) -> tuple[Template, ...]:
    """Return the templates of a first token, for a construction's code and a cue's class, form and lemma."""
    return (
        ("next sentence", "", ""),
        ("distance", "", code),
        ("tag", "", code),
        ("tags", "", code),
        ("word", "", ""),
        ("passed", "", ""),
        ("class+tag", k, ""),
        ("lemma+tag", lemma, ""),
        ("class+word", k + " ", ""),
        ("lemma+adjacent", lemma, ""),
        ("after cue", "", ""),
        ("after cue+lemma", "", ""),
        ("before+tag", "", ""),
        ("before", "", code),
        ("lemma+before", lemma + " ", ""),
        ("adjacent", "", k + form),
    )


def start_contexts(cue: Cue, j: int, construction: Construction) -> list[Context]:
    """Return the contexts for ``start_templates``."""
    view, i = cue.view, cue.at
    low, tag = view.low, view.tag
    here, word = tag[j], low[j]
    if j >= cue.stop:
        following = f"{tag[cue.stop - 1]}{construction.code}{view.in_quote[j]}"
        return [following, None, here, None, word, *NEXT_SENTENCE]
    distance = j - i
    away = distance > 1
    near = here + four(distance)
    flag, following = ("1", low[i + 1]) if away else ("0", word)
    before = low[j - 1] if away else None
    return [
        None,
        str(min(distance, 8)),
        here,
        tag[j - 1] + here,
        word,
        tag[i + 1 : min(i + 7, j)] + ">" + here,
        near,
        near,
        word,
        "0" if away else "1",
        following + flag + here,
        following + cue.lemma + flag,
        before + here if before is not None else None,
        before,
        before,
        None if away else here,
    ]


NEXT_SENTENCE: tuple[Context, ...] = (None,) * 11


def end_candidates(cue: Cue, start: int) -> list[int]:
    """Return where (exclusive) a content that begins at ``start`` may end; the sentence's end is last."""
    view = cue.view
    stop = view.sentences[view.sentence_of[start]][1]
    tag, in_quote, seldom = view.tag, view.in_quote, view.shortcuts.end
    out = [
        j
        for j in range(start + 1, stop)
        if (tag[j] in STOPS or tag[j - 1] == "'" or j == cue.particle)
        and (not in_quote[j] or tag[j] == '"')
        and tag[j - 1 : j + 1] not in seldom
    ]
    if len(out) > MOST_STOPS:
        out = out[:MOST_STOPS]
    out.append(stop)
    return out


def end_pair(tag: str, j: int) -> str:
    """Return the word classes around an end before token ``j``, as ``Shortcuts`` name them."""
    return tag[j - 1 : j + 1]


def end_features(cue: Cue, start: int, j: int, construction: Construction) -> list[str]:
    """Return the features of the content from ``start`` ending before token ``j``."""
    return named(end_templates(*fixed(cue, construction)), next(end_contexts(cue, start, [j])))


def end_templates(code: str, k: str, form: str, lemma: str) -> tuple[Template, ...]:
    """Return the templates of a stop point, for a construction's code and a cue's class, form and lemma."""
    return (
        ("last", "", code),
        ("tag", "", code),
        ("size", "", k),
        ("begin+tag", "", ""),
        ("tag+lemma", "", lemma),
        ("last word+tag", "", ""),
        ("last tag+tag", "", ""),
        ("commas", "", ""),
        ("verbs", "", k),
        ("word", "", ""),
        ("words", "", ""),
        ("three tags", "", ""),
        ("last tag+two tags", "", ""),
        ("class+two tags", k, ""),
        ("word+class", "", k),
        ("size+tag", "", ""),
        ("rest+tag", "", ""),
        ("tag+next word", "", ""),
        ("tag+second word", "", ""),
        ("cue soon", "", ""),
        ("tags to cue", "", ""),
        ("next kind", "", ""),
        ("closes quote", "", ""),
        ("quoted", "", ""),
        ("infinitive", "", ""),
        ("open bracket", "", ""),
        ("quote inside", "", ""),
        ("quote follows", "", ""),
    )


def end_contexts(cue: Cue, start: int, ends: Iterable[int]) -> Iterator[list[Context]]:
    """Yield for each of the ascending ``ends`` the contexts for ``end_templates``."""
    view = cue.view
    low, tag = view.low, view.tag
    stop = view.sentences[view.sentence_of[start]][1]
    begin = tag[start]
    quoted = begin == '"' or bool(view.in_quote[start])
    for j in ends:
        last = j >= stop or (j == stop - 1 and tag[j] == ".")
        here = "$" if last else tag[j]
        before = tag[j - 1]
        size = bucket(j - start)
        flag = "1" if last else "0"
        yield [
            flag,
            here,
            size + flag,
            begin + here,
            here,
            low[j - 1] + here,
            before + here,
            three(tag.count(",", start, j)) + here,
            two(view.verbs.count(1, start, j)) + here,
            *(WITHOUT_STOP if last else _stop_contexts(cue, j, stop, size)),
            here + begin if before == "'" else None,
            before + here if quoted else None,
            here + low[j] if begin == "t" and not last else None,
            here if tag.find("(", start, j) >= 0 and tag.find(")", start, j) < 0 else None,
            here if tag.find('"', start, j) >= 0 else None,
            here if tag.find('"', j, stop) >= 0 else None,
        ]


WITHOUT_STOP: tuple[Context, ...] = (None,) * 13


def _stop_contexts(cue: Cue, j: int, stop: int, size: str) -> list[Context]:
    """What follows a stop point inside the sentence: its words, and a cue soon after."""
    view = cue.view
    low, tag = view.low, view.tag
    here, word = tag[j], low[j]
    t1, w1 = (tag[j + 1], low[j + 1]) if j + 1 < stop else ("$", "$")
    t2, w2 = (tag[j + 2], low[j + 2]) if j + 2 < stop else ("$", "$")
    soon = tags = None
    x = view.strong.find(1, j + 1, min(stop, j + LOOK))
    if x >= 0:
        soon = four(x - j) + here + view.forms[low[x]].form
        tags = tag[j : min(x, j + 5)]
    following = view.forms.get(w1)
    return [
        word,
        word + " " + w1,
        here + t1 + t2,
        tag[j - 1] + here + t1,
        here + t1,
        word,
        size + here,
        bucket(stop - j) + here,
        here + w1,
        here + w2,
        soon,
        tags,
        following.class_form + here if following is not None else None,
    ]


def left_end_candidates(cue: Cue, source: tuple[int, int] | None, construction: Construction) -> list[int]:
    """Return where (exclusive) a content before ``cue`` may end, nearest first."""
    tag, a = cue.view.tag, cue.first
    limit = source[0] if source and construction.source == "L" else cue.at
    out = []
    for j in range(limit, a, -1):
        if tag[j - 1] in ",.;:-(":
            continue
        out.append(j)
        if len(out) == 8:
            break
    return out


def left_end_features(
    cue: Cue, j: int, source: tuple[int, int] | None, construction: Construction
) -> list[str]:
    """Return the features of a content before ``cue`` ending before token ``j``."""
    templates = left_end_templates(*fixed(cue, construction)[:3])
    return named(templates, left_end_contexts(cue, j, source, construction))


def left_end_templates(code: str, k: str, form: str) -> tuple[Template, ...]:
    """Return the templates of an end before a cue, for a construction's code and a cue's class and form."""
    return (
        ("gap", "", code),
        ("gap size", "", code),
        ("tags", "", code),
        ("last word", "", ""),
        ("next word", "", code),
        ("gap+kind", "", k + form),
        ("next word+gap", "", ""),
    )


def left_end_contexts(
    cue: Cue, j: int, source: tuple[int, int] | None, construction: Construction
) -> list[Context]:
    """Return the contexts for ``left_end_templates``."""
    low, tag = cue.view.low, cue.view.tag
    limit = source[0] if source and construction.source == "L" else cue.at
    gap = tag[j:limit]
    near, after = gap[:3], low[j]
    return [
        gap[:6],
        bucket(len(gap)),
        tag[j - 1] + tag[j],
        low[j - 1] + tag[j],
        after,
        near,
        after + near,
    ]


def left_start_candidates(cue: Cue, end: int) -> list[int]:
    """Return where a content before ``cue`` that ends before ``end`` may begin."""
    tag, a = cue.view.tag, cue.first
    out = [a]
    for j in range(a + 1, end):
        if tag[j - 1] in ",;:-(.\"'cuypq" or (tag[j] in '"uypwNds' and tag[j - 1] not in "Nd"):
            out.append(j)
    return out if len(out) <= MOST_STOPS else out[:8] + out[8 - MOST_STOPS :]


def left_start_features(cue: Cue, end: int, j: int, construction: Construction) -> list[str]:
    """Return the features of a content before ``cue`` that begins at ``j`` and ends before ``end``."""
    templates = left_start_templates(*fixed(cue, construction))
    return named(templates, left_start_contexts(cue, end, j, construction))


def left_start_templates(code: str, k: str, form: str, lemma: str) -> tuple[Template, ...]:
    """Return the templates of a start before a cue, for a code and a cue's class, form and lemma."""
    return (
        ("tags", "", code),
        ("word", "", ""),
        ("before", "", code),
        ("size", "", code),
        ("kind", k + form, ""),
        ("lemma", lemma, ""),
        ("skipped", "", ""),
        ("skipped word", "", ""),
        ("skipped size", "", ""),
        ("tags around", "", ""),
        ("cue skipped", "", ""),
        ("quoted", "", ""),
        ("unbalanced", "", ""),
    )


def left_start_contexts(cue: Cue, end: int, j: int, construction: Construction) -> list[Context]:
    """Return the contexts for ``left_start_templates``."""
    view, a = cue.view, cue.first
    low, tag = view.low, view.tag
    here = tag[j]
    first, before, word = ("1", "^", "^") if j == a else ("0", tag[j - 1], low[j - 1])
    rest: tuple[Context, ...]
    if j == a:
        rest = (None, None, None, None, None)
    else:
        rest = (
            tag[a] + before + here,
            low[a] + before,
            bucket(j - a),
            tag[max(a, j - 2) : j] + "|" + tag[j : j + 2],
            before if view.strong.find(1, a, j) >= 0 else None,
        )
    return [
        before + here,
        low[j] + first,
        word,
        bucket(end - j) + first,
        first + construction.code,
        first + before + here,
        *rest,
        here + first if tag[end - 1] == "'" else None,
        first if tag.count("'", j, end) != tag.count('"', j, end) else None,
    ]
