"""The review screen: the actions that the commands name; what they do is the session's."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from functools import partial

from textual.app import SuspendNotSupported

from claims.workbench import Cluster
from tui.answers import any_words
from tui.citation import citation, is_web_address, takes_over_terminal
from tui.completion import completions
from tui.filtering import parse_view
from tui.screens.adjudicating import AdjudicatingScreen
from tui.screens.ask import AskLine
from tui.screens.story import Lines, StoryScreen
from tui.story import origin_lines, story_lines
from tui.views import beside, timeline
from tui.widgets.hint import Hint
from tui.wording import counted


class ReviewScreen(AdjudicatingScreen):
    """One reviewer, one keyboard: a claim in its article, its matches, and what to make of it."""

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

    async def action_filter(self) -> None:
        """Ask for a filter."""
        hint = "status: outlet: speaker: kind: origin: has: is: before: order: or words; tab completes"

        def answered(text: str | None) -> None:
            if text is not None:
                self.load(text.strip(), self._session.anchor)

        asking = AskLine("Filter:", f"{self._wanted} ".lstrip(), hint, parse_view, self._completions)
        await self.app.push_screen(asking, answered)

    def _completions(self, line: str) -> list[str]:
        return completions(line, self._session.known)

    # views

    def action_view(self, step: int) -> None:
        """Go to the next or previous view."""

        def go() -> None:
            name, text = beside(self._session.views(), self._wanted, step)
            self.load(text, self._session.anchor)
            self.message.tell(f"view: {name}")

        self._attempt(go)

    def action_timeline(self) -> None:
        """Show all that the speaker of this claim said, the oldest first."""
        speaker = self._sheet.claim.speaker if self._sheet else None
        if speaker:
            self.load(timeline(speaker.name), self._session.anchor)
        else:
            self.message.tell("This claim has no speaker that the rules could tell")

    async def action_save_view(self) -> None:
        """Ask for a name, and keep the view under it."""

        def answered(name: str | None) -> None:
            if name is not None:
                self._attempt(lambda: self.message.tell(self._session.save_view(name)))

        hint = "filter and order are kept in the store under this name; [ ] and : find it"
        await self.app.push_screen(AskLine("Name of the view:", "", hint, any_words), answered)

    def _clear_marks(self) -> None:
        self._session.queue.clear_marks()
        self._tell_marks()

    def action_back(self) -> None:
        """Go back one step: question, hint, other article, pane, marks, filter."""
        steps: tuple[tuple[bool, Callable[[], object]], ...] = (
            (self._asked is not None, self.withdraw),
            (bool(self.query(Hint)), self._dismiss_hint),
            (self._peeking, self._show_claim),
            (self.focused is not self.claims, partial(self.set_focus, self.claims)),
            (self._session.queue.marked > 0, self._clear_marks),
            (bool(self._session.text), partial(self.load, "", self._session.anchor)),
        )
        for possible, step in steps:
            if possible:
                step()
                return

    # the story

    async def action_story(self) -> None:
        """Show how each outlet tells what the claim says."""
        await self._tell_story("The story", lambda cluster: partial(story_lines, cluster))

    async def action_origins(self) -> None:
        """Show who said it first, and who had it from whom."""
        claim_id = self._session.claim_id
        await self._tell_story("Origins", lambda cluster: partial(origin_lines, cluster, claim_id))

    async def _tell_story(self, title: str, told: Callable[[Cluster], Lines]) -> None:
        if self._session.withheld:
            self.message.tell(self._session.withheld)
            return
        found: list[Cluster] = []
        if self._sheet and self._attempt(lambda: found.append(self._session.story())):
            await self.app.push_screen(StoryScreen(title, told(found[0])))

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
        """Take back a question; without one remember the place, and end."""
        if self.withdraw():
            return
        if len(self._session.queue):
            self._attempt(self._session.keep_place)
        self.app.exit()
