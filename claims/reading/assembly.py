"""The one place that makes an Article: text normalised, furniture marked, ids computed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass

from claims.models import Article, Furniture, Span, digest
from claims.reading.dates import parse_date
from claims.reading.furniture import mark
from claims.text.normalise import Cut, Shifts, kept_offset, normalise

ENGLISH = "en"
UNDECLARED = "und"
"""The language of an article that declares none (ISO 639-2: undetermined), until its caller says."""


@dataclass(frozen=True)
class About:
    """What is known of an article beside its text."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: dt.date | None = None
    url: str | None = None
    language: str | None = None


def article(
    text: str,
    *,
    name: str,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    date: dt.date | str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Article:
    """Return the Article of a text as given.

    ``name`` is what the giver calls it; ``date`` may be in words, and is left out when it is not a
    whole date; without ``language`` it is English. The text is normalised (`claims.text.normalise`),
    with the way back in ``Article.shifts``, and its furniture is marked.
    """
    about = About(title, outlet, author, parse_date(date), url, _line(language) or ENGLISH)
    return assemble(text, name, about)


def assemble(
    given: str, name: str, about: About, cuts: Iterable[Cut] = (), known: Iterable[Furniture] = ()
) -> Article:
    """Return the Article of ``given`` without ``cuts``; furniture that its form makes ``known`` counts first.

    Both are in offsets of ``given``.
    """
    text, shifts = normalise(given, cuts)
    text_hash = hashlib.sha256(text.encode()).hexdigest()
    outlet, url = _line(about.outlet), _address(about.url)
    return Article(
        id=digest(outlet or "", url or "", text_hash),
        text=text,
        text_hash=text_hash,
        name=_line(name) or "",
        title=_line(about.title),
        outlet=outlet,
        author=_line(about.author),
        date=about.date,
        url=url,
        language=_language(about.language),
        furniture=mark(text, _in_text(known, shifts)),
        shifts=shifts,
    )


def completed(made: Article, about: About) -> Article:
    """Return ``made`` with what it doesn't say of itself from ``about``."""
    said = About(
        made.title,
        made.outlet,
        made.author,
        made.date,
        made.url,
        None if made.language == UNDECLARED else made.language,
    )
    return retold(made, _first(said, about))


def retold(made: Article, about: About) -> Article:
    """Return ``made`` with what ``about`` says of it, and else as it is."""
    outlet, url = _line(about.outlet) or made.outlet, _address(about.url) or made.url
    return made.model_copy(
        update={
            "id": digest(outlet or "", url or "", made.text_hash),
            "title": _line(about.title) or made.title,
            "outlet": outlet,
            "author": _line(about.author) or made.author,
            "date": about.date or made.date,
            "url": url,
            "language": _language(about.language) if _line(about.language) else made.language,
        }
    )


def _first(one: About, other: About) -> About:
    """Return what ``one`` says, and what only ``other`` says."""
    return About(*(mine or theirs for mine, theirs in zip(astuple(one), astuple(other), strict=True)))


def _in_text(known: Iterable[Furniture], shifts: Shifts) -> Iterator[Furniture]:
    """Yield what is left of ``known`` in the text that ``shifts`` lead back from."""
    for piece in known:
        start, end = (kept_offset(shifts, offset) for offset in piece.span)
        if start < end:
            yield Furniture(span=Span(start, end), kind=piece.kind)


def _line(value: str | None) -> str | None:
    """Return ``value`` as one normalised line, or None when nothing is in it."""
    if value is None:
        return None
    return " ".join(normalise(value)[0].split()) or None


def _address(url: str | None) -> str | None:
    """Return an address when it is one of the web: no other kind is ever opened or shown as a link."""
    line = _line(url)
    return line if line and line.lower().startswith(("http://", "https://")) else None


def _language(tag: str | None) -> str:
    """Return the primary subtag of a language tag (``en-GB`` -> ``en``)."""
    line = _line(tag)
    return line.replace("_", "-").split("-")[0].lower() if line else UNDECLARED
