from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Article, Claim
from claims.store import Store, search

Add = Callable[..., str]


def test_document_frequency(store: Store, add: Add) -> None:
    add("One.", terms=("bridg", "open", "open", "Riga"))
    add("Two.", terms=("bridg",))
    assert store.document_frequency(["bridg", "open", "riga", "none"]) == {
        "bridg": 2,
        "open": 1,
        "riga": 1,
        "none": 0,
    }
    assert store.document_frequency([]) == {}
    assert store.claim_count() == 2


def test_candidates_share_the_rarest_terms(store: Store, add: Add) -> None:
    rare = add("One.", terms=("bridg", "riga"))
    both = add("Two.", terms=("bridg", "riga", "friday"))
    common = [add(f"Common {number}.", terms=("bridg",)) for number in range(5)]
    add("Else.", terms=("else",))
    own = store.claim(both).article_id
    assert store.candidates(["bridg", "riga", "friday"], own, 10) == [rare, *common]
    assert store.candidates(["bridg", "riga", "friday"], "", 2) == [both, rare]
    assert store.candidates(["nothing"], "", 10) == store.candidates([], "", 10) == []


def test_no_claim_of_the_same_article(
    store: Store, article: Callable[..., Article], claim: Callable[..., Claim]
) -> None:
    made, other = article("One. Two."), article("Three.")
    found = [claim(made, (0, 4)), claim(made, (5, 9))]
    third = claim(other)
    store.add_article(made, found, {one.id: ["bridg"] for one in found})
    store.add_article(other, [third], {third.id: ["bridg"]})
    assert store.candidates(["bridg"], made.id, 1) == [third.id]
    assert set(store.candidates(["bridg"], other.id, 5)) == {one.id for one in found}


def test_reading_of_the_index_is_bounded(store: Store, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_POSTINGS", 4)
    rare = add("Rare.", terms=("riga", "bridg"))
    common = [add(f"Common {number}.", terms=("bridg",)) for number in range(6)]
    assert store.candidates(["bridg", "riga"], "", 10) == [rare, *common[-3:]]


TERM = st.text(min_size=1, max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(term=st.one_of(TERM, st.text(alphabet="\"'*:^(){}+- \0\n\u00a0a1ÀK\ud800", min_size=1, max_size=6)))
def test_any_term_is_found_again_and_as_one(
    store: Store, article: Callable[..., Article], claim: Callable[..., Claim], term: str
) -> None:
    made = article(f"Text {store.claim_count()}.")
    found = claim(made)
    before = store.document_frequency([term])[term]
    store.add_article(made, [found], {found.id: [term, "other"]})
    assert store.document_frequency([term])[term] == before + 1
    assert found.id in store.candidates([term], "", 1_000)
    longer = f"{term}\u00a0x"
    if not store.document_frequency([longer])[longer]:
        assert store.candidates([longer], "", 1_000) == []


def test_passages(store: Store, article: Callable[..., Article]) -> None:
    filler = "Nothing of note was said by anybody. " * 20
    wire = article(
        f"{filler}Zürich.\n{filler}The bridge. {filler}Then, in Zürich, the bridge opened. {filler}",
        title="Far",
    )
    post = article("Bridge in Zurich.", outlet=None, date=None, title="Near")
    store.add_article(wire, [])
    store.add_article(post, [])
    store.add_article(article("Another bridge."), [])
    near, far = store.search_articles('zurich "bridge"')
    assert (near.article_id, near.outlet, near.title, near.date, near.words) == (
        post.id,
        "",
        "Near",
        None,
        "Bridge in Zurich.",
    )
    assert (far.article_id, far.outlet, far.date) == (wire.id, "Harbour Post", wire.date)
    assert far.words == wire.text[far.span.start : far.span.end]
    assert "in Zürich, the bridge opened" in far.words
    assert "\n" not in far.words
    assert len(far.words) <= search.PASSAGE + 2 * search.MARGIN
    assert far.words.split()[0] in wire.text.split()
    assert [passage.article_id for passage in store.search_articles("bridge zurich", limit=1)] == [post.id]
    assert store.search_articles("bridge NOT zurich") == store.search_articles("***") == []


def test_a_passage_found_by_the_title_alone(store: Store, article: Callable[..., Article]) -> None:
    made = article("It opens on Friday.", title="Bridge")
    store.add_article(made, [])
    [passage] = store.search_articles("bridge")
    assert passage.words == made.text[: passage.span.end]
