"""Adding and extracting: what the commands print, and what they change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claims.models import Claim

Run = Callable[..., Any]
"""The fixture ``run`` of tests/conftest.py: ``run("list", "--json")`` gives code, out and err."""

TEXT = """\
Mayor Ada Brook said that the Harbour Bridge will stay closed until 12 March.

According to the port authority, 28 ferries were cancelled on Monday.
"""


def test_add_says_what_it_found_and_list_shows_it(run: Run, articles: Path, tmp_path: Path) -> None:
    db = tmp_path / "a store.sqlite"
    added = run("add", articles, "--db", db)
    assert (added.code, added.err) == (0, "")
    assert "courier.md · Harbour Courier · 2026-03-10 · Bridge stays closed: " in added.out
    assert "2 articles added: " in added.out
    listed = run("list", "--db", db, "--outlet", "harbour courier")
    lines = [line.split("\t") for line in listed.out.splitlines()]
    assert all(len(line) == 7 for line in lines)
    assert ["Harbour Courier", "2026-03-10", "that the Harbour Bridge will stay closed until 12 March"] in [
        line[4:] for line in lines
    ]
    again = run("add", articles, "--db", db)
    assert again.code == 0
    assert again.out.count("known, skipped") == 2
    assert "0 articles added (2 known): 0 claims, 0 matches" in again.out


def test_add_goes_on_past_a_bad_input(run: Run, articles: Path, tmp_path: Path) -> None:
    db = tmp_path / "store.sqlite"
    result = run("add", articles / "missing.txt", articles / "courier.md", "--db", db)
    assert result.code == 1
    assert "missing.txt" in result.err
    assert "1 input could not be read" in result.err
    assert "1 article added" in result.out


def test_extract_marks_a_claim_without_colour(run: Run, articles: Path) -> None:
    result = run("extract", articles / "courier.md")
    assert result.code == 0
    assert (
        "[source: Mayor Ada Brook] [cue: said] "
        "[content: that the Harbour Bridge will stay closed until 12 March]."
    ) in result.out
    assert "\x1b" not in result.out


def test_extract_colours_where_there_is_colour(articles: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "claims", "extract", articles / "courier.md"],
        env={**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "\x1b[" in shown.stdout
    assert "[source:" not in shown.stdout


def test_attributions_count_in_the_text_as_given(run: Run, tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "one", "text": text, "outlet": "Courier"}))
    result = run("extract", "--to", "attributions", tmp_path / "in.jsonl")
    [line] = result.out.splitlines()
    found = json.loads(line)
    assert found["id"] == "one"
    words = [
        {role: [text[start:end] for start, end in one[role]] for role in ("source", "cue", "content")}
        for one in found["attributions"]
    ]
    assert {
        "source": ["Mayor Ada Brook"],
        "cue": ["said"],
        "content": ["that the Harbour Bridge will stay closed until 12 March"],
    } in words
    contents = [one["content"][0][0] for one in found["attributions"]]
    assert contents == sorted(contents)


def test_extract_prints_whole_models(run: Run, articles: Path) -> None:
    result = run("extract", "--to", "claims", articles)
    found = [Claim.model_validate_json(line) for line in result.out.splitlines()]
    assert len({claim.article_id for claim in found}) == 2
    assert result.out.isascii()


def test_extract_explains(run: Run, articles: Path) -> None:
    plain = run("extract", articles / "courier.md").out
    result = run("extract", "--explain", articles / "courier.md")
    assert result.code == 0
    lines = result.out.splitlines()
    assert [line for line in lines if not line.startswith("    - ")] == plain.splitlines()
    for step in ("rule say-that: ", "cue “said” (saying; ", "order: source-cue-content ", "content ends "):
        assert any(line.startswith(f"    - {step}") for line in lines), step
    refused = run("extract", "--explain", "--to", "claims", articles)
    assert (refused.code, refused.out, "--to text" in refused.err) == (2, "", True)


def test_strict_finds_less_and_nested_more(run: Run) -> None:
    demo = Path(__file__).parents[3] / "fixtures" / "articles"

    def found(*options: str) -> dict[str, list[dict[str, object]]]:
        lines = run("extract", "--to", "attributions", *options, demo).out.splitlines()
        return {one["id"]: one["attributions"] for one in map(json.loads, lines)}

    plain, strict, nested = found(), found("--strict"), found("--nested")
    counts = [sum(map(len, some.values())) for some in (strict, plain, nested)]
    assert counts[0] < counts[1] < counts[2]
    for name, attributions in plain.items():
        assert [one for one in nested[name] if one in attributions] == attributions


def test_a_language_without_a_pack(run: Run, articles: Path, tmp_path: Path) -> None:
    for command in (("extract",), ("add", "--db", tmp_path / "none.sqlite")):
        refused = run(*command, "--language", "tlh", articles)
        assert (refused.code, refused.out) == (2, "")
        assert "no language pack for 'tlh', only for en" in refused.err
    assert not (tmp_path / "none.sqlite").exists()
    (tmp_path / "in.txt").write_text(f"---\nlanguage: tlh\n---\n{TEXT}")
    skipped = run("extract", tmp_path / "in.txt", articles / "courier.md")
    assert (skipped.code, "Mayor Ada Brook" in skipped.out) == (1, True)
    assert "in.txt: there is no language pack for 'tlh'" in skipped.err
    assert "Mayor Ada Brook" in run("extract", "--language", "en-GB", tmp_path / "in.txt").out
    assert run("learn", "cues", articles, "--out", tmp_path / "w", "--language", "tlh").code == 2


def test_a_size_that_is_too_large(run: Run, articles: Path) -> None:
    result = run("extract", "--max-size", "30", articles / "courier.md")
    assert (result.code, "larger than 30 bytes" in result.err) == (1, True)


def test_extract_reports_a_bad_input(run: Run, articles: Path) -> None:
    result = run("extract", "--to", "claims", articles / "missing.txt", articles / "courier.md")
    assert result.code == 1
    assert result.out
    assert "missing.txt" in result.err


def test_match_and_stats(run: Run, articles: Path, tmp_path: Path) -> None:
    db = tmp_path / "store.sqlite"
    run("add", articles, "--db", db)
    assert int(run("match", "--all", "--db", db).out.split()[0]) >= 1
    counts = json.loads(run("stats", "--json", "--db", db).out)
    assert counts["articles"] == 2
    assert counts["verdicts"]["unreviewed"] == counts["claims"] > 0
    assert "Harbour Courier" in run("stats", "--db", db).out
