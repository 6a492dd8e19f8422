"""Finding the texts nearest to a query among many, in memory: by words, and by letters for other forms.

Both routes rank by BM25 (Robertson and Zaragoza 2009). The letters find what stems do not bring together
(compounds, misspellings, hashtags); how much of a text the query covers settles what is left.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claims.matching.words import words

SATURATION, LENGTH = 1.2, 0.3
"""The constants k1 and b of BM25."""
LETTERS = 0.5
"""What the route by letters counts against that by words."""
COVERED = 0.15
"""What it counts that the query has all of a text."""
NGRAM = 4
"""How many letters the stretches have, the borders of a word among them."""
EACH = 50
"""Texts that each route brings in."""
ADDRESS = re.compile(r"https?://\S+|\S*(?:pic\.twitter\.com|t\.co)/\S+")
TAG = re.compile(r"[@#]\w+")
PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def plain(text: str) -> str:
    """Return ``text`` without web addresses, and with the words within a hashtag or handle apart."""
    return TAG.sub(lambda tag: f" {' '.join(PART.findall(tag[0]))} ", ADDRESS.sub(" ", text))


class Route:
    """An index of texts by one kind of piece."""

    def __init__(self, texts: Sequence[Sequence[str]], length: float) -> None:
        """Index ``texts``, each as its pieces; ``length`` says how much longer texts are held back."""
        self._entries: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, text in enumerate(texts):
            for piece, times in Counter(text).items():
                self._entries[piece].append((number, times))
        mean = sum(map(len, texts)) / max(1, len(texts)) or 1.0
        self._held = [SATURATION * (1 - length + length * len(text) / mean) for text in texts]
        self._count = len(texts)

    def weight(self, piece: str) -> float:
        """Return how much a piece tells: more, the fewer texts have it."""
        having = len(self._entries.get(piece, ()))
        return math.log(1 + (self._count - having + 0.5) / (having + 0.5))

    def scores(self, query: Iterable[str]) -> dict[int, float]:
        """Return the texts that share a piece with ``query``, by number, as shares of the highest score."""
        found: dict[int, float] = defaultdict(float)
        for piece in dict.fromkeys(query):
            weight = self.weight(piece) * (SATURATION + 1)
            for number, times in self._entries.get(piece, ()):
                found[number] += weight * times / (times + self._held[number])
        highest = max(found.values(), default=1.0)
        return {number: score / highest for number, score in found.items()}


class Index:
    """Texts to be searched, each under its id."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Index ``texts``; one with a title has it before its words."""
        self._ids = list(texts)
        stems = [topical(text) for text in texts.values()]
        self._stems = [frozenset(text) for text in stems]
        self._words = Route(stems, LENGTH)
        self._letters = Route([letters(text) for text in texts.values()], 0.75)

    def search(self, query: str, limit: int) -> list[tuple[str, float]]:
        """Return up to ``limit`` texts, the nearest first, as (id, score); equals in the order of the ids."""
        query = plain(query)
        stems = topical(query)
        by_words, by_letters = self._words.scores(stems), self._letters.scores(letters(query))
        candidates = {*_best(by_words), *_best(by_letters)}
        known = frozenset(stems)
        scores = {
            number: by_words.get(number, 0.0)
            + LETTERS * by_letters.get(number, 0.0)
            + COVERED * self._covered(number, known)
            for number in candidates
        }
        best = heapq.nsmallest(limit, scores, key=lambda number: (-scores[number], self._ids[number]))
        return [(self._ids[number], scores[number]) for number in best]

    def _covered(self, number: int, query: frozenset[str]) -> float:
        own = self._stems[number]
        total = math.fsum(self._words.weight(stem) for stem in own)
        return math.fsum(self._words.weight(stem) for stem in own & query) / total if total else 0.0


def _best(scores: Mapping[int, float]) -> list[int]:
    return heapq.nsmallest(EACH, scores, key=lambda number: (-scores[number], number))


def topical(text: str) -> list[str]:
    """Return the stems of the topical words of ``text``."""
    return [word.stem for word in words(text) if word.topical]


def letters(text: str) -> list[str]:
    """Return the stretches of letters of the topical words of ``text``."""
    return [
        f" {word.low} "[at : at + NGRAM]
        for word in words(text)
        if word.topical
        for at in range(max(1, len(word.low) + 3 - NGRAM))
    ]
