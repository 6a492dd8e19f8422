from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Action, Decision, Verdict
from claims.store import Store

NOON = dt.datetime(2026, 3, 11, 12, tzinfo=dt.UTC)


def decision(seq: int, target: str, minute: int, after: str, **more: object) -> Decision:
    fields: dict[str, object] = {
        "seq": seq,
        "step": seq,
        "time": NOON + dt.timedelta(minutes=minute),
        "reviewer": "anna",
        "target": target,
        "action": Action.VERDICT,
        "before": "",
        "after": after,
    }
    return Decision.model_validate(fields | more)


def test_into_a_store_without_decisions_they_keep_their_numbers(
    store: Store, add: Callable[..., str]
) -> None:
    id = add("It rains.")
    sent = [decision(5, id, 0, "verified"), decision(9, id, 1, "refuted", step=7)]
    merged = store.imports.merge(sent)
    assert (list(merged.new), merged.known) == (sent, 0)
    assert store.history(id) == sent
    assert store.imports.merge(sent).known == 2


def test_after_others_they_get_new_numbers_and_an_undo_follows_its_step(
    store: Store, add: Callable[..., str]
) -> None:
    id, other = add("It rains."), add("It snows.")
    store.decide([other], Action.FLAG, "on", reviewer="boris")
    sent = [
        decision(1, id, 0, "verified"),
        decision(2, id, 1, "refuted"),
        decision(3, id, 2, "verified", action=Action.UNDO, undoes=2),
    ]
    store.imports.merge(sent)
    assert [(one.seq, one.step, one.undoes) for one in store.history(id)] == [
        (2, 2, None),
        (3, 3, None),
        (4, 4, 3),
    ]
    assert store.claim_state(id).verdict is Verdict.VERIFIED
    assert [one.undoes for one in store.redo("anna")] == [3]
    assert store.claim_state(id).verdict is Verdict.REFUTED


def test_a_known_part_of_a_step_brings_the_rest_into_the_same_step(
    store: Store, add: Callable[..., str]
) -> None:
    one, other = add("It rains."), add("It snows.")
    first, second = decision(4, one, 0, "verified", step=4), decision(5, other, 0, "verified", step=4)
    store.imports.merge([first])
    store.decide([one], Action.FLAG, "on", reviewer="boris")
    store.imports.merge([first, second])
    [arrived] = store.history(other)
    assert (arrived.step, arrived.seq) == (4, 6)


def test_two_that_are_alike_are_two(store: Store, add: Callable[..., str]) -> None:
    id = add("It rains.")
    sent = [decision(1, id, 0, "verified"), decision(2, id, 0, "verified")]
    assert len(store.imports.merge(sent[:1]).new) == 1
    assert len(store.imports.merge(sent).new) == 1
    assert store.imports.merge(sent).known == 2


MINUTES = st.lists(st.integers(0, 9), min_size=1, max_size=6, unique=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MINUTES, min_size=1, max_size=3), st.randoms())
def test_whatever_comes_when_the_latest_word_of_a_reviewer_counts(
    path: Path, add: Callable[..., str], store: Store, batches: list[list[int]], random: object
) -> None:
    id = add(f"It rains {path.stat().st_mtime_ns} {random!r} {store.claim_count()}.")
    verdicts = sorted(set(Verdict) - {Verdict.UNREVIEWED})
    seen: dict[int, str] = {}
    for batch in batches:
        new = [minute for minute in batch if minute not in seen]
        for minute in new:
            seen[minute] = verdicts[minute % len(verdicts)]
        sent = [decision(number, id, minute, seen[minute]) for number, minute in enumerate(sorted(new), 1)]
        store.imports.merge(sent)
    assert [one.time for one in store.history(id)] == sorted(one.time for one in store.history(id))
    assert store.claim_state(id).verdict == seen[max(seen)]
    before = store.claim_state(id)
    store.rebuild()
    assert store.claim_state(id) == before


def test_articles_are_found_by_text_and_address(store: Store, article: Callable[..., object]) -> None:
    one = article("It rains.", outlet="Post", url="https://post.example/1")
    other = article("It rains.", outlet="Courier")
    for made in (one, other):
        store.add_article(made, [])  # type: ignore[arg-type]
    assert [row.outlet for row in store.imports.articles_with(one.text_hash)] == ["Post", "Courier"]  # type: ignore[attr-defined]
    assert [row.outlet for row in store.imports.articles_at("https://post.example/1")] == ["Post"]
    assert store.imports.articles_at("https://elsewhere.example") == []


def test_all_of_it_or_nothing(store: Store, add: Callable[..., str]) -> None:
    id = add("It rains.")
    with pytest.raises(ValueError, match="broken"), store.imports.whole():
        store.imports.merge([decision(1, id, 0, "verified")])
        raise ValueError("broken")
    assert store.history(id) == []
