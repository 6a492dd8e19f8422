"""Correcting the machine: span borders by word, and the speaker, in the claim's article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from claims.models import Article, Claim, Edit, Speaker
from claims.status import edited
from tui.commands import KeyNames, Scope, bindings
from tui.editing import ROLES, Draft, named_speaker
from tui.page import Page
from tui.screens.ask import AskLine
from tui.screens.words import WordsScreen
from tui.wording import one_line


class EditScreen(WordsScreen[Edit], inherit_bindings=False):
    """The claim in its article while its borders are moved; the answer is the edit, None for none."""

    BINDINGS = bindings(Scope.EDIT, Scope.PAGE, Scope.EVERYWHERE)
    SCOPE = Scope.EDIT

    def __init__(
        self,
        article: Article,
        claim: Claim,
        machine: Claim,
        others: Sequence[Claim],
        keys: Mapping[str, KeyNames],
    ) -> None:
        """Begin with ``claim`` of ``article``; ``machine`` is it as the extractor wrote it."""
        super().__init__(keys)
        self._article, self._machine, self._others = article, machine, others
        self._draft = Draft(article.text, Edit.of(claim))

    def page(self) -> Page:
        """Return the article with the claim as it would be."""
        return Page(self._article, edited(self._machine, self._draft.edit), self._others)

    def chosen(self) -> Content:
        """Return which role is worked on, and the speaker."""
        roles = Content("  ").join(
            Content(f"▸ {role}").stylize("bold reverse") if role == self._draft.role else Content(f"  {role}")
            for role in ROLES
        )
        return roles + Content(f"   {self._speaker()}")

    def _speaker(self) -> str:
        speaker = self._draft.speaker
        return f"speaker {one_line(speaker.name) if speaker else 'none'}"

    def action_border_end(self, words: int) -> None:
        """Move the last border."""
        self._draft.move_end(words)
        self.show_choice()

    def action_border_start(self, words: int) -> None:
        """Move the first border."""
        self._draft.move_start(words)
        self.show_choice()

    def action_shift(self, words: int) -> None:
        """Move the words as a whole."""
        self._draft.shift(words)
        self.show_choice()

    def action_add_part(self) -> None:
        """Begin another part of the role."""
        self._draft.add_part()
        self.show_choice()

    def action_drop_part(self) -> None:
        """Leave out the last part of the role."""
        self._draft.drop_part()
        self.show_choice()

    def action_next_role(self) -> None:
        """Go on to the next role."""
        self._draft.next_role()
        self.show_choice()

    def action_clear_role(self) -> None:
        """Leave the role without words."""
        self._draft.clear()
        self.show_choice()

    def action_machine(self) -> None:
        """Begin again with the machine's version."""
        self._draft = Draft(self._article.text, Edit.of(self._machine))
        self.show_choice()

    async def action_speaker(self) -> None:
        """Ask for the speaker's name."""
        known = [claim.speaker for claim in (self._machine, *self._others) if claim.speaker]
        names = sorted({speaker.name for speaker in known})

        def complete(line: str) -> list[str]:
            return [name for name in names if name.lower().startswith(line.lower())]

        def answered(name: str | None) -> None:
            if name is not None:
                self._draft.speaker = named_speaker(name, known, self._draft.speaker)
                self.show_choice()

        now: Speaker | None = self._draft.speaker
        hint = "a name as the article has it, or nothing for no speaker; tab completes"
        await self.app.push_screen(
            AskLine("Speaker:", now.name if now else "", hint, str, complete), answered
        )

    def action_keep_edit(self) -> None:
        """Answer with the correction."""
        self.dismiss(self._draft.edit)
