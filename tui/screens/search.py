"""The search of every article for evidence, and binding a passage to the claim."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from claims.errors import ClaimsError
from claims.models import Evidence
from claims.workbench import Passage
from tui.commands import KeyNames, Scope, bindings, commands, spell
from tui.screens.reading import FAR, ReadingScreen, passage_text
from tui.session import Session
from tui.widgets.item_list import ItemList
from tui.widgets.passage_list import PassageList
from tui.wording import one_line


class SearchScreen(ModalScreen[Evidence | Passage | None], inherit_bindings=False):
    """What a search of every article found.

    The answer is the evidence to bind, or the passage by which to add a claim; None for neither.
    """

    BINDINGS = bindings(Scope.PASSAGES, Scope.PAGE, Scope.EVERYWHERE)
    AUTO_FOCUS = "#passages"

    @dataclass
    class Found(Message):
        """The search is done; posted by the thread that made it."""

        passages: list[Passage]

    @dataclass
    class Failed(Message):
        """The search could not be made."""

        error: str

    def __init__(self, session: Session, query: str, own: str, keys: dict[str, KeyNames]) -> None:
        """Search for ``query``; ``own`` is the id of the claim's article, ``keys`` those of each command."""
        super().__init__()
        self._session, self._query, self._keys = session, query, keys
        self.passages = PassageList(own, id="passages")

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """The scopes whose commands can be given now."""
        return (Scope.PASSAGES, Scope.PAGE, Scope.EVERYWHERE)

    def compose(self) -> ComposeResult:
        """Show the passages in a frame, and what can be done with one."""
        can = [f"{spell(self._keys[command.id])} {command.short}" for command in commands(Scope.PASSAGES)]
        with Vertical(id="search") as frame:
            frame.border_title = Content(f"Evidence: {one_line(self._query)}")
            frame.border_subtitle = Content("esc closes")
            yield self.passages
            yield Static(Content("   ".join(can)), id="hint")

    def on_mount(self) -> None:
        """Search, away from the screen's own thread."""
        self.passages.border_title = Content("Searching…")
        self.search()

    @work(thread=True, exclusive=True)
    def search(self) -> None:
        """Find the passages."""
        try:
            found = self._session.search(self._query)
        except ClaimsError as error:
            self.post_message(self.Failed(str(error)))
        else:
            self.post_message(self.Found(found))

    @on(Found)
    def show(self, event: Found) -> None:
        """Show what was found."""
        self.passages.show(event.passages)

    @on(Failed)
    def tell_failure(self, event: Failed) -> None:
        """Say what went wrong."""
        self.query_one("#hint", Static).update(Content(f"✗ {one_line(event.error)}"))

    @on(ItemList.Chosen)
    def go_to_passage(self, event: ItemList.Chosen) -> None:
        """Go to the passage that was clicked."""
        self.passages.move_cursor(event.index)

    def action_bind(self) -> None:
        """Answer with the passage under the cursor."""
        passage = self.passages.selected
        if passage:
            self.dismiss(Evidence(quotation=passage.words, article_id=passage.article_id, span=passage.span))

    def action_add_there(self) -> None:
        """Answer with the passage in whose article a claim is to be added."""
        if self.passages.selected:
            self.dismiss(self.passages.selected)

    async def action_read(self) -> None:
        """Show more of the article around the passage."""
        passage = self.passages.selected
        if passage:
            title = one_line(passage.outlet or passage.title or "no outlet")
            try:
                text = self._session.workbench.article(passage.article_id).text
            except ClaimsError as error:
                self.post_message(self.Failed(str(error)))
            else:
                await self.app.push_screen(ReadingScreen(title, passage_text(text, passage.span)))

    def action_move(self, lines: int) -> None:
        """Move the cursor."""
        self.passages.move_cursor(self.passages.cursor + lines)

    def action_half_page(self, direction: int) -> None:
        """Move by half of what is visible."""
        self.action_move(direction * max(1, self.passages.page_length // 2))

    def action_top(self) -> None:
        """Move to the best passage."""
        self.action_move(-FAR)

    def action_bottom(self) -> None:
        """Move to the last passage."""
        self.action_move(FAR)

    def action_back(self) -> None:
        """Bind nothing."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Bind nothing."""
        self.dismiss(None)
