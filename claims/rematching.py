"""Matching what waits, or a whole store anew: on all cores, in bounded memory, after any interruption.

Processes read the store and judge; this one alone writes, article by article in their order, with
each step how far it has come. Killed at any moment it goes on from there when it is asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from claims.errors import StoreError
from claims.linking import Linker, copied, linked_claims, prepared_claims, prints_of, terms_of
from claims.matching import fingerprints, prepare
from claims.models import Match
from claims.parallel import ProcessKilled, cores, in_order
from claims.store import Position, Store

BATCH = 10
"""Articles that are matched at a time, and written at once."""
ALONE = 2_000
"""Claims of a store up to which starting processes takes longer than it saves."""
FEW = 100
"""Articles that wait up to which it is the same."""

Progress = Callable[[int, int], None]
Place = TypeVar("Place")
Made = TypeVar("Made")
Read = tuple[str, Mapping[str, Sequence[str]], Sequence[int]]
"""The id of an article, the terms of its claims by their id, and its fingerprints."""


def rematch(store: Store, progress: Progress, processes: int | None = None) -> int:
    """Match every claim of ``store`` anew; return how many matches are proposed.

    ``progress`` is told after each batch: articles done, articles in all. ``processes`` is on how many
    cores, all that this process may use when None. A match that was proposed before and is not any more
    goes at the end, unless somebody decided on it. Raises ``StoreError``, also when a process was killed.
    """
    _index(store, lambda done, total: None, processes or _for(store.bulk.waiting().indexing, FEW))
    _read_older(store)
    position = store.rounds.begin()
    number = processes or _for(store.claim_count(), ALONE)
    with closing(_worked(_matched, _batches(store, position), store, number)) as found:
        for position, proposed in found:
            store.rounds.keep(position, proposed)
            progress(position.upto, position.last)
    return store.rounds.end(position)


def catch_up(store: Store, progress: Progress, processes: int | None = None) -> int:
    """Index and match the articles of ``store`` that wait for it; return how many matches are proposed.

    They are matched with all others, and with one another. As ``rematch``, otherwise.
    """
    waiting = store.bulk.waiting()
    total = waiting.indexing + waiting.matching
    number = processes or _for(total, FEW)
    found = 0
    with store.bulk.hurried():
        _index(store, lambda done, _: progress(done, total), number)
        done = waiting.indexing
        pieces = ((batch, [id for _, id in batch]) for batch in _waiting(store, indexed=True))
        with closing(_worked(_matched, pieces, store, number)) as matched:
            for articles, proposed in matched:
                store.bulk.matched([id for _, id in articles], proposed)
                found += len(proposed)
                done += len(articles)
                progress(done, total)
    return found


def _for(amount: int, few: int) -> int:
    """Return on how many cores so much is done, where ``few`` are done on one."""
    return cores() if amount > few else 1


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


def _index(store: Store, progress: Progress, processes: int) -> None:
    """Put what waits for it into the term index, with its fingerprints, in the order it was added.

    Of which article each is a copy is looked for here: it can be one of the same batch.
    """
    done, total = 0, store.bulk.waiting().indexing
    pieces = ((batch, [id for _, id in batch]) for batch in _waiting(store, indexed=False))
    with closing(_worked(_read, pieces, store, processes)) as found:
        for batch, read in found:
            store.bulk.index((id, terms, copied(store, id, hashes)) for id, terms, hashes in read)
            done += len(batch)
            progress(done, total)


def _waiting(store: Store, *, indexed: bool) -> Iterator[list[tuple[int, str]]]:
    """Yield the articles that wait, some at a time, in the order they were added."""
    after = 0
    while batch := store.bulk.next(after, BATCH, indexed=indexed):
        after = batch[-1][0]
        yield batch


def _batches(store: Store, position: Position) -> Iterator[tuple[Position, list[str]]]:
    """Yield the articles that are left, some at a time, each with where the round stands after them."""
    while batch := store.rounds.after(position, BATCH):
        position = position._replace(upto=batch[-1][0])
        yield position, [article_id for _, article_id in batch]


def _worked(
    work: Callable[[Sequence[str]], Made],
    pieces: Iterator[tuple[Place, list[str]]],
    store: Store,
    processes: int,
) -> Generator[tuple[Place, Made]]:
    """Yield what ``work`` makes of the articles of each piece, in order, in processes that read the store."""
    if processes == 1:
        _use(store)
    try:
        yield from in_order(work, pieces, processes, begin=_open, given=(store.path,))
    except ProcessKilled as error:
        raise StoreError(str(error)) from error


# in each process

_linker: Linker
_store: Store


def _open(path: Path) -> None:
    _use(Store.open(path, create=False, read_only=True))


def _use(store: Store) -> None:
    global _linker, _store
    _store = store
    _linker = Linker(store)


def _matched(articles: Sequence[str]) -> list[Match]:
    found: dict[str, Match] = {}
    for article_id in articles:
        row = _store.article_row(article_id)
        prepared = linked_claims(_store, row, _store.claims_of(article_id))
        found |= {match.id: match for match in _linker.matches(row, prepared)}
    return list(found.values())


def _read(articles: Sequence[str]) -> list[Read]:
    found: list[Read] = []
    for article_id in articles:
        article = _store.article(article_id)
        terms = terms_of(prepared_claims(article, _store.claims_of(article_id)))
        found.append((article_id, terms, fingerprints(article)))
    return found
