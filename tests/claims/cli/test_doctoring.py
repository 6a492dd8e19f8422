from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def store(articles: Path, tmp_path: Path, run: Any) -> Path:
    path = tmp_path / "claims.sqlite"
    assert run("add", articles, "--db", path).code == 0
    return path


def ids(run: Any, store: Path) -> list[str]:
    return [line.split("\t")[0] for line in run("list", "--db", store).out.splitlines()]


def test_a_copy_stands_beside_the_store_with_the_date(run: Any, store: Path) -> None:
    copy = store.with_name(f"claims.{dt.date.today().isoformat()}.sqlite")
    assert run("backup", "--db", store) == (0, f"{copy}\n", "")
    assert run("doctor", "--db", copy).out == "the store is whole\n"
    again = copy.with_name(f"{copy.stem}-2.sqlite")
    assert run("backup", "--db", store).out == f"{again}\n"


def test_what_is_there_is_only_replaced_when_told(run: Any, store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_text("mine")
    refused = run("backup", copy, "--db", store)
    assert refused.code == 2
    assert "there already" in refused.err
    assert copy.read_text() == "mine"
    assert run("backup", copy, "--force", "--db", store).code == 0
    assert ids(run, copy) == ids(run, store)


def test_going_back_to_a_copy(run: Any, store: Path, tmp_path: Path) -> None:
    [id, *_] = ids(run, store)
    run("note", id, "before", "--db", store)
    copy = tmp_path / "copy.sqlite"
    run("backup", copy, "--db", store)
    run("note", id, "after", "--db", store)
    copy.replace(store)  # as the help says, with -wal and -shm gone
    for left in ("-wal", "-shm"):
        Path(f"{store}{left}").unlink(missing_ok=True)
    told = run("history", id, "--db", store).out
    assert "before" in told
    assert "after" not in told
    assert run("note", id, "again", "--db", store).code == 0


def test_without_a_store(run: Any, tmp_path: Path) -> None:
    for command in ("backup", "doctor"):
        refused = run(command, "--db", tmp_path / "none.sqlite")
        assert refused.code == 2
        assert "no store" in refused.err
    assert list(tmp_path.iterdir()) == []
