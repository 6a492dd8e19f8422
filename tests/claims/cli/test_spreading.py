"""``claims extract --out`` and ``claims load``, as a user gives them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest


class Result(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Result]


def test_articles_go_into_a_folder_and_from_there_into_a_store(
    run: Run, articles: Path, tmp_path: Path
) -> None:
    out, db = tmp_path / "out", tmp_path / "store.sqlite"
    made = run("extract", articles, "--out", out)
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert made == (0, f"2 articles, {manifest['claims']} claims in 1 shard in {out}\n", "")
    assert run("extract", articles, "--out", out) == made
    loaded = run("load", out, "--db", db)
    assert loaded == (0, f"2 articles with {manifest['claims']} claims loaded\n", "")
    assert run("load", out, "--db", db).out == "0 articles with 0 claims loaded, 2 known before\n"
    found = [json.loads(line) for line in run("list", "--json", "--db", db).out.splitlines()]
    extracted = run("extract", "--to", "claims", articles).out.splitlines()
    assert {one["id"] for one in found} == {json.loads(line)["id"] for line in extracted}


def test_what_fails_is_told_and_is_the_exit_code(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "Ada Brook said no."}\n' + "{\x1b[31mbad\n" * 5, encoding="utf-8")
    made = run("extract", path, "--out", tmp_path / "out")
    assert made.code == 1 and made.out.startswith("1 article, 1 claim in 1 shard")
    told = made.err.splitlines()
    assert told[0].startswith("failed: in.jsonl, line 2: not JSON") and len(told) == 3 + 1
    assert told[-1].startswith("5 could not be read; all are in ") and "\x1b" not in made.err


def test_a_cluster_needs_a_folder_and_an_address_that_answers(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("extract", articles, "--dask", "local")
    assert made.code == 2 and "--out DIR" in made.err
    monkeypatch.setattr("claims.spreading.cluster.ANSWERED_WITHIN", 0.2)
    made = run("extract", articles, "--dask", "tcp://127.0.0.1:9", "--out", tmp_path / "out")
    assert made.code == 2 and "no Dask scheduler answers there" in made.err


def test_without_the_extra_it_is_told_what_to_install(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    made = run("extract", articles, "--dask", "local", "--out", tmp_path / "out")
    assert made.code == 2 and "pip install 'claims-workbench[dask]'" in made.err
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    made = run("extract", articles, "--out", tmp_path / "other")
    assert made.code == 2 and "pip install 'claims-workbench[parquet]'" in made.err


def test_a_folder_that_is_no_extraction_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    made = run("load", tmp_path / "in", "--db", tmp_path / "store.sqlite")
    assert made.code == 2 and "no manifest.json in it" in made.err and "Traceback" not in made.err
