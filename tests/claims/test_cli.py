"""The command line: what it prints, what it changes, how it ends."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from claims.cli import COMMANDS
from claims.models import (
    Article,
    AttributionCheck,
    Claim,
    ClaimKind,
    Match,
    Modality,
    Relation,
    Span,
    Verdict,
    claim_id,
    digest,
    match_id,
)
from claims.store import Store
from claims.workbench import FORMATS, Order

Run = Callable[..., Any]
"""The fixture ``run`` of tests/conftest.py: ``run("list", "--json")`` gives code, out and err."""

HOSTILE = "\x1b]0;owned\x07[bold red]\u202e[/] [@click=app.quit]=1+1"


def claim_in(article: Article, words: str, **fields: object) -> Claim:
    """Return a claim of ``article`` with ``words`` as its content, said by its first word."""
    content = (Span(article.text.index(words), article.text.index(words) + len(words)),)
    source = (Span(0, article.text.index(" ")),)
    given: dict[str, object] = {
        "id": claim_id(article.id, ClaimKind.INDIRECT, source, content),
        "article_id": article.id,
        "kind": ClaimKind.INDIRECT,
        "source": source,
        "content": content,
        "source_words": article.text[slice(*source[0])],
        "content_words": words,
        "rule": "reporting.said",
    }
    return Claim.model_validate({**given, **fields})


def article_of(text: str, outlet: str) -> Article:
    return Article(
        id=digest(outlet, text),
        text=text,
        text_hash=digest(text, length=64),
        name=f"{outlet}.txt",
        outlet=outlet,
        title=HOSTILE,
    )


@pytest.fixture
def claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of three claims made by hand in the store ``$CLAIMS_DB``: two that match, and an opinion."""
    path = tmp_path / "my store.sqlite"
    monkeypatch.setenv("CLAIMS_DB", str(path))
    first = article_of(f"Brook said the bridge is closed and {HOSTILE} fell.", "Courier")
    second = article_of("Brook said the bridge is open. She likes it.", "Standard")
    made = [
        claim_in(first, f"the bridge is closed and {HOSTILE} fell"),
        claim_in(second, "the bridge is open"),
        claim_in(second, "She likes it", modality=Modality.OPINION),
    ]
    a, b = sorted(claim.id for claim in made[:2])
    with Store.open(path) as store:
        store.add_article(first, made[:1])
        store.add_article(second, made[1:])
        store.add_matches(
            [
                Match(
                    id=match_id(a, b),
                    a=a,
                    b=b,
                    relation=Relation.CONFLICTING,
                    score=0.8,
                    reasons=(f"opposite: {HOSTILE}",),
                )
            ]
        )
    return [claim.id for claim in made]


def rows(run: Run, *arguments: str) -> list[dict[str, object]]:
    result = run("list", "--json", *arguments)
    assert result.code == 0
    return [json.loads(line) for line in result.out.splitlines()]


# looking


def test_list_filters(run: Run, claims: list[str]) -> None:
    assert {row["id"] for row in rows(run)} == set(claims)
    assert [row["id"] for row in rows(run, "--query", "open bridge")] == [claims[1]]
    assert {row["id"] for row in rows(run, "--conflicts", "--order", "conflicts")} == set(claims[:2])
    assert rows(run, "--outlet", "nobody") == []
    assert rows(run, "--status", "verified", "--attribution", "confirmed", "--kind", "direct") == []
    short = run("list", "--limit", "1")
    assert len(short.out.splitlines()) == 1
    assert "1 of 3 claims" in short.err


def test_list_says_when_there_is_nothing(run: Run, claims: list[str], tmp_path: Path) -> None:
    assert "no such claim" in run("list", "--flagged").err
    with Store.open(tmp_path / "empty"):
        pass
    assert "claims add" in run("list", "--db", tmp_path / "empty").err


def test_show(run: Run, claims: list[str]) -> None:
    run("mark", claims[1], "disputed", "--note", "two outlets differ")
    shown = run("show", claims[1][:6]).out
    for words in (
        "[content: the bridge is open]",
        "reporting.said",
        "disputed (anna",
        claims[0][:10],
        "conflicting?",
        "opposite:",
    ):
        assert words in shown
    whole = json.loads(run("show", claims[1], "--json").out)
    assert whole["claim"]["id"] == claims[1]
    assert whole["state"]["verdict"] == "disputed"
    assert whole["matches"][0]["relation"] == "conflicting"


@pytest.mark.parametrize("command", [("show",), ("history",), ("mark", "verified"), ("note", "hm")])
def test_an_id_that_is_none_or_several(run: Run, claims: list[str], command: tuple[str, ...]) -> None:
    name, *rest = command
    unknown = run(name, "zzzz", *rest)
    assert (unknown.code, unknown.out) == (2, "")
    assert "no claim whose id starts with 'zzzz'" in unknown.err
    assert "Traceback" not in unknown.err


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_row_fits_the_terminal(width: int, claims: list[str]) -> None:
    shown = subprocess.run(
        [
            sys.executable,
            "-c",
            "import claims.cli.printing as p; p.console = p.Console(force_terminal=True, "
            f"markup=False, width={width}, color_system=None)\nfrom claims.cli import main; main()",
            "list",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = shown.stdout.splitlines()
    assert len(lines) == 3
    assert all(cell_len(line) <= width for line in lines)
    assert all("the bridge is" in line or "She likes" in line for line in lines)


# decisions


def test_marking_several_is_one_step(run: Run, claims: list[str]) -> None:
    marked = run("mark", claims[0], claims[1][:8], "Verified", "--note", "seen", "--reviewer", "Mina")
    assert marked.code == 0
    assert len(marked.out.splitlines()) == 2
    assert "Mina" in marked.out
    assert len(rows(run, "--status", "verified")) == 2
    assert run("undo").code == 2  # the step was not anna's
    undone = run("undo", "--reviewer", "Mina")
    assert len(undone.out.splitlines()) == 2
    assert rows(run, "--status", "verified") == []
    run("redo", "--reviewer", "Mina")
    assert len(rows(run, "--status", "verified")) == 2
    history = run("history", claims[0])
    assert [words in history.out for words in ("seen", "undo", "redo")] == [True] * 3
    assert [json.loads(line)["action"] for line in run("history", claims[0], "--json").out.splitlines()] == [
        "verdict",
        "undo",
        "redo",
    ]


def test_an_opinion_is_neither_true_nor_false(run: Run, claims: list[str]) -> None:
    result = run("mark", claims[2], "verified")
    assert result.code == 2
    assert result.err.startswith("claims: ")
    assert "opinion" in result.err
    assert run("check", claims[2], "confirmed").code == 0
    assert rows(run, "--attribution", "confirmed")[0]["id"] == claims[2]


def test_relate_flag_and_note(run: Run, claims: list[str]) -> None:
    assert run("relate", claims[1], claims[0], "same", "--note", "both mean the ramp").code == 0
    assert "same, decided by anna" in run("show", claims[0]).out
    assert run("relate", claims[1], claims[2], "same").code == 2
    run("flag", *claims)
    assert len(rows(run, "--flagged")) == 3
    run("flag", claims[0], "--off")
    assert len(rows(run, "--flagged")) == 2
    run("note", claims[0], "call the mayor")
    assert "note: call the mayor" in run("show", claims[0]).out


@pytest.mark.parametrize(
    ("arguments", "choices"),
    [
        (("mark", "a", "true"), Verdict),
        (("check", "a", "true"), AttributionCheck),
        (("relate", "a", "b", "equal"), Relation),
        (("list", "--status", "true"), Verdict),
        (("list", "--kind", "quote"), ClaimKind),
        (("export", "--attribution", "so"), AttributionCheck),
    ],
)
def test_an_unknown_word_is_answered_with_the_known_ones(
    run: Run, claims: list[str], arguments: tuple[str, ...], choices: type[Verdict]
) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert all(choice.value in result.err for choice in choices)


def test_help_names_every_value_that_can_be_given(run: Run) -> None:
    for command, choices in (
        ("mark", Verdict),
        ("check", AttributionCheck),
        ("relate", Relation),
        ("list", ClaimKind),
        ("list", AttributionCheck),
        ("list", Order),
    ):
        text = run(command, "--help").out
        assert all(choice.value in text for choice in choices), command
    assert all(name in run("export", "--help").out for name in FORMATS)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("claims mark 3f2a 9b01 re", ["refuted", "rejected"]),
        ("claims check 3f2a conf", ["confirmed"]),
        ("claims relate 3f2a 9b01 s", ["same"]),
        ("claims list --status ver", ["verified"]),
        ("claims hist", ["history"]),
        ("claims rules show said-af", ["said-after"]),
        ("claims extract --language e", ["en"]),
    ],
)
def test_completion_in_the_shell(line: str, offered: list[str]) -> None:
    asked = {"_CLAIMS_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    shown = subprocess.run(
        [sys.executable, "-m", "claims"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.stdout.split() == offered


# out


def test_export_to_a_file_and_to_the_screen(run: Run, claims: list[str], tmp_path: Path) -> None:
    run("mark", claims[1], "verified", "--note", "seen by us")
    run("check", claims[1], "confirmed")
    out = tmp_path / "verified.csv"
    verified = ("export", "--status", "verified", "--to", "csv", "--allow-conflict")
    written = run(*verified, "-o", out)
    assert (written.code, written.out) == (0, "")
    assert f"1 claim written to {out}" in written.err
    assert claims[1] in out.read_text(encoding="utf-8")
    shown = run(*verified)
    assert shown.out == out.read_text(encoding="utf-8")
    assert run("export", "--to", "xls").code == 2
    assert "no such folder" in run("export", "-o", tmp_path / "no such folder" / "x").err


def test_eval_gives_the_figures_and_what_was_found(run: Run, tmp_path: Path) -> None:
    text = "The mayor said that the bridge will open on Monday."
    spans = {
        role: [[text.index(words), text.index(words) + len(words)]]
        for role, words in {
            "source": "The mayor",
            "cue": "said",
            "content": "that the bridge will open on Monday",
        }.items()
    }
    missed = {"source": [], "cue": [], "content": [[0, 9]]}
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": text, "attributions": [spans, missed]}))
    result = run("eval", "extraction", gold, "--json", "--predictions", found)
    figures = json.loads(result.out)["figures"]
    assert (figures["claim"]["P"], figures["claim"]["R"]) == (1.0, 0.5)
    assert json.loads(found.read_text())["attributions"] == [spans]
    shown = run("eval", "extraction", gold, "--errors", "5").out
    assert "claim exact" in shown
    assert "missed" in shown
    strict = json.loads(run("eval", "extraction", gold, "--json", "--strict").out)["figures"]
    assert strict["claim"]["predicted"] <= figures["claim"]["predicted"]
    assert run("eval", "extraction", tmp_path / "none.jsonl").code == 2


def test_too_small_a_corpus_counts_nothing(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": "Brook said no.", "attributions": []}))
    result = run("learn", "cues", gold, "--out", tmp_path / "weights")
    assert (result.code, "needed" in result.err) == (2, True)
    assert not (tmp_path / "weights").exists()


# hostile words, and how a command ends


def test_nothing_of_an_article_steers_the_terminal(run: Run, claims: list[str], tmp_path: Path) -> None:
    nasty = tmp_path / "nasty\x1b[31m.jsonl"
    text = f"Brook said that {HOSTILE} is the code."
    nasty.write_text(json.dumps({"id": f"i{HOSTILE}", "text": text, "title": HOSTILE, "outlet": HOSTILE}))
    printed = [
        run("extract", nasty),
        run("extract", "--to", "claims", nasty),
        run("extract", "--to", "attributions", nasty),
        run("extract", tmp_path / "missing\x1b[31m"),
        run("add", nasty),
        run("list"),
        run("list", "--json"),
        run("show", claims[0]),
        run("show", claims[1], "--json"),
        run("note", claims[0], HOSTILE),
        run("mark", claims[1], "verified", "--note", HOSTILE),
        run("history", claims[1]),
        run("stats"),
        run("show", "\x1b[31m"),
        run("export", "--to", "markdown"),
    ]
    for result in printed:
        assert not {"\x1b", "\x07", "\u202e"} & set(result.out + result.err)
    for result in (printed[0], printed[7]):
        assert "[bold red]" in result.out
        assert "[@click=app.quit]" in result.out


def test_the_demo_without_a_terminal_says_how_to_open_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a demo.sqlite"
    result = run("demo", "--db", path)
    assert result.code == 0
    assert f"claims review --db '{path}'" in result.out
    command = result.out.splitlines()[-1].partition(": ")[2]
    refused = subprocess.run(
        shlex.split(command), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (refused.returncode, "needs a terminal" in refused.stderr) == (2, True)
    again = run("demo", "--db", path)
    assert "0 articles added" in again.out


def test_review_without_a_terminal_is_refused(run: Run, claims: list[str]) -> None:
    result = run("review")
    assert result.code == 2
    assert "terminal" in result.err


@pytest.mark.parametrize(
    "command", ["list", "show a", "match --all", "mark a verified", "undo", "export", "stats"]
)
def test_no_store_is_made_by_looking(run: Run, tmp_path: Path, command: str) -> None:
    result = run(*command.split(), "--db", tmp_path / "none.sqlite")
    assert (result.code, result.out) == (2, "")
    assert "claims add" in result.err
    assert not (tmp_path / "none.sqlite").exists()


def test_a_broken_configuration_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_CONFIG", "/no such file")
    result = run("list")
    assert result.code == 2
    assert result.err.startswith("claims: /no such file")


@pytest.mark.parametrize("name", [*COMMANDS, "eval extraction", "learn cues", "rules", "rules show"])
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    result = run(*name.split(), "--help")
    assert result.code == 0
    assert any(line.startswith(f"    claims {name}") for line in result.out.splitlines())


def test_usage_and_version(run: Run) -> None:
    assert run("--version").out.startswith("claims 0.")
    assert "add" in run().out + run().err
    unknown = run("lst")
    assert (unknown.code, "Did you mean 'list'?" in unknown.err) == (2, True)
    assert run("list", "--colour").code == 2


def test_a_reader_that_stops_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    text = "Brook said " + " ".join(f"thing{number} happened." for number in range(2500))
    article = article_of(text, "Courier")
    with Store.open(path) as store:
        store.add_article(article, [claim_in(article, f"thing{number} happened") for number in range(2500)])
    command = [sys.executable, "-m", "claims", "list", "--limit", "0", "--db", path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        assert "happened" in process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_output_that_takes_no_more_is_told(articles: Path) -> None:
    command = [sys.executable, "-m", "claims", "extract", articles]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert ended.stderr.startswith("claims: the output can't be written (")


def test_an_interrupt_leaves_the_store_whole(run: Run, tmp_path: Path) -> None:
    db = tmp_path / "store.sqlite"
    command = [sys.executable, "-m", "claims", "add", "-", "--db", db]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(json.dumps({"id": "one", "text": "Mayor Ada Brook said it rained."}) + "\n")
        process.stdin.flush()
        deadline = time.monotonic() + 20
        while not db.exists() or run("list", "--db", db).code or not rows(run, "--db", str(db)):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read().splitlines() == [
            "claims: run the same command again to go on; what the store has is skipped",
            "claims: interrupted; what was done until then stays",
        ]
    assert rows(run, "--db", str(db))
