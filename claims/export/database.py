"""Claims as tables: what each holds, column by column, and the rows that records come to.

What the SQLite file, its documentation within it, and the metadata for Datasette are all made of.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from claims.export.record import ExportedMatch, ExportRecord, ordered
from claims.models import Decision
from claims.text.display import displayable

Value = str | int | float | None
Row = tuple[Value, ...]


class Column(NamedTuple):
    """A column: its SQLite type, what is in it, and the table whose ``id`` it holds, if any."""

    type: str
    meaning: str
    of: str = ""


class Table(NamedTuple):
    """A table: what a row is, its columns by name, and the rows of a record."""

    meaning: str
    columns: Mapping[str, Column]
    rows: Callable[[ExportRecord], Iterator[Row]]


def _articles(record: ExportRecord) -> Iterator[Row]:
    article = record.article
    date = article.date.isoformat() if article.date else None
    yield article.id, article.outlet, article.title, date, article.url, article.text_hash


def _claims(record: ExportRecord) -> Iterator[Row]:
    claim, state, article = record.claim, record.state, record.article
    yield (
        claim.id,
        article.id,
        state.verdict.value,
        state.attribution.value,
        claim.content_words,
        claim.speaker.name if claim.speaker else None,
        claim.speaker.role if claim.speaker else None,
        claim.source_words or None,
        claim.cue_words or None,
        " ← ".join(hop.name for hop in claim.chain) or None,
        claim.origin.name if claim.origin else None,
        article.outlet,
        article.date.isoformat() if article.date else None,
        record.reason or None,
        state.reviewer or None,
        state.decided_at.isoformat() if state.decided_at else None,
        claim.kind.value,
        claim.modality.value,
        claim.rule,
        claim.reliability,
        int(state.flagged),
        int(state.disagreement),
        "\n".join(state.notes) or None,
        claim.parent,
        record.machine.content_words if record.machine else None,
    )


def _spans(record: ExportRecord) -> Iterator[Row]:
    for role in ("source", "cue", "content"):
        for number, (start, end) in enumerate(getattr(record.claim, role), 1):
            yield f"{record.claim.id}-{role}-{number}", record.claim.id, role, start, end


def _hops(record: ExportRecord) -> Iterator[Row]:
    for number, hop in enumerate(record.claim.chain, 1):
        yield f"{record.claim.id}-{number}", record.claim.id, number, hop.name, hop.kind.value


def _evidence(record: ExportRecord) -> Iterator[Row]:
    for number, one in enumerate(record.state.evidence, 1):
        start, end = one.span or (None, None)
        own = f"{record.claim.id}-{number}"
        yield own, record.claim.id, one.quotation, one.url, one.article_id, start, end


def _decisions(record: ExportRecord) -> Iterator[Row]:
    yield from (_decision(one, record.claim.id, None) for one in record.history)
    for match in record.matches:
        yield from (_decision(one, record.claim.id, match.match.id) for one in match.history)


def _decision(one: Decision, claim: str, match: str | None) -> Row:
    own = f"{claim}-{one.seq}"
    when = one.time.isoformat()
    return own, claim, match, when, one.reviewer, one.action.value, one.before, one.after, one.reason or None


def _matches(record: ExportRecord) -> Iterator[Row]:
    yield from (_match(one, record.claim.id) for one in record.matches)


def _match(one: ExportedMatch, claim: str) -> Row:
    other = one.match.b if one.match.a == claim else one.match.a
    differing = [f"{kind}: {here} ↔ {there}" for kind, here, there in one.conflicts(claim)]
    return (
        f"{claim}-{other}",
        claim,
        other,
        one.relation.value,
        int(one.decided is not None),
        one.match.score,
        one.match.independence.value,
        one.words,
        one.outlet,
        one.speaker,
        one.url,
        "\n".join(differing) or None,
        one.state.reviewer or None,
    )


CLAIM = Column("TEXT", "The claim.", "claims")
KEY = Column("TEXT", "Names the row.")

TABLES: Mapping[str, Table] = {
    "articles": Table(
        "An article that claims stand in, without its text.",
        {
            "id": Column("TEXT", "Names the article in every store: a hash of outlet, address and text."),
            "outlet": Column("TEXT", "Who published it."),
            "title": Column("TEXT", "Its title."),
            "date": Column("TEXT", "When it was published, as YYYY-MM-DD."),
            "url": Column("TEXT", "Its address."),
            "text_hash": Column("TEXT", "SHA-256 of the text that offsets count in, as UTF-8."),
        },
        _articles,
    ),
    "claims": Table(
        "A claim: who is said to have said what, in which words, and what reviewers decided on it.",
        {
            "id": Column("TEXT", "Names the claim in every store: a hash of article, words and kind."),
            "article": Column("TEXT", "Where it stands.", "articles"),
            "verdict": Column(
                "TEXT", "Is it so? verified, disputed, refuted, unverifiable, rejected or unreviewed."
            ),
            "attribution_check": Column(
                "TEXT", "Did the source say it? confirmed, wrong, unknown or unchecked."
            ),
            "content": Column("TEXT", "The exact words; a gap between them is shown as …"),
            "speaker": Column("TEXT", "Who said it, as the source was resolved."),
            "speaker_role": Column("TEXT", "What the speaker is, as the article says."),
            "source": Column("TEXT", "The words that name who said it."),
            "cue": Column("TEXT", "The words that attribute it."),
            "chain": Column("TEXT", "From the outlet to whoever said it."),
            "origin": Column("TEXT", "The end of the chain, empty when it is unknown."),
            "outlet": Column("TEXT", "Who published the article."),
            "date": Column("TEXT", "The article's date."),
            "reason": Column("TEXT", "Why the verdict was given."),
            "reviewer": Column("TEXT", "Who gave it."),
            "decided_at": Column("TEXT", "When, in UTC."),
            "kind": Column("TEXT", "direct, mixed, indirect, headline or assertion (of the outlet itself)."),
            "modality": Column("TEXT", "fact, opinion or intention; only a fact is true or false."),
            "rule": Column("TEXT", "Which rule found it; reviewer: made by hand."),
            "reliability": Column("REAL", "Share, 0 to 1, of such findings that were right when counted."),
            "flagged": Column("INTEGER", "1: somebody wants to come back to it."),
            "disagreement": Column("INTEGER", "1: reviewers differ, and nobody has adjudicated."),
            "notes": Column("TEXT", "Reviewers' notes, a line each."),
            "parent": Column("TEXT", "The claim whose words hold this one; it may not be in this file."),
            "machine_content": Column(
                "TEXT", "The words that the rule had found, where a reviewer changed them."
            ),
        },
        _claims,
    ),
    "spans": Table(
        "Where words of a claim stand in the text of its article.",
        {
            "id": KEY,
            "claim": CLAIM,
            "role": Column("TEXT", "source, cue or content."),
            "start": Column("INTEGER", "Offset of the first code point."),
            "end": Column("INTEGER", "Offset after the last code point."),
        },
        _spans,
    ),
    "hops": Table(
        "A step of the chain from the outlet to whoever said it.",
        {
            "id": KEY,
            "claim": CLAIM,
            "position": Column("INTEGER", "1 is the outlet."),
            "name": Column("TEXT", "Who."),
            "kind": Column("TEXT", "person, organisation, outlet, agency, document, unnamed or unknown."),
        },
        _hops,
    ),
    "evidence": Table(
        "What a decision rests on.",
        {
            "id": KEY,
            "claim": CLAIM,
            "quotation": Column("TEXT", "Its words."),
            "url": Column("TEXT", "Where, outside."),
            "article": Column("TEXT", "In which article of the store it came from."),
            "start": Column("INTEGER", "Where in that article's text."),
            "end": Column("INTEGER", "To where."),
        },
        _evidence,
    ),
    "decisions": Table(
        "What reviewers did, in order; what was undone too.",
        {
            "id": KEY,
            "claim": CLAIM,
            "match": Column("TEXT", "The match that was decided on; empty: the claim."),
            "time": Column("TEXT", "When, in UTC."),
            "reviewer": Column("TEXT", "Who."),
            "action": Column("TEXT", "verdict, attribution, match, adjudicate, undo and so on."),
            "before": Column("TEXT", "What stood before."),
            "after": Column("TEXT", "What stood then."),
            "reason": Column("TEXT", "Why."),
        },
        _decisions,
    ),
    "matches": Table(
        "Another claim that says the same, something related, or the contrary.",
        {
            "id": KEY,
            "claim": CLAIM,
            "other": Column("TEXT", "The other claim; it may not be in this file."),
            "relation": Column("TEXT", "same, related, conflicting or unrelated."),
            "decided": Column("INTEGER", "1: a reviewer said so; 0: the matcher proposes it."),
            "score": Column("REAL", "How sure the matcher is, 0 to 1."),
            "independence": Column("TEXT", "independent: other known origin; same origin; or unknown."),
            "words": Column("TEXT", "The other claim's words."),
            "outlet": Column("TEXT", "Who published it."),
            "speaker": Column("TEXT", "Who said it."),
            "url": Column("TEXT", "Where it stands."),
            "conflicts": Column("TEXT", "What differs, here ↔ there, a line each."),
            "reviewer": Column("TEXT", "Who decided."),
        },
        _matches,
    ),
}
"""Every table, those first that others refer to."""
SEARCHED = ("content", "speaker", "source", "reason", "notes")
"""Columns of the claims that full-text search looks in."""
FACETS = ("verdict", "attribution_check", "outlet", "speaker", "kind", "reviewer")


def rows(records: Iterable[ExportRecord]) -> Iterator[tuple[str, Row]]:
    """Yield each row with the name of its table, in an order that foreign keys allow; words printable."""
    seen: set[str] = set()
    for record in ordered(records):
        for name, table in TABLES.items():
            if name == "articles" and record.article.id in seen:
                continue
            yield from ((name, tuple(map(_printable, row))) for row in table.rows(record))
        seen.add(record.article.id)


def _printable(value: Value) -> Value:
    return displayable(value) if isinstance(value, str) else value


def datasette(stem: str) -> str:
    """Return the metadata for Datasette of the file ``<stem>.sqlite``: what all is, and the facets."""
    tables = {
        name: {
            "description": table.meaning,
            "columns": {column: about.meaning for column, about in table.columns.items()},
        }
        for name, table in TABLES.items()
    }
    claims = {
        **tables["claims"],
        "facets": list(FACETS),
        "label_column": "content",
        "sort": "date",
        "fts_table": "claims_fts",
        "fts_pk": "rowid",
    }
    metadata = {
        "title": "Claims",
        "description": "Claims of news articles, with what reviewers decided on each.",
        "databases": {stem: {"tables": {**tables, "claims": claims}}},
    }
    return json.dumps(metadata, indent=2, sort_keys=True) + "\n"
