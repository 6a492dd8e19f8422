from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claims.errors import ImportRefused
from claims.models import Action, Verdict
from claims.workbench import ClaimFilter, Workbench

ADDRESS = "https://courier.example/bridge"


@pytest.fixture
def workbench(tmp_path: Path, articles: Path) -> Iterator[Workbench]:
    path = articles / "courier.md"
    path.write_text(path.read_text().replace("date:", f"url: {ADDRESS}\ndate:"))
    with Workbench.open(tmp_path / "claims.sqlite", reviewer="anna") as opened:
        opened.add([articles])
        yield opened


Take = Callable[..., object]


@pytest.fixture
def given(tmp_path: Path) -> Callable[[object], Path]:
    def written(document: object) -> Path:
        path = tmp_path / "annotations.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    return written


def annotation(exact: str, source: str = ADDRESS, **more: object) -> dict[str, object]:
    selector = {"type": "TextQuoteSelector", "exact": exact}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://notes.example/1",
        "type": "Annotation",
        "target": {"source": source, "selector": [selector]},
        **more,
    }


def test_words_that_are_no_claim_yet_become_one_made_by_hand(
    workbench: Workbench, given: Callable[[object], Path]
) -> None:
    path = given(
        annotation(
            "will stay closed",
            creator={"type": "Person", "name": "Carla"},
            created="2026-03-12T09:00:00Z",
            body=[
                {"type": "TextualBody", "purpose": "assessing", "value": "disputed"},
                {"type": "TextualBody", "purpose": "describing", "value": "the city has another day"},
                {"type": "TextualBody", "value": "ask the city"},
            ],
        )
    )
    told = workbench.imports.take(path, reviewer="anna")
    assert (told.claims, told.decisions, told.known_articles) == (1, 3, 1)
    [row] = workbench.rows(workbench.claim_ids(ClaimFilter(added=True)))
    assert row.content_words == "will stay closed"
    state = workbench.claim_state(row.id)
    assert (state.verdict, state.notes, state.reviewer) == (Verdict.DISPUTED, ("ask the city",), "Carla")
    assert state.decided_at == dt.datetime(2026, 3, 12, 9, tzinfo=dt.UTC)
    history = workbench.history(row.id)
    assert [one.action for one in history] == [Action.ADD, Action.VERDICT, Action.NOTE]
    assert len({one.step for one in history}) == 1
    assert not workbench.imports.take(path, reviewer="anna").changes


def test_words_of_a_claim_are_decided_on_where_they_are(
    workbench: Workbench, given: Callable[[object], Path]
) -> None:
    [row] = workbench.rows(workbench.claim_ids(ClaimFilter(query="ferries", outlet="Harbour Courier")))
    body = {"type": "TextualBody", "purpose": "tagging", "value": "verified"}
    told = workbench.imports.take(given(annotation(row.content_words, body=body)), reviewer="anna")
    assert (told.claims, told.known_claims) == (0, 1)
    state = workbench.claim_state(row.id)
    assert (state.verdict, state.reviewer) == (Verdict.VERIFIED, "anna")


def test_our_own_annotations_come_back_to_the_claims_that_they_are_of(
    workbench: Workbench, tmp_path: Path
) -> None:
    ids = workbench.store.ids(workbench.claim_ids())
    facts = [id for id in ids if workbench.claim(id).modality == "fact"]
    workbench.mark(facts, Verdict.UNVERIFIABLE, reason="no record")
    path = tmp_path / "out.annotations.json"
    workbench.export("annotations", ClaimFilter(), path)
    with Workbench.open(tmp_path / "other.sqlite", reviewer="boris") as other:
        other.add([tmp_path / "some articles"])
        told = other.imports.take(path, reviewer="boris")
        assert (told.claims, told.known_claims, told.unanchored) == (0, len(ids), [])
        for id in facts:
            state = other.claim_state(id)
            assert (state.verdict, state.reviewer) == (Verdict.UNVERIFIABLE, "anna")
        assert not other.imports.take(path, reviewer="boris").changes


@pytest.mark.parametrize("source", ["https://elsewhere.example/", "urn:sha256:" + "0" * 64])
def test_annotations_of_pages_that_are_not_here_are_told(
    workbench: Workbench, given: Callable[[object], Path], source: str
) -> None:
    told = workbench.imports.take(given([annotation("ferries", source)]), reviewer="anna")
    assert told.missing == {source: 1}
    assert not told.changes


def test_an_article_is_named_by_its_hash_and_words_by_what_is_around_them(
    workbench: Workbench, given: Callable[[object], Path]
) -> None:
    article = next(one for one in workbench.articles() if one.outlet == "Harbour Courier")
    quote = {"type": "TextQuoteSelector", "exact": "Brook said"}
    target = {"source": f"urn:sha256:{article.text_hash}", "selector": quote}
    ambiguous = workbench.imports.take(given([{"id": "x", "target": target}]), reviewer="anna")
    assert ambiguous.unanchored == ["x"]
    quote["prefix"] = "is not safe,” "
    assert workbench.imports.take(given([{"id": "x", "target": target}]), reviewer="anna").claims == 1
    [row] = workbench.rows(workbench.claim_ids(ClaimFilter(added=True)))
    [span] = workbench.claim(row.id).content
    assert workbench.article(article.id).text[: span.start].endswith("is not safe,” ")


def test_what_is_quoted_otherwise_is_left_out_and_told(
    workbench: Workbench, given: Callable[[object], Path]
) -> None:
    told = workbench.imports.take(given({"items": [annotation("words of nobody")]}), reviewer="anna")
    assert told.unanchored == ["https://notes.example/1"]


def test_a_document_without_a_quotation_is_refused(
    workbench: Workbench, given: Callable[[object], Path]
) -> None:
    for document in ([], {"@context": "x", "target": ADDRESS}, [{"target": {"source": ADDRESS}}]):
        with pytest.raises(ImportRefused, match="no Web Annotation"):
            workbench.imports.take(given(document), reviewer="anna")
