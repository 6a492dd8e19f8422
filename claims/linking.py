"""From the claims of an article to their matches in a store: candidates, weights, relation.

The store finds the candidates, matching judges them; neither knows the other.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from claims.matching import Prepared, inverse_document_frequency, match, prepare, query_terms
from claims.matching.chains import by_way_of
from claims.matching.copies import Likeness, copied_from, fingerprints, share
from claims.matching.keys import keys, query_keys
from claims.models import ActorKind, Article, Claim, Hop, Match
from claims.store import ArticleRow, Prints, Store

CANDIDATES = 40
"""Claims of other articles that are judged beside each claim, best of the index first."""
BY_KEYS = 20
"""Claims that the typed keys bring in besides: who speaks, figures, days, names, parts of words."""
KEPT = 8192
"""Claims of the store that stay prepared between articles."""


def terms_of(prepared: Iterable[Prepared]) -> dict[str, tuple[str, ...]]:
    """Return what the index holds of each claim, by its id: stems and typed keys."""
    return {one.claim_id: (*one.terms, *keys(one)) for one in prepared}


def prepared_claims(
    article: Article | ArticleRow, claims: Sequence[Claim], copied: Hop | None = None
) -> list[Prepared]:
    """Return the claims of ``article`` parsed for matching, in their order.

    ``copied`` is the outlet that published its text before: what the claims say then came by way of it.
    """
    found = [prepare(claim, article.title, article.date) for claim in claims]
    return [_by_way_of(one, copied) for one in found]


def prints_of(store: Store, article: Article) -> Prints:
    """Return the fingerprints of ``article``, and of which article of ``store`` it is a copy."""
    hashes = fingerprints(article)
    alike = [Likeness(*one) for one in store.stories.alike(hashes, article.id)]
    found = copied_from(len(hashes), alike)
    return Prints(hashes, found.article, share(len(hashes), found)) if found else Prints(hashes)


def credits(store: Store, article: Article | ArticleRow, outlet: str | None) -> bool:
    """Return whether a claim of ``article`` came by way of ``outlet``, as the article says."""
    chains = [claim.chain for claim in store.claims_of(article.id)]
    own = (outlet or "").casefold()
    return any(own in (hop.key, hop.name.casefold()) for chain in chains for hop in chain[1:])


def published_first(
    store: Store, article: Article | ArticleRow, family: Sequence[Article | ArticleRow]
) -> Hop | None:
    """Return the outlet that first published the text of ``article``, for the chains of its claims.

    ``family`` are the articles of ``store`` that are one text with it. None where the article itself was
    first, by its date, else as the store got them; where it is the first that credits its outlet; and
    where there is no other outlet to name.
    """
    among = [*family, *(() if any(one.id == article.id for one in family) else (article,))]
    first = min(among, key=lambda one: (one.date is None, one.date or dt.date.max))
    if first.id == article.id:
        return None
    if not first.outlet or first.outlet == article.outlet or credits(store, first, article.outlet):
        return None
    named = next((claim.chain[0] for claim in store.claims_of(first.id) if claim.chain), None)
    key = named.key if named else first.outlet.casefold()
    return Hop(name=first.outlet, key=key, kind=ActorKind.OUTLET)


def linked_claims(
    store: Store, article: Article | ArticleRow, claims: Sequence[Claim], prints: Prints | None = None
) -> list[Prepared]:
    """Return the claims of ``article`` parsed for matching, with whom it copied in their chains.

    ``prints`` say of which article of ``store`` it is a copy; without them the store knows.
    """
    one_text = prints.original if prints else article.id
    family = store.stories.family(one_text) if one_text else []
    return prepared_claims(article, claims, published_first(store, article, family))


class Linker:
    """Finds the matches that the matcher proposes for claims, among those of one store."""

    def __init__(self, store: Store) -> None:
        """Look for matches in ``store``."""
        self._store = store
        self._prepared: OrderedDict[str, tuple[str, Prepared]] = OrderedDict()

    def matches(
        self, article: Article | ArticleRow, prepared: Sequence[Prepared], prints: Prints | None = None
    ) -> list[Match]:
        """Return the matches of the claims of ``article`` with claims of other articles, by id.

        ``prints`` are those of an article that is not in the store yet: of which one there it is a copy.
        """
        terms = {term for own in terms_of(prepared).values() for term in own}
        frequencies = self._store.document_frequency(sorted(terms))
        copies = self._copies(article, prints)
        pairs = [
            (one, _by_way_of(other, copies.get(article_id)))
            for one in prepared
            for article_id, other in self._candidates(
                article.id, query_terms(one, frequencies), query_keys(one, frequencies)
            )
        ]
        idf = inverse_document_frequency(
            self._store.document_frequency(sorted(_stems(pairs))), self._store.claim_count()
        )
        judged = (match(one, other, idf) for one, other in pairs)
        return sorted((found for found in judged if found), key=lambda found: found.id)

    def _copies(self, article: Article | ArticleRow, prints: Prints | None) -> dict[str, Hop | None]:
        """Return whose text each article is that is one text with a new ``article``; they are forgotten."""
        if prints is None or prints.original is None:
            return {}
        family = self._store.stories.family(prints.original)
        found = {one.id: published_first(self._store, one, [*family, article]) for one in family}
        for claim_id in [id for id, (article_id, _) in self._prepared.items() if article_id in found]:
            del self._prepared[claim_id]
        return found

    def _candidates(
        self, article_id: str, terms: Sequence[str], typed: Sequence[str]
    ) -> list[tuple[str, Prepared]]:
        """Return the claims of other articles that the two routes find, each once, with its article."""
        found = self._store.candidates(terms, article_id, CANDIDATES) if terms else []
        found += self._store.candidates(typed, article_id, BY_KEYS) if typed else []
        return [self._recalled(claim_id) for claim_id in dict.fromkeys(found)]

    def _recalled(self, claim_id: str) -> tuple[str, Prepared]:
        """Return a claim of the store parsed for matching, from memory when it was used lately."""
        if claim_id in self._prepared:
            self._prepared.move_to_end(claim_id)
            return self._prepared[claim_id]
        claim = self._store.claim(claim_id)
        article = self._store.article_row(claim.article_id)
        [prepared] = linked_claims(self._store, article, [claim])
        self._prepared[claim_id] = found = article.id, prepared
        if len(self._prepared) > KEPT:
            self._prepared.popitem(last=False)
        return found


def _by_way_of(prepared: Prepared, copied: Hop | None) -> Prepared:
    if copied is None:
        return prepared
    return replace(prepared, chain=by_way_of(prepared.chain, copied))


def _stems(pairs: Iterable[tuple[Prepared, Prepared]]) -> set[str]:
    """Return every stem whose weight may count in judging ``pairs``."""
    return {
        stem
        for pair in pairs
        for one in pair
        for stems in (one.terms, one.stems, one.context)
        for stem in stems
    }
