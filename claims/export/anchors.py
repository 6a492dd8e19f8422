"""Web Annotations as they come in: which words of which page, and what is said of them.

Only what claims can hold is taken: a TextQuoteSelector or a TextPositionSelector for each span, bodies of
text, who made it and when. Everything else of the model is passed over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from claims.errors import ImportRefused
from claims.models import Span, Verdict

URN = "urn:sha256:"
"""How a target names an article by the hash of its text."""


class Anchor(NamedTuple):
    """Words of a page: themselves, what stands before and after, and where they were."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    span: Span | None = None


class Anchored(NamedTuple):
    """An annotation of words of a page."""

    id: str
    source: str
    """The page's address, or ``urn:sha256:`` and the hash of its text."""
    anchors: tuple[Anchor, ...]
    verdict: Verdict | None
    reason: str
    notes: tuple[str, ...]
    creator: str
    """Who made it, empty when it doesn't say."""
    created: dt.datetime | None


def anchored(document: object, where: str) -> Iterator[Anchored]:
    """Yield the annotations of a JSON document: one, a list, a page or a collection of them.

    Raises ``ImportRefused`` when there is none that is anchored in words.
    """
    found = [one for item in _items(document) if (one := _annotation(item)) is not None]
    if not found:
        raise ImportRefused(f"{where}: there is no Web Annotation with a quotation in it")
    yield from found


def find(text: str, anchor: Anchor) -> Span | None:
    """Return where the words of ``anchor`` stand in ``text``, None where they don't, or can't be told.

    Where they were, if they still do; else the one place whose surroundings agree best.
    """
    exact, span = anchor.exact, anchor.span
    if span and (not exact or text[span.start : span.end] == exact):
        return span if 0 <= span.start < span.end <= len(text) else None
    places = list(_places(text, exact))
    if not places:
        return None
    agreement = {at: _agreement(text, at, anchor) for at in places}
    best = max(places, key=lambda at: agreement[at])
    if len([at for at in places if agreement[at] == agreement[best]]) > 1:
        return None
    return Span(best, best + len(exact))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _agreement(text: str, at: int, anchor: Anchor) -> int:
    """Return how many characters before and after agree."""
    before, after = text[:at][::-1], text[at + len(anchor.exact) :]
    return _shared(before, anchor.prefix[::-1]) + _shared(after, anchor.suffix)


def _shared(here: str, there: str) -> int:
    for number, (one, other) in enumerate(zip(here, there, strict=False)):
        if one != other:
            return number
    return min(len(here), len(there))


def _items(document: object) -> Iterator[dict[str, object]]:
    if isinstance(document, list):
        for one in document:
            yield from _items(one)
    elif isinstance(document, dict):
        held = document.get("items", document.get("first"))
        if held is not None:
            yield from _items(held)
        elif "target" in document:
            yield document


def _annotation(item: dict[str, object]) -> Anchored | None:
    targets = [one for one in _listed(item.get("target")) if isinstance(one, dict)]
    sources = {_name(one.get("source")) for one in targets}
    anchors = [anchor for one in targets if (anchor := _anchor(one.get("selector"))) is not None]
    if len(sources) != 1 or len(anchors) != len(targets):
        return None
    bodies = [one for one in _listed(item.get("body")) if isinstance(one, dict)]
    verdicts = [value for value in _values(bodies, "assessing", "tagging") if value in set(Verdict)]
    return Anchored(
        id=_name(item.get("id")),
        source=sources.pop(),
        anchors=tuple(anchors),
        verdict=Verdict(verdicts[0]) if verdicts else None,
        reason=" ".join(_values(bodies, "describing")),
        notes=tuple(_values(bodies, "commenting", "")),
        creator=_name(item.get("creator")),
        created=timed(item.get("created")),
    )


def _anchor(selectors: object) -> Anchor | None:
    found = [one for one in _listed(selectors) if isinstance(one, dict)]
    quotes = [one for one in found if one.get("type") == "TextQuoteSelector"]
    places = [one for one in found if one.get("type") == "TextPositionSelector"]
    span = None
    if places:
        start, end = places[0].get("start"), places[0].get("end")
        span = Span(start, end) if isinstance(start, int) and isinstance(end, int) else None
    quote = quotes[0] if quotes else {}
    words = {name: str(quote.get(name) or "") for name in ("exact", "prefix", "suffix")}
    return Anchor(**words, span=span) if words["exact"] or span else None


def _values(bodies: list[dict[str, object]], *purposes: str) -> list[str]:
    """Return the words of the bodies that have one of these purposes; an empty one: none is said."""
    return [
        str(one["value"]).strip()
        for one in bodies
        if one.get("purpose", "") in purposes and str(one.get("value") or "").strip()
    ]


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _name(value: object) -> str:
    """Return what names a thing: itself, or its name, nickname or id."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("nickname") or value.get("id") or ""
    return value if isinstance(value, str) else ""


def timed(given: object) -> dt.datetime | None:
    """Return an ISO time with its zone, UTC where it names none; None when it is no time."""
    try:
        found = dt.datetime.fromisoformat(given if isinstance(given, str) else "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
