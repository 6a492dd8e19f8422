from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading import ReadFailure, TryLater, Web, peers, read
from claims.reading.fetching import AGENT

PAGES = Path(__file__).parents[3] / "fixtures" / "pages"
WORDPRESS = (PAGES / "wordpress.html").read_bytes()
MOST = 100_000
Site = Any  # the class stands in a conftest


def web(**options: Any) -> Web:
    return Web(**{"allow_private": True, "timeout": 2.0, "pause": 0.0, **options})


def refusal(address: str, kind: type[ReadingError] = ReadingError, **options: Any) -> str:
    with pytest.raises(kind) as told:
        web(**options).fetch(address, MOST)
    return str(told.value)


def test_a_page_by_its_address(site: Site) -> None:
    address = site.put("/story", WORDPRESS)
    (article,) = read(address, web=web())
    assert isinstance(article, Article)
    assert article.title == "Harwick council approves night bus after two-year dispute"
    assert article.name == address
    assert article.url == "https://harwickgazette.example/2026/02/night-bus-approved/"  # its own, canonical
    assert site.headers[-1]["user-agent"] == AGENT


def test_a_page_without_an_address_of_its_own_has_the_one_it_was_found_at(site: Site) -> None:
    prose = "<p>The council said on Monday that the bridge would stay closed until the summer.</p>"
    address = site.put("/plain", f"<html><body><article><h1>Bridge</h1>{prose * 3}</article></body></html>")
    (article,) = read(address, web=web())
    assert isinstance(article, Article)
    assert article.url == address


def test_text_and_lines_by_their_names_and_beginnings(site: Site) -> None:
    lines = b'{"id": "a", "text": "The council said so."}\n' * 2
    for address in (
        site.put("/a.jsonl", lines, media="application/octet-stream"),
        site.put("/b", lines, media="text/plain"),
        site.put("/c.jsonl.gz", gzip.compress(lines), media="application/gzip"),
    ):
        assert [one.name for one in read(address, web=web()) if isinstance(one, Article)] == ["a", "a"]


@pytest.mark.parametrize("private", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"])
def test_no_private_machine_unless_it_is_allowed(site: Site, private: str) -> None:
    port = site.address.rpartition(":")[2]
    told = refusal(f"http://{private}:{port}/", allow_private=False)
    assert "--allow-private" in told or "takes no connection" in told
    assert site.asked == []


def test_a_name_that_resolves_to_this_machine_the_second_time(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.address.rpartition(":")[2])
    answers = iter(["93.184.215.14", "127.0.0.1"])

    def resolve(host: str, *rest: Any, **named: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers, "127.0.0.1"), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert socket.getaddrinfo("news.example", port)[0][4][0] == "93.184.215.14"  # whoever looks first
    assert "127.0.0.1" in refusal(f"http://news.example:{port}/", allow_private=False)
    assert site.asked == []


def test_a_redirection_to_a_private_machine(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.put("/inside", WORDPRESS)
    start = site.put("/start", status=302, Location="/inside")
    # This machine counts as one of the internet until it has sent the caller on.
    monkeypatch.setattr(peers, "is_public", lambda peer: "/start" not in site.asked)
    assert "private network (127.0.0.1)" in refusal(start, allow_private=False)
    assert "/inside" not in site.asked


def test_redirections_are_followed_a_few_times(site: Site) -> None:
    for number in range(5):
        site.put(f"/{number}", status=301 + number % 2, Location=f"/{number + 1}")
    site.put("/5", WORDPRESS)
    fetched = web().fetch(f"{site.address}/0", MOST)
    assert fetched.address == f"{site.address}/5"
    site.put("/loop", status=302, Location="/loop")
    assert "elsewhere" in refusal(f"{site.address}/loop")
    assert site.asked.count("/loop") == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://h/x", "javascript:alert(1)", "http://h:99999/"])
def test_redirections_lead_to_the_web_only(site: Site, to: str) -> None:
    site.put("/start", status=302, Location=to)
    assert "address of the web" in refusal(f"{site.address}/start")


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "no such page"), (410, "no such page"), (403, "refuses"), (500, "later"), (204, "no such page")],
)
def test_what_a_status_means(site: Site, status: int, words: str) -> None:
    assert words in refusal(site.put("/x", status=status))


def test_a_busy_server_says_when(site: Site) -> None:
    with pytest.raises(TryLater) as told:
        web().fetch(site.put("/x", status=429, Retry_After="120"), MOST)
    assert told.value.seconds == 120
    assert "in 120 seconds" in str(told.value)
    with pytest.raises(TryLater) as told:
        web().fetch(site.put("/y", status=503, Retry_After="Fri, 31 Dec 2026 23:59:59 GMT"), MOST)
    assert told.value.seconds is None


def test_nothing_at_an_address(site: Site) -> None:
    assert "nothing" in refusal(site.put("/empty"))


def test_a_picture_is_no_article(site: Site) -> None:
    assert "image/png" in refusal(site.put("/p.png", b"\x89PNG", media="image/png"))


def test_larger_than_the_cap(site: Site) -> None:
    refusal(site.put("/big", b"x" * (MOST + 1)), TooLarge)
    fetched = web().fetch(site.put("/fits", b"x" * MOST), MOST)
    assert len(fetched.data) == MOST


def test_a_page_that_is_larger_than_it_can_be_is_not_read(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            sent.append(handler.wfile.write(b"<p>more</p>" * 5_000))

    sent: list[int] = []
    refusal(site.behave("/endless", endless), TooLarge, timeout=10.0)
    assert sum(sent) < 100 * MOST  # what the buffers between the two hold, not more


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(b"a" * 30_000_000)),
        ("gzip, gzip", gzip.compress(gzip.compress(b"a" * 30_000_000))),
        ("deflate", zlib.compress(b"a" * 30_000_000)),
    ],
)
def test_a_bomb(site: Site, encoding: str, data: bytes) -> None:
    refusal(site.put("/bomb", data, Content_Encoding=encoding), TooLarge)


def test_encodings_are_undone(site: Site) -> None:
    raw = zlib.compressobj(wbits=-15)
    for encoding, data in {
        "gzip": gzip.compress(WORDPRESS),
        "deflate": zlib.compress(WORDPRESS),
        "Deflate": raw.compress(WORDPRESS) + raw.flush(),
        "identity": WORDPRESS,
    }.items():
        fetched = web().fetch(site.put("/x", data, Content_Encoding=encoding), MOST)
        assert fetched.data == WORDPRESS
    assert "'br'" in refusal(site.put("/br", b"x", Content_Encoding="br"))
    assert "damaged" in refusal(site.put("/cut", gzip.compress(WORDPRESS)[:-9], Content_Encoding="gzip"))
    assert "damaged" in refusal(site.put("/not", b"no", Content_Encoding="deflate"))


def drip(piece: bytes, head: bytes = b"") -> Callable[[BaseHTTPRequestHandler], None]:
    def handle(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        for _ in range(200):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(0.02)

    return handle


@pytest.mark.parametrize(
    ("piece", "head"),
    [
        (b"x", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        (b"x", b"HTTP/1.1 200 OK\r\nX: "),
        (b"H", b""),
    ],
    ids=["body", "header", "status"],
)
def test_a_server_that_drips(site: Site, piece: bytes, head: bytes) -> None:
    begun = time.monotonic()
    told = refusal(site.behave("/drip", drip(piece, head)), timeout=0.3, ignore_robots=True)
    assert "within 0.3 seconds" in told
    assert time.monotonic() - begun < 2


def test_less_than_was_announced(site: Site) -> None:
    told = refusal(site.put("/short", b"<p>half", Content_Length="5000"), timeout=5.0)
    assert "try again" in told


def test_more_than_was_announced(site: Site) -> None:
    fetched = web().fetch(site.put("/long", b"x" * 500, Content_Length="20"), MOST)
    assert fetched.data == b"x" * 20


@pytest.mark.parametrize(
    "answer", [b"", b"hello\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300]
)
def test_what_is_no_answer(site: Site, answer: bytes) -> None:
    refusal(site.behave("/x", lambda handler: handler.wfile.write(answer)), ignore_robots=True)


def test_nobody_there() -> None:
    assert "no machine called" in refusal("http://nowhere.invalid/")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "takes no connection" in refusal(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    ("header", "encoded"),
    [
        ("text/html; charset=windows-1251", "cp1251"),
        ('text/html; charset="koi8-r"', "koi8-r"),
        ("text/html", "utf-8"),
    ],
)
def test_the_encoding_that_the_server_names_goes_first(site: Site, header: str, encoded: str) -> None:
    prose = "<p>Совет заявил в понедельник, что мост останется закрытым до лета.</p>"
    page = f"<html lang='ru'><head><meta charset='utf-8'></head><body><article>{prose * 3}</article>"
    (article,) = read(site.put("/ru", page.encode(encoded), media=header), web=web())
    assert isinstance(article, Article)
    assert "мост останется закрытым" in article.text


def test_a_wrong_encoding_does_no_harm(site: Site) -> None:
    for named in ("utf-8", "no-such", "idna", "utf-7", "iso-8859-1"):
        page = "<html><body><article>" + "<p>Über die Brücke sagte der Rat am Montag nichts.</p>" * 3
        (article,) = read(
            site.put("/x", page.encode("cp1252"), media=f"text/html; charset={named}"), web=web()
        )
        assert isinstance(article, Article)
        assert "Montag" in article.text


def test_what_is_unchanged(site: Site) -> None:
    def conditional(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers["If-None-Match"] == '"v1"' and handler.headers["If-Modified-Since"] == "Mon"
        handler.send_response(304 if known else 200)
        handler.send_header("ETag", '"v1"')
        handler.send_header("Last-Modified", "Mon")
        handler.end_headers()
        if not known:
            handler.wfile.write(b"words")

    address = site.behave("/feed", conditional)
    fetched = web().fetch(address, MOST)
    assert (fetched.etag, fetched.modified) == ('"v1"', "Mon")
    assert web().fetch_changed(address, MOST, etag=fetched.etag, modified=fetched.modified) is None
    assert web().fetch_changed(address, MOST, etag=None, modified=None) == fetched


def test_robots(site: Site) -> None:
    site.put("/robots.txt", f"User-agent: {AGENT}\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n")
    open_page, closed = site.put("/open", WORDPRESS), site.put("/private/x", WORDPRESS)
    fetcher = web()
    assert fetcher.fetch(open_page, MOST)
    with pytest.raises(ReadingError, match="--ignore-robots"):
        fetcher.fetch(closed, MOST)
    assert "/private/x" not in site.asked
    assert site.asked.count("/robots.txt") == 1
    assert web(ignore_robots=True).fetch(closed, MOST)


def test_robots_hold_for_where_a_redirection_leads(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\n")
    site.put("/private/x", WORDPRESS)
    assert "robots.txt" in refusal(site.put("/open", status=302, Location="/private/x"))
    assert "/private/x" not in site.asked


def test_a_site_that_can_not_say_is_left_alone(site: Site) -> None:
    page = site.put("/x", WORDPRESS)
    site.put("/robots.txt", status=500)
    assert "robots.txt can't be had" in refusal(page)
    site.put("/robots.txt", status=403)
    assert web().fetch(page, MOST)


def test_a_pause_between_requests_to_one_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    page = site.put("/x", WORDPRESS)
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    fetcher = web(pause=1.0)
    fetcher.fetch(page, MOST)
    assert [pause for pause in slept if pause > 0.1] == []
    fetcher.fetch(page, MOST)
    assert 6 < max(slept) <= 7


def test_a_failure_names_the_address(site: Site) -> None:
    address = f"{site.address}/none"
    (failure,) = read(address, web=web())
    assert isinstance(failure, ReadFailure)
    assert failure.source == address
    assert str(failure.error).startswith(address)


def test_files_fetch_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*args: object, **named: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", no)
    monkeypatch.setattr(socket, "getaddrinfo", no)
    for source in (PAGES, PAGES.parent / "forms", PAGES.parent / "articles"):
        assert [*read(source)]


def test_https_where_only_http_is_spoken(site: Site) -> None:
    assert "no secure connection" in refusal(
        site.put("/x", WORDPRESS).replace("http:", "https:"), timeout=10.0
    )


def test_unchanged_since_nothing(site: Site) -> None:
    address = site.put("/x", status=304)
    assert "304" in refusal(address)
    with pytest.raises(ReadingError, match="304"):
        web().fetch_changed(address, MOST, etag=None, modified=None)


@pytest.mark.parametrize(
    "address", ["http://", "http:///x", "https://h:port/", "http://[::1/", "http://a..b/", "http://\x00/"]
)
def test_what_is_no_address(address: str) -> None:
    assert address not in refusal(address)


def test_names_in_other_scripts_are_asked_for_as_the_net_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def resolve(host: str, *rest: Any, **named: Any) -> list[Any]:
        asked.append(host)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert "no machine called" in refusal(
        "http://User:secret@Brücke.example/straße?q=ä b#top", ignore_robots=True
    )
    assert asked == ["xn--brcke-lva.example"]
