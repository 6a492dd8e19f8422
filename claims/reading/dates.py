"""The date of publication, from whatever form it was given in."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}\b")
_MONTHS = 12
_LONGEST = 80
"""Code points: a date in words is never longer, and a parser is not to be fed a page."""

_SETTINGS = {
    "DATE_ORDER": "DMY",
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
    "PARSERS": ["absolute-time"],  # "yesterday" would depend on the day of reading
}


def parse_date(value: object) -> dt.date | None:
    """Return the date that ``value`` (a date, a time, or words) gives, or None when it gives none.

    Of a time the day counts that it names, in its own zone. A date that could be day or month first
    (``03/04/2026``) gives none: a wrong date is worse than no date.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return _in_words(value.strip()) if isinstance(value, str) else None


@lru_cache(4096)
def _in_words(words: str) -> dt.date | None:
    """Return the date that ``words`` give: ISO 8601, else English or German, day first."""
    if not words or len(words) > _LONGEST:
        return None
    if iso := _ISO.match(words):
        try:
            return dt.date.fromisoformat(iso.group())
        except ValueError:
            return None
    slashes = _SLASHES.search(words)
    if slashes and slashes[1] != slashes[2] and max(int(slashes[1]), int(slashes[2])) <= _MONTHS:
        return None
    return _parsed(words)


def _parsed(words: str) -> dt.date | None:
    """Return the date of ``words`` when it is complete."""
    from dateparser import parse

    found = parse(words, languages=["en", "de"], settings=_SETTINGS)
    return found.date() if found else None
