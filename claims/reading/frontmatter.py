"""YAML front matter: the lines between ``---`` at the top of a text or Markdown file."""

from __future__ import annotations

import datetime as dt
import re

from claims.errors import ReadingError
from claims.reading.assembly import About
from claims.reading.dates import parse_date

_FENCE = re.compile(r"\ufeff*---[ \t]*\r?\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_FIELD = re.compile(r"[A-Za-z_]\w*:")
_LONGEST = 20_000
"""Code points searched for the closing fence."""


def front_matter(given: str) -> tuple[About, int]:
    """Return what the front matter says, and the offset where it and the blank lines after it end.

    Without front matter that is nothing and 0. Raises `ReadingError` when it opens but is not YAML.
    """
    opening = _FENCE.match(given)
    if not opening or not _FIELD.match(given, opening.end()):
        return About(), 0
    closing = _END.search(given, opening.end(), opening.end() + _LONGEST)
    if not closing:
        return About(), 0
    body = given[opening.end() : closing.start()]
    rest = given[closing.end() :]
    return _about(body), len(given) - len(rest.lstrip())


def _about(body: str) -> About:
    """Return the fields of a YAML mapping; those that are no scalars are passed over."""
    import yaml

    try:
        fields = yaml.safe_load(body)
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise ReadingError(f"its front matter is not YAML{where}; mend it or remove the ---") from None
    if not isinstance(fields, dict):
        return About()
    words = {key: str(value) for key, value in fields.items() if isinstance(value, str | int | dt.date)}
    return About(
        title=words.get("title"),
        outlet=words.get("outlet") or words.get("publisher"),
        author=words.get("author"),
        date=parse_date(words.get("date")),
        url=words.get("url"),
        language=words.get("language"),
    )
