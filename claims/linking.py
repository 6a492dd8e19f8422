"""From the claims of an article to their matches in a store: candidates, weights, relation.

The store finds the candidates, matching judges them; neither knows the other.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

from claims.matching import Prepared, inverse_document_frequency, match, prepare, query_terms
from claims.models import Article, Claim, Match
from claims.store import Store

CANDIDATES = 40
"""Claims of other articles that are judged beside each claim, best of the index first."""
KEPT = 8192
"""Claims of the store that stay prepared between articles."""


def terms_of(prepared: Iterable[Prepared]) -> dict[str, tuple[str, ...]]:
    """Return what the index holds of each claim, by its id."""
    return {one.claim_id: one.terms for one in prepared}


def prepared_claims(article: Article, claims: Sequence[Claim]) -> list[Prepared]:
    """Return the claims of ``article`` parsed for matching, in their order."""
    return [prepare(claim, article.title, article.date) for claim in claims]


class Linker:
    """Finds the matches that the matcher proposes for claims, among those of one store."""

    def __init__(self, store: Store) -> None:
        """Look for matches in ``store``."""
        self._store = store
        self._prepared: OrderedDict[str, Prepared] = OrderedDict()

    def matches(self, article: Article, prepared: Sequence[Prepared]) -> list[Match]:
        """Return the matches of the claims of ``article`` with claims of other articles, by id."""
        terms = {term for one in prepared for term in one.terms}
        frequencies = self._store.document_frequency(sorted(terms))
        pairs = [
            (one, other)
            for one in prepared
            for other in self._candidates(query_terms(one, frequencies), article.id)
        ]
        idf = inverse_document_frequency(
            self._store.document_frequency(sorted(_stems(pairs))), self._store.claim_count()
        )
        judged = (match(one, other, idf) for one, other in pairs)
        return sorted((found for found in judged if found), key=lambda found: found.id)

    def _candidates(self, terms: Sequence[str], article_id: str) -> Iterator[Prepared]:
        if not terms:
            return
        for claim_id in self._store.candidates(terms, article_id, CANDIDATES):
            yield self._recalled(claim_id)

    def _recalled(self, claim_id: str) -> Prepared:
        """Return a claim of the store parsed for matching, from memory when it was used lately."""
        if claim_id in self._prepared:
            self._prepared.move_to_end(claim_id)
            return self._prepared[claim_id]
        claim = self._store.claim(claim_id)
        article = self._store.article(claim.article_id)
        self._prepared[claim_id] = found = prepare(claim, article.title, article.date)
        if len(self._prepared) > KEPT:
            self._prepared.popitem(last=False)
        return found


def _stems(pairs: Iterable[tuple[Prepared, Prepared]]) -> set[str]:
    """Return every stem whose weight may count in judging ``pairs``."""
    return {
        stem
        for pair in pairs
        for one in pair
        for stems in (one.terms, one.stems, one.context)
        for stem in stems
    }
