"""The command palette: every command that can be given now, found by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.commands import Command, spell

if TYPE_CHECKING:
    from tui.app import ReviewApp


class CommandProvider(Provider):
    """Offers the commands of the screen that the palette was opened from."""

    def _commands(self) -> list[tuple[Command, str]]:
        app = cast("ReviewApp", self.app)
        return [(command, f"key {spell(app.keys[command.id])}") for command in app.commands_now(self.screen)]

    async def discover(self) -> Hits:
        """Yield every command, in the order of the help screen."""
        for command, key in self._commands():
            yield DiscoveryHit(command.title, partial(self.app.run_action, command.call), help=key)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose title fits ``query``, best first."""
        matcher = self.matcher(query)
        for command, key in self._commands():
            score = matcher.match(command.title)
            if score > 0:
                run = partial(self.app.run_action, command.call)
                yield Hit(score, matcher.highlight(command.title), run, help=key)
