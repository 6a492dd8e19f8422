"""``claims rules``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.extraction.rules import RULES
from claims.models import Edit, Span, Verdict
from claims.workbench import Workbench

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


# what reviewers corrected, beside the rules


@pytest.fixture
def corrected(db: Path) -> tuple[str, str]:
    """Add a claim to an article of the store, decide on everything there; return the ids of both."""
    with Workbench.open(db) as workbench:
        [article] = [row for row in workbench.articles() if row.outlet == "Harbour Courier"]
        text = workbench.article(article.id).text
        at = text.index("28 ferries")
        [added] = workbench.add_claim(
            article.id, Edit(content=(Span(at, at + len("28 ferries")),), content_words="")
        ).ids
        wanted = Edit(content=(Span(at, at + 10),), cue=(Span(at - 6, at - 1),), content_words="")
        workbench.mark([workbench.add_claim(article.id, wanted).ids[0]], Verdict.VERIFIED)
        for claim in workbench.claims_of(article.id):
            if workbench.claim_state(claim.id).verdict is Verdict.UNREVIEWED:
                workbench.mark([claim.id], Verdict.UNVERIFIABLE)
    return article.id, added


def test_stats_of_the_rules_are_a_table_and_json(run: Run, db: Path, corrected: tuple[str, str]) -> None:
    article_id, _ = corrected
    lines = run("stats", "--rules").out.splitlines()
    assert lines[0].split() == ["rule", "claims", "decided", "kept", "edited", "rejected", "precision"]
    rows = {line.split()[0]: line.split()[1:] for line in lines[1 : lines.index("")]}
    assert rows["said-after"] == ["2", "1", "0", "0", "1", "0%", "(0-79)"]
    assert "quote-dash" not in rows, "it found nothing here"
    assert lines[lines.index("") + 1] == "added by reviewers: 2"
    assert "Harbour Courier" in lines[-1]
    told = json.loads(run("stats", "--rules", "--json").out)
    assert set(told["rules"]) == set(rows)
    assert told["rules"]["said-after"]["interval"] == [0.0, pytest.approx(0.7935, abs=1e-4)]
    assert told["added"]["claims"] == 2
    assert [(one["article_id"], one["added"]) for one in told["added"]["articles"]] == [(article_id, 2)]
    assert run("stats", "--rules", "--db", db.with_name("none")).code == 2


def test_a_claim_made_by_hand_says_so_wherever_it_is_shown(run: Run, corrected: tuple[str, str]) -> None:
    _, added = corrected
    shown = run("show", added).out
    assert "rule: reviewer" in shown
    assert "made by hand: selected words, by anna, 20" in shown
    assert json.loads(run("show", added, "--json").out)["state"]["added"]["reviewer"] == "anna"
    assert "add '' -> 'selected words'" in run("history", added).out
    assert f"{added}," in (csv := run("export", "--to", "csv").out)
    assert ",selected words,anna,20" in csv
    assert "made by hand (selected words), by anna" in run("export", "--to", "markdown").out
    assert "by hand" in run("rules", "show", "reviewer").out
    run("undo")
    assert run("list", "--json").out.count(added) == 1


def test_gold_has_the_wholly_reviewed_articles(run: Run, corrected: tuple[str, str], tmp_path: Path) -> None:
    article_id, _ = corrected
    [line] = run("export", "--to", "gold").out.splitlines()
    assert json.loads(line)["id"] == article_id
    none = run("export", "--to", "gold", "--outlet", "Metro Standard")
    assert (none.out, "no article is wholly reviewed" in none.err) == ("", True)
    (tmp_path / "gold.jsonl").write_text(line + "\n")
    assert run("eval", "extraction", tmp_path / "gold.jsonl").code == 0


def test_learning_from_too_few_reviewed_articles(
    run: Run, corrected: tuple[str, str], tmp_path: Path
) -> None:
    result = run("learn", "cues", "--reviewed", "--out", tmp_path / "w")
    assert (result.code, "1 article of the store (en) are" in result.err) == (2, False)
    assert "100 are needed" in result.err
    assert not (tmp_path / "w").exists()
