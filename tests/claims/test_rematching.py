"""Matching a whole store anew: on one core or several, interrupted, killed, after an older version."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claims import parallel, rematching
from claims.errors import StoreError
from claims.models import Relation
from claims.store import Store
from claims.workbench import Workbench

ARTICLES = 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of articles that were never matched with one another."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(ARTICLES):
        text = (
            f"Mayor Ada Brook said that the Harbour Bridge would stay closed until {number % 3 + 12} May.\n\n"
            f"The port authority said that {number} ferries of line {number % 5} were cancelled on Monday.\n"
        )
        about = f"---\ntitle: Bridge {number}\noutlet: Outlet {number}\ndate: 2026-03-10\n---\n"
        (folder / f"{number:02}.md").write_text(about + text, encoding="utf-8")
    path = tmp_path / "store.sqlite"
    with Workbench.open(path, reviewer="ann") as workbench:
        workbench.add([folder])
    with sqlite3.connect(path) as raw:
        raw.execute("DELETE FROM matches")
    return path


def matches(path: Path) -> set[tuple[str, str, float]]:
    with sqlite3.connect(path) as raw:
        return set(raw.execute("SELECT id, model, score FROM matches"))


def whole(path: Path, cores: int) -> tuple[int, list[tuple[int, int]]]:
    told: list[tuple[int, int]] = []
    with Workbench.open(path, reviewer="ann") as workbench:
        return workbench.match_all(lambda done, total: told.append((done, total)), cores=cores), told


def test_several_cores_find_what_one_finds(path: Path) -> None:
    found, told = whole(path, 1)
    alone = matches(path)
    assert found == len(alone) > ARTICLES
    assert told[-1] == (ARTICLES, ARTICLES) and told == sorted(told)
    assert whole(path, 2) == (found, told)
    assert matches(path) == alone


def test_a_small_store_starts_no_process(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ProcessPoolExecutor", None)
    with Workbench.open(path) as workbench:
        assert workbench.match_all() > 0
    monkeypatch.setattr(rematching, "ALONE", 1)
    monkeypatch.setattr(rematching, "cores", lambda: 2)
    with Workbench.open(path) as workbench, pytest.raises(TypeError):
        workbench.match_all()


@pytest.mark.parametrize("cores", [1, 2])
def test_interrupted_it_goes_on_from_there(path: Path, cores: int) -> None:
    found, _ = whole(path, cores)
    expected = matches(path)
    with sqlite3.connect(path) as raw:
        raw.execute("DELETE FROM matches")

    def interrupt(done: int, total: int) -> None:
        if done >= 10:
            raise KeyboardInterrupt

    with Workbench.open(path) as workbench, pytest.raises(KeyboardInterrupt):
        workbench.match_all(interrupt, cores=cores)
    assert 0 < len(matches(path)) < len(expected)
    again, told = whole(path, cores)
    assert again == found and matches(path) == expected
    assert told[0][0] == 20, "what was done is not done again"


KILLED = """
import sys, time
from pathlib import Path
from claims.workbench import Workbench

def slow(done, total):
    print(done, flush=True)
    time.sleep(5 if done >= 20 else 0)

if __name__ == "__main__":
    with Workbench.open(Path(sys.argv[1])) as workbench:
        workbench.match_all(slow, cores=int(sys.argv[2]))
"""


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_a_killed_one_goes_on_and_leaves_no_process(path: Path, tmp_path: Path, cores: int, how: int) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    child = subprocess.Popen(
        [sys.executable, str(script), str(path), str(cores)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdout is not None
    assert [child.stdout.readline() for _ in range(2)] == [b"10\n", b"20\n"]
    child.send_signal(how)
    begun = time.monotonic()
    child.stdout.read()  # ends when the last of its processes has
    assert time.monotonic() - begun < 20
    assert child.wait(timeout=20) != 0
    child.stdout.close()
    with Store.open(path) as store:
        assert store.rounds.begin().upto == 20
    assert whole(path, 1)[1] == [(ARTICLES, ARTICLES)]


def test_a_process_that_dies_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rematching, "_matched", _dying)
    with Workbench.open(path) as workbench, pytest.raises(StoreError, match="goes on from there"):
        workbench.match_all(cores=2)
    monkeypatch.undo()
    assert whole(path, 2)[0] == len(matches(path)) > ARTICLES


def _dying(articles: list[str]) -> None:
    import os

    os._exit(1)


def test_a_store_of_an_earlier_version_gets_what_it_lacks(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        [typed] = raw.execute("SELECT count(*) FROM term_counts WHERE term LIKE '%:%'").fetchone()
        for table in ("fingerprints", "copies", "article_prints"):
            raw.execute(f"DELETE FROM {table}")
        raw.execute("DELETE FROM term_counts WHERE term LIKE '%:%'")
    assert typed > 0
    whole(path, 1)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM term_counts WHERE term LIKE '%:%'").fetchone() == (typed,)
        assert raw.execute("SELECT count(*) FROM article_prints").fetchone() == (ARTICLES,)


def test_claims_are_matched_one_by_one_too(path: Path) -> None:
    with Workbench.open(path, reviewer="ann") as workbench:
        [first, *_] = workbench.articles()
        claim = workbench.claims_of(first.id)[0]
        found = workbench.match([claim.id])
        assert found == len(workbench.matches_of(claim.id)) > 3
        [match, _] = workbench.matches_of(claim.id)[0]
        workbench.decide_match(match.id, Relation.RELATED)
        assert workbench.match([claim.id]) == found
        assert workbench.store.match_state(match.id).relation is Relation.RELATED
