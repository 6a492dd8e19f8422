"""No export of hostile articles does anything where it is opened."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser
from markdown_it import MarkdownIt

from claims.export.csv import FORMULA

CONTROLS = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
INERT = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "article",
    "h1", "h2", "h3", "h4", "p", "span", "div", "strong", "em", "b", "i", "small", "code",
    "blockquote", "q", "cite", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr",
    "th", "td", "caption", "mark", "time", "nav", "hr", "br", "details", "summary", "a", "aside",
    "figure", "figcaption", "svg", "path", "button", "label", "input", "colgroup", "col",
}  # fmt: skip


@pytest.fixture
def exported(hostile: Path, run: Any) -> Any:
    def export(to: str) -> str:
        done = run("export", "--to", to, "--status", "unverifiable", "--db", hostile)
        assert done.code == 0, done.err
        assert "SENTINEL" in done.out
        return str(done.out)

    return export


def test_no_cell_is_a_formula(exported: Any) -> None:
    rows = list(csv.reader(io.StringIO(exported("csv"))))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows[1:] for cell in row if cell]
    assert any(cell.startswith("'=") for cell in cells)
    for cell in cells:
        assert cell.lstrip(" \u00a0")[:1] not in FORMULA
        assert not {unicodedata.category(one) for one in cell if one != "\n"} & CONTROLS


def test_markdown_has_no_link_picture_or_html(exported: Any) -> None:
    text = exported("markdown")
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in [*tokens, *inline]}
    assert not kinds & {
        "link_open", "image", "html_inline", "html_block", "code_inline", "code_block", "fence", "s_open",
        "em_open", "strong_open", "table_open", "hr",
    }  # fmt: skip
    assert {"heading_open", "blockquote_open"} <= kinds
    shown = "".join(child.content for child in inline)
    assert "<script>alert('SENTINEL')</script>" in shown
    assert "![x](http://evil.example/x.png)" in shown
    assert not {unicodedata.category(one) for one in text if one != "\n"} & CONTROLS


def test_html_has_no_script_and_loads_nothing(exported: Any) -> None:
    text = exported("html")
    page = parser.document_fromstring(text)
    elements = list(page.iter(parser.etree.Element))
    assert {element.tag for element in elements} <= INERT
    for element in elements:
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"src", "srcset", "action", "formaction", "background", "ping", "data"}
            if name == "href":
                assert value.startswith(("#", "http://", "https://")), value
            if name == "http-equiv":
                assert value.lower() == "content-security-policy"
    words = page.text_content()
    assert "<script>alert('SENTINEL')</script>" in words
    styles = "".join(style.text or "" for style in page.iter("style"))
    assert "SENTINEL" not in styles
    assert "url(" not in styles
    assert not {unicodedata.category(one) for one in text if one not in "\n\t"} & CONTROLS


@pytest.mark.parametrize("to", ["jsonl", "workbench", "annotations"])
def test_json_is_json(exported: Any, to: str) -> None:
    text = exported(to)
    try:
        read = [json.loads(text)]
    except ValueError:
        read = [json.loads(line) for line in text.split("\n") if line]
    assert read
    assert not any(unicodedata.category(one) == "Cc" for one in text if one != "\n")


def test_an_sqlite_export_holds_it_as_data(hostile: Path, tmp_path: Path, run: Any) -> None:
    path = tmp_path / "out.sqlite"
    done = run("export", "--to", "sqlite", "--status", "unverifiable", "-o", path, "--db", hostile)
    assert done.code == 0, done.err
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT type FROM sqlite_schema")}
    assert kinds <= {"table", "index", "view"}


def test_nothing_of_an_article_becomes_a_path(hostile: Path, tmp_path: Path, run: Any) -> None:
    folder = tmp_path / "deep" / "out"
    folder.parent.mkdir()
    done = run(
        "export", "--to", "csv", "--to", "jsonl", "--status", "unverifiable", "-o", folder, "--db", hostile
    )
    assert done.code == 0, done.err
    names = {str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*") if one.is_file()}
    assert names
    assert all(name.startswith("deep/out/") and ".." not in name for name in names)
    assert all(name.isascii() and name.count("/") == 2 for name in names)
