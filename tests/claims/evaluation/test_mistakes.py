"""Mistakes with their context."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.evaluation import Evaluation, GoldDocument, MistakeKind, Words, evaluate
from claims.evaluation.mistakes import CONTEXT, context_of
from claims.models import Claim, Span

Build = Callable[..., Claim]


@pytest.fixture
def evaluation(text: str, predicted: Build, roles: Callable[..., Any]) -> Evaluation:
    """One mistake of each kind."""
    attributions = [
        roles("Mayor Ada Brook", "said", "the bridge would close on Friday"),
        roles("she", "told reporters", "“It is not safe,”", "“We will not wait.”"),
        roles("the harbour office", "According to", "two ferries were cancelled"),
    ]
    gold = GoldDocument.model_validate({"id": "bridge", "text": text, "attributions": attributions})
    found = [
        predicted("", "", "cancelled", rule="short"),
        predicted("Mayor", "said", "the bridge would close", rule="said").model_copy(update={"source": ()}),
        predicted("she", "told", "reporters", rule="false"),
    ]
    return evaluate([gold], lambda _: found)


def test_each_kind_comes_in_the_order_of_the_text(evaluation: Evaluation) -> None:
    kinds = [mistake.kind for mistake in evaluation.mistakes]
    assert kinds == [
        MistakeKind.WRONG_SOURCE,
        MistakeKind.MISSED,
        MistakeKind.FALSE,
        MistakeKind.WRONG_CONTENT,
    ]


def test_a_pair_shows_both_sides(evaluation: Evaluation) -> None:
    pair = evaluation.mistakes[0]
    assert pair.document == "bridge"
    assert pair.gold == Words("Mayor Ada Brook", "said", "the bridge would close on Friday")
    assert pair.predicted == Words("", "said", "the bridge would close")
    assert pair.rule == "said"
    assert pair.context == "Mayor Ada Brook said the bridge would close on Friday."


def test_what_has_no_partner_shows_one_side(evaluation: Evaluation) -> None:
    missed, false = evaluation.mistakes[1:3]
    assert missed.predicted is None
    assert missed.rule is None
    assert missed.gold == Words("she", "told reporters", "“It is not safe,” … “We will not wait.”")
    assert false.gold is None
    assert false.rule == "false"
    assert false.context == "“It is not safe,” she told reporters. “We will not wait.”"


def test_some_are_spread_over_all(evaluation: Evaluation) -> None:
    assert evaluation.errors(0) == ()
    assert evaluation.errors(99) == evaluation.mistakes
    assert evaluation.errors(2) == (evaluation.mistakes[0], evaluation.mistakes[2])


def test_a_long_line_is_cut_around_the_words() -> None:
    text = "first line\n" + "x" * 500 + " Brook said no " + "y" * 500 + "\nlast line"
    start = text.index("Brook")
    context = context_of(text, [Span(start, start + len("Brook said no"))])
    assert "Brook said no" in context
    assert context.startswith("…x")
    assert context.endswith("y…")
    assert len(context) == len("Brook said no") + 2 * CONTEXT + 2


def test_a_context_never_leaves_its_lines() -> None:
    text = "one\ntwo said three\nfour"
    assert context_of(text, [Span(4, 7), Span(13, 18)]) == "two said three"
    assert context_of(text, [Span(0, 3)]) == "one"
    assert context_of(text, [Span(19, 23)]) == "four"
