"""The panes of the review screen: what they show of the session, and moving about in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from claims.errors import ClaimsError
from tui.commands import KeyNames, Scope, bindings, spell
from tui.editions import notice_lines
from tui.empty import empty_words
from tui.filtering import parse_view
from tui.page import CONTEXTS, Page
from tui.peers import PeerSession
from tui.screens.questions import PANE, AskingScreen
from tui.sheet import Sheet
from tui.viewing import Loaded, Place
from tui.views import STANDING
from tui.widgets.article_view import ArticleView
from tui.widgets.claim_list import ClaimList
from tui.widgets.claim_status import ClaimStatus
from tui.widgets.hint import Hint
from tui.widgets.item_list import ItemList
from tui.widgets.match_list import MatchList
from tui.widgets.notice_pane import NoticePane
from tui.widgets.peers_pane import PeersPane
from tui.wording import DOT, one_line

FAR = 1 << 40
"""Further than any list is long."""
PAUSE = 0.3
"""Seconds without a move after which the place is remembered."""
LISTEN = 0.5
"""Seconds between looks at what others decided."""
WIDE = 100
"""Cells from which on list and article stand side by side."""


class PanesScreen(AskingScreen, inherit_bindings=False):
    """List, article, matches and status of one session; shows, moves, and decides nothing."""

    BINDINGS = bindings(Scope.REVIEW, Scope.PAGE, Scope.EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - as Textual declares it
    AUTO_FOCUS = "#claims"

    @dataclass
    class ViewLoaded(Message):
        """A view is ready; posted by the thread that loaded it."""

        loaded: Loaded

    @dataclass
    class LoadFailed(Message):
        """A view could not be loaded."""

        error: str

    def __init__(self, session: PeerSession, keys: Mapping[str, KeyNames], problems: tuple[str, ...]) -> None:
        """``problems`` are what is to be said at the start, such as keys that clash."""
        super().__init__(keys)
        self._session, self._problems = session, problems
        self._saving: Timer | None = None
        self._sheet: Sheet | None = None
        self._peeking = False
        self._begun = False  # until the first view is there, news would show an empty one
        self._wanted = ""
        self.claims = ClaimList(session.rows, id="claims")
        self.article = ArticleView(id="article")
        self.matches = MatchList(id="matches")
        self.notice = NoticePane(id="notice")
        self.peers = PeersPane(id="peers")
        self.status = ClaimStatus(id="status")

    def compose(self) -> ComposeResult:
        """Put the panes in their places; the style sheet arranges them by width."""
        yield self.peers
        with Container(id="panes"):
            yield self.claims
            with Vertical(id="beside"):
                yield self.notice
                yield self.article
                yield self.matches
        yield self.status
        yield self.message
        yield self.key_bar
        if self._session.is_first_run():
            yield Hint(self._keys, id="hint")

    def on_mount(self) -> None:
        """Begin where the reviewer left."""
        self.article.show(None, "Loading…")
        self.claims.border_title = Content("Claims")
        place = self._session.place()
        try:
            parse_view(place.text)
        except ClaimsError:
            place = Place("", place.claim_id)
        self.load(*place)
        self.set_interval(LISTEN, self._listen)
        if self._problems:
            self.message.tell_error("  ".join(self._problems))

    def _listen(self) -> None:
        """Show what others decided meanwhile, unless a question is open: that is about what was shown."""
        if self.app.screen is not self or self._asked or not self._begun:
            return
        news: str | None = None

        def ask() -> None:
            nonlocal news
            news = self._session.news()

        if self._attempt(ask) and news is not None:
            self._attempt(self._show)
            if news:
                self.message.tell(news)

    # loading a view

    def load(self, text: str, claim_id: str = "") -> None:
        """Load the view of filter ``text``; what is shown stays until it is ready."""
        self._wanted = text
        self._load(text, claim_id)

    @work(thread=True, exclusive=True)
    def _load(self, text: str, claim_id: str) -> None:
        """Load away from the screen's own thread."""
        try:
            loaded = self._session.load(text, claim_id)
        except ClaimsError as error:
            self.post_message(self.LoadFailed(str(error)))
        else:
            self.post_message(self.ViewLoaded(loaded))

    @on(ViewLoaded)
    def adopt(self, event: ViewLoaded) -> None:
        """Show the view that was loaded."""
        self._session.adopt(event.loaded)
        self._begun = True
        self._attempt(self._show)

    @on(LoadFailed)
    def tell_failure(self, event: LoadFailed) -> None:
        """Say what went wrong; the view stays."""
        self._wanted = self._session.text
        self.message.tell_error(event.error)

    def view_commands(self) -> list[tuple[str, Callable[[], object]]]:
        """Return, for the palette, the going to each view that has a name, and forgetting each saved one."""
        try:
            views = self._session.views()
        except ClaimsError:
            return []
        saved = views[len(STANDING) :]
        return [
            *((f"View: {one_line(v.name)}", partial(self.load, v.text, self._session.anchor)) for v in views),
            *((f"Forget view: {one_line(v.name)}", partial(self._forget, v.name)) for v in saved),
        ]

    def _forget(self, name: str) -> None:
        self._attempt(lambda: self.message.tell(self._session.drop_view(name)))

    # showing

    def _show(self) -> None:
        """Show everything anew, as the session has it now."""
        self.claims.show(self._session.queue, self._session.index)
        self._show_claim()

    def _show_claim(self) -> None:
        """Show the claim under the cursor."""
        before = self._sheet
        self._sheet = sheet = self._session.sheet()
        same = bool(before and sheet and before.claim.id == sheet.claim.id)
        if not same:
            self.withdraw()  # a question is about what was shown
        self._peeking = False
        empty = "" if sheet else empty_words(self._session.text, self._keys)
        noticed = notice_lines(self._session.notice(), self._keys)
        self.set_class(bool(noticed), "-noticed")
        self.notice.show(noticed)
        self.matches.show(sheet, self.matches.cursor if same else 0)
        self.article.show(self._marked(sheet) if sheet else None, empty)
        self.status.show(sheet)
        settles = f"{spell(self._keys['adjudicate'][:1])} settles it"
        words = [settles if sheet and sheet.state.disagreement else "", self._session.peers_words()]
        opinions = self._session.opinions()
        self.set_class(bool(opinions), "-opinions")
        self.peers.show(DOT.join(filter(None, words)), opinions)
        self._show_progress()
        if self._saving:
            self._saving.stop()
        self._saving = self.set_timer(PAUSE, partial(self._attempt, self._session.keep_place))

    def _marked(self, sheet: Sheet) -> Page:
        """Return the claim's article with what differs from the match under the cursor marked."""
        candidate = self.matches.selected
        return sheet.page.mark(candidate.differing[0] if candidate else ())

    def _show_progress(self) -> None:
        queue = self._session.queue
        at = f"{self._session.index + 1:,}/" if len(queue) else ""
        parts = [
            f"Claims {at}{len(queue):,}",
            f"{queue.decided:,} decided",
            f"● {queue.marked:,} marked" if queue.marked else "",
        ]
        chosen = f"/ {one_line(self._session.text)}" if self._session.text else ""
        above = [*parts, chosen] if self.has_class("-narrow") else parts
        self.message.pace = tuple(self._session.pace())
        self.claims.entitle(Content(DOT.join(filter(None, above))), Content(chosen))

    def on_resize(self) -> None:
        """Show the filter where there is room for it."""
        self.call_after_refresh(self._show_progress)

    def on_descendant_focus(self) -> None:
        """Show the commands that can be given now."""
        self.show_keys()

    @property
    def standing(self) -> tuple[Scope, ...]:
        """The scopes whose commands can be given now, but for a question."""
        here = (Scope.MATCHES,) if self.focused is self.matches else ()
        return (*here, Scope.EVERYWHERE, Scope.REVIEW, Scope.PAGE)

    def _attempt(self, act: Callable[[], object]) -> bool:
        """Do ``act``; say what went wrong, if something did. Return whether it was done."""
        try:
            act()
        except ClaimsError as error:
            self.message.tell_error(str(error))
            return False
        return True

    def _dismiss_hint(self) -> None:
        if self.query(Hint):
            self.query(Hint).remove()
            self._attempt(self._session.end_first_run)

    # moving

    def action_move(self, lines: int) -> None:
        """Move in the pane that has the focus."""
        if self.focused is self.matches:
            self.matches.move_cursor(self.matches.cursor + lines)
            self.show_match()
        elif self.focused is self.article:
            self.article.scroll_lines(lines)
        else:
            self._go(self._session.index + lines)

    def _go(self, index: int) -> None:
        self._session.move_to(index)
        self.claims.move_cursor(self._session.index)
        self._attempt(self._show_claim)

    def action_half_page(self, direction: int) -> None:
        """Move by half of what is visible."""
        pane = self.focused if isinstance(self.focused, ArticleView | MatchList) else self.claims
        self.action_move(direction * max(1, pane.page_length // 2))

    def action_top(self) -> None:
        """Move to the beginning."""
        self.action_move(-FAR)

    def action_bottom(self) -> None:
        """Move to the end."""
        self.action_move(FAR)

    def action_seek(self, direction: int) -> None:
        """Go to the next or previous claim that waits for a decision."""
        if not self._session.seek(direction):
            self.message.tell("No other claim of this view waits for a decision: / shows others")
        self._go(self._session.index)

    def action_scroll_article(self, lines: int) -> None:
        """Scroll the article, whatever has the focus."""
        self.article.scroll_lines(lines)

    def action_context(self, steps: int) -> None:
        """Show more or less of the article."""
        self.article.context = max(0, min(self.article.context + steps, len(CONTEXTS) - 1))

    def action_focus_matches(self) -> None:
        """Go to the matches."""
        if self.matches.count:
            self.set_focus(self.matches)
        else:
            self.message.tell("This claim has no matches; more articles bring them: claims add FILE…")

    def action_open(self) -> None:
        """Go into the article; on a match, show the other article."""
        if self.focused is self.matches:
            self._peeking = True
            self.show_match()
        else:
            self.set_focus(self.article)

    def show_match(self) -> None:
        """Mark what differs from the match under the cursor, in its own article if that is looked at."""
        candidate = self.matches.selected
        if self._peeking and candidate:
            claim_id, differing = candidate.claim.id, candidate.differing[1]
            self._attempt(lambda: self.article.show(self._session.page(claim_id).mark(differing)))
        elif self._sheet:
            self.article.mark(self._marked(self._sheet))

    def action_jump(self) -> None:
        """Ask which pane to go to."""
        panes: dict[str, Widget] = {"claims": self.claims, "article": self.article, "matches": self.matches}
        self.ask(PANE, lambda name: self.set_focus(panes[name]))

    @on(ClaimList.Chosen)
    def go_to_claim(self, event: ClaimList.Chosen) -> None:
        """Go to the claim that was clicked."""
        self._go(event.index)

    @on(ArticleView.Chosen)
    def go_to_words(self, event: ArticleView.Chosen) -> None:
        """Go to the claim whose words were clicked in the article."""
        if event.claim_id != self._session.claim_id:
            self._attempt(lambda: self._session.go_to(event.claim_id))
            self._attempt(self._show)

    @on(ItemList.Chosen)
    def go_to_match(self, event: ItemList.Chosen) -> None:
        """Go to the match that was clicked."""
        self.matches.move_cursor(event.index)
        self.show_match()
