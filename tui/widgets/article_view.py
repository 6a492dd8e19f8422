"""The article around a claim: source, cue and content in place, each in a style of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from claims.models import Article
from tui.page import CONTEXTS, Page, Piece, Role
from tui.widgets.part import part_style
from tui.wording import DOT, fit, one_line, styled
from tui.wrapping import wrap

GUTTER = 2
"""Cells left of the text: a bar beside the claim's lines, a dot beside those of other claims."""
ABOVE = 3
"""Lines kept in sight above the claim."""
ASIDE = {Role.OTHER: "·", Role.CONTENT: "▌", Role.SOURCE: "▌", Role.CUE: "▌", Role.DIFFERS: "≠"}


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
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

    class Clicked(Message):
        """The article was clicked."""

    context: reactive[int] = reactive(len(CONTEXTS) - 1)
    """How much of the article is shown: an index into ``CONTEXTS``."""

    def __init__(self, id: str) -> None:
        """Start without an article."""
        super().__init__(id=id)
        self._page: Page | None = None
        self._empty = ""
        self._head: list[Content] = []
        self._lines: Sequence[tuple[int, int]] = ()
        self._pieces: Sequence[Piece] = ()
        self._laid_out: tuple[object, ...] = ()

    def show(self, page: Page | None, empty: str = "") -> None:
        """Show ``page`` with its claim in sight; without one, the words ``empty``."""
        self._page, self._empty = page, empty
        self.border_title = Content(one_line(_name(page.article)) if page else "Article")
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

    def on_click(self) -> None:
        """Report the click."""
        self.post_message(self.Clicked())

    @property
    def page_length(self) -> int:
        """How many lines are visible."""
        return max(1, self.scrollable_content_region.height)

    def scroll_lines(self, lines: int) -> None:
        """Scroll down by ``lines``; up when negative."""
        self.scroll_to(y=self.scroll_y + lines, animate=False, force=True)

    def _lay_out(self) -> None:
        """Wrap the part of the article that is to be shown, unless that is done already."""
        width = self.scrollable_content_region.width - GUTTER
        if self._page is None:
            self._laid_out, self._lines, self._pieces = (), (), ()
            self._head = [Content(line) for line in self._empty.split("\n")] if self._empty else []
        else:
            start, end = self._page.window(self.context)
            self._head = list(self._heading(self._page.article, width))
            self._pieces = self._page.within(start, end)
            wanted = (self._page.article.id, width, start, end)
            if wanted != self._laid_out:
                self._lines = tuple(wrap(self._page.text, width, start, end))
                self._laid_out = wanted
        self.virtual_size = Size(width + GUTTER, len(self._head) + len(self._lines))
        self.refresh()

    def _heading(self, article: Article, width: int) -> Sequence[Content]:
        """Return the lines above the text: title, author, date and address, as far as they are known."""
        about = DOT.join(one_line(str(part)) for part in (article.author, article.date, article.url) if part)
        title = "" if _opens_with_title(article) else article.title or ""
        head = [
            Content(one_line(title[start:end])).stylize(part_style(self, "article--title"))
            for start, end in (wrap(title.replace("\n", " "), width) if title else ())
        ]
        if about:
            style = part_style(self, "article--about")
            head.append(Content(fit(about, width)).stylize(style))
        return [*head, Content("")] if head else []

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
        self.scroll_to(y=y, animate=False, force=True)

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
            content = Content(" " * GUTTER) + self._head[number]
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


def _name(article: Article) -> str:
    """Return the pane's title: the outlet, and the article's name when there is no outlet."""
    return article.outlet or article.name
