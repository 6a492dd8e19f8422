"""From claims in a store to what an export is made of, and from its parts to a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from claims.errors import ClaimsError
from claims.export import ExportedArticle, ExportedMatch, ExportRecord
from claims.status import edited
from claims.store import Store

CHUNK = 500
"""Claims looked up in the store at once."""


def records(
    store: Store, rowids: Sequence[int], progress: Callable[[int, int], None] | None = None
) -> Iterator[ExportRecord]:
    """Yield all that is known of each of the claims ``rowids``, in that order.

    ``progress`` is told with each: claims done, claims in all.
    """
    for start in range(0, len(rowids), CHUNK):
        for done, row in enumerate(store.rows(rowids[start : start + CHUNK]), start=start + 1):
            if progress:
                progress(done, len(rowids))
            claim, state = store.claim(row.id), store.claim_state(row.id)
            yield ExportRecord(
                article=ExportedArticle.of(store.article(row.article_id)),
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
