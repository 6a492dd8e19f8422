from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.errors import NotFound, StoreError
from claims.models import Article, Claim, Furniture, FurnitureKind, Match, Span
from claims.store import ArticleRow, Store


def test_whole_article_comes_back(store: Store, article: Callable[..., Article]) -> None:
    made = article(
        "Byline\nThe bridge opens\u00a0on “Friday”. 😀\x1b[31m",
        name="a.html",
        title="Bridge [/]",
        author="Ada",
        url="https://example.org/1",
        language="de",
        furniture=(Furniture(span=Span(0, 6), kind=FurnitureKind.BYLINE),),
        shifts=((7, 1),),
    )
    assert store.add_article(made, [])
    assert store.article(made.id) == made


def test_known_article_changes_nothing(
    store: Store, article: Callable[..., Article], claim: Callable[..., Claim]
) -> None:
    made = article("The bridge opens.")
    assert store.add_article(made, [])
    assert not store.add_article(made, [claim(made)])
    assert store.has_article(made.id)
    assert store.claim_count() == 0


def test_same_text_of_two_outlets_is_two_articles_and_one_text(
    store: Store, article: Callable[..., Article]
) -> None:
    one, two = (article("The bridge opens.", outlet=outlet) for outlet in ("Harbour Post", None))
    store.add_article(one, [])
    store.add_article(two, [])
    assert [row.outlet for row in store.articles()] == ["Harbour Post", None]
    assert store._connection.value("SELECT count(*) FROM texts") == 1


def test_rows_in_the_order_of_adding(
    store: Store,
    article: Callable[..., Article],
    claim: Callable[..., Claim],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("claims.store.connection.PAGE", 3)
    made = [article(f"Bridge {number} opens.") for number in range(8)]
    for one in made:
        store.add_article(one, [claim(one), claim(one, (0, 6))])
    rows = list(store.articles())
    assert [row.id for row in rows] == [one.id for one in made]
    first = made[0]
    assert [store.article_row(one.id) for one in made] == rows
    assert rows[0] == ArticleRow(
        first.id, first.name, None, first.outlet, None, first.date, None, "en", first.text_hash, 2
    )


def test_what_cannot_be_stored_leaves_nothing(
    store: Store, article: Callable[..., Article], claim: Callable[..., Claim]
) -> None:
    made = article("The bridge opens.")
    broken_title = made.model_copy(update={"title": "\ud800"})
    broken_claim = claim(made).model_copy(update={"source_words": "\ud800"})
    broken_words = claim(made).model_copy(update={"content_words": "\ud800"})
    other = claim(article("Another."))
    attempts: list[tuple[Article, list[Claim]]] = [
        (broken_title, []),
        (made, [claim(made, (0, 3)), broken_claim]),
        (made, [broken_words]),
        (made, [other.model_copy(update={"id": None})]),
    ]
    for one, claims in attempts:
        with pytest.raises(StoreError):
            store.add_article(one, claims)
        assert not store.has_article(made.id)
    for table in ("texts", "articles_fts", "claims", "claim_state", "term_counts"):
        assert store._connection.value(f"SELECT count(*) FROM {table}") == 0, table
    assert store.add_article(made, [claim(made)])


def test_an_article_comes_with_its_matches_or_not_at_all(
    store: Store,
    article: Callable[..., Article],
    claim: Callable[..., Claim],
    match: Callable[..., Match],
) -> None:
    first, second = article("The bridge opens."), article("The bridge is open.")
    one, two = claim(first), claim(second)
    store.add_article(first, [one])
    with pytest.raises(NotFound, match="beef"):
        store.add_article(second, [two], {two.id: ["bridg"]}, [match(one.id, two.id), match(two.id, "beef")])
    assert not store.has_article(second.id)
    assert store.matches_of(one.id) == []
    assert store.document_frequency(["bridg"]) == {"bridg": 0}
    assert store.add_article(second, [two], None, [match(one.id, two.id)])
    assert [found.a for found, _ in store.matches_of(two.id)] == [min(one.id, two.id)]
    assert [row.match_count for row in store.rows(store.claim_ids())] == [1, 1]
    assert not store.add_article(second, [two], None, [match(two.id, "beef")])
