"""Many articles at once: the same store on any number of cores, whole or killed in between."""

from __future__ import annotations

import json
import runpy
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims import adding
from claims.finding import ReadFailure
from claims.models import Article
from claims.workbench import Added, Workbench

BENCH = Path(__file__).parents[1] / "bench"
COUNT = 150


@pytest.fixture(scope="module")
def bench() -> dict[str, Any]:
    return runpy.run_path(str(BENCH / "bulk.py"))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, bench: dict[str, Any]) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "articles.jsonl"
    bench["generated"].write(path, COUNT, seed=7, size=500)
    return path


def command(store: Path, corpus: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "claims", "add", "--db", str(store), *more, str(corpus)]


def filled(path: Path, corpus: Path, **how: Any) -> list[Added | ReadFailure]:
    told: list[Added | ReadFailure] = []
    with Workbench.open(path) as workbench:
        workbench.add([corpus], told.append, **how)
    return told


def test_killed_and_gone_on_with_it_is_as_undisturbed_on_another_number_of_cores(
    corpus: Path, tmp_path: Path, bench: dict[str, Any]
) -> None:
    whole, broken = tmp_path / "whole.sqlite", tmp_path / "broken.sqlite"
    told = filled(whole, corpus, jobs=1, defer=True)
    assert [one.article.name for one in told if isinstance(one, Added)] == [
        f"g7-{n:06}" for n in range(COUNT)
    ]
    assert 0 < bench["killed"](broken, corpus, 2, 40) < COUNT
    again = filled(broken, corpus, jobs=1, defer=True)
    assert 0 < sum(not one.new for one in again if isinstance(one, Added)) < COUNT
    expected = bench["digest"](whole)
    assert bench["digest"](broken) == expected and len(expected) > 20


def test_interrupted_it_says_how_to_go_on(corpus: Path, tmp_path: Path) -> None:
    child = subprocess.Popen(
        command(tmp_path / "store.sqlite", corpus, "--jobs", "2", "--defer"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None and child.stderr is not None
    assert child.stdout.readline()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 130, err
    assert "same command again" in err and "Traceback" not in err
    with Workbench.open(tmp_path / "store.sqlite") as workbench:
        assert workbench.stats().articles >= len(out.splitlines()) + 1


def test_many_are_matched_at_the_end(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text(
        "".join(corpus.read_text(encoding="utf-8").splitlines(keepends=True)[28:42]), encoding="utf-8"
    )
    monkeypatch.setattr(adding, "MANY", 0)
    found = {}
    for name, cores in (("at once", 1), ("later", 2)):
        path = tmp_path / f"{name}.sqlite"
        with Workbench.open(path) as workbench:
            if name == "later":
                summary = workbench.add([few], defer=True, jobs=cores)
                assert (summary.waiting, summary.matches) == (14, 0)
                proposed = workbench.catch_up(cores=cores)
            else:
                told: list[tuple[int, int]] = []
                summary = workbench.add(
                    [few], progress=lambda done, total, told=told: told.append((done, total))
                )
                assert summary.waiting == 0 and told[-1] == (28, 28)
                proposed = summary.matches
            assert proposed > 0 and workbench.store.bulk.waiting() == (0, 0)
            connection = workbench.store._connection
            found[name] = {
                table: connection.all(f"SELECT * FROM {table} ORDER BY 1, 2")
                for table in ("matches", "copies", "fingerprints", "term_counts", "claim_state")
            }
            workbench.match_all(cores=1)
            again = connection.all("SELECT id, a, b, relation, score, model FROM matches ORDER BY id")
            assert again == sorted(row[1:7] for row in found[name]["matches"])
    assert found["at once"] == found["later"]


def test_articles_that_are_given_twice_are_stored_once(tmp_path: Path) -> None:
    path = tmp_path / "twice.jsonl"
    line = json.dumps({"id": "a", "text": "The mayor said that the bridge is closed."}) + "\n"
    path.write_text(line * 3, encoding="utf-8")
    told = filled(tmp_path / "store.sqlite", path, defer=True)
    assert [one.new for one in told if isinstance(one, Added)] == [True, False, False]


def test_one_that_cannot_be_extracted_is_a_failure_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "three.jsonl"
    rows = [{"id": name, "text": f"The mayor said that {name} is closed."} for name in "abc"]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "nonsense\n", encoding="utf-8")

    def failing(real: Callable[..., object]) -> Callable[..., object]:
        def extract(article: Article, *, threshold: float) -> object:
            if article.name == "b":
                raise ValueError("no such token")
            return real(article, threshold=threshold)

        return extract

    monkeypatch.setattr(adding, "extract", failing(adding.extract))
    told = filled(tmp_path / "store.sqlite", path, defer=True)
    assert [isinstance(one, Added) for one in told] == [True, False, True, False]
    assert "ValueError: no such token" in str(told[1].error)  # type: ignore[union-attr]


def test_failures_are_written_to_a_file(tmp_path: Path, run: Callable[..., Any]) -> None:
    path, errors = tmp_path / "some.jsonl", tmp_path / "errors.jsonl"
    path.write_text('{"id": "a", "text": "The mayor said that it is closed."}\n{"id": 2}\n', encoding="utf-8")
    result = run("add", "--db", str(tmp_path / "store.sqlite"), "--errors", str(errors), str(path))
    assert result.code == 1
    [failure] = [json.loads(line) for line in errors.read_text(encoding="utf-8").splitlines()]
    assert failure["source"] == "some.jsonl:2" and "text" in failure["error"]


@pytest.mark.parametrize("to", ["text", "claims", "attributions"])
def test_extraction_prints_the_same_on_two_cores(
    corpus: Path, tmp_path: Path, run: Callable[..., Any], to: str
) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text(
        "".join(corpus.read_text(encoding="utf-8").splitlines(keepends=True)[:20]) + "nonsense\n",
        encoding="utf-8",
    )
    one, two = (run("extract", "--to", to, "--jobs", jobs, str(few)) for jobs in ("1", "2"))
    assert one == two and one.code == 1 and len(one.out) > 1000
