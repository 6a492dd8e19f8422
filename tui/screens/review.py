"""The review screen: the actions that the commands name; what they do is the session's."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from functools import partial

from textual.app import SuspendNotSupported

from claims.models import AttributionCheck, Relation, Verdict
from tui.citation import citation, is_web_address, takes_over_terminal
from tui.filtering import parse_filter
from tui.screens.ask import AskAttribution, AskLine, AskReason
from tui.screens.panes import PanesScreen
from tui.screens.reading import ReadingScreen, history_text
from tui.widgets.hint import Hint
from tui.wording import counted


class ReviewScreen(PanesScreen):
    """One reviewer, one keyboard: a claim in its article, its matches, and what to make of it."""

    # deciding

    def _decide(self, act: Callable[[], str]) -> bool:
        """Do ``act``, committed when it returns, and show what it came to; return whether it was done."""
        done = self._attempt(lambda: self.message.tell(act()))
        if done:
            self._dismiss_hint()
        self._attempt(self._show)
        return done

    def action_verdict(self, verdict: str) -> None:
        """Decide on the content."""
        self._decide(partial(self._session.verdict, Verdict(verdict)))

    def action_reject(self) -> None:
        """Ask what the extractor got wrong, and reject."""

        def answered(reason: str | None) -> None:
            if reason:
                self._decide(partial(self._session.verdict, Verdict.REJECTED, reason))

        self.app.push_screen(AskReason(self._keys), answered)

    def action_attribution(self) -> None:
        """Ask whether the source said it."""

        def answered(check: str | None) -> None:
            if check:
                self._decide(partial(self._session.check, AttributionCheck(check)))

        self.app.push_screen(AskAttribution(self._keys), answered)

    def action_flag(self) -> None:
        """Flag, or take the flag off."""
        self._decide(self._session.flag)

    def action_note(self) -> None:
        """Ask for a note."""

        def answered(text: str | None) -> None:
            if text and text.strip():
                self._decide(partial(self._session.note, text.strip()))

        self.app.push_screen(
            AskLine("Note on this claim:", "", "enter keeps it, esc drops it", str), answered
        )

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

    def action_history(self) -> None:
        """Show every decision on the claim."""
        if self._sheet:
            text = history_text(self._session.history())
            self.app.push_screen(ReadingScreen("History of the claim", text))

    # marking and filtering

    def action_mark(self) -> None:
        """Mark the claim under the cursor, and go down one."""
        if len(self._session.queue):
            self._session.queue.toggle(self._session.index)
            self._go(self._session.index + 1)
            self._tell_marks()

    def action_mark_all(self) -> None:
        """Mark every claim of the view, or none."""
        self._session.queue.toggle_all()
        self._tell_marks()

    def _tell_marks(self) -> None:
        self.claims.refresh()
        self._show_progress()
        marked = self._session.queue.marked
        self.message.tell(
            f"{counted(marked, 'claim')} marked: the next decision is on all of them" if marked else ""
        )

    def action_filter(self) -> None:
        """Ask for a filter."""
        hint = 'status: outlet: speaker: kind: origin: has:conflict or words ("…" keeps together)'

        def answered(text: str | None) -> None:
            if text is not None:
                self.load(text.strip(), self._session.claim_id)

        self.app.push_screen(AskLine("Filter:", self._session.text, hint, parse_filter), answered)

    def _clear_marks(self) -> None:
        self._session.queue.clear_marks()
        self._tell_marks()

    def action_back(self) -> None:
        """Go back one step: hint, other article, pane, marks, filter."""
        steps: tuple[tuple[bool, Callable[[], object]], ...] = (
            (bool(self.query(Hint)), self._dismiss_hint),
            (self._peeking, self._show_claim),
            (self.focused is not self.claims, partial(self.set_focus, self.claims)),
            (self._session.queue.marked > 0, self._clear_marks),
            (bool(self._session.text), partial(self.load, "", self._session.claim_id)),
        )
        for possible, step in steps:
            if possible:
                step()
                return

    # out of the screen

    def action_cite(self) -> None:
        """Copy the claim as a citation."""
        if self._sheet:
            words = citation(self._sheet.claim, self._sheet.page.article)
            self.app.copy_to_clipboard(words)
            self.message.tell(f"copied: {words}")

    def action_browse(self) -> None:
        """Open the article's address, if it is one of the web."""
        url = self._sheet.page.article.url if self._sheet else None
        if url is None or not is_web_address(url):
            self.message.tell_error("This article has no web address (http or https), so nothing is opened.")
            return
        try:
            browser = webbrowser.get()
            if takes_over_terminal(browser):
                with self.app.suspend():
                    browser.open(url)
            else:
                browser.open(url)
        except (webbrowser.Error, SuspendNotSupported):
            self.message.tell_error(f"No browser can be started here. The address: {url}")
        else:
            self.message.tell(f"opened {url}")

    def action_close(self) -> None:
        """Remember the place, and end."""
        if len(self._session.queue):
            self._attempt(self._session.keep_place)
        self.app.exit()
