from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.errors import NotFound
from claims.models import (
    Action,
    Article,
    AttributionCheck,
    Claim,
    ClaimKind,
    Match,
    Modality,
    Relation,
    Verdict,
)
from claims.store import ClaimRow, Store
from claims.store.claims import ROW_WORDS

Add = Callable[..., str]


def test_a_row_shows_what_a_list_needs(
    store: Store, article: Callable[..., Article], claim: Callable[..., Claim], match: Callable[..., Match]
) -> None:
    made = article("The bridge, he said, opens. It does not.")
    found = claim(made, (0, 10), (21, 26), kind=ClaimKind.MIXED, speaker="Ada Byrne", priority=7)
    other = claim(made, (28, 40))
    store.add_article(made, [found, other])
    store.add_matches([match(found.id, other.id, Relation.CONFLICTING)])
    store.decide([found.id], Action.ATTRIBUTION, "confirmed", reviewer="ann")
    [row] = store.rows([store.rowid(found.id)])
    assert row == ClaimRow(
        rowid=1,
        id=found.id,
        article_id=made.id,
        outlet="Harbour Post",
        date=made.date,
        kind=ClaimKind.MIXED,
        modality=Modality.FACT,
        speaker="Ada Byrne",
        content_words="The bridge … opens",
        verdict=Verdict.UNREVIEWED,
        attribution=AttributionCheck.CONFIRMED,
        flagged=False,
        disagreement=False,
        priority=7,
        match_count=1,
        conflict_count=1,
    )


def test_a_row_is_bounded_and_falls_back_to_the_source(store: Store, add: Add) -> None:
    made = add("long " * 1_000, source_words="he", outlet=None)
    [row] = store.rows(store.claim_ids())
    assert (row.id, row.speaker, row.outlet) == (made, "he", "")
    assert len(row.content_words) == ROW_WORDS
    assert store.claim(made).content_words == "long " * 1_000


def test_the_same_claim_twice_is_one(
    store: Store, article: Callable[..., Article], claim: Callable[..., Claim]
) -> None:
    made = article("The bridge opens.")
    store.add_article(made, [claim(made), claim(made, rule="other")])
    [found] = store.claims_of(made.id)
    assert found.rule == "said-that"
    assert store.claims_of("beef") == []


def test_prefix_of_an_id(store: Store, article: Callable[..., Article], claim: Callable[..., Claim]) -> None:
    made = article("The bridge opens.")
    ids = ["abc0", "abc1", "abd000", "abd0001"]
    store.add_article(made, [claim(made, (0, 3 + n), id=one) for n, one in enumerate(ids)])
    assert store.resolve("abc1") == "abc1"
    assert store.resolve(" ABC0 ") == "abc0"
    assert store.resolve("abd000") == "abd000"  # whole, though another goes on
    for prefix in ("abc", "ab", "abd", ""):
        with pytest.raises(NotFound):
            store.resolve(prefix)
    with pytest.raises(NotFound, match="abc0, abc1, abd000 and more"):
        store.resolve("a")
    for unknown in ("f", "%", "_", "abc0' OR 1", "\udcff", "abc\0"):
        with pytest.raises(NotFound, match="no claim"):
            store.resolve(unknown)


def test_names_are_completed_folded_sorted_and_each_once(store: Store, add: Callable[..., str]) -> None:
    for number, speaker in enumerate(("Ann Doe", "Ann Roe", "Bo", None, "Ann Doe")):
        add(f"Text {number}.", speaker=speaker, outlet="Wire" if number else None, origin="PA")
    assert store.names("speaker", "") == ["ann doe", "ann roe", "bo"]
    assert store.names("speaker", "ANN ") == ["ann doe", "ann roe"]
    assert store.names("speaker", "ann", 1) == ["ann doe"]
    assert store.names("outlet", "w") == ["wire"]
    assert store.names("origin", "") == ["pa"]
    assert store.names("origin", "x") == []
