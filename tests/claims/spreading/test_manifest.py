from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.errors import ClaimsError
from claims.spreading.manifest import verified
from claims.spreading.running import spread

Corpus = Callable[[int], Path]


@pytest.fixture
def folder(corpus: Corpus, tmp_path: Path) -> Path:
    spread([corpus(5)], tmp_path / "out")
    return tmp_path / "out"


def changed(folder: Path, **fields: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **fields}), encoding="utf-8")


def test_a_manifest_is_sorted_and_says_by_what_it_was_made(folder: Path) -> None:
    text = (folder / "manifest.json").read_text("utf-8")
    found = json.loads(text)
    assert text == json.dumps(found, indent=1, sort_keys=True) + "\n"
    assert found["schema"] == "urn:claims-workbench:shards:1"
    assert {"version", "edition", "rules", "libraries"} == set(found["build"])
    assert {"extraction/en", "extraction", "reading", "spreading"} <= set(found["build"]["rules"])
    assert found["inputs"][0]["name"] == "corpus.jsonl"


def test_no_other_file_than_a_shards_own_is_ever_looked_at(folder: Path) -> None:
    [shard] = json.loads((folder / "manifest.json").read_text("utf-8"))["shards"]
    outside = {"../../secret": shard["files"].pop("claims/00000.parquet")}
    changed(folder, shards=[{**shard, "files": {**shard["files"], **outside}}])
    with pytest.raises(ClaimsError, match="no manifest of shards"):
        verified(folder)


@pytest.mark.parametrize("fields", [{"schema": "urn:claims-workbench:shards:9"}, {"later": 1}])
def test_a_manifest_of_another_version_is_refused(folder: Path, fields: dict[str, object]) -> None:
    changed(folder, **fields)
    with pytest.raises(ClaimsError, match="another version of claims"):
        verified(folder)


def test_a_changed_list_of_errors_is_told(folder: Path) -> None:
    (folder / "errors.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(ClaimsError, match=r"errors\.jsonl is not what the manifest says"):
        verified(folder)
