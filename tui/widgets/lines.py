"""The two lines at the foot of the screen: what was done last, and what can be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tui.commands import Command, KeyNames, spell
from tui.widgets.part import part_style
from tui.wording import fit, one_line

GAP = 2
"""Cells between what was done and the pace."""


class MessageLine(Widget):
    """The outcome of the last act: a word of confirmation, or what went wrong and what to do."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"message--error", "message--pace", "message--question"}

    content: reactive[Content] = reactive(Content(""))

    asked: reactive[str] = reactive("")
    """The question that waits; while it does, it stands in the place of the outcome."""

    pace: reactive[tuple[str, ...]] = reactive(())
    """How the session goes, in words of which there are fewer and fewer."""

    def watch_content(self, before: Content, now: Content) -> None:
        """Lay the screen out anew only where a long message comes or goes."""
        if max(before.cell_length, now.cell_length) > self.content_size.width:
            self.refresh(layout=True)

    def tell(self, text: str) -> None:
        """Show what was done."""
        self.content = Content(one_line(text))

    def tell_error(self, text: str) -> None:
        """Show what went wrong."""
        self.content = Content(f"✗ {one_line(text)}").stylize(part_style(self, "message--error"))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the outcome takes, so that a question moves nothing."""
        return max(1, self.content.get_height({}, max(1, width)))

    def render(self) -> Content:
        """Return the question just above its answers, else the outcome with the pace."""
        return self._question() if self.asked else self._outcome()

    def _question(self) -> Content:
        width, height = self.content_size
        line = Content(fit(self.asked, width)).stylize(part_style(self, "message--question"))
        return Content("\n" * (height - 1)) + line

    def _outcome(self) -> Content:
        """Return the line, the pace at its end as far as it fits; a long line is wrapped over several."""
        room = self.content_size.width - self.content.cell_length - GAP
        pace = next((words for words in self.pace if len(words) <= room), "")
        if not pace:
            return self.content
        aside = Content(f"{pace:>{room + GAP}}").stylize(part_style(self, "message--pace"))
        return self.content + aside


def in_lines(parts: Sequence[Content], width: int) -> list[Content]:
    """Return ``parts``, two blanks between them, in lines of at most ``width`` cells; none is broken."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + GAP + part.cell_length <= width:
            lines[-1] += Content(" " * GAP) + part
        else:
            lines.append(part)
    return lines


class KeyBar(Widget):
    """The commands that can be given now, each with its key; a click gives one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key"}

    commands: reactive[tuple[tuple[str, Command], ...]] = reactive(())
    most: reactive[int] = reactive(1)
    """Lines that the commands may take; those that have no room are left out."""

    def show(self, commands: Sequence[Command], keys: Mapping[str, KeyNames]) -> None:
        """Show what fits on a line of those of ``commands`` that have a word for it; ``keys`` are theirs."""
        self._show(commands, keys, 1)

    def show_all(self, commands: Sequence[Command], keys: Mapping[str, KeyNames]) -> None:
        """Show ``commands`` on as many lines as it takes."""
        self._show(commands, keys, len(commands))

    def _show(self, commands: Sequence[Command], keys: Mapping[str, KeyNames], most: int) -> None:
        self.most = most
        self.commands = tuple((spell(keys[command.id][:1]), command) for command in commands if command.short)
        if len(self._lines(self.size.width)) != self.size.height:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at ``width``."""
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        style = part_style(self, "keys--key")
        items = [
            (Content(key).stylize(style) + Content(f" {command.short}")).stylize(
                Style.from_meta({"@click": command.call})
            )
            for key, command in self.commands
        ]
        return in_lines(items, width)[: self.most]
