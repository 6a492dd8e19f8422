"""The figures of predicted relations, counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.errors import GoldError
from claims.evaluation.pairs import GoldPair, PairPrediction, evaluate_pairs, pearson, read_pairs
from claims.models import Relation

ROWS = [
    ("same", Relation.SAME, "accept"),
    ("same", Relation.SAME, "suggest"),
    ("same", Relation.CONFLICTING, "suggest"),
    ("conflict", Relation.CONFLICTING, "suggest"),
    ("conflict", Relation.RELATED, "suggest"),
    ("neutral", Relation.SAME, "suggest"),
    ("neutral", Relation.UNRELATED, None),
]


def test_figures_are_those_counted_by_hand() -> None:
    gold = [GoldPair(id=str(n), a="a", b="b", label=label) for n, (label, _, _) in enumerate(ROWS)]
    found = [PairPrediction(id=str(n), score=0.5, relation=one) for n, (_, one, _) in enumerate(ROWS)]
    on_topic = [*(one for _, one, _ in ROWS[:-1]), Relation.SAME]
    evaluation = evaluate_pairs(gold, found, [band for _, _, band in ROWS], on_topic)
    assert evaluation.shares == {
        "accuracy, same or not": pytest.approx(5 / 7),
        "accuracy of three": pytest.approx(4 / 7),
        "false conflicts among the same": pytest.approx(1 / 3),
        "accuracy of three, topic given": pytest.approx(3 / 7),
    }
    same, conflicting = evaluation.relations["same"], evaluation.relations["conflicting"]
    assert (same.precision, same.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert (conflicting.precision, conflicting.recall) == (0.5, 0.5)
    assert evaluation.relations["same, topic given"].precision == 0.5
    assert evaluation.relations["same, accept"].precision == 1.0
    assert evaluation.relations["same, suggest"].precision == 0.5
    plain = evaluation.as_dict()
    assert plain["pairs"] == 7
    assert json.loads(json.dumps(plain)) == plain
    assert "accuracy of three" in evaluation.as_table()


def test_graded_pairs_have_a_correlation_and_no_accuracy() -> None:
    gold = [GoldPair(id=str(n), a="a", b="b", score=n) for n in range(4)]
    found = [PairPrediction(id=str(n), score=n / 10, relation=Relation.RELATED) for n in range(4)]
    evaluation = evaluate_pairs(gold, found, [None] * 4, [Relation.RELATED] * 4)
    assert evaluation.shares == {"Pearson correlation": pytest.approx(1.0)}
    assert evaluation.relations == {}


def test_a_correlation_is_nought_where_nothing_varies() -> None:
    assert pearson([(1.0, 0.5), (2.0, 0.5)]) == 0.0
    assert pearson([(1.0, 0.9), (2.0, 0.1)]) == pytest.approx(-1.0)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "line 2: "),
        ('{"id": "1", "a": "x"}', "line 2: b"),
        ('{"id": "1", "a": "x", "b": "y", "label": "maybe"}', "'maybe' is none of same, conflict"),
        ('{"id": "1", "a": "x", "b": "y"}', "needs a label or a score"),
    ],
)
def test_what_is_no_pair_is_named_with_its_line(tmp_path: Path, line: str, why: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"id": 7, "a": "x", "b": "y", "label": "same"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=why):
        list(read_pairs(path))


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="JSON Lines"):
        list(read_pairs(tmp_path / "none.jsonl"))
