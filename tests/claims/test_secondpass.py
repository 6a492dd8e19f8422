from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.errors import ClaimsError
from claims.models import AttributionCheck, Verdict
from claims.secondpass import count
from claims.store import Store
from claims.workbench import Workbench


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    text = "\n\n".join(f"Mayor Ada Brook said that the port lost {n} crates." for n in range(30, 60))
    article = tmp_path / "port.txt"
    article.write_text(text, encoding="utf-8")
    with Workbench.open(tmp_path / "c.sqlite", reviewer="ann") as workbench:
        workbench.add([article])
        assert workbench.count() == 30
        yield workbench.store


def test_the_sample_is_of_what_others_decided_and_stays_the_same(store: Store) -> None:
    ann, bob = Workbench(store, "ann"), Workbench(store, "bob")
    ids = store.ids(store.claim_ids())
    ann.mark(ids[:20], Verdict.VERIFIED)
    bob.mark(ids[:2], Verdict.VERIFIED)
    bob.mark([ids[2]], Verdict.REFUTED)
    bob.undo()
    drawn = bob.second_pass("5")
    assert len(drawn) == 5 and set(drawn) <= set(ids[3:20])
    assert drawn != sorted(drawn)
    bob.mark([drawn[0]], Verdict.REFUTED)
    ann.mark(ids[20:], Verdict.VERIFIED)
    assert bob.second_pass() == bob.second_pass("5") == drawn, "whatever is decided meanwhile"
    bob.mark(drawn[1:], Verdict.VERIFIED)
    again = bob.second_pass()
    assert len(again) == 5 and not set(again) & set(drawn), "all answered: the next sample"


def test_two_second_reviewers_get_the_same_claims(store: Store) -> None:
    ids = store.ids(store.claim_ids())
    Workbench(store, "ann").mark(ids, Verdict.VERIFIED)
    assert Workbench(store, "bob").second_pass("50%") == Workbench(store, "cem").second_pass("15")


def test_another_size_draws_another_sample(store: Store) -> None:
    ann, bob = Workbench(store, "ann"), Workbench(store, "bob")
    ann.mark(store.ids(store.claim_ids()), Verdict.VERIFIED)
    five = bob.second_pass("5")
    assert bob.second_pass("10%") == five[:3]


def test_there_is_nothing_to_sample_of_ones_own(store: Store) -> None:
    ann = Workbench(store, "ann")
    ids = store.ids(store.claim_ids())
    ann.mark(ids, Verdict.VERIFIED)
    with pytest.raises(ClaimsError, match="Nothing is left for a second pass of ann"):
        ann.second_pass()
    Workbench(store, "bob").check(ids, AttributionCheck.WRONG)
    assert len(Workbench(store, "bob").store.answered_by_others("bob")) == 0


@pytest.mark.parametrize(
    ("size", "available", "wanted"),
    [("20", 100, 20), (" 20 ", 7, 7), ("10%", 95, 10), ("0.5%", 10, 1), ("100%", 8, 8)],
)
def test_a_size_is_a_number_or_a_share(size: str, available: int, wanted: int) -> None:
    assert count(size, available) == wanted


@pytest.mark.parametrize("size", ["", "0", "0%", "-3", "101%", "ten", "1.5", "5 %", "1e3", "٣"])
def test_what_is_no_size_is_refused(size: str) -> None:
    with pytest.raises(ClaimsError, match="no size of a sample"):
        count(size, 100)
