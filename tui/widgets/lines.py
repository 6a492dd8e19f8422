"""The two lines at the foot of the screen: what was done last, and what can be done now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tui.commands import Command, KeyNames, spell
from tui.widgets.part import part_style
from tui.wording import one_line


class MessageLine(Widget):
    """The outcome of the last act: a word of confirmation, or what went wrong and what to do."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"message--error"}

    content: reactive[Content] = reactive(Content(""), layout=True)

    def tell(self, text: str) -> None:
        """Show what was done."""
        self.content = Content(one_line(text))

    def tell_error(self, text: str) -> None:
        """Show what went wrong."""
        self.content = Content(f"✗ {one_line(text)}").stylize(part_style(self, "message--error"))

    def render(self) -> Content:
        """Return the line; a long one is wrapped over as many as there are."""
        return self.content


class KeyBar(Widget):
    """The commands that can be given now, each with its key; a click gives one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key"}

    commands: reactive[tuple[tuple[str, Command], ...]] = reactive(())

    def show(self, commands: Sequence[Command], keys: Mapping[str, KeyNames]) -> None:
        """Show those of ``commands`` that have a word for it, by their first key in ``keys``."""
        self.commands = tuple((spell(keys[command.id][:1]), command) for command in commands if command.short)

    def render(self) -> Content:
        """Return as many commands as fit, the last ones left out first."""
        line = Content("")
        for key, command in self.commands:
            item = Content(key).stylize(part_style(self, "keys--key"))
            item += Content(f" {command.short}")
            item = item.stylize(Style.from_meta({"@click": command.call}))
            if line.cell_length + item.cell_length + 2 > self.size.width:
                break
            line += item + Content("  ")
        return line
