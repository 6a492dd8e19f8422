"""What the commands print of stories, origins and copies."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from claims.cli import telling
from claims.workbench import Workbench

TRICK = "Tri\x1b[31mck [red]News"
WIRE = """\
Mayor Ada Brook said that the Harbour Bridge would stay closed until 12 March.

The bridge was built in 1911 and carries 28,000 cars a day across the river, twice as many as planned.

An inspection in January found cracks in two of the four main girders above the northern pier.
"""
OTHER = "Engineer Pia Holm said that the Harbour Bridge would stay closed until 19 March.\n"


def line(outlet: str, day: int, text: str) -> str:
    return json.dumps(
        {"id": outlet, "outlet": outlet, "date": f"2026-03-{day}", "title": "Bridge", "text": text}
    )


@pytest.fixture
def db(tmp_path: Path, run: Callable[..., Any]) -> Path:
    file = tmp_path / "articles.jsonl"
    file.write_text(
        "\n".join([line("Agency", 10, WIRE), line(TRICK, 11, WIRE), line("Mail", 12, OTHER)]),
        encoding="utf-8",
    )
    path = tmp_path / "store.sqlite"
    assert run("add", file, "--db", path).code == 0
    return path


def claim_id(db: Path, words: str, outlet: str) -> str:
    with Workbench.open(db) as workbench:
        [row] = [row for row in workbench.articles() if row.outlet == outlet]
        return next(claim.id for claim in workbench.claims_of(row.id) if words in claim.content_words)


def test_stories_are_listed_a_line_each(db: Path, run: Callable[..., Any]) -> None:
    done = run("clusters", "--db", db)
    rows = [row.split("\t") for row in done.out.splitlines()]
    assert (done.code, len(rows), len(rows[0])) == (0, 3, 6)
    closed = next(row for row in rows if "stay closed" in row[5])
    assert closed[:5] == [
        claim_id(db, "stay closed", "Agency")[:10],
        "2026-03-10",
        "2 articles",
        "1 origin",
        "1 conflicting",
    ]
    short = run("clusters", "--limit", "1", "--db", db)
    assert (len(short.out.splitlines()), "1 of 3 stories" in short.err) == (1, True)


def test_a_story_is_told_side_by_side(db: Path, run: Callable[..., Any]) -> None:
    done = run("clusters", claim_id(db, "stay closed", "Agency"), "--db", db)
    rows = [row.split("\t") for row in done.out.splitlines()]
    assert [row[3:5] for row in rows[:3]] == [
        ["same?", "Ada Brook"],
        ["same?", "Ada Brook"],
        ["conflicting?: 12 March ↔ 19 March", "Pia Holm"],
    ]
    assert "2 articles, 1 origin; first seen 2026-03-10" in done.out
    assert "\x1b" not in done.out


def test_a_story_as_json_has_all_that_is_shown(db: Path, run: Callable[..., Any]) -> None:
    one = claim_id(db, "stay closed", "Agency")
    story = json.loads(run("clusters", one[:8], "--json", "--db", db).out)
    assert (story["id"], story["first_seen"], story["outlets"]) == (one, "2026-03-10", ["Agency", TRICK])
    assert [(telling["relation"], telling["origin"]) for telling in story["claims"]] == [
        ("same", "Ada Brook")
    ] * 2
    [against] = story["conflicting"]
    assert against["conflicts"] == [{"story": "12 March", "here": "19 March"}]
    listed = [
        json.loads(row) for row in run("clusters", "--json", "--limit", "0", "--db", db).out.splitlines()
    ]
    assert story in listed and len(listed) == 3


def test_origins_are_a_tree(db: Path, run: Callable[..., Any]) -> None:
    one = claim_id(db, "built in 1911", "Agency")
    done = run("origins", one, "--db", db)
    first, second, *_, last = done.out.splitlines()
    assert first.startswith(f"Agency  2026-03-10  {one[:10]}  The bridge was built in 1911")
    assert second.startswith("└─ Tri") and "\x1b" not in second
    assert last == f"2 articles, 1 origin; 0 independent confirmations of {one[:10]}"
    found = json.loads(run("origins", one, "--json", "--db", db).out)
    assert (found["claim"], found["origins"], found["confirmations"]) == (one, 1, 0)
    [tree] = found["trees"]
    assert tree["branches"][0]["claims"][0]["outlet"] == TRICK


def test_copies_are_shown_with_how_much_is_shared(db: Path, run: Callable[..., Any]) -> None:
    done = run("articles", "--duplicates", "--db", db)
    copy, original = done.out.splitlines()
    assert copy.split("\t")[0] == "100%" and "Tri" in copy and "\x1b" not in copy
    assert original.split("\t")[0] == "of" and "Agency" in original
    [found] = [
        json.loads(row) for row in run("articles", "--duplicates", "--json", "--db", db).out.splitlines()
    ]
    assert (found["article"]["outlet"], found["original"]["outlet"], found["shared"]) == (
        TRICK,
        "Agency",
        1.0,
    )


def test_articles_are_listed(db: Path, run: Callable[..., Any]) -> None:
    rows = [row.split("\t") for row in run("articles", "--db", db).out.splitlines()]
    assert [(row[1], row[4]) for row in rows] == [(f"2026-03-{day}", "Bridge") for day in (10, 11, 12)]
    assert len(run("articles", "--json", "--db", db).out.splitlines()) == 3


def test_a_circle_is_said_to_be_one(tmp_path: Path, run: Callable[..., Any]) -> None:
    db = tmp_path / "store.sqlite"
    words = "Harrow Stone will be sold to Corven Bank before the end of the year, the {} reported."
    file = tmp_path / "circle.jsonl"
    pairs = [("Port Gazette", "Morning Dispatch"), ("Morning Dispatch", "Port Gazette")]
    file.write_text("\n".join(line(own, 10, words.format(other)) for own, other in pairs), encoding="utf-8")
    run("add", file, "--db", db)
    one = claim_id(db, "Harrow Stone", "Port Gazette")
    done = run("origins", one, "--db", db)
    assert "circle: Morning Dispatch ← Port Gazette ← Morning Dispatch: they cite one another" in done.out
    assert "2 articles, 0 origins, 2 unknown; 0 independent confirmations" in done.out
    assert "they cite one another" in run("clusters", one, "--db", db).out


def test_nothing_to_tell_is_said(tmp_path: Path, run: Callable[..., Any]) -> None:
    db = tmp_path / "store.sqlite"
    Workbench.open(db).close()
    assert "no two articles tell the same" in run("clusters", "--db", db).err
    assert "no article is a copy" in run("articles", "--duplicates", "--db", db).err
    assert "empty" in run("articles", "--db", db).err
    refused = run("origins", "beef", "--db", db)
    assert (refused.code, "no claim" in refused.err) == (2, True)


def test_claims_or_the_whole_store_are_matched_anew(db: Path, run: Callable[..., Any]) -> None:
    assert run("match", "--all", "--cores", "1", "--db", db).out.endswith("matches\n")
    assert run("match", claim_id(db, "stay closed", "Mail"), "--db", db).out == "2 matches\n"
    for wrong in (("match", "--db", db), ("match", "--all", "beef", "--db", db)):
        refused = run(*wrong)
        assert (refused.code, "either claims, --all or --new" in refused.err) == (2, True)


@pytest.mark.parametrize("width", [80, 130])
def test_on_a_terminal_a_story_is_laid_out_for_its_width(
    db: Path, width: int, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = StringIO()
    terminal = Console(file=shown, force_terminal=True, color_system=None, width=width, highlight=False)
    monkeypatch.setattr(telling, "console", terminal)
    run("clusters", claim_id(db, "stay closed", "Agency"), "--db", db)
    lines = [line.rstrip() for line in shown.getvalue().splitlines()]
    assert all(len(line) <= width for line in lines)
    assert (lines[0].split() == list(telling.COLUMNS)) == (width > 100)
    assert any("12 March ↔" in line for line in lines)
    assert "\x1b[31m" not in shown.getvalue() and "[red]" in "".join("".join(lines).split())
