from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading import ReadFailure, read

PROSE = "The council said on Monday that the bridge would stay closed until the summer."
LINE = '{"id": "one", "text": "The council said so."}\n'


def names(source: str | Path) -> list[str]:
    return [found.name if isinstance(found, Article) else found.source for found in read(source)]


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BufferedReader(io.BytesIO(data))


def test_a_folder_is_read_in_order_without_what_is_hidden_or_unknown(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TXT", ".hidden.txt", ".git/d.txt", "image.png", "notes"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PROSE)
    assert names(tmp_path) == ["a.md", "b.txt", "c.TXT"]
    assert names(str(tmp_path)) == names(tmp_path)


def test_a_named_file_of_unknown_suffix_is_text(tmp_path: Path) -> None:
    (tmp_path / "story.news").write_text(PROSE)
    assert names(tmp_path / "story.news") == ["story.news"]


def test_a_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)))
    (tmp_path / "c.txt").write_text(PROSE)
    found = [*read(tmp_path)]
    assert [type(one) for one in found] == [ReadFailure, ReadFailure, Article]
    assert "empty" in str(found[0].error) and "a.txt" in str(found[0].error)
    assert "binary" in str(found[1].error)


def test_a_folder_without_articles_says_what_it_looked_for(tmp_path: Path, failure) -> None:
    assert ".jsonl" in str(failure(tmp_path).error)


def test_a_missing_file_is_a_failure(tmp_path: Path, failure) -> None:
    problem = failure(tmp_path / "none.txt")
    assert problem.source == str(tmp_path / "none.txt")
    assert "none.txt" in str(problem.error)


def test_a_name_that_is_too_long_is_a_failure(failure) -> None:
    assert "too long" in str(failure("x" * 5_000).error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads what its owner cannot")
def test_a_file_that_may_not_be_read_is_a_failure(tmp_path: Path, failure) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "a.txt").chmod(0)
    assert "permission" in str(failure(tmp_path / "a.txt").error).lower()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_the_size_cap_counts_bytes(tmp_path: Path, failure, name: str) -> None:
    (tmp_path / name).write_text("x" * 101)
    assert isinstance(failure(tmp_path / name, 100).error, TooLarge)
    (tmp_path / name).write_text("x" * 100)
    assert [
        one for one in read(tmp_path / name, 100) if isinstance(one, ReadFailure)
    ] == [] or name == "a.html"


def test_a_link_that_leads_back_up_does_not_loop(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (LINE.encode() * 2, ["one", "one"]),
        (b"\n\n\xef\xbb\xbf" + LINE.encode(), ["one"]),
        (PROSE.encode(), ["-"]),
        (b"{curly} words are text too", ["-"]),
        (b"<!DOCTYPE html><html><body><article>" + f"<p>{PROSE}</p>".encode() * 3, ["-"]),
        (PROSE.encode("utf-16"), ["-"]),
    ],
    ids=["json lines", "after blank lines", "text", "braces", "page", "utf-16"],
)
def test_standard_input_tells_its_form(
    monkeypatch: pytest.MonkeyPatch, data: bytes, expected: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(data))
    found = [*read("-")]
    assert [one.name for one in found if isinstance(one, Article)] == expected
    assert not any("<" in one.text for one in found if isinstance(one, Article))


def test_blank_lines_above_count_in_offsets_and_line_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(b"\n \n" + PROSE.encode()))
    assert [one.text for one in read("-") if isinstance(one, Article)] == ["\n \n" + PROSE]
    monkeypatch.setattr("sys.stdin", Stdin(b"\n \n" + LINE.encode() + b"{\n"))
    assert [one.source for one in read("-") if isinstance(one, ReadFailure)] == ["-:4"]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\x00\x01\x02" * 50])
def test_standard_input_with_nothing_to_read(monkeypatch: pytest.MonkeyPatch, data: bytes, failure) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(data))
    assert "standard input" in str(failure("-").error)


def test_standard_input_above_the_cap(monkeypatch: pytest.MonkeyPatch, failure) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(b"x" * 101))
    assert isinstance(failure("-", 100).error, TooLarge)


def test_every_error_is_one_a_person_may_see(tmp_path: Path) -> None:
    for number, data in enumerate([b"", b"\x00" * 100, b"---\ntitle: [\n---\nx", b"\xff\xfe"]):
        path = tmp_path / f"{number}.md"
        path.write_bytes(data)
        (found,) = read(path)
        assert isinstance(found, ReadFailure)
        assert isinstance(found.error, ReadingError)
        assert path.name in str(found.error)


def test_an_undeclared_language_is_what_the_caller_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "b.txt").write_text(f"---\nlanguage: de-AT\n---\n\n{PROSE}")
    (tmp_path / "c.jsonl").write_text(LINE)
    (tmp_path / "d.html").write_text(f"<html><body><article><h1>Bridge</h1><p>{PROSE}</p></article>")

    def languages(*undeclared: str) -> list[str]:
        found = read(tmp_path, 10_000, *undeclared)
        return [one.language for one in found if isinstance(one, Article)]

    assert languages() == ["en", "de", "en", "en"]
    assert languages("und") == ["und", "de", "und", "und"]
