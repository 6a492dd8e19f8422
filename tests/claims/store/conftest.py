from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claims.models import (
    ActorKind,
    Article,
    Claim,
    ClaimKind,
    Features,
    Hop,
    Match,
    Modality,
    Relation,
    Span,
    Speaker,
    claim_id,
    digest,
    match_id,
    words_of,
)
from claims.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "claims.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def _article(text: str, *, outlet: str | None = "Harbour Post", **more: object) -> Article:
    fields: dict[str, object] = {
        "id": digest(outlet or "", str(more.get("url", "")), text),
        "text": text,
        "text_hash": digest(text, length=64),
        "name": "article",
        "outlet": outlet,
        "date": dt.date(2025, 11, 24),
    }
    return Article.model_validate(fields | more)


def _claim(
    article: Article,
    *spans: tuple[int, int],
    kind: ClaimKind = ClaimKind.INDIRECT,
    modality: Modality = Modality.FACT,
    speaker: str | None = None,
    origin: str | None = None,
    priority: int = 0,
    **more: object,
) -> Claim:
    content = tuple(Span(*span) for span in spans or ((0, len(article.text)),))
    fields: dict[str, object] = {
        "id": claim_id(article.id, kind, content),
        "article_id": article.id,
        "kind": kind,
        "modality": modality,
        "content": content,
        "content_words": words_of(article.text, content),
        "speaker": Speaker(name=speaker, key=speaker.casefold(), kind=ActorKind.PERSON) if speaker else None,
        "chain": (Hop(name=origin, key=origin.casefold(), kind=ActorKind.AGENCY),) if origin else (),
        "rule": "said-that",
        "features": Features(priority=priority),
    }
    return Claim.model_validate(fields | more)


def _match(a: str, b: str, relation: Relation = Relation.SAME, score: float = 0.9) -> Match:
    first, second = sorted((a, b))
    return Match(id=match_id(a, b), a=first, b=second, relation=relation, score=score)


@pytest.fixture
def article() -> Callable[..., Article]:
    return _article


@pytest.fixture
def claim() -> Callable[..., Claim]:
    return _claim


@pytest.fixture
def match() -> Callable[..., Match]:
    return _match


@pytest.fixture
def add(store: Store) -> Callable[..., str]:
    """Add one article with one claim over all of its text; return the claim's id."""

    def added(
        text: str, *, terms: tuple[str, ...] = (), outlet: str | None = "Harbour Post", **of_claim: object
    ) -> str:
        made = _article(text, outlet=outlet)
        found = _claim(made, **of_claim)  # type: ignore[arg-type]
        assert store.add_article(made, [found], {found.id: terms})
        return found.id

    return added
