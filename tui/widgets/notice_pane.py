"""What is to be said of the claim shown, at its place: that its article changed, what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui.editions import NoticeLine
from tui.widgets.part import part_style
from tui.wrapping import wrap


class NoticePane(Widget):
    """Shown only while there is something to say."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"notice--line", "notice--label", "notice--differs"}

    shown: reactive[tuple[NoticeLine, ...]] = reactive((), layout=True)

    def show(self, lines: Sequence[NoticeLine]) -> None:
        """Show ``lines``; without any, nothing."""
        self.shown = tuple(lines)
        self.display = bool(lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at ``width``."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        return [part for line in self.shown for part in self._wrapped(line, width)]

    def _wrapped(self, line: NoticeLine, width: int) -> list[Content]:
        """Return a line broken at ``width``, what follows its first part below that."""
        whole = Content("")
        for words, differs in line.parts:
            part = Content(words)
            whole += part.stylize(part_style(self, "notice--differs")) if differs else part
        compared = len(line.parts) > 1
        style = part_style(self, "notice--label" if compared else "notice--line")
        whole = whole if compared else whole.stylize(style)
        indent = len(line.label)
        broken = wrap(whole.plain, max(1, width - indent))
        labels = [line.label, *[" " * indent] * len(whole.plain)]
        return [
            Content(label).stylize(style) + whole[start:end]
            for label, (start, end) in zip(labels, broken, strict=False)
        ]
