from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

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
from claims.store import ClaimFilter, Order, Store
from claims.store.filters import ORDER_BY, words_query

Add = Callable[..., str]


@pytest.fixture
def four(store: Store, article: Callable[..., Article], claim: Callable[..., Claim]) -> dict[str, str]:
    """Four claims of three articles, by a short name."""
    wire = article(
        "The 28-point plan opens on Friday. It may not.", outlet="Wire", title="Café talks", date=None
    )
    post = article("The plan is dead.", outlet="Harbour Post", date=dt.date(2025, 11, 20))
    news = article("Zürich hopes for peace.", outlet=None, date=dt.date(2025, 11, 22))
    found = {
        "plan": claim(wire, (0, 34), kind=ClaimKind.DIRECT, speaker="Marco Rubio", priority=50),
        "doubt": claim(wire, (35, 46), source_words="a Rubio aide", priority=90),
        "dead": claim(post, speaker="Ada Byrne", origin="Reuters", priority=50),
        "hope": claim(news, modality=Modality.OPINION, kind=ClaimKind.ASSERTION, priority=10),
    }
    # Written in another order than they stand in the text.
    store.add_article(wire, [found["doubt"], found["plan"]])
    store.add_article(post, [found["dead"]])
    store.add_article(news, [found["hope"]])
    return {name: one.id for name, one in found.items()}


def shown(
    store: Store, names: dict[str, str], claim_filter: ClaimFilter, order: Order = Order.PRIORITY
) -> list[str]:
    by_id = {claim_id: name for name, claim_id in names.items()}
    rowids = store.claim_ids(claim_filter, order)
    assert store.count(claim_filter) == len(rowids)
    assert list(store.packed_ids(claim_filter, order)) == rowids
    return [by_id[claim_id] for claim_id in store.ids(rowids)]


@pytest.mark.parametrize(
    ("given_filter", "expected"),
    [
        (ClaimFilter(), "doubt plan dead hope"),
        (ClaimFilter(outlet="WIRE"), "doubt plan"),
        (ClaimFilter(outlet=""), "hope"),
        (ClaimFilter(outlet="Wir"), ""),
        (ClaimFilter(speaker="rubio"), "doubt plan"),
        (ClaimFilter(speaker="Rubio marco"), "plan"),
        (ClaimFilter(kind=ClaimKind.DIRECT), "plan"),
        (ClaimFilter(modality=Modality.OPINION), "hope"),
        (ClaimFilter(origin="reuters"), "dead"),
        (ClaimFilter(since=dt.date(2025, 11, 20), before=dt.date(2025, 11, 22)), "dead"),
        (ClaimFilter(query="plan"), "plan dead"),
        (ClaimFilter(query="28-point"), "plan"),
        (ClaimFilter(query="28-plan"), ""),
        (ClaimFilter(query="zurich PEACE"), "hope"),
        (ClaimFilter(query="cafe"), "doubt plan"),
        (ClaimFilter(query="plan", speaker="byrne", outlet="harbour post"), "dead"),
        (ClaimFilter(query="  "), "doubt plan dead hope"),
        (ClaimFilter(query="'-*"), ""),
        (ClaimFilter(status=Verdict.VERIFIED), ""),
        (ClaimFilter(has_conflict=False, flagged=False, disagreement=False), "doubt plan dead hope"),
    ],
)
def test_each_filter(store: Store, four: dict[str, str], given_filter: ClaimFilter, expected: str) -> None:
    assert shown(store, four, given_filter) == expected.split()


def test_one_article(store: Store, four: dict[str, str]) -> None:
    article_id = store.claim(four["plan"]).article_id
    assert shown(store, four, ClaimFilter(article_id=article_id), Order.ARTICLE) == ["plan", "doubt"]
    assert [claim.id for claim in store.claims_of(article_id)] == [four["plan"], four["doubt"]]
    assert shown(store, four, ClaimFilter(article_id="' OR 1")) == []


def test_filters_by_what_was_decided(store: Store, four: dict[str, str], match: Callable[..., Match]) -> None:
    store.decide([four["plan"]], Action.VERDICT, "verified", reviewer="ann")
    store.decide([four["dead"]], Action.FLAG, "on", reviewer="ann")
    store.decide([four["hope"]], Action.ATTRIBUTION, "wrong", reviewer="ann")
    store.add_matches([match(four["plan"], four["dead"], Relation.CONFLICTING)])
    assert shown(store, four, ClaimFilter(status=Verdict.VERIFIED)) == ["plan"]
    assert shown(store, four, ClaimFilter(status=Verdict.UNREVIEWED)) == ["doubt", "dead", "hope"]
    assert shown(store, four, ClaimFilter(flagged=True)) == ["dead"]
    assert shown(store, four, ClaimFilter(attribution=AttributionCheck.WRONG)) == ["hope"]
    assert shown(store, four, ClaimFilter(has_conflict=True)) == ["plan", "dead"]
    store.decide([four["plan"]], Action.VERDICT, "refuted", reviewer="bob")
    assert shown(store, four, ClaimFilter(disagreement=True)) == ["plan"]
    assert shown(store, four, ClaimFilter(status=Verdict.UNREVIEWED)) == ["doubt", "plan", "dead", "hope"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.PRIORITY, "doubt plan dead hope"),
        (Order.OLDEST, "dead hope doubt plan"),
        (Order.ARTICLE, "plan doubt dead hope"),
        (Order.SPEAKER, "doubt dead plan hope"),
        (Order.CONFLICTS, "dead hope doubt plan"),
    ],
)
def test_each_order(
    store: Store, four: dict[str, str], match: Callable[..., Match], order: Order, expected: str
) -> None:
    store.add_matches([match(four["hope"], four["dead"], Relation.CONFLICTING)])
    assert shown(store, four, ClaimFilter(), order) == expected.split()


def test_each_order_reads_its_index_without_sorting(store: Store) -> None:
    assert set(ORDER_BY) == set(Order)
    for order, columns in ORDER_BY.items():
        if order is Order.RANDOM:
            continue
        plan = store._connection.all(f"EXPLAIN QUERY PLAN SELECT claim FROM claim_state ORDER BY {columns}")
        assert [step[3] for step in plan if "TEMP B-TREE" in step[3]] == [], order
        assert any("USING COVERING INDEX" in step[3] for step in plan), order


def test_thousands_in_order(
    store: Store, article: Callable[..., Article], claim: Callable[..., Claim]
) -> None:
    made = article("x" * 2_000)
    found = [claim(made, (number, number + 1), priority=number * 7 % 101) for number in range(2_000)]
    store.add_article(made, found)
    rowids = store.claim_ids()
    rows = store.rows(rowids)
    assert [row.rowid for row in rows] == rowids
    assert [(-row.priority, row.rowid) for row in rows] == sorted((-row.priority, row.rowid) for row in rows)
    assert {row.id for row in rows} == {one.id for one in found}
    assert [row.rowid for row in store.rows([rowids[5], 10**9, rowids[2]])] == [rowids[5], rowids[2]]


HOSTILE = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="\"'*:^(){}[]-+;\\%_ NEARORANDNOT\0\ud800a1", max_size=30),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=HOSTILE)
@example(words="' OR 1=1 --")
@example(words='" OR "plan')
@example(words="content : plan")
@example(words="NOT plan")
@example(words="plan OR dead")
@example(words="NEAR(the plan)")
@example(words="pla*")
@example(words='"; DROP TABLE claims; --')
@example(words="plan\0dead")
@example(words="\udcff plan")
def test_nothing_in_a_filter_is_interpreted(store: Store, four: dict[str, str], words: str) -> None:
    everything = set(store.claim_ids())
    for name in ("query", "speaker", "origin", "outlet", "article_id"):
        assert set(store.claim_ids(ClaimFilter.model_validate({name: words}))) <= everything
    assert store.claim_ids(ClaimFilter(query=f"{words} zzqx")) == []
    assert store.claim_ids(ClaimFilter(query=f"zzqx {words}")) == []
    signs = " ".join(word for word in words.split() if not any(map(str.isalnum, word)))
    assert store.count(ClaimFilter(query=f"{signs} plan {signs}")) == 2
    assert store.claim_count() == 4


def test_operators_are_words(store: Store, four: dict[str, str]) -> None:
    for words in (
        "plan OR zzz",
        "NOT zzz",
        "plan NOT zzz",
        "pla*",
        "content:plan",
        "NEAR(plan dead)",
        "^The",
        "{title}:plan",
    ):
        expected = [] if words not in ("^The",) else ["plan", "dead"]
        assert shown(store, four, ClaimFilter(query=words)) == expected, words


def test_words_query() -> None:
    assert words_query('a "b" -- c"d') == '"a" AND """b""" AND "c""d"'
    assert words_query(" *** ") == ""


def test_a_filter_is_a_frozen_value() -> None:
    assert ClaimFilter(outlet="a") == ClaimFilter(outlet="a")
    with pytest.raises(ValidationError):
        ClaimFilter(outlet="a").outlet = "b"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        ClaimFilter(colour="red")  # type: ignore[call-arg]
