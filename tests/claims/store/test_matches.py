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
    among = store.claim_count()
    late = match(add("It opens after all."), one)
    store.add_matches([late])
    assert store.retain_matches({again.id}, among) == 1
    kept = {found.id for claim in (one, two, three, four) for found, _ in store.matches_of(claim)}
    assert kept == {again.id, decided.id, undone.id, late.id}
    assert (counts(store, one), counts(store, three)) == ((2, 0), (2, 0))
    store.redo("ann")
    assert store.match_state(undone.id).relation is Relation.UNRELATED
    assert store.retain_matches(set(), store.claim_count()) == 2
    assert [found for found, _ in store.matches_of(two)] == [decided]
