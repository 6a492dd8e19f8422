"""The commands about versions of articles and rules: listed, compared, read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TEXT = "The mayor said that the bridge is closed.\n\nThe police said that 28 people were hurt.\n"
LATER = "The mayor said that the bridge is closed.\n\nThe police said that 31 people were \x1b[31mhurt.\n"


@pytest.fixture
def db(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "store.sqlite"
    for number, text in enumerate((TEXT, LATER)):
        row = {"id": f"a{number}", "text": text, "outlet": "Courier", "url": "https://courier.example/1"}
        given = tmp_path / f"{number}.jsonl"
        given.write_text(json.dumps(row) + "\n", encoding="utf-8")
        result = run("add", "--db", path, given)
        assert result.code == 0
        if number == 0:
            rows = run("list", "--db", path, "--json", "--query", "28").out
            run("mark", "--db", path, json.loads(rows)["id"], "verified")
    assert "later version of" in result.out and "1 article of them" in result.out
    return path


def test_the_newest_version_is_listed_and_all_are_with_what_changed(db: Path, run: Run) -> None:
    [line] = run("articles", "--db", db).out.splitlines()
    shown = run("articles", "--db", db, "--versions", line.split()[0][:6])
    assert shown.code == 0
    assert [part[:10] for part in shown.out.splitlines() if "Courier" in part][1] == line[:10]
    assert "[-28-]{+31+} people were" in shown.out and "\x1b" not in shown.out
    rows = [
        json.loads(row)
        for row in run("articles", "--db", db, "--versions", line[:10], "--json").out.splitlines()
    ]
    assert [row["name"] for row in rows] == ["a0", "a1"]


def test_two_articles_are_compared(db: Path, run: Run) -> None:
    ids = [
        json.loads(row)["id"]
        for row in run(
            "articles", "--db", db, "--json", "--versions", run("articles", "--db", db).out[:10]
        ).out.splitlines()
    ]
    plain = run("articles", "--db", db, "--diff", *ids)
    assert "The mayor said that the bridge is closed." in plain.out and "[-28-]{+31+}" in plain.out
    found = json.loads(run("articles", "--db", db, "--diff", *ids, "--json").out)
    assert found["first"] == ids[0] and 0.8 < found["shared"] < 1
    assert {"side": "first", "words": "28"} in found["parts"]
    refused = run("articles", "--db", db, "--diff", ids[0], "zz")
    assert refused.code == 2 and "claims articles" in refused.err


def test_a_claim_in_other_words_is_listed_and_says_so(db: Path, run: Run) -> None:
    [line] = run("list", "--db", db, "--changed").out.splitlines()
    assert "31 people" in line and "verified" in line
    sheet = run("show", "--db", db, line.split()[0]).out
    assert "look again: it was decided on as" in sheet and "28 people" in sheet
    assert not run("list", "--db", db, "--left").out


def test_reading_again_by_these_rules(db: Path, run: Run) -> None:
    assert "read by these rules already" in run("update", "--db", db).out
    with sqlite3.connect(db) as raw:
        raw.execute("DELETE FROM article_rules")
    assert "1 article would be read again, 0 with changes" in run("update", "--db", db, "--dry-run").out
    told = json.loads(run("update", "--db", db, "--json").out)
    assert (told["articles"], told["changed"], told["waiting"], told["dry_run"]) == (1, 0, 0, False)
    assert "read by these rules already" in run("update", "--db", db).out


def test_what_waits_is_matched_when_asked_for(tmp_path: Path, run: Run, articles: Path) -> None:
    db = tmp_path / "deferred.sqlite"
    added = run("add", "--db", db, "--defer", articles)
    assert added.code == 0 and "run `claims match --new`" in added.err
    assert run("match", "--db", db, "--new", "--cores", "1").out.split()[0] != "0"
    assert run("match", "--db", db, "--new").out == "0 matches\n"
    assert run("match", "--db", db, "--new", "--all").code == 2


def test_verdicts_that_rest_on_nothing_and_sources_nobody_confirmed_are_listed(db: Path, run: Run) -> None:
    [line] = run("list", "--db", db, "--unsupported").out.splitlines()
    assert run("list", "--db", db, "--unconfirmed").out.splitlines() == [line]
    id = line.split()[0]
    run("mark", "--db", db, id, "verified", "--note", "the police report")
    run("check", "--db", db, id, "confirmed")
    assert not run("list", "--db", db, "--unsupported").out
    assert not run("list", "--db", db, "--unconfirmed").out


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("The police said that 31 people were hurt.", "same, accept ("),
        ("The mayor said that the bridge is closed to lorries.", "same?, suggest ("),
    ],
)
def test_a_proposal_is_shown_with_its_band(db: Path, run: Run, tmp_path: Path, said: str, shown: str) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "b", "text": said, "outlet": "Wire"}) + "\n", encoding="utf-8")
    run("add", "--db", db, other)
    id = run("list", "--db", db, "--outlet", "Wire").out.split()[0]
    assert shown in run("show", "--db", db, id).out
    [match] = json.loads(run("show", "--db", db, id, "--json").out)["matches"]
    assert match["band"] == ("accept" if "accept" in shown else "suggest")
