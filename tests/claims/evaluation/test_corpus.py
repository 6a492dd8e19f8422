"""Reading the neutral JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.errors import GoldError
from claims.evaluation import read_gold
from claims.models import Span

DOCUMENT = {
    "id": "bridge",
    "text": "Brook said no.",
    "attributions": [{"source": [[0, 5]], "cue": [[6, 10]], "content": [[11, 13]]}],
}


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_reads_roles_and_what_else_is_known(tmp_path: Path) -> None:
    full = DOCUMENT | {
        "publisher": "harbour-post",
        "title": "Bridge",
        "attributions": [
            {"content": [[11, 13]], "source": None, "type": "Indirect", "nested": True, "medium": "speech"}
        ],
    }
    lines = json.dumps(DOCUMENT), "", json.dumps(full | {"id": "b"})
    first, second = read_gold(written(tmp_path / "g.jsonl", *lines))
    assert first.id == "bridge"
    assert first.publisher is None
    assert first.attributions[0].source == (Span(0, 5),)
    assert first.attributions[0].content[0].end == 13
    assert not first.attributions[0].nested
    assert second.publisher == "harbour-post"
    assert second.attributions[0].source == second.attributions[0].cue == ()
    assert second.attributions[0].kind == "Indirect"
    assert second.attributions[0].nested


def test_offsets_count_in_the_text_as_given(tmp_path: Path) -> None:
    given = "\u00a0\u201cNo\u201d,\r\nsaid Brook"
    line = json.dumps({"id": "a", "text": given, "attributions": [{"content": [[1, 5]]}]})
    (document,) = read_gold(written(tmp_path / "g.jsonl", "\ufeff" + line))
    assert document.text == given
    start, end = document.attributions[0].content[0]
    assert document.text[start:end] == "\u201cNo\u201d"


BAD = [
    ("{", "Invalid JSON"),
    ('{"text": "no id"}', "id: Field required"),
    ('{"id": "b", "text": "x", "attributions": [{"content": [[0, 9]]}]}', "a content span [0, 9)"),
    ('{"id": "b", "text": "xyz", "attributions": [{"content": [[2, 1]]}]}', "a content span [2, 1)"),
    ('{"id": "b", "text": "x", "attributions": [{"content": [[0]]}]}', "attributions[0].content[0]"),
    ('{"id": "b", "text": "x", "attributions": [{"source": []}]}', "attributions[0].content: Field"),
    (json.dumps(DOCUMENT), "the id 'bridge' was used before"),
]


@pytest.mark.parametrize(("line", "complaint"), BAD)
def test_a_bad_line_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = written(tmp_path / "g.jsonl", json.dumps(DOCUMENT), line)
    with pytest.raises(GoldError) as raised:
        list(read_gold(path))
    assert f"line 2: {complaint}" in str(raised.value)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_or_empty_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"nowhere\.jsonl: can't be read"):
        list(read_gold(tmp_path / "nowhere.jsonl"))
    with pytest.raises(GoldError, match="no document"):
        list(read_gold(written(tmp_path / "empty.jsonl", "")))


def test_good_lines_before_a_bad_one_are_yielded(tmp_path: Path) -> None:
    documents = read_gold(written(tmp_path / "g.jsonl", json.dumps(DOCUMENT), "{"))
    assert next(documents).id == "bridge"
    with pytest.raises(GoldError):
        next(documents)
