"""Correcting the machine: span borders by word, and the speaker, in the claim's article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from claims.models import Claim, Edit, Speaker
from claims.status import edited
from tui.commands import KeyNames, Scope, bindings, commands, spell
from tui.editing import ROLES, Draft, named_speaker
from tui.page import Page
from tui.screens.ask import AskLine
from tui.sheet import Sheet
from tui.widgets.article_view import ArticleView
from tui.wording import one_line

FAR = 1 << 30


class EditScreen(ModalScreen[Edit | None], inherit_bindings=False):
    """The claim in its article while its borders are moved; the answer is the edit, None for none."""

    BINDINGS = bindings(Scope.EDIT, Scope.PAGE, Scope.EVERYWHERE)
    AUTO_FOCUS = "#edited"

    def __init__(
        self, sheet: Sheet, machine: Claim, others: Sequence[Claim], keys: Mapping[str, KeyNames]
    ) -> None:
        """Begin with the claim of ``sheet``; ``machine`` is it as the extractor wrote it."""
        super().__init__()
        self._machine, self._others, self._keys = machine, others, keys
        self._article = sheet.page.article
        self._draft = Draft(self._article.text, Edit.of(sheet.claim))
        self.view = ArticleView(id="edited")

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes whose commands can be given now."""
        return (Scope.EDIT, Scope.PAGE, Scope.EVERYWHERE)

    def compose(self) -> ComposeResult:
        """Show the article, what is moved, and the keys for it."""
        with Vertical(id="editing"):
            yield self.view
            yield Static("", id="roles")
            yield Static(self._can(), id="hint")

    def on_mount(self) -> None:
        """Show the claim as it is."""
        self.view.show(self._page())
        self._show()

    def _can(self) -> Content:
        line = Content("")
        for command in commands(Scope.EDIT):
            words = Content(f"{spell(self._keys[command.id][:1])} {command.short}  ")
            line += words.stylize(Style.from_meta({"@click": command.call}))
        return line

    def _page(self) -> Page:
        return Page(self._article, edited(self._machine, self._draft.edit), self._others)

    def _show(self) -> None:
        self.view.mark(self._page())
        speaker = self._draft.speaker
        chosen = Content("  ").join(
            Content(f"▸ {role}").stylize("bold reverse") if role == self._draft.role else Content(f"  {role}")
            for role in ROLES
        )
        told = Content(f"   speaker {one_line(speaker.name) if speaker else 'none'}")
        self.query_one("#roles", Static).update(chosen + told)

    def action_border_end(self, words: int) -> None:
        """Move the last border."""
        self._draft.move_end(words)
        self._show()

    def action_border_start(self, words: int) -> None:
        """Move the first border."""
        self._draft.move_start(words)
        self._show()

    def action_shift(self, words: int) -> None:
        """Move the words as a whole."""
        self._draft.shift(words)
        self._show()

    def action_next_role(self) -> None:
        """Go on to the next role."""
        self._draft.next_role()
        self._show()

    def action_clear_role(self) -> None:
        """Leave the role without words."""
        self._draft.clear()
        self._show()

    def action_machine(self) -> None:
        """Begin again with the machine's version."""
        self._draft = Draft(self._article.text, Edit.of(self._machine))
        self._show()

    async def action_speaker(self) -> None:
        """Ask for the speaker's name."""
        known = [claim.speaker for claim in (self._machine, *self._others) if claim.speaker]
        names = sorted({speaker.name for speaker in known})

        def complete(line: str) -> list[str]:
            return [name for name in names if name.lower().startswith(line.lower())]

        def answered(name: str | None) -> None:
            if name is not None:
                self._draft.speaker = named_speaker(name, known, self._draft.speaker)
                self._show()

        now: Speaker | None = self._draft.speaker
        hint = "a name as the article has it, or nothing for no speaker; tab completes"
        await self.app.push_screen(
            AskLine("Speaker:", now.name if now else "", hint, str, complete), answered
        )

    def action_keep_edit(self) -> None:
        """Answer with the correction."""
        self.dismiss(self._draft.edit)

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
        """Correct nothing."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Correct nothing."""
        self.dismiss(None)
