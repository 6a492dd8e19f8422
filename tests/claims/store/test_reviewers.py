from __future__ import annotations

from collections.abc import Callable

from claims.models import Action, Modality
from claims.store import Store

Add = Callable[..., str]
V, A, J = Action.VERDICT, Action.ATTRIBUTION, Action.ADJUDICATE


def test_what_others_decided_and_one_never_answered(store: Store, add: Add) -> None:
    verified, differing, noted, own, undone, opinion, fact = (
        add(f"It rained {n}.", modality=Modality.OPINION if n == 5 else Modality.FACT) for n in range(7)
    )
    store.decide([verified, undone, differing], V, "verified", reviewer="ann")
    store.decide([differing], V, "refuted", reviewer="cem")
    store.decide([opinion, fact], A, "wrong", reviewer="ann")
    store.decide([noted], Action.NOTE, "ask", reviewer="ann")
    store.decide([own], V, "verified", reviewer="bob")
    store.decide([undone], V, "verified", reviewer="bob")
    store.undo("bob")
    store.decide([verified], Action.NOTE, "seen it", reviewer="bob")
    assert store.answered_by_others("bob") == sorted([verified, differing, opinion])
    assert store.answered_by_others("ann") == [own]


def test_shared_are_those_that_several_ever_answered(store: Store, add: Add) -> None:
    one, other, noted = (add(f"It rained {n}.") for n in range(3))
    store.decide([one, other, noted], V, "verified", reviewer="ann")
    store.decide([one], A, "wrong", reviewer="bob")
    store.decide([noted], Action.NOTE, "ask", reviewer="bob")
    store.decide([other], V, "refuted", reviewer="ann")
    assert store.shared() == [one]


def test_a_version_that_is_known_is_one_heard_of_or_ones_own(store: Store, add: Add) -> None:
    one, other, untouched = (add(f"It rained {n}.") for n in range(3))
    store.decide([one], V, "verified", reviewer="ann")
    heard = store.last_decision()
    store.decide([one], V, "refuted", reviewer="bob")
    store.decide([other], V, "refuted", reviewer="ann")
    assert store.versions([one, other, untouched], "ann", heard) == {one: 1, other: 3, untouched: 0}
    assert store.versions([one], "ann", store.last_decision()) == {one: 2}
