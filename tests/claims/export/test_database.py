from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from claims.export import ExportRecord
from claims.export.database import FACETS, SEARCHED, TABLES, datasette, rows
from claims.store.export import write_database

GOLDEN = Path(__file__).parent / "golden" / "claims.sqlite.sql"


@pytest.fixture
def path(tmp_path: Path, full: ExportRecord, hostile: ExportRecord, bare: ExportRecord) -> Path:
    out = tmp_path / "claims.sqlite"
    write_database(out, TABLES, rows([hostile, full, bare]), ("claims", SEARCHED))
    return out


def asked(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def test_tables_and_rows_are_those_of_the_golden_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        lines = [line for line in database.iterdump() if "_fts" not in line and "PRAGMA" not in line]
    found = "\n".join(lines) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


def test_the_same_records_give_the_same_bytes(
    path: Path, tmp_path: Path, full: ExportRecord, hostile: ExportRecord, bare: ExportRecord
) -> None:
    again = tmp_path / "again.sqlite"
    write_database(again, TABLES, rows([bare, hostile, full]), ("claims", SEARCHED))
    assert again.read_bytes() == path.read_bytes()


def test_it_is_sound_and_every_reference_leads_somewhere(path: Path) -> None:
    assert asked(path, "PRAGMA integrity_check") == [("ok",)]
    assert asked(path, "PRAGMA foreign_key_check") == []
    assert asked(path, "SELECT count(*) FROM spans JOIN claims ON claims.id = spans.claim") == [(7,)]


def test_every_table_and_column_is_documented_in_the_file(path: Path) -> None:
    there = {
        (table, column)
        for (table,) in asked(path, "SELECT name FROM sqlite_schema WHERE type = 'table'")
        if table in TABLES
        for _, column, *_ in asked(path, f"PRAGMA table_info({table})")
    }
    told = asked(path, "SELECT table_name, column_name FROM documentation WHERE column_name <> ''")
    assert set(told) == there
    assert all(meaning for (meaning,) in asked(path, "SELECT meaning FROM documentation"))


def test_full_text_search_finds_words_speaker_reason_and_note(path: Path) -> None:
    for word in ("reduced", "okafor", "figures", "ministry"):
        found = asked(
            path,
            "SELECT id FROM claims JOIN claims_fts ON claims_fts.rowid = claims.rowid"
            f" WHERE claims_fts MATCH '{word}'",
        )
        assert found == [("c1full",)], word


def test_the_metadata_for_datasette_describe_what_is_there() -> None:
    [(name, database)] = json.loads(datasette("desk"))["databases"].items()
    assert name == "desk"
    assert {table: set(about["columns"]) for table, about in database["tables"].items()} == {
        table: set(about.columns) for table, about in TABLES.items()
    }
    assert database["tables"]["claims"]["facets"] == list(FACETS)
    assert set(FACETS) <= set(TABLES["claims"].columns)
