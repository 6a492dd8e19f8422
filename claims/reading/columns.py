"""The columns of a table of articles, by the names that datasets give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading.assembly import About, assemble
from claims.reading.dates import parse_date

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "article text", "full text", "maintext", "body", "content", "article", "story"),
    "id": ("id", "article id", "guid", "uid"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "publication", "source", "source name", "site", "newspaper"),
    "author": ("author", "authors", "byline"),
    "date": (
        "date",
        "published",
        "published at",
        "publish date",
        "published date",
        "publication date",
        "date publish",
        "date published",
        "pubdate",
    ),
    "url": ("url", "link", "address", "canonical url", "source url"),
    "language": ("language", "lang"),
}
"""Field of an article -> names of its column, the surest first; case, ``_``, ``-`` and ``.`` don't count."""


def columns(header: Sequence[str]) -> dict[str, int]:
    """Return which column of ``header`` holds each field that is there."""
    places = {_folded(name): place for place, name in reversed([*enumerate(header)])}
    found: dict[str, int] = {}
    for field, names in NAMES.items():
        if (name := next((name for name in names if name in places), None)) is not None:
            found[field] = places[name]
    return found


def needed(header: Sequence[str]) -> dict[str, int]:
    """Return the columns of ``header``; `ReadingError` when none of them holds the text."""
    found = columns(header)
    if "text" not in found:
        wanted = ", ".join(NAMES["text"])
        raise ReadingError(f"no column with the text; name one of its columns {wanted}")
    return found


def of_row(values: Mapping[str, object], fallback: str, max_size: int) -> Article:
    """Return the article of a row, field by field; `ReadingError` when it has no text.

    ``fallback`` is its name when the row has no id; a text has at most ``max_size`` code points.
    """
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadingError("its text is empty; nothing to read")
    if len(text) > max_size:
        raise TooLarge(f"its text is larger than {max_size:,} bytes; raise the limit")
    words = {field: _words(value) for field, value in values.items() if field != "text"}
    about = About(
        title=words.get("title"),
        outlet=words.get("outlet"),
        author=words.get("author"),
        date=parse_date(values.get("date")),
        url=words.get("url"),
        language=words.get("language"),
    )
    return assemble(text, words.get("id") or fallback, about)


def _folded(name: str) -> str:
    """Return a column's name as it is compared."""
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").replace(".", " ").split())


def _words(value: object) -> str | None:
    """Return the words of a cell: a list (of authors) is told one after another."""
    if isinstance(value, list | tuple):
        return ", ".join(words for one in value if (words := _words(one))) or None
    if isinstance(value, str | int):
        return str(value).strip() or None
    return None
