from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from claims.models import Action, Match, Relation
from claims.store import Position, Prints, Store

Add = Callable[..., str]


def counts(store: Store, claim_id: str) -> tuple[int, int]:
    [row] = store.rows([store.rowid(claim_id)])
    return row.match_count, row.conflict_count


def test_a_round_takes_every_article_in_its_order(store: Store, add: Add) -> None:
    for day in ("today", "soon", "late"):
        add(f"It opens {day}.")
    begun = store.rounds.begin()
    assert begun == Position(among=3, last=3, upto=0)
    add("It opens after all.")
    assert [number for number, _ in store.rounds.after(begun, 2)] == [1, 2]
    assert [number for number, _ in store.rounds.after(begun._replace(upto=2), 2)] == [3]
    assert [store.article_row(id).id for _, id in store.rounds.after(begun, 9)] == [
        row.id for row in store.articles()
    ][:3]


def test_an_interrupted_round_is_gone_on_with(
    path: Path, store: Store, add: Add, match: Callable[..., Match]
) -> None:
    one, two = add("It opens."), add("It opens now.")
    store.rounds.keep(store.rounds.begin()._replace(upto=1), [match(one, two)])
    with Store.open(path) as again:
        assert again.rounds.begin() == Position(among=2, last=2, upto=1)
        assert again.rounds.end(again.rounds.begin()._replace(upto=2)) == 1
        assert [found.id for found, _ in again.matches_of(one)] == [match(one, two).id]
        assert again.rounds.begin() == Position(among=2, last=2, upto=0)


def test_what_is_not_proposed_again_is_dropped_unless_decided(
    store: Store, add: Add, match: Callable[..., Match]
) -> None:
    one, two, three, four = (add(f"It opens {day}.") for day in ("today", "soon", "late", "never"))
    again, stale = match(one, two), match(one, three, Relation.CONFLICTING)
    decided, undone = match(two, three), match(three, four)
    store.add_matches([again, stale, decided, undone])
    store.decide([decided.id], Action.MATCH, "same", reviewer="ann")
    store.decide([undone.id], Action.MATCH, "unrelated", reviewer="ann")
    store.undo("ann")
    begun = store.rounds.begin()
    late = match(add("It opens after all."), one)
    store.add_matches([late])
    store.rounds.keep(begun._replace(upto=begun.last), [again])
    assert store.rounds.end(begun) == 2
    kept = {found.id for claim in (one, two, three, four) for found, _ in store.matches_of(claim)}
    assert kept == {again.id, decided.id, undone.id, late.id}
    assert (counts(store, one), counts(store, three)) == ((2, 0), (2, 0))
    store.redo("ann")
    assert store.match_state(undone.id).relation is Relation.UNRELATED
    assert store.rounds.end(store.rounds.begin()) == 0
    assert [found for found, _ in store.matches_of(two)] == [decided]


def test_articles_of_an_earlier_version_get_what_they_lack(store: Store, add: Add, path: Path) -> None:
    one, two = add("It opens.", terms=("open",)), add("It opens now.", terms=("open",))
    articles = [row.id for row in store.articles()]
    assert store.rounds.unread(9) == articles
    store.rounds.read(articles[0], {one: ["number:28"]}, Prints((5, 7)))
    store.rounds.read(articles[1], {two: ["number:28"]}, Prints((7,), articles[0], 0.5))
    assert store.rounds.unread(9) == []
    assert store.document_frequency(["open", "number:28"]) == {"open": 2, "number:28": 2}
    assert store.candidates(["number:28"], articles[0], 9) == [two]
    assert store.candidates(["open"], articles[1], 9) == [one]
    assert [row.id for row in store.stories.family(articles[1])] == articles
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO terms_fts (terms_fts) VALUES ('integrity-check')")
