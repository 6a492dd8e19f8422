"""The command line in a process of its own: with a pipe, or in a pseudo-terminal whose screen is known."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.cells import cell_len

LINES, COLUMNS = 40, 120
PATIENCE = 60.0
"""Seconds that anything may take."""
SEQUENCE = re.compile(
    rb"\x1b(?:\[([0-9;?<>=]*)([ -/]*[@-~])"
    rb"|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P^_X][^\x1b]*\x1b\\|[ -/]*[0-Z\\^_`-~])"
)
"""A control sequence (ECMA-48): CSI, OSC, a string, or a shorter one."""

Start = Callable[[Sequence[str], Mapping[str, str]], None]


def in_this_image(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run the command line in a forked child: quick, since everything is imported already."""
    from claims.cli import main

    os.environ.update(environment)
    sys.argv = ["claims", *arguments]
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.FileIO(0, closefd=False))
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = io.TextIOWrapper(
            io.FileIO(number, "w", closefd=False), encoding="utf-8", line_buffering=True
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    code = 0
    try:
        main()
    except SystemExit as stopped:
        code = stopped.code if isinstance(stopped.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
        code = 70
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


def in_a_new_image(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run the command line as a shell does."""
    os.execve(sys.executable, [sys.executable, "-m", "claims", *arguments], {**os.environ, **environment})


class Command:
    """A command whose output goes to a pipe."""

    def __init__(self, arguments: Sequence[str], start: Start, **environment: str) -> None:
        """Start it."""
        out, into = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            try:
                os.dup2(into, 1)
                os.dup2(into, 2)
                start(arguments, environment)
            finally:
                os._exit(71)
        os.close(into)
        self._out = out
        self.output = b""

    def read(self, patience: float) -> bool:
        """Read what comes within ``patience`` seconds; return whether the output goes on."""
        ready, _, _ = select.select([self._out], [], [], max(0.0, patience))
        if not ready:
            return True
        part = os.read(self._out, 1 << 16)
        self.output += part
        return bool(part)

    def finish(self, until: float | None = None) -> int | None:
        """Wait for its end; return its exit code, None when it was killed at the time ``until``."""
        end = time.monotonic() + PATIENCE if until is None else until
        while self.read(end - time.monotonic()):
            if time.monotonic() >= end:
                os.kill(self.process, signal.SIGKILL)
                while self.read(PATIENCE):
                    pass
                break
        os.close(self._out)
        code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        if until is None and code == -signal.SIGKILL:
            raise TimeoutError(self.output)
        return None if code == -signal.SIGKILL else code

    def text(self) -> str:
        """Return the lines that were printed whole."""
        return self.output.decode("utf-8", "replace").rpartition("\n")[0]


def run(arguments: Sequence[str | Path], start: Start = in_this_image, **environment: str) -> tuple[int, str]:
    """Run a command to its end; return exit code and output."""
    command = Command([str(one) for one in arguments], start, **environment)
    code = command.finish()
    assert code is not None
    return code, command.output.decode("utf-8", "replace")


class Screen:
    """What a terminal shows: as much of one as Textual and Rich use."""

    def __init__(self) -> None:
        """Begin with an empty screen."""
        self._cells = [[" "] * COLUMNS for _ in range(LINES)]
        self._row = self._column = 0
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Show what was written."""
        data = self._rest + data
        at = 0
        while at < len(data):
            if data[at : at + 1] == b"\x1b":
                found = SEQUENCE.match(data, at)
                if found is None:
                    break
                self._control(found)
                at = found.end()
                continue
            end = data.find(b"\x1b", at)
            part = data[at : end if end >= 0 else len(data)]
            try:
                text = part.decode()
            except UnicodeDecodeError as error:
                if end >= 0 or len(part) - error.start > 4:
                    raise
                text = part[: error.start].decode()
            self._write(text)
            at += len(text.encode())
            if len(text.encode()) < len(part):
                break
        self._rest = data[at:]

    def _control(self, found: re.Match[bytes]) -> None:
        numbers = [int(one or 0) for one in (found[1] or b"").split(b";") if one.isdigit() or not one]
        if found[2] in (b"H", b"f"):
            row, column = (*numbers, 1, 1)[:2] if numbers else (1, 1)
            self._row, self._column = max(row, 1) - 1, max(column, 1) - 1
        elif found[2] == b"J":
            self._cells = [[" "] * COLUMNS for _ in range(LINES)]

    def _write(self, text: str) -> None:
        for part in re.split(r"([\x00-\x1f])", text):
            if part == "\n":
                self._row, self._column = min(self._row + 1, LINES - 1), 0
            elif part == "\r":
                self._column = 0
            elif part >= " ":
                self._put(part)

    def _put(self, text: str) -> None:
        cells = list(text)
        if cell_len(text) != len(text):
            cells = [cell for one in text for cell in (one, "", "")[: cell_len(one)]]
        if self._row < LINES:
            kept = cells[: max(0, COLUMNS - self._column)]
            self._cells[self._row][self._column : self._column + len(kept)] = kept
        self._column += len(cells)

    def text(self) -> str:
        """Return its lines."""
        return "\n".join("".join(row).rstrip() for row in self._cells)


class Terminal:
    """A command in a pseudo-terminal."""

    def __init__(
        self, arguments: Sequence[str | Path], start: Start = in_this_image, **environment: str
    ) -> None:
        """Start it."""
        self.screen = Screen()
        self.painted = b""
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
                start(
                    [str(one) for one in arguments],
                    {
                        "TERM": "xterm-256color",
                        "COLORTERM": "truecolor",
                        "LINES": str(LINES),
                        "COLUMNS": str(COLUMNS),
                        **environment,
                    },
                )
            finally:
                os._exit(71)
        self._ended = False

    def read(self, patience: float) -> bytes:
        """Return what comes within ``patience`` seconds, nothing when nothing does."""
        ready, _, _ = select.select([self._terminal], [], [], max(0.0, patience))
        if not ready:
            return b""
        try:
            part = os.read(self._terminal, 1 << 16)
        except OSError:  # the process has ended
            part = b""
        self._ended = not part
        self.painted += part
        self.screen.feed(part)
        return part

    def wait(self, words: str, patience: float) -> bool:
        """Read until the screen shows ``words``, or time is up; return whether it does."""
        end = time.monotonic() + patience
        while not self._shows(words) and not self._ended and time.monotonic() < end:
            self.read(min(0.1, end - time.monotonic()))
        return self._shows(words)

    def _shows(self, words: str) -> bool:
        """Return whether the screen has ``words``, over the end of a line too."""
        return words in " ".join(self.screen.text().split())

    def until(self, words: str) -> None:
        """Wait until the screen shows ``words``."""
        if not self.wait(words, PATIENCE):
            raise TimeoutError(f"{words!r} was not shown:\n{self.screen.text()}")

    def rest(self, quiet: float = 0.12) -> None:
        """Wait until nothing more is painted for ``quiet`` seconds."""
        while self.read(quiet):
            pass

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self._terminal, keys.encode())

    def alive(self) -> bool:
        """Return whether the process runs."""
        return os.waitid(os.P_PID, self.process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def kill(self) -> None:
        """Kill it at once."""
        os.kill(self.process, signal.SIGKILL)
        while self.read(PATIENCE):
            pass
        os.waitpid(self.process, 0)
        os.close(self._terminal)

    def finish(self) -> int:
        """Read to the end; return the exit code."""
        end = time.monotonic() + PATIENCE
        while not self._ended:
            self.read(0.5)
            if time.monotonic() > end:
                self.kill()
                raise TimeoutError(self.screen.text())
        code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        os.close(self._terminal)
        return code
