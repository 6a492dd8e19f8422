"""The table of forms: what each is called, how it is told, and what reads it.

Every form is a file of this room. The modules named here are light; the libraries that some of them
need (feeds, PDF, Parquet, web archives) are imported when an input of that form is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from claims.errors import ReadingError
from claims.models import Article
from claims.reading import archive, feed, jsonlines, mail, markdown, page, parquet, pdf, plain, table
from claims.reading.failure import ReadFailure
from claims.reading.input import Found, Input
from claims.reading.streams import COMPRESSED, capped


@dataclass(frozen=True)
class Form:
    """One form of input. ``read`` raises `ReadingError` when the whole of an input is bad."""

    name: str
    suffixes: tuple[str, ...]
    media: tuple[str, ...]
    """What a web server calls it."""
    read: Callable[[Input], Found]
    looks_like: Callable[[bytes], bool]
    """Tells it by the first bytes (``streams.HEAD``), where no name does."""
    extra: str | None = None
    """What has to be installed beside the workbench."""


def _whole(read: Callable[[bytes, str], Article]) -> Callable[[Input], Found]:
    """Return the reader of a form that is one article a file."""

    def one(given: Input) -> Iterator[Article | ReadFailure]:
        yield read(capped(given.stream, given.max_size), given.name)

    return one


def _page(given: Input) -> Iterator[Article | ReadFailure]:
    data = capped(given.stream, given.max_size)
    yield page.read(data, given.name, address=given.address, charset=given.charset)


def _pdf(given: Input) -> Iterator[Article | ReadFailure]:
    yield pdf.read(capped(given.stream, given.max_size), given.name, given.max_size)


def _lines(given: Input) -> Found:
    return jsonlines.read(given.stream, given.name, given.max_size)


def _never(head: bytes) -> bool:
    return False


def _always(head: bytes) -> bool:
    return True


FORMS = (
    Form("JSON Lines", (".jsonl", ".ndjson"), ("application/jsonl", "application/x-ndjson"), _lines,
         jsonlines.looks_like),
    Form("Parquet", (".parquet",), ("application/vnd.apache.parquet",), parquet.read, parquet.looks_like,
         "parquet"),
    Form("WARC", (".warc",), ("application/warc",), archive.read, archive.looks_like, "archives"),
    Form("PDF", (".pdf",), ("application/pdf",), _pdf, pdf.looks_like, "pdf"),
    Form("RSS and Atom", (".rss", ".atom"),
         ("application/rss+xml", "application/atom+xml", "application/rdf+xml"), feed.read, feed.looks_like),
    Form("HTML", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), _page,
         page.looks_like),
    Form("mbox", (".mbox",), ("application/mbox",), mail.read_box, mail.looks_like_box),
    Form("e-mail", (".eml",), ("message/rfc822",), _whole(mail.read), mail.looks_like_message),
    Form("CSV", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values"), table.read, table.looks_like),
    Form("Markdown", (".md", ".markdown"), ("text/markdown",), _whole(markdown.read), _never),
    Form("plain text", (".txt", ".text"), ("text/plain",), _whole(plain.read), _always),
)  # fmt: skip
"""In the order in which the first bytes are asked: text is what nothing else claims."""

_BY_SUFFIX = {suffix: form for form in FORMS for suffix in form.suffixes}
_BY_MEDIA = {media: form for form in FORMS for media in form.media}


def suffixes() -> list[str]:
    """Return the suffixes of files that are read, sorted."""
    return sorted(_BY_SUFFIX)


def by_name(name: str) -> Form | None:
    """Return the form of a file by its suffix (``.jsonl``, ``.jsonl.gz``), or None when that is unknown."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    return _BY_SUFFIX.get(PurePath(path.stem).suffix.lower() if suffix in COMPRESSED else suffix)


def by_media(media: str) -> Form | None:
    """Return the form that a web server names; plain text says nothing, servers name everything so."""
    return None if media == "text/plain" else _BY_MEDIA.get(media)


def by_head(head: bytes) -> Form:
    """Return the form that the first bytes of an input look like."""
    return next(form for form in FORMS if form.looks_like(head))


def read(form: Form, given: Input) -> Found:
    """Yield what ``form`` makes of an input; what is wrong with the whole of it is one failure."""
    try:
        yield from form.read(given)
    except ReadingError as problem:
        yield given.failure(problem)
