"""An article cut into paragraphs, sentences, tokens and quotations: what the rules look at."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, count
from operator import is_not
from typing import NamedTuple

from claims.extraction.packs import table
from claims.models import Article, Furniture
from claims.text.quotes import Quote, pair_quotes
from claims.text.sentences import paragraph_ranges, sentence_ranges
from claims.text.tokens import Tokens, tokenize


class Document:
    """The views of one article that every rule shares; token numbers index all of them.

    ``sentences`` and ``paragraphs`` are token ranges, ``sentence_of`` and ``paragraph_of`` give a
    token's sentence and paragraph, ``quote_of`` the number of the quotation that holds it (or -1),
    ``in_quote`` and ``furniture`` are 1 where it is in a quotation or in page furniture, ``capitals``
    are the tokens that begin with a capital, in order; ``pieces`` are the pieces of furniture.
    ``begin`` and ``end`` bound what the document holds of the article's text; offsets always count
    in the whole of it.
    """

    __slots__ = (
        "article",
        "begin",
        "capitals",
        "end",
        "furniture",
        "in_quote",
        "language",
        "paragraph_of",
        "paragraphs",
        "pieces",
        "quote_of",
        "quotes",
        "sentence_of",
        "sentences",
        "tokens",
    )

    def __init__(self, article: Article, tokens: Tokens, words: CuttingWords, begin: int, end: int) -> None:
        self.article = article
        self.begin, self.end = begin, end
        self.language = article.language
        self.tokens = tokens
        # A word that is its own lower case, the same object, has no capital.
        changed = compress(count(), map(is_not, tokens.word, tokens.low))
        self.capitals = array("I", [i for i in changed if tokens.word[i][0].isupper()])
        self.paragraphs = paragraph_ranges(tokens, begin, end)
        self.pieces = _pieces(article.furniture, begin, end)
        self.furniture = _mask_furniture(self.pieces, tokens)
        self.sentences = _without_furniture(
            sentence_ranges(tokens, self.paragraphs, words.starters, words.tags), self.furniture
        )
        self.sentence_of = _numbers(self.sentences, len(tokens))
        self.paragraph_of = _numbers(self.paragraphs, len(tokens))
        self.quotes: list[Quote] = pair_quotes(tokens, self.paragraphs, words.elisions)
        self.in_quote = bytearray(len(tokens))
        self.quote_of = array("i", [-1]) * len(tokens)
        for number, quote in enumerate(self.quotes):
            length = quote.last + 1 - quote.first
            self.in_quote[quote.first : quote.last + 1] = b"\x01" * length
            self.quote_of[quote.first : quote.last + 1] = array("i", [number]) * length

    @classmethod
    def of(cls, article: Article) -> Document:
        """Return the whole of ``article`` as one document, cut by the words of its language."""
        return cls._between(article, 0, len(article.text))

    @classmethod
    def parts(cls, article: Article) -> Iterator[Document]:
        """Yield ``article`` as documents of at most ``PART`` characters, in order; an article is mostly one.

        What is longer than any article is read piece by piece, so that it takes memory for one piece
        and the claims alone. A name or a quotation is followed up within its piece.
        """
        begin, length = 0, len(article.text)
        while begin < length or not begin:
            end = _cut(article.text, begin)
            yield cls._between(article, begin, end)
            begin = end
            if not length:
                return

    @classmethod
    def _between(cls, article: Article, begin: int, end: int) -> Document:
        words = cutting_words(article.language)
        tokens = tokenize(article.text, words.abbreviations, begin, end)
        pieces = _pieces(article.furniture, begin, end)
        tokens.split_at([offset for piece in pieces for offset in piece.span if begin < offset < end])
        return cls(article, tokens, words, begin, end)


PART = 100_000
"""Characters of an article that are read at once: twenty times the length of a news article."""
CUTS = ("\n\n", "\n", ". ", " ")
"""Where a longer text is cut, the best place first."""


def _cut(text: str, begin: int) -> int:
    """Return where the piece of ``text`` from ``begin`` on ends: at a break in its latter half, if any."""
    if len(text) - begin <= PART:
        return len(text)
    for mark in CUTS:
        at = text.rfind(mark, begin + PART // 2, begin + PART)
        if at >= 0:
            return at + len(mark)
    return begin + PART


class CuttingWords(NamedTuple):
    """The words by which a text is cut, as by ``tokenize``, ``sentence_ranges`` and ``pair_quotes``."""

    abbreviations: frozenset[str]
    starters: frozenset[str]
    tags: Mapping[str, frozenset[str]]
    elisions: frozenset[str]


@cache
def cutting_words(language: str) -> CuttingWords:
    """Return the words of ``language``."""
    words = table(language, "text")
    tags = {name: frozenset(listed) for name, listed in words.get("tags", {}).items()}
    elisions = frozenset(words.get("elisions", ()))
    return CuttingWords(frozenset(words["abbreviations"]), frozenset(words["starters"]), tags, elisions)


def _without_furniture(sentences: list[tuple[int, int]], furniture: bytearray) -> list[tuple[int, int]]:
    """Return ``sentences`` with a dateline or the like at the front of one cut off as its own."""
    out: list[tuple[int, int]] = []
    for first, stop in sentences:
        begin = furniture.find(0, first, stop)
        if first < begin:
            out.append((first, begin))
            first = begin
        out.append((first, stop))
    return out


def _numbers(ranges: list[tuple[int, int]], length: int) -> array[int]:
    """Return for each token the number of the range that holds it; an array, as a list is twice as large."""
    out = array("I")
    for number, (first, stop) in enumerate(ranges):
        out.extend(array("I", [number]) * (stop - first))
    assert len(out) == length
    return out


def _pieces(furniture: Sequence[Furniture], begin: int, end: int) -> Sequence[Furniture]:
    """Return the pieces of ``furniture``, which are in order and apart, that lie between two offsets."""
    first = bisect_right(furniture, begin, key=lambda piece: piece.span.end)
    return furniture[first : bisect_left(furniture, end, first, key=lambda piece: piece.span.start)]


def _mask_furniture(pieces: Sequence[Furniture], tokens: Tokens) -> bytearray:
    """Return 1 for each token that begins inside a piece of furniture."""
    mask = bytearray(len(tokens))
    at = 0
    for piece in pieces:
        first = bisect_left(tokens.start, piece.span.start, at)
        at = bisect_left(tokens.start, piece.span.end, first)
        mask[first:at] = b"\x01" * (at - first)
    return mask
