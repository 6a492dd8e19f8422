"""By what the figures are broken down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.evaluation import GoldDocument, evaluate
from claims.evaluation.breakdowns import BREAKDOWNS, construction
from claims.models import Claim, ClaimKind, Span

Build = Callable[..., Claim]


@pytest.mark.parametrize(
    ("source", "cue", "content", "order"),
    [
        ([(0, 5)], [(6, 10)], [(11, 20)], "source cue content"),
        ([(30, 35)], [(25, 29)], [(0, 20)], "content cue source"),
        ([], [(0, 4)], [(5, 20)], "cue content"),
        ([], [], [(5, 20)], "content"),
        ([(10, 12)], [(13, 17)], [(0, 9), (20, 30)], "interrupted"),
        ([(0, 5)], [(6, 10)], [(11, 20), (40, 50)], "source cue content"),
        ([(6, 8)], [(0, 5), (30, 33)], [(10, 20)], "cue source content"),
        ([(40, 45)], [(34, 38)], [(0, 9), (20, 30)], "content cue source"),
    ],
)
def test_construction_is_the_order_of_the_roles(source: Any, cue: Any, content: Any, order: str) -> None:
    document = GoldDocument(id="a", text="x" * 60)
    claim = Claim(
        id="c",
        article_id="a",
        kind=ClaimKind.DIRECT,
        source=tuple(Span(*span) for span in source),
        cue=tuple(Span(*span) for span in cue),
        content=tuple(Span(*span) for span in content),
        content_words="",
        rule="r",
    )
    assert construction(document, claim) == order


@pytest.mark.parametrize(("value", "band"), [(0.0, "0.0-0.1"), (0.55, "0.5-0.6"), (1.0, "0.9-1.0")])
def test_reliability_bands(predicted: Build, text: str, value: float, band: str) -> None:
    document = GoldDocument(id="a", text=text)
    claim = predicted("she", "told", "reporters", reliability=value)
    assert BREAKDOWNS["reliability"].label(document, claim) == band


def test_rows_by_publisher_rule_and_kind(text: str, predicted: Build, roles: Callable[..., Any]) -> None:
    attribution = roles("Mayor Ada Brook", "said", "the bridge would close on Friday") | {"type": "Indirect"}
    here = {"id": "1", "text": text, "attributions": [attribution], "publisher": "here"}
    there = here | {"id": "2", "publisher": "there"}
    corpus = [GoldDocument.model_validate(line) for line in (here, there)]
    right = predicted("Mayor Ada Brook", "said", "the bridge would close on Friday", rule="said")
    wrong = predicted("she", "told", "reporters", rule="told", kind=ClaimKind.DIRECT)
    rows = evaluate(corpus, lambda d: [right] if d.publisher == "here" else [right, wrong]).breakdowns
    assert (rows["publisher"]["here"].precision, rows["publisher"]["there"].precision) == (1.0, 0.5)
    assert rows["rule"]["said"].right == rows["rule"]["said"].predicted == 2
    assert rows["rule"]["told"].right == 0
    assert rows["kind"]["Indirect"].recall == 1.0
    assert rows["kind"]["direct"].predicted == 1
    assert rows["kind"]["direct"].gold == 0


def test_a_corpus_without_publishers_has_no_such_breakdown(text: str) -> None:
    assert evaluate([GoldDocument(id="1", text=text)], lambda _: []).breakdowns == {}
