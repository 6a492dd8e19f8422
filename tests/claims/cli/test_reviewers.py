"""Several reviewers on the command line: disagreements, settling them, agreement, and a second pass."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
"""The fixture ``run`` of tests/conftest.py."""


@pytest.fixture
def ids(run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The claims of a store in ``$CLAIMS_DB``, of which ann and bob differ on the first."""
    monkeypatch.setenv("CLAIMS_DB", str(tmp_path / "store.sqlite"))
    run("add", articles)
    found: list[str] = [json.loads(line)["id"] for line in run("list", "--json").out.splitlines()]
    assert run("mark", *found[:3], "verified", "--note", "on tape", "--reviewer", "ann").code == 0
    assert run("mark", found[0], "refuted", "--note", "a\x1b[31mred note", "--reviewer", "bob").code == 0
    assert run("mark", found[1], "verified", "--reviewer", "bob").code == 0
    return found


def test_disagreements_are_listed_shown_and_settled(run: Run, ids: list[str]) -> None:
    listed = run("list", "--disagreements", "--json").out.splitlines()
    assert [json.loads(line)["id"] for line in listed] == [ids[0]]
    shown = run("show", ids[0]).out
    assert "ann: verdict verified (on tape)" in shown
    assert "bob: verdict refuted (a" in shown and "\x1b" not in shown
    settled = run("mark", ids[0], "disputed", "--adjudicate", "--note", "both stand", "--reviewer", "cem")
    assert (settled.code, settled.err) == (0, "")
    assert "cem: adjudicate 'unreviewed' -> 'disputed'" in settled.out
    assert "no such claim" in run("list", "--disagreements").err
    again = run("mark", ids[0], "refuted", "--adjudicate", "--reviewer", "cem")
    assert again.code == 2 and "nothing to adjudicate" in again.err
    refused = run("export", "--status", "disputed")
    assert (refused.code, refused.out) == (2, "") and "nobody has confirmed" in refused.err
    assert run("check", ids[0], "confirmed", "--reviewer", "cem").code == 0
    exported = run("export", "--status", "disputed", "--allow-conflict").out.splitlines()
    assert json.loads(exported[0])["claim"]["id"] == ids[0]


def test_an_attribution_check_is_settled_likewise(run: Run, ids: list[str]) -> None:
    run("check", ids[2], "confirmed", "--reviewer", "ann")
    run("check", ids[2], "wrong", "--reviewer", "bob")
    assert run("check", ids[2], "wrong", "--adjudicate", "--reviewer", "cem").code == 0
    listed = run("list", "--attribution", "wrong", "--json").out.splitlines()
    assert [json.loads(line)["id"] for line in listed] == [ids[2]]


def test_agreement_is_printed_with_n_and_kappa(run: Run, ids: list[str]) -> None:
    run("mark", ids[0], "disputed", "--adjudicate", "--reviewer", "cem")
    out = run("stats", "--agreement").out
    assert "agreement on the verdict, before any adjudication" in out
    assert "ann - bob" in out and "50% (1 of 2)  kappa 0.00" in out
    [one] = json.loads(run("stats", "--agreement", "--json").out)["agreement"]
    assert {key: one[key] for key in ("question", "one", "other", "n", "agreed", "percent", "kappa")} == {
        "question": "verdict", "one": "ann", "other": "bob",
        "n": 2, "agreed": 1, "percent": 50.0, "kappa": 0.0,
    }  # fmt: skip
    assert {(cell["one"], cell["other"]): cell["claims"] for cell in one["answers"]} == {
        ("verified", "refuted"): 1, ("verified", "verified"): 1,
    }  # fmt: skip


def test_a_kappa_that_is_not_defined_says_so(run: Run, ids: list[str]) -> None:
    run("undo", "--reviewer", "bob")
    run("undo", "--reviewer", "bob")
    result = run("stats", "--agreement")
    assert "no claim has the answers of two reviewers yet" in result.err
    run("mark", ids[2], "verified", "--reviewer", "bob")
    assert "100% (1 of 1)  kappa undefined (one answer throughout)" in run("stats", "--agreement").out
    assert json.loads(run("stats", "--agreement", "--json").out)["agreement"][0]["kappa"] is None


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str] | None]:
    """At a terminal, with the samples that the review screen was opened with."""
    from claims.cli import reviewing

    samples: list[Sequence[str] | None] = []
    monkeypatch.setattr(reviewing, "_at_a_terminal", lambda: True)
    monkeypatch.setattr(reviewing, "_run_screen", lambda db, reviewer, second: samples.append(second))
    return samples


@pytest.mark.parametrize(
    ("arguments", "size"),
    [
        (("--second", "1"), 1),
        (("--second", "50%"), 2),
        (("--second",), 3),
        (("--second", "--reviewer", "dot"), 3),
        (("--second=2",), 2),
    ],
)
def test_a_second_pass_may_name_its_size(
    run: Run, ids: list[str], opened: list[Any], arguments: tuple[str, ...], size: int
) -> None:
    reviewer = () if "--reviewer" in arguments else ("--reviewer", "cem")
    assert run("review", *reviewer, *arguments).code == 0
    assert len(opened[0]) == size and set(opened[0]) <= set(ids[:3])


def test_without_second_it_is_the_review_of_all(run: Run, ids: list[str], opened: list[Any]) -> None:
    assert run("review").code == 0
    assert opened == [None]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--second", "many", "--reviewer", "cem"), "'many' is no size of a sample"),
        (("--second", "--reviewer", "ann"), "Nothing is left for a second pass of ann"),
    ],
)
def test_what_can_not_be_sampled_is_said_before_the_screen_opens(
    run: Run, ids: list[str], opened: list[Any], arguments: tuple[str, ...], message: str
) -> None:
    result = run("review", *arguments)
    assert result.code == 2 and message in result.err
    assert opened == []


def test_the_module_of_the_screen_takes_the_sample() -> None:
    from inspect import signature

    from tui.app import run as run_screen

    assert list(signature(run_screen).parameters)[:3] == ["db", "reviewer", "second"]
