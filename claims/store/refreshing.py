"""What becomes of the row of a claim when its article is read again: out of the lists, or told anew."""

from __future__ import annotations

from claims.models import Article, Claim
from claims.store import claims
from claims.store.claims import SEARCHED, packed, searched
from claims.store.connection import Connection
from claims.store.rows import ArticleRow


def retire(connection: Connection, rowid: int, why: str) -> None:
    """Take a claim out of the lists, with what is derived of the decisions on it."""
    connection.execute("INSERT OR REPLACE INTO retired VALUES (?, ?)", (rowid, why))
    for table in ("claim_state", "claim_edits", "claim_added", "left_over"):
        connection.execute(f"DELETE FROM {table} WHERE claim = ?", (rowid,))
    connection.execute("DELETE FROM edits_fts WHERE rowid = ?", (rowid,))


def refresh(connection: Connection, claim: Claim, article_rowid: int, article: Article | ArticleRow) -> bool:
    """Have a known claim be as the rules tell it now, and in the lists; return whether that changes it."""
    rowid = claims.rowid(connection, claim.id)
    back = _out_of(connection, "retired", rowid)
    stays = _out_of(connection, "left_over", rowid)
    if back:
        claims.enlist(connection, rowid, claim, article_rowid, article)
    new, old = packed(claim), packed(claims.get(connection, claim.id))
    if new == old:
        return back or stays
    connection.execute(
        "INSERT INTO claims_fts (claims_fts, rowid, content, speaker, source, origin, title)"
        " VALUES ('delete', ?, ?, ?, ?, ?, ?)",
        searched(rowid, old, article.title),
    )
    connection.execute(SEARCHED, searched(rowid, new, article.title))
    connection.execute(
        "UPDATE claims SET speaker = ?, content_words = ?, rule = ?, model = ? WHERE rowid = ?",
        (new.speaker, new.content_words, new.rule, new.model, rowid),
    )
    connection.execute(
        "UPDATE claim_state SET modality = ?, speaker_key = ?, origin_key = ?, priority = ? WHERE claim = ?",
        (new.modality, new.speaker_key, new.origin_key, new.priority, rowid),
    )
    return True


def _out_of(connection: Connection, table: str, rowid: int) -> bool:
    """Take a claim out of a table; return whether it was there."""
    there = connection.value(f"SELECT 1 FROM {table} WHERE claim = ?", (rowid,)) is not None
    if there:
        connection.execute(f"DELETE FROM {table} WHERE claim = ?", (rowid,))
    return there
