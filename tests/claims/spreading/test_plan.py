from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import ReadingError
from claims.spreading import plan
from claims.spreading.plan import Part, planned


def silent(done: int, total: int) -> None:
    pass


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b" ")), max_size=30), st.booleans()
)
def test_ranges_are_whole_lines_and_all_of_the_file(
    tmp_path: Path, lines: list[bytes], with_end: bool
) -> None:
    path = tmp_path / "lines.jsonl"
    data = b"\n".join(lines) + (b"\n" if with_end else b"")
    path.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "PIECE", 16)
        ranges, sha256 = plan._ranges(path)
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert b"".join(data[one.start : one.end] for one in ranges) == data
    for one in ranges:
        assert one.above == data[: one.start].count(b"\n")
        assert data[one.end - 1 : one.end] == b"\n" or one.end == len(data)
    assert all(one.end - one.start >= 16 for one in ranges[:-1])


def test_small_files_share_a_piece_and_a_large_one_has_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "PIECE", 3 * plan.LEAST)
    (tmp_path / "in").mkdir()
    for number in range(7):
        (tmp_path / "in" / f"{number}.txt").write_text("Ada Brook said no.", encoding="utf-8")
    (tmp_path / "z.jsonl").write_bytes((b"x" * 99 + b"\n") * 300)
    found = planned([tmp_path], silent)
    assert [[part.name for part in piece] for piece in found.pieces] == [
        ["in/0.txt", "in/1.txt", "in/2.txt"],
        ["in/3.txt", "in/4.txt", "in/5.txt"],
        ["in/6.txt"],
        ["z.jsonl"],
        ["z.jsonl"],
        ["z.jsonl"],
    ]
    assert [one.name for one in found.inputs] == [*(f"in/{n}.txt" for n in range(7)), "z.jsonl"]


def test_a_file_is_taken_once_and_named_below_what_all_share(tmp_path: Path) -> None:
    for name in ("a/one.txt", "b/two.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("Ada Brook said no.", encoding="utf-8")
    found = planned([tmp_path / "b/two.txt", tmp_path, str(tmp_path / "b" / "*.txt")], silent)
    assert [part.name for piece in found.pieces for part in piece] == ["b/two.txt", "a/one.txt"]


def test_compressed_lines_are_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    monkeypatch.setattr(plan, "PIECE", 10)
    for name in ("packed.jsonl.gz", "packed.jsonl"):
        (tmp_path / name).write_bytes(gzip.compress(b'{"text": "Ada Brook said no."}\n' * 50))
    parts = [part for piece in planned([tmp_path], silent).pieces for part in piece]
    assert [(part.name, part.lines) for part in parts] == [("packed.jsonl", None), ("packed.jsonl.gz", None)]


@pytest.mark.parametrize("source", ["-", "missing.jsonl", "empty", "no*.jsonl"])
def test_what_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadingError):
        planned([source], silent)


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    sizes = {"a.txt": 10, "b.txt": 20}
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b"x" * size)
    told: list[tuple[int, int]] = []
    planned([tmp_path], lambda done, total: told.append((done, total)))
    assert told == [(10, 30), (30, 30)]


def test_a_part_names_its_file() -> None:
    assert Part("/there/a.txt", "a.txt", 3).lines is None
