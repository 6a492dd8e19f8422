"""From the claims of an article to their matches in a store: candidates, weights, relation.

The store finds the candidates, matching judges them; neither knows the other.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from claims.matching import Prepared, inverse_document_frequency, match, prepare, query_terms
from claims.matching.chains import by_way_of
from claims.matching.copies import Likeness, copied_from, fingerprints, share
from claims.matching.events import at_odds, subjects
from claims.matching.glance import Glance
from claims.matching.keys import keys, query_keys
from claims.models import ActorKind, Article, Claim, Hop, Match
from claims.store import ArticleRow, Prints, Store

CANDIDATES = 40
"""Claims of other articles that are judged beside each claim, best of the index first."""
BY_KEYS = 20
"""Claims that the typed keys bring in besides: who speaks, figures, days, names, parts of words."""
KEPT = 8192
"""Claims of the store that stay prepared between articles, some 8 KB each."""
ABOUT = 1024
"""Articles of which stays known what they are about."""
WHOLE = 1024
"""The latest of them that keep what is worked out for judging too: the pieces of their words, 27 KB each."""


def terms_of(prepared: Iterable[Prepared]) -> dict[str, tuple[str, ...]]:
    """Return what the index holds of each claim, by its id: stems and typed keys."""
    return {one.claim_id: (*one.terms, *keys(one)) for one in prepared}


def prepared_claims(
    article: Article | ArticleRow, claims: Sequence[Claim], copied: Hop | None = None
) -> list[Prepared]:
    """Return the claims of ``article`` parsed for matching, in their order.

    ``copied`` is the outlet that published its text before: what the claims say then came by way of it.
    """
    event = subjects(article.title, article.text) if isinstance(article, Article) else {}
    found = [prepare(claim, article.title, article.date, event) for claim in claims]
    return [_by_way_of(one, copied) for one in found]


def prints_of(store: Store, article: Article) -> Prints:
    """Return the fingerprints of ``article``, and of which article of ``store`` it is a copy."""
    return copied(store, article.id, fingerprints(article))


def copied(store: Store, article_id: str, hashes: Sequence[int]) -> Prints:
    """Return the fingerprints ``hashes`` of an article with of which article of ``store`` it is a copy."""
    alike = [Likeness(*one) for one in store.stories.alike(hashes, article_id)]
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
    whole = article if isinstance(article, Article) else store.article(article.id)
    return prepared_claims(whole, claims, published_first(store, article, family))


class Linker:
    """Finds the matches that the matcher proposes for claims, among those of one store."""

    def __init__(self, store: Store) -> None:
        """Look for matches in ``store``."""
        self._store = store
        self._prepared: OrderedDict[str, tuple[str, Prepared]] = OrderedDict()
        self._events: OrderedDict[str, dict[str, str]] = OrderedDict()

    def matches(
        self, article: Article | ArticleRow, prepared: Sequence[Prepared], prints: Prints | None = None
    ) -> list[Match]:
        """Return the matches of the claims of ``article`` with claims of other articles, by id.

        ``prints`` are those of an article that is not in the store yet: of which one there it is a copy.
        """
        terms = {term for own in terms_of(prepared).values() for term in own}
        frequencies = self._store.document_frequency(sorted(terms))
        copies = self._copies(article, prints)
        found = [
            self._candidates(article.id, query_terms(one, frequencies), query_keys(one, frequencies))
            for one in prepared
        ]
        known = self._recalled({claim_id for ids in found for claim_id in ids})
        pairs = [
            (one, _by_way_of(other, copies.get(article_id)))
            for one, ids in zip(prepared, found, strict=True)
            for article_id, other in map(known.__getitem__, ids)
        ]
        idf = inverse_document_frequency(
            self._store.document_frequency(sorted(_stems(pairs))), self._store.claim_count()
        )
        glance = Glance(idf)
        judged = (
            match(one, other, idf)
            for one, other in pairs
            if glance.likely(one, other) or at_odds(one, other, idf)
        )
        return sorted((one for one in judged if one), key=lambda one: one.id)

    def _copies(self, article: Article | ArticleRow, prints: Prints | None) -> dict[str, Hop | None]:
        """Return whose text each article is that is one text with a new ``article``; they are forgotten."""
        if prints is None or prints.original is None:
            return {}
        family = self._store.stories.family(prints.original)
        found = {one.id: published_first(self._store, one, [*family, article]) for one in family}
        for claim_id in [id for id, (article_id, _) in self._prepared.items() if article_id in found]:
            del self._prepared[claim_id]
        return found

    def _candidates(self, article_id: str, terms: Sequence[str], typed: Sequence[str]) -> list[str]:
        """Return the ids of the claims of other articles that the two routes find, each once."""
        found = self._store.candidates(terms, article_id, CANDIDATES) if terms else []
        found += self._store.candidates(typed, article_id, BY_KEYS) if typed else []
        return list(dict.fromkeys(found))

    def _recalled(self, claim_ids: Collection[str]) -> dict[str, tuple[str, Prepared]]:
        """Return claims of the store parsed for matching, by id; from memory those that were used lately."""
        known = {id: self._prepared[id] for id in sorted(claim_ids) if id in self._prepared}
        for id in known:
            self._prepared.move_to_end(id)
        placed = self._store.bulk.placed(sorted(set(claim_ids) - set(known)))
        articles = {one.claim.article_id for one in placed}
        shared = {id: self._by_way(id) for id in self._store.stories.shared_texts(sorted(articles))}
        for claim, title, date in placed:
            event = self._event(claim.article_id)
            prepared = _by_way_of(prepare(claim, title, date, event), shared.get(claim.article_id))
            self._prepared[claim.id] = known[claim.id] = claim.article_id, prepared
        while len(self._prepared) > KEPT:
            self._prepared.popitem(last=False)
        self._slim(len(known))
        return known

    def _slim(self, moved: int) -> None:
        """Let go of the pieces of those that ``moved`` others have pushed out of the latest `WHOLE`."""
        for _, one in islice(reversed(self._prepared.values()), WHOLE, WHOLE + moved):
            vars(one).pop("pieces", None)

    def _event(self, article_id: str) -> dict[str, str]:
        """Return what an article is about; of those that were used lately from memory."""
        event = self._events.get(article_id)
        if event is None:
            article = self._store.article(article_id)
            event = self._events[article_id] = subjects(article.title, article.text)
        self._events.move_to_end(article_id)
        while len(self._events) > ABOUT:
            self._events.popitem(last=False)
        return event

    def _by_way(self, article_id: str) -> Hop | None:
        """Return the outlet that first published the text that an article shares with others."""
        row = self._store.article_row(article_id)
        return published_first(self._store, row, self._store.stories.family(article_id))


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
        for stems in (one.terms, one.stems, one.context, one.event)
        for stem in stems
    }
