from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.errors import NotFound
from claims.models import Action, Match, MatchState, Relation
from claims.store import Store

Add = Callable[..., str]


def counts(store: Store, claim_id: str) -> tuple[int, int]:
    [row] = store.rows([store.rowid(claim_id)])
    return row.match_count, row.conflict_count


def test_matches_of_a_claim_best_first(store: Store, add: Add, match: Callable[..., Match]) -> None:
    one, two, three = add("It opens."), add("It opens now."), add("It stays shut.")
    near, far = match(one, two, score=0.9), match(three, one, Relation.CONFLICTING, score=0.4)
    assert store.add_matches([far, near]) == 2
    assert store.matches_of(one) == [(near, MatchState()), (far, MatchState())]
    assert [found for found, _ in store.matches_of(three)] == [far]
    assert store.match(far.id) == far
    assert (counts(store, one), counts(store, two), counts(store, three)) == ((2, 1), (1, 0), (1, 1))


def test_a_new_proposal_replaces_the_old_and_keeps_the_decision(
    store: Store, add: Add, match: Callable[..., Match]
) -> None:
    one, two = add("It opens."), add("It opens now.")
    pair = match(one, two, Relation.RELATED, score=0.4)
    store.add_matches([pair])
    [decision] = store.decide([pair.id], Action.MATCH, "same", reviewer="ann")
    again = pair.model_copy(update={"relation": Relation.CONFLICTING, "score": 0.7})
    assert store.add_matches([again]) == 0
    [(found, state)] = store.matches_of(two)
    assert found == again
    assert (state.relation, state.reviewer, state.version) == (Relation.SAME, "ann", decision.seq)
    assert counts(store, one) == (1, 0)
    store.undo("ann")
    assert counts(store, one) == (1, 1)


def test_unrelated_counts_no_more(store: Store, add: Add, match: Callable[..., Match]) -> None:
    one, two = add("It opens."), add("It opens now.")
    pair = match(one, two)
    store.add_matches([pair])
    store.decide([pair.id], Action.MATCH, "unrelated", reviewer="ann")
    assert counts(store, one) == counts(store, two) == (0, 0)


def test_a_match_of_an_unknown_claim_stores_none(store: Store, add: Add, match: Callable[..., Match]) -> None:
    one, two = add("It opens."), add("It opens now.")
    with pytest.raises(NotFound, match="beef"):
        store.add_matches([match(one, two), match(one, "beef")])
    assert store.matches_of(one) == []
