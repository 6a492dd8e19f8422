"""The rules of page furniture, as frozen values; what they are is in ``furniture.toml``.

A rule looks at one line. Its words come from ``words/*.toml``, a file for each language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from claims.models import FurnitureKind

LANGUAGES = ("en", "de")
"""All are tried on every text: an article's language is known only by what it says of itself."""


class Extent(StrEnum):
    """Which part of the line a rule that hits makes furniture."""

    LINE = "line"
    MATCH = "match"
    LABEL = "label"


class Anchor(StrEnum):
    """Where in the line a pattern is tried."""

    START = "start"
    END = "end"


class Place(StrEnum):
    """Where in the article a rule is tried."""

    ANYWHERE = "anywhere"
    HEAD = "head"
    TAIL = "tail"


@dataclass(frozen=True)
class Rule:
    """What one kind of furniture looks like; the fields are explained in ``furniture.toml``."""

    id: str
    kind: FurnitureKind
    reason: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None
    extent: Extent
    anchor: Anchor
    place: Place
    longest: int


_UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
"""The capital letters of the Latin, Greek and Cyrillic scripts."""

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")

CLAIM_FORM = re.compile(r"\s[-–—]\s|:\s|[\"“”„«»‘‚]")
"""What a heading or link of the form "Claim - Source", "Source: Claim" or with a quotation has."""


def _data(*path: str) -> dict[str, object]:
    """Return a TOML file of this room."""
    return tomllib.loads(files("claims.reading").joinpath(*path).read_text("utf-8"))


def _any(words: set[str]) -> str:
    """Return an atomic group of words, longest first; a space is any white space, an apostrophe any."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return (
        "(?>" + "|".join(re.escape(word) for word in ordered).replace(r"\ ", r"\s").replace("'", "['’]") + ")"
    )


@cache
def _fragments() -> Mapping[str, str]:
    """Return what the names in braces stand for, the words of all languages among them."""
    tables: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for table, words in _data("words", f"{language}.toml").items():
            assert isinstance(words, list)
            tables.setdefault(table, set()).update(words)
    fragments = {table: _any(words) for table, words in tables.items()}
    fragments |= {"upper": f"[{_UPPER}]", "upper_letters": _UPPER, "upper_more": rf"[{_UPPER}.'’\-]++"}
    written = _data("furniture.toml")["fragments"]
    assert isinstance(written, dict)
    for name, pattern in written.items():
        fragments[name] = _filled(pattern, fragments)
    return fragments


def _filled(pattern: str, fragments: Mapping[str, str]) -> str:
    """Return ``pattern`` with its names in braces filled in."""
    return _FRAGMENT.sub(lambda match: fragments[match.group(1)], pattern.strip())


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order in which they are tried."""
    written = _data("furniture.toml")["rule"]
    assert isinstance(written, list)
    return tuple(_rule(fields) for fields in written)


def _rule(fields: Mapping[str, str]) -> Rule:
    """Return the rule that a table of the data file writes down."""
    return Rule(
        id=fields["id"],
        kind=FurnitureKind(fields["kind"]),
        reason=fields["reason"],
        pattern=_compiled(fields["pattern"]),
        needs=_compiled(fields["needs"]) if "needs" in fields else None,
        extent=Extent(fields.get("extent", Extent.LINE)),
        anchor=Anchor(fields.get("anchor", Anchor.START)),
        place=Place(fields.get("place", Place.ANYWHERE)),
        longest=int(fields.get("longest", 160)),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of the data file, compiled; inside brackets a space is a space."""
    return re.compile(_filled(pattern, _fragments()), re.VERBOSE)


@cache
def lone_name() -> re.Pattern[str]:
    """Return the pattern of a line that is a personal name and nothing else."""
    return _compiled(r"(?!(?i:{byline}|{articles})\s){name}(?<!\.)$")


@cache
def consent() -> re.Pattern[str]:
    """Return the pattern of the words in which a page asks for consent."""
    return _compiled(r"(?i)(?<!\w){consent}(?!\w)")


@cache
def topic() -> re.Pattern[str]:
    """Return the pattern of a line that could be a topic of a tag list: no sentence, no list item."""
    return re.compile(rf"(?!\d{{1,2}}[.)]\s)[\"“„«#]?[{_UPPER}\d][^\n]*+(?<![.!?:;,…])$")
