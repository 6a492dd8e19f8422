"""Where a content begins and ends: candidate stop points and the features that choose among them.

A content after its cue begins at the first place that is likely enough, tried from the cue on, and
ends at the best of the sentence's stop points; one before its cue is found the other way round.
"""

from __future__ import annotations

from claims.extraction.constructions import Construction
from claims.extraction.view import Cue, bucket

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
    view, i = cue.view, cue.at
    low, tag = view.low, view.tag
    code, k, lemma = construction.code, cue.cue_class, cue.lemma
    here, word = tag[j], low[j]
    if j >= cue.stop:
        return [
            f"next sentence={tag[cue.stop - 1]}{code}{view.in_quote[j]}",
            f"next sentence+lemma={lemma}{bucket(cue.stop - i)}",
            "tag=" + here + code,
            "word=" + word,
        ]
    distance = j - i
    near = str(min(distance, 4))
    between = tag[i + 1 : j]
    out = [
        f"distance={min(distance, 8)}{code}",
        "tag=" + here + code,
        "tags=" + tag[j - 1] + here + code,
        "word=" + word,
        "passed=" + between[:6] + ">" + here,
        "class+tag=" + k + here + near,
        "lemma+tag=" + lemma + here + near,
        "lemma+word=" + lemma + " " + word,
        "class+word=" + k + " " + word,
        f"lemma+adjacent={lemma}{distance == 1:d}",
        "word+distance=" + word + near,
        f"after cue={low[i + 1]}{distance > 1:d}{here}",
        f"after cue+lemma={low[i + 1]}{lemma}{distance > 1:d}",
    ]
    if distance > 1:
        before = low[j - 1]
        out += [
            "before+tag=" + before + here,
            "before=" + before + code,
            "lemma+before=" + lemma + " " + before,
        ]
    else:
        out.append("adjacent=" + here + cue.kind)
    if here in 'y"t':
        out.append("opener=" + here + between[:3] + k)
    if "y" in between:
        out.append("passed that=1")
    if '"' in between:
        out.append(f"passed quote={view.in_quote[j]}")
    if "," in between:
        out.append("passed comma=" + tag[j - 1] + here + code)
    if view.in_quote[j] and here != '"':
        out.append("inside quote=1")
    return out


def end_candidates(cue: Cue, start: int) -> list[int]:
    """Return where (exclusive) a content that begins at ``start`` may end; the sentence's end is last."""
    view = cue.view
    stop = view.sentences[view.sentence_of[start]][1]
    tag, in_quote = view.tag, view.in_quote
    out = [
        j
        for j in range(start + 1, stop)
        if (tag[j] in STOPS or tag[j - 1] == "'" or j == cue.particle) and (not in_quote[j] or tag[j] == '"')
    ]
    if len(out) > MOST_STOPS:
        out = out[:MOST_STOPS]
    out.append(stop)
    return out


def end_features(cue: Cue, start: int, j: int, construction: Construction) -> list[str]:
    """Return the features of the content from ``start`` ending before token ``j``."""
    view = cue.view
    low, tag = view.low, view.tag
    stop = view.sentences[view.sentence_of[start]][1]
    last = j >= stop or (j == stop - 1 and tag[j] == ".")
    here = "$" if last else tag[j]
    k, code = cue.cue_class, construction.code
    size = bucket(j - start)
    body = tag[start:j]
    verbs = min(sum(1 for t in body if t in "bhmevr"), 2)
    out = [
        f"last={last:d}{code}",
        "tag=" + here + code,
        f"size={size}{last:d}{k}",
        "begin+tag=" + tag[start] + here,
        "tag+lemma=" + here + cue.lemma,
        "last word+tag=" + low[j - 1] + here,
        "last tag+tag=" + tag[j - 1] + here,
        f"commas={min(body.count(','), 3)}{here}",
        f"verbs={verbs}{here}{k}",
    ]
    if not last:
        _stop_features(cue, j, stop, size, out)
    if tag[j - 1] == "'":
        out.append("closes quote=" + here + tag[start])
    if tag[start] == '"' or view.in_quote[start]:
        out.append("quoted=" + tag[j - 1] + here)
    if tag[start] == "t" and not last:
        out.append("infinitive=" + here + low[j])
    if "(" in body and ")" not in body:
        out.append("open bracket=" + here)
    if '"' in body:
        out.append("quote inside=" + here)
    if tag.find('"', j, stop) >= 0:
        out.append("quote follows=" + here)
    return out


def _stop_features(cue: Cue, j: int, stop: int, size: str, out: list[str]) -> None:
    """What follows a stop point inside the sentence: its words, and a cue soon after."""
    view, k = cue.view, cue.cue_class
    low, tag = view.low, view.tag
    here, word = tag[j], low[j]
    t1, w1 = (tag[j + 1], low[j + 1]) if j + 1 < stop else ("$", "$")
    t2, w2 = (tag[j + 2], low[j + 2]) if j + 2 < stop else ("$", "$")
    out += [
        "word=" + word,
        "words=" + word + " " + w1,
        "three tags=" + here + t1 + t2,
        "last tag+two tags=" + tag[j - 1] + here + t1,
        "class+two tags=" + k + here + t1,
        "word+class=" + word + k,
        "size+tag=" + size + here,
        "rest+tag=" + bucket(stop - j) + here,
        "tag+next word=" + here + w1,
        "tag+second word=" + here + w2,
    ]
    x = view.strong.find(1, j + 1, min(stop, j + LOOK))
    if x >= 0:
        out.append(f"cue soon={min(x - j, 4)}{here}{view.forms[low[x]].form}")
        out.append("tags to cue=" + tag[j : min(x, j + 5)])
    following = view.forms.get(w1)
    if following is not None:
        out.append("next kind=" + following.class_form + here)


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
    low, tag = cue.view.low, cue.view.tag
    code = construction.code
    limit = source[0] if source and construction.source == "L" else cue.at
    gap = tag[j:limit]
    return [
        "gap=" + gap[:6] + code,
        "gap size=" + bucket(len(gap)) + code,
        "tags=" + tag[j - 1] + tag[j] + code,
        "last word=" + low[j - 1] + tag[j],
        "next word=" + low[j] + code,
        "gap+kind=" + gap[:3] + cue.kind,
        "next word+gap=" + low[j] + gap[:3],
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
    view, a = cue.view, cue.first
    low, tag = view.low, view.tag
    code, kind = construction.code, cue.kind
    first = "1" if j == a else "0"
    before = "^" if j == a else tag[j - 1]
    out = [
        "first=" + first + code + cue.cue_class,
        "tags=" + before + tag[j] + code,
        "word=" + low[j] + first,
        "before=" + ("^" if j == a else low[j - 1]) + code,
        "size=" + bucket(end - j) + first + code,
        "kind=" + kind + first + code,
        "lemma=" + cue.lemma + first + before + tag[j],
    ]
    if j == a:
        out += ["first word=" + low[a] + code, "first tags=" + tag[a : a + 2] + code]
    else:
        out += [
            "skipped=" + tag[a] + before + tag[j],
            "skipped word=" + low[a] + before,
            "skipped size=" + bucket(j - a),
            "tags around=" + tag[max(a, j - 2) : j] + "|" + tag[j : j + 2],
        ]
        if view.strong.find(1, a, j) >= 0:
            out.append("cue skipped=" + before)
    if tag[end - 1] == "'":
        out.append("quoted=" + tag[j] + first)
    if tag.count("'", j, end) != tag.count('"', j, end):
        out.append("unbalanced=" + first)
    return out
