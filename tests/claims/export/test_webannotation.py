from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.export import ExportedArticle, ExportRecord
from claims.export.webannotation import AROUND, write
from claims.models import Article, Claim, ClaimKind, Span


def items(*records: ExportRecord) -> list[dict[str, Any]]:
    page = json.loads("".join(write(records)))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    found: list[dict[str, Any]] = page["items"]
    return found


def test_each_span_of_a_discontinuous_content_is_a_target(full: ExportRecord) -> None:
    [item] = items(full)
    spans = [(one["selector"][1]["start"], one["selector"][1]["end"]) for one in item["target"]]
    assert spans == [tuple(span) for span in full.claim.content]
    assert {one["source"] for one in item["target"]} == {full.article.url}


def test_an_article_without_address_is_named_by_its_hash(bare: ExportRecord) -> None:
    [item] = items(bare)
    assert item["target"][0]["source"] == "urn:sha256:" + "cd" * 32
    assert (item["motivation"], item["body"]) == ("highlighting", [])


def test_the_verdict_its_reason_and_its_reviewer_are_said(full: ExportRecord) -> None:
    [item] = items(full)
    bodies = {one["purpose"]: one["value"] for one in item["body"]}
    assert bodies["assessing"] == "disputed"
    assert bodies["describing"] == "two figures are about"
    assert (item["creator"]["name"], item["created"]) == ("boris", "2025-11-26T09:30:00+00:00")


@given(st.data())
def test_a_selector_finds_its_words_again(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=2, max_size=200).filter(lambda text: text.isprintable()))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    article = Article(id="a", text=text, text_hash="00", name="a")
    claim = Claim(
        id="c",
        article_id="a",
        kind=ClaimKind.DIRECT,
        content=(Span(start, end),),
        content_words=text[start:end],
        rule="r",
    )
    [item] = items(ExportRecord(article=ExportedArticle.with_text(article), claim=claim))
    quote, position = item["target"][0]["selector"]
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert text.startswith(quote["prefix"] + quote["exact"] + quote["suffix"], max(0, start - AROUND))
