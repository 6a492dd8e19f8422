"""Who and what an article names: the mentions of one bearer gathered into a referent.

"Rubio", "Marco Rubio" and "Mr. Rubio" are one referent, and so are "NPA" and "National Port
Authority (NPA)". A surname that two bearers share stays with neither. Roles come from titles
before the name and from appositions after it. Knows no language; linear in the text.
"""

from __future__ import annotations

from functools import lru_cache

from claims.extraction.document import Document
from claims.extraction.evidence import take_evidence
from claims.extraction.mentions import QUOTES, Mention, find_mentions
from claims.extraction.namewords import NameKind, Words, fold, words_for
from claims.extraction.referents import BODIES, PERSONAL, Names, Referent
from claims.models import Span

LONGEST_INITIALS = 3
SHARED = -2
"""The referent of a name that several bearers share."""


@lru_cache(maxsize=1)
def find(document: Document) -> Names:
    """Return the names of ``document``, not to be changed; the last document's are kept."""
    words = words_for(document.language)
    vocabulary = frozenset(document.tokens.low)
    names = Names(words, vocabulary, find_mentions(document, words), own=_own_forms(document, words))
    _gather(document, names)
    for number, mention in enumerate(names.mentions):
        for i in range(mention.first, mention.stop):
            names.at[i] = number
    for mention in names.mentions:
        if mention.referent >= 0:
            take_evidence(document, names, mention)
    return names


def _own_forms(document: Document, words: Words) -> dict[str, str]:
    """Return the folded forms by which the article may call its own outlet, with the outlet's name."""
    outlet = document.article.outlet
    if not outlet:
        return {}
    forms = [fold(outlet)]
    parts = outlet.split()
    if len(parts) > 1:
        forms += [fold(parts[-1])] if parts[-1].lower() in words.outlet_heads - words.outlet_generic else []
        forms += [fold(parts[0])] if parts[0].isupper() and len(parts[0]) > 1 else []
    return dict.fromkeys(forms, outlet)


def _written(document: Document, mention: Mention) -> str:
    """Return the name as written, without a nickname in quotation marks: "Joe 'The Hammer' Hadley"."""
    tokens = document.tokens
    text = tokens.text[tokens.start[mention.core] : tokens.end[mention.stop - 1]]
    marks = [i for i in range(mention.core, mention.stop) if tokens.word[i] in QUOTES]
    if len(marks) != 2:
        return " ".join(text.split())
    kept = (*range(mention.core, marks[0]), *range(marks[1] + 1, mention.stop))
    return " ".join(tokens.word[i] for i in kept)


def _gather(document: Document, names: Names) -> None:
    """Give every mention its referent: full names first, then acronyms, then single words."""
    tokens = document.tokens
    single: list[Mention] = []
    for mention in names.mentions:
        if mention.stop - mention.core > 1:
            mention.referent = _referent_of_full(document, names, mention)
            _define_acronym(document, names, mention)
        else:
            single.append(mention)
    for mention in single:
        form = fold(tokens.word[mention.core])
        if mention.kind is not NameKind.TITLE:
            mention.referent = _referent_of_single(document, names, mention, form)
        elif form in names.forms:
            mention.kind = NameKind.NAME
            mention.referent = _referent_of_single(document, names, mention, form)
    names.mentions = [m for m in names.mentions if m.kind is not NameKind.TITLE]
    for mention in names.mentions:
        if mention.referent >= 0:
            referent = names.referents[mention.referent]
            referent.count += 1


def _referent_of_full(document: Document, names: Names, mention: Mention) -> int:
    """Return the referent of a name of several words, made new when it was not named before."""
    tokens, words = document.tokens, names.words
    low = tokens.low
    stop = mention.stop
    if low[stop - 1] in words.suffixes and stop - mention.core > 2:
        stop -= 1
    name = _written(document, mention)
    known_as = _known_as(names, fold(name))
    if known_as:
        name, mention.kind = known_as
    elif name.isupper() and mention.kind in PERSONAL:
        name = " ".join(w.capitalize() if len(w) > 2 else w for w in name.split())
    personal = mention.kind in PERSONAL
    key = _person_key(words, low, mention.core, stop) if mention.kind is NameKind.PERSON else fold(name)
    known = names.forms.get(key) or (names.forms.get(fold(name)) if personal else None)
    if known:
        referent = names.referents[known[0]]
        if mention.kind is NameKind.PERSON and referent.kind is NameKind.NAME:
            referent.kind = NameKind.PERSON
        return known[0]
    number = _new(document, names, mention, name, key)
    if personal:
        _register(names, fold(tokens.word[stop - 1]), number)
        if mention.core + 1 < stop - 1:
            _register(names, fold(" ".join(tokens.word[mention.core + 1 : stop])), number)
        if words.first_name(low[mention.core]) or mention.first < mention.core:
            names.first_names.setdefault(low[mention.core], []).append(number)
        names.referents[number].gender = words.gender(low[mention.core])
    return number


def _known_as(names: Names, form: str) -> tuple[str, NameKind] | None:
    """Return name and kind of a medium that ``form`` is known to name, the article's own outlet first."""
    own = names.own.get(form)
    return (own, NameKind.OUTLET) if own else names.words.media.get(form)


def _person_key(words: Words, low: list[str], core: int, stop: int) -> str:
    """Return first and last name, with the particle of the last: middle names come and go."""
    last = low[stop - 1]
    if stop - core > 2 and low[stop - 2] in words.particles:
        last = f"{low[stop - 2]} {last}"
    return fold(f"{low[core]} {last}")


def _referent_of_single(document: Document, names: Names, mention: Mention, form: str) -> int:
    """Return whom a single word names: the only bearer of that name, or a referent of its own."""
    words, tokens = names.words, document.tokens
    title = tokens.low[mention.first].rstrip(".") if mention.first < mention.core else ""
    known_as = _known_as(names, form)
    known = names.forms.get(fold(known_as[0]) if known_as else form) or names.first_names.get(form, [])
    known = known or _by_initials(document, names, mention) or _by_head(names, mention, form)
    if len(known) > 1:
        known = _fitting(names, mention, known, words.gender(title))
    if len(known) == 1:
        referent = names.referents[known[0]]
        if mention.kind is NameKind.PERSON:
            referent.gender = referent.gender or words.gender(title)
            if referent.kind is NameKind.NAME:
                referent.kind = NameKind.PERSON
        return known[0]
    if known:
        return SHARED
    word = tokens.word[mention.core]
    if known_as:
        name, mention.kind = known_as
    else:
        name = word.capitalize() if word.isupper() and mention.kind in PERSONAL else word
    number = _new(document, names, mention, name, fold(name))
    names.referents[number].gender = words.gender(title)
    return number


def _by_initials(document: Document, names: Names, mention: Mention) -> list[int]:
    """Return the person whose initials label a turn of an interview: "LA:"."""
    word = document.tokens.word
    label = word[mention.core]
    after = word[mention.stop] if mention.stop < len(word) else ""
    if not label.isupper() or not 1 < len(label) <= LONGEST_INITIALS or after not in (":", "("):
        return []
    return names.initials.get(label, [])


def _by_head(names: Names, mention: Mention, form: str) -> list[int]:
    """Return the one body that a bare head noun with a capital means: "the Ministry"."""
    if mention.kind not in BODIES or form not in names.words.organisation_heads:
        return []
    whole = names.bodies.get(form, [])
    return whole if len(whole) == 1 else []


def _fitting(names: Names, mention: Mention, known: list[int], gender: str) -> list[int]:
    """Narrow the bearers of a shared surname by the title's gender, else to the one that stands out."""
    if gender:
        fitting = [n for n in known if names.referents[n].gender in (gender, "")]
        if len([n for n in fitting if names.referents[n].gender]) == 1:
            return [n for n in fitting if names.referents[n].gender]
        return fitting
    earlier = [n for n in known if names.referents[n].first < mention.core]
    return earlier if len(earlier) == 1 else known


def _new(document: Document, names: Names, mention: Mention, name: str, key: str) -> int:
    number = len(names.referents)
    tokens = document.tokens
    span = Span(tokens.start[mention.core], tokens.end[mention.stop - 1])
    names.referents.append(Referent(name, key, mention.kind, span, mention.core))
    _register(names, key, number)
    if mention.kind in BODIES:
        for word in set(key.split()):
            if word in names.words.organisation_nouns or word in names.words.organisation_heads:
                names.bodies.setdefault(word, []).append(number)
        if mention.kind is NameKind.OUTLET:
            names.outlets.append(number)
    elif mention.kind in PERSONAL and " " in name:
        names.initials.setdefault("".join(part[0] for part in name.split()), []).append(number)
    return number


def _register(names: Names, form: str, number: int) -> None:
    known = names.forms.setdefault(form, [])
    if number not in known:
        known.append(number)


def _define_acronym(document: Document, names: Names, mention: Mention) -> None:
    """Take the acronym defined in brackets after a name: "National Port Authority (NPA)"."""
    word = document.tokens.word
    i = mention.stop
    if i + 2 < len(word) and word[i] == "(" and word[i + 2] == ")" and mention.referent >= 0:
        acronym = word[i + 1]
        initials = {w[0] for w in word[mention.core : mention.stop]}
        if len(acronym) > 1 and acronym.isupper() and acronym.isalpha() and acronym[0] in initials:
            _register(names, fold(acronym), mention.referent)
            referent = names.referents[mention.referent]
            if referent.kind is NameKind.NAME:
                referent.kind = NameKind.ORGANISATION
