"""What the features of a decision are read from: a document with its word classes and cue words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from claims.extraction.document import Document
from claims.extraction.lexicon import STRONG, Entry, entries, entry_of
from claims.extraction.reliability import read_weights
from claims.extraction.tagging import tag

SMOOTHING = 1
COMMON = 0.02
"""Below this share of cue uses a form is not even proposed."""


class Form:
    """A form that can be a cue: its lexicon entry and how often it was one, 0 to 1."""

    __slots__ = ("class_form", "cue_class", "form", "lemma", "share", "tenth")

    def __init__(self, entry: Entry, share: float) -> None:
        self.lemma = entry.lemma
        self.cue_class = entry.cue_class
        self.form = entry.form
        self.class_form = entry.cue_class + entry.form
        self.share = share
        self.tenth = int(10 * share)


class Counts:
    """How often each form was the head of a cue, outside quotations and contents, and how often not."""

    def __init__(self, cue: Mapping[str, int], total: Mapping[str, int]) -> None:
        self.cue = cue
        self.total = total

    def share(self, word: str) -> float:
        """Return the smoothed share of cue uses among all uses of ``word``, 0 to 1."""
        cue = self.cue.get(word, 0)
        return cue / (max(self.total.get(word, 0), cue) + SMOOTHING) if cue else 0.0


def _ratio(part: int, whole: int) -> float:
    return min(1.0, part / whole)


def forms_of(language: str, counts: Counts, lexicon: Mapping[str, Entry]) -> dict[str, Form]:
    """Return every form that may be proposed as a cue: those of the lexicon and those that were counted.

    A listed form that the corpus does not have is trusted as much as the others of its class.
    """
    seen: dict[str, list[int]] = {}
    for word, entry in lexicon.items():
        pair = seen.setdefault(entry.cue_class, [0, SMOOTHING])
        pair[0] += counts.cue.get(word, 0)
        pair[1] += counts.total.get(word, 0)
    forms = {
        word: Form(entry, counts.share(word) if word in counts.total else _ratio(*seen[entry.cue_class]))
        for word, entry in lexicon.items()
    }
    for word, times in counts.cue.items():
        if times > 1 and word not in forms and counts.share(word) >= COMMON:
            forms[word] = Form(entry_of(language, word), counts.share(word))
    return forms


@cache
def counted_forms(language: str) -> Mapping[str, Form]:
    """Return the forms of ``language`` with the counts that ship with its pack."""
    table = read_weights(language, "forms")["weights"]
    return forms_of(language, Counts(table["cue"], table["total"]), entries(language))


class View:
    """One document as the rules see it; token numbers index ``low``, ``word``, ``tag`` and the masks."""

    __slots__ = (
        "document",
        "forms",
        "in_quote",
        "low",
        "paragraph_of",
        "quote_of",
        "quotes",
        "sentence_of",
        "sentences",
        "strong",
        "tag",
        "word",
    )

    def __init__(self, document: Document, forms: Mapping[str, Form], verbs: Mapping[str, str]) -> None:
        self.document = document
        self.forms = forms
        self.low = document.tokens.low
        self.word = document.tokens.word
        self.tag = tag(document, verbs)
        self.in_quote = document.in_quote
        self.quote_of = document.quote_of
        self.quotes = document.quotes
        self.sentences = document.sentences
        self.sentence_of = document.sentence_of
        self.paragraph_of = document.paragraph_of
        self.strong = bytearray((form := forms.get(w)) is not None and form.share >= STRONG for w in self.low)


class Cue:
    """A word that may attribute, in its sentence: what every decision about it starts from.

    ``at`` is its token number, ``first`` and ``stop`` bound its sentence.
    """

    __slots__ = ("at", "cue_class", "first", "form", "kind", "lemma", "stop", "view", "word")

    def __init__(self, view: View, at: int) -> None:
        self.view = view
        self.at = at
        self.first, self.stop = view.sentences[view.sentence_of[at]]
        self.word = view.low[at]
        self.form = form = view.forms[self.word]
        self.lemma = form.lemma
        self.cue_class = form.cue_class
        self.kind = form.class_form


def bucket(n: int) -> str:
    """Return a length in words as one of a few sizes."""
    return BUCKETS[n] if n < 20 else "20"


BUCKETS = ["0", "1", "2", "3", "4", "4", "6", "6", "6", "6"] + ["10"] * 10


def candidates(view: View) -> list[Cue]:
    """Return every word that the rules propose as a cue: a known form, outside quotations and furniture."""
    forms, in_quote, furniture = view.forms, view.in_quote, view.document.furniture
    return [
        Cue(view, i) for i, w in enumerate(view.low) if w in forms and not in_quote[i] and not furniture[i]
    ]
