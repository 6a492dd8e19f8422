"""Making anew what is derived: lists, counts, search indexes. What was read and decided stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path

from claims.errors import NotFound, StoreError
from claims.models import Claim
from claims.store import articles, backup, claims, decisions
from claims.store.connection import Connection, connect
from claims.store.doctor import ROWS_DERIVED, Finding, examine
from claims.store.migrations import ensure_current
from claims.store.twin import Progress, orphans, retired


def look(path: Path, progress: Progress) -> list[Finding]:
    """Return what is wrong with the store at ``path``; nothing is changed.

    ``progress`` is told: articles done, articles in all.

    Raises:
        StoreError: it can't be opened, or there is no room for temporary files.
    """
    with closing(connect(path, create=False, read_only=True)) as store:
        ensure_current(store, read_only=True)
        return examine(store, progress)


def repair(path: Path, progress: Progress) -> tuple[list[Finding], Path | None]:
    """Make anew what is derived and wrong; return what was found, and where the store as it was is kept.

    All of it or nothing; nobody else can write meanwhile. Where nothing can be made anew, no copy is
    kept. ``progress`` as for ``look``.

    Raises:
        StoreError: as ``look``; it can't be written, or is too damaged. Nothing was changed.
    """
    with closing(connect(path, create=False, read_only=False)) as store:
        ensure_current(store, read_only=False)
        with store.transaction():
            found = look(path, progress)
            if not any(finding.repairable for finding in found):
                return found, None
            kept = backup.keep(store.path, "before-repair")
            try:
                _make_anew(store, found)
            except (ValueError, NotFound) as error:  # pydantic's error is a ValueError
                raise StoreError(
                    f"The store {store.path} is too damaged to be repaired ({error}); nothing was changed."
                    " Restore it from a backup."
                ) from error
    return found, kept


def _make_anew(store: Connection, findings: Iterable[Finding]) -> None:
    wanted = {one.where if one.check == "search" else one.check for one in findings if one.repairable}
    for step in (name for name in STEPS if name in wanted):
        STEPS[step](store)
    if wanted & {"references", "derived"} and not orphans(store):
        decisions.rebuild(store)


def _indexes(store: Connection) -> None:
    store.execute("REINDEX")


def _drop_orphans(store: Connection) -> None:
    for table in ROWS_DERIVED:
        key = "claim" if table.startswith("claim_") else "article"
        store.execute(f"DELETE FROM {table} WHERE {key} NOT IN (SELECT rowid FROM {key}s)")
    store.execute("DELETE FROM claim_state WHERE article NOT IN (SELECT rowid FROM articles)")
    store.execute("DELETE FROM copies WHERE original NOT IN (SELECT rowid FROM articles)")


def _enlist_all(store: Connection) -> None:
    """Write the lists of claims anew; what the decisions come to is derived after it."""
    out = retired(store)
    store.execute("DELETE FROM claim_state")
    for rowid, model, number in _claims(store):
        if rowid not in out:
            claim = Claim.model_validate_json(model)
            claims.enlist(store, rowid, claim, number, articles.row(store, claim.article_id))


def _claims(store: Connection) -> Iterable[tuple[int, str, int]]:
    pages = store.paged("SELECT rowid, model, article FROM claims WHERE rowid > ? ORDER BY rowid LIMIT ?")
    return ((rowid, model, article) for rowid, model, article in pages)


def _find_articles(store: Connection) -> None:
    store.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    for rowid, id in store.paged("SELECT rowid, id FROM articles WHERE rowid > ? ORDER BY rowid LIMIT ?"):
        articles.make_found(store, rowid, articles.get(store, id))


def _find_claims(store: Connection) -> None:
    store.execute("INSERT INTO claims_fts (claims_fts) VALUES ('delete-all')")
    for rowid, model, _ in _claims(store):
        claim = Claim.model_validate_json(model)
        title = articles.row(store, claim.article_id).title
        store.execute(claims.SEARCHED, claims.searched(rowid, claims.packed(claim), title))


def _find_edits(store: Connection) -> None:
    store.execute("INSERT INTO edits_fts (edits_fts) VALUES ('rebuild')")
    decisions.rebuild(store)


def _count_terms(store: Connection) -> None:
    store.execute("CREATE VIRTUAL TABLE temp.counted_anew USING fts5vocab('main', 'terms_fts', 'row')")
    store.execute("DELETE FROM term_counts")
    store.execute("INSERT INTO term_counts SELECT term, doc FROM temp.counted_anew")


STEPS: Mapping[str, Callable[[Connection], None]] = {
    "file": _indexes,
    "references": _drop_orphans,
    "derived": _enlist_all,
    "articles_fts": _find_articles,
    "claims_fts": _find_claims,
    "edits_fts": _find_edits,
    "terms": _count_terms,
}
"""What is made anew for each check or index, in this order."""
