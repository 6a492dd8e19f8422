"""Is this word a cue here? The features of that decision.

Each looks at the word (its form, lemma and class), its neighbours, the auxiliaries before it, the
subject before those, the quotations of its sentence and the other cues there. Templates and
contexts (see ``reliability.py``) stand in the same order.
"""

from __future__ import annotations

from claims.extraction.reliability import Context, Template, named
from claims.extraction.view import Cue, bucket, four, three

SKIPPED_LEFT = "abhemnt"
"""Tags that stand between a subject and its verb."""
NOUN_PHRASE = frozenset("Nxfjd0zokg")
NEAR = 8


def own_features(cue: Cue) -> list[str]:
    """Return the features of the word and its four neighbours: enough to leave most words out."""
    return named(own_templates(*cue.fixed), own_contexts(cue))


def clause_features(cue: Cue, own: list[str]) -> list[str]:
    """Return ``own`` (by ``own_features``) and the features of the clause: auxiliaries, subject, follow."""
    return own + named(clause_templates(*cue.fixed), clause_contexts(cue))


def sentence_features(cue: Cue) -> list[str]:
    """Return the features of the rest of the sentence: its quotations and its other cues."""
    out = named(sentence_templates(*cue.fixed), sentence_contexts(cue))
    if cue.view.reported is not None:
        out += named(mood_templates(*cue.fixed), mood_contexts(cue, cue.view.reported))
    return out


def cue_features(cue: Cue) -> list[str]:
    """Return all features of ``cue`` as a cue word, each ``name=value``."""
    return clause_features(cue, own_features(cue)) + sentence_features(cue)


def own_templates(word: str, lemma: str, k: str, form: str) -> tuple[Template, ...]:
    """Return the templates of the word and its neighbours; ``k`` is the cue's class."""
    kind = k + form
    return (
        ("word", word, ""),
        ("lemma", lemma, ""),
        ("kind", kind, ""),
        ("before", "", ""),
        ("after", "", ""),
        ("word+before", word + " ", ""),
        ("word+after", word + " ", ""),
        ("lemma+tag before", lemma, ""),
        ("lemma+tag after", lemma, ""),
        ("kind+tag before", kind, ""),
        ("kind+tag after", kind, ""),
        ("two after", "", ""),
        ("two before", "", ""),
        ("kind+tags around", kind, ""),
        ("tags around", "", ""),
        ("second after", "", ""),
        ("class+two tags after", k, ""),
        ("class+after", k + " ", ""),
        ("class+before", k + " ", ""),
        ("share", "", ""),
        ("capital", "", k),
        ("relative before", k, ""),
    )


def own_contexts(cue: Cue) -> list[Context]:
    """Return the contexts for ``own_templates``."""
    view, i, a, b = cue.view, cue.at, cue.first, cue.stop
    low, tag = view.low, view.tag
    p1, gp = (low[i - 1], tag[i - 1]) if i > a else ("^", "^")
    p2, gpp = (low[i - 2], tag[i - 2]) if i > a + 1 else ("^", "^")
    n1, gn = (low[i + 1], tag[i + 1]) if i + 1 < b else ("$", "$")
    n2, gnn = (low[i + 2], tag[i + 2]) if i + 2 < b else ("$", "$")
    capital = ("first " if i == a else "inside ") if view.word[i][0].isupper() else None
    return [
        "",
        "",
        "",
        p1,
        n1,
        p1,
        n1,
        gp,
        gn,
        gp,
        gn,
        n1 + " " + n2,
        p2 + " " + p1,
        gp + gn,
        gpp + gp + cue.form.form + gn + gnn,
        n2,
        gn + gnn,
        n1,
        p1,
        cue.form.decile,
        capital,
        "" if "q" in tag[max(a, i - 4) : i] else None,
    ]


def clause_templates(word: str, lemma: str, k: str, form: str) -> tuple[Template, ...]:
    """Return the templates of the clause: its auxiliaries, its subject, and what follows the word."""
    kind = k + form
    return (
        ("auxiliaries", "", ""),
        ("kind+auxiliaries", kind, ""),
        ("subject tag", "", form),
        ("kind+subject tag", kind, ""),
        ("subject", "", ""),
        ("lemma+subject tag", lemma, ""),
        ("auxiliaries+subject tag", "", form),
        ("lemma+auxiliaries", lemma, ""),
        ("no subject", kind, ""),
        ("subject phrase", "", ""),
        ("before subject", "", k),
        ("subject head", "", k),
        ("subject ending", "", k),
        ("word before subject", "", k),
        ("last auxiliary", "", form),
        ("first auxiliary", "", form),
        ("follow", "", ""),
        ("class+follow", k, ""),
        ("lemma+follow", lemma, ""),
        ("that follows", "", ""),
        ("class+that follows", k, ""),
        ("words before", "", ""),
        ("words after", "", ""),
        ("sentence end", "", ""),
        ("sentence begin", "", ""),
        ("sentence begin tag", "", ""),
        ("sentence begins in quote", "", ""),
    )


def clause_contexts(cue: Cue) -> list[Context]:
    """Return the contexts for ``clause_templates``."""
    low, tag, a, i = cue.view.low, cue.view.tag, cue.first, cue.at
    j = i - 1
    while j >= a and tag[j] in SKIPPED_LEFT:
        j -= 1
    between = tag[j + 1 : i]
    subject, word = (tag[j], low[j]) if j >= a else ("^", "^")
    return [
        between,
        between,
        subject,
        subject,
        word,
        subject,
        between + subject,
        between,
        *_subject(cue, j),
        low[i - 1] if between else None,
        low[j + 1] if between else None,
        *_follow(cue),
    ]


def _subject(cue: Cue, last: int) -> tuple[Context, ...]:
    """The noun phrase that ends at token ``last``: its head, its length and what stands before it."""
    low, tag, a = cue.view.low, cue.view.tag, cue.first
    j = last
    while j >= a and tag[j] in NOUN_PHRASE:
        j -= 1
    before, word = (tag[j], low[j]) if j >= a else ("^", "^")
    if j == last:
        return "", None, before + "-", None, None, word
    head = low[last]
    phrase = tag[j + 1] + tag[last] + four(last - j)
    return None, phrase, before + tag[last], head, head[-4:], word


def _follow(cue: Cue) -> tuple[Context, ...]:
    """What comes after the word once adverbs and days are passed over, and how far its sentence goes."""
    low, tag, a, b, i = cue.view.low, cue.view.tag, cue.first, cue.stop, cue.at
    k = i + 1
    while k < b and (tag[k] in "ak0" or (tag[k] == "p" and k + 1 < b and tag[k + 1] == "k")):
        k += 1
    follow = tag[k] if k < b else "$"
    that = tag.find("y", i + 1, min(b, i + 7)) >= 0
    rest = b - 1 - i
    return (
        follow,
        follow,
        follow,
        "1" if that else None,
        "" if that else None,
        bucket(i - a),
        bucket(rest),
        low[b - 1] + ("1" if rest < 4 else "0"),
        low[a] + ("" if i - a > 12 else cue.cue_class),
        tag[a],
        "1" if cue.view.in_quote[a] else "0",
    )


def sentence_templates(word: str, lemma: str, k: str, form: str) -> tuple[Template, ...]:
    """Return the templates of the rest of the sentence: its quotations and its other cues."""
    return (
        ("quote before", "", ""),
        ("quote after", "", ""),
        ("class+quotes", k, ""),
        ("lemma+quotes", lemma, ""),
        ("condition", "", k),
        ("sentence end+class", "", k),
        ("colon follows", "", k + form),
        ("negated", "", k),
        ("quote just before", k, ""),
        ("quote far before", k, ""),
        ("to quote", "", k),
        ("quote far after", k, ""),
        ("cue before", "", ""),
        ("words to cue before", "", ""),
        ("between cue before", "", k),
        ("cue after", "", ""),
        ("words to cue after", "", ""),
        ("between cue after", "", k),
        ("clauses before", "", k + form),
        ("clause follows", "", k),
        ("clause follows+lemma", "", lemma),
        ("led", "", k + form),
    )


def sentence_contexts(cue: Cue) -> list[Context]:
    """Return the contexts for ``sentence_templates``."""
    tag, a, b, i = cue.view.tag, cue.first, cue.stop, cue.at
    before = i - (tag.rfind("'", a, i))
    before = before if before <= i - a else 0
    after = max(tag.find('"', i + 1, b) - i, 0)
    both = ("1" if before else "0") + ("1" if after else "0")
    return [
        bucket(before),
        bucket(after),
        both,
        both,
        "1" if tag.find("i", a, i) >= 0 else "0",
        cue.view.low[b - 1],
        "1" if tag.find(":", i, b) >= 0 else "0",
        "1" if tag.find("n", max(a, i - 4), i) >= 0 else "0",
        "" if 0 < before < NEAR else None,
        "" if before >= NEAR else None,
        tag[i + 1 : i + after] if 0 < after < 5 else None,
        "" if after >= 5 else None,
        *_others(cue),
        *_clauses(cue),
    ]


def _others(cue: Cue) -> tuple[Context, ...]:
    """The nearest strong cue words of the sentence, on both sides."""
    view, i = cue.view, cue.at
    tag = view.tag
    left = view.strong.rfind(1, cue.first, i)
    right = view.strong.find(1, i + 1, cue.stop)
    out: tuple[Context, ...] = ("none", None, None)
    if left >= 0:
        between = tag[left:i]
        shown = "".join([t for t in "y,c" if t in between])
        out = (_as_other(cue, left), bucket(i - left), shown)
    if right < 0:
        return (*out, "none", None, None)
    comma = "," if tag.find(",", i, right) >= 0 else ""
    return (*out, _as_other(cue, right), bucket(right - i), comma + tag[right - 1])


def _as_other(cue: Cue, at: int) -> str:
    """Return the cue word at ``at`` as it is named beside others."""
    view = cue.view
    return view.forms[view.low[at]].lemma + ("q" if view.in_quote[at] else "")


def _clauses(cue: Cue) -> tuple[Context, ...]:
    """The clauses of the sentence, told by a noun or pronoun right before a verb."""
    leads, i = cue.view.leads, cue.at
    follows = max(leads.find(1, i + 1, cue.stop) - i, 0)
    return (
        three(leads.count(1, cue.first, i)),
        str(min(follows, 6)),
        four(follows),
        "1" if leads[i] else "0",
    )


MOOD_REACH = 60


def mood_templates(word: str, lemma: str, k: str, form: str) -> tuple[Template, ...]:
    """Return the templates of the verbs around that stand in the mood of reported speech."""
    return (
        ("reported before", "", ""),
        ("reported after", "", ""),
        ("class+reported", k, ""),
        ("word+reported", word, ""),
        ("reported next", "", ""),
    )


def mood_contexts(cue: Cue, reported: bytearray) -> list[Context]:
    """Return the contexts for ``mood_templates``; ``reported`` as in ``View``."""
    view, i, tag = cue.view, cue.at, cue.view.tag
    left = reported.rfind(1, max(cue.first, i - MOOD_REACH), i)
    right = reported.find(1, i + 1, min(cue.stop, i + MOOD_REACH))
    before = bucket(i - left) + str(tag.count(",", left, i)) if left >= 0 else "-"
    after = bucket(right - i) + str(tag.count(",", i, right)) if right >= 0 else "-"
    sides = ("1" if left >= 0 else "0") + ("1" if right >= 0 else "0")
    follows = "1" if view.sentence_of[i] + 1 in view.reporting else "0"
    return [before, after, sides, sides, follows + cue.cue_class + sides]
