"""What the features of a decision are read from: a document with its word classes and cue words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, count

from claims.extraction.document import Document
from claims.extraction.lexicon import APART, STRONG, Entry, entries, entry_of
from claims.extraction.reliability import read_weights
from claims.extraction.shortcuts import WITHOUT, Shortcuts
from claims.extraction.tagging import reported_words, tag

SMOOTHING = 1
COMMON = 0.02
"""Below this share of cue uses a form is not even proposed."""


class Form:
    """A form that can be a cue: its lexicon entry and how often it was one, 0 to 1."""

    __slots__ = ("alone", "class_form", "cue_class", "decile", "form", "joined", "lemma", "share", "tenth")

    def __init__(self, entry: Entry, share: float, alone: bool = True) -> None:
        self.alone = alone
        """Whether the word can be a cue without one of the particles of ``joined``."""
        self.joined: dict[str, Form] = {}
        """The particle that closes the clause -> the separable verb that both words are."""
        self.lemma = entry.lemma
        self.cue_class = entry.cue_class
        self.form = entry.form
        self.class_form = entry.cue_class + entry.form
        self.share = share
        self.tenth = int(10 * share)
        self.decile = str(self.tenth)


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

    def trust(word: str, entry: Entry) -> float:
        return counts.share(word) if word in counts.total else _ratio(*seen[entry.cue_class])

    forms = {word: Form(entry, trust(word, entry)) for word, entry in lexicon.items() if APART not in word}
    for word, times in counts.cue.items():
        if times > 1 and word not in forms and counts.share(word) >= COMMON:
            forms[word] = Form(entry_of(language, word), counts.share(word))
    for words, entry in lexicon.items():
        word, apart, particle = words.partition(APART)
        if apart:
            form = forms.setdefault(word, Form(entry_of(language, word), trust(word, entry), alone=False))
            form.joined[particle] = Form(entry, trust(word, entry))
    return forms


@cache
def counted_forms(language: str) -> Mapping[str, Form]:
    """Return the forms of ``language`` with the counts that ship with its pack."""
    table = read_weights(language, "forms")["weights"]
    return forms_of(language, Counts(table["cue"], table["total"]), entries(language))


class View:
    """One document as the rules see it; token numbers index ``low``, ``word``, ``tag`` and the masks.

    ``strong`` is 1 for the forms that are cues more often than not, ``verbs`` for verbs, ``leads`` for
    those that follow their subject; ``form_of`` has the form of each token that can be a cue. What
    ``shortcuts`` leave out is no candidate.
    """

    __slots__ = (
        "document",
        "form_of",
        "forms",
        "in_quote",
        "leads",
        "low",
        "paragraph_of",
        "quote_of",
        "quotes",
        "reported",
        "reporting",
        "sentence_of",
        "sentences",
        "shortcuts",
        "strong",
        "tag",
        "verbs",
        "word",
    )

    def __init__(
        self,
        document: Document,
        forms: Mapping[str, Form],
        verbs: Mapping[str, str],
        shortcuts: Shortcuts = WITHOUT,
    ) -> None:
        self.document = document
        self.shortcuts = shortcuts
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
        self.leads = _leads(self.tag)
        self.verbs = bytearray(self.tag.translate(VERBS), "ascii")
        mood = reported_words(document.language)
        self.reported = bytearray(map(mood.__contains__, self.low)) if mood else None
        """1 for each verb that shows reported speech by itself; None in a language that has none."""
        shown = [i for i, w in enumerate(self.low) if w in mood and not self.in_quote[i]] if mood else []
        self.reporting = frozenset(self.sentence_of[i] for i in shown if not document.furniture[i])
        """The sentences with such a verb outside of quotations."""
        self.form_of = [*map(forms.get, self.low)]
        self.strong = bytearray(len(self.low))
        for i in self.known():
            if self.form_of[i].share >= STRONG:  # type: ignore[union-attr]
                self.strong[i] = 1

    def known(self) -> Iterator[int]:
        """Return the tokens that can be cues by their form."""
        return compress(count(), self.form_of)


TAGS = dict.fromkeys(range(128), "\0")
VERBS = TAGS | dict.fromkeys(map(ord, "bhmevr"), "\1")
LEAD = re.compile(r"(?<=[Nsxfq0)',])[rvbhme]")


def _leads(tags: str) -> bytearray:
    """Return 1 for each token that looks like a verb right after its subject: where a clause gets going."""
    leads = bytearray(len(tags))
    for match in LEAD.finditer(tags):
        leads[match.start()] = 1
    return leads


class Cue:
    """A word that may attribute, in its sentence: what every decision about it starts from.

    ``at`` is its token number, ``first`` and ``stop`` bound its sentence, ``particle`` is the token
    that a separable verb is parted from ("teilte … mit"), or -1.
    """

    __slots__ = (
        "at",
        "cue_class",
        "first",
        "fixed",
        "form",
        "kind",
        "lemma",
        "particle",
        "stop",
        "view",
        "word",
    )

    def __init__(self, view: View, at: int) -> None:
        self.view = view
        self.at = at
        self.first, self.stop = view.sentences[view.sentence_of[at]]
        self.word = view.low[at]
        self.form = form = view.forms[self.word]
        self.particle = _particle(view, at, self.stop, form.joined) if form.joined else -1
        if self.particle >= 0:
            self.form = form = form.joined[view.low[self.particle]]
        self.lemma = form.lemma
        self.cue_class = form.cue_class
        self.kind = form.class_form
        self.fixed = self.word, form.lemma, form.cue_class, form.form
        """What stays the same in the values of the features of the cue."""


BRACKET = 30
"""How far from its verb a particle is looked for, in tokens."""
CLAUSE_ENDS = frozenset(",.;:-()\"'cuyiwt")
"""Tags before which a clause may end."""


def _particle(view: View, at: int, stop: int, particles: Mapping[str, Form]) -> int:
    """Return the first of ``particles`` that closes a clause after the verb at ``at``, or -1."""
    low, tag = view.low, view.tag
    for j in range(at + 1, min(stop, at + BRACKET)):
        if low[j] in particles and (j + 1 == stop or tag[j + 1] in CLAUSE_ENDS) and not view.in_quote[j]:
            return j
    return -1


class Steps(dict[int, str]):
    """Number -> the name of its step, looked up; what lies beyond has the name of the last."""

    KNOWN = 300
    """Numbers up to this are looked up: no sentence has more words."""

    def __init__(self, names: Sequence[str]) -> None:
        self._last = names[-1]
        super().__init__(enumerate([*names, *[self._last] * (self.KNOWN - len(names))]))

    def __missing__(self, number: int) -> str:
        return self._last


def up_to(most: int) -> Callable[[int], str]:
    """Return what gives a count as a string, and ``most`` for all that are higher."""
    return Steps([*map(str, range(most + 1))]).__getitem__


bucket = Steps([*"0123", *["4"] * 2, *["6"] * 4, *["10"] * 10, "20"]).__getitem__
"""Gives a length in words as one of a few sizes."""
two, three, four = up_to(2), up_to(3), up_to(4)


def candidates(view: View) -> list[Cue]:
    """Return every word that the rules propose as a cue: a known form, outside quotations and furniture."""
    in_quote, furniture, form_of = view.in_quote, view.document.furniture, view.form_of
    least = view.shortcuts.least_share
    known = [
        i
        for i in view.known()
        if not in_quote[i] and not furniture[i] and (form_of[i].share >= least or form_of[i].joined)  # type: ignore[union-attr]
    ]
    return [cue for i in known if (cue := Cue(view, i)).form.alone]
