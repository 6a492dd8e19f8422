"""Screens that are only read: help and the history of a claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from claims.models import Decision, Span
from claims.text.display import displayable
from tui.commands import COMMANDS, Group, KeyNames, Scope, bindings, spell
from tui.editions import Rewording, compared
from tui.wording import decision_words, one_line

AROUND = 2_000
"""Code points of an article that are shown before and after a passage."""
FAR = 1_000_000
"""Lines to scroll by to reach an end."""


class ReadingScreen(ModalScreen[None], inherit_bindings=False):
    """A page of text to scroll in, over the review screen."""

    BINDINGS = bindings(Scope.EVERYWHERE, Scope.PAGE)

    def __init__(self, title: str, text: Content) -> None:
        """Show ``text`` under ``title``, both as they are."""
        super().__init__()
        self._title, self._text = title, text

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes whose commands can be given now."""
        return (Scope.PAGE, Scope.EVERYWHERE)

    def compose(self) -> ComposeResult:
        """Show the text in a frame."""
        with VerticalScroll(id="reading", can_focus=False) as frame:
            frame.border_title = Content(self._title)
            frame.border_subtitle = Content("esc closes")
            yield Static(self._text)

    def _scroll(self, lines: int) -> None:
        frame = self.query_one("#reading", VerticalScroll)
        frame.scroll_to(y=frame.scroll_y + lines, animate=False)

    def action_move(self, lines: int) -> None:
        """Scroll by ``lines``."""
        self._scroll(lines)

    def action_half_page(self, direction: int) -> None:
        """Scroll by half of what is visible."""
        self._scroll(direction * max(1, self.query_one("#reading").size.height // 2))

    def action_top(self) -> None:
        """Scroll to the top."""
        self._scroll(-FAR)

    def action_bottom(self) -> None:
        """Scroll to the bottom."""
        self._scroll(FAR)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def help_text(keys: Mapping[str, KeyNames]) -> Content:
    """Return every command with its keys, under its heading."""
    width = max(len(spell(keys[command.id])) for command in COMMANDS) + 2
    lines: list[Content] = []
    for group in Group:
        lines.append(Content(group.value).stylize("bold underline"))
        lines += [
            Content(f"  {spell(keys[command.id]):{width}}").stylize("bold") + Content(command.title)
            for command in COMMANDS
            if command.group is group
        ]
        lines.append(Content(""))
    lines.append(Content("Other keys: [keys] in the configuration file, by command: " + _ids(COMMANDS[0].id)))
    return Content("\n").join(lines)


def _ids(example: str) -> str:
    return f'{example} = "v". The commands are: ' + ", ".join(command.id for command in COMMANDS)


def passage_text(text: str, passage: Span) -> Content:
    """Return what stands around a passage of an article's ``text``, the passage itself in bold."""
    start, end = max(0, passage.start - AROUND), min(len(text), passage.end + AROUND)
    shown = Content(displayable(text[start:end]))
    return shown.stylize("bold", passage.start - start, passage.end - start)


def history_text(
    decisions: Sequence[Decision], withheld: str = "", rewordings: Sequence[Rewording] = ()
) -> Content:
    """Return the decisions on a claim, one a line, oldest first; ``withheld`` says which are not shown.

    ``rewordings`` have the other words that it got, each before the first decision on these.
    """
    lines = [*_history_lines(decisions, rewordings), *([Content(withheld)] if withheld else [])]
    return Content("\n").join(lines or [Content("Nobody has decided on this claim yet.")])


def _history_lines(decisions: Iterable[Decision], rewordings: Sequence[Rewording]) -> Iterable[Content]:
    later = list(rewordings)
    for decision in decisions:
        while any(decision.target in one.ids for one in later):
            yield from _reworded(later.pop(0))
        when = decision.time.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        yield Content(f"{when}  {one_line(decision.reviewer)}  ").stylize("dim") + Content(
            decision_words(decision)
        )
    for one in later:
        yield from _reworded(one)


def _reworded(one: Rewording) -> Iterable[Content]:
    yield Content(f"The article changed, version {one.version}:").stylize("bold")
    for line in compared(one):
        parts = [Content(words).stylize("bold underline" if differs else "") for words, differs in line.parts]
        yield Content("").join([Content(f"  {line.label}"), *parts])
