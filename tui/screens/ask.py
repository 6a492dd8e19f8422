"""A line of text, asked for over a screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from claims.errors import ClaimsError
from tui.commands import Scope, bindings, line_bindings
from tui.completion import last_term
from tui.wording import one_line

SHOWN = 12
"""Ways to go on with a line that are shown at once."""


class AskLine(ModalScreen[str | None], inherit_bindings=False):
    """One line of text, asked for again until ``accept`` takes it."""

    BINDINGS = [*bindings(Scope.LINE), *line_bindings(Scope.EVERYWHERE)]  # noqa: RUF012 - as Textual has it

    def __init__(
        self,
        question: str,
        value: str,
        hint: str,
        accept: Callable[[str], object],
        complete: Callable[[str], Sequence[str]] = lambda line: (),
    ) -> None:
        """``accept`` is called with the line and raises a ``ClaimsError`` for one that won't do.

        ``complete`` returns the lines that a line could become.
        """
        super().__init__()
        self._complete = complete
        self._offered: Sequence[str] = ()
        self._refused: str | None = None
        self._question, self._value, self._hint, self._accept = question, value, hint, accept

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes whose commands can be given now."""
        return (Scope.LINE, Scope.EVERYWHERE)

    def compose(self) -> ComposeResult:
        """Show the line with what it is for, and a hint under it."""
        with Vertical(id="question"):
            yield Static(Content(self._question))
            yield Input(self._value, select_on_focus=False, compact=True)
            yield Static(Content(self._hint), id="hint")

    @on(Input.Changed)
    def offer(self, event: Input.Changed) -> None:
        """Show how the line could go on."""
        if event.value == self._refused:
            return
        self._look_up(event.value)
        hint = self.query_one("#hint", Static)
        hint.remove_class("error")
        starts = [one_line(line[last_term(line) :]) for line in self._offered[:SHOWN]]
        hint.update(Content("  ".join(starts) or self._hint))

    def _look_up(self, line: str) -> None:
        """Find how ``line`` could go on, unless it is one of the offers: those stay."""
        if line not in self._offered:
            try:
                self._offered = self._complete(line)
            except ClaimsError:
                self._offered = ()

    async def action_complete(self) -> None:
        """Go on as was offered; again: the next offer."""
        written = self.query_one(Input)
        taken = asyncio.Event()
        written.call_later(taken.set)
        await taken.wait()
        self._look_up(written.value)
        if self._offered:
            at = self._offered.index(written.value) + 1 if written.value in self._offered else 0
            written.value = self._offered[at % len(self._offered)]
            written.cursor_position = len(written.value)

    async def action_take(self) -> None:
        """Answer with the line; what is wrong with it is said under it, and nothing of it lost."""
        written = self.query_one(Input)
        taken = asyncio.Event()
        written.call_later(taken.set)  # after all that was typed or pasted before
        await taken.wait()
        line = written.value
        try:
            self._accept(line)
        except ClaimsError as error:
            self._refused = line
            hint = self.query_one("#hint", Static)
            hint.add_class("error")
            hint.update(Content(f"✗ {one_line(str(error))}"))
        else:
            self.dismiss(line)

    def action_back(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
