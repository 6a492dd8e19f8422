"""Streams of bytes: what came out of them put back, compression undone, bombs refused."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import BinaryIO, cast

from claims.errors import ReadingError, TooLarge
from claims.reading.extras import needing

GZIP = b"\x1f\x8b"
ZSTANDARD = b"\x28\xb5\x2f\xfd"

COMPRESSED = frozenset({".gz", ".zst"})
"""Suffixes that stand behind the one of the form: ``articles.jsonl.gz``."""

HEAD = 4096
"""Bytes at the beginning of a stream that tell its form."""

_JSON_LINE = re.compile(rb"\s*+(?:\xef\xbb\xbf)?+\s*+\{[^\n]*+\n")

_CHUNK = 1 << 16
"""Bytes that are inflated at once."""

_MOST_RATIO = 200
"""Bytes from one byte: text shrinks to a fifth or a tenth, lists of the same text to a fiftieth."""

_UNMEASURED = 50_000_000
"""Inflated bytes from which on the ratio counts."""

_SIP = 512
"""Bytes of a Zstandard stream unpacked at once: each four of them may stand for 128 KiB (RFC 8878)."""

_WIDEST_WINDOW = 1 << 27
"""Bytes of memory that a Zstandard frame may ask for; what ``zstd`` itself accepts without ``--long``."""


def capped(stream: BinaryIO, max_size: int) -> bytes:
    """Return what is left of ``stream``; `TooLarge` when that is above ``max_size`` bytes."""
    data = stream.read(max_size + 1)
    if len(data) > max_size:
        raise TooLarge(f"larger than {max_size:,} bytes; split it, or raise the limit")
    return data


def opened(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """Return ``stream`` with gzip and Zstandard undone, from its beginning, and its first bytes.

    One layer is undone, whatever a file is called. What is broken, or grows beyond all measure, raises
    `ReadingError` when it is read.
    """
    head = _start(stream)
    whole = _again(stream, head)
    if head.startswith(GZIP):
        inflated = _Inflated(whole, _gunzipped)
    elif head.startswith(ZSTANDARD):
        inflated = _Inflated(whole, _unzstd)
    else:
        return whole, head
    buffered = cast(BinaryIO, io.BufferedReader(inflated, _CHUNK))
    head = _start(buffered)
    return _again(buffered, head), head


def _start(stream: BinaryIO) -> bytes:
    """Return the first bytes of ``stream``, taken from it; a pipe may give them a few at a time.

    A line of JSON is enough: who writes it may wait for what becomes of it.
    """
    head = b""
    while len(head) < HEAD and (piece := stream.readline(HEAD - len(head))):
        head += piece
        if _JSON_LINE.fullmatch(head):
            break
    return head


def _again(stream: BinaryIO, head: bytes) -> BinaryIO:
    """Return ``stream`` from the beginning, ``head`` having been taken from it."""
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return stream
    return cast(BinaryIO, io.BufferedReader(_Rejoined(head, stream), _CHUNK))


class _Rejoined(io.RawIOBase):
    """Bytes that were taken from a stream, and the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._more = getattr(rest, "read1", rest.read)  # what is there: the rest may come much later

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        piece = self._head[: len(buffer)] or self._more(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


class _Counted(io.RawIOBase):
    """A stream that counts what is taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self.taken += len(piece)
        return piece


class _Inflated(io.RawIOBase):
    """What a compressed stream holds, until it grows beyond all measure."""

    def __init__(self, stream: BinaryIO, inflate: Callable[[BinaryIO], BinaryIO]) -> None:
        self._packed = _Counted(stream)
        self._stream = inflate(cast(BinaryIO, self._packed))
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        try:
            piece = self._stream.read(min(len(buffer), _CHUNK))
        except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
            raise _broken(problem) from None
        self._given += len(piece)
        if self._given > max(_UNMEASURED, _MOST_RATIO * self._packed.taken):
            raise TooLarge(
                f"its compressed data grows more than {_MOST_RATIO}-fold, as no text does; unpack it first"
            )
        buffer[: len(piece)] = piece
        return len(piece)


def _broken(problem: Exception) -> ReadingError:
    """Return what is wrong with compressed data."""
    return ReadingError(f"its compressed data is damaged or cut off ({problem}); get it again")


def _gunzipped(stream: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))


def _unzstd(stream: BinaryIO) -> BinaryIO:
    with needing("archives", ".zst files"):
        import zstandard

        return cast(BinaryIO, _Frames(stream, zstandard))


class _Frames:
    """What the frames of a Zstandard stream hold.

    The library's own reader takes a stream that is cut off for one that ends.
    """

    def __init__(self, stream: BinaryIO, zstandard: ModuleType) -> None:
        self._stream = stream
        self._unpacking = zstandard.ZstdDecompressor(max_window_size=_WIDEST_WINDOW)
        self._error = zstandard.ZstdError
        self._frame = self._unpacking.decompressobj()
        self._begun = False
        self._unpacked = b""

    def read(self, size: int) -> bytes:
        """Return up to ``size`` bytes, none at the end; `ReadingError` for a damaged stream."""
        while not self._unpacked and (piece := self._stream.read(_SIP)):
            self._feed(piece)
        if not self._unpacked and self._begun:
            raise EOFError("it ends within a frame")
        given, self._unpacked = self._unpacked[:size], self._unpacked[size:]
        return given

    def _feed(self, piece: bytes) -> None:
        while piece:
            self._begun = True
            try:
                self._unpacked += self._frame.decompress(piece)
            except self._error as problem:
                raise _broken(problem) from None
            piece = b""
            if self._frame.eof:
                piece = self._frame.unused_data
                self._frame = self._unpacking.decompressobj()
                self._begun = False
