"""Web archives (WARC 1.0 and 1.1): the pages of a crawl, each an article, read one at a time.

Pages are taken from ``response`` and ``resource`` records, text from ``conversion`` records (WET).
The date of an article is what its page says: when it was crawled is no date of publication.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, cast

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading import page, plain
from claims.reading.encodings import undone
from claims.reading.extras import needing
from claims.reading.failure import ReadFailure
from claims.reading.input import Input

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_MAGIC = b"WARC/"
_FOUND = 200
"""The status of a page that the server had."""


def looks_like(head: bytes) -> bool:
    """Tell whether a file begins with a record of a web archive."""
    return head.startswith(_MAGIC)


def read(given: Input) -> Iterator[Article | ReadFailure]:
    """Yield the article of each page, or a failure naming its record and address.

    Pictures, scripts, redirections and pages that the server did not find are passed over. Raises
    `ReadingError` without fastwarc, and where the archive is damaged.
    """
    with needing("archives", "web archives"):
        from fastwarc.warc import ArchiveIterator
        from fastwarc.warc import WarcRecordType as Kind

    wanted = Kind.response | Kind.resource | Kind.conversion
    number = 0
    try:
        for record in ArchiveIterator(
            cast(BinaryIO, _OneWay(given.stream)), record_types=wanted, auto_decode="transfer"
        ):
            number += 1
            form = _form(record)
            if form is not None:
                yield _article(record, form, given, number)
    except (OSError, ValueError) as problem:
        raise ReadingError(f"no web archive after record {number} ({problem}); get it again") from None
    if not number:
        raise ReadingError("no pages in this web archive")


class _OneWay:
    """A stream that is read from front to back only: the library would skip by seeking, where it can."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position


def _form(record: WarcRecord) -> Callable[[bytes, str, WarcRecord], Article] | None:
    """Return what reads a record, or None for one that is no article."""
    if record.is_http:
        if record.http_headers.status_code != _FOUND:
            return None
        return _FORMS.get((record.http_content_type or "").lower())
    return _FORMS.get((record.headers.get("Content-Type") or "").partition(";")[0].strip().lower())


def _article(
    record: WarcRecord, form: Callable[[bytes, str, WarcRecord], Article], given: Input, number: int
) -> Article | ReadFailure:
    """Return the article of a record."""
    address = record.headers.get("WARC-Target-URI") or ""
    try:
        if record.content_length > given.max_size:  # and nothing of it is read: half of it can't be skipped
            raise TooLarge(f"larger than {given.max_size:,} bytes; raise the limit")
        data = record.reader.read()
        encoding = record.http_headers.get("Content-Encoding") if record.is_http else None
        return form(undone(data, encoding, given.max_size), address or f"{given.name}:{number}", record)
    except ReadingError as problem:
        return given.failure(problem, f"record {number} ({address})")


def _page(data: bytes, name: str, record: WarcRecord) -> Article:
    charset = record.http_charset if record.is_http else None
    return page.read(data, name, address=record.headers.get("WARC-Target-URI"), charset=charset)


def _text(data: bytes, name: str, record: WarcRecord) -> Article:
    return plain.read(data, name, address=record.headers.get("WARC-Target-URI"))


_FORMS: Mapping[str, Callable[[bytes, str, WarcRecord], Article]] = {
    "text/html": _page,
    "application/xhtml+xml": _page,
    "text/plain": _text,
}
