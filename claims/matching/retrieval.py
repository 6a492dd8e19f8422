"""Finding the texts nearest to a query among many, in memory: by words, and by letters for other forms.

Both routes rank by BM25 (Robertson and Zaragoza 2009). The letters find what stems do not bring together
(compounds, misspellings, hashtags). What the two bring in is then put in order by `nearness`.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from claims.matching.learning import Example, Weights, learn, weights
from claims.matching.nearness import WEIGHTS, Asked, Told, nearness, reading, told
from claims.matching.words import words

SATURATION, LENGTH = 1.2, 0.3
"""The constants k1 and b of BM25."""
LETTERS_LENGTH = 0.75
"""The constant b of the route by letters."""
NGRAM = 4
"""How many letters the stretches have, the borders of a word among them."""
EACH = 50
"""Texts that each route brings in."""
BESIDE = 30
"""Other texts, the nearest by words and letters, that the right one is compared with in learning."""
RIDGE = 100.0
"""How hard the weights are drawn to 0: by cross-validation."""
NO_TITLES: Mapping[str, str] = MappingProxyType({})
ADDRESS = re.compile(r"https?://\S+|\S*(?:pic\.twitter\.com|t\.co)/\S+")
TAG = re.compile(r"[@#]\w+")
SIGNATURE = re.compile(r"[—–-] [^—–\n]{1,80} \(@\w+\)(?: \w+ \d{1,2}, \d{4})?\s*$")
"""As a quoted post is signed: — Name (@handle) January 5, 2020"""
PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def plain(text: str) -> str:
    """Return ``text`` without web addresses, and with the words within a hashtag or handle apart."""
    return TAG.sub(lambda tag: f" {' '.join(PART.findall(tag[0]))} ", ADDRESS.sub(" ", text))


def signed(text: str) -> tuple[str, str]:
    """Return ``text`` as `plain` does, and apart from it the signature of a post that is quoted."""
    found = SIGNATURE.search(text)
    body, signature = (text[: found.start()], found[0]) if found else (text, "")
    return plain(body), plain(signature)


class Route:
    """An index of texts by one kind of piece."""

    def __init__(
        self,
        texts: Sequence[Sequence[str]],
        length: float,
        weight: Callable[[str], float] | None = None,
    ) -> None:
        """Index ``texts``, each as its pieces; ``length`` says how much longer texts are held back.

        ``weight`` says what a piece tells; None leaves that to how many of these texts have it.
        """
        self.weight = weight or self._rarity
        self._entries: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, text in enumerate(texts):
            for piece, times in Counter(text).items():
                self._entries[piece].append((number, times))
        mean = sum(map(len, texts)) / max(1, len(texts)) or 1.0
        self._held = [SATURATION * (1 - length + length * len(text) / mean) for text in texts]
        self._count = len(texts)

    def _rarity(self, piece: str) -> float:
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

    def __init__(
        self,
        texts: Mapping[str, str],
        titles: Mapping[str, str] = NO_TITLES,
        weight: Callable[[str], float] | None = None,
    ) -> None:
        """Index ``texts``, with the titles that some have, by the same ids.

        ``weight`` says what a stem tells, where more is known of that than these texts show.
        """
        self._ids = list(texts)
        self._titles = [titles.get(name, "") for name in texts]
        self._texts = list(texts.values())
        both = [f"{title}\n{text}" for title, text in zip(self._titles, self._texts, strict=True)]
        self._words = Route([topical(text) for text in both], LENGTH, weight)
        self._letters = Route([letters(text) for text in both], LETTERS_LENGTH)
        self._read: dict[int, Told] = {}

    def search(self, query: str, limit: int, ranks: Weights | None = None) -> list[tuple[str, float]]:
        """Return up to ``limit`` texts, the nearest first, as (id, score); equals in the order given.

        A score is a sum of weights that compares texts for one query only. ``ranks`` are the weights,
        those of the data when None.
        """
        known = ranks or weights(WEIGHTS)
        scores = {number: known.score(figures) for number, figures in self._figures(query).items()}
        best = heapq.nsmallest(limit, scores, key=lambda number: (-scores[number], number))
        return [(self._ids[number], scores[number]) for number in best]

    def compared(self, query: str, answers: Collection[str]) -> Iterator[Example]:
        """Yield what ``query`` teaches: the figures of each answer less those of `BESIDE` other texts.

        Every second one the other way round, so that neither side is the larger.
        """
        found = self._figures(query)
        right = [number for number in found if self._ids[number] in answers]
        wrong = heapq.nsmallest(
            BESIDE,
            (number for number in found if self._ids[number] not in answers),
            key=lambda number: (-found[number]["words"] - found[number]["letters"], number),
        )
        for one in right:
            for at, other in enumerate(wrong):
                sign = 1 - 2 * (at % 2)
                ours, theirs = found[one], found[other]
                yield {name: sign * (value - theirs[name]) for name, value in ours.items()}, float(sign > 0)

    def _figures(self, query: str) -> dict[int, dict[str, float]]:
        """Return the figures of the texts that the two routes bring in."""
        body, signature = signed(query)
        whole = f"{body} {signature}"
        by_words, by_letters = self._words.scores(topical(whole)), self._letters.scores(letters(whole))
        asked = Asked(reading(body), reading(signature))
        return {
            number: {
                "words": by_words.get(number, 0.0),
                "letters": by_letters.get(number, 0.0),
                **nearness(asked, self._told(number), self._words.weight),
            }
            for number in sorted({*_best(by_words), *_best(by_letters)})
        }

    def _told(self, number: int) -> Told:
        if number not in self._read:
            self._read[number] = told(self._texts[number], self._titles[number])
        return self._read[number]


def learn_nearest(examples: Sequence[Example], about: Mapping[str, str]) -> Weights:
    """Return the weights learned from what `Index.compared` yields; ``about`` names corpus and licence."""
    return learn(examples, about, RIDGE)


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
