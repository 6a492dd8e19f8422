"""Measuring and learning on pairs, from the command line down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

PAIRS = [
    ("The harbour bridge will reopen in March.", "The bridge over the harbour will reopen in March.", "same"),
    ("The ferry sank with 12 people on board.", "The ferry sank with 29 people on board.", "conflict"),
    ("Rain fell along the coast.", "Peace talks began in Geneva.", "different"),
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Return a file of the pairs above."""
    path = tmp_path / "gold.jsonl"
    rows = [{"id": str(n), "a": a, "b": b, "label": label} for n, (a, b, label) in enumerate(PAIRS)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_eval_pairs_prints_figures_and_writes_predictions(run, gold: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.jsonl"
    result = run("eval", "pairs", gold, "--predictions", out, "--json")
    assert result.code == 0, result.err
    assert json.loads(result.out)["figures"]["accuracy of three"] == 1.0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["relation"] for row in rows] == ["same", "conflicting", "unrelated"]
    assert all(set(row) == {"id", "score", "relation"} and 0 <= row["score"] <= 1 for row in rows)
    assert "accuracy of three" in run("eval", "pairs", gold).out


def test_eval_pairs_refuses_what_is_no_corpus(run, tmp_path: Path) -> None:
    result = run("eval", "pairs", tmp_path / "none.jsonl")
    assert (result.code, result.out) == (2, "")
    assert "none.jsonl" in result.err
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    assert "has no pair" in run("eval", "pairs", tmp_path / "empty.jsonl").err


def test_eval_retrieval_ranks_and_writes_predictions(run, tmp_path: Path) -> None:
    for name, rows in (
        (
            "docs",
            [{"id": "f", "text": "A ferry sank", "title": "Sunk"}, {"id": "b", "text": "A bridge opened"}],
        ),
        ("queries-dev", [{"id": "1", "text": "the bridge is open"}]),
    ):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "qrels-dev.tsv").write_text("1\tb\t1\n", encoding="utf-8")
    out = tmp_path / "found.tsv"
    result = run("eval", "retrieval", tmp_path, "--split", "dev", "--predictions", out, "--json")
    assert json.loads(result.out)["figures"]["MAP@5"] == 1.0
    [first, *_] = out.read_text(encoding="utf-8").splitlines()
    query, document, rank, score = first.split("\t")
    assert (query, document, rank) == ("1", "b", "1")
    assert float(score) > 0
    assert run("eval", "retrieval", tmp_path, "--split", "test").code == 2


def many(path: Path, count: int) -> Path:
    """Write pairs of which every second says the same."""
    places = ["Geneva", "London", "Oslo", "Lima", "Cairo"]
    with path.open("w", encoding="utf-8") as out:
        for n in range(count):
            a = f"The peace talks of {n + 20} ministers began in {places[n % 5]}."
            other = f"In {places[n % 5]} {n + 20} ministers began the talks."
            b = other if n % 2 else f"A ferry with cars sank off the coast near {places[(n + 1) % 5]}."
            row = {"id": n, "a": a, "b": b, "label": "same" if n % 2 else "different"}
            out.write(json.dumps(row) + "\n")
    return path


def test_learn_pairs_writes_weights_that_name_their_corpus_and_are_the_same_again(
    run, tmp_path: Path
) -> None:
    gold = many(tmp_path / "gold.jsonl", 240)
    about = ("--corpus", "made up", "--licence", "CC0")
    for folder in ("one", "two"):
        result = run("learn", "pairs", gold, "--out", tmp_path / folder, *about)
        assert result.code == 0, result.err
    written = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert {"same.json", "topic.json"} <= set(written)
    for name in written:
        one, two = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two"))
        assert one == two
        assert json.loads(one)["about"]["corpus"] == "made up"


def test_learn_pairs_leaves_out_what_is_kept_apart(run, tmp_path: Path) -> None:
    gold, apart = many(tmp_path / "gold.jsonl", 240), many(tmp_path / "apart.jsonl", 60)
    result = run("learn", "pairs", gold, "--without", apart, "--out", tmp_path / "out")
    assert result.code == 2
    assert "180 pairs; at least 200" in result.err


def test_learn_nearest_writes_weights_that_name_their_corpus(run, tmp_path: Path) -> None:
    places = [
        f"{a}{b}" for a in ("Nor", "Sud", "Vest", "Ost") for b in ("holm", "berg", "dal", "vik", "sand")
    ]
    rows = [(f"{place}{n}", place, n) for n in range(5) for place in places]
    docs = [{"id": id, "text": f"A ferry near {place} took {n + 40} people"} for id, place, n in rows]
    queries = [{"id": id, "text": f"{n + 40} on the {place} ferry"} for id, place, n in rows]
    for name, given in (("docs", docs), ("queries-train", queries)):
        text = "".join(json.dumps(row) + "\n" for row in given)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    qrels = tmp_path / "qrels-train.tsv"
    qrels.write_text("".join(f"{id}\t{id}\t1\n" for id, *_ in rows), encoding="utf-8")
    learn = ("learn", "nearest", tmp_path, "--split", "train", "--corpus", "made up", "--out")
    result = run(*learn, tmp_path / "one")
    assert result.code == 0, result.err
    written = json.loads((tmp_path / "one" / "nearest.json").read_text(encoding="utf-8"))
    assert written["about"]["corpus"] == "made up"
    assert written["by_name"]["numbers shared"] > 0
    qrels.write_text("Norholm0\tNorholm0\t1\n", encoding="utf-8")
    assert "at least" in run(*learn, tmp_path / "two").err
