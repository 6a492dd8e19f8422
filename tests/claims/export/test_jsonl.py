from __future__ import annotations

import json

from claims.export import FORM, ExportRecord
from claims.export.jsonl import write


def bare_of(record: ExportRecord) -> ExportRecord:
    """Return a record without the text of its article, which stays at home."""
    article = record.article.model_copy(update={"whole": None})
    return record.model_copy(update={"article": article})


def test_a_line_is_the_whole_record_exactly(full: ExportRecord, hostile: ExportRecord) -> None:
    lines = "".join(write([hostile, full])).splitlines()
    assert [ExportRecord.model_validate_json(line) for line in lines] == [bare_of(full), bare_of(hostile)]


def test_keys_are_sorted(full: ExportRecord) -> None:
    (line,) = write([full])
    assert line == json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True) + "\n"


def test_a_line_says_its_form_and_has_no_text_of_the_article(full: ExportRecord) -> None:
    (line,) = write([full])
    assert json.loads(line)["version"] == FORM
    assert "The plan was cut." in full.article.text
    assert "The plan was cut." not in line
