"""Mail: a message as a file (.eml), or many in one (mbox, RFC 4155); its text, without attachments.

What answers (``>``) and what signs (below ``-- ``) is furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from claims.errors import ReadingError, TooLarge
from claims.models import Article, Furniture, FurnitureKind, Span
from claims.reading import page
from claims.reading.assembly import About, assemble
from claims.reading.dates import parse_date
from claims.reading.failure import ReadFailure
from claims.reading.guard import running_text, with_text
from claims.reading.input import Input

if TYPE_CHECKING:
    from email.message import Message

_FROM_LINE = re.compile(rb"From [^\n]{1,300}\d\d:\d\d")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?")
_SENDER = re.compile(rb"^From:", re.MULTILINE | re.IGNORECASE)
_MAIL_ONLY = re.compile(rb"^(?:Message-ID|MIME-Version|Received|Return-Path|Date|Delivered-To):", re.M | re.I)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_REPLY = re.compile(r"^(?:Re|Fwd?|AW|WG)\s?(?:\[\d{1,3}\])?:\s*", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)
_QUOTED = re.compile(r"(?:^>[^\n]*(?:\n|\Z))+", re.MULTILINE)
_INTRODUCED = re.compile(
    r"^(?:On|Am) [^\n]{1,200}(?:\n[^\n>]{1,100})?(?:wrote|schrieb)[^\n]{0,60}:\s*\Z", re.MULTILINE
)
_LONGEST_INTRODUCTION = 400
_FLOWED = re.compile(r"(?<=[^\s>-]) \r?\n(?!>|-- )")
_LONGEST_HEADER = 2_000
"""Code points of a header that are looked at."""


def looks_like_message(head: bytes) -> bool:
    """Tell whether what a file begins with is the header of a message."""
    header = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return bool(_HEADER.match(header) and _SENDER.search(header) and _MAIL_ONLY.search(header))


def looks_like_box(head: bytes) -> bool:
    """Tell whether what a file begins with is the first message of many."""
    return _FROM_LINE.match(head) is not None


def read(data: bytes, name: str) -> Article:
    """Return the article of a message's bytes; `ReadingError` when it has no text.

    Plain text goes before HTML. The parser raises what it likes on a broken header: it means that there
    is no message.
    """
    from email import message_from_bytes

    try:
        message = message_from_bytes(data)
        about, called = _about(message)
        part = _text_part(message)
        body = part.get_payload(decode=True) if part else None
        charset = part.get_content_charset() if part else None
    except Exception as problem:
        raise ReadingError("no message, or a damaged one; save its text as .txt instead") from problem
    if part is None or not isinstance(body, bytes):
        raise ReadingError("a message without text; save what it has attached, and read that")
    words = running_text(body, charset)
    if part.get_content_type() == "text/html":
        return page.fragment(words, called or name, about)
    if part.get_param("format") == "flowed":
        words = _FLOWED.sub(" ", words)
    return with_text(assemble(words, called or name, about, known=_furniture(words)))


def read_box(given: Input) -> Iterator[Article | ReadFailure]:
    """Yield the article of each message, or a failure naming it by its number."""
    for number, data in enumerate(_messages(given.stream, given.max_size), start=1):
        try:
            if len(data) > given.max_size:
                raise TooLarge(f"larger than {given.max_size:,} bytes; raise the limit")
            yield read(data, f"{given.name}:{number}")
        except ReadingError as problem:
            yield given.failure(problem, f"message {number}")


def _messages(stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Yield the bytes of each message; of one that is too large, a little more than ``most``."""
    lines: list[bytes] = []
    size = 0
    begun = False
    blank = True
    while line := stream.readline(most + 1):
        if blank and line.startswith(b"From "):
            if begun:
                yield _ESCAPED.sub(rb"\1", b"".join(lines))
            lines, size, begun = [], 0, True
        elif size <= most:
            lines.append(line)
            size += len(line)
        blank = not line.strip()
    if begun:
        yield _ESCAPED.sub(rb"\1", b"".join(lines))


def _about(message: Message) -> tuple[About, str | None]:
    """Return what the header of a message says, and its id."""
    from email.utils import parseaddr, parsedate_to_datetime

    name, address = parseaddr(_header(message, "From") or "")
    try:
        date = parsedate_to_datetime(_header(message, "Date") or "")
    except ValueError:
        date = None
    archived = _header(message, "Archived-At")
    about = About(
        title=_REPLY.sub("", _header(message, "Subject") or "") or None,
        outlet=_header(message, "Organization"),
        author=name or address or None,
        date=parse_date(date),
        url=archived.strip("<> ") if archived else None,
        language=(_header(message, "Content-Language") or "").partition(",")[0] or None,
    )
    return about, (_header(message, "Message-ID") or "").strip("<> ") or None


def _header(message: Message, name: str) -> str | None:
    """Return a header of a message, decoded (RFC 2047)."""
    from email.header import decode_header

    value = message.get(name)
    if value is None:
        return None
    pieces = decode_header(str(value)[:_LONGEST_HEADER])
    return "".join(
        piece if isinstance(piece, str) else _word(piece, charset) for piece, charset in pieces
    ).strip()


def _word(piece: bytes, charset: str | None) -> str:
    """Return an encoded word of a header."""
    try:
        return piece.decode(charset or "ascii", "replace")
    except LookupError:
        return piece.decode("utf-8", "replace")


def _text_part(message: Message) -> Message | None:
    """Return the part of a message that is its text."""
    parts = [part for part in message.walk() if part.get_content_disposition() != "attachment"]
    kinds = ("text/plain", "text/html")
    return next((part for kind in kinds for part in parts if part.get_content_type() == kind), None)


def _furniture(words: str) -> Iterator[Furniture]:
    """Yield what is quoted of another message, with the line that introduces it, and the signature."""
    signature = _SIGNATURE.search(words)
    end = signature.start() if signature else len(words)
    for quoted in _QUOTED.finditer(words, 0, end):
        before = words[max(0, quoted.start() - _LONGEST_INTRODUCTION) : quoted.start()]
        introduced = _INTRODUCED.search(before)
        start = quoted.start() - (len(before) - introduced.start() if introduced else 0)
        stop = start + len(words[start : quoted.end()].rstrip())
        yield Furniture(span=Span(start, stop), kind=FurnitureKind.REPLY)
    if words[end:].strip():
        yield Furniture(span=Span(end, end + len(words[end:].rstrip())), kind=FurnitureKind.SIGNATURE)
