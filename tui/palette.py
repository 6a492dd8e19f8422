"""The command palette: every command that can be given now, found by its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.commands import Command, spell
from tui.screens.panes import PanesScreen

if TYPE_CHECKING:
    from tui.app import ReviewApp


class CommandProvider(Provider):
    """Offers the commands of the screen that the palette was opened from."""

    def _commands(self) -> list[tuple[Command, str]]:
        app = cast("ReviewApp", self.app)
        return [(command, f"key {spell(app.keys[command.id])}") for command in app.commands_now(self.screen)]

    def _others(self) -> list[tuple[str, Callable[[], object]]]:
        """Return what has no key: the views that have a name, where there are views, and the theme."""
        screen = self.screen
        views = screen.view_commands() if isinstance(screen, PanesScreen) else []
        return [*views, *((c.title, c.callback) for c in self.app.get_system_commands(screen))]

    async def discover(self) -> Hits:
        """Yield every command, in the order of the help screen."""
        for command, key in self._commands():
            yield DiscoveryHit(command.title, partial(self.app.run_action, command.call), help=key)
        for title, act in self._others():
            yield DiscoveryHit(Content(title), act, text=title)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose title fits ``query``, best first."""
        matcher = self.matcher(query)
        for command, key in self._commands():
            score = matcher.match(command.title)
            if score > 0:
                run = partial(self.app.run_action, command.call)
                yield Hit(score, matcher.highlight(command.title), run, help=key)
        for title, act in self._others():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, Content(title), act, text=title)
