"""Short questions asked over the review screen: one key, or one line of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from claims.errors import ClaimsError
from tui.commands import KeyNames, Scope, bindings, commands, spell
from tui.wording import one_line


class Ask(ModalScreen[str | None], inherit_bindings=False):
    """A question answered with one key; its answer is a command of the question's scope."""

    BINDINGS = bindings(Scope.EVERYWHERE)
    SCOPE: ClassVar[Scope]
    QUESTION: ClassVar[str]

    def __init__(self, keys: Mapping[str, KeyNames]) -> None:
        """``keys`` gives the keys of each command, by id."""
        super().__init__()
        self._keys = keys

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes whose commands can be given now."""
        return (self.SCOPE, Scope.EVERYWHERE)

    def compose(self) -> ComposeResult:
        """Show the question and its answers on one line."""
        answers = [f"{spell(self._keys[command.id])} {command.title}" for command in commands(self.SCOPE)]
        back = next(command for command in commands(Scope.EVERYWHERE) if command.id == "back")
        answers.append(f"{spell(self._keys[back.id])} back")
        yield Static(Content(f"{self.QUESTION}   {'   '.join(answers)}"), id="question")

    def action_choose(self, value: str) -> None:
        """Answer with ``value``."""
        self.dismiss(value)

    def action_back(self) -> None:
        """Give no answer."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Give no answer."""
        self.dismiss(None)


class AskReason(Ask):
    """What did the extractor get wrong?"""

    BINDINGS = bindings(Scope.REASON)
    SCOPE = Scope.REASON
    QUESTION = "Reject it, as:"


class AskAttribution(Ask):
    """Did the source say it?"""

    BINDINGS = bindings(Scope.ATTRIBUTION)
    SCOPE = Scope.ATTRIBUTION
    QUESTION = "Did the source say it?"


class AskPane(Ask):
    """Where to?"""

    BINDINGS = bindings(Scope.PANES)
    SCOPE = Scope.PANES
    QUESTION = "Jump to:"


class AskLine(ModalScreen[str | None], inherit_bindings=False):
    """One line of text, asked for again until ``accept`` takes it."""

    BINDINGS = bindings(Scope.EVERYWHERE)

    def __init__(self, question: str, value: str, hint: str, accept: Callable[[str], object]) -> None:
        """``accept`` is called with the line and raises a ``ClaimsError`` for one that won't do."""
        super().__init__()
        self._question, self._value, self._hint, self._accept = question, value, hint, accept

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes whose commands can be given now."""
        return (Scope.EVERYWHERE,)

    def compose(self) -> ComposeResult:
        """Show the line with what it is for, and a hint under it."""
        with Vertical(id="question"):
            yield Static(Content(self._question))
            yield Input(self._value, select_on_focus=False, compact=True)
            yield Static(Content(self._hint), id="hint")

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Answer with the line; what is wrong with it is said under it, and nothing of it lost."""
        try:
            self._accept(event.value)
        except ClaimsError as error:
            hint = self.query_one("#hint", Static)
            hint.add_class("error")
            hint.update(Content(f"✗ {one_line(str(error))}"))
        else:
            self.dismiss(event.value)

    def action_back(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
