"""What the commands that take many articles share: how many there are, what failed, how to go on."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from claims.cli import printing
from claims.finding import ReadFailure

LINES = frozenset({".jsonl", ".ndjson"})
COUNTED = 1 << 20
"""Bytes looked at at once where lines are counted."""


@contextmanager
def going_on() -> Iterator[None]:
    """Say after an interrupt how the command is gone on with."""
    try:
        yield
    except KeyboardInterrupt:
        printing.aside("claims: run the same command again to go on; what the store has is skipped")
        raise


@contextmanager
def errors_to(path: Path | None) -> Iterator[Callable[[object], None]]:
    """Give a function to be told every outcome; the failures go to ``path`` as JSON Lines, None: nowhere."""
    if path is None:
        yield lambda outcome: None
        return
    with printing.written(path) as out:

        def keep(outcome: object) -> None:
            if isinstance(outcome, ReadFailure):
                out.write(json.dumps({"source": outcome.source, "error": str(outcome.error)}) + "\n")
                out.flush()

        yield keep


def expected(sources: Sequence[str]) -> int | None:
    """Return how many articles there are, None where that can't be told at once or nobody is shown it."""
    if not sys.stderr.isatty():
        return None
    counts = [_articles(Path(source)) for source in sources]
    return None if None in counts else sum(count or 0 for count in counts)


def _articles(path: Path) -> int | None:
    if path.suffix.lower() not in LINES or not path.is_file():
        return None
    try:
        with path.open("rb") as lines:
            return sum(piece.count(b"\n") for piece in iter(lambda: lines.read(COUNTED), b""))
    except OSError:
        return None


def matching(advance: Callable[[int, int | None], None]) -> Callable[[int, int], None]:
    """Return what is told how matching gets on, in the bar that ``advance`` moves."""
    return lambda done, total: advance(done, total)
