"""Claims: written once with their article, listed by rowid, shown as rows or whole."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from claims.errors import NotFound
from claims.models import (
    Article,
    AttributionCheck,
    Claim,
    ClaimKind,
    Decision,
    Edit,
    Modality,
    Verdict,
)
from claims.store import articles
from claims.store.articles import day
from claims.store.connection import Connection, bindable
from claims.store.filters import ORDER_BY, ClaimFilter, Order, condition, folded
from claims.store.rows import ArticleRow, ClaimRow, Placed

ROW_WORDS = 500
"""Code points of a content that a row shows."""
SHOWN_IDS = 3
"""Ids named in the message about an ambiguous prefix."""


class Packed(NamedTuple):
    """A claim as its rows, which another process can make ready."""

    id: str
    speaker: str
    content_words: str
    rule: str
    model: str
    source_words: str
    origin: str
    position: int
    kind: str
    modality: str
    speaker_key: str
    origin_key: str
    priority: int


def packed(claim: Claim) -> Packed:
    """Return what the tables hold of ``claim``."""
    origin = claim.origin
    return Packed(
        id=claim.id,
        speaker=claim.speaker.name if claim.speaker else claim.source_words,
        content_words=claim.content_words,
        rule=claim.rule,
        model=claim.model_dump_json(),
        source_words=claim.source_words,
        origin=origin.name if origin else "",
        position=claim.content[0].start if claim.content else 0,
        kind=claim.kind.value,
        modality=claim.modality.value,
        speaker_key=claim.speaker.key if claim.speaker else folded(claim.source_words),
        origin_key=origin.key if origin else "",
        priority=claim.features.priority,
    )


def insert(
    connection: Connection, article: Article, article_rowid: int, claims: Sequence[Claim]
) -> dict[str, int]:
    """Write the ``claims`` of one article with their search index; return the rowid of each id."""
    return insert_packed(connection, article, article_rowid, [packed(claim) for claim in claims])


def insert_packed(
    connection: Connection, article: Article | ArticleRow, article_rowid: int, claims: Iterable[Packed]
) -> dict[str, int]:
    """Write the ``claims`` of one article as ``insert`` does."""
    once: dict[str, Packed] = {}
    for claim in claims:
        once.setdefault(claim.id, claim)
    rowids = {id: number for number, id in enumerate(once, total(connection) + 1)}
    numbered = [(rowids[claim.id], claim) for claim in once.values()]
    connection.many(
        "INSERT INTO claims (rowid, id, article, speaker, content_words, rule, model)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (rowid, one.id, article_rowid, one.speaker, one.content_words, one.rule, one.model)
            for rowid, one in numbered
        ),
    )
    connection.many(SEARCHED, (searched(rowid, one, article.title) for rowid, one in numbered))
    connection.many(_LISTED, (_listed(rowid, one, article_rowid, article) for rowid, one in numbered))
    return rowids


SEARCHED = "INSERT INTO claims_fts (rowid, content, speaker, source, origin, title) VALUES (?, ?, ?, ?, ?, ?)"
"""Puts a claim into the search index; takes what `searched` gives."""
_LISTED = (
    "INSERT INTO claim_state (claim, article, position, kind, modality, outlet_key, speaker_key,"
    " origin_key, date, priority) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def searched(rowid: int, one: Packed, title: str | None) -> tuple[object, ...]:
    """Return what the search index holds of a claim of an article with this title."""
    return rowid, one.content_words, one.speaker, one.source_words, one.origin, title or ""


def _listed(rowid: int, one: Packed, article_rowid: int, article: Article | ArticleRow) -> tuple[object, ...]:
    return (
        rowid,
        article_rowid,
        one.position,
        one.kind,
        one.modality,
        folded(article.outlet or ""),
        one.speaker_key,
        one.origin_key,
        article.date.isoformat() if article.date else None,
        one.priority,
    )


def write(connection: Connection, claim: Claim, article_rowid: int, title: str | None) -> int:
    """Write a claim with its search index, in no list yet; return its rowid."""
    one = packed(claim)
    rowid = connection.execute(
        "INSERT INTO claims (id, article, speaker, content_words, rule, model) VALUES (?, ?, ?, ?, ?, ?)",
        (one.id, article_rowid, one.speaker, one.content_words, one.rule, one.model),
    )
    connection.execute(SEARCHED, searched(rowid, one, title))
    return rowid


def write_new(connection: Connection, claim: Claim) -> int:
    """Write a claim of an article of the store, in no list yet; return its rowid, 0 when it is known."""
    if connection.value("SELECT 1 FROM claims WHERE id = ?", (bindable(claim.id),)):
        return 0
    number = articles.rowid(connection, claim.article_id)
    return write(connection, claim, number, articles.row(connection, claim.article_id).title)


def enlist(
    connection: Connection, rowid: int, claim: Claim, article_rowid: int, article: Article | ArticleRow
) -> None:
    """Put a claim into the lists, as nobody has decided on it yet."""
    connection.execute(_LISTED, _listed(rowid, packed(claim), article_rowid, article))


def is_listed(connection: Connection, claim_id: str) -> bool:
    """Return whether the claim is in the lists: written by the extractor, or by hand and not withdrawn."""
    return bool(
        connection.value(
            "SELECT 1 FROM claims JOIN claim_state ON claim = claims.rowid WHERE id = ?", (claim_id,)
        )
    )


def is_known(connection: Connection, claim_id: str) -> bool:
    """Return whether the store has the claim, in a list or not."""
    return connection.value("SELECT 1 FROM claims WHERE id = ?", (bindable(claim_id),)) is not None


def keep_addition(connection: Connection, rowid: int, added: Decision | None) -> None:
    """Have a claim that was made by hand in the lists, as ``added`` says, or not: None, it is withdrawn."""
    connection.execute(
        "INSERT INTO claim_added VALUES (?, ?) ON CONFLICT DO UPDATE SET made = excluded.made",
        (rowid, added.after if added else None),
    )
    if added is None:
        connection.execute("DELETE FROM claim_state WHERE claim = ?", (rowid,))
    elif connection.value("SELECT 1 FROM claim_state WHERE claim = ?", (rowid,)) is None:
        [(model, number)] = connection.all("SELECT model, article FROM claims WHERE rowid = ?", (rowid,))
        claim = Claim.model_validate_json(model)
        enlist(connection, rowid, claim, number, articles.row(connection, claim.article_id))


def keep_edit(connection: Connection, rowid: int, edit: Edit | None) -> None:
    """Show and find a claim as ``edit`` has it; None: as the extractor wrote it, and only so."""
    connection.execute("DELETE FROM claim_edits WHERE claim = ?", (rowid,))
    connection.execute("DELETE FROM edits_fts WHERE rowid = ?", (rowid,))
    if edit is not None:
        speaker = edit.speaker.name if edit.speaker else edit.source_words
        connection.execute("INSERT INTO claim_edits VALUES (?, ?, ?)", (rowid, speaker, edit.content_words))
        connection.execute(
            "INSERT INTO edits_fts (rowid, content, speaker, source, origin, title)"
            " VALUES (?, ?, ?, ?, '', '')",
            (rowid, edit.content_words, speaker, edit.source_words),
        )


def get(connection: Connection, claim_id: str) -> Claim:
    """Return the claim as the extractor wrote it.

    Raises:
        NotFound: the store has none with this id.
    """
    model = connection.value("SELECT model FROM claims WHERE id = ?", (bindable(claim_id),))
    if model is None:
        raise NotFound(f"There is no claim {claim_id} in the store.")
    return Claim.model_validate_json(model)


def placed(connection: Connection, claim_ids: Sequence[str]) -> list[Placed]:
    """Return claims as the extractor wrote them, each with what its article tells, in no order."""
    found = connection.all(
        "SELECT model, title, date FROM claims JOIN articles ON articles.rowid = article"
        " WHERE claims.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(claim_ids)),),
    )
    return [Placed(Claim.model_validate_json(model), title, day(date)) for model, title, date in found]


def rowid(connection: Connection, claim_id: str) -> int:
    """Return the rowid of a claim.

    Raises:
        NotFound: the store has none with this id.
    """
    found = connection.value("SELECT rowid FROM claims WHERE id = ?", (bindable(claim_id),))
    if found is None:
        raise NotFound(f"There is no claim {claim_id} in the store.")
    return int(found)


def resolve(connection: Connection, prefix: str) -> str:
    """Return the id of the one claim whose id starts with ``prefix``.

    Raises:
        NotFound: there is none, or more than one.
    """
    start = bindable(prefix).strip().lower()
    # An id is hexadecimal, so every id with the prefix sorts between it and it with a "g".
    found: list[str] = (
        connection.column(
            "SELECT id FROM claims WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (start, start + "g", SHOWN_IDS + 1),
        )
        if start
        else []
    )
    if start in found:
        return start
    if not found:
        raise NotFound(f"There is no claim whose id starts with '{prefix}'; `claims list` shows the ids.")
    if len(found) > 1:
        some = ", ".join(found[:SHOWN_IDS]) + (" and more" if len(found) > SHOWN_IDS else "")
        raise NotFound(f"Several claims have an id that starts with '{prefix}': {some}; give more of it.")
    return found[0]


def of_article(connection: Connection, article_id: str) -> list[Claim]:
    """Return the claims of an article in the order of its text."""
    models = connection.column(
        "SELECT model FROM claim_state JOIN claims ON claims.rowid = claim"
        " WHERE claim_state.article = (SELECT rowid FROM articles WHERE id = ?) ORDER BY position, claim",
        (bindable(article_id),),
    )
    return [Claim.model_validate_json(model) for model in models]


def rowids(connection: Connection, claim_filter: ClaimFilter, order: Order) -> list[int]:
    """Return the rowids of the claims that the filter lets through, sorted."""
    where, parameters = condition(claim_filter)
    return connection.column(
        f"SELECT claim FROM claim_state WHERE {where} ORDER BY {ORDER_BY[order]}", parameters
    )


def packed_rowids(connection: Connection, claim_filter: ClaimFilter, order: Order) -> array[int]:
    """Return what ``rowids`` does, eight bytes each, and quicker.

    It is one step of SQLite, which lets other threads run; row by row, each row would wait for them.
    """
    where, parameters = condition(claim_filter)
    # SQLite keeps the order of a subquery for all aggregates but count, min and max.
    listed = connection.value(
        "SELECT json_group_array(claim) FROM"
        f" (SELECT claim FROM claim_state WHERE {where} ORDER BY {ORDER_BY[order]})",
        parameters,
    )
    return array("q", json.loads(listed))


NAMES: Mapping[str, str] = {"outlet": "outlet_key", "speaker": "speaker_key", "origin": "origin_key"}
"""What has names that can be completed, and where they stand."""


def names(connection: Connection, key: str, start: str, limit: int) -> list[str]:
    """Return up to ``limit`` different folded names of ``key`` (of ``NAMES``) that begin so, sorted.

    Each is one step in an index, however many claims have it.
    """
    column = NAMES[key]
    first = folded(start)
    named = "(speaker_key = '') = 0 AND" if key == "speaker" else ""  # as the index of speakers begins
    sql = (
        f"SELECT {column} FROM claim_state WHERE {named} {column} > ? AND {column} >= ? AND {column} < ?"
        f" ORDER BY {column} LIMIT 1"
    )
    found: list[str] = []
    while len(found) < limit:
        last = found[-1] if found else ""
        following = connection.value(sql, (last, first, first + chr(0x10FFFF)))
        if following is None:
            break
        found.append(following)
    return found


def total(connection: Connection) -> int:
    """Return how many claims there are, at once: none is ever deleted."""
    return int(connection.value("SELECT max(rowid) FROM claims") or 0)


def count(connection: Connection, claim_filter: ClaimFilter) -> int:
    """Return how many claims the filter lets through."""
    where, parameters = condition(claim_filter)
    return int(connection.value(f"SELECT count(*) FROM claim_state WHERE {where}", parameters))


def rows(connection: Connection, wanted: Sequence[int]) -> list[ClaimRow]:
    """Return what a list shows of the claims ``wanted`` (rowids), in that order, without unknown ones."""
    found = connection.all(
        "SELECT claims.rowid, claims.id, articles.id, articles.outlet, articles.date, kind, modality,"
        " coalesce(claim_edits.speaker, claims.speaker),"
        " substr(coalesce(claim_edits.content_words, claims.content_words), 1, ?),"
        " verdict, attribution, flagged, disagreement, priority, match_count, conflict_count"
        " FROM json_each(?) AS wanted"
        " JOIN claims ON claims.rowid = wanted.value"
        " JOIN claim_state ON claim_state.claim = claims.rowid"
        " JOIN articles ON articles.rowid = claims.article"
        " LEFT JOIN claim_edits ON claim_edits.claim = claims.rowid",
        (ROW_WORDS, json.dumps(list(wanted))),
    )
    by_rowid = {row[0]: _row(row) for row in found}
    return [by_rowid[number] for number in wanted if number in by_rowid]


def _row(row: tuple[Any, ...]) -> ClaimRow:
    number, claim_id, article_id, outlet, date, kind, modality, speaker, words, verdict, check, *rest = row
    flagged, disagreement, priority, match_count, conflict_count = rest
    return ClaimRow(
        rowid=number,
        id=claim_id,
        article_id=article_id,
        outlet=outlet or "",
        date=day(date),
        kind=ClaimKind(kind),
        modality=Modality(modality),
        speaker=speaker,
        content_words=words,
        verdict=Verdict(verdict),
        attribution=AttributionCheck(check),
        flagged=bool(flagged),
        disagreement=bool(disagreement),
        priority=priority,
        match_count=match_count,
        conflict_count=conflict_count,
    )


def ids(connection: Connection, wanted: Sequence[int]) -> list[str]:
    """Return the ids of the claims ``wanted`` (rowids), in that order; unknown ones are left out."""
    found: Mapping[int, str] = dict(
        connection.all(
            "SELECT rowid, id FROM claims WHERE rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(wanted)),),
        )
    )
    return [found[number] for number in wanted if number in found]
