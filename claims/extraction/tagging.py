"""A cheap word class for each token, by closed lists, ending and place: one letter each.

No statistical tagger: a measured trial showed that one does not help the choice of cues. The
letters: ``d`` determiner, ``s`` subject pronoun, ``o`` object pronoun, ``q`` relative pronoun,
``p`` preposition, ``t`` to, ``c`` and/or/but, ``u`` subordinator, ``y`` that, ``i`` if/whether,
``w`` other wh-word, ``b`` be, ``h`` have, ``e`` do, ``m`` modal, ``n`` not, ``a`` adverb, ``k`` day
or month, ``z`` possessive, ``r`` a verb by its counted company, ``g`` -ing, ``v`` -ed, ``j``
adjective ending, ``f`` noun ending, ``N`` capitalised, ``0`` number, ``x`` any other word;
punctuation is ``,`` ``;`` ``:`` ``.``
``-`` (dashes) ``(`` ``)`` ``"`` (opening mark) ``'`` (closing mark) or ``~``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from claims.extraction.document import Document
from claims.extraction.packs import table
from claims.extraction.reliability import read_weights

PUNCTUATION = {
    ",": ",",
    ";": ";",
    ":": ":",
    ".": ".",
    "!": ".",
    "?": ".",
    "…": ".",
    "...": ".",
    "—": "-",
    "–": "-",
    "―": "-",
    "--": "-",
    "---": "-",
    "-": "-",
    "(": "(",
    "[": "(",
    ")": ")",
    "]": ")",
    "“": '"',
    "«": '"',
    "„": '"',
    "``": '"',
    "”": "'",
    "»": "'",
    "''": "'",
}


@cache
def closed_classes(language: str) -> Mapping[str, str]:
    """Return word -> letter for the closed classes of ``language`` and for punctuation."""
    words = table(language, "classes")["words"]
    return {**{w: letter for letter, ws in words.items() for w in ws}, **PUNCTUATION}


@cache
def reported_words(language: str) -> frozenset[str]:
    """Return the verb forms of ``language`` that show reported speech by themselves; many have none."""
    return frozenset(table(language, "classes").get("reported", {}).get("words", ()))


@cache
def _suffixes(language: str) -> tuple[tuple[int, Mapping[str, str]], ...]:
    """Return the endings by their length, longest first, each length with its ending -> letter."""
    by_length: dict[int, dict[str, str]] = {}
    for letter, endings in table(language, "classes")["suffixes"].items():
        for ending in endings:
            by_length.setdefault(len(ending), {})[ending] = letter
    return tuple(sorted(by_length.items(), reverse=True))


def tag(document: Document, verbs: Mapping[str, str]) -> str:
    """Return one letter for each token of ``document``; ``verbs`` as by ``counted_verbs``."""
    letters = _letters(document.language)
    out = [*map(letters.__getitem__, document.tokens.low)]
    for i in document.capitals:
        if out[i] in "xgvjfaN":
            out[i] = "N"
    for quote in document.quotes:
        out[quote.first] = '"'
        if quote.closed:
            out[quote.last] = "'"
    # A sentence's first word is capitalised whatever it is: only unknown ones stay names.
    for first, _ in document.sentences:
        if out[first] == "N":
            low = document.tokens.low[first]
            out[first] = letters[low] if letters.is_closed(low) else letters[low].replace("x", "N")
    _mark_verbs(out, document, verbs)
    return "".join(out)


def _mark_verbs(out: list[str], document: Document, verbs: Mapping[str, str]) -> None:
    """Turn words that mostly follow a subject, ``to`` or a modal into ``r`` where one can stand, in place."""
    low = document.tokens.low
    for i, letter in enumerate(out):
        if letter in "xf":
            mostly = verbs.get(low[i])
            if mostly is not None:
                before = out[i - 1] if i else "."
                if (mostly == "verb" and before not in "djzp") or (mostly == "both" and before in "sqtmyea"):
                    out[i] = "r"


@cache
def counted_verbs(language: str) -> Mapping[str, str]:
    """Return word -> ``verb`` or ``both`` (noun as often) as counted by ``claims learn cues``."""
    table = read_weights(language, "verbs")["weights"]
    return {word: mostly for mostly, words in table.items() for word in words}


class _Letters(dict[str, str]):
    """Word -> letter: by the closed classes, else by its form, remembered for so many words."""

    REMEMBERED = 50_000

    def __init__(self, language: str) -> None:
        super().__init__(closed_classes(language))
        self._closed = frozenset(self)
        self._endings = _suffixes(language)

    def is_closed(self, low: str) -> bool:
        """Whether the letter of ``low`` is not a guess."""
        return low in self._closed

    def __missing__(self, low: str) -> str:
        letter = "x"
        if low[0].isdigit():
            letter = "0"
        elif not low[0].isalnum():
            letter = "~"
        elif len(low) > 4:
            for length, endings in self._endings:
                if low[-length:] in endings:
                    letter = endings[low[-length:]]
                    break
        if len(self) < self.REMEMBERED:
            self[low] = letter
        return letter


@cache
def _letters(language: str) -> _Letters:
    return _Letters(language)
