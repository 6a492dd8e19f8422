"""Noun phrases of a document: where they end, what their head is, how they are told apart."""

from __future__ import annotations

from typing import NamedTuple

from claims.extraction.document import Document
from claims.extraction.namewords import Words
from claims.extraction.referents import Names
from claims.extraction.sourcewords import SourceWords, source_words
from claims.models import Span

LONGEST_PHRASE = 80
"""More words of a source are not read: "a spokesman for a spokesman for …" has no end."""
LIMITATION_REACH = 8
"""How many words behind its head still belong to the name of an unnamed source."""


TRAILING = frozenset(",;:.!?-–—\"'“”‘’«»")


class Phrase(NamedTuple):
    """A noun phrase in token numbers; ``head`` is the last token before commas and prepositions."""

    first: int
    head: int
    stop: int


class Phrases:
    """Reads the noun phrases of one document, given where they begin and end."""

    def __init__(self, document: Document, names: Names) -> None:
        self.document = document
        self.names = names
        self.low = document.tokens.low
        self.words: Words = names.words
        self.source: SourceWords = source_words(document.language)

    def phrase(self, first: int, stop: int) -> Phrase | None:
        """Return the phrase in tokens ``[first, stop)`` without marks around it; None if it has no words."""
        stop = min(stop, first + LONGEST_PHRASE)
        low, dropped = self.low, self.source.possessive | self.source.reflexive
        while stop - 1 > first and (low[stop - 1] in dropped or low[stop - 1] in TRAILING):
            stop -= 1
        while first < stop and not low[first][0].isalnum():
            first += 1
        return Phrase(first, self._head(first, stop), stop) if first < stop else None

    def span(self, phrase: Phrase) -> Span:
        """Return the characters of ``phrase``."""
        return Span(self.document.tokens.start[phrase.first], self.document.tokens.end[phrase.stop - 1])

    def _head(self, first: int, stop: int) -> int:
        """Return the last token before the first comma, preposition or clause outside of a name."""
        word, low, names, source = self.document.tokens.word, self.low, self.names, self.source
        i = first
        while i < stop:
            number = names.at.get(i)
            if number is not None:
                i = max(i + 1, names.mentions[number].stop)
                continue
            this = low[i]
            ends = this in source.prepositions or this in source.relative or this in source.participles
            if i > first and (ends or not (word[i][0].isalnum() or this in source.possessive)):
                break
            i += 1
        return max(first, min(i, stop) - 1)

    def _whole(self, phrase: Phrase) -> Phrase:
        """Return ``phrase`` with what limits its head ("familiar with the talks"), if that is short."""
        stop = phrase.head + 1
        ends = self.source.relative | self.source.passed_on
        while stop < phrase.stop and self.low[stop] not in ends and self.low[stop][0].isalnum():
            stop += 1
        if stop - phrase.head > LIMITATION_REACH:
            return phrase
        return Phrase(phrase.first, stop - 1, phrase.stop)

    def _with_owner(self, phrase: Phrase) -> Phrase:
        """Return ``phrase`` up to the name behind its "of": "the press service of the Ministry of Energy"."""
        if phrase.head + 2 >= phrase.stop or self.low[phrase.head + 1] not in self.words.links:
            return phrase
        for i in range(phrase.head + 2, min(phrase.stop, phrase.head + LIMITATION_REACH)):
            number = self.names.at.get(i)
            if number is not None:
                return Phrase(phrase.first, self.names.mentions[number].stop - 1, phrase.stop)
        return phrase

    def _named_within(self, first: int, stop: int) -> bool:
        at = self.names.at
        return any(i in at for i in range(first, stop))

    def _has_modifier(self, phrase: Phrase) -> bool:
        """Whether a capitalised word or people's name tells the body apart: "the Ukrainian delegation"."""
        word = self.document.tokens.word
        return any(
            self.low[i] in self.words.peoples or (i > phrase.first and word[i][0].isupper())
            for i in range(phrase.first, phrase.head)
        )

    def _is_plural(self, noun: str) -> bool:
        return noun.endswith(self.words.plural_endings)
