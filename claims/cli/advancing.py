"""How far a command is, shown on standard error when that is a terminal: done, rate, time left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from rich.console import Console


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """Give a function to be told (done, in all or None); shows a bar when standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()
    ) as bars:
        task = bars.add_task(label, total=None, rate="")

        def told(done: int, total: int | None) -> None:
            speed = bars.tasks[0].speed
            bars.update(task, completed=done, total=total, rate=f"{speed:,.1f}/s" if speed else "")

        yield told


def progress_beside(label: str) -> AbstractContextManager[Callable[[int, int | None], None]]:
    """Do as ``progress`` for a command whose output, where it goes to a terminal, shows how far it is."""
    return nullcontext(lambda done, total: None) if sys.stdout.isatty() else progress(label)
