"""The cue lexicon of a language: which words can attribute, their class and form.

The words are data (``packs/<language>/cues.toml``); their inflected forms are made by the rules of
``inflections.toml``; how often each form was a cue is counted (``weights/<language>/forms.json``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from claims.extraction.packs import table
from claims.models import Modality

STRONG = 0.6
"""A form that was a cue at least this often counts as one when others are weighed."""


BAR, APART = "|", " "
"""A separable verb stands in the data as ``particle|stem``; a form of it with its particle apart has
the verb, a space and the particle."""


class CueClass(NamedTuple):
    """What a class of cues does, and what kind of claim it makes."""

    id: str
    title: str
    modality: Modality


class Entry(NamedTuple):
    """One form of one cue word."""

    lemma: str
    cue_class: str
    form: str
    """``b`` base, ``s`` third person or plural, ``d`` past, ``g`` -ing, ``i`` irregular."""


@cache
def classes(language: str) -> Mapping[str, CueClass]:
    """Return the cue classes of ``language`` by id."""
    return {
        name: CueClass(name, data["title"], Modality(data["modality"]))
        for name, data in table(language, "cues")["classes"].items()
    }


@cache
def forms_beside(language: str) -> frozenset[str]:
    """Return the rules without a cue word that ``language`` has beside those of every language."""
    return frozenset(table(language, "cues").get("forms", {}).get("beside", "").split())


@cache
def entries(language: str) -> Mapping[str, Entry]:
    """Return every form of every cue word of ``language``; the first class that lists it wins.

    A form of a separable verb stands there twice: joined, and with its particle ``APART``.
    """
    cues = table(language, "cues")
    bases = [
        (base, name, kind)
        for name, data in cues["classes"].items()
        for kind in ("verbs", "separable", "nouns", "adjectives", "words")
        for base in data.get(kind, "").split()
    ]
    found: dict[str, Entry] = {}
    for base, name, _ in bases:
        found.setdefault(base.replace(BAR, ""), Entry(base, name, "b"))
    for word, base in cues["irregular"].items():
        if base in found:
            found[word] = found[base]._replace(form="i")
    for base, name, kind in bases:
        for form, word in _inflected(language, base, kind):
            found.setdefault(word, Entry(base, name, form))
    return found


def _inflected(language: str, base: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield (form letter, word) for each inflected form of ``base``, a word of ``kind``."""
    particle, _, stem = base.rpartition(BAR)
    if not particle:
        yield from _formed(language, base, kind)
        return
    irregular = [("i", word) for word, of in table(language, "cues")["irregular"].items() if of == stem]
    for form, word in (("b", stem), *irregular, *_formed(language, stem, "verbs")):
        yield form, particle + word
        yield form, word + APART + particle
    for form, word in _formed(language, stem, kind):
        yield form, particle + word


def _formed(language: str, base: str, kind: str) -> Iterator[tuple[str, str]]:
    """Yield (form letter, word) for each rule of ``kind`` that fits ``base``."""
    for rule in table(language, "inflections").get(kind, ()):
        if re.search(rule["ending"], base):
            yield rule["form"], re.sub(rule["ending"], rule["becomes"], base)


def entry_of(language: str, word: str) -> Entry:
    """Return the entry of ``word``, or one without a class whose form is told by its ending."""
    known = entries(language).get(word)
    if known is not None:
        return known
    for ending, form in table(language, "cues")["endings"].items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return Entry(word[: -len(ending)], "-", form)
    return Entry(word, "-", "b")
