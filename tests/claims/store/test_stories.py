from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from claims.models import Action, Article, Claim, Match, Relation
from claims.store import Edge, Prints, Store, migrations
from claims.store import stories as module

Add = Callable[..., str]


@pytest.fixture
def told(store: Store, add: Add, match: Callable[..., Match]) -> list[str]:
    """Five claims: 1 = 2 = 3 by the matcher, 4 against 1, 5 only related to 1."""
    ids = [add(f"It opens on day {number}.") for number in range(5)]
    one, two, three, four, five = ids
    store.add_matches(
        [
            match(two, one, score=0.8),
            match(three, two, score=0.7),
            match(four, one, Relation.CONFLICTING, score=0.6),
            match(five, one, Relation.RELATED, score=0.4),
        ]
    )
    return ids


def test_edges_come_by_their_later_claim_without_what_is_only_related(store: Store, told: list[str]) -> None:
    assert list(store.stories.edges()) == [
        Edge(2, 1, Relation.SAME, 0.8, False),
        Edge(3, 2, Relation.SAME, 0.7, False),
        Edge(4, 1, Relation.CONFLICTING, 0.6, False),
    ]
    assert store.stories.decided() == []


def test_what_reviewers_decided_replaces_what_was_proposed(
    store: Store, told: list[str], match: Callable[..., Match]
) -> None:
    store.decide([match(told[4], told[0]).id], Action.MATCH, "same", reviewer="ann")
    store.decide([match(told[1], told[0]).id], Action.MATCH, "unrelated", reviewer="ann")
    decided = [Edge(2, 1, Relation.UNRELATED, 0.8, True), Edge(5, 1, Relation.SAME, 0.4, True)]
    assert store.stories.decided() == decided
    assert [edge for edge in store.stories.edges() if edge.decided] == decided
    assert store.stories.reachable(1) == [1, 5]
    assert store.stories.edges_among([1, 2, 5]) == decided


def test_windows_of_edges_join_without_gap(
    store: Store, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(store.stories.edges())
    for window in (1, 2, 3):
        monkeypatch.setattr(module, "WINDOW", window)
        assert list(store.stories.edges()) == whole


def test_what_is_tied_together_is_reached_from_anywhere(store: Store, told: list[str]) -> None:
    assert [store.stories.reachable(number) for number in range(1, 6)] == [[1, 2, 3]] * 3 + [[4], [5]]
    assert store.stories.edges_among([1, 2, 3]) == [edge for edge in store.stories.edges() if edge.later < 4]


def test_claims_know_their_articles(store: Store, told: list[str]) -> None:
    assert store.stories.articles_of([2, 5, 99]) == {2: 2, 5: 5}


def with_prints(store: Store, made: Article, prints: Prints) -> str:
    assert store.add_article(made, [], prints=prints)
    return made.id


def test_articles_that_share_fingerprints_are_found(store: Store, article: Callable[..., Article]) -> None:
    first = with_prints(store, article("One."), Prints((1, 2, 3, 4)))
    second = with_prints(store, article("Two."), Prints((-3, 4)))
    assert store.stories.alike([3, 4, -3]) == [(first, 2, 4), (second, 2, 2)]
    assert store.stories.alike([3, 4, -3], without=first) == [(second, 2, 2)]
    assert store.stories.alike([99]) == store.stories.alike([]) == []


def test_of_boilerplate_only_the_first_articles_are_looked_at(
    store: Store, article: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [with_prints(store, article(f"Text {number}."), Prints((7,))) for number in range(4)]
    monkeypatch.setattr(module, "HOLDERS", 2)
    assert [name for name, _, _ in store.stories.alike([7])] == ids[:2]


def test_a_copy_of_a_copy_is_one_text_with_the_first(store: Store, article: Callable[..., Article]) -> None:
    first = with_prints(store, article("One."), Prints((1,)))
    second = with_prints(store, article("Two."), Prints((1,), first, 0.9))
    third = with_prints(store, article("Three."), Prints((1,), second, 0.8))
    alone = with_prints(store, article("Four."), Prints((2,)))
    for one in (first, second, third):
        assert [row.id for row in store.stories.family(one)] == [first, second, third]
    assert [row.id for row in store.stories.family(alone)] == [alone]
    assert store.stories.family("unknown") == []
    assert sorted(store.stories.shared_texts([third, alone, first])) == sorted([first, third])
    assert list(store.stories.copied()) == [first, first]


def test_an_article_that_is_refused_leaves_no_fingerprints(
    store: Store, path: Path, article: Callable[..., Article], claim: Callable[..., Claim]
) -> None:
    made = article("One.")
    with_prints(store, made, Prints((1,)))
    assert not store.add_article(made, [claim(made)], prints=Prints((2,)))
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT hash FROM fingerprints").fetchall() == [(1,)]


def test_a_store_of_before_keeps_its_matches_and_lacks_fingerprints(
    path: Path,
    article: Callable[..., Article],
    claim: Callable[..., Claim],
    match: Callable[..., Match],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = [article("It opens."), article("It opens now.")]
    claims = [claim(one) for one in made]
    pair = match(claims[0].id, claims[1].id)
    with monkeypatch.context() as patch:
        older = Migrations("claims")
        for step in migrations.migrations._migrations:
            if step.name != "0004_stories":
                older(name=step.name)(step.fn)
        patch.setattr(migrations, "migrations", older)
        with Store.open(path) as store:
            for one, own in zip(made, claims, strict=True):
                store.add_article(one, [own])
    with sqlite3.connect(path) as raw:
        raw.execute(
            "INSERT INTO matches (id, a, b, relation, score, model) VALUES (?, 1, 2, ?, ?, ?)",
            (pair.id, pair.relation, pair.score, pair.model_dump_json()),
        )
    with Store.open(path) as store:
        assert [edge.relation for edge in store.stories.edges()] == [Relation.SAME]
        assert [found for found, _ in store.matches_of(claims[0].id)] == [pair]
        assert store.rounds.unread(9) == [one.id for one in made]
        assert store.rounds.end(store.rounds.begin()) == 0
        assert store.matches_of(claims[0].id) == []
