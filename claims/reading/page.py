"""HTML pages, through trafilatura: the article without the page around it.

The text starts with the title and has its paragraphs between blank lines. Offsets count in that text:
of a page there is no other text "as given".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from claims.errors import ReadingError
from claims.models import Article, Furniture, FurnitureKind, Span
from claims.reading import jsonld
from claims.reading.assembly import About, assemble
from claims.reading.dates import parse_date
from claims.reading.furniture import is_plain_heading
from claims.reading.furniture_rules import consent
from claims.reading.guard import running_text
from claims.reading.markup import check

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

NOTHING = "no article found in this page; save its text as .txt instead"

WALL = "it asks for consent instead of showing its article; answer it in a browser, and save the page then"

_SIGNED = "//a[@rel='author' or @title='View user profile.']"
"""The link to who wrote the page; the second is Drupal's."""

_CORRECTIONS = "//*[self::aside or self::footer or self::section or self::div][" + (
    " or ".join(f"contains(@class, '{name}')" for name in ("correction", "clarification", "editors-note"))
    + "]"
)

_BLOCKS = frozenset({"body", "head", "p", "item", "quote", "row", "list", "table", "div"})
"""Elements of trafilatura's result that begin and end a paragraph."""

_LINE_BREAK = "\N{LINE SEPARATOR}"
"""Stands for a line break while white space is folded."""

_BREAKS = {"lb": _LINE_BREAK, "cell": " | "}

_SPACE = re.compile(r"[ \t\r\n\f]+")
"""White space as HTML has it: a non-breaking space is none of it."""

_DECLARED = re.compile(
    rb"""<meta[^>]{1,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w:.\-]{2,40})""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
"""Bytes of a page in which it declares its encoding (the standard asks for 1024)."""

_SNIFFED = 1024
_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<!--")

_SUFFIX = re.compile(r"\s(?:[-–—|•·»]|::)\s")
"""What stands between a headline and the outlet's name in a page's title."""

_FEWEST_OF_A_WALL = 3
"""Paragraphs of a page that asks for consent; an article on advertising gives its date or author."""

_LONGEST_MENU_WORD = 40
"""Code points of a line that can be part of a menu above the headline."""


class _Block(NamedTuple):
    """One paragraph of the page; ``rank`` is the heading's (``h2``), or empty."""

    words: str
    rank: str = ""


def looks_like(head: bytes) -> bool:
    """Tell whether what a file begins with is a page."""
    return head[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_STARTS)


def read(data: bytes, name: str, *, address: str | None = None, charset: str | None = None) -> Article:
    """Return the article of a page's bytes; `ReadingError` when no article is found in it.

    ``address`` is where the page was found, for one that doesn't give its own; ``charset`` is the
    encoding that its server named, which goes before the one that it declares.
    """
    declared = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    named = charset or (declared.group(1).decode("ascii", "ignore") if declared else None)
    page = running_text(data, named)
    check(page)
    tree = _tree(page)
    said = jsonld.story(tree.xpath("//script[@type='application/ld+json']/text()"))
    headlines = [_folded([h1.text_content()]) for h1 in tree.xpath("//h1")]
    signed = next((words for link in tree.xpath(_SIGNED) if (words := _folded([link.text_content()]))), None)
    language = tree.get("lang")
    if said.live:
        _join_entries(tree)
    _keep_corrections(tree)
    found = _extracted(tree)
    outlet = found.sitename or found.hostname or urlsplit(address or "").hostname
    title = _title(found.title or "", outlet or "", headlines)
    blocks = _as_written([*_blocks(found.body)], said.body)
    if not blocks:
        raise ReadingError(NOTHING)
    if not (found.date or found.author) and _asks_for_consent(blocks):
        raise ReadingError(WALL)
    text, headings = _text(_below_title(blocks, title), title)
    about = About(
        title,
        outlet,
        found.author or signed,
        parse_date(found.date),
        found.url or said.url or address,
        language,
    )
    return assemble(text, name, about, known=headings)


def fragment(markup: str, name: str, about: About) -> Article:
    """Return the article of ``markup`` that stands in a feed or a mail, and of which all else is known.

    Raises `ReadingError` when no article is found in it.
    """
    check(markup)
    found = _extracted(_tree(f"<html><body><article>{markup}</article></body></html>"))
    blocks = [*_blocks(found.body)]
    if not blocks:
        raise ReadingError(NOTHING)
    title = _folded([about.title or ""]).replace("\n", " ")
    text, headings = _text(_below_title(blocks, title), title)
    return assemble(text, name, about, known=headings)


def _tree(page: str) -> HtmlElement:
    """Return the page as a tree."""
    from trafilatura import load_html

    tree = load_html(page)
    if tree is None:
        raise ReadingError(NOTHING)
    return tree


def _join_entries(tree: HtmlElement) -> None:
    """Make the entries of a live blog parts of one article: trafilatura takes the first article alone."""
    for entry in tree.xpath("//article"):
        entry.tag = "div"


def _keep_corrections(tree: HtmlElement) -> None:
    """Make notes on what was wrong parts of the article: as asides trafilatura leaves them out."""
    for note in tree.xpath(_CORRECTIONS):
        note.tag = "div"
        note.attrib.clear()


def _extracted(tree: HtmlElement) -> Document:
    """Return what trafilatura makes of a page.

    A page is untrusted and the library is not ours: whatever it raises means that it found nothing.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        found = bare_extraction(tree, include_comments=False, with_metadata=True)
    except Exception as problem:
        raise ReadingError(NOTHING) from problem
    if not isinstance(found, Document) or found.body is None:
        raise ReadingError(NOTHING)
    return found


def _title(title: str, outlet: str, headlines: list[str]) -> str:
    """Return the headline: ``title`` without the outlet's name, as the page's own headings have it."""
    folded = _SPACE.sub(" ", title).strip()
    letters = _letters(folded)
    for headline in headlines:
        if (shorter := _letters(headline)) and letters.startswith(shorter) and _SUFFIX.search(folded):
            return headline.replace("\n", " ")
    *parts, last = _SUFFIX.split(folded)
    if parts and outlet and _letters(last) == _letters(outlet):
        return folded[: -len(last)].rstrip(" -–—|•·»:")
    return folded


def _blocks(body: _Element) -> Iterator[_Block]:
    """Yield the paragraphs below ``body`` in the order of the page, each with its white space folded."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    rank = ""
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            if words := _folded(pieces):
                yield _Block(words, rank)
            pieces = []
            rank = element.get("rend", "h") if event == "start" and element.tag == "head" else ""
        elif event == "start" and element.tag in _BREAKS and _folded(pieces):
            pieces.append(_BREAKS[element.tag])
        pieces.append((element.text if event == "start" else element.tail) or "")


def _folded(pieces: list[str]) -> str:
    """Return the words of ``pieces`` with white space folded as a browser does."""
    folded = _SPACE.sub(" ", "".join(pieces))
    return "\n".join(words for line in folded.split(_LINE_BREAK) if (words := line.strip(" ")))


def _as_written(blocks: list[_Block], body: str) -> list[_Block]:
    """Return ``blocks``, or the paragraphs of ``body`` when that is the same text with its breaks kept."""
    paragraphs = [words for line in body.splitlines() if (words := _folded([line]))]
    if len(paragraphs) > len(blocks) and _letters(body) == "".join(_letters(block.words) for block in blocks):
        return [_Block(words) for words in paragraphs]
    return blocks


def _below_title(blocks: list[_Block], title: str) -> list[_Block]:
    """Return the paragraphs below the headline; a menu above it, and the headline itself, go."""
    letters = _letters(title)
    above = [*takewhile(lambda block: _is_menu(block.words) and _letters(block.words) != letters, blocks)]
    rest = blocks[len(above) :]
    return rest[1:] if rest and letters and _letters(rest[0].words) == letters else blocks


def _asks_for_consent(blocks: list[_Block]) -> bool:
    """Tell whether most paragraphs of a page speak of cookies, tracking and advertising."""
    asking = sum(consent().search(block.words) is not None for block in blocks)
    return len(blocks) >= _FEWEST_OF_A_WALL and asking > len(blocks) / 2


def _is_menu(words: str) -> bool:
    """Tell whether a line could be part of a menu: short, and no sentence."""
    return len(words) <= _LONGEST_MENU_WORD and not words.endswith((".", "!", "?", "”", '"'))


def _text(blocks: list[_Block], title: str) -> tuple[str, tuple[Furniture, ...]]:
    """Return the text of an article, its title first, and its headings where they are furniture."""
    parts = [title] if title else []
    headings: list[Furniture] = []
    position = len(title) + 2 if title else 0
    for block in blocks:
        end = position + len(block.words)
        if block.rank and is_plain_heading(block.words):
            headings.append(Furniture(span=Span(position, end), kind=FurnitureKind.HEADING))
        parts.append(block.words)
        position = end + 2
    return "\n\n".join(parts), tuple(headings)


def _letters(words: str) -> str:
    """Return only the letters and digits of ``words``, folded: what makes two headlines the same."""
    return "".join(char for char in words.casefold() if char.isalnum())
