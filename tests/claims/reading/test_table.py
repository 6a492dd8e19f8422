from __future__ import annotations

import codecs
import io

import pytest

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading.columns import NAMES, columns
from claims.reading.failure import ReadFailure
from claims.reading.input import Input
from claims.reading.table import looks_like, read

ROW = "Title,Text\nBridge,The council said so.\n"


def of(data: bytes | str, most: int = 10_000) -> list[Article | ReadFailure]:
    data = data.encode() if isinstance(data, str) else data
    return [*read(Input(io.BytesIO(data), data[:4096], "a.csv", "in/a.csv", most))]


def texts(data: bytes | str) -> list[str]:
    return [one.text if isinstance(one, Article) else str(one.error) for one in of(data)]


@pytest.mark.parametrize("field", NAMES)
def test_columns_are_known_by_several_names(field: str) -> None:
    for name in NAMES[field]:
        for written in (
            name,
            name.title(),
            name.upper().replace(" ", "_"),
            name.replace(" ", "-"),
            f" {name} ",
        ):
            assert columns(["x", written]) == {field: 1}


def test_of_several_columns_the_surest_name_and_the_first() -> None:
    assert columns(["content", "text", "text", "Source", "publisher"]) == {"text": 1, "outlet": 4}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    (article,) = of(ROW.replace(",", delimiter))
    assert isinstance(article, Article)
    assert (article.title, article.text, article.name) == ("Bridge", "The council said so.", "a.csv:2")


@pytest.mark.parametrize(
    "encoded",
    [
        codecs.BOM_UTF8 + ROW.replace("Bridge", "Brücke").encode(),
        ROW.replace("Bridge", "Brücke").encode("utf-16"),
        ROW.replace("Bridge", "Brücke").encode("cp1252"),
    ],
    ids=["utf-8 with mark", "utf-16", "cp1252"],
)
def test_encodings(encoded: bytes) -> None:
    (article,) = of(encoded)
    assert isinstance(article, Article)
    assert article.title == "Brücke"


def test_a_character_cut_by_the_end_of_the_head_is_no_other_encoding() -> None:
    for padding in range(4):
        row = "id,text\n" + "a" * (4090 + padding) + ",Brücke ü ü ü ü zu.\n"
        assert texts(row) == ["Brücke ü ü ü ü zu."]


def test_line_breaks_and_quotes_within_a_cell() -> None:
    assert texts('id,text\n1,"One.\nTwo, ""three"".\n"\n2,Four.\n') == ['One.\nTwo, "three".\n', "Four."]


def test_bad_rows_are_named_and_the_rest_is_read() -> None:
    found = of('id,text\n1,\n\n2,"x\ny"\n3\n4,Good.\n')
    assert [one.text if isinstance(one, Article) else one.source for one in found] == [
        "in/a.csv, line 2",
        "x\ny",
        "in/a.csv, line 6",
        "Good.",
    ]


@pytest.mark.parametrize("data", ["", "a,b\n1,2\n", "text\x00,b\n"])
def test_without_a_column_for_the_text(data: str) -> None:
    with pytest.raises(ReadingError, match="no column with the text"):
        of(data)


def test_a_row_above_the_cap_ends_it() -> None:
    for body in ("x" * 500, '"' + "x\n" * 300):
        with pytest.raises(TooLarge):
            of(f"id,text\n1,{body}\n", most=300)
    assert len(of("id,text\n" + "1,good enough\n" * 100, most=300)) == 100


def test_cells_are_as_long_as_the_cap_allows() -> None:
    (article,) = of("id,text\n1," + "x" * 200_000, most=300_000)
    assert isinstance(article, Article)
    assert len(article.text) == 200_000


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"id,text\n", True), (b"Headline;Content;Date\r\n", True), (b'"id","full text"\n', True),
        (b"text\n", False), (b"The council, said so.\n", False), (b"", False), (b'"id,text', False),
    ],
)  # fmt: skip
def test_looks_like(head: bytes, expected: bool) -> None:
    assert looks_like(head) is expected
