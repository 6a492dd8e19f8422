"""What the screens have in common on which words of an article are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from tui.commands import KeyNames, Scope, bindings, commands, spell
from tui.page import Page
from tui.widgets.article_view import ArticleView
from tui.widgets.lines import in_lines

FAR = 1 << 30

Answer = TypeVar("Answer")


class WordsScreen(ModalScreen[Answer | None], inherit_bindings=False):
    """An article with one claim, a line on what is chosen, and the keys; the answer is None for nothing."""

    BINDINGS = bindings(Scope.PAGE, Scope.EVERYWHERE)
    AUTO_FOCUS = "#edited"
    SCOPE: ClassVar[Scope]

    def __init__(self, keys: Mapping[str, KeyNames]) -> None:
        """``keys`` gives the keys of each command, by id."""
        super().__init__()
        self._keys = keys
        self.view = ArticleView(id="edited")

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes whose commands can be given now."""
        return (self.SCOPE, Scope.PAGE, Scope.EVERYWHERE)

    def compose(self) -> ComposeResult:
        """Show the article, what is chosen, and the keys for it."""
        with Vertical(id="editing"):
            yield self.view
            yield Static("", id="roles")
            yield Static("", id="hint")

    def on_mount(self) -> None:
        """Show the claim as it is."""
        self.view.show(self.page())
        self.show_choice()

    def can(self) -> list[Content]:
        """Return what can be done, each with its key."""
        said: list[Content] = []
        for command in commands(self.SCOPE):
            words = Content(f"{spell(self._keys[command.id][:1])} {command.short}")
            said.append(words.stylize(Style.from_meta({"@click": command.call})))
        return said

    def on_resize(self) -> None:
        """Tell the keys in lines of whole answers."""
        width = self.query_one("#editing").size.width
        self.query_one("#hint", Static).update(Content("\n").join(in_lines(self.can(), width)))

    def show_choice(self) -> None:
        """Show what is chosen now."""
        self.view.mark(self.page())
        self.query_one("#roles", Static).update(self.chosen())

    def page(self) -> Page:
        """Return the article with what is chosen."""
        raise NotImplementedError

    def chosen(self) -> Content:
        """Return the line on what is chosen."""
        raise NotImplementedError

    def action_move(self, lines: int) -> None:
        """Scroll the article."""
        self.view.scroll_lines(lines)

    def action_half_page(self, direction: int) -> None:
        """Scroll by half of what is visible."""
        self.view.scroll_lines(direction * max(1, self.view.page_length // 2))

    def action_top(self) -> None:
        """Scroll to the top."""
        self.view.scroll_lines(-FAR)

    def action_bottom(self) -> None:
        """Scroll to the bottom."""
        self.view.scroll_lines(FAR)

    def action_back(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
