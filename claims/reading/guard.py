"""The check that bytes are text at all."""

from __future__ import annotations

import re

from claims.errors import ReadingError
from claims.models import Article
from claims.text.normalise import decode

_JUNK = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_MOST_JUNK = 0.02
"""Share of control and invalid code points above which bytes are no text."""

_STRAY = 8
"""So many of them pass whatever their share."""


def with_text(made: Article) -> Article:
    """Return ``made``; `ReadingError` when there is nothing below what it says of itself."""
    if not made.text.strip():
        raise ReadingError("empty but for what it says of itself; nothing to read")
    return made


def running_text(data: bytes, declared: str | None = None) -> str:
    """Return the text of ``data``; `ReadingError` when it is empty, or no text but binary data.

    ``declared`` is the name of the encoding that the data gives of itself.
    """
    text = decode(data, declared)
    if not text.strip():
        raise ReadingError("empty; nothing to read")
    if len(_JUNK.findall(text)) > max(_STRAY, _MOST_JUNK * len(text)):
        raise ReadingError("not text but binary data; convert it to text, HTML or JSON Lines first")
    return text
