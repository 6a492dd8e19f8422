"""A list of items of some lines each, under headings, with a cursor on one item."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.widgets.lines_view import LinesView
from tui.widgets.part import part_style
from tui.wording import fit


class Line(NamedTuple):
    """A line of the list: line ``number`` of ``item``, or its heading (-1)."""

    item: int
    number: int


class ItemList(LinesView, can_focus=True, inherit_bindings=False):
    """Items drawn line by line; what each line shows is the subclass's to say."""

    HEIGHT: ClassVar[int]
    """Lines of one item."""
    CURSOR: ClassVar[str]
    """The component class of the item under the cursor."""
    EMPTY: ClassVar[Sequence[str]] = ()
    """What is shown when there is no item."""

    @dataclass
    class Chosen(Message):
        """An item was clicked."""

        index: int

    def __init__(self, id: str) -> None:
        """Start without items."""
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._first: Sequence[int] = ()
        self.cursor = 0
        self.empty = self.EMPTY

    @abstractmethod
    def draw(self, item: int, number: int, width: int) -> Content:
        """Return line ``number`` of an item."""

    def draw_heading(self, item: int, width: int) -> Content:
        """Return the heading above an item that has one."""
        return Content("")

    def lay_out(self, count: int, headed: frozenset[int], cursor: int) -> None:
        """Show ``count`` items, those of ``headed`` under a heading, with the cursor on item ``cursor``."""
        lines: list[Line] = []
        first: list[int] = []
        for item in range(count):
            if item in headed:
                lines.append(Line(item, -1))
            first.append(len(lines))
            lines += [Line(item, number) for number in range(self.HEIGHT)]
        self._lines, self._first = lines, first
        self.hold(max(1, len(lines)))
        self.move_cursor(cursor)

    @property
    def count(self) -> int:
        """How many items there are."""
        return len(self._first)

    @property
    def page_length(self) -> int:
        """How many items are visible."""
        return max(1, self.scrollable_content_region.height // self.HEIGHT)

    def move_cursor(self, cursor: int) -> None:
        """Put the cursor on the item at ``cursor``, as near as there is one."""
        self.cursor = max(0, min(cursor, self.count - 1))
        if self.count:
            at = self._first[self.cursor]
            headed = at > 0 and self._lines[at - 1].number < 0
            for top in (at - headed, at):  # the heading too, where there is room for it
                self.scroll_to_region(
                    Region(0, top, 1, at + self.HEIGHT - top), animate=False, force=True, immediate=True
                )
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor's item in sight."""
        self.move_cursor(self.cursor)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.call_after_refresh(lambda: self.move_cursor(self.cursor))  # where a click has put it by then

    def on_click(self, event: events.Click) -> None:
        """Report the item that was clicked."""
        at = event.get_content_offset(self)
        line = at.y + round(self.scroll_y) if at else -1
        if 0 <= line < len(self._lines):
            self.post_message(self.Chosen(self._lines[line].item))

    def render_line(self, y: int) -> Strip:
        """Return line ``y`` of what is visible."""
        width = self.scrollable_content_region.width
        base = self.visual_style
        at = y + self.scroll_offset.y
        content = Content("")
        if at < len(self._lines):
            item, number = self._lines[at]
            here = item == self.cursor and self.has_focus and number >= 0
            if here:
                base += part_style(self, self.CURSOR)
            bar = Content("▌ " if here else "  ")
            drawn = self.draw(item, number, width - 2) if number >= 0 else self.draw_heading(item, width - 2)
            content = (bar if number >= 0 else Content("")) + drawn.truncate(width - 2, ellipsis=True)
        elif not self._lines and at < len(self.empty):
            content = Content(fit(f"  {self.empty[at]}", width))
        return Strip(content.render_segments(base)).adjust_cell_length(width, base.rich_style)
