from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.errors import ReadingError
from claims.models import Article
from claims.reading.page import read

PAGES = Path(__file__).parents[3] / "fixtures" / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
PROSE = "<p>The council said on Monday that the bridge would stay closed until summer, perhaps longer.</p>"


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def test_there_are_pages_each_with_its_expectation() -> None:
    assert len(NAMES) >= 8
    assert {path.stem for path in PAGES.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_saved_page(name: str) -> None:
    article = read((PAGES / f"{name}.html").read_bytes(), name)
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    paragraphs = article.text.split("\n\n")
    assert paragraphs[0] == article.title
    assert {
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "date": article.date and article.date.isoformat(),
        "url": article.url,
        "language": article.language,
        "paragraphs": len(paragraphs),
        "first": paragraphs[1],
        "last": paragraphs[-1],
        "furniture": [[piece.kind.value, article.text[slice(*piece.span)]] for piece in article.furniture],
    } == expected


@pytest.mark.parametrize("name", NAMES)
def test_reading_twice_gives_the_same(name: str) -> None:
    data = (PAGES / f"{name}.html").read_bytes()
    assert read(data, name) == read(data, name)


def test_line_breaks_lists_and_tables_keep_apart() -> None:
    article = read(
        page(
            f"<article><h1>Bridge shut</h1>{PROSE}<p>One line of it,<br>another line of it.</p>"
            "<ul><li>Trams run as before, the operator said.</li><li>Cyclists must use the ferry.</li></ul>"
            f"<table><tr><th>Year</th><th>Cars</th></tr><tr><td>2019</td><td>38,000</td></tr></table>{PROSE}"
            f"</article>",
            "<title>Bridge shut</title>",
        ),
        "x",
    )
    paragraphs = article.text.split("\n\n")
    assert "One line of it,\nanother line of it." in paragraphs
    assert "Trams run as before, the operator said." in paragraphs
    assert "Year | Cars" in paragraphs
    assert "2019 | 38,000" in paragraphs


def test_scripts_styles_and_comments_never_reach_the_text() -> None:
    hostile = f"<script>alert(1)</script><style>p{{}}</style><!-- secret --><article>{PROSE * 3}</article>"
    text = read(page(hostile), "x").text
    assert not any(word in text for word in ("alert", "secret", "p{}"))


def test_markup_written_out_in_the_words_stays_words() -> None:
    article = read(
        page(f"<article>{PROSE}<p>He wrote &lt;b&gt;[@click=x] and [/] on the wall, she said.</p></article>"),
        "x",
    )
    assert "He wrote <b>[@click=x] and [/] on the wall, she said." in article.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_addresses_of_the_web_are_kept(url: str) -> None:
    article = read(page(f"<article>{PROSE * 3}</article>", f"<link rel='canonical' href='{url}'>"), "x")
    assert article.url is None


def test_an_xml_declaration_and_a_declared_encoding() -> None:
    head = '<?xml version="1.0" encoding="cp1250"?><html lang="pl"><head><meta charset="windows-1250"></head>'
    prose = "<p>Prezydent Łukasz Żółć powiedział w poniedziałek, że most pozostanie zamknięty do lata.</p>"
    article = read(f"{head}<body><article>{prose * 3}</article></body></html>".encode("cp1250"), "x")
    assert "Łukasz Żółć" in article.text
    assert article.language == "pl"


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>",
        page("<div>" * 5000 + PROSE),
        b"<html>" + b"<meta " * 5000,
    ],
    ids=["empty", "menu", "deep", "unclosed"],
)
def test_pages_without_an_article_are_refused_or_read(data: bytes) -> None:
    try:
        article = read(data, "x")
    except ReadingError as problem:
        assert ".txt" in str(problem)
    else:
        assert isinstance(article, Article)
