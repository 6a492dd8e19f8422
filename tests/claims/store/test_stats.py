from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from claims.models import Action, Article, Claim
from claims.pace import Step
from claims.store import Store

START = dt.datetime(2026, 3, 14, 9, 0, tzinfo=dt.UTC)


def at(seconds: int) -> dt.datetime:
    return START + dt.timedelta(seconds=10 * seconds)


@pytest.fixture
def ids(
    tmp_path: Path, article: Callable[..., Article], claim: Callable[..., Claim]
) -> tuple[Store, list[str]]:
    """A store whose decisions are ten seconds apart, and the claims in it."""
    ticks = count()
    store = Store.open(tmp_path / "paced.sqlite", clock=lambda: at(next(ticks)))
    text = article("One. Two. Three.")
    claims = [claim(text, (0, 4)), claim(text, (5, 9)), claim(text, (10, 16))]
    store.add_article(text, claims)
    return store, [one.id for one in claims]


def test_steps_are_what_decided_and_is_in_force(ids: tuple[Store, list[str]]) -> None:
    store, (one, two, three) = ids
    store.decide([one], Action.VERDICT, "verified", reviewer="anna")
    store.decide([one], Action.NOTE, "a note decides nothing", reviewer="anna")
    store.decide([two], Action.VERDICT, "refuted", reviewer="anna")
    store.undo("anna")
    store.decide([two, three], Action.VERDICT, "disputed", reviewer="anna")
    store.decide([one], Action.ATTRIBUTION, "confirmed", reviewer="ben")
    anna = [Step(at(0), "anna", 1), Step(at(4), "anna", 2)]
    ben = [Step(at(5), "ben", 1)]
    assert store.decided_steps("anna") == anna
    assert store.decided_steps() == [*anna, *ben]
    assert store.decided_steps("anna", latest=1) == anna[-1:]
    assert store.decided_steps("cleo") == []


def test_what_is_undone_and_redone_counts_again_when_it_was_made(ids: tuple[Store, list[str]]) -> None:
    store, (one, *_) = ids
    store.decide([one], Action.VERDICT, "verified", reviewer="anna")
    store.undo("anna")
    assert store.decided_steps() == []
    store.redo("anna")
    assert store.decided_steps() == [Step(at(0), "anna", 1)]
