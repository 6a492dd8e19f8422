"""Matching a whole store anew: on all cores, in bounded memory, gone on with after any interruption.

Processes read the store and judge; this one alone writes, article by article in their order, with
each step how far it has come. Killed at any moment it goes on from there when it is asked for again.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path

from claims.errors import StoreError
from claims.linking import Linker, linked_claims, prints_of, terms_of
from claims.matching import prepare
from claims.models import Match
from claims.store import Position, Store

BATCH = 10
"""Articles that are matched at a time, and written at once."""
AHEAD = 4
"""Batches that wait for each process."""
ALONE = 2_000
"""Claims of a store up to which starting processes takes longer than it saves."""

Found = tuple[Position, list[Match]]
Progress = Callable[[int, int], None]


def rematch(store: Store, progress: Progress, processes: int | None = None) -> int:
    """Match every claim of ``store`` anew; return how many matches are proposed.

    ``progress`` is told after each batch: articles done, articles in all. ``processes`` is on how many
    cores, all that this process may use when None. A match that was proposed before and is not any more
    goes at the end, unless somebody decided on it. Raises ``StoreError``, also when a process was killed.
    """
    _read_older(store)
    position = store.rounds.begin()
    number = processes or (_cores() if store.claim_count() > ALONE else 1)
    found = _alone(store, position) if number == 1 else _on_cores(store, position, number)
    with closing(found):
        for position, proposed in found:
            store.rounds.keep(position, proposed)
            progress(position.upto, position.last)
    return store.rounds.end(position)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read_older(store: Store) -> None:
    """Make fingerprints and typed terms for articles that an earlier version added."""
    while articles := store.rounds.unread(BATCH):
        for article_id in articles:
            article = store.article(article_id)
            prepared = [prepare(claim, article.title, article.date) for claim in store.claims_of(article_id)]
            typed = {
                one.claim_id: terms[len(one.terms) :]
                for one, terms in zip(prepared, terms_of(prepared).values(), strict=True)
            }
            store.rounds.read(article_id, typed, prints_of(store, article))


def _batches(store: Store, position: Position) -> Iterator[tuple[Position, list[str]]]:
    """Yield the articles that are left, some at a time, each with where the round stands after them."""
    while batch := store.rounds.after(position, BATCH):
        position = position._replace(upto=batch[-1][0])
        yield position, [article_id for _, article_id in batch]


def _matched(linker: Linker, store: Store, articles: Sequence[str]) -> list[Match]:
    found: dict[str, Match] = {}
    for article_id in articles:
        row = store.article_row(article_id)
        prepared = linked_claims(store, row, store.claims_of(article_id))
        found |= {match.id: match for match in linker.matches(row, prepared)}
    return list(found.values())


def _alone(store: Store, position: Position) -> Generator[Found]:
    linker = Linker(store)
    for after, articles in _batches(store, position):
        yield after, _matched(linker, store, articles)


def _on_cores(store: Store, position: Position, processes: int) -> Generator[Found]:
    """Yield what ``_alone`` does, in the same order, from ``processes`` processes that read the store."""
    pool = ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(store.path,)
    )
    waiting: deque[tuple[Position, Future[list[Match]]]] = deque()
    try:
        for after, articles in _batches(store, position):
            waiting.append((after, pool.submit(_work, articles)))
            if len(waiting) >= AHEAD * processes:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)
    except BrokenProcessPool as error:
        raise StoreError(
            "A process that matched was killed (out of memory?); matching again goes on from there."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque[tuple[Position, Future[list[Match]]]]) -> Found:
    position, future = waiting.popleft()
    return position, future.result()


# in each process

_linker: Linker
_store: Store


def _begin(path: Path) -> None:
    """Open the store for reading; leave interrupts to the process that writes, and end when that ends."""
    global _linker, _store
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _store = Store.open(path, create=False, read_only=True)
    _linker = Linker(_store)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(articles: Sequence[str]) -> list[Match]:
    return _matched(_linker, _store, articles)
