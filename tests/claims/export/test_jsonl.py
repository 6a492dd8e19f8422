from __future__ import annotations

import json

from claims.export import FORMATS, ExportRecord


def test_a_line_is_the_whole_record_exactly(full: ExportRecord, hostile: ExportRecord) -> None:
    lines = "".join(FORMATS["jsonl"].write([hostile, full])).splitlines()
    assert [ExportRecord.model_validate_json(line) for line in lines] == [full, hostile]


def test_keys_are_sorted(full: ExportRecord) -> None:
    (line,) = FORMATS["jsonl"].write([full])
    assert line == json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True) + "\n"
