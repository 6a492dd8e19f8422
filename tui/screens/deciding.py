"""The actions that decide: they ask what is to be asked, and the session does it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from claims.errors import ClaimsError
from claims.models import AttributionCheck, Edit, Evidence, Relation, Verdict
from tui.answers import any_words, web_address
from tui.screens.ask import AskAttribution, AskLine, AskReason, AskUnconfirmed
from tui.screens.edit import EditScreen
from tui.screens.panes import PanesScreen
from tui.screens.reading import ReadingScreen, history_text
from tui.screens.search import SearchScreen


class DecidingScreen(PanesScreen):
    """A claim in its article, its matches, and what to make of it."""

    def _decide(self, act: Callable[[], str]) -> bool:
        """Do ``act``, committed when it returns, and show what it came to; return whether it was done."""
        done = self._attempt(lambda: self.message.tell(act()))
        if done:
            self._dismiss_hint()
        else:
            self._attempt(self._session.news)  # what went wrong says it already, where it was another's
        self._attempt(self._show)
        return done

    def action_verdict(self, verdict: str) -> None:
        """Decide on the content."""
        self._decide(partial(self._session.verdict, Verdict(verdict)))

    async def action_verify(self) -> None:
        """Verify; asks once where nothing independent confirms it."""
        confirmed = True

        def look() -> None:
            nonlocal confirmed
            confirmed = self._session.is_confirmed()

        async def answered(answer: str | None) -> None:
            if answer == "search":
                await self.action_search()
            elif answer:
                self.action_verdict(answer)

        if not self._attempt(look) or confirmed:
            self.action_verdict(Verdict.VERIFIED)
        else:
            await self.app.push_screen(AskUnconfirmed(self._keys), answered)

    async def action_reject(self) -> None:
        """Ask what the extractor got wrong, and reject."""

        def answered(reason: str | None) -> None:
            if reason:
                self._decide(partial(self._session.verdict, Verdict.REJECTED, reason))

        await self.app.push_screen(AskReason(self._keys), answered)

    async def action_attribution(self) -> None:
        """Ask whether the source said it."""

        def answered(check: str | None) -> None:
            if check:
                self._decide(partial(self._session.check, AttributionCheck(check)))

        await self.app.push_screen(AskAttribution(self._keys), answered)

    def action_flag(self) -> None:
        """Flag, or take the flag off."""
        self._decide(self._session.flag)

    async def action_note(self) -> None:
        """Ask for a note."""

        def answered(text: str | None) -> None:
            if text and text.strip():
                self._decide(partial(self._session.note, text.strip()))

        await self.app.push_screen(
            AskLine("Note on this claim:", "", "enter keeps it, esc drops it", str), answered
        )

    async def action_evidence(self) -> None:
        """Ask for an address, then for what is quoted from it, and bind that to the claim."""
        if not self._sheet:
            return
        claim_id = self._sheet.claim.id

        async def addressed(url: str | None) -> None:
            if url is not None:
                question = f"Quoted from {url.strip()}:"
                asking = AskLine(question, "", "enter binds it, esc drops it", any_words)
                await self.app.push_screen(asking, partial(quoted_from, url.strip()))

        def quoted_from(url: str, words: str | None) -> None:
            if words is not None:
                evidence = Evidence(quotation=words.strip(), url=url)
                self._decide(partial(self._session.bind, claim_id, evidence))

        hint = "then the words; a passage of a stored article is bound by searching"
        await self.app.push_screen(AskLine("Address of the evidence:", "", hint, web_address), addressed)

    async def action_search(self) -> None:
        """Ask for words, show the articles that have them, and bind the passage that is chosen."""
        if not self._sheet:
            return
        claim = self._sheet.claim

        async def asked(query: str | None) -> None:
            if query is not None:
                keys = dict(self._keys)
                await self.app.push_screen(SearchScreen(self._session, query, claim.article_id, keys), chosen)

        def chosen(evidence: Evidence | None) -> None:
            if evidence is not None:
                self._decide(partial(self._session.bind, claim.id, evidence))

        hint = "an article must have every word; enter searches, esc goes back"
        await self.app.push_screen(AskLine("Search every article for:", "", hint, any_words), asked)

    async def action_edit(self) -> None:
        """Open the claim for correction, and keep what comes of it."""
        sheet = self._sheet
        if sheet is None:
            return

        def answered(edit: Edit | None) -> None:
            if edit is not None:
                self._decide(partial(self._session.edit, sheet, edit))

        try:
            machine, claims = self._session.machine(sheet.claim)
        except ClaimsError as error:
            self.message.tell_error(str(error))
        else:
            others = [claim for claim in claims if claim.id != machine.id]
            await self.app.push_screen(EditScreen(sheet, machine, others, self._keys), answered)

    def action_undo(self) -> None:
        """Take back the last step."""
        self._decide(self._session.undo)

    def action_redo(self) -> None:
        """Repeat what was taken back."""
        self._decide(self._session.redo)

    def action_relate(self, relation: str) -> None:
        """Decide on the match under the cursor, and go on to the next one that is undecided."""
        candidate = self.matches.selected
        if candidate and self._decide(partial(self._session.relate, candidate, Relation(relation))):
            self.matches.to_undecided()
            self.show_match()

    async def action_history(self) -> None:
        """Show every decision on the claim."""
        if self._sheet:
            text = history_text(self._session.history())
            await self.app.push_screen(ReadingScreen("History of the claim", text))
