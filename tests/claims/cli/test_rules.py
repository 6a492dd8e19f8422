"""``claims rules``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.extraction.rules import RULES

Run = Callable[..., Any]
"""The fixture ``run`` of tests/conftest.py."""


@pytest.fixture
def db(run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store of the two articles, as ``$CLAIMS_DB``, with one claim of the rule said-after rejected."""
    path = tmp_path / "store.sqlite"
    monkeypatch.setenv("CLAIMS_DB", str(path))
    run("add", articles)
    found = [json.loads(line)["id"] for line in run("list", "--json", "--query", "not safe").out.splitlines()]
    assert run("mark", *found, "rejected").code == 0
    return path


def test_without_a_store_the_rules_are_listed_with_their_reasons(run: Run) -> None:
    result = run("rules")
    assert (result.code, result.err) == (0, "")
    head, *lines = result.out.splitlines()
    assert head.split() == ["rule", "reason"]
    listed = [tuple(line.split(maxsplit=1)) for line in lines]
    assert {(rule.id, rule.reason) for rule in RULES} <= set(listed)


def test_with_a_store_they_come_with_counts(run: Run, db: Path) -> None:
    head, *lines = run("rules").out.splitlines()
    assert head.split() == ["rule", "claims", "kept", "decided", "precision", "reason"]
    counts = {name: rest for name, *rest in (line.split() for line in lines)}
    assert counts["said-after"][1:5] == ["0", "1", "0%", "(0-79)"]
    assert counts["quote-dash"][:4] == ["0", "0", "0", "-"]
    parsed = [json.loads(line) for line in run("rules", "--json").out.splitlines()]
    assert [one["id"] for one in parsed] == list(counts)
    standing = {one["id"]: one["standing"] for one in parsed}["said-after"]
    assert (standing["decided"], standing["kept"], standing["precision"]) == (1, 0, 0.0)
    assert run("rules", "--db", db.with_name("none")).code == 2


def test_a_rule_is_shown_with_words_and_examples(run: Run, db: Path) -> None:
    shown = run("rules", "show", "said-after").out
    assert shown.splitlines()[0] == "said-after"
    for words in (
        "cues of saying: ",
        " tell ",
        "content-source-cue",
        "  finds: ",
        "    content: ",
        "  not: ",
    ):
        assert words in shown
    assert "0 of 1 kept by reviewers, 0% (95 % interval 0 to 79)" in shown
    assert "none decided yet" in run("rules", "show", "quote-dash").out
    sheet = json.loads(run("rules", "show", "said-after", "--json").out)
    assert sheet["record"]["id"] == "said-after"
    assert len(sheet["hits"]) == 2
    assert json.loads(run("rules", "--json", "show", "said-after").out) == sheet
    assert run("rules", "--db", db.with_name("none"), "show", "said-after").code == 2


def test_a_rule_that_only_the_store_names_is_shown_too(run: Run, db: Path) -> None:
    names = {json.loads(line)["id"] for line in run("rules", "--json").out.splitlines()}
    for name in names:
        assert run("rules", "show", name).out.splitlines()[0] == name


def test_an_unknown_rule(run: Run) -> None:
    result = run("rules", "show", "said-afer")
    assert (result.code, result.out) == (2, "")
    assert "Did you mean 'said-after'?" in result.err
