"""How long a key takes in ``claims review`` on a store of a million claims, from key to painted screen.

    python tests/bench/review.py [--claims N] [--keys N] [--starts N] [--folder PATH] [--json]

The screen runs in a pseudo-terminal of its own. A key is sent when the screen has come to rest; its
time ends with the last byte painted before the screen rests again. ``first screen`` is the time from
the start of the process to the first claim painted, the median of some starts; the memory is the
most that the process ever took. What Linux tells of the time that the process waited for a processor
is taken off, so that other work on the machine matters less; the times by the clock are given too.
The store is made once (some minutes, 2 GB for a million claims) and kept in the folder; the
decisions are made in a copy of it.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import math
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from million import store_of

LINES, COLUMNS = 40, 120
REST = 0.12
"""Seconds without a byte after which the screen is at rest."""
PATIENCE = 60.0
"""Seconds that anything may take."""
LOADED = b"decided"
FIRST_CLAIM = b"crates"
LIMITS: Mapping[str, float] = {"key, p95": 0.05, "first screen": 1.0, "memory": 200e6}
"""Seconds, and bytes."""
KEYS: Sequence[tuple[str, str]] = (
    ("disputed", "x"),
    ("refuted", "3"),
    ("unverifiable", "4"),
    ("asks to confirm", "v"),
    ("verified", "v"),
    ("down", "j"),
    ("up", "k"),
    ("asks about the source", "t"),
    ("source confirmed", "c"),
    ("next", "n"),
    ("asks to reject", "i"),
    ("rejected", "n"),
    ("half a page", "\x04"),
    ("flag", "f"),
    ("undo", "u"),
    ("redo", "U"),
    ("to the matches", "m"),
    ("related", "~"),
    ("back", "\t"),
)
"""What is done, in a round: its name, and the key. The last one goes from the matches to the list."""


class Taken(NamedTuple):
    """Seconds by the clock, and those of them that the process waited for a processor."""

    clock: float
    waiting: float

    @property
    def alone(self) -> float:
        """The seconds that it takes on a machine with nothing else to do."""
        return max(0.0, self.clock - self.waiting)


class Terminal:
    """``claims review`` in a pseudo-terminal."""

    def __init__(self, store: Path) -> None:
        """Start it on ``store``."""
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "CLAIMS_CONFIG": os.devnull,
        }
        environment.pop("NO_COLOR", None)
        command = [sys.executable, "-m", "claims", "review", "--db", str(store), "--reviewer", "bench"]
        self.started = time.perf_counter()
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execve(sys.executable, command, environment)
        self.painted = b""

    def waited(self) -> float:
        """Return the seconds that the process could have run and had to wait for a processor."""
        return int(Path(f"/proc/{self.process}/schedstat").read_text().split()[1]) / 1e9

    def _read(self, patience: float) -> bytes:
        ready, _, _ = select.select([self._terminal], [], [], patience)
        try:
            return os.read(self._terminal, 1 << 16) if ready else b""
        except OSError:  # the process has ended
            return b""

    def until(self, words: bytes) -> Taken:
        """Return what it took from the start until ``words`` are painted."""
        end = time.perf_counter() + PATIENCE
        while words not in self.painted:
            self.painted += self._read(0.1)
            if time.perf_counter() > end:
                sys.exit(f"{words!r} was never painted; the screen got {self.painted[-500:]!r}")
        return Taken(time.perf_counter() - self.started, self.waited())

    def rest(self) -> Taken:
        """Wait until nothing is painted any more; return the time of the last byte, and what was waited."""
        last = Taken(time.perf_counter(), self.waited())
        while part := self._read(REST):
            last = Taken(time.perf_counter(), self.waited())
            self.painted += part
        return last

    def press(self, key: str) -> Taken:
        """Return what it took from the key to the last byte that it brought."""
        self.rest()
        self.painted = b""
        start = Taken(time.perf_counter(), self.waited())
        os.write(self._terminal, key.encode())
        self.painted += self._read(PATIENCE)
        if not self.painted:
            sys.exit(f"the key {key!r} changed nothing on the screen")
        last = Taken(time.perf_counter(), self.waited())
        while part := self._read(REST):
            last = Taken(time.perf_counter(), self.waited())
            self.painted += part
        return Taken(last.clock - start.clock, last.waiting - start.waiting)

    def memory(self) -> int:
        """Return the most bytes that the process ever took."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) * 1024

    def close(self) -> None:
        """Quit, as a reviewer does."""
        self.rest()
        os.write(self._terminal, b"\x11")  # ctrl+q
        end = time.perf_counter() + PATIENCE
        while os.waitpid(self.process, os.WNOHANG) == (0, 0):
            self._read(0.05)
            if time.perf_counter() > end:
                os.kill(self.process, signal.SIGKILL)
        os.close(self._terminal)


class Found(NamedTuple):
    """What was measured."""

    keys: dict[str, list[Taken]]
    first: list[Taken]
    """The starts until the first claim is painted."""
    loaded: list[Taken]
    """The starts until the whole view is there."""
    memory: int
    """Bytes."""


def measure(store: Path, keys: int, starts: int) -> Found:
    """Return the times of ``keys`` keys and of ``starts`` starts, and the memory."""
    found = Found({name: [] for name, _ in KEYS}, [], [], 0)
    for _ in range(starts):
        terminal = Terminal(store)
        found.first.append(terminal.until(FIRST_CLAIM))
        found.loaded.append(terminal.until(LOADED))
        terminal.close()
    terminal = Terminal(store)
    terminal.until(LOADED)
    terminal.press("\x1b")  # the hint of the first time
    for name, key in islice(cycle(KEYS), keys):
        found.keys[name].append(terminal.press(key))
    memory = terminal.memory()
    terminal.close()
    return found._replace(memory=memory)


def quantile(times: Sequence[float], share: float) -> float:
    """Return the least of ``times`` that ``share`` of them do not exceed."""
    return sorted(times)[max(0, math.ceil(len(times) * share) - 1)]


def figures(found: Found) -> dict[str, float]:
    """Return the figures that have limits, and what goes with them: seconds, and bytes."""
    everything = [taken for times in found.keys.values() for taken in times]
    alone, clock = [taken.alone for taken in everything], [taken.clock for taken in everything]
    return {
        "keys": len(everything),
        "key, p50": quantile(alone, 0.5),
        "key, p95": quantile(alone, 0.95),
        "key, most": max(alone),
        "key, p50 by the clock": quantile(clock, 0.5),
        "key, p95 by the clock": quantile(clock, 0.95),
        "first screen": statistics.median(taken.alone for taken in found.first),
        "first screen by the clock": statistics.median(taken.clock for taken in found.first),
        "all loaded": statistics.median(taken.alone for taken in found.loaded),
        "memory": found.memory,
    }


def report(found: Found) -> None:
    """Print every key's times, then the figures beside their limits."""
    for name, times in found.keys.items():
        alone = [taken.alone for taken in times] or [0.0]
        print(f"  {name:24} p50 {1000 * quantile(alone, 0.5):4.0f} ms  most {1000 * max(alone):4.0f} ms")
    for name, value in figures(found).items():
        limit = LIMITS.get(name)
        print(
            f"{name:26} {shown(name, value)}" + (f" (at most {shown(name, limit).strip()})" if limit else "")
        )


def shown(name: str, value: float) -> str:
    """Return a figure in its unit."""
    if name in ("memory", "keys"):
        return f"{value / 1e6:6.0f} MB" if name == "memory" else f"{value:6.0f}"
    return f"{1000 * value:6.0f} ms"


def main() -> None:
    """Measure, and print the figures beside their limits."""
    assert __doc__
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--claims", type=int, default=1_000_000, help="claims in the store")
    parser.add_argument("--keys", type=int, default=285, help="keys to press")
    parser.add_argument("--starts", type=int, default=5, help="starts whose median counts")
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "claims-bench", help="keeps the store"
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    given = parser.parse_args()
    kept = store_of(given.claims, given.folder)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        store = Path(folder) / "claims.sqlite"
        shutil.copyfile(kept, store)
        found = measure(store, given.keys, given.starts)
    if given.json:
        print(json.dumps({**figures(found), "limits": LIMITS}, indent=1))
    else:
        report(found)


if __name__ == "__main__":
    main()
