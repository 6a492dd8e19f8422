"""Questions that are answered with one key, asked at the foot of a screen that stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from inspect import isawaitable

from textual.binding import BindingsMap
from textual.screen import Screen

from tui.commands import KeyNames, Scope, bindings, commands
from tui.widgets.lines import KeyBar, MessageLine


@dataclass(frozen=True, slots=True)
class KeyQuestion:
    """What is asked; its answers are the commands of ``scope``."""

    scope: Scope
    words: str


REASON = KeyQuestion(Scope.REASON, "Reject it, as:")
ATTRIBUTION = KeyQuestion(Scope.ATTRIBUTION, "Did the source say it?")
UNCONFIRMED = KeyQuestion(Scope.CONFIRM, "Nothing independent confirms it:")
SETTLE_VERDICT = KeyQuestion(Scope.SETTLE_VERDICT, "Reviewers differ; it is:")
SETTLE_ATTRIBUTION = KeyQuestion(Scope.SETTLE_ATTRIBUTION, "Reviewers differ; the source:")
PANE = KeyQuestion(Scope.PANES, "Jump to:")
QUESTIONS = (REASON, ATTRIBUTION, UNCONFIRMED, SETTLE_VERDICT, SETTLE_ATTRIBUTION, PANE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits, and what is done with its answer."""

    question: KeyQuestion
    answered: Callable[[str], object]


class AskingScreen(Screen[None], inherit_bindings=False):
    """A screen that asks in its message line; its key bar has the answers, and only their keys hold.

    A screen of its own for that, laid over this one, would paint everything anew when it opens and when
    it closes, which takes longer than a key may.
    """

    def __init__(self, keys: Mapping[str, KeyNames]) -> None:
        """``keys`` gives the keys of each command, by id."""
        super().__init__()
        self._keys = keys
        self._asked: Asked | None = None
        self._unasked = self._bindings
        self.message = MessageLine(id="message")
        self.key_bar = KeyBar(id="keys")

    @property
    def standing(self) -> tuple[Scope, ...]:
        """The scopes whose commands can be given now, but for a question."""
        raise NotImplementedError

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes whose commands can be given now."""
        return (self._asked.question.scope, Scope.EVERYWHERE) if self._asked else self.standing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action can be done: while a question waits, those of its moment alone."""
        return self._asked is None or action in {
            command.action.partition("(")[0] for command in commands(*self.scopes)
        }

    def ask(self, question: KeyQuestion, answered: Callable[[str], object]) -> None:
        """Ask; ``answered`` gets the answer, may be a coroutine function, and is not called without one."""
        self._asked = Asked(question, answered)
        # Textual has no other way to let keys go: a binding of the screen goes before those of its widgets.
        self._bindings = BindingsMap(bindings(*self.scopes))
        self.message.asked = question.words
        self.show_keys()

    def withdraw(self) -> bool:
        """Take the question back; return whether one was waiting."""
        if self._asked is None:
            return False
        self._asked = None
        self._bindings = self._unasked
        self.message.asked = ""
        self.show_keys()
        return True

    async def action_choose(self, answer: str) -> None:
        """Answer the question."""
        asked = self._asked
        if asked is not None and self.withdraw():
            following = asked.answered(answer)
            if isawaitable(following):
                await following

    def show_keys(self) -> None:
        """Show the commands that can be given now; of a question, all its answers."""
        if self._asked is None:
            self.key_bar.show(commands(*self.scopes), self._keys)
        else:
            back = next(command for command in commands(Scope.EVERYWHERE) if command.id == "back")
            answers = commands(self._asked.question.scope)
            self.key_bar.show_all([*answers, replace(back, short="back")], self._keys)
