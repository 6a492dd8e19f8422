"""The screens of a claim's story: how each outlet tells it, and who said it first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.screens.reading import ReadingScreen

Lines = Callable[[int], Iterator[Content]]
"""From a width in cells to lines of that width."""


class Told(Widget):
    """Lines that are laid out anew for the width there is."""

    def __init__(self, lines: Lines) -> None:
        """Show ``lines``."""
        super().__init__()
        self._lines = lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at ``width``."""
        return len(list(self._lines(width)))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(list(self._lines(self.content_size.width)))


class StoryScreen(ReadingScreen):
    """A story, to scroll in, over the review screen."""

    def __init__(self, title: str, lines: Lines) -> None:
        """Show ``lines`` under ``title``."""
        super().__init__(title, Content(""))
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Show the lines in a frame."""
        with VerticalScroll(id="reading", can_focus=False, classes="story") as frame:
            frame.border_title = Content(self._title)
            frame.border_subtitle = Content("esc closes")
            yield Told(self._lines)
