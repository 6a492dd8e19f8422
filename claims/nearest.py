"""The claims of a store that are nearest to a text somebody has: a post, a headline, a rumour."""

from __future__ import annotations

from collections.abc import Sequence

from claims.matching import Index, inverse_document_frequency, plain, prepare_words, query_terms
from claims.matching.keys import keys, query_keys
from claims.models import Claim
from claims.store import Store

TERMS = 16
"""The rarest words of the text that are looked for."""
BY_TERMS, BY_KEYS = 150, 50
"""Claims that its words bring in, and its names, figures and days."""


def nearest(store: Store, text: str, limit: int) -> list[str]:
    """Return the ids of up to ``limit`` claims that are nearest to ``text``, the nearest first.

    The index of ``store`` brings claims in by rare words and typed keys; they are put in order as
    ``claims eval retrieval`` measures it. None when the text shares nothing with any claim.
    """
    asked = prepare_words(plain(text), "asked")
    typed = keys(asked)
    frequencies = store.document_frequency([*asked.terms, *typed])
    found = store.candidates(query_terms(asked, frequencies, TERMS), "", BY_TERMS)
    found += store.candidates(query_keys(asked, frequencies), "", BY_KEYS)
    placed = {one.claim.id: one for one in store.bulk.placed(sorted(set(found)))}
    texts = {id: _said(one.claim) for id, one in sorted(placed.items())}
    rarity = inverse_document_frequency(
        store.document_frequency(
            _stems([text, *texts.values(), *(one.title or "" for one in placed.values())])
        ),
        store.claim_count(),
    )
    index = Index(texts, {id: one.title or "" for id, one in placed.items()}, rarity)
    return [id for id, _ in index.search(text, limit)]


def _said(claim: Claim) -> str:
    """Return what a claim says, with who says it."""
    return f"{claim.speaker.name}: {claim.content_words}" if claim.speaker else claim.content_words


def _stems(texts: Sequence[str]) -> list[str]:
    return sorted({stem for text in texts for stem in prepare_words(plain(text), "").stems})
