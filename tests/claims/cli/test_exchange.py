from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., object]


@pytest.fixture
def db(run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "desk.sqlite"
    monkeypatch.setenv("CLAIMS_DB", str(path))
    run("add", articles)
    return path


def first(run: Run, *words: str) -> str:
    [line, *_] = run("list", "--json", "--query", *words).out.splitlines()  # type: ignore[attr-defined]
    return str(json.loads(line)["id"])


def test_a_folder_is_exported_verified_and_refused_when_it_was_tampered_with(
    run: Run, db: Path, tmp_path: Path
) -> None:
    ferries = first(run, "ferries")
    run("mark", ferries, "verified", "--note", "seen")
    run("check", ferries, "confirmed")
    out = tmp_path / "verified"
    written = run("export", "--status", "verified", "--to", "csv", "--to", "html", "-o", out)
    assert written.code == 0
    assert "2 files and a manifest" in written.err
    checked = run("export", "--verify", out)
    assert (checked.code, checked.out) == (0, written.out)
    (out / "claims.csv").write_text("other")
    refused = run("export", "--verify", out)
    assert (refused.code, refused.out) == (2, "")
    assert "claims.csv: was changed" in refused.err


def test_the_gate_lists_what_to_do_and_check_lists_all_as_lines_and_as_json(
    run: Run, db: Path, tmp_path: Path
) -> None:
    ferries = first(run, "ferries")
    run("mark", ferries, "verified")
    out = tmp_path / "out.csv"
    refused = run("export", "--status", "verified", "--to", "csv", "-o", out)
    assert (refused.code, out.exists()) == (2, False)
    assert ferries in refused.err
    assert "claims check ID confirmed" in refused.err
    listed = run("export", "--status", "verified", "--check")
    assert listed.code == 1
    assert {line.split("\t")[1] for line in listed.out.splitlines()} == {"unsupported", "attribution"}
    as_json = [
        json.loads(line)
        for line in run("export", "--status", "verified", "--check", "--json").out.splitlines()
    ]
    assert {one["claim_id"] for one in as_json} == {ferries}
    allowed = ("--allow-unsupported", "--allow-attribution")
    assert run("export", "--status", "verified", "--to", "csv", "-o", out, *allowed).code == 0
    run("mark", ferries, "verified", "--note", "seen")
    run("check", ferries, "confirmed")
    assert run("export", "--status", "verified", "--check").code == 0


def test_several_formats_need_a_folder(run: Run, db: Path, tmp_path: Path) -> None:
    refused = run("export", "--to", "csv", "--to", "html")
    assert refused.code == 2
    assert "folder" in refused.err


def test_what_was_exported_is_imported(run: Run, db: Path, tmp_path: Path) -> None:
    run("mark", first(run, "ferries"), "verified", "--note", "seen", "--reviewer", "boris")
    sent, other = tmp_path / "desk.workbench.jsonl", tmp_path / "other.sqlite"
    run("export", "--to", "workbench", "-o", sent)
    assert run("import", sent, "--db", other, "--dry-run").code == 2, "looking makes no store"
    told = run("import", sent, "--db", other)
    assert told.code == 0
    assert "new 2 articles" in told.out
    assert json.loads(run("import", sent, "--db", other, "--json").out)["decisions"] == 0
    back = tmp_path / "other.workbench.jsonl"
    run("export", "--to", "workbench", "-o", back, "--db", other)
    assert back.read_bytes() == sent.read_bytes()


def test_claims_that_are_left_out_give_exit_code_1(run: Run, db: Path, tmp_path: Path) -> None:
    sent = tmp_path / "claims.jsonl"
    run("export", "-o", sent)
    told = run("import", sent, "--db", tmp_path / "other.sqlite")
    assert told.code == 1
    assert "--to workbench" in told.err


def test_a_report_is_printed_written_and_given_as_json(run: Run, db: Path, tmp_path: Path) -> None:
    ferries = first(run, "ferries")
    run("mark", ferries, "refuted", "--note", "27 in the log")
    text = run("report", ferries).out
    assert "## Refuted (1)" in text
    out = tmp_path / "report.html"
    assert run("report", ferries, "--event", "--to", "html", "-o", out).code == 0
    assert "27 in the log" in out.read_text(encoding="utf-8")
    assert {one["part"] for one in json.loads(run("report", ferries, "--json").out)["entries"]} == {
        "refuted",
        "open",
    }
    assert run("report", ferries, "--to", "docx").code == 2
    assert run("report", "ffff").code == 2
