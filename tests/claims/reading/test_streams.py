from __future__ import annotations

import gzip
import io
import os
from pathlib import Path

import pytest
import zstandard

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading import ReadFailure, read
from claims.reading.streams import HEAD, capped, opened

WORDS = b"The council said on Monday that the bridge would stay closed.\n" * 3_000
PACK = {"gz": gzip.compress, "zst": zstandard.compress, "plain": bytes}


@pytest.mark.parametrize("pack", PACK)
def test_a_stream_is_given_whole_and_its_head_beside_it(pack: str) -> None:
    stream, head = opened(io.BytesIO(PACK[pack](WORDS)))
    assert head == WORDS[:HEAD]
    assert stream.read() == WORDS


@pytest.mark.parametrize("pack", ["gz", "zst"])
def test_cut_off_anywhere_is_an_error(pack: str) -> None:
    data = PACK[pack](WORDS)
    for length in range(3 if pack == "gz" else 5, len(data), max(1, len(data) // 50)):
        with pytest.raises(ReadingError, match="damaged or cut off"):
            stream, _ = opened(io.BytesIO(data[:length]))
            stream.read()


@pytest.mark.parametrize("pack", ["gz", "zst"])
def test_several_members_are_one_stream(pack: str) -> None:
    stream, _ = opened(io.BytesIO(PACK[pack](WORDS) + PACK[pack](b"") + PACK[pack](b"end")))
    assert stream.read() == WORDS + b"end"


@pytest.mark.parametrize("pack", ["gz", "zst"])
def test_a_bomb_is_refused_long_before_it_is_unpacked(tmp_path: Path, pack: str) -> None:
    bomb = b"".join([PACK[pack](b" " * 10_000_000)] * 300)  # three gigabytes
    (tmp_path / f"bomb.jsonl.{pack}").write_bytes(bomb)
    (failure,) = read(tmp_path / f"bomb.jsonl.{pack}", 1_000)
    assert isinstance(failure, ReadFailure)
    assert isinstance(failure.error, TooLarge)


@pytest.mark.parametrize("pack", ["gz", "zst"])
def test_the_cap_counts_unpacked_bytes(tmp_path: Path, pack: str) -> None:
    path = tmp_path / f"a.txt.{pack}"
    path.write_bytes(PACK[pack](b"x" * 101))
    assert [type(one.error) for one in read(path, 100) if isinstance(one, ReadFailure)] == [TooLarge]
    path.write_bytes(PACK[pack](b"x" * 100))
    assert [type(one) for one in read(path, 100)] == [Article]


def test_capped() -> None:
    assert capped(io.BytesIO(b"abc"), 3) == b"abc"
    with pytest.raises(TooLarge):
        capped(io.BytesIO(b"abcd"), 3)


def test_what_comes_before_the_damage_is_read(tmp_path: Path) -> None:
    lines = b"".join(b'{"id": "%d", "text": "The council said so %d."}\n' % (n, n) for n in range(9_000))
    data = gzip.compress(lines)
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    *articles, failure = read(tmp_path / "a.jsonl.gz")
    assert len(articles) > 2_000
    assert all(isinstance(one, Article) for one in articles)
    assert isinstance(failure, ReadFailure) and "damaged" in str(failure.error)


def test_a_line_of_a_pipe_is_read_before_the_next_is_written() -> None:
    lines = [b'{"id": "%d", "text": "The council said so."}\n' % number for number in range(3)]
    reader, writer = os.pipe()
    with open(reader, "rb") as given, open(writer, "wb", buffering=0) as giver:
        giver.write(lines[0])
        stream, head = opened(given)
        assert head == lines[0]
        for line in lines[1:]:
            assert stream.readline() == lines[lines.index(line) - 1]
            giver.write(line)
    assert stream is not given
