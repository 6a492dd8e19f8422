"""What a store has on a text that somebody pastes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from claims.workbench import Workbench

ARTICLES = {
    "a": "Ann Marsk, the transport minister, said that the harbour bridge will reopen in March 2024.",
    "b": "A ferry with 120 people on board sank off Tarn, the coast guard said.",
    "c": "Police said that a ferry carrying sheep ran aground near Oslo in March 2021.",
    "d": "The coast guard said that the bridge at Oslo is closed to lorries.",
}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a store of the articles above."""
    for name, text in ARTICLES.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "claims.sqlite"
    with Workbench.open(path, reviewer="anna") as workbench:
        assert not workbench.add([str(tmp_path)]).failures
    return path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("When does the #HarbourBridge open again?", "harbour bridge"),
        ("120 passengers went down with the Tarn ferry https://t.co/x", "sank off Tarn"),
        ("Transport minister Marsk spoke", "harbour bridge"),
        ("a ferryboat full of sheeps", "sheep"),
    ],
)
def test_the_claim_that_a_text_is_about_comes_first(db: Path, text: str, words: str) -> None:
    with Workbench.open(db, reviewer="anna") as workbench:
        [first, *_] = workbench.nearest(text, 3)
        assert words in workbench.claim(first).content_words


def test_a_text_that_shares_no_word_with_a_claim_finds_nothing(run, db: Path) -> None:
    result = run("nearest", "quantum chromodynamics", "--db", db)
    assert (result.code, result.out) == (0, "")
    assert "no claim" in result.err
    assert run("nearest", "", "--db", db).out == ""


def test_the_command_prints_claims_the_nearest_first(run, db: Path) -> None:
    result = run("nearest", "ferry near Oslo", "--limit", "2", "--json", "--db", db)
    assert result.code == 0, result.err
    found = [json.loads(line) for line in result.out.splitlines()]
    assert len(found) == 2
    with Workbench.open(db, reviewer="anna") as workbench:
        assert "sheep" in workbench.claim(found[0]["id"]).content_words


def test_a_text_is_read_from_standard_input(run, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("harbour bridge"))
    result = run("nearest", "-", "--limit", "1", "--db", db)
    assert "harbour bridge" in result.out
