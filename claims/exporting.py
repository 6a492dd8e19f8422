"""From claims in a store to what an export is made of, and from its parts to a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from claims.errors import ClaimsError
from claims.export import FORMATS, ExportedArticle, ExportedMatch, ExportRecord, Unit
from claims.models import Article
from claims.status import edited
from claims.store import ClaimFilter, Order, Store

CHUNK = 500
"""Claims looked up in the store at once."""


ARTICLES: Mapping[Unit, Callable[[Article], ExportedArticle]] = {
    Unit.CLAIM: ExportedArticle.of,
    Unit.ARTICLE: ExportedArticle.whole,
}
"""What is known of the article of each claim."""


def chosen(store: Store, claim_filter: ClaimFilter, unit: Unit) -> list[int]:
    """Return the claims, by rowid, to be exported: by article and place in it.

    Of whole articles, all claims of the wholly reviewed ones in which the filter lets one through.
    """
    rowids = store.claim_ids(claim_filter, Order.ARTICLE)
    if unit is Unit.CLAIM:
        return rowids
    starts = range(0, len(rowids), CHUNK)
    let_through = {row.article_id for start in starts for row in store.rows(rowids[start : start + CHUNK])}
    whole = [id for id in store.reviewed_articles() if id in let_through]
    return [rowid for id in whole for rowid in store.claim_ids(ClaimFilter(article_id=id), Order.ARTICLE)]


def gold_lines(store: Store, language: str) -> Iterator[str]:
    """Yield the wholly reviewed articles of ``language`` as lines of gold JSON."""
    rows = (store.article_row(id) for id in store.reviewed_articles())
    wanted = [row.id for row in rows if row.language.partition("-")[0] == language]
    for id in wanted:
        rowids = store.claim_ids(ClaimFilter(article_id=id), Order.ARTICLE)
        yield from FORMATS["gold"].write(records(store, rowids, unit=Unit.ARTICLE))


def records(
    store: Store,
    rowids: Sequence[int],
    progress: Callable[[int, int], None] | None = None,
    unit: Unit = Unit.CLAIM,
) -> Iterator[ExportRecord]:
    """Yield all that is known of each of the claims ``rowids``, in that order.

    ``progress`` is told with each: claims done, claims in all.
    """
    article = lru_cache(maxsize=1)(lambda id: ARTICLES[unit](store.article(id)))
    for start in range(0, len(rowids), CHUNK):
        for done, row in enumerate(store.rows(rowids[start : start + CHUNK]), start=start + 1):
            if progress:
                progress(done, len(rowids))
            claim, state = store.claim(row.id), store.claim_state(row.id)
            yield ExportRecord(
                article=article(row.article_id),
                claim=edited(claim, state.edit),
                state=state,
                machine=claim if state.edit is not None else None,
                history=tuple(store.history(row.id)),
                matches=tuple(_matches(store, row.id)),
            )


def _matches(store: Store, claim_id: str) -> Iterator[ExportedMatch]:
    for match, state in store.matches_of(claim_id):
        other = store.claim(match.b if match.a == claim_id else match.a)
        yield ExportedMatch(
            match=match,
            state=state,
            words=other.content_words,
            outlet=store.article(other.article_id).outlet,
            speaker=other.speaker.name if other.speaker else None,
        )


def write_whole(path: Path, parts: Iterable[str]) -> None:
    """Write ``parts`` to ``path`` so that it holds all of them, or what it held before.

    What is no file but takes output (``/dev/stdout``, a named pipe) gets them as they come. Raises
    ``ClaimsError`` when it can't be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as out:
                out.writelines(parts)
        else:
            _replace(path.resolve(), parts)
    except OSError as error:
        raise ClaimsError(f"{path}: can't be written ({error.strerror}); give another path") from error


def _replace(path: Path, parts: Iterable[str]) -> None:
    """Write ``parts`` beside ``path``, and put them in its place when all of them are on disk."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as out:
        try:
            out.writelines(parts)
            out.flush()
            os.fsync(out.fileno())
            Path(out.name).chmod(_permissions(path))
        except BaseException:
            Path(out.name).unlink()
            raise
    Path(out.name).replace(path)


def _permissions(path: Path) -> int:
    """Return the permissions of the file at ``path``, or those that a new one gets here."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
