"""A pane of lines that scrolls, and whose scroll bar is always there."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class LinesView(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines drawn one by one; how many there are can change with every key.

    Textual's scroll view lays the whole screen out anew for that, since a scroll bar may come or go;
    here the style sheet says that it stays (``overflow-y: scroll``), and only its size changes.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def hold(self, lines: int) -> None:
        """Say how many lines there are now, and scroll back to the last ones if there are fewer."""
        self.virtual_size = Size(self.size.width, lines)
        self.vertical_scrollbar.window_virtual_size = lines
        if self.scroll_y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True, immediate=True)
