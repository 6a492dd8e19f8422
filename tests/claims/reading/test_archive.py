from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading.archive import read
from claims.reading.failure import ReadFailure
from claims.reading.input import Input

PAGE = (Path(__file__).parents[3] / "fixtures" / "pages" / "wordpress.html").read_bytes()
HTTP = "application/http; msgtype=response"


def record(
    body: bytes, kind: str = "response", media: str = HTTP, address: str = "https://h.example/1"
) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-03-01T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:6f7f5b2e-0000-4000-8000-000000000001>\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", media: str = "text/html", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode() + body


def of(*records: bytes, most: int = 100_000) -> list[Article | ReadFailure]:
    data = b"".join(records)
    return [*read(Input(io.BytesIO(data), data[:4096], "a.warc", "a.warc", most))]


def kinds(*records: bytes, most: int = 100_000) -> list[type]:
    return [type(one) for one in of(*records, most=most)]


def test_encodings_of_the_transfer_and_the_content_are_undone() -> None:
    chunked = (
        b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (PAGE[:99], PAGE[99:])) + b"0\r\n\r\n"
    )
    found = of(
        record(answer(PAGE)),
        record(answer(gzip.compress(PAGE), more="Content-Encoding: gzip\r\n")),
        record(answer(chunked, more="Transfer-Encoding: chunked\r\n")),
        record(answer(PAGE, media='Text/HTML; charset="utf-8"')),
    )
    assert len({one.text for one in found if isinstance(one, Article)}) == 1
    assert len(found) == 4


def test_the_charset_of_the_server_goes_first() -> None:
    page = "<html><body><article>" + "<p>Мост останется закрытым до лета, сказал совет.</p>" * 3
    (article,) = of(record(answer(page.encode("koi8-r"), media="text/html; charset=koi8-r")))
    assert isinstance(article, Article) and "Мост" in article.text


def test_the_date_of_the_crawl_is_no_date_of_publication() -> None:
    (article,) = of(record(b"The council said so.", "conversion", "text/plain"))
    assert isinstance(article, Article)
    assert (article.date, article.url, article.name) == (None, "https://h.example/1", "https://h.example/1")


def test_what_is_no_page_is_passed_over() -> None:
    assert kinds(
        record(answer(b"\x89PNG", media="image/png")),
        record(answer(PAGE, status="404 Not Found")),
        record(answer(b"", status="302 Found")),
        record(b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request"),
        record(answer(PAGE), "revisit"),
        record(b"{}", "metadata", "application/json"),
        record(answer(PAGE)),
    ) == [Article]


def test_a_bad_page_is_named_and_the_rest_is_read() -> None:
    found = of(
        record(answer(b"<html></html>"), address="https://h.example/none"),
        record(answer(b"x" * 2_000)),
        record(answer(gzip.compress(b"a" * 1_000_000), more="Content-Encoding: gzip\r\n")),
        record(answer(b"no", more="Content-Encoding: gzip\r\n")),
        record(answer(b"no", more="Content-Encoding: br\r\n")),
        record(b"The council said so.", "conversion", "text/plain"),
        most=1_500,
    )
    assert [type(one) for one in found] == [*[ReadFailure] * 5, Article]
    assert "record 1 (https://h.example/none)" in str(
        found[0].error if isinstance(found[0], ReadFailure) else ""
    )
    assert [isinstance(one.error, TooLarge) for one in found if isinstance(one, ReadFailure)][1:3] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n",
        record(answer(PAGE))[:300],
        b"hello",
    ],
)
def test_no_archive(data: bytes) -> None:
    try:
        found = of(data)
    except ReadingError:
        return
    assert all(isinstance(one, ReadFailure) for one in found)
