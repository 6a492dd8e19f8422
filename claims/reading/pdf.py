"""PDF files, through pypdf: the running text of their pages, its lines joined to paragraphs again.

A PDF knows lines on pages, not text. So the heads and numbers that run along with the pages are left
out, words that were broken at the end of a line are whole again, and paragraphs are told by their last,
shorter line. Offsets count in that text: there is no other "as given".
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading.assembly import About, assemble
from claims.reading.dates import parse_date
from claims.reading.extras import needing

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 1_000

MOST_DRAWN = 20_000_000
"""Bytes of instructions on all pages: text with diagrams takes a hundredth of it."""

MOST_OPERATIONS = 1_000_000
"""Instructions that are carried out, repeated ones counted each time."""

MARGIN = 2
"""Lines at the top and at the bottom of a page that can run along with the pages."""

FEWEST_REPEATED = 2
"""Pages that a line must stand on to run along with them; and at least on a third of all."""

SHORT = 0.8
"""Share of the width of a line below which it can be the last of its paragraph."""

_MAGIC = b"%PDF-"
_SNIFFED = 1024
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of|von)\s*\d{1,4})?", re.IGNORECASE
)
_SOFT = "\N{SOFT HYPHEN}"
_HYPHENS = ("-", "\N{HYPHEN}", _SOFT)
_LAST_WORD = re.compile(r"([^\W\d_]++)[-\u2010\u00ad]\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]++")
_WORD = re.compile(r"[^\W\d_]++(?:-[^\W\d_]++)*+")
_LONGEST_WORD = 60
_FULL = 0.9
"""Of ten lines nine are no wider than a full one."""

_FILE_NAME = re.compile(r"\.(?:docx?|odt|indd|qxp|rtf|pdf|tex|pages|pptx?)\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\xa0]+")


def looks_like(head: bytes) -> bool:
    """Tell whether a file begins as PDF does."""
    return _MAGIC in head[:_SNIFFED]


def read(data: bytes, name: str, max_size: int) -> Article:
    """Return the article of a PDF file's bytes, of at most ``max_size`` code points.

    Raises `ReadingError` without pypdf, for a file that is damaged, encrypted, or holds pictures of
    text only. The library is not ours, and what it is fed is untrusted: whatever it raises means that it
    can't read the file.
    """
    with needing("pdf", "PDF files"):
        from pypdf import PdfReader
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError("encrypted; remove its password first")
        pages = _pages(reader, max_size)
        about = _about(reader)
    except ReadingError:
        raise
    except Exception as problem:
        raise ReadingError("no PDF, or a damaged one; save its text as .txt instead") from problem
    text = "\n\n".join(_paragraphs(_running(pages)))
    if not text:
        raise ReadingError("no text in this PDF, only pictures of it; run OCR over it first")
    return assemble(text, name, about)


def _pages(reader: PdfReader, max_size: int) -> list[list[str]]:
    """Return the lines of each page, white space folded; an empty one stands for a gap."""
    if len(reader.pages) > MOST_PAGES:
        raise TooLarge(f"more than {MOST_PAGES:,} pages; split it")
    budget = _Budget()
    pages = []
    left = max_size
    for page in reader.pages:
        drawn = page.get_contents()
        budget.draw(len(drawn.get_data()) if drawn is not None else 0)
        text = page.extract_text(visitor_operand_before=budget.operate)
        left -= len(text)
        if left < 0:
            raise TooLarge(f"its text is larger than {max_size:,}; split it, or raise the limit")
        pages.append([_SPACE.sub(" ", line).strip() for line in text.splitlines()])
    return pages


class _Budget:
    """What may be drawn: a few bytes of a file can stand for any number of lines and pictures."""

    def __init__(self) -> None:
        self._bytes = 0
        self._operations = 0

    def draw(self, size: int) -> None:
        """Count ``size`` bytes of instructions; raises `TooLarge` when they are too many."""
        self._bytes += size
        if self._bytes > MOST_DRAWN:
            raise TooLarge("more drawings than a text has; save its text as .txt instead")

    def operate(self, *_: object) -> None:
        """Count one instruction, also of what a page draws again and again; raises `TooLarge`."""
        self._operations += 1
        if self._operations > MOST_OPERATIONS:
            raise TooLarge("more drawings than a text has; save its text as .txt instead")


def _about(reader: PdfReader) -> About:
    """Return what the file says of itself, where it says it."""
    said = reader.metadata
    if said is None:
        return About()
    title = said.title if isinstance(said.title, str) else ""
    try:
        date = said.creation_date
    except ValueError:
        date = None
    return About(
        title=None if _FILE_NAME.search(title) else title or None,
        author=said.author if isinstance(said.author, str) else None,
        date=parse_date(date),
    )


def _running(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of all pages without those that run along with them."""
    whole = [[line for line in page if line] for page in pages]
    met = Counter(key for page in whole for key in {_key(line) for line in _margins(page)})
    least = max(FEWEST_REPEATED, len(pages) / 3)
    for page, lines in zip(whole, pages, strict=True):
        margins = {*_margins(page)}
        for line in lines:
            runs = line in margins and (met[_key(line)] >= least or _PAGE_NUMBER.fullmatch(line))
            if not runs:
                yield line


def _margins(page: Sequence[str]) -> Sequence[str]:
    return [*page[:MARGIN], *page[-MARGIN:]]


def _key(line: str) -> str:
    """Return what of a line stays from page to page."""
    return _NUMBER.sub("#", line.casefold())


def _paragraphs(lines: Iterator[str]) -> Iterator[str]:
    """Yield the paragraphs that the running lines make up."""
    kept = [*lines]
    words = Counter(word for line in kept for word in _WORD.findall(line.casefold()))
    widths = sorted(len(line) for line in kept if line)
    width = widths[int(len(widths) * _FULL)] if widths else 0
    pieces: list[str] = []
    before = ""
    for line in kept:
        if pieces and (not line or _ends(before, line, width)):
            yield "".join(pieces)
            pieces = []
        if pieces:
            pieces[-1:] = _joint(before, line, words)
        if line:
            pieces.append(line)
        before = line
    if pieces:
        yield "".join(pieces)


def _ends(line: str, following: str, width: int) -> bool:
    """Tell whether a paragraph ends with ``line``: it is short, and what follows can begin one."""
    return len(line) < SHORT * width and not following[:1].islower() and not line.endswith(_HYPHENS)


def _joint(line: str, following: str, words: Counter[str]) -> tuple[str, str]:
    """Return ``line`` and what stands between it and the one that follows it in a paragraph.

    A word that was broken between them is whole again, with its hyphen when the text has it so elsewhere.
    """
    last = _LAST_WORD.search(line, max(0, len(line) - _LONGEST_WORD))
    first = _FIRST_WORD.match(following)
    if not last or not first or not following[0].islower():
        return line, " "
    halves = (last[1].casefold(), first.group().casefold())
    hyphenated = line[-1] != _SOFT and words["-".join(halves)] > words["".join(halves)]
    return (line, "") if hyphenated else (line[:-1], "")
