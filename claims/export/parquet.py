"""Parquet: one row a claim, flat where a table wants it flat, nested where lists and parts are.

The columns of the claim come first, then what is known of its article (``outlet``, ``title``, ``url``,
``date``, ``text_hash``), then what the decisions come to (``verdict``, ``attribution`` …), then the
reason, history and matches. The metadata of the file name its schema under ``claims.schema``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from claims.export.columnar import Column, ColumnarTable, fields, part
from claims.export.record import FORM, ExportedArticle, ExportRecord, ordered
from claims.export.settings import Settings
from claims.models import Claim, ClaimState

NAME = f"urn:claims-workbench:record-table:{FORM}"
"""The id of the schema; it counts with the form of the records."""
PARTS: Mapping[str, type[BaseModel]] = {"claim": Claim, "article": ExportedArticle, "state": ClaimState}
"""The parts of a record that are spread over columns of their own, in this order."""
ELSEWHERE = frozenset({*PARTS, "version"})
"""The fields of a record that are no column: the form is said once, by the schema."""


@cache
def table() -> ColumnarTable:
    """Return the table of exported records."""
    columns: dict[str, Column] = {}
    for name, model in PARTS.items():
        columns |= {key: one for key, one in part(name, model).items() if _own(name, key)}
    columns |= {
        name: one
        for name, one in ColumnarTable.of(NAME, ExportRecord).columns.items()
        if name not in ELSEWHERE
    }
    return ColumnarTable(NAME, columns)


def _own(name: str, key: str) -> bool:
    """Tell whether a field of a part is its own: the claim already says which article it is in."""
    return (name, key) != ("article", "id")


def save(records: Iterable[ExportRecord], path: Path, _: Settings) -> None:
    """Write ``records`` to a file at ``path``; the same records give the same bytes."""
    table().write(ordered(records), path)


def record(row: Mapping[str, Any]) -> ExportRecord:
    """Return the record that a row of such a file was written from."""
    parts = {
        name: {key: row[key] for key in fields(model) if _own(name, key)} for name, model in PARTS.items()
    }
    parts["article"]["id"] = row["article_id"]
    rest = {key: value for key, value in row.items() if key in ExportRecord.model_fields}
    return ExportRecord.model_validate({**rest, "version": FORM, **parts})
