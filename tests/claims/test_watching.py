from __future__ import annotations

from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from claims.errors import ConfigError, ReadingError
from claims.finding import Web
from claims.models import Article
from claims.store import Store
from claims.watching import MOST_TRIES, Feed, Outcome, interval, load, watch

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
PAGE = (PAGES / "wordpress.html").read_bytes()
PROSE = "<p>The council said on Monday that the bridge would stay closed until the summer.</p>" * 3
Site = Any


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store.sqlite") as opened:
        yield opened


def item(number: int, path: str = "", body: str = "") -> str:
    whole = f"<content:encoded><![CDATA[{body}]]></content:encoded>" if body else ""
    return f"<item><title>Item {number}</title><guid>g{number}</guid><link>{path}</link>{whole}</item>"


def rss(*items: str) -> bytes:
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return f"{head}<title>The Herald</title>{''.join(items)}</channel></rss>".encode()


class Round:
    """Polls feeds once, and keeps what was added."""

    def __init__(self, store: Store) -> None:
        self.memory = store.feeds
        self.added: list[Article] = []

    def __call__(self, *feeds: Feed) -> list[Outcome]:
        return [*watch(feeds, self.memory, self.added.append, Web(allow_private=True, pause=0.0))]


def counts(outcomes: Sequence[Outcome]) -> list[tuple[int, int, int]]:
    return [(len(one.new), one.known, len(one.failures)) for one in outcomes]


def test_a_second_poll_adds_nothing(site: Site, store: Store) -> None:
    site.put("/story", PAGE)
    feed = Feed(
        url=site.put("/feed", rss(item(2, "/story"), item(1, "/one", PROSE)), media="application/rss+xml")
    )
    poll = Round(store)
    assert counts(poll(feed)) == [(2, 0, 0)]
    assert [one.title for one in poll.added] == [
        "Item 1",
        "Harwick council approves night bus after two-year dispute",
    ]
    assert counts(poll(feed)) == [(0, 2, 0)]
    assert site.asked.count("/story") == 1
    site.put(
        "/feed",
        rss(item(3, "/three", PROSE.replace("bridge", "tunnel")), item(2, "/story")),
        media="application/rss+xml",
    )
    assert counts(poll(feed)) == [(1, 1, 0)]
    assert len(poll.added) == 3


def test_what_was_seen_is_remembered_by_the_store(site: Site, tmp_path: Path) -> None:
    feed = Feed(url=site.put("/feed", rss(item(1, "/one", PROSE))))
    with Store.open(tmp_path / "a.sqlite") as store:
        assert counts(Round(store)(feed)) == [(1, 0, 0)]
    with Store.open(tmp_path / "a.sqlite") as store:
        assert counts(Round(store)(feed)) == [(0, 1, 0)]


def test_an_unchanged_feed_is_not_sent_again(site: Site, store: Store) -> None:
    def conditional(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers["If-None-Match"] == '"v1"'
        handler.send_response(304 if known else 200)
        handler.send_header("ETag", '"v1"')
        handler.end_headers()
        if not known:
            handler.wfile.write(rss(item(1, "/one", PROSE)))

    feed = Feed(url=site.behave("/feed", conditional))
    poll = Round(store)
    assert [one.unchanged for one in (*poll(feed), *poll(feed))] == [False, True]


def test_a_bad_feed_does_not_stop_the_others(site: Site, store: Store) -> None:
    feeds = [
        Feed(url=f"{site.address}/none"),
        Feed(url=site.put("/page", "<html>no feed")),
        Feed(url=site.put("/feed", rss(item(1, "/one", PROSE)))),
    ]
    outcomes = Round(store)(*feeds)
    assert counts(outcomes) == [(0, 0, 1), (0, 0, 1), (1, 0, 0)]
    assert all(isinstance(one.error, ReadingError) for outcome in outcomes for one in outcome.failures)


def test_what_can_not_be_read_is_tried_a_few_times(site: Site, store: Store) -> None:
    site.put("/feed", rss(item(1, "/none"), item(2, "/two", PROSE)), ETag='"v1"')
    feed = Feed(url=f"{site.address}/feed")
    poll = Round(store)
    for number in range(MOST_TRIES):
        assert counts(poll(feed)) == [(0 if number else 1, 1 if number else 0, 1)]
        assert "if-none-match" not in site.headers[-1]
    assert counts(poll(feed)) == [(0, 2, 0)]
    assert site.asked.count("/none") == MOST_TRIES
    poll(feed)
    assert site.headers[-1]["if-none-match"] == '"v1"'


def test_what_could_not_be_read_and_then_can_is_added(site: Site, store: Store) -> None:
    feed = Feed(url=site.put("/feed", rss(item(1, "/late"))))
    poll = Round(store)
    assert counts(poll(feed)) == [(0, 0, 1)]
    site.put("/late", PAGE)
    assert counts(poll(feed)) == [(1, 0, 0)]
    assert counts(poll(feed)) == [(0, 1, 0)]


def test_a_busy_server_is_left_alone(site: Site, store: Store) -> None:
    site.put("/busy", status=503, Retry_After="120")
    feed = Feed(url=site.put("/feed", rss(item(2, "/two", PROSE), item(1, "/busy"))))
    poll = Round(store)
    (outcome,) = poll(feed)
    assert (len(outcome.new), outcome.wait) == (0, 120)
    for _ in range(MOST_TRIES + 1):  # it does not count as a try
        poll(feed)
    site.put("/busy", PAGE)
    assert counts(poll(feed)) == [(2, 0, 0)]


def test_outlet_and_language_of_the_file_go_first(site: Site, store: Store) -> None:
    feed = Feed(url=site.put("/feed", rss(item(1, "/one", PROSE))), outlet="Tagblatt", language="de-AT")
    poll = Round(store)
    poll(feed)
    (article,) = poll.added
    assert (article.outlet, article.language) == ("Tagblatt", "de")


def test_again_and_again(site: Site, store: Store) -> None:
    often = Feed(url=site.put("/feed", rss(item(1, "/one", PROSE))))
    busy = Feed(url=site.put("/busy", status=429, Retry_After="1800"))
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    polls = watch(
        [often, busy], store.feeds, lambda article: None, Web(allow_private=True, pause=0.0),
        every=900.0, sleep=sleep, clock=lambda: now,
    )  # fmt: skip
    seen = [(now, next(polls).feed) for _ in range(6)]
    assert [feed for _, feed in seen] == [often, busy, often, often, busy, often]
    assert now == 2700


def test_broken_off_what_was_added_is_remembered(site: Site, store: Store) -> None:
    feed = Feed(
        url=site.put("/feed", rss(item(2, "/two", PROSE.replace("bridge", "dam")), item(1, "/one", PROSE)))
    )
    added: list[Article] = []

    def add(article: Article) -> None:
        if added:
            raise KeyboardInterrupt
        added.append(article)

    with pytest.raises(KeyboardInterrupt):
        list(watch([feed], store.feeds, add, Web(allow_private=True, pause=0.0)))
    poll = Round(store)
    assert counts(poll(feed)) == [(1, 1, 0)]
    assert [one.title for one in poll.added] == ["Item 2"]


@pytest.mark.parametrize(("words", "seconds"), [("15m", 900), ("2h", 7200), ("1d", 86_400), (" 90 S ", 90)])
def test_interval(words: str, seconds: float) -> None:
    assert interval(words) == seconds


@pytest.mark.parametrize("words", ["", "15", "m", "5s", "0m", "-5m", "1w", "15m2h"])
def test_no_interval(words: str) -> None:
    with pytest.raises(ValueError, match=r"interval|often"):
        interval(words)


def test_a_file_of_feeds(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text('every = "15m"\n[[feed]]\nurl = "https://a.example/rss"\noutlet = "A"\n')
    wanted = load(tmp_path / "f.toml")
    assert wanted.every == 900
    assert wanted.feed == (Feed(url="https://a.example/rss", outlet="A"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "feed"),
        ("[[feed]]\n", "feed.1.url"),
        ('[[feed]]\nurl = "rss"\n', "begin it with https"),
        ('[[feed]]\nurl = "https://a.example"\nname = "x"\n', "feed.1.name"),
        ('[[feed]]\nurl = "https://a.example"\n' * 2, "twice"),
        ('every = "often"\n[[feed]]\nurl = "https://a.example"\n', "interval"),
        ("feed", "not TOML"),
    ],
)
def test_a_file_that_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "f.toml").write_text(text)
    with pytest.raises(ConfigError, match=words) as told:
        load(tmp_path / "f.toml")
    assert "f.toml" in str(told.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        load(tmp_path / "none.toml")


def test_a_language_without_a_pack(tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text('[[feed]]\nurl = "https://a.example"\nlanguage = "tlh"\n')
    with pytest.raises(ReadingError, match="tlh"):
        load(tmp_path / "f.toml")
