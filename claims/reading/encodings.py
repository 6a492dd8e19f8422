"""The content encodings of HTTP (RFC 9110, 8.4.1), undone within a size."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping

from claims.errors import ReadingError, TooLarge
from claims.reading.streams import capped, opened

ACCEPTED = "gzip, deflate"
"""What a server is asked for."""

_RAW = -zlib.MAX_WBITS


def undone(data: bytes, encoding: str | None, max_size: int) -> bytes:
    """Return ``data`` as it was before ``encoding``, the header of that name; None is none.

    Raises `TooLarge` above ``max_size`` bytes, `ReadingError` for damaged data and other encodings.
    """
    for name in reversed([name for part in (encoding or "").split(",") if (name := part.strip().lower())]):
        if name not in _UNDO:
            raise ReadingError(f"sent in the encoding {name!r}, which is not read; save the page instead")
        data = _UNDO[name](data, max_size)
    return data


def _same(data: bytes, max_size: int) -> bytes:
    return data


def _unpacked(data: bytes, max_size: int) -> bytes:
    return capped(opened(io.BytesIO(data))[0], max_size)


def _inflated(data: bytes, max_size: int) -> bytes:
    """Undo ``deflate``: with the header of zlib, or without, as some servers send it."""
    for bits in (zlib.MAX_WBITS, _RAW):
        inflating = zlib.decompressobj(bits)
        try:
            found = inflating.decompress(data, max_size + 1)
        except zlib.error:
            continue
        if len(found) > max_size:
            raise TooLarge(f"larger than {max_size:,} bytes; raise the limit")
        return found
    raise ReadingError("its compressed data is damaged; get it again")


_UNDO: Mapping[str, Callable[[bytes, int], bytes]] = {
    "identity": _same,
    "gzip": _unpacked,
    "x-gzip": _unpacked,
    "zstd": _unpacked,
    "deflate": _inflated,
}
