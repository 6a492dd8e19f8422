from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import pytest

from claims.errors import TooLarge
from claims.models import Article
from claims.reading.failure import ReadFailure
from claims.reading.jsonlines import looks_like, read

GOOD = {"id": "one", "text": "The council said so."}


def of(*lines: Any, max_size: int = 10_000) -> list[Article | ReadFailure]:
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return [*read(io.BytesIO(data), "in.jsonl", max_size)]


def test_every_field_arrives() -> None:
    (article,) = of(
        {
            **GOOD,
            "outlet": "NPA",
            "date": "2026-03-10T14:00:00Z",
            "title": "Said",
            "url": "https://npa.example/1",
            "author": "Jane Doe",
            "language": "de-AT",
            "attributions": [],
        }
    )
    assert isinstance(article, Article)
    assert (article.name, article.text, article.outlet, article.title) == ("one", GOOD["text"], "NPA", "Said")
    assert (article.date, article.url) == (dt.date(2026, 3, 10), "https://npa.example/1")
    assert (article.author, article.language) == ("Jane Doe", "de")


def test_publisher_is_the_outlet_where_there_is_none() -> None:
    (article,) = of({**GOOD, "publisher": "NPA"})
    assert isinstance(article, Article)
    assert article.outlet == "NPA"


def test_a_bad_line_is_named_and_the_rest_is_read() -> None:
    found = of(
        GOOD, b"{broken", {"id": "x"}, [1], {"text": ""}, b"\xff{}", b"", {**GOOD, "id": 7}, b"[" * 5000
    )
    assert [one.name if isinstance(one, Article) else one.source for one in found] == [
        "one",
        *(f"in.jsonl:{number}" for number in (2, 3, 4, 5, 6)),
        "7",
        "in.jsonl:9",
    ]
    failures = [one for one in found if isinstance(one, ReadFailure)]
    assert all(f"line {one.source.partition(':')[2]}:" in str(one.error) for one in failures)


def test_a_line_above_the_cap_is_passed_over() -> None:
    found = of(GOOD, {"id": "big", "text": "x" * 500}, GOOD, max_size=100)
    assert [type(one) for one in found] == [Article, ReadFailure, Article]
    assert isinstance(found[1], ReadFailure)
    assert isinstance(found[1].error, TooLarge)
    assert "line 2" in str(found[1].error)


def test_a_line_of_exactly_the_cap_is_read() -> None:
    size = len(json.dumps(GOOD))
    assert [type(one) for one in of(GOOD, GOOD, max_size=size)] == [Article, Article]
    assert [type(one) for one in of(GOOD, GOOD, max_size=size - 1)] == [ReadFailure, ReadFailure]


def test_without_an_id_the_line_gives_the_name() -> None:
    assert [one.name for one in of({"text": "x"}, {"id": "", "text": "y"}) if isinstance(one, Article)] == [
        "in.jsonl:1",
        "in.jsonl:2",
    ]


def test_lone_surrogates_nul_and_carriage_returns() -> None:
    (article,) = of(b'{"id": "a\\ud800\\u0000", "text": "x\\r\\ny\\ud83d z\\u0000", "title": "t\\udc00\\nu"}')
    assert isinstance(article, Article)
    assert article.text == "x\ny\ufffd z\ufffd"
    assert article.given(2) == 3
    assert (article.name, article.title) == ("a\ufffd\ufffd", "t\ufffd u")


@pytest.mark.parametrize("date", ["soon", "", 17, None, "2026-13-40", ["2026"]])
def test_a_date_that_is_none_is_left_out(date: object) -> None:
    (article,) = of({**GOOD, "date": date})
    assert isinstance(article, Article)
    assert article.date is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"text": "x"}', True),
        (b'\xef\xbb\xbf{"text": "x"}', True),
        (b'{"id": "x"}', False),
        (b'"text"', False),
        (b"text", False),
        (b"[" * 100_000, False),
    ],
)
def test_looks_like(line: bytes, expected: bool) -> None:
    assert looks_like(line) is expected
