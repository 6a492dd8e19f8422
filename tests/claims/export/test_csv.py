from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.export import ExportRecord, Settings
from claims.export.csv import safe, write

COLUMNS = [
    "claim_id",
    "verdict",
    "attribution_check",
    "content",
    "source",
    "speaker",
    "cue",
    "chain",
    "origin",
    "kind",
    "modality",
    "outlet",
    "date",
    "title",
    "url",
    "article_id",
    "article_hash",
    "content_spans",
    "source_spans",
    "cue_spans",
    "parent",
    "rule",
    "reliability",
    "flagged",
    "disagreement",
    "reject_reason",
    "reviewer",
    "decided_at",
    "notes",
    "evidence",
    "same",
    "related",
    "conflicting",
    "conflicts",
    "machine_content",
    "machine_source",
    "added_how",
    "added_by",
    "added_at",
    "reason",
    "changed_since",
]


def rows(*records: ExportRecord) -> list[dict[str, str]]:
    text = "".join(write(records, Settings()))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_columns_are_these_and_in_this_order(bare: ExportRecord) -> None:
    (row,) = rows(bare)
    assert list(row) == COLUMNS


def test_every_column_is_filled_from_a_full_record(full: ExportRecord) -> None:
    (row,) = rows(full)
    assert [column for column, cell in row.items() if not cell] == []


def test_no_cell_of_a_hostile_record_begins_a_formula(hostile: ExportRecord) -> None:
    (row,) = rows(hostile)
    assert row["content"].startswith("'=HYPERLINK")
    assert row["source"] == "'+1+1"
    assert row["speaker"] == "'@SUM(A1)"
    assert row["outlet"].startswith("'-cmd|")
    assert row["notes"].startswith("' =NOTE()")
    assert row["same"].startswith("'=EVIL()")
    assert not [cell for cell in row.values() if cell[:1] in tuple("=+-@")]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", " =1", "\u00a0=1", "＝1"])
def test_what_could_begin_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe(text).startswith("'")


@pytest.mark.parametrize("text", ["", "a=1", "28-point", "“=”", "19"])
def test_what_could_not_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@given(st.text())
def test_no_text_at_all_begins_a_formula(text: str) -> None:
    assert safe(text).lstrip(" \u00a0")[:1] not in tuple("=+-@＝＋－＠\t\r\n")


def test_conflict_puts_this_claims_value_first(full: ExportRecord) -> None:
    (row,) = rows(full)
    assert row["conflicts"] == "number: 19 points ↔ 28 points"


def test_a_decided_relation_counts_over_the_proposed_one(full: ExportRecord) -> None:
    (row,) = rows(full)
    assert row["conflicting"] == "The plan has 28 points [Coast Radio; Press office; independent; decided]"
    assert row["related"] == "Talks went on [origin unknown; proposed]"


def test_a_byte_order_mark_is_the_only_difference(full: ExportRecord) -> None:
    plain = "".join(write([full], Settings()))
    marked = "".join(write([full], Settings(bom=True)))
    assert marked.encode("utf-8") == b"\xef\xbb\xbf" + plain.encode("utf-8")
    assert plain[0] != "\ufeff"
