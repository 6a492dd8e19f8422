from __future__ import annotations

import os
from itertools import permutations
from pathlib import Path

import pytest

from claims.export import FORMATS, ExportRecord, Settings, Unit
from claims.house import House

GOLDEN = Path(__file__).parent / "golden"
TEXTS = {name: form.write for name, form in FORMATS.items() if form.write}
HOUSE = House.model_validate(
    {
        "author": "Example Fact Desk",
        "author_url": "https://desk.example",
        "url": "https://desk.example/checks/{claim}",
        "ratings": {"disputed": {"text": "Half of it: {reason}", "value": 3}, "verified": "Correct"},
        "worst": 1,
        "best": 5,
    }
)
SETTINGS = Settings(house=HOUSE)


def written(name: str, records: list[ExportRecord]) -> str:
    return "".join(TEXTS[name](records, SETTINGS))


@pytest.fixture
def records(full: ExportRecord, hostile: ExportRecord, bare: ExportRecord) -> list[ExportRecord]:
    return [hostile, full, bare]


def test_every_text_format_has_a_golden_file() -> None:
    expected = {f"claims{FORMATS[name].suffix}" for name in TEXTS}
    assert {path.name for path in GOLDEN.iterdir()} == expected | {"claims.sqlite.sql"}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_bytes_are_those_of_the_golden_file(name: str, records: list[ExportRecord]) -> None:
    golden = GOLDEN / f"claims{FORMATS[name].suffix}"
    found = written(name, records).encode("utf-8")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(found)
    assert found == golden.read_bytes()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_order_given_does_not_matter(name: str, records: list[ExportRecord]) -> None:
    assert len({written(name, list(order)) for order in permutations(records)}) == 1


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_nothing_invisible_is_written_raw(name: str, hostile: ExportRecord) -> None:
    assert not set(written(name, [hostile])) & set("\x00\x1b\r\t\u202e\u2028\u200b")


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_records_is_a_valid_file(name: str) -> None:
    text = written(name, [])
    assert text == "" or text.endswith("\n")


@pytest.mark.parametrize("name", ["jsonl", "workbench", "csv", "markdown", "html"])
def test_a_corrected_claim_is_told_from_what_the_rule_had_found(name: str, full: ExportRecord) -> None:
    assert FORMATS[name].unit is Unit.CLAIM
    text = written(name, [full])
    assert full.claim.content_words.split()[-1] in text
    assert "The plan has 19" in text
    assert "The plan has 19" not in written(name, [full.model_copy(update={"machine": None})])


def test_a_binary_format_is_saved_and_a_text_is_written() -> None:
    assert all((form.write is None) is not (form.save is None) for form in FORMATS.values())
