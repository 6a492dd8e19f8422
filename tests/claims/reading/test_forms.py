from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard

from claims.errors import ReadingError
from claims.models import Article
from claims.reading import ReadFailure, read
from claims.reading.forms import FORMS, Form, by_head, by_media, by_name, suffixes
from claims.reading.streams import COMPRESSED, HEAD

FIXTURES = Path(__file__).parents[3] / "fixtures" / "forms"
NAMES = sorted(
    path.name for path in FIXTURES.iterdir() if path.suffix != ".json" and path.name != "README.md"
)
EXPECTED = json.loads((FIXTURES / "expected.json").read_text("utf-8"))
SNIFFED = [name for name in NAMES if not name.endswith((".md", ".gz", ".zst"))]


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BufferedReader(OneWay(data))


class OneWay(io.RawIOBase):
    """A pipe: it can't be sought in, and gives a few bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self._rest = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._rest.read(min(len(buffer), 700))
        buffer[: len(piece)] = piece
        return len(piece)


def told(found: list[Article | ReadFailure]) -> list[object]:
    return [
        (one.id, one.text, one.title, one.date, one.furniture) if isinstance(one, Article) else "failure"
        for one in found
    ]


def table() -> str:
    """Return the table of fixtures/forms/README.md."""
    rows = [
        f"| {form.name} | {' '.join(f'`{suffix}`' for suffix in form.suffixes)} | "
        f"{' '.join(f'`{name}`' for name in NAMES if by_name(name) is form)} | {form.extra or ''} |"
        for form in FORMS
    ]
    return "\n".join(["| form | files | fixtures | extra |", "|---|---|---|---|", *rows]) + "\n"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_has_a_fixture(form: Form) -> None:
    assert [name for name in NAMES if by_name(name) is form]


@pytest.mark.parametrize("suffix", sorted(COMPRESSED))
def test_every_compression_has_a_fixture(suffix: str) -> None:
    assert [name for name in NAMES if name.endswith(suffix)]


def test_the_table_of_fixtures_is_true() -> None:
    assert table() in (FIXTURES / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_fixture(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FIXTURES)
    found = [*read(name, undeclared="und")]
    articles = [one for one in found if isinstance(one, Article)]
    assert articles
    assert {
        "articles": [
            {
                "name": one.name,
                "title": one.title,
                "outlet": one.outlet,
                "author": one.author,
                "date": one.date and one.date.isoformat(),
                "url": one.url,
                "language": one.language,
                "first": one.text.strip().split("\n")[0],
                "last": one.text.strip().split("\n")[-1],
                "furniture": [[piece.kind.value, one.text[slice(*piece.span)]] for piece in one.furniture],
            }
            for one in articles
        ],
        "failures": [str(one.error) for one in found if isinstance(one, ReadFailure)],
    } == EXPECTED[name]


@pytest.mark.parametrize("name", SNIFFED)
def test_standard_input_of_every_form(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (FIXTURES / name).read_bytes()
    assert by_head(data[:HEAD]) is by_name(name)
    expected = told([*read(FIXTURES / name)])
    for sent in (data, gzip.compress(data), zstandard.compress(data)):
        monkeypatch.setattr("sys.stdin", Stdin(sent))
        assert told([*read("-")]) == expected


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith((".gz", ".zst"))])
def test_compression_changes_nothing(name: str, tmp_path: Path) -> None:
    data = (FIXTURES / name).read_bytes()
    half = len(data) // 2
    expected = told([*read(FIXTURES / name)])
    for suffix, packed in {
        ".gz": gzip.compress(data[:half]) + gzip.compress(data[half:]),
        ".zst": zstandard.compress(data[:half]) + zstandard.compress(data[half:]),
    }.items():
        (tmp_path / f"{name}{suffix}").write_bytes(packed)
        assert told([*read(tmp_path / f"{name}{suffix}")]) == expected
        (tmp_path / name).write_bytes(packed)  # also under the name of what is in it
        assert told([*read(tmp_path / name)]) == expected


def test_a_name_tells_the_form_whatever_the_case() -> None:
    assert by_name("A.HTML.GZ") is by_name("a.html")
    assert by_name("a.gz") is by_name("a.png") is by_name("gz") is None
    assert by_media("text/plain") is None
    assert {".pdf", ".jsonl", ".eml"} <= {*suffixes()}


@pytest.mark.parametrize(
    "text",
    [
        "From the council came no word, the mayor said.",
        "From: the editor. Dear readers, the council said so.",
        "text, and more text: the council said so.",
        "WARSAW - the council said so.",
        "<b>Bold</b> claims were made.",
        "{curly} words, the council said.",
        "Subject: a poem\n\nThe council said so.",
    ],
)
def test_text_stays_text(text: str) -> None:
    assert by_head(text.encode()).name == "plain text"


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        ("report.pdf", "pypdf", "pdf"),
        ("articles.parquet", "pyarrow", "parquet"),
        ("crawl.warc", "fastwarc", "archives"),
        ("articles.jsonl.zst", "zstandard", "archives"),
    ],
)
def test_a_missing_library_is_told_with_the_command(
    name: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for loaded in [one for one in sys.modules if one == module or one.startswith(f"{module}.")]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    (failure,) = read(FIXTURES / name)
    assert isinstance(failure, ReadFailure)
    assert f"pip install 'claims-workbench[{extra}]'" in str(failure.error)


def test_libraries_are_loaded_where_they_are_used() -> None:
    heavy = ("pypdf", "pyarrow", "fastwarc", "zstandard", "feedparser", "urllib3", "trafilatura", "lxml")
    lines = str(FIXTURES / "articles.jsonl")
    code = f"import sys, claims.reading as r; [*r.read({lines!r})]; print({{*{heavy}}} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith((".txt", ".md"))])
def test_what_is_cut_off_is_an_error_and_no_crash(name: str, tmp_path: Path) -> None:
    data = (FIXTURES / name).read_bytes()
    for length in (0, 1, 10, len(data) // 3, len(data) // 2, len(data) - 20):
        (tmp_path / name).write_bytes(data[:length])
        for one in read(tmp_path / name):
            if isinstance(one, ReadFailure):
                assert isinstance(one.error, ReadingError)
                assert name in str(one.error)


def test_patterns(tmp_path: Path) -> None:
    for path in ("b/x.txt", "a/x.txt", "a/y.md", "c.txt", "[1].txt"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(f"The council said so in {path}.")

    def names(pattern: str) -> list[str]:
        found = read(f"{tmp_path}/{pattern}")
        return [one.text[23:-1] if isinstance(one, Article) else str(one.error) for one in found]

    assert names("**/*.txt") == ["[1].txt", "a/x.txt", "b/x.txt", "c.txt"]
    assert names("a/*") == ["a/x.txt", "a/y.md"]
    assert names("[1].txt") == ["[1].txt"]  # a file that is called so
    assert "no file is called so" in names("none*")[0]
