"""The figures: by hand, against their reference, and what must hold for any prediction."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import GoldError
from claims.evaluation import Evaluation, GoldAttribution, GoldDocument, evaluate
from claims.models import Claim, ClaimKind, Span

REFERENCE = Path(__file__).parents[4] / "shared/gold/extraction/score.py"

Build = Callable[..., Claim]
Roles = Callable[..., dict[str, list[list[int]]]]


def shares(evaluation: Evaluation) -> dict[str, tuple[float, float, float]]:
    return {name: (f.precision, f.recall, f.f1) for name, f in evaluation.figures.items()}


@pytest.fixture
def gold(text: str, roles: Roles) -> GoldDocument:
    """Three attributions: indirect, an interrupted quotation, according-to."""
    attributions = [
        roles("Mayor Ada Brook", "said", "the bridge would close on Friday"),
        roles("she", "told reporters", "“It is not safe,”", "“We will not wait.”"),
        roles("the harbour office", "According to", "two ferries were cancelled"),
    ]
    return GoldDocument.model_validate({"id": "bridge", "text": text, "attributions": attributions})


def test_a_prediction_like_the_gold_is_perfect(gold: GoldDocument, predicted: Build) -> None:
    right = [
        predicted("Mayor Ada Brook", "said", "the bridge would close on Friday."),
        predicted("she", "told reporters", ("It is not safe", "We will not wait")),
        predicted("the harbour office", "According to", ", two ferries were cancelled."),
    ]
    evaluation = evaluate([gold], lambda document: right)
    assert set(shares(evaluation).values()) == {(1.0, 1.0, 1.0)}
    assert evaluation.mistakes == ()
    assert evaluation.documents == 1


def test_no_prediction_finds_nothing(gold: GoldDocument) -> None:
    evaluation = evaluate([gold], lambda document: [])
    assert set(shares(evaluation).values()) == {(0.0, 0.0, 0.0)}
    assert evaluation.figures["claim"].gold == 3
    assert evaluation.figures["content words"].gold == 6 + 8 + 4


def test_each_figure_by_hand(gold: GoldDocument, predicted: Build) -> None:
    """One half right, one with another source and cut content, one that is not there."""
    given = [
        predicted("Ada Brook", "said", "the bridge would close on Friday"),  # Dice of sources 4/5
        predicted("Mayor Ada Brook", "told", "“It is not safe,”"),  # content 8/12, source none
        predicted("", "", "reporters"),  # overlaps nothing
    ]
    figures = evaluate([gold], lambda document: given).figures
    assert figures["claim"].precision == figures["claim"].recall == pytest.approx(1 / 3)
    assert figures["claim exact"].right == 0
    assert figures["content"].right == 2
    assert figures["content exact"].right == 1
    assert figures["source"].right == 1
    assert figures["cue"].right == 2  # "told" of "told reporters": Dice 2/3
    words = figures["content words"]
    assert (words.right, words.predicted, words.gold) == (6 + 4, 6 + 4 + 1, 18)
    quoted, unquoted = figures["quoted"], figures["unquoted"]
    assert (quoted.found, quoted.gold, quoted.right, quoted.predicted) == (1, 1, 1, 1)
    assert (unquoted.found, unquoted.gold, unquoted.right, unquoted.predicted) == (1, 2, 1, 2)


def test_overlap_counts_from_one_half(gold: GoldDocument, predicted: Build) -> None:
    # The first content has six words: two of them give Dice 4/8, and one gives 2/7.
    assert evaluate([gold], lambda _: [predicted("", "", "on Friday")]).figures["content"].right == 1
    assert evaluate([gold], lambda _: [predicted("", "", "Friday")]).figures["content"].right == 0


def test_a_source_that_is_absent_on_both_sides_is_right(text: str, roles: Roles, predicted: Build) -> None:
    document = GoldDocument.model_validate(
        {"id": "a", "text": text, "attributions": [roles("", "said", "the bridge would close on Friday")]}
    )
    without = evaluate([document], lambda _: [predicted("", "said", "the bridge would close on Friday")])
    with_one = evaluate([document], lambda _: [predicted("she", "said", "the bridge would close on Friday")])
    assert without.figures["claim exact"].right == 1
    assert with_one.figures["claim"].right == 0


def test_one_gold_attribution_is_found_once(gold: GoldDocument, predicted: Build) -> None:
    same = predicted("Mayor Ada Brook", "said", "the bridge would close on Friday")
    figure = evaluate([gold], lambda _: [same, same]).figures["claim"]
    assert (figure.right, figure.predicted, figure.found) == (1, 2, 1)


def test_best_overlap_is_paired_first(gold: GoldDocument, predicted: Build) -> None:
    """The shorter prediction comes first, but the better one gets the pair."""
    short = predicted("Mayor Ada Brook", "said", "would close on Friday", rule="short")
    full = predicted("Mayor Ada Brook", "said", "the bridge would close on Friday", rule="full")
    evaluation = evaluate([gold], lambda _: [short, full])
    assert evaluation.breakdowns["rule"]["full"].right == 1
    assert evaluation.breakdowns["rule"]["short"].right == 0
    assert evaluation.figures["claim exact"].right == 1


def test_attributions_without_a_word_are_left_out(text: str, predicted: Build) -> None:
    empty = GoldAttribution(content=(Span(3, 3),), cue=(Span(0, 5),))
    document = GoldDocument(id="a", text=text, attributions=(empty,))
    mark = predicted("she", "told", "“It").model_copy(update={"content": (Span(55, 56),)})
    assert text[55:56] == "“"
    figure = evaluate([document], lambda _: [mark]).figures["claim"]
    assert (figure.gold, figure.predicted) == (0, 0)


def test_a_span_outside_the_text_is_an_error(gold: GoldDocument, predicted: Build) -> None:
    outside = predicted("she", "told", "reporters").model_copy(update={"cue": (Span(5, 9999),)})
    with pytest.raises(GoldError, match=r"bridge: in the prediction, a cue span \[5, 9999\)"):
        evaluate([gold], lambda _: [outside])


def test_documents_are_predicted_in_order_and_summed(gold: GoldDocument, predicted: Build) -> None:
    other = gold.model_copy(update={"id": "other"})
    asked: list[str] = []

    def predict(document: GoldDocument) -> Sequence[Claim]:
        asked.append(document.id)
        return [predicted("she", "told reporters", ("It is not safe", "We will not wait"))]

    evaluation = evaluate(iter([gold, other]), predict)
    assert asked == ["bridge", "other"]
    assert evaluation.documents == 2
    claim = evaluation.figures["claim"]
    assert (claim.right, claim.gold) == (2, 6)


# Documents at random, whose spans are cut anywhere.

WORDS = ["a", "b", "don’t", "it's", "Łódź", "28-point", ",", " ", " ", "\u00a0", "\n\n"]
MARKS = ["“", "”", '"', "''", "``", "«", "„"]


@st.composite
def documents(draw: st.DrawFn) -> tuple[GoldDocument, list[Claim]]:
    text = "".join(draw(st.lists(st.sampled_from(WORDS + MARKS), max_size=60)))
    offsets = st.integers(0, len(text))
    span = st.tuples(offsets, offsets).map(lambda pair: Span(min(pair), max(pair)))
    role = st.lists(span, max_size=2).map(tuple)
    drawn = st.lists(st.tuples(role, role, role), max_size=6)
    gold = [GoldAttribution(source=s, cue=c, content=t) for s, c, t in draw(drawn)]
    rules = st.sampled_from(["one", "two"])
    found = [
        Claim(
            id="c",
            article_id="a",
            kind=draw(st.sampled_from(ClaimKind)),
            source=s,
            cue=c,
            content=t,
            content_words="",
            rule=draw(rules),
            reliability=draw(st.floats(0, 1)),
        )
        for s, c, t in draw(drawn)
    ]
    publisher = draw(st.sampled_from([None, "here", "there"]))
    return GoldDocument(id="d", text=text, attributions=tuple(gold), publisher=publisher), found


Corpus = list[tuple[GoldDocument, list[Claim]]]


def numbered(drawn: Corpus) -> Corpus:
    return [(document.model_copy(update={"id": str(n)}), found) for n, (document, found) in enumerate(drawn)]


corpora = st.lists(documents(), max_size=3).map(numbered)


def evaluated(corpus: Corpus) -> Evaluation:
    predictions = {document.id: found for document, found in corpus}
    return evaluate([document for document, _ in corpus], lambda document: predictions[document.id])


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The scorer that the figures were defined by."""
    if not REFERENCE.exists():
        pytest.skip(f"{REFERENCE.name} is not beside the repository (gold corpora are not part of it)")
    spec = importlib.util.spec_from_file_location("reference_score", REFERENCE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def line(document: GoldDocument, attributions: Sequence[Any]) -> dict[str, Any]:
    """Return the document as the reference reads it."""
    roles = ("source", "cue", "content")
    plain = [{role: [list(span) for span in getattr(one, role)] for role in roles} for one in attributions]
    return {"id": document.id, "text": document.text, "attributions": plain}


@given(corpora)
def test_the_figures_equal_the_reference(reference: ModuleType, corpus: Corpus) -> None:
    wanted = {document.id: line(document, document.attributions) for document, _ in corpus}
    found = {document.id: line(document, claims) for document, claims in corpus}
    counts, _ = reference.score(wanted, found)
    rows = {name: tuple(count.row().values()) for name, count in counts.items()}
    ours = evaluated(corpus)
    assert shares(ours) == rows
    assert list(ours.figures) == reference.NAMES
    for name, count in counts.items():
        figure = ours.figures[name]
        assert (figure.right, figure.predicted, figure.found, figure.gold) == (
            count.hit_p,
            count.pred,
            count.hit_g,
            count.gold,
        )


@given(corpora)
def test_breakdowns_add_up_to_the_whole(corpus: Corpus) -> None:
    evaluation = evaluated(corpus)
    claim = evaluation.figures["claim"]
    for name in ("construction", "kind", "rule", "reliability"):
        rows = evaluation.breakdowns.get(name, {}).values()
        assert sum(row.predicted for row in rows) == claim.predicted
        assert sum(row.right for row in rows) == claim.right
    orders = evaluation.breakdowns.get("construction", {}).values()
    assert sum(row.gold for row in orders) == claim.gold
    assert sum(row.found for row in orders) == claim.found


@given(corpora)
def test_every_wrong_one_is_among_the_mistakes_once(corpus: Corpus) -> None:
    evaluation = evaluated(corpus)
    claim = evaluation.figures["claim"]
    missed = [mistake for mistake in evaluation.mistakes if mistake.gold]
    wrong = [mistake for mistake in evaluation.mistakes if mistake.predicted]
    assert len(missed) == claim.gold - claim.found
    assert len(wrong) == claim.predicted - claim.right


@given(documents())
def test_the_gold_itself_is_perfect(drawn: tuple[GoldDocument, list[Claim]]) -> None:
    document, _ = drawn
    found = [
        Claim(
            id="c",
            article_id="a",
            kind=ClaimKind.DIRECT,
            source=one.source,
            cue=one.cue,
            content=one.content,
            content_words="",
            rule="gold",
        )
        for one in document.attributions
    ]
    evaluation = evaluated([(document, found)])
    assert evaluation.figures["content exact"].right == evaluation.figures["content exact"].gold
    assert evaluation.figures["claim exact"].found == evaluation.figures["claim exact"].gold
