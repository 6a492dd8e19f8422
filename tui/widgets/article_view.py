"""The article around a claim: source, cue and content in place, each in a style of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from claims.models import Article, Span
from tui.page import CONTEXTS, Page, Piece, Role
from tui.widgets.lines_view import LinesView
from tui.widgets.part import part_style
from tui.wording import DOT, fit, one_line, styled
from tui.wrapping import wrap

GUTTER = 2
"""Cells left of the text: a bar beside the claim's lines, a dot beside those of other claims."""
ABOVE = 3
"""Lines kept in sight above the claim."""
ASIDE = {Role.OTHER: "·", Role.CONTENT: "▌", Role.SOURCE: "▌", Role.CUE: "▌", Role.DIFFERS: "≠"}


Styled = tuple[str, str | None]
"""A line, and the component class that it is drawn with: not the style, which changes with the theme."""


class ArticleView(LinesView, can_focus=True, inherit_bindings=False):
    """The text of one article, wrapped, with the roles of one claim drawn into it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--title",
        "article--about",
        "article--gutter",
        "article--furniture",
        "article--other",
        "article--content",
        "article--source",
        "article--cue",
        "article--differs",
    }

    @dataclass
    class Chosen(Message):
        """Words of a claim were clicked."""

        claim_id: str

    context: reactive[int] = reactive(len(CONTEXTS) - 1)
    """How much of the article is shown: an index into ``CONTEXTS``."""

    def __init__(self, id: str) -> None:
        """Start without an article."""
        super().__init__(id=id)
        self._page: Page | None = None
        self._empty = ""
        self._head: list[Styled] = []
        self._lines: Sequence[tuple[int, int]] = ()
        self._pieces: Sequence[Piece] = ()
        self._laid_out: tuple[object, ...] = ()

    def show(self, page: Page | None, empty: str = "") -> None:
        """Show ``page`` with its claim in sight; without one, the words ``empty``."""
        self._page, self._empty = page, empty
        name = Content(_name(page) if page else "Article")
        if name != self._border_title:
            self.border_title = name
        self._lay_out()
        self._to_claim()

    def mark(self, page: Page) -> None:
        """Show ``page``, the one that is shown with other words marked, where it is scrolled to."""
        self._page = page
        self._lay_out()

    def watch_context(self) -> None:
        """Lay out more or less of the article."""
        self._lay_out()
        self._to_claim()

    def on_resize(self) -> None:
        """Wrap anew, and keep the claim in sight."""
        self._lay_out()
        self._to_claim()

    def on_click(self, event: events.Click) -> None:
        """Report the claim whose words were clicked."""
        at = event.get_content_offset(self)
        offset = self._offset_at(*at) if at else None
        claim_id = self._page.claim_at(offset) if self._page and offset is not None else None
        if claim_id is not None:
            self.post_message(self.Chosen(claim_id))

    def _offset_at(self, x: int, y: int) -> int | None:
        """Return which character of the text is drawn at a cell of the pane; None where there is none."""
        number = y + self.scroll_offset.y - len(self._head)
        if self._page is None or x < GUTTER or not 0 <= number < len(self._lines):
            return None
        cells = GUTTER
        for offset in range(*self._lines[number]):
            cells += cell_len(self._page.text[offset])
            if x < cells:
                return offset
        return None

    @property
    def page_length(self) -> int:
        """How many lines are visible."""
        return max(1, self.scrollable_content_region.height)

    def reveal(self, span: Span) -> None:
        """Scroll no further than it takes to have ``span`` of the text in sight."""
        first, last = self._line_of(span.start), self._line_of(max(span.start, span.end - 1))
        top = min(first, max(round(self.scroll_y), last - self.page_length + 2))
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=True)

    def scroll_lines(self, lines: int) -> None:
        """Scroll down by ``lines``; up when negative."""
        self.scroll_to(y=self.scroll_y + lines, animate=False, force=True, immediate=True)

    def _lay_out(self) -> None:
        """Wrap the part of the article that is to be shown, unless that is done already."""
        width = self.scrollable_content_region.width - GUTTER
        if self._page is None:
            self._laid_out, self._lines, self._pieces = (), (), ()
            self._head = [(line, None) for line in self._empty.split("\n")] if self._empty else []
        else:
            start, end = self._page.window(self.context)
            wanted = (self._page.article.id, width, start, end)
            if wanted == self._laid_out:
                self._mark(self._page.within(start, end))
                return
            self._head = list(self._heading(self._page.article, width))
            self._pieces = self._page.within(start, end)
            self._lines = tuple(wrap(self._page.text, width, start, end))
            self._laid_out = wanted
        self.hold(len(self._head) + len(self._lines))
        self.refresh()

    def _mark(self, pieces: Sequence[Piece]) -> None:
        """Paint those lines anew in which other words have a role, or the same ones another."""
        changed = set(self._pieces) ^ set(pieces)
        self._pieces = pieces
        for number, (start, end) in enumerate(self._lines):
            if any(piece.start < end and piece.end > start for piece in changed):
                self.refresh_line(number + len(self._head))

    def _heading(self, article: Article, width: int) -> Iterator[Styled]:
        """Yield the lines above the text: title, author, date and address, as far as they are known."""
        title = one_line(article.title or "") if not _opens_with_title(article) else ""
        about = DOT.join(one_line(str(part)) for part in (article.author, article.date, article.url) if part)
        for start, end in wrap(title, width) if title else ():
            yield title[start:end], "article--title"
        if about:
            yield fit(about, width), "article--about"
        if title or about:
            yield "", None

    def _to_claim(self) -> None:
        """Scroll so that the claim is in sight, with a little of what stands above it."""
        if self._page is None:
            return
        first = self._line_of(self._page.focus.start)
        last = self._line_of(self._page.focus.end - 1)
        if last < self.page_length - 1:
            y = 0
        else:
            y = first - max(0, min(ABOVE, self.page_length - (last - first) - 1))
        self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def _line_of(self, offset: int) -> int:
        """Return the line that the text's ``offset`` is on, the heading's lines counted too."""
        for number, (_, end) in enumerate(self._lines):
            if offset < end:
                return number + len(self._head)
        return len(self._head) + max(0, len(self._lines) - 1)

    def render_line(self, y: int) -> Strip:
        """Return line ``y`` of what is visible."""
        width = self.scrollable_content_region.width
        base = self.visual_style
        number = y + self.scroll_offset.y
        if number < len(self._head):
            words, part = self._head[number]
            content = styled([(" " * GUTTER, None), (words, part_style(self, part) if part else None)])
        elif number - len(self._head) < len(self._lines):
            content = self._body(*self._lines[number - len(self._head)])
        else:
            content = Content("")
        return Strip(content.render_segments(base)).adjust_cell_length(width, base.rich_style)

    def _body(self, start: int, end: int) -> Content:
        """Return one line of the text with its gutter, its roles drawn in."""
        assert self._page is not None
        content = Content(self._page.text[start:end])
        mark = ""
        for piece in self._pieces:
            if piece.start < end and piece.end > start:
                style = part_style(self, f"article--{piece.role.name.lower()}")
                content = content.stylize(style, max(piece.start - start, 0), piece.end - start)
                mark = ASIDE.get(piece.role, mark)
        gutter = styled([(f"{mark:{GUTTER}}", part_style(self, "article--gutter"))])
        return gutter + content


def _opens_with_title(article: Article) -> bool:
    """Return whether the text begins with the title, so that it need not be shown twice."""
    title = (article.title or "").split()
    return article.text.split(maxsplit=len(title))[: len(title)] == title


def _name(page: Page) -> str:
    """Return the pane's title: the outlet, else the article's name, and what is said of its versions."""
    return DOT.join(filter(None, (one_line(page.article.outlet or page.article.name), page.edition)))
