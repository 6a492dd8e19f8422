from __future__ import annotations

from pathlib import Path

from pyarrow.parquet import read_schema, read_table

from claims.export import FORM, FORMATS, ExportRecord, Settings
from claims.export.parquet import ELSEWHERE, PARTS, record, save, table


def bare_of(record: ExportRecord) -> ExportRecord:
    """Return a record without what is not written of it."""
    return ExportRecord.model_validate(record.model_dump())


def test_a_row_is_the_whole_record(
    full: ExportRecord, hostile: ExportRecord, bare: ExportRecord, tmp_path: Path
) -> None:
    save([hostile, bare, full], tmp_path / "t.parquet", Settings())
    found = [record(row) for row in read_table(tmp_path / "t.parquet").to_pylist()]
    assert sorted(found, key=lambda one: one.claim.id) == sorted(
        map(bare_of, [full, hostile, bare]), key=lambda one: one.claim.id
    )


def test_the_same_records_in_any_order_give_the_same_bytes(
    full: ExportRecord, hostile: ExportRecord, tmp_path: Path
) -> None:
    for name, given in (("a", [full, hostile]), ("b", [hostile, full])):
        save(given, tmp_path / name, Settings())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_no_two_columns_of_the_parts_share_a_name() -> None:
    names = [name for model in PARTS.values() for name, one in model.model_fields.items() if not one.exclude]
    rest = ExportRecord.model_fields.items()
    names += [name for name, one in rest if name not in ELSEWHERE and not one.exclude]
    assert names.count("id") == 2  # of the claim and of its article, which is article_id
    assert [*table().columns] == ["id", *(name for name in names if name != "id")]


def test_a_file_names_its_schema(full: ExportRecord, tmp_path: Path) -> None:
    save([full], tmp_path / "t.parquet", Settings())
    metadata = read_schema(tmp_path / "t.parquet").metadata
    assert metadata[b"claims.schema"] == f"urn:claims-workbench:record-table:{FORM}".encode()
    assert FORMATS["parquet"].save is save
