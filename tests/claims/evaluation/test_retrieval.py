"""The figures of ranked documents, counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.errors import GoldError
from claims.evaluation.retrieval import average_precision, evaluate_retrieval, read_corpus


def corpus_in(folder: Path) -> Path:
    """Write a corpus of three documents and three queries, of which two have an answer."""
    documents = [{"id": name, "text": f"text {name}"} for name in "abc"]
    queries = [{"id": str(number), "text": "?"} for number in (1, 2, 3)]
    for name, rows in (("docs", documents), ("queries-dev", queries)):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (folder / "qrels-dev.tsv").write_text("1\ta\t1\n1\tb\t1\n2\tc\t1\n3\ta\t0\n", encoding="utf-8")
    return folder


def test_figures_are_those_counted_by_hand(tmp_path: Path) -> None:
    corpus = read_corpus(corpus_in(tmp_path), "dev")
    evaluation = evaluate_retrieval(corpus, {"1": ["a", "c", "b"], "2": ["a", "c"]})
    assert (evaluation.documents, evaluation.queries) == (3, 2)
    assert evaluation.figures["MAP@1"] == pytest.approx(0.5)
    assert evaluation.figures["MAP@5"] == pytest.approx(((1 + 2 / 3) / 2 + 1 / 2) / 2)
    assert evaluation.figures["MRR"] == pytest.approx(0.75)
    assert evaluation.figures["recall@1"] == pytest.approx(0.25)
    assert evaluation.figures["recall@3"] == 1.0
    assert "MAP@5" in evaluation.as_table()
    assert json.loads(json.dumps(evaluation.as_dict()))["queries"] == 2


def test_a_query_without_an_answer_found_counts_nothing(tmp_path: Path) -> None:
    corpus = read_corpus(corpus_in(tmp_path), "dev")
    assert set(evaluate_retrieval(corpus, {}).figures.values()) == {0.0}


def test_average_precision_is_out_of_the_answers_that_there_can_be() -> None:
    assert average_precision(frozenset("abc"), ["a", "b"], 2) == 1.0
    assert average_precision(frozenset("a"), ["b", "a"], 5) == 0.5


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("docs.jsonl", None, "docs.jsonl"),
        ("docs.jsonl", '{"id": "a"}\n', "line 1: text"),
        ("qrels-dev.tsv", "1 a 1\n", "line 1: it has to be query, document"),
        ("qrels-dev.tsv", "1\tz\t1\n", "names the document 'z'"),
        ("qrels-dev.tsv", "9\ta\t1\n", "no query of queries-dev.jsonl"),
    ],
)
def test_what_is_no_corpus_is_named(tmp_path: Path, name: str, text: str | None, why: str) -> None:
    folder = corpus_in(tmp_path)
    if text is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=why):
        read_corpus(folder, "dev")
