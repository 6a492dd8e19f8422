"""For every test: nothing of the user's own is read or written; articles; the command line, in process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

COURIER = """\
Mayor Ada Brook said that the Harbour Bridge will stay closed until 12 March.

“The bridge is not safe,” Brook said.

According to the port authority, 28 ferries were cancelled on Monday.
"""
STANDARD = """\
The Harbour Bridge will stay closed until 19 March, Mayor Ada Brook told reporters.

The port authority said that 28 ferries were cancelled on Monday.
"""


@pytest.fixture(autouse=True)
def _no_place_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep configuration and data in a folder of the test's own; no colour, no terminal width."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("CLAIMS_DB", "CLAIMS_CONFIG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOGNAME", "anna")


@pytest.fixture
def work() -> Callable[[Callable[[], object]], int]:
    """Count what a function does, in calls of Python and C functions: growth without a clock."""

    def counted(function: Callable[[], object]) -> int:
        calls = 0

        def seen(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(seen)
        try:
            function()
        finally:
            sys.setprofile(None)
        return calls

    return counted


class Result(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("list", "--json")``: run the command line in this process."""

    def running(*arguments: str | Path) -> Result:
        from claims.cli import main

        monkeypatch.setattr(sys, "argv", ["claims", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        code = stopped.value.code
        return Result(code if isinstance(code, int) else 0, *capsys.readouterr())

    return running


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles of two outlets that tell of one event."""
    folder = tmp_path / "some articles"
    folder.mkdir()
    for outlet, text in (("Harbour Courier", COURIER), ("Evening Standard", STANDARD)):
        about = f"---\ntitle: Bridge stays closed\noutlet: {outlet}\ndate: 2026-03-10\n---\n"
        (folder / f"{outlet.split()[1].lower()}.md").write_text(about + text, encoding="utf-8")
    return folder
