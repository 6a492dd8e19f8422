"""The actions that correct the machine: they ask for words, and the session does it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from claims.models import Article, Claim, Edit, Evidence
from claims.workbench import Passage
from tui.editing import Outline, cuts
from tui.screens.adding import AddScreen
from tui.screens.deciding import DecidingScreen
from tui.screens.dividing import MergeScreen, SplitScreen
from tui.screens.edit import EditScreen
from tui.sheet import Sheet


class CorrectingScreen(DecidingScreen):
    """A claim whose words, source and speaker can be others than the rules found."""

    async def action_edit(self) -> None:
        """Open the claim for correction, and keep what comes of it."""
        if self._offered("edit"):
            return
        sheet = self._sheet
        found: list[tuple[Claim, list[Claim]]] = []
        if sheet is None or not self._attempt(lambda: found.append(self._whole(sheet))):
            return
        [(machine, others)] = found

        def answered(edit: Edit | None) -> None:
            if edit is not None:
                self._decide(lambda: self._session.edit(self._sheet or sheet, edit), "edit")

        screen = EditScreen(sheet.page.article, sheet.claim, machine, others, self._keys)
        await self.app.push_screen(screen, answered)

    def _whole(self, sheet: Sheet) -> tuple[Claim, list[Claim]]:
        """Return the claim of ``sheet`` as the extractor wrote it, and the others of its article."""
        machine, claims = self._session.machine(sheet.claim)
        return machine, [claim for claim in claims if claim.id != machine.id]

    async def action_add_claim(self) -> None:
        """Have the words of a claim selected that the rules missed, from behind the claim shown on."""
        if self._sheet is not None:
            page = self._sheet.page
            sentences = Outline(page.article.text).sentences
            await self._select(page.article.id, Outline.beside(sentences, page.focus.end - 1, 1))

    async def take_passage(self, claim_id: str, answer: Evidence | Passage | None) -> None:
        """Do what a search came to: bind evidence to the claim, or add one to the article found."""
        if isinstance(answer, Passage):
            await self._select(answer.article_id, answer.span.start)
        else:
            await super().take_passage(claim_id, answer)

    async def _select(self, article_id: str, start: int) -> None:
        """Have the words of a claim selected in an article, and add it."""
        found: list[tuple[Article, Sequence[Claim]]] = []
        if not self._attempt(lambda: found.append(self._session.whole(article_id))):
            return
        [(article, claims)] = found

        def answered(edit: Edit | None) -> None:
            if edit is not None:
                self._decide(partial(self._session.add_claim, article_id, edit))

        await self.app.push_screen(AddScreen(article, claims, start, self._keys), answered)

    async def action_split(self) -> None:
        """Ask where the claim falls in two, and split it there."""
        sheet = self._sheet
        if self._offered("split") or sheet is None:
            return

        def answered(at: int | None) -> None:
            if at is not None:
                self._decide(lambda: self._session.split(self._sheet or sheet, at), "split")

        if cuts(sheet.page.article.text, sheet.claim.content):
            await self.app.push_screen(SplitScreen(sheet, self._keys), answered)
        else:
            self.message.tell("A claim of one word can't be split")

    async def action_merge(self) -> None:
        """Ask how the marked claims are one, and merge them."""
        found: list[tuple[Article, list[Claim]]] = []
        if not self._attempt(lambda: found.append(self._session.mergeable())):
            return
        [(article, claims)] = found
        name = " ".join(["merge", *(claim.id for claim in claims)])
        if self._offered(name):
            return

        def answered(edit: Edit | None) -> None:
            if edit is not None:
                self._decide(partial(self._session.merge, claims, edit), name)

        await self.app.push_screen(MergeScreen(article, claims, self._keys), answered)
