"""The review application: wiring only."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.command import Provider
from textual.screen import Screen
from textual.theme import Theme

from claims import config
from claims.errors import StoreError
from claims.workbench import Workbench
from tui.commands import Command, Scope, commands, line_bindings
from tui.palette import CommandProvider
from tui.peers import PeerSession
from tui.remapping import resolve
from tui.screens.reading import ReadingScreen, help_text
from tui.screens.review import ReviewScreen
from tui.secondpass import SecondPass


class ReviewApp(App[None], inherit_bindings=False):
    """One session on one store."""

    TITLE = "claims"
    CSS_PATH = "workbench.tcss"
    BINDINGS = line_bindings(Scope.EVERYWHERE)
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {CommandProvider}
    """One alone: what two of them offer would be listed in either order."""

    def __init__(
        self,
        workbench: Workbench,
        key_overrides: Mapping[str, tuple[str, ...]],
        second: Sequence[str] | None = None,
    ) -> None:
        """``key_overrides`` are the user's keys: command id -> keys.

        ``second`` gives the ids of the claims of a blind second pass.
        """
        super().__init__()
        self.keys, self._problems = resolve(key_overrides)
        self._session = PeerSession(workbench) if second is None else SecondPass(workbench, second)
        self.set_keymap({id: ",".join(keys) for id, keys in self.keys.items() if id in key_overrides})

    def on_mount(self) -> None:
        """Show the review screen, in the colours that the reviewer chose."""
        if self._session.theme in self.available_themes:
            self.theme = self._session.theme
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self.push_screen(ReviewScreen(self._session, self.keys, self._problems))

    def _keep_theme(self, theme: Theme) -> None:
        with suppress(StoreError):  # a colour that is not remembered is no reason to interrupt
            self._session.keep_theme(theme.name)

    def commands_now(self, screen: Screen[object]) -> tuple[Command, ...]:
        """Return the commands that can be given on ``screen``."""
        return commands(*getattr(screen, "scopes", (Scope.EVERYWHERE,)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return what Textual itself offers in the palette: the themes, light and dark."""
        yield SystemCommand("Theme", "Light, dark, and the terminal's own colours", self.action_change_theme)

    def action_help(self) -> None:
        """Show every command with its keys."""
        self.push_screen(ReadingScreen("Keys", help_text(self.keys)))


def run(db: Path | None, reviewer: str | None, second: Sequence[str] | None = None) -> None:
    """Open the review screen on the store at ``db`` (None: the user's own) until it is closed.

    ``reviewer`` signs the decisions (None: the configured name, else the login name). ``second`` gives
    the ids of the claims of a blind second pass. Raises ``ConfigError`` or ``StoreError`` before the
    screen opens.
    """
    # What is there by now stays: a collection of garbage that looked through all of it would hold up a
    # key for 50 ms.
    gc.freeze()
    with Workbench.open(db, reviewer=reviewer) as workbench:
        ReviewApp(workbench, config.load().keys, second).run()
