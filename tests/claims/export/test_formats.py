from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from claims.export import FORMATS, ExportRecord, Unit

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def records(full: ExportRecord, hostile: ExportRecord, bare: ExportRecord) -> list[ExportRecord]:
    return [hostile, full, bare]


def test_every_format_has_a_golden_file() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"claims{one.suffix}" for one in FORMATS.values()}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_bytes_are_those_of_the_golden_file(name: str, records: list[ExportRecord]) -> None:
    golden = GOLDEN / f"claims{FORMATS[name].suffix}"
    assert "".join(FORMATS[name].write(records)).encode("utf-8") == golden.read_bytes()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_order_given_does_not_matter(name: str, records: list[ExportRecord]) -> None:
    assert len({"".join(FORMATS[name].write(order)) for order in permutations(records)}) == 1


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_nothing_invisible_is_written_raw(name: str, hostile: ExportRecord) -> None:
    text = "".join(FORMATS[name].write([hostile]))
    assert not set(text) & set("\x00\x1b\r\t\u202e\u2028\u200b")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_records_is_a_valid_file(name: str) -> None:
    text = "".join(FORMATS[name].write([]))
    assert text == "" or text.endswith("\n")


def test_a_corrected_claim_is_told_from_what_the_rule_had_found(full: ExportRecord) -> None:
    for form in FORMATS.values():
        if form.unit is not Unit.CLAIM:
            continue
        text = "".join(form.write([full]))
        assert full.claim.content_words.split()[-1] in text
        assert "The plan has 19" in text
        assert "The plan has 19" not in "".join(form.write([full.model_copy(update={"machine": None})]))
