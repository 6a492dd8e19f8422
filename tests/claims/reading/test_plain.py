from __future__ import annotations

import datetime as dt

import pytest

from claims.errors import ReadingError
from claims.reading.plain import read

FRONT = """---
title: "Bridge: shut"
outlet: Lantern Post
date: 2026-03-04
url: https://l.example/1
author: M. Quill
"""


def test_front_matter_is_told_and_dropped_with_the_way_back() -> None:
    given = f"{FRONT}language: en-GB\n---\n\nThe bridge is shut.\n"
    article = read(given.encode(), "x")
    assert article.text == "The bridge is shut.\n"
    assert [given[article.given(offset)] for offset in range(len(article.text))] == list(article.text)
    assert (article.title, article.outlet, article.author) == ("Bridge: shut", "Lantern Post", "M. Quill")
    assert (article.date, article.url, article.language) == (
        dt.date(2026, 3, 4),
        "https://l.example/1",
        "en",
    )


def test_front_matter_with_carriage_returns_and_a_mark() -> None:
    given = f"\ufeff{FRONT}---\nThe bridge\nis shut.".replace("\n", "\r\n")
    article = read(given.encode(), "x")
    assert article.text == "The bridge\nis shut."
    assert article.title == "Bridge: shut"
    assert given[1:][article.given(11) :] == "is shut."


@pytest.mark.parametrize(
    "text",
    [
        "---\nThe bridge is shut.\n---\nSo it is.",
        "---\ntitle: never closed\n",
        "The bridge\n---\ntitle: x\n---\n",
    ],
)
def test_what_only_looks_like_front_matter_is_text(text: str) -> None:
    assert read(text.encode(), "x").text == text


@pytest.mark.parametrize(
    "body", ["title: [", "title: !!python/object/apply:os.system ['x']", "a: " + "[" * 3000, "a: &a [*a, *b]"]
)
def test_front_matter_that_is_no_plain_yaml_is_refused(body: str) -> None:
    with pytest.raises(ReadingError, match="front matter"):
        read(f"---\n{body}\n---\nThe bridge is shut.".encode(), "x")


def test_fields_of_another_type_are_passed_over() -> None:
    article = read(b"---\ntitle: [a, b]\nauthor: {x: y}\noutlet: 24\n---\nThe bridge is shut.", "x")
    assert (article.title, article.author, article.outlet) == (None, None, "24")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="empty"):
        read(data, "x")


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"\x1f\x8b\x08" + bytes(100), b"PK\x03\x04" + bytes(50)],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="binary"):
        read(data, "x")


def test_a_stray_control_character_is_no_binary_data() -> None:
    assert read(b"The bridge\x00 is shut.", "x").text == "The bridge\ufffd is shut."


def test_legacy_encodings() -> None:
    assert read("Die Brücke in Köln.".encode("latin-1"), "x").text == "Die Brücke in Köln."
    assert read("Die Brücke in Köln.".encode("utf-16"), "x").text == "Die Brücke in Köln."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\nBridge shut - Brandt\n\nThe bridge is shut.", "Bridge shut - Brandt"),
        ("Who  shut\u00a0the bridge?\r\n\r\nNobody knows.", "Who shut the bridge?"),
        ("The bridge is shut.\n\nSo it is.", None),
        ("By Jane Doe\n\nThe bridge is shut.", None),
        ("The bridge has been shut since\nMonday, the city said.", None),
        ("Bridge shut\n", None),
        ("x" * 300 + "\n\nThe bridge is shut.", None),
    ],
)
def test_a_first_line_that_looks_like_a_headline_is_the_title(text: str, title: str | None) -> None:
    assert read(text.encode(), "x").title == title


@pytest.mark.parametrize("given", [f"{FRONT}---\n", f"{FRONT}---\n \n\n"])
def test_front_matter_with_nothing_below_it(given: str) -> None:
    with pytest.raises(ReadingError, match="nothing to read"):
        read(given.encode(), "x")
