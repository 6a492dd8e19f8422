from __future__ import annotations

import datetime as dt

from claims.export.record import ExportedArticle, ExportRecord, ordered
from claims.models import Span
from claims.reading import article


def test_order_is_date_article_place_claim(bare: ExportRecord) -> None:
    def record(date: dt.date | None, article_id: str, start: int, claim_id: str) -> ExportRecord:
        return bare.model_copy(
            update={
                "article": bare.article.model_copy(update={"date": date, "id": article_id}),
                "claim": bare.claim.model_copy(update={"id": claim_id, "content": (Span(start, start + 1),)}),
            }
        )

    day = dt.date(2025, 1, 1)
    expected = [
        record(day, "b", 9, "z"),
        record(dt.date(2025, 1, 2), "a", 5, "y"),
        record(dt.date(2025, 1, 2), "a", 10, "a"),
        record(dt.date(2025, 1, 2), "a", 10, "b"),
        record(dt.date(2025, 1, 2), "b", 1, "a"),
        record(None, "a", 0, "a"),
    ]
    assert ordered(reversed(expected)) == expected


def test_an_article_is_exported_with_its_hash_and_without_its_text() -> None:
    given = article("Rain fell.", name="rain", outlet="Coast Radio", date=dt.date(2025, 1, 1))
    exported = ExportedArticle.of(given)
    assert (exported.id, exported.outlet, exported.text_hash) == (given.id, "Coast Radio", given.text_hash)
    assert "Rain" not in exported.model_dump_json()
