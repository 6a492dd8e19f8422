"""What claims made by hand cost a large store: nothing that grows with it."""

from __future__ import annotations

from collections.abc import Callable

from claims.models import Action, Claim
from claims.store import SELECTED, Act, ClaimFilter, Store

Add = Callable[..., str]


def hand_made(store: Store, add: Add, claim: Callable[..., Claim], article: Callable[..., object]) -> str:
    """Add an article, and to it a claim made by hand; return that claim's id."""
    add("The quay is shut.", terms=("quay",))
    made = claim(article("The quay is shut."), (4, 8), rule="reviewer")
    store.add_claims(
        [made], [Act(made.id, Action.ADD, SELECTED)], reviewer="ann", terms={made.id: ("quay", "shut")}
    )
    return made.id


def steps(store: Store, act: Callable[[], object]) -> int:
    """Return how many hundred steps SQLite's virtual machine takes for ``act``."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    store._connection.raw.set_progress_handler(count, 100)
    try:
        act()
    finally:
        store._connection.raw.set_progress_handler(None, 0)
    return counted


def test_neither_candidates_nor_matches_nor_decisions_look_at_every_claim(
    store: Store, add: Add, claim: Callable[..., Claim], article: Callable[..., object]
) -> None:
    id = hand_made(store, add, claim, article)

    def acts() -> dict[str, int]:
        return {
            "candidates": steps(store, lambda: store.candidates(["quay"], store.claim(id).article_id, 5)),
            "matches": steps(store, lambda: store.matches_of(id)),
            "undo": steps(store, lambda: store.undo("ann")),
            "redo": steps(store, lambda: store.redo("ann")),
            "added": steps(store, lambda: store.count(ClaimFilter(added=True))),
        }

    before = acts()
    for number in range(1000):
        add(f"Ferry {number} was late.", terms=(f"ferry{number}",))
    after = acts()
    assert all(after[name] <= before[name] + 12 for name in before), (before, after)


def test_a_withdrawn_claim_is_no_candidate_for_its_own_article_but_for_others(
    store: Store, add: Add, claim: Callable[..., Claim], article: Callable[..., object]
) -> None:
    id = hand_made(store, add, claim, article)
    own = store.claim(id).article_id
    assert store.candidates(["shut"], own, 5) == []
    assert store.candidates(["shut"], "another", 5) == [id]
    store.undo("ann")
    assert store.candidates(["shut"], own, 5) == []
    assert store.candidates(["shut"], "another", 5) == [id], "its matches are there when it comes back"
    assert store.resolve(id[:12]) == id
    assert [row.claim_count for row in store.articles()] == [1]
