from __future__ import annotations

from pathlib import Path

import claims
from claims.models import Relation


def found(path: Path, words: str) -> claims.Claim:
    [article] = claims.read([path])
    assert isinstance(article, claims.Article)
    return next(claim for claim in claims.extract(article) if words in claim.content_words)


def test_two_claims_are_compared_without_a_store(articles: Path) -> None:
    courier, standard = articles / "courier.md", articles / "standard.md"
    same = claims.match(found(courier, "ferries"), found(standard, "ferries"))
    assert same is not None
    assert same.relation is Relation.SAME
    conflict = claims.match(found(courier, "12 March"), found(standard, "19 March"))
    assert conflict is not None
    assert conflict.relation is Relation.CONFLICTING
    assert claims.match(found(courier, "ferries"), found(standard, "19 March")) is None
    turned = claims.match(found(standard, "ferries"), found(courier, "ferries"))
    assert turned == same
