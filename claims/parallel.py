"""Work on all cores: in the order it was given, in bounded memory, and with nothing left behind.

Every process is a fresh one (spawn), leaves interrupts to the one that started it, and ends with it,
even when that is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from claims.errors import ClaimsError

AHEAD = 4
"""Pieces of work that wait for each process."""

Given = TypeVar("Given")
Made = TypeVar("Made")
Label = TypeVar("Label")


class ProcessKilled(ClaimsError):
    """A process that worked for this one is gone."""


def cores() -> int:
    """Return on how many cores this process may run."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[Given], Made],
    pieces: Iterable[tuple[Label, Given]],
    processes: int,
    *,
    begin: Callable[..., None] | None = None,
    given: tuple[object, ...] = (),
) -> Generator[tuple[Label, Made]]:
    """Yield what ``work`` makes of each of ``pieces``, with its label, in their order.

    One process is this one, which then has begun already. Of others each begins with ``begin(*given)``;
    ``work`` and ``begin`` are functions of a module. ``pieces`` is read no further than the processes
    need. Raises ``ProcessKilled``, and what ``work`` raises; closed early, it waits for what is under way.
    """
    if processes == 1:
        yield from ((label, work(piece)) for label, piece in pieces)
        return
    pool = ProcessPoolExecutor(
        processes,
        multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(begin, given),
    )
    waiting: deque[tuple[Label, Future[Made]]] = deque()
    try:
        for label, piece in pieces:
            waiting.append((label, pool.submit(work, piece)))
            if len(waiting) >= AHEAD * processes:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    except BrokenProcessPool as error:
        raise ProcessKilled(
            "A process that worked for this one was killed (out of memory?). What was done until then "
            "stays; the same command goes on from there."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque[tuple[Label, Future[Made]]]) -> tuple[Label, Made]:
    label, future = waiting.popleft()
    return label, future.result()


def _begin(begin: Callable[..., None] | None, given: tuple[object, ...]) -> None:
    """Leave interrupts to the process that gives the work, end when that ends, and get ready."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*given)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
