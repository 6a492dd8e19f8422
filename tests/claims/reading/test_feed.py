from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims.errors import ReadingError
from claims.models import Article
from claims.reading import ReadFailure, Web, feed, read
from claims.reading.feed import WHOLE, entries
from claims.reading.input import Input

FORMS = Path(__file__).parents[3] / "fixtures" / "forms"
PAGES = FORMS.parent / "pages"
PROSE = "<p>The council said on Monday that the bridge would stay closed until the summer.</p>"
Site = Any


def rss(*items: str, above: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{above}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>The Herald</title>{''.join(items)}</channel></rss>"
    ).encode()


def item(number: int, body: str = "") -> str:
    return f"<item><title>Item {number}</title><link>https://h.example/{number}</link><guid>{number}</guid>{body}</item>"


def of(data: bytes, follow: Any = None) -> list[Article | ReadFailure]:
    given = Input(io.BytesIO(data), data, "feed.rss", "feed.rss", 1_000_000, follow=follow)
    return [*feed.read(given)]


def test_what_a_feed_only_announces_is_read_from_its_page() -> None:
    asked: list[str] = []

    def follow(address: str) -> Iterator[Article | ReadFailure]:
        asked.append(address)
        yield from read(PAGES / "press-release.html")

    whole = item(1, f"<content:encoded><![CDATA[{PROSE * 3}]]></content:encoded>")
    found = of(rss(whole, item(2, "<description>In short.</description>")), follow)
    assert asked == ["https://h.example/2"]
    assert [one.title for one in found if isinstance(one, Article)] == [
        "Item 1",
        "Ministry of Health orders recall of Novacal tablets",
    ]


def test_a_page_that_says_little_of_itself_has_the_rest_from_the_feed() -> None:
    def follow(address: str) -> Iterator[Article | ReadFailure]:
        for one in read(FORMS / "notice.md", undeclared="und"):
            assert isinstance(one, Article)
            yield one.model_copy(update={"outlet": "Calden"})

    body = "<pubDate>Tue, 10 Mar 2026 23:30:00 -0500</pubDate><author>Jo Doe</author>"
    (article,) = of(
        rss(
            item(1, body),
        ),
        follow,
    )
    assert isinstance(article, Article)
    assert (article.outlet, article.author, str(article.date)) == ("Calden", "Jo Doe", "2026-03-10")
    assert article.url == "https://h.example/1"


def test_without_a_feed_address_nothing_is_followed() -> None:
    (failure,) = of(rss(item(1, "<description>In short.</description>")))
    assert isinstance(failure, ReadFailure)
    assert "entry 1 (https://h.example/1)" in str(failure.error)


@pytest.mark.parametrize("tail", ["", "…", "[...]", "&lt;p&gt;and so on [&amp;#8230;]&lt;/p&gt;"])
def test_a_long_description_is_the_article_unless_it_is_cut(tail: str) -> None:
    words = "The council said so. " * (WHOLE // 20)
    (entry,) = entries(rss(item(1, f"<description>{words}{tail}</description>")))
    assert (entry.markup is None) is bool(tail)


def test_entities_of_its_own_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("swordfish")
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 100}">' for n in range(1, 9))
    above = f'<!DOCTYPE rss [<!ENTITY e0 "lol">{bomb}<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    found = entries(rss(item(1, f"<description>&e8; &x; {PROSE}</description>"), above=above))
    told = "".join(str(one) for one in found)
    assert len(told) < 10_000
    assert "swordfish" not in told


def test_no_markup_of_an_entry_reaches_the_text() -> None:
    hostile = f"<![CDATA[<script>alert(1)</script><img src=x onerror=alert(1)>{PROSE * 3}]]>"
    (article,) = of(rss(item(1, f"<content:encoded>{hostile}</content:encoded>")))
    assert isinstance(article, Article)
    assert "alert" not in article.text and "<" not in article.text


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_only_links_of_the_web_are_followed(link: str) -> None:
    (found,) = of(rss(f"<item><title>x</title><link>{link}</link></item>"), lambda address: 1 / 0)
    assert isinstance(found, ReadFailure)


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"hello", b"<rss", b"\xff\xfe\x00", b"<?xml version='1.0'?><a/>"]
)
def test_what_is_no_feed(data: bytes) -> None:
    with pytest.raises(ReadingError):
        entries(data)


def test_a_feed_by_its_address_with_the_pages_it_links_to(site: Site) -> None:
    site.put("/story", (PAGES / "wordpress.html").read_bytes())
    items = [
        item(1).replace("https://h.example/1", "/story"),
        item(2).replace("https://h.example/2", "/none"),
    ]
    site.put("/feed", rss(*items), media="application/xml")
    article, failure = read(f"{site.address}/feed", web=Web(allow_private=True, pause=0.0))
    assert isinstance(article, Article) and article.author == "Tessa Moorland"
    assert isinstance(failure, ReadFailure) and "no such page" in str(failure.error)


def test_a_feed_that_links_to_itself_ends(site: Site) -> None:
    site.put("/feed", rss(item(1).replace("https://h.example/1", "/feed")), media="application/rss+xml")
    found = [*read(f"{site.address}/feed", web=Web(allow_private=True, pause=0.0))]
    assert [type(one) for one in found] == [ReadFailure]
    assert site.asked.count("/feed") == 2
