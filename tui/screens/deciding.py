"""The actions that decide: they ask what is to be asked, and the session does it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from claims.errors import StaleDecision
from claims.models import AttributionCheck, Evidence, Relation, Verdict
from claims.workbench import Passage
from tui.answers import any_words, web_address
from tui.screens.ask import AskLine
from tui.screens.panes import PanesScreen
from tui.screens.questions import ATTRIBUTION, REASON, UNCONFIRMED
from tui.screens.reading import ReadingScreen, history_text
from tui.screens.search import SearchScreen


class Refused(NamedTuple):
    """What was not done since somebody else had just decided on the claim."""

    name: str
    claim_id: str
    act: Callable[[], str]


class DecidingScreen(PanesScreen):
    """A claim in its article, its matches, and what to make of it."""

    _refused: Refused | None = None

    def _decide(self, act: Callable[[], str], name: str = "") -> bool:
        """Do ``act``, committed when it returns, and show what it came to; return whether it was done.

        Where another reviewer was quicker, nothing is done but to show it; asked for again on the same
        claim under the same ``name``, ``act`` is done all the same.
        """
        self._refused = None
        done = self._attempt(lambda: self._tell(act, name))
        if done:
            self._dismiss_hint()
        else:
            self._attempt(self._session.news)  # what went wrong says it already, where it was another's
        self._attempt(self._show)
        return done

    def _tell(self, act: Callable[[], str], name: str) -> None:
        try:
            self.message.tell(act())
        except StaleDecision as error:
            self._refused = Refused(name, self._session.claim_id, act)
            what = self._session.meanwhile()
            if not what:
                raise
            again = "Your decision waits: the same key again decides all the same."
            if not name:
                again = "Nothing else was changed: look again, then decide."
            raise StaleDecision(f"{what}. {again}") from error

    def _offered(self, name: str) -> bool:
        """Do what was refused since another was quicker, if this asks for it again; return whether it did."""
        refused = self._refused
        if refused is None or (refused.name, refused.claim_id) != (name, self._session.claim_id):
            return False
        self._decide(refused.act, name)
        return True

    def action_verdict(self, verdict: str) -> None:
        """Decide on the content."""
        self._give(Verdict(verdict))

    def _give(self, verdict: Verdict, reason: str = "") -> None:
        self._decide(partial(self._session.verdict, verdict, reason), verdict)

    def action_verify(self) -> None:
        """Verify; asks once where nothing independent confirms it."""
        if self._offered(Verdict.VERIFIED):
            return
        confirmed = True

        def look() -> None:
            nonlocal confirmed
            confirmed = self._session.is_confirmed()

        async def answered(answer: str) -> None:
            if answer == "search":
                await self.action_search()
            else:
                self.action_verdict(answer)

        if not self._attempt(look) or confirmed:
            self._give(Verdict.VERIFIED)
        else:
            self.ask(UNCONFIRMED, answered)

    def action_reject(self) -> None:
        """Ask what the extractor got wrong, and reject; in other words than before for the same reason."""
        if self._offered(Verdict.REJECTED):
            return
        if reason := self._session.rejected_as():
            self._give(Verdict.REJECTED, reason)
        else:
            self.ask(REASON, partial(self._give, Verdict.REJECTED))

    def action_attribution(self) -> None:
        """Ask whether the source said it."""

        def answered(check: str) -> None:
            self._decide(partial(self._session.check, AttributionCheck(check)), "attribution")

        if not self._offered("attribution"):
            self.ask(ATTRIBUTION, answered)

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

        async def chosen(answer: Evidence | Passage | None) -> None:
            await self.take_passage(claim.id, answer)

        hint = "an article must have every word; enter searches, esc goes back"
        await self.app.push_screen(AskLine("Search every article for:", "", hint, any_words), asked)

    async def take_passage(self, claim_id: str, answer: Evidence | Passage | None) -> None:
        """Do what a search came to: bind evidence to the claim."""
        if isinstance(answer, Evidence):
            self._decide(partial(self._session.bind, claim_id, answer))

    def action_undo(self) -> None:
        """Take back the last step."""
        self._decide(self._session.undo)

    def action_redo(self) -> None:
        """Repeat what was taken back."""
        self._decide(self._session.redo)

    def action_relate(self, relation: str) -> None:
        """Decide on the match under the cursor, and go on to the next one that is undecided."""
        candidate = self.matches.selected
        if candidate and self._decide(partial(self._session.relate, candidate, Relation(relation)), "relate"):
            self.matches.to_undecided()
            self.show_match()

    async def action_history(self) -> None:
        """Show every decision on the claim."""
        if self._sheet:
            session = self._session
            text = history_text(session.history(), session.withheld, session.rewordings())
            await self.app.push_screen(ReadingScreen("History of the claim", text))
