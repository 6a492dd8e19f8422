"""Exports and shards in DuckDB and pandas, as docs/schema/README.md shows, and against their JSON Schema."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.tools

ROOT = Path(__file__).resolve().parents[2]
SHOWN = (ROOT / "docs/schema/README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```", SHOWN, re.MULTILINE | re.DOTALL)
    assert found
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the commands of the page were run, on a store of the demo articles."""
    folder = tmp_path_factory.mktemp("shown")
    (folder / "fixtures").symlink_to(ROOT / "fixtures")
    claims = [sys.executable, "-m", "claims"]
    subprocess.run([*claims, "add", "fixtures/articles", "--db", "s.sqlite"], cwd=folder, check=True)
    [shown] = blocks("sh")
    for line in shown.splitlines():
        words = line.split()[1:]
        where = ["--db", "s.sqlite"] if words[0] == "export" else []
        subprocess.run([*claims, *words, *where], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("query", blocks("sql"))
def test_duckdb_answers(folder: Path, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    import duckdb

    monkeypatch.chdir(folder)
    rows = duckdb.sql(query).fetchall()
    assert rows and all(any(cell is not None for cell in row) for row in rows)


def test_duckdb_reads_from_both_forms_what_the_store_has(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb

    monkeypatch.chdir(folder)
    expected = {
        (one["claim"]["id"], one["claim"]["content_words"], one["article"]["outlet"])
        for one in map(json.loads, (folder / "claims.jsonl").open(encoding="utf-8"))
    }
    flat = duckdb.sql("SELECT id, content_words, outlet FROM 'claims.parquet'").fetchall()
    nested = duckdb.sql("SELECT claim.id, claim.content_words, article.outlet FROM 'claims.jsonl'").fetchall()
    assert set(flat) == set(nested) == expected
    types = dict(
        duckdb.sql("SELECT column_name, column_type FROM (DESCRIBE FROM 'claims.parquet')").fetchall()
    )
    assert types["date"] == "DATE" and types["content"] == 'STRUCT("start" BIGINT, "end" BIGINT)[]'


def test_pandas_runs_what_is_shown(folder: Path) -> None:
    for block in blocks("python"):
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=folder, capture_output=True, text=True, check=False
        )
        assert not done.returncode and done.stdout, done.stderr


def test_pandas_has_the_words_exactly(folder: Path) -> None:
    import pandas

    table = pandas.read_parquet(folder / "claims.parquet").set_index("id")
    for line in (folder / "claims.jsonl").open(encoding="utf-8"):
        claim = json.loads(line)["claim"]
        row = table.loc[claim["id"]]
        assert row.content_words == claim["content_words"]
        assert [[span["start"], span["end"]] for span in row.content] == claim["content"]


@pytest.mark.parametrize(
    ("schema", "path", "by_line"),
    [
        ("record", "claims.jsonl", True),
        ("shards-manifest", "shards/manifest.json", False),
        ("shards-error", "shards/errors.jsonl", True),
    ],
)
def test_what_is_written_is_valid_by_its_schema(folder: Path, schema: str, path: str, by_line: bool) -> None:
    from jsonschema import Draft202012Validator

    found = json.loads((ROOT / f"docs/schema/{schema}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(found)
    text = (folder / path).read_text("utf-8")
    for part in text.splitlines() if by_line else [text]:
        Draft202012Validator(found).validate(json.loads(part))
