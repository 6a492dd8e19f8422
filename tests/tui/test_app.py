"""The entry point in a terminal of its own: what the screen acknowledged is in the store, whatever comes."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from claims.errors import StoreError
from claims.models import Verdict
from claims.workbench import Workbench
from tui.app import run

PATIENCE = 20.0
"""Seconds to wait for something to appear on the screen."""


class Terminal:
    """A process with the review screen, in a pseudo-terminal."""

    def __init__(self, store: Path) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            script = f"from pathlib import Path; from tui.app import run; run(Path({str(store)!r}), 'anna')"
            os.execve(sys.executable, [sys.executable, "-c", script], {**os.environ, "TERM": "xterm"})
        self.seen = b""

    def wait_for(self, words: bytes) -> None:
        """Read what the screen writes until ``words`` are among it."""
        end = time.monotonic() + PATIENCE
        while words not in self.seen:
            ready, _, _ = select.select([self.fd], [], [], max(0, end - time.monotonic()))
            assert ready, f"{words!r} never came; the end of the output: {self.seen[-500:]!r}"
            self.seen += os.read(self.fd, 65536)

    def press(self, keys: bytes) -> None:
        """Type ``keys``; forget what was seen before."""
        self.seen = b""
        os.write(self.fd, keys)

    def end(self) -> int:
        """Wait for the process to end, and return its exit code, negative for a signal."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            ready, _, _ = select.select([self.fd], [], [], 0.05)
            if ready:
                try:
                    os.read(self.fd, 65536)
                except OSError:  # the other side is closed
                    break
        _, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)


@pytest.fixture
def filled(workbench: Workbench, build: Any) -> list[Any]:
    article, claims = build.numbered(5)
    workbench.store.add_article(article, claims)
    return list(claims)


def test_what_was_acknowledged_survives_a_kill(workbench: Workbench, filled: list[Any]) -> None:
    terminal = Terminal(workbench.store.path)
    terminal.wait_for(b"1/5 \xc2\xb7 0 decided")
    terminal.press(b"vv")
    terminal.wait_for(b"1 decided")
    terminal.press(b"x")
    terminal.wait_for(b"disputed: ")
    os.kill(terminal.pid, signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    states = [workbench.claim_state(claim.id) for claim in filled[:3]]
    assert [state.verdict for state in states] == [Verdict.VERIFIED, Verdict.DISPUTED, Verdict.UNREVIEWED]
    assert states[0].reviewer == "anna"


def test_q_quits_and_says_nothing(workbench: Workbench, filled: list[Any]) -> None:
    terminal = Terminal(workbench.store.path)
    terminal.wait_for(b"1/5 \xc2\xb7 0 decided")
    terminal.press(b"jq")
    assert terminal.end() == 0
    assert filled[1].id in (workbench.store.meta("review.place.anna") or "")


def test_a_store_that_cannot_be_opened_is_said_before_the_screen_opens(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        run(tmp_path, "anna")


def test_the_commands_find_the_screen_by_its_name() -> None:
    [found] = entry_points(group="claims.review", name="tui")
    assert found.load() is run
