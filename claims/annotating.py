"""Web Annotations made elsewhere, as claims and decisions on articles of a store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from claims.describing import describe
from claims.export.anchors import URN, Anchored, find
from claims.linking import Linker, linked_claims, terms_of
from claims.models import Action, Article, Claim, Decision, Edit, Span, words_of
from claims.store import SELECTED, Store

UNKNOWN = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""When an annotation was made that does not say: before every decision."""


class Told(Protocol):
    """Where it is counted what became of annotations."""

    known_articles: int
    claims: int
    known_claims: int
    matches: int
    decisions: int
    known_decisions: int
    missing: dict[str, int]
    unanchored: list[str]


class Annotations:
    """Annotations on their way into a store."""

    def __init__(self, store: Store, linker: Linker, told: Told, reviewer: str) -> None:
        """Write to ``store``; ``reviewer`` signs those that don't say whose they are."""
        self._store = store
        self._linker = linker
        self._told = told
        self._reviewer = reviewer

    def take(self, given: Iterable[Anchored]) -> None:
        """Write every annotation of an article that is here; the caller has a transaction open.

        Its words become a claim, unless one has them already; what it says of them becomes decisions of
        whoever made it, at the time when it was made.
        """
        decisions: list[Decision] = []
        for one in given:
            articles = self._articles(one.source)
            if not articles:
                self._told.missing[one.source] = self._told.missing.get(one.source, 0) + 1
                continue
            self._told.known_articles += 1
            claim_id, made = self._claim(one, articles)
            if claim_id is None:
                self._told.unanchored.append(one.id or one.anchors[0].exact)
                continue
            decisions += self._decisions(one, claim_id, made, len(decisions))
        merged = self._store.imports.merge(decisions)
        self._told.decisions += len(merged.new)
        self._told.known_decisions += merged.known

    def _articles(self, source: str) -> list[str]:
        if source.startswith(URN):
            return [row.id for row in self._store.imports.articles_with(source.removeprefix(URN))]
        return [row.id for row in self._store.imports.articles_at(source)]

    def _claim(self, one: Anchored, articles: Sequence[str]) -> tuple[str | None, bool]:
        """Return the claim that has an annotation's words, and whether it is made by hand.

        It is made when there is none; None when the words are in no article.
        """
        for article_id in articles:
            article = self._store.article(article_id)
            spans = [find(article.text, anchor) for anchor in one.anchors]
            content = tuple(sorted(span for span in spans if span is not None))
            if len(content) < len(spans):
                continue
            known = self._store.claims_of(article_id)
            found = next((claim for claim in known if claim.content == content), None)
            if found is not None:
                self._told.known_claims += 1
                return found.id, self._store.claim_state(found.id).added is not None
            return self._add(article, content, known), True
        return None, False

    def _add(self, article: Article, content: tuple[Span, ...], known: Sequence[Claim]) -> str:
        wanted = Edit(content=content, content_words=words_of(article.text, content))
        claim = describe(article, wanted, known)
        prepared = linked_claims(self._store, article, [claim])
        self._store.imports.add_claim(claim, terms_of(prepared)[claim.id], by_hand=True)
        self._told.claims += 1
        self._told.matches += self._store.add_matches(self._linker.matches(article, prepared))
        return claim.id

    def _decisions(self, one: Anchored, claim_id: str, made: bool, number: int) -> Iterator[Decision]:
        acts = [(Action.ADD, SELECTED, "")] if made else []
        acts += [(Action.VERDICT, one.verdict.value, one.reason)] if one.verdict else []
        acts += [(Action.NOTE, note, "") for note in one.notes]
        for offset, (action, after, reason) in enumerate(acts, 1):
            yield Decision(
                seq=number + offset,
                step=number + 1,
                time=one.created or UNKNOWN,
                reviewer=" ".join(one.creator.split()) or self._reviewer,
                target=claim_id,
                action=action,
                before="",
                after=after,
                reason=reason,
            )
