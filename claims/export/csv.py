"""CSV for spreadsheets (RFC 4180, but lines end with LF), one row a claim, in columns that stay.

No cell is ever a formula: one that a spreadsheet program would take for one gets an apostrophe in
front, as OWASP's note on CSV injection advises.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator

from claims.export.record import ExportedMatch, ExportRecord, ordered
from claims.export.settings import Settings
from claims.models import Evidence, Independence, Relation, Span
from claims.text.display import displayable

FORMULA = frozenset("=+-@＝＋－＠\t\r\n")
"""What a spreadsheet program may take a formula to begin with."""

Cell = Callable[[ExportRecord], str]

COLUMNS: dict[str, Cell] = {
    "claim_id": lambda r: r.claim.id,
    "verdict": lambda r: r.state.verdict.value,
    "attribution_check": lambda r: r.state.attribution.value,
    "content": lambda r: r.claim.content_words,
    "source": lambda r: r.claim.source_words,
    "speaker": lambda r: r.claim.speaker.name if r.claim.speaker else "",
    "cue": lambda r: r.claim.cue_words,
    "chain": lambda r: " ← ".join(hop.name for hop in r.claim.chain),
    "origin": lambda r: r.claim.origin.name if r.claim.origin else "",
    "kind": lambda r: r.claim.kind.value,
    "modality": lambda r: r.claim.modality.value,
    "outlet": lambda r: r.article.outlet or "",
    "date": lambda r: r.article.date.isoformat() if r.article.date else "",
    "title": lambda r: r.article.title or "",
    "url": lambda r: r.article.url or "",
    "article_id": lambda r: r.article.id,
    "article_hash": lambda r: r.article.text_hash,
    "content_spans": lambda r: _spans(r.claim.content),
    "source_spans": lambda r: _spans(r.claim.source),
    "cue_spans": lambda r: _spans(r.claim.cue),
    "parent": lambda r: r.claim.parent or "",
    "rule": lambda r: r.claim.rule,
    "reliability": lambda r: str(r.claim.reliability),
    "flagged": lambda r: _yes(r.state.flagged),
    "disagreement": lambda r: _yes(r.state.disagreement),
    "reject_reason": lambda r: r.state.reject_reason,
    "reviewer": lambda r: r.state.reviewer,
    "decided_at": lambda r: _time(r.state.decided_at),
    "notes": lambda r: "\n".join(r.state.notes),
    "evidence": lambda r: "\n".join(_evidence(one) for one in r.state.evidence),
    "same": lambda r: _matched(r, Relation.SAME),
    "related": lambda r: _matched(r, Relation.RELATED),
    "conflicting": lambda r: _matched(r, Relation.CONFLICTING),
    "conflicts": lambda r: "\n".join(_conflicts(r)),
    "machine_content": lambda r: r.machine.content_words if r.machine else "",
    "machine_source": lambda r: r.machine.source_words if r.machine else "",
    "added_how": lambda r: r.state.added.after if r.state.added else "",
    "added_by": lambda r: r.state.added.reviewer if r.state.added else "",
    "added_at": lambda r: _time(r.state.added.time if r.state.added else None),
    "reason": lambda r: r.reason,
    "changed_since": lambda r: _yes(r.changed),
}
"""The columns in their order: a new one goes to the end."""


BOM = "\ufeff"


def write(records: Iterable[ExportRecord], settings: Settings) -> Iterator[str]:
    """Yield the header and then one row, with its newline, for each record."""
    yield (BOM if settings.bom else "") + _row(COLUMNS)
    for record in ordered(records):
        yield _row(cell(record) for cell in COLUMNS.values())


def safe(text: str) -> str:
    """Return ``text`` printable, and with an apostrophe in front where it could begin a formula."""
    first = text.lstrip(" \u00a0")[:1]
    return displayable(f"'{text}" if first in FORMULA else text)


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([safe(cell) for cell in cells])
    return line.getvalue()


def _spans(spans: Iterable[Span]) -> str:
    """Write half-open ranges of code points: ``12-40;52-60``."""
    return ";".join(f"{span.start}-{span.end}" for span in spans)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _time(time: dt.datetime | None) -> str:
    return time.isoformat() if time else ""


def _evidence(one: Evidence) -> str:
    return " ".join(part for part in (one.quotation, one.url, one.article_id) if part)


def _matched(record: ExportRecord, relation: Relation) -> str:
    """Write the matches of a relation, one a line."""
    return "\n".join(_match(one) for one in record.matches if one.relation is relation)


def _match(one: ExportedMatch) -> str:
    origin = one.match.independence
    parts = (
        one.outlet,
        one.speaker,
        "origin unknown" if origin is Independence.UNKNOWN else origin.value,
        "decided" if one.state.relation else "proposed",
    )
    return f"{one.words} [{'; '.join(part for part in parts if part)}]"


def _conflicts(record: ExportRecord) -> Iterator[str]:
    for one in record.matches:
        for kind, here, there in one.conflicts(record.claim.id):
            yield f"{kind}: {here} ↔ {there}"
