from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.errors import ClaimsError
from claims.writing import fill, folder, write_whole


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
def test_permissions_are_those_of_the_old_file_or_the_users_own(tmp_path: Path) -> None:
    write_whole(tmp_path / "new", ["x"])
    write_whole(tmp_path / "made", lambda path: path.touch(0o666))
    with folder(tmp_path / "folder") as place:
        fill(place / "file", ["x"])
    for new, mode in (("new", 0o600), ("made", 0o600), ("folder", 0o700), ("folder/file", 0o600)):
        assert stat.S_IMODE((tmp_path / new).stat().st_mode) == mode
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


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with folder(out) as place:
        (place / "a").write_text("1")
        assert not out.exists()
    assert (out / "a").read_text() == "1"
    with pytest.raises(ValueError, match="broken"), folder(out, ["a"]) as place:
        (place / "a").write_text("2")
        raise ValueError("broken")
    assert (out / "a").read_text() == "1"
    with folder(out, ["a"]) as place:
        (place / "b").write_text("3")
    assert [path.name for path in out.iterdir()] == ["b"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine").write_text("mine")
    with pytest.raises(ClaimsError, match="something else"), folder(out, ["a"]):
        pytest.fail("nothing is to be made")
    with pytest.raises(ClaimsError, match="something else"), folder(out / "mine"):
        pytest.fail("nothing is to be made")
    assert (out / "mine").read_text() == "mine"
