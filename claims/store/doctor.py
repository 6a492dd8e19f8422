"""Whether a store is well: what is wrong with it, and what to do about each thing.

Everything is looked at in a copy, so that nobody who works meanwhile waits or disturbs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from claims.errors import NotFound, StoreError
from claims.models import Article, Claim, Match, Span, claim_id, digest, match_id, words_of
from claims.store import articles
from claims.store import twin as twins
from claims.store.backup import fill
from claims.store.connection import Connection, NoSpace, connect
from claims.store.twin import Progress

SHOWN = 20
"""Findings of one kind that are named one by one."""
RESTORE = "It can't be made again from the rest: restore the store from a backup."
REPAIR = "`claims doctor --repair` makes it anew."
ROLES = ("source", "cue", "content")
DERIVED: Mapping[str, str] = {
    "claim_state": "the lists of claims",
    "claim_edits": "the corrected words in lists",
    "claim_added": "the claims made by hand",
    "steps": "what can be undone and redone",
    "matches": "the decided relations of matches",
    "carried": "which claims of an earlier version were looked at again",
}
"""Tables that are derived, whole or in part, in words."""
ROWS_DERIVED = frozenset(
    {"claim_state", "claim_edits", "claim_added", "fingerprints", "article_prints", "copies"}
)
"""Tables whose rows can be dropped when what they belong to is gone."""
SEARCHES: Mapping[str, str] = {
    "articles_fts": "the search index of the articles",
    "claims_fts": "the search index of the claims",
    "edits_fts": "the search index of the corrected words",
}


class Finding(NamedTuple):
    """One thing that is wrong."""

    check: str
    """What was looked at: file, references, articles, claims, matches, decisions, derived, search, terms."""
    where: str
    """The table or id."""
    what: str
    remedy: str
    repairable: bool


def examine(store: Connection, progress: Progress = lambda done, total: None) -> list[Finding]:
    """Return what is wrong with the store, as it is at this moment; ``progress``: articles done, in all.

    It takes twice the room of the store in the folder for temporary files, for as long as it runs.
    """
    with TemporaryDirectory(prefix="claims-doctor-") as folder:
        path = Path(folder) / "copy.sqlite"
        path.touch(mode=0o600)
        fill(store, path, path)
        with closing(connect(path, create=False, read_only=False)) as copy:
            return list(_examined(copy, Path(folder) / "twin.sqlite", progress))


def _examined(copy: Connection, twin: Path, progress: Progress) -> Iterator[Finding]:
    file = list(_guarded(_file, copy))
    yield from file
    if any(not finding.repairable for finding in file):
        return  # the rest could not be told from the damage
    for check in (_references, _articles, _claims, _matches, _decisions, _terms):
        yield from _guarded(check, copy)
    yield from _guarded(lambda store: against_twin(store, twin, progress), copy)


def _guarded(check: Callable[[Connection], Iterator[Finding]], copy: Connection) -> Iterator[Finding]:
    """Yield the first findings of a check, and how many there are besides; damage is one too."""
    found = []
    try:
        for finding in check(copy):
            found.append(finding)
    except NoSpace:
        raise
    except StoreError as error:
        yield Finding("file", "store", str(error), RESTORE, False)
    yield from found[:SHOWN]
    if more := found[SHOWN:]:
        yield more[0]._replace(where="…", what=f"and {len(more)} more such findings")


def _file(copy: Connection) -> Iterator[Finding]:
    for told in copy.column(f"PRAGMA integrity_check({SHOWN})"):
        if told != "ok":
            index = " index " in told
            yield Finding("file", "store", told, REPAIR if index else RESTORE, index)


def _references(copy: Connection) -> Iterator[Finding]:
    """Find rows whose parent is gone, and rows that are gone themselves."""
    for table in ("articles", "claims"):  # which are never deleted
        lost = copy.value(f"SELECT max(rowid) - count(*) FROM {table}")
        if lost:
            yield Finding("references", table, f"{lost} rows are gone", RESTORE, False)
    gone: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in copy.all("PRAGMA foreign_key_check"):
        gone[table, parent] = gone.get((table, parent), 0) + 1
    for table in ("claim_state", "fingerprints"):  # which declare no parent for the column
        lost = copy.value(f"SELECT count(*) FROM {table} WHERE article NOT IN (SELECT rowid FROM articles)")
        if lost:
            gone[table, "articles"] = gone.get((table, "articles"), 0) + int(lost)
    for (table, parent), rows in sorted(gone.items()):
        derived = table in ROWS_DERIVED
        yield Finding(
            "references",
            table,
            f"{rows} rows whose row of {parent} is gone",
            REPAIR if derived else RESTORE,
            derived,
        )


def _articles(copy: Connection) -> Iterator[Finding]:
    pages = copy.paged("SELECT rowid, id FROM articles WHERE rowid > ? ORDER BY rowid LIMIT ?")
    for _, id in pages:
        try:
            faults = list(faults_of_article(articles.get(copy, id)))
        except (ValueError, NotFound):
            faults = ["its row can't be read"]
        yield from (Finding("articles", id, what, RESTORE, False) for what in faults)


def faults_of_article(article: Article) -> Iterator[str]:
    """Yield what is wrong with an article in itself, in words."""
    if hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest() != article.text_hash:
        yield "its text is not the one that was read: the hash differs"
    if article.id != digest(article.outlet or "", article.url or "", article.text_hash):
        yield "its id does not fit outlet, address and text"
    for one in article.furniture:
        if not 0 <= one.span.start <= one.span.end <= len(article.text):
            yield "its furniture lies outside the text"
            return


def _claims(copy: Connection) -> Iterator[Finding]:
    pages = copy.paged(
        "SELECT claims.rowid, claims.id, articles.id, text, model FROM claims"
        " JOIN articles ON articles.rowid = article JOIN texts ON hash = text_hash"
        " WHERE claims.rowid > ? ORDER BY claims.rowid LIMIT ?"
    )
    for _, id, article_id, text, model in pages:
        try:
            claim = Claim.model_validate_json(model)
        except ValueError:
            yield Finding("claims", id, "its row can't be read", RESTORE, False)
            continue
        if (claim.id, claim.article_id) != (id, article_id):
            yield Finding("claims", id, "its row is of another claim or article", RESTORE, False)
        for what in faults_of_claim(claim, text):
            yield Finding("claims", id, what, RESTORE, False)


def faults_of_claim(claim: Claim, text: str) -> Iterator[str]:
    """Yield what is wrong with a claim of an article with this text, in words."""
    for role in ROLES:
        spans: tuple[Span, ...] = getattr(claim, role)
        if not all(0 <= span.start < span.end <= len(text) for span in spans):
            yield f"its {role} lies outside the text"
        elif words_of(text, spans) != getattr(claim, f"{role}_words"):
            yield f"its {role} is not what stands there in the text"
    if claim.id != claim_id(claim.article_id, claim.kind, claim.source, claim.cue, claim.content):
        yield "its id does not fit article, kind and spans"


def _matches(copy: Connection) -> Iterator[Finding]:
    pages = copy.paged(
        "SELECT matches.rowid, matches.id, relation, score, one.id, other.id, matches.model FROM matches"
        " LEFT JOIN claims AS one ON one.rowid = a LEFT JOIN claims AS other ON other.rowid = b"
        " WHERE matches.rowid > ? ORDER BY matches.rowid LIMIT ?"
    )
    for _, id, relation, score, a, b, model in pages:
        try:
            match = Match.model_validate_json(model)
        except ValueError:
            match = None
        same = match and (match.id, match.relation, match.score) == (id, relation, score)
        if not (match and same and {match.a, match.b} == {a, b} and match_id(match.a, match.b) == id):
            remedy = "`claims match --all` proposes it anew; without that, restore the store from a backup."
            yield Finding("matches", id, "its row does not fit its claims", remedy, False)


def _decisions(copy: Connection) -> Iterator[Finding]:
    for target in twins.orphans(copy):
        yield Finding("decisions", target, "decided on, and neither a claim nor a match", RESTORE, False)


def _terms(copy: Connection) -> Iterator[Finding]:
    """Find what of the terms for matching does not fit."""
    copy.execute("CREATE VIRTUAL TABLE temp.counted USING fts5vocab('main', 'terms_fts', 'row')")
    copy.execute("CREATE VIRTUAL TABLE temp.entered USING fts5vocab('main', 'terms_fts', 'instance')")
    ours, theirs = "SELECT term, claims FROM term_counts", "SELECT term, doc FROM temp.counted"
    either = f"SELECT * FROM ({ours} EXCEPT {theirs}) UNION SELECT * FROM ({theirs} EXCEPT {ours})"
    if wrong := copy.value(f"SELECT count(*) FROM ({either})"):
        yield Finding("terms", "term_counts", f"{wrong} counts of terms are wrong", REPAIR, True)
    lost = copy.value(
        "SELECT count(DISTINCT doc) FROM temp.entered WHERE doc NOT IN (SELECT rowid FROM claims)"
    )
    if lost:
        yield Finding("terms", "terms_fts", f"{lost} claims are indexed that are gone", RESTORE, False)


def against_twin(copy: Connection, path: Path, progress: Progress) -> Iterator[Finding]:
    """Find what is not as in the twin of the store, which is made at ``path``."""
    try:
        made = twins.make(copy, path, progress)
    except (ValueError, NotFound) as error:  # pydantic's error is a ValueError
        what = f"what is derived could not be made anew from the rest: {error}"
        yield Finding("derived", "store", what, RESTORE, False)
        return
    with closing(made) as twin:
        for found in twins.differences(copy, twin):
            derived = found.table in DERIVED
            some = ", ".join(map(str, found.first)) + (", …" if found.rows > len(found.first) else "")
            name = DERIVED.get(found.table, "what is kept beside the models")
            what = f"{name}: {found.rows} not as the rest has it ({some})"
            yield Finding("derived", found.table, what, REPAIR if derived else RESTORE, derived)
        for index in twins.differing_indexes(copy, twin):
            yield Finding("search", index, f"{SEARCHES[index]} does not fit the words", REPAIR, True)
