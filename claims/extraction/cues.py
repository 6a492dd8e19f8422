"""Is this word a cue here? The features of that decision.

Each looks at the word (its form, lemma and class), its neighbours, the auxiliaries before it, the
subject before those, the quotations of its sentence and the other cues there.
"""

from __future__ import annotations

from claims.extraction.view import Cue, bucket

SKIPPED_LEFT = "abhemnt"
"""Tags that stand between a subject and its verb."""
NOUN_PHRASE = frozenset("Nxfjd0zokg")
NEAR = 8


def clause_features(cue: Cue, own: list[str]) -> list[str]:
    """Return ``own`` (by ``own_features``) and the features of the clause: auxiliaries, subject, follow."""
    out = list(own)
    _auxiliaries(cue, out)
    _follow(cue, out)
    return out


def sentence_features(cue: Cue) -> list[str]:
    """Return the features of the rest of the sentence: its quotations and its other cues."""
    out: list[str] = []
    _quotes(cue, out)
    _others(cue, out)
    _clauses(cue, out)
    if cue.view.reported is not None:
        _mood(cue, cue.view.reported, out)
    return out


def cue_features(cue: Cue) -> list[str]:
    """Return all features of ``cue`` as a cue word, each ``name=value``."""
    return clause_features(cue, own_features(cue)) + sentence_features(cue)


def own_features(cue: Cue) -> list[str]:
    """Return the features of the word and its four neighbours: enough to leave most words out."""
    view, i, a, b = cue.view, cue.at, cue.first, cue.stop
    low, tag = view.low, view.tag
    w, lemma, kind, k = cue.word, cue.lemma, cue.kind, cue.cue_class
    p1, gp = (low[i - 1], tag[i - 1]) if i > a else ("^", "^")
    p2, gpp = (low[i - 2], tag[i - 2]) if i > a + 1 else ("^", "^")
    n1, gn = (low[i + 1], tag[i + 1]) if i + 1 < b else ("$", "$")
    n2, gnn = (low[i + 2], tag[i + 2]) if i + 2 < b else ("$", "$")
    form = cue.form.form
    out = [
        "word=" + w,
        "lemma=" + lemma,
        "kind=" + kind,
        "before=" + p1,
        "after=" + n1,
        "word+before=" + w + " " + p1,
        "word+after=" + w + " " + n1,
        "lemma+tag before=" + lemma + gp,
        "lemma+tag after=" + lemma + gn,
        "kind+tag before=" + kind + gp,
        "kind+tag after=" + kind + gn,
        "two after=" + n1 + " " + n2,
        "two before=" + p2 + " " + p1,
        "kind+tags around=" + kind + gp + gn,
        "tags around=" + gpp + gp + form + gn + gnn,
        "second after=" + n2,
        "class+two tags after=" + k + gn + gnn,
        "class+after=" + k + " " + n1,
        "class+before=" + k + " " + p1,
        "share=" + str(cue.form.tenth),
    ]
    if view.word[i][0].isupper():
        out.append("capital=" + ("first " if i == a else "inside ") + k)
    if "q" in tag[max(a, i - 4) : i]:
        out.append("relative before=" + k)
    return out


def _auxiliaries(cue: Cue, out: list[str]) -> None:
    """The auxiliaries and adverbs before the word, and what stands before those."""
    low, tag, a, i = cue.view.low, cue.view.tag, cue.first, cue.at
    j = i - 1
    while j >= a and tag[j] in SKIPPED_LEFT:
        j -= 1
    between = tag[j + 1 : i]
    subject, word = (tag[j], low[j]) if j >= a else ("^", "^")
    form, kind = cue.form.form, cue.kind
    out += [
        "auxiliaries=" + between,
        "kind+auxiliaries=" + kind + between,
        "subject tag=" + subject + form,
        "kind+subject tag=" + kind + subject,
        "subject=" + word,
        "lemma+subject tag=" + cue.lemma + subject,
        "auxiliaries+subject tag=" + between + subject + form,
        "lemma+auxiliaries=" + cue.lemma + between,
    ]
    _subject(cue, j, out)
    if between:
        out.append("last auxiliary=" + low[i - 1] + form)
        out.append("first auxiliary=" + low[j + 1] + form)


def _subject(cue: Cue, last: int, out: list[str]) -> None:
    """The noun phrase that ends at token ``last``: its head, its length and what stands before it."""
    low, tag, a, k = cue.view.low, cue.view.tag, cue.first, cue.cue_class
    j = last
    while j >= a and tag[j] in NOUN_PHRASE:
        j -= 1
    before, word = (tag[j], low[j]) if j >= a else ("^", "^")
    if j == last:
        out += ["no subject=" + cue.kind, "before subject=" + before + "-" + k]
    else:
        head = low[last]
        out += [
            f"subject phrase={tag[j + 1]}{tag[last]}{min(4, last - j)}",
            "before subject=" + before + tag[last] + k,
            "subject head=" + head + k,
            "subject ending=" + head[-4:] + k,
        ]
    out.append("word before subject=" + word + k)


def _follow(cue: Cue, out: list[str]) -> None:
    """What comes after the word once adverbs and days are passed over, and how far its sentence goes."""
    low, tag, a, b, i = cue.view.low, cue.view.tag, cue.first, cue.stop, cue.at
    k = i + 1
    while k < b and (tag[k] in "ak0" or (tag[k] == "p" and k + 1 < b and tag[k + 1] == "k")):
        k += 1
    follow = tag[k] if k < b else "$"
    out += [
        "follow=" + follow,
        "class+follow=" + cue.cue_class + follow,
        "lemma+follow=" + cue.lemma + follow,
    ]
    if "y" in tag[i + 1 : min(b, i + 7)]:
        out += ["that follows=1", "class+that follows=" + cue.cue_class]
    rest = b - 1 - i
    out += [
        "words before=" + bucket(i - a),
        "words after=" + bucket(rest),
        "sentence end=" + low[b - 1] + ("1" if rest < 4 else "0"),
        "sentence begin=" + low[a] + ("" if i - a > 12 else cue.cue_class),
        "sentence begin tag=" + tag[a],
        "sentence begins in quote=" + str(cue.view.in_quote[a]),
    ]


def _quotes(cue: Cue, out: list[str]) -> None:
    """Quotations in the sentence, before and after the word."""
    tag, a, b, i, k = cue.view.tag, cue.first, cue.stop, cue.at, cue.cue_class
    before = i - (tag.rfind("'", a, i))
    before = before if before <= i - a else 0
    after = tag.find('"', i + 1, b) - i
    after = max(after, 0)
    out += [
        "quote before=" + bucket(before),
        "quote after=" + bucket(after),
        f"class+quotes={k}{before > 0:d}{after > 0:d}",
        f"lemma+quotes={cue.lemma}{before > 0:d}{after > 0:d}",
        f"condition={'i' in tag[a:i]:d}{k}",
        "sentence end+class=" + cue.view.low[b - 1] + k,
        f"colon follows={':' in tag[i:b]:d}{cue.kind}",
        f"negated={'n' in tag[max(a, i - 4) : i]:d}{k}",
    ]
    if before:
        out.append(("quote just before=" if before < NEAR else "quote far before=") + k)
    if after:
        out.append("to quote=" + tag[i + 1 : i + after] + k if after < 5 else "quote far after=" + k)


def _others(cue: Cue, out: list[str]) -> None:
    """The nearest strong cue words of the sentence, on both sides."""
    view, a, b, i, k = cue.view, cue.first, cue.stop, cue.at, cue.cue_class
    left = view.strong.rfind(1, a, i)
    right = view.strong.find(1, i + 1, b)
    tag = view.tag
    if left < 0:
        out.append("cue before=none")
    else:
        quoted = "q" if view.in_quote[left] else ""
        between = tag[left:i]
        out += [
            "cue before=" + view.forms[view.low[left]].lemma + quoted,
            "words to cue before=" + bucket(i - left),
            "between cue before=" + "".join(t for t in "y,c" if t in between) + k,
        ]
    if right < 0:
        out.append("cue after=none")
    else:
        quoted = "q" if view.in_quote[right] else ""
        out += [
            "cue after=" + view.forms[view.low[right]].lemma + quoted,
            "words to cue after=" + bucket(right - i),
            "between cue after=" + ("," if "," in tag[i:right] else "") + tag[right - 1] + k,
        ]


def _clauses(cue: Cue, out: list[str]) -> None:
    """The clauses of the sentence, told by a noun or pronoun right before a verb."""
    leads, a, b, i = cue.view.leads, cue.first, cue.stop, cue.at
    follows = max(leads.find(1, i + 1, b) - i, 0)
    out += [
        f"clauses before={min(leads.count(1, a, i), 3)}{cue.kind}",
        f"clause follows={min(follows, 6)}{cue.cue_class}",
        f"clause follows+lemma={min(follows, 4)}{cue.lemma}",
        f"led={leads[i]}{cue.kind}",
    ]


MOOD_REACH = 60


def _mood(cue: Cue, reported: bytearray, out: list[str]) -> None:
    """How near a verb before or after the word, in its sentence, stands in the mood of reported speech."""
    i, tag = cue.at, cue.view.tag
    left = reported.rfind(1, max(cue.first, i - MOOD_REACH), i)
    right = reported.find(1, i + 1, min(cue.stop, i + MOOD_REACH))
    before = bucket(i - left) + str(tag.count(",", left, i)) if left >= 0 else "-"
    after = bucket(right - i) + str(tag.count(",", i, right)) if right >= 0 else "-"
    sides = f"{left >= 0:d}{right >= 0:d}"
    out += [
        "reported before=" + before,
        "reported after=" + after,
        "class+reported=" + cue.cue_class + sides,
        "word+reported=" + cue.word + sides,
        f"reported next={cue.view.sentence_of[i] + 1 in cue.view.reporting:d}{cue.cue_class}{sides}",
    ]
