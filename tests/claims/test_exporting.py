"""Writing a file whole."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.errors import ClaimsError
from claims.exporting import write_whole


def test_a_file_is_replaced_when_all_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")

    def parts() -> Iterator[str]:
        yield "new\n"
        assert out.read_text() == "old"
        yield "é\r\n"

    write_whole(out, parts())
    assert out.read_bytes() == "new\né\r\n".encode()
    assert [*tmp_path.iterdir()] == [out]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_breaks_off_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")

    def parts() -> Iterator[str]:
        yield "new" * 100_000
        raise error

    with pytest.raises(error):
        write_whole(out, parts())
    assert out.read_text() == "old"
    assert [*tmp_path.iterdir()] == [out]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_permissions_are_those_of_the_old_file_or_of_any_new_one(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_whole(tmp_path / "new", ["x"])
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode
    (tmp_path / "shared").touch()
    (tmp_path / "shared").chmod(0o664)
    write_whole(tmp_path / "shared", ["x"])
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o664


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_a_link_stays_one_and_a_pipe_gets_the_words(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder" / "real")
    write_whole(tmp_path / "link", ["x"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "real").read_text() == "x"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    write_whole(pipe, ["a", "b"])
    reader.join(10)
    assert got == ["ab"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_place_that_takes_no_file(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none" / "out"):
        with pytest.raises(ClaimsError, match="can't be written"):
            write_whole(place, ["x"])
