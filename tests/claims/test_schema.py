"""What docs/schema says is what the models are."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from claims import schema as schemas
from claims.export import FORM
from claims.models import Claim
from claims.schema import JSON, descriptions, json_schema, main, tables

generated = cache(schemas.generated)
SCHEMAS = Path(__file__).resolve().parents[2] / "docs/schema"
PAGE = SCHEMAS / "README.md"


def test_the_schemas_are_those_of_the_models() -> None:
    there = {path.name: path.read_text("utf-8") for path in SCHEMAS.iterdir() if path != PAGE}
    assert there == generated(), "stale: run `python -m claims.schema docs/schema`"


def test_main_writes_every_schema(tmp_path: Path) -> None:
    main(tmp_path / "new")
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "new").iterdir()} == generated()


def test_ids_differ_and_name_their_version() -> None:
    ids = [id for id, _ in JSON.values()] + [table.schema for table, _ in tables().values()]
    assert len(set(ids)) == len(ids)
    assert all(id.startswith("urn:claims-workbench:") and id.rpartition(":")[2].isdigit() for id in ids)
    assert f"urn:claims-workbench:record:{FORM}" in ids


@pytest.mark.parametrize("name", JSON)
def test_everything_is_described_and_nothing_unknown_is_let_in(name: str) -> None:
    schema = json_schema(*JSON[name])
    assert schema["$id"] == JSON[name][0] and "$schema" in schema
    for definition in (schema, *schema.get("$defs", {}).values()):
        assert definition["description"]
        if definition["type"] == "object" and "properties" in definition:
            assert definition["additionalProperties"] is False
    assert json.loads(generated()[f"{name}.schema.json"]) == schema


def test_descriptions_are_the_docstrings_of_the_fields() -> None:
    assert (
        descriptions(Claim)["parent"] == "The claim whose content holds this one, for a nested attribution."
    )
    schema = json_schema(*JSON["claim"])
    assert schema["properties"]["parent"]["description"] == descriptions(Claim)["parent"]
    assert "`Speaker`" not in generated()["claim-table.md"]
    assert "| speaker | [Speaker](#speaker) | yes |" in generated()["claim-table.md"]


def test_the_page_names_every_schema() -> None:
    assert set(re.findall(r"\]\(([^)#]+)\)", PAGE.read_text("utf-8"))) == set(generated())
