from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.models import Article
from claims.reading import MAX_SIZE, read
from claims.reading.ranges import LineRange, has_ranges, read_range

LINES = [
    json.dumps({"text": "Ada Brook said no."}),
    "",
    "{no JSON",
    json.dumps({"id": "last", "text": "Ada Brook said yes.", "language": "de"}),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "four.jsonl"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 4])
def test_ranges_come_to_the_whole(path: Path, cut: int) -> None:
    end = sum(len(line) + 1 for line in LINES[:cut])
    first, rest = LineRange(0, end, 0), LineRange(end, path.stat().st_size, cut)
    found = [*read_range(path, first, MAX_SIZE), *read_range(path, rest, MAX_SIZE)]
    assert [repr(one) for one in found] == [repr(one) for one in read(path)]
    assert [one.name if isinstance(one, Article) else one.source for one in found] == [
        "four.jsonl:1",
        "four.jsonl:3",
        "last",
    ]


def test_the_size_of_a_line_is_limited(path: Path) -> None:
    first, *_ = read_range(path, LineRange(0, path.stat().st_size, 0), 10)
    assert not isinstance(first, Article) and "longer than 10 bytes" in str(first.error)


def test_a_file_that_is_gone_is_a_failure(tmp_path: Path) -> None:
    [failure] = read_range(tmp_path / "gone.jsonl", LineRange(0, 5, 0), MAX_SIZE)
    assert not isinstance(failure, Article) and "No such file" in str(failure.error)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.jsonl", b'{"text": "x"}', True),
        ("a.NDJSON", b"", True),
        ("a.jsonl", b"\x1f\x8b\x08", False),
        ("a.jsonl", b"\x28\xb5\x2f\xfd", False),
        ("a.txt", b'{"text": "x"}', False),
        ("a.jsonl.gz", b"", False),
    ],
)
def test_what_can_be_cut(tmp_path: Path, name: str, data: bytes, expected: bool) -> None:
    (tmp_path / name).write_bytes(data)
    assert has_ranges(tmp_path / name) is expected
