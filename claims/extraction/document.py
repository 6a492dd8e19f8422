"""An article cut into paragraphs, sentences, tokens and quotations: what the rules look at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from claims.extraction.packs import table
from claims.models import Article
from claims.text.quotes import Quote, pair_quotes
from claims.text.sentences import paragraph_ranges, sentence_ranges
from claims.text.tokens import Tokens, tokenize


class Document:
    """The views of one article that every rule shares; token numbers index all of them.

    ``sentences`` and ``paragraphs`` are token ranges, ``sentence_of`` and ``paragraph_of`` give a
    token's sentence and paragraph, ``quote_of`` the number of the quotation that holds it (or -1),
    ``in_quote`` and ``furniture`` are 1 where it is in a quotation or in page furniture, ``capitals``
    are the tokens that begin with a capital, in order.
    """

    __slots__ = (
        "article",
        "capitals",
        "furniture",
        "in_quote",
        "language",
        "paragraph_of",
        "paragraphs",
        "quote_of",
        "quotes",
        "sentence_of",
        "sentences",
        "tokens",
    )

    def __init__(
        self,
        article: Article,
        tokens: Tokens,
        starters: frozenset[str],
        tags: Mapping[str, frozenset[str]],
        elisions: frozenset[str],
    ) -> None:
        self.article = article
        self.language = article.language
        self.tokens = tokens
        self.capitals = [i for i, w in enumerate(tokens.word) if w[0].isupper()]
        self.paragraphs = paragraph_ranges(tokens)
        self.furniture = _mask_furniture(article, tokens)
        self.sentences = _without_furniture(
            sentence_ranges(tokens, self.paragraphs, starters, tags), self.furniture
        )
        self.sentence_of = _numbers(self.sentences, len(tokens))
        self.paragraph_of = _numbers(self.paragraphs, len(tokens))
        self.quotes: list[Quote] = pair_quotes(tokens, self.paragraphs, elisions)
        self.in_quote = bytearray(len(tokens))
        self.quote_of = [-1] * len(tokens)
        for number, quote in enumerate(self.quotes):
            length = quote.last + 1 - quote.first
            self.in_quote[quote.first : quote.last + 1] = b"\x01" * length
            self.quote_of[quote.first : quote.last + 1] = [number] * length

    @classmethod
    def of(cls, article: Article) -> Document:
        """Return the document of ``article``, cut by the words of its language."""
        words = table(article.language, "text")
        tokens = tokenize(article.text, frozenset(words["abbreviations"]))
        tokens.split_at([offset for piece in article.furniture for offset in piece.span])
        tags = {name: frozenset(listed) for name, listed in words.get("tags", {}).items()}
        elisions = frozenset(words.get("elisions", ()))
        return cls(article, tokens, frozenset(words["starters"]), tags, elisions)


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


def _numbers(ranges: list[tuple[int, int]], length: int) -> list[int]:
    """Return for each token the number of the range that holds it."""
    out: list[int] = []
    for number, (first, stop) in enumerate(ranges):
        out.extend([number] * (stop - first))
    assert len(out) == length
    return out


def _mask_furniture(article: Article, tokens: Tokens) -> bytearray:
    """Return 1 for each token that begins inside a piece of furniture."""
    mask = bytearray(len(tokens))
    at = 0
    for piece in article.furniture:
        first = bisect_left(tokens.start, piece.span.start, at)
        at = bisect_left(tokens.start, piece.span.end, first)
        mask[first:at] = b"\x01" * (at - first)
    return mask
