"""Where a reviewer is: the view, the claim under the cursor, and what is remembered of both.

Knows the workbench and no screen. What cannot be done raises a ``ClaimsError`` and changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from claims.agreement import Question, Ratings, is_answered
from claims.errors import NotFound
from claims.models import (
    Article,
    AttributionCheck,
    Claim,
    ClaimState,
    Decision,
    Match,
    MatchState,
    Modality,
    Verdict,
)
from claims.pace import RECENT, pace, pace_variants
from claims.status import edited
from claims.workbench import ClaimFilter, ClaimRow, Cluster, Passage, Workbench
from tui.editions import Notice, Rewording, edition_words, is_changed, notice_of, rewordings
from tui.filtering import View, parse_view, task_of
from tui.page import Page
from tui.queue import Queue
from tui.sheet import Candidate, Sheet, by_origin
from tui.views import STANDING, NamedView

Answers = Mapping[Question, Ratings]
"""What each reviewer answered to the questions on one claim."""
CHUNK = 500
"""Rows fetched at once when many are looked at."""
ARTICLES = 16
"""Articles kept in memory with their claims: the next claim is mostly of the same one."""
VIEWS = "view."
"""Before the names of saved views in the store."""
CHECKED = tuple(check for check in AttributionCheck if check is not AttributionCheck.UNCHECKED)
VERDICTS = tuple(verdict for verdict in Verdict if verdict is not Verdict.UNREVIEWED)
UNTRUE = tuple(modality for modality in Modality if modality is not Modality.FACT)


class Loaded(NamedTuple):
    """A view, ready to be shown: made in any thread, adopted in the screen's."""

    text: str
    queue: Queue
    rowid: int | None
    """The claim to show first, if it is in the view."""
    claim_id: str
    """The claim that was asked for, in the view or not."""
    answers: Mapping[str, Answers] = MappingProxyType({})
    """What each reviewer answered on the claims whose agreement is shown, by claim id."""


class Place(NamedTuple):
    """Where a reviewer was: the filter, and the claim."""

    text: str
    claim_id: str


class Viewing:
    """One reviewer at one view of the store."""

    def __init__(self, workbench: Workbench) -> None:
        """Start with an empty view; ``load`` and ``adopt`` give it one."""
        self.workbench = workbench
        self.text = ""
        self.queue = Queue()
        self.index = 0
        self._shown: Sheet | None = None
        self._wanted = ""
        self._task: ClaimFilter | None = None
        self._paced = (-1, pace(()))
        self._article = lru_cache(maxsize=ARTICLES)(self._read_article)

    # the view

    def load(self, text: str, claim_id: str = "") -> Loaded:
        """Return the view that filter ``text`` describes, to be shown at ``claim_id`` if that is in it.

        May be called in any thread: it opens the store for itself. Raises ``FilterError`` when the
        text cannot be understood.
        """
        view = parse_view(text)
        with self._elsewhere() as workbench:
            queue = self._queue(workbench, view)
            try:
                rowid = workbench.rowid(claim_id) if claim_id else None
            except NotFound:
                rowid = None
        return Loaded(text, queue, rowid, claim_id)

    def _queue(self, workbench: Workbench, view: View) -> Queue:
        """Return the claims of a view, those that wait for this reviewer as open ones."""
        return queue_of(workbench, view)

    def waiting(self, rows: Sequence[ClaimRow]) -> set[int]:
        """Return the row ids of those that wait in this view: for a decision, or for what it is a view of."""
        if self._task is None:
            return {row.rowid for row in rows if waits(row)}
        articles = {row.article_id for row in rows}
        within = {"article_id": articles.pop()} if len(articles) == 1 else {}
        found = set(self.workbench.claim_ids(self._task.model_copy(update=within))) if rows else set()
        return {row.rowid for row in rows} & found

    def _elsewhere(self) -> Workbench:
        """Return the workbench opened anew, for the thread that asks."""
        store = self.workbench.store.path
        return Workbench.open(store, reviewer=self.workbench.reviewer, create=False)

    def adopt(self, loaded: Loaded) -> None:
        """Show ``loaded`` from now on, at its claim, else at the first that waits for a decision."""
        self.text, self.queue, rowid, wanted, _ = loaded
        self._task = task_of(parse_view(loaded.text).filter)
        at = self.queue.index(rowid) if rowid is not None else None
        self._wanted = "" if at is not None else wanted
        if at is None:
            at = 0 if len(self.queue) and self.queue.is_open(0) else self.queue.next_open(0)
        self.index = at or 0

    @property
    def anchor(self) -> str:
        """The id of the claim to stay on in another view: the one shown, or one that this view lacks."""
        return self._wanted or self.claim_id

    @property
    def claim_id(self) -> str:
        """The id of the claim that is shown; empty when none is."""
        return self._shown.claim.id if self._shown else ""

    # named views, the same for every reviewer of the store

    def views(self) -> list[NamedView]:
        """Return every view that has a name, the standing ones first."""
        saved = self.workbench.store.metas(VIEWS)
        return [*STANDING, *(NamedView(name, text) for name, text in saved.items())]

    def save_view(self, name: str) -> str:
        """Keep the view under a name; the same name again replaces it."""
        kept = " ".join(name.split())
        self.workbench.store.set_meta(VIEWS + kept, self.text)
        return f"view saved: {kept}"

    def drop_view(self, name: str) -> str:
        """Forget a view that was saved."""
        self.workbench.store.drop_meta(VIEWS + name)
        return f"view forgotten: {name}"

    def known(self, key: str, start: str) -> list[str]:
        """Return the values of a key of the filter language in the store that begin so."""
        return self.workbench.names(key, start) if key in ("outlet", "speaker", "origin") else []

    # what is remembered between sessions, for each reviewer

    def place(self) -> Place:
        """Return where the reviewer was when they last left."""
        kept = json.loads(self.workbench.store.meta(self._key("place")) or "{}")
        return Place(kept.get("filter", ""), kept.get("claim", ""))

    def keep_place(self) -> None:
        """Remember where the reviewer is."""
        place = {"filter": self.text, "claim": self.claim_id}
        self.workbench.store.set_meta(self._key("place"), json.dumps(place))

    @property
    def theme(self) -> str:
        """The theme that the reviewer chose; empty when they chose none."""
        return self.workbench.store.meta(self._key("theme")) or ""

    def keep_theme(self, name: str) -> None:
        """Remember the theme that the reviewer chose."""
        self.workbench.store.set_meta(self._key("theme"), name)

    def is_first_run(self) -> bool:
        """Return whether the reviewer has yet to be told how this works."""
        return self.workbench.store.meta(self._key("told")) is None

    def end_first_run(self) -> None:
        """Remember that the reviewer was told."""
        self.workbench.store.set_meta(self._key("told"), "yes")

    def _key(self, name: str) -> str:
        return f"review.{name}.{self.workbench.reviewer}"

    # what is shown

    def rows(self, rowids: Sequence[int]) -> list[ClaimRow]:
        """Return what a list line shows of each of ``rowids``."""
        return self.workbench.rows(rowids)

    def sheet(self) -> Sheet | None:
        """Return all of the claim under the cursor, read anew; None when the view is empty."""
        self._shown = None
        while len(self.queue) and not (found := self.rows([self.queue.rowids[self.index]])):
            self._remove([self.index])  # withdrawn since, or its article was read again
        if len(self.queue):
            [row] = found
            state = self.state(row.id)
            claim = edited(self.workbench.claim(row.id), state.edit)
            matched = by_origin(claim, self._candidates(claim), self.workbench.origins)
            self._shown = Sheet(claim, state, self._page(claim), *matched)
        return self._shown

    def state(self, claim_id: str) -> ClaimState:
        """Return where a claim stands, as far as the reviewer may see it."""
        return self.workbench.claim_state(claim_id)

    def matches_of(self, claim_id: str) -> list[tuple[Match, MatchState]]:
        """Return the matches of a claim, and where they stand as far as the reviewer may see it."""
        return self.workbench.matches_of(claim_id)

    def decisions(self, target: str) -> list[Decision]:
        """Return the decisions on a claim or match that the reviewer may see, in their order."""
        return self.workbench.history(target)

    def notice(self) -> Notice | None:
        """Return what is to be said of the claim shown, beside what it says; None for nothing."""
        shown = self._shown
        if shown is None:
            return None
        waiting = self._task is not None and self.waiting(self.rows([self.queue.rowids[self.index]]))
        return notice_of(self.workbench, shown.claim, shown.state, self._task if waiting else None)

    def rewordings(self) -> list[Rewording]:
        """Return which other words the claim shown had in earlier versions of its article."""
        return rewordings(self.workbench, self._shown.claim) if self._shown else []

    def is_changed(self, claim_id: str) -> bool:
        """Return whether a claim was decided on in other words, and nobody has looked since."""
        return is_changed(self.workbench, claim_id)

    @property
    def withheld(self) -> str:
        """What is said in the place of what the reviewer may not see yet of the claim shown."""
        return ""

    def machine(self, claim: Claim) -> tuple[Claim, Sequence[Claim]]:
        """Return a claim as the extractor wrote it, and all claims of its article."""
        return self.workbench.claim(claim.id), self._article(claim.article_id)[1]

    def whole(self, article_id: str) -> tuple[Article, Sequence[Claim]]:
        """Return an article, and the claims that it has."""
        return self._article(article_id)

    def page(self, claim_id: str) -> Page:
        """Return the article of a claim with the claim in focus."""
        return self._page(self.workbench.claim(claim_id))

    def _page(self, claim: Claim) -> Page:
        article, claims = self._article(claim.article_id)
        return Page(article, claim, claims, edition_words(self.workbench, article.id))

    def _read_article(self, article_id: str) -> tuple[Article, Sequence[Claim]]:
        return self.workbench.article(article_id), self.workbench.claims_of(article_id)

    def search(self, query: str) -> list[Passage]:
        """Return the best passage of each article that has every word of ``query``; in any thread."""
        with self._elsewhere() as workbench:
            return workbench.search_articles(query)

    def history(self) -> list[Decision]:
        """Return every decision on the claim shown and on its matches, in the order they were made."""
        if not self._shown:
            return []
        matches = [candidate.match.id for candidate in self._shown.candidates]
        made = [decision for id in (self.claim_id, *matches) for decision in self.decisions(id)]
        return sorted(made, key=lambda decision: decision.seq)

    def story(self) -> Cluster:
        """Return the story that the claim shown tells, of it alone when nothing says the same."""
        return self.workbench.stories.cluster_of(self.claim_id)

    def _candidates(self, claim: Claim) -> Iterator[Candidate]:
        for match, state in self.matches_of(claim.id):
            other = self.workbench.claim(match.b if match.a == claim.id else match.a)
            [row] = self.rows([self.workbench.rowid(other.id)])
            yield Candidate(match, state, other, row)

    def _rows(self, rowids: Sequence[int]) -> Iterator[ClaimRow]:
        for start in range(0, len(rowids), CHUNK):
            yield from self.rows(rowids[start : start + CHUNK])

    # moving

    def move_to(self, index: int) -> None:
        """Put the cursor on the claim at ``index``, as near as the view allows."""
        self._wanted = ""
        self.index = max(0, min(index, len(self.queue) - 1))

    def go_to(self, claim_id: str) -> None:
        """Go to a claim; one that the view has not is put behind the cursor. Raises ``NotFound``."""
        self._bring([claim_id])

    def _remove(self, indices: Iterable[int]) -> None:
        """Take claims out of the view; the cursor stays on its claim, else goes to the one before."""
        for index in sorted(indices, reverse=True):
            self.queue.remove(index)
            self.index -= index <= self.index
        self.index = max(0, min(self.index, len(self.queue) - 1))

    def _bring(self, claim_ids: Sequence[str]) -> None:
        """Go to the first of the claims; those that the view has not are put behind the cursor."""
        self._article.cache_clear()
        rows = list(self._rows([self.workbench.rowid(id) for id in claim_ids]))
        waiting = self.waiting(rows)
        for row in reversed(rows):
            if self.queue.index(row.rowid) is None:
                self.queue.insert(min(self.index + 1, len(self.queue)), row.rowid, row.rowid in waiting)
        if rows:
            self.move_to(self.queue.index(rows[0].rowid) or 0)

    def pace(self) -> Sequence[str]:
        """Return how many claims of the view are left, and how long they take at the reviewer's pace.

        In words of which there are fewer and fewer.
        """
        if not len(self.queue):
            return ()
        latest = self.workbench.store.last_decision()
        if self._paced[0] != latest:
            self._paced = (latest, pace(self.workbench.decided_steps(self.workbench.reviewer, RECENT)))
        return pace_variants(self._paced[1], len(self.queue) - self.queue.decided)

    def seek(self, direction: int) -> bool:
        """Go to the next (1) or previous (-1) open claim; return whether there is another."""
        found = self.queue.next_open(self.index) if direction > 0 else self.queue.previous_open(self.index)
        if found is not None:
            self.index = found
        return found is not None


def waits(row: ClaimRow) -> bool:
    """Return whether a claim still waits for a reviewer's decision.

    Of an opinion or intention only the attribution can be decided, so that is enough; where
    reviewers differ, they have decided.
    """
    return not (row.disagreement or is_answered(row.verdict, row.attribution, row.modality))


def queue_of(workbench: Workbench, view: View) -> Queue:
    """Return the claims of a view."""
    rowids = workbench.packed_ids(view.filter, view.order)[: view.sample]
    # In a view of disagreements, all wait for whoever settles them; and so on.
    return Queue.without(() if task_of(view.filter) else _settled(workbench), rowids)


def _settled(workbench: Workbench) -> Iterator[int]:
    """Yield the rows of all claims that wait for no decision (``waits``)."""
    yield from workbench.packed_ids(ClaimFilter(disagreement=True))
    for verdict in VERDICTS:
        yield from workbench.packed_ids(ClaimFilter(status=verdict))
    for check in CHECKED:
        for modality in UNTRUE:
            yield from workbench.packed_ids(ClaimFilter(modality=modality, attribution=check))
