from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.errors import ReadingError
from claims.models import Article
from claims.reading import read as whole
from claims.reading.page import read

PAGES = Path(__file__).parents[3] / "fixtures" / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
PROSE = "<p>The council said on Monday that the bridge would stay closed until summer, perhaps longer.</p>"


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def test_there_are_pages_each_with_its_expectation() -> None:
    assert len(NAMES) >= 15
    assert {path.stem for path in PAGES.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_saved_page(name: str) -> None:
    data = (PAGES / f"{name}.html").read_bytes()
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    if "refused" in expected:
        with pytest.raises(ReadingError) as told:
            read(data, name)
        assert str(told.value) == expected["refused"]
        return
    article = read(data, name)
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
    assert repr([*whole(PAGES / f"{name}.html")]) == repr([*whole(PAGES / f"{name}.html")])


def test_a_note_on_what_was_wrong_stays_in_the_text() -> None:
    note = "An earlier version of this article said that the bridge was open."
    for tag in ("aside class='article-correction'", "footer class='corrections'", "div class='editors-note'"):
        article = read(page(f"<article><h1>Bridge</h1>{PROSE * 3}<{tag}><p>{note}</p></article>"), "x")
        assert [(one.kind.value, article.text[slice(*one.span)]) for one in article.furniture] == [
            ("correction", note)
        ]


def test_a_page_that_asks_for_consent_is_no_article() -> None:
    asking = (
        "<p>We and our partners use cookies.</p><p>Accept all, or go without tracking.</p><p>It is 3.99.</p>"
    )
    with pytest.raises(ReadingError, match="consent"):
        read(page(f"<main>{asking * 2}</main>"), "x")
    dated = "<meta property='article:published_time' content='2026-03-03'>"
    assert read(page(f"<article>{asking * 2}</article>", dated), "x").text  # an article about them


def test_an_address_and_a_charset_from_outside() -> None:
    data = (
        page(f"<article><h1>Bridge</h1>{PROSE * 3}<p>Über Łódź.</p></article>")
        .decode()
        .encode("iso-8859-2", "replace")
    )
    article = read(data, "x", address="https://www.npa.example/1", charset="iso-8859-2")
    assert (article.url, article.outlet) == ("https://www.npa.example/1", "www.npa.example")
    assert "Łódź" in article.text


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
