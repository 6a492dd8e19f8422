"""Markdown: its markup is left out, with the way back to the source in the article's shifts.

Only the markup of running text is known here: headings, emphasis, links, pictures, block quotations,
comments and escapes (CommonMark 0.31). What else there is (lists, tables, code) stays as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claims.models import Article, Furniture, FurnitureKind, Span
from claims.reading.assembly import assemble
from claims.reading.frontmatter import front_matter
from claims.reading.furniture import is_plain_heading
from claims.reading.guard import running_text, with_text
from claims.text.normalise import Cut

_HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6}+)[ \t]++(?P<words>[^\n]*)", re.MULTILINE)
_CLOSING_MARKS = re.compile(r"[ \t]#{1,6}+[ \t]*+\r?$")
_QUOTATION = re.compile(r"^ {0,3}(?:>[ \t]?){1,9}+", re.MULTILINE)
_ADDRESS = (
    r"\(<?[^()\s<>]{0,2000}+(?:\([^()\s]{0,500}+\)[^()\s<>]{0,500}+)?+>?"
    r"(?:[ \t]{1,3}+[\"'][^\"'\n]{0,300}+[\"'])?+\)"
)
"""Address and title of an inline link; one pair of brackets may stand in the address."""

_LINK = re.compile(
    rf"(?P<picture>!?)\[(?P<words>[^\[\]\n]{{0,1000}}+)\](?:{_ADDRESS}|\[[^\[\]\n]{{0,200}}+\])"
)
_EMPHASIS = (
    re.compile(r"(?<![\w\\*])(?P<marks>\*{1,3}+)(?=[^\s*])(?P<words>[^*\n]++)(?<!\s)(?P=marks)(?![\w*])"),
    re.compile(r"(?<![\w\\])(?P<marks>_{1,3}+)(?=[^\s_])(?P<words>[^_\n]++)(?<!\s)(?P=marks)(?!\w)"),
)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]\n]{1,200}+\]:[ \t][^\n]*", re.MULTILINE)


def read(data: bytes, name: str) -> Article:
    """Return the article of a Markdown file's bytes; `ReadingError` when they are no text."""
    given = running_text(data)
    about, start = front_matter(given)
    headings = [*_HEADING.finditer(given, start)]
    if about.title is None:
        about = replace(about, title=next((_heading(m)[0] for m in headings if m["marks"] == "#"), None))
    cuts = [(0, start), *_markup(given, start)]
    known = [*_headings(headings), *_links(given, start)]
    return with_text(assemble(given, name, about, cuts, known))


def _heading(match: re.Match[str]) -> tuple[str, int]:
    """Return the words of a heading without the marks that close it, and the offset where they end."""
    closing = _CLOSING_MARKS.search(match["words"])
    words = match["words"][: closing.start()] if closing else match["words"]
    return words.rstrip(), match.start("words") + len(words.rstrip())


def _markup(given: str, start: int) -> Iterator[Cut]:
    """Yield the markup from ``start`` on, in no order."""
    yield from _comments(given, start)
    for match in _HEADING.finditer(given, start):
        yield match.start(), match.start("words")
        yield _heading(match)[1], match.start("words") + len(match["words"].rstrip())
    for match in _QUOTATION.finditer(given, start):
        yield match.span()
    for pattern in (_LINK, *_EMPHASIS):
        for match in pattern.finditer(given, start):
            yield match.start(), match.start("words")
            yield match.end("words"), match.end()
    for match in _ESCAPE.finditer(given, start):
        yield match.span()


def _comments(given: str, start: int) -> Iterator[Cut]:
    """Yield the comments; one that is not closed is none."""
    while (opening := given.find("<!--", start)) >= 0 and (closing := given.find("-->", opening)) >= 0:
        start = closing + 3
        yield opening, start


def _headings(headings: list[re.Match[str]]) -> Iterator[Furniture]:
    """Yield the headings below the title that only name what follows."""
    for match in headings:
        words, end = _heading(match)
        if len(match["marks"]) > 1 and words and is_plain_heading(words):
            yield Furniture(span=Span(match.start("words"), end), kind=FurnitureKind.HEADING)


def _links(given: str, start: int) -> Iterator[Furniture]:
    """Yield the words under pictures, the links that are alone on a line, and link definitions."""
    for match in _LINK.finditer(given, start):
        span = Span(*match.span("words"))
        if match["picture"]:
            yield Furniture(span=span, kind=FurnitureKind.CAPTION)
        elif _alone(given, match) and is_plain_heading(match["words"]):
            yield Furniture(span=span, kind=FurnitureKind.LINK)
    for match in _DEFINITION.finditer(given, start):
        yield Furniture(span=Span(*match.span()), kind=FurnitureKind.LINK)


def _alone(given: str, match: re.Match[str]) -> bool:
    """Tell whether nothing else is on the line of a match."""
    before = given[max(0, match.start() - 4) : match.start()].rpartition("\n")[2].strip(" *-+\t")
    after = given[match.end() : match.end() + 2].partition("\n")[0].strip()
    return not before and not after
