from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree

import pytest

from claims.provenance import producer


def test_every_pack_and_the_rules_have_a_digest() -> None:
    found = producer()
    assert set(found.rules) >= {"extraction", "matching", "extraction/en", "extraction/de"}
    assert all(len(digest) == 64 for digest in found.rules.values())
    assert len(set(found.rules.values())) == len(found.rules)
    assert producer() == found


def test_weights_of_ones_own_count_in_the_place_of_those_of_the_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = producer().rules
    with as_file(files("claims.extraction.packs").joinpath("en", "weights")) as weights:
        copytree(weights, tmp_path / "en")
    monkeypatch.setenv("CLAIMS_WEIGHTS", str(tmp_path))
    assert {name for name, digest in producer().rules.items() if digest != packaged[name]} == set()
    frame = tmp_path / "en" / "frame.json"
    frame.write_text(frame.read_text() + " ")
    other = tmp_path.with_name("elsewhere")
    tmp_path.rename(other)
    monkeypatch.setenv("CLAIMS_WEIGHTS", str(other))
    assert {name for name, digest in producer().rules.items() if digest != packaged[name]} == {
        "extraction/en"
    }
