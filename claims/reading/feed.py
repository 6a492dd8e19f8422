"""Feeds (RSS, Atom), through feedparser: an article an entry.

An entry with its whole text is read from the feed. Of one that only announces an article the page is
fetched, when the feed itself was: nothing is fetched for a feed in a file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claims.errors import ReadingError
from claims.models import Article
from claims.reading import page
from claims.reading.assembly import About, completed
from claims.reading.dates import parse_date
from claims.reading.failure import ReadFailure
from claims.reading.fetching import is_address
from claims.reading.guard import running_text
from claims.reading.input import Follow, Input
from claims.reading.markup import check
from claims.reading.streams import capped

WHOLE = 800
"""Code points of a description, without its tags, from which on it is the article and no summary."""

_DOTS = ("…", "...", "…]", "...]", "&#8230;", "&hellip;", "&#8230;]", "&hellip;]")
_TAIL = 500
_SNIFFED = 1024
_START = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_DECLARED = re.compile(rb"""\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([\w:.\-]{2,40})""")
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True)
class Entry:
    """One entry of a feed: what tells it from others, where its page is, and its text if it has it."""

    id: str
    link: str | None
    about: About
    markup: str | None

    @property
    def name(self) -> str:
        """What its article is called."""
        return self.link or self.id or self.about.title or "entry"


def looks_like(head: bytes) -> bool:
    """Tell whether what a file begins with is a feed."""
    start = _START.search(head[:_SNIFFED])
    return start is not None and b"<html" not in head[: start.start()].lower()


def read(given: Input) -> Iterator[Article | ReadFailure]:
    """Yield the article of each entry, or a failure naming it; raises `ReadingError` for no feed."""
    data = capped(given.stream, given.max_size)
    found = entries(data, given.address, given.charset)
    if not found:
        raise ReadingError("nothing in this feed to read")
    for number, entry in enumerate(found, start=1):
        try:
            yield from articles_of(entry, given.follow)
        except ReadingError as problem:
            yield given.failure(problem, f"entry {number} ({entry.name})")


def entries(data: bytes, address: str | None = None, charset: str | None = None) -> list[Entry]:
    """Return the entries of a feed, in its order; those without anything to read are left out.

    ``address`` is where it was fetched, ``charset`` the encoding that its server named. Raises
    `ReadingError` for what is no feed. The library is not ours, and what it is fed is untrusted:
    whatever it raises means that this is none.
    """
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    if address:
        headers["content-location"] = address
    try:
        # As a stream: bytes it would take for the name of a file.
        stream = io.BytesIO(_harmless(data, charset))
        found = feedparser.parse(stream, response_headers=headers, sanitize_html=False)
    except ReadingError:
        raise
    except Exception as problem:
        raise ReadingError("no feed, or a damaged one; check it") from problem
    if not found.version and not found.entries:
        raise ReadingError("no feed (RSS or Atom); check the address")
    feed = About(
        outlet=_string(found.feed, "title"),
        author=_string(found.feed, "author"),
        language=_string(found.feed, "language"),
    )
    return [_entry(entry, feed) for entry in found.entries if _string(entry, "link") or _markup(entry)]


def _harmless(data: bytes, charset: str | None) -> bytes:
    """Return a feed in UTF-8, and without entities of its own: a few of them can make up gigabytes."""
    declared = _DECLARED.match(data)
    words = running_text(data, charset or (declared[1].decode("ascii", "ignore") if declared else None))
    check(words)
    return words.replace("<!ENTITY", "<!entity").encode("utf-8", "replace")


def articles_of(entry: Entry, follow: Follow | None) -> Iterator[Article | ReadFailure]:
    """Yield the article of an entry: its text, else what ``follow`` reads at its link.

    Raises `ReadingError` when there is neither.
    """
    if entry.markup:
        yield page.fragment(entry.markup, entry.name, entry.about)
    elif entry.link and follow:
        for found in follow(entry.link):
            yield completed(found, entry.about) if isinstance(found, Article) else found
    else:
        raise ReadingError("only a summary; give the feed's address, so that the pages it links to are read")


def _entry(entry: Mapping[str, Any], feed: About) -> Entry:
    """Return what the library makes of an entry, in our words."""
    link = _string(entry, "link")
    published = _string(entry, "published") or _string(entry, "updated") or ""
    about = About(
        title=_plain(_string(entry, "title")),
        outlet=_string(entry.get("source") or {}, "title") or feed.outlet,
        author=_string(entry, "author") or feed.author,
        date=parse_date(published),
        url=link,
        language=_language(entry) or feed.language,
    )
    id = _string(entry, "id") or link or about.title or ""
    return Entry(id, link if is_address(link) else None, about, _markup(entry))


def _markup(entry: Mapping[str, Any]) -> str | None:
    """Return the text of an entry when it is whole: its content, or a description as long as one."""
    contents = [words for one in entry.get("content") or () if (words := _string(one, "value"))]
    best = max(contents, key=len, default="")
    if best and not _is_cut(best):
        return best
    summary = _string(entry, "summary") or ""
    return summary if len(_TAG.sub("", summary)) >= WHOLE and not _is_cut(summary) else None


def _is_cut(markup: str) -> bool:
    """Tell whether a text ends in dots, as those do that go on elsewhere."""
    return _TAG.sub("", markup[-_TAIL:]).rstrip().endswith(_DOTS)


def _language(entry: Mapping[str, Any]) -> str | None:
    return next((words for one in entry.get("content") or () if (words := _string(one, "language"))), None)


def _plain(title: str | None) -> str | None:
    """Return a title without its tags."""
    return " ".join(_TAG.sub("", title).split()) if title else None


def _string(fields: Mapping[str, Any], name: str) -> str | None:
    """Return a field that has words."""
    value = fields.get(name)
    return value.strip() or None if isinstance(value, str) else None
