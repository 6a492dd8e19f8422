"""A reviewer's session: where they are in the queue, what they decide, what is shown of it.

Knows the workbench and no screen. Every act either returns the words that say what was done,
after it is committed, or raises a ``ClaimsError`` and has changed nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from claims.errors import NotFound
from claims.models import (
    Article,
    AttributionCheck,
    Claim,
    Decision,
    Modality,
    Relation,
    Verdict,
)
from claims.workbench import ClaimFilter, ClaimRow, Workbench
from tui.filtering import parse_filter
from tui.page import Page
from tui.queue import Queue
from tui.sheet import Candidate, Sheet, in_order
from tui.wording import ATTRIBUTION_WORDS, change_words, counted, quoted

CHUNK = 500
"""Rows fetched at once when many are looked at."""
ARTICLES = 16
"""Articles kept in memory with their claims: the next claim is mostly of the same one."""
CHECKED = tuple(check for check in AttributionCheck if check is not AttributionCheck.UNCHECKED)
UNTRUE = tuple(modality for modality in Modality if modality is not Modality.FACT)
NOTHING = "No claim is shown: esc clears the filter, and `claims add` adds articles."


class Loaded(NamedTuple):
    """A view, ready to be shown: made in any thread, adopted in the screen's."""

    text: str
    queue: Queue
    rowid: int | None
    """The claim to show first, if it is in the view."""


class Place(NamedTuple):
    """Where a reviewer was: the filter, and the claim."""

    text: str
    claim_id: str


class Session:
    """One reviewer at one view of the store."""

    def __init__(self, workbench: Workbench) -> None:
        """Start with an empty view; ``load`` and ``adopt`` give it one."""
        self.workbench = workbench
        self.text = ""
        self.queue = Queue()
        self.index = 0
        self._shown: Sheet | None = None
        self._article = lru_cache(maxsize=ARTICLES)(self._read_article)

    # the view

    def load(self, text: str, claim_id: str = "") -> Loaded:
        """Return the view that filter ``text`` describes, to be shown at ``claim_id`` if that is in it.

        May be called in any thread: it opens the store for itself. Raises ``FilterError`` when the
        text cannot be understood.
        """
        chosen = parse_filter(text)
        store = self.workbench.store.path
        with Workbench.open(store, reviewer=self.workbench.reviewer, create=False) as workbench:
            queue = Queue(workbench.claim_ids(chosen), _open_rowids(workbench, chosen))
            try:
                rowid = workbench.rowid(claim_id) if claim_id else None
            except NotFound:
                rowid = None
        return Loaded(text, queue, rowid)

    def adopt(self, loaded: Loaded) -> None:
        """Show ``loaded`` from now on, at its claim, else at the first that waits for a decision."""
        self.text, self.queue, rowid = loaded
        at = self.queue.index(rowid) if rowid is not None else None
        if at is None:
            at = 0 if len(self.queue) and self.queue.is_open(0) else self.queue.next_open(0)
        self.index = at or 0

    @property
    def claim_id(self) -> str:
        """The id of the claim that is shown; empty when none is."""
        return self._shown.claim.id if self._shown else ""

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
        if len(self.queue):
            [row] = self.rows([self.queue.rowids[self.index]])
            claim = self.workbench.claim(row.id)
            state = self.workbench.claim_state(row.id)
            candidates = in_order(self._candidates(claim))
            self._shown = Sheet(claim, state, self._page(claim), candidates)
        return self._shown

    def page(self, claim_id: str) -> Page:
        """Return the article of a claim with the claim in focus."""
        return self._page(self.workbench.claim(claim_id))

    def _page(self, claim: Claim) -> Page:
        article, claims = self._article(claim.article_id)
        return Page(article, claim, claims)

    def _read_article(self, article_id: str) -> tuple[Article, Sequence[Claim]]:
        return self.workbench.article(article_id), self.workbench.claims_of(article_id)

    def history(self) -> list[Decision]:
        """Return every decision on the claim shown and on its matches, in the order they were made."""
        if not self._shown:
            return []
        matches = [candidate.match.id for candidate in self._shown.candidates]
        made = [decision for id in (self.claim_id, *matches) for decision in self.workbench.history(id)]
        return sorted(made, key=lambda decision: decision.seq)

    def _candidates(self, claim: Claim) -> Iterator[Candidate]:
        for match, state in self.workbench.matches_of(claim.id):
            other = self.workbench.claim(match.b if match.a == claim.id else match.a)
            [row] = self.rows([self.workbench.rowid(other.id)])
            yield Candidate(match, state, other, row)

    def _rows(self, rowids: Sequence[int]) -> Iterator[ClaimRow]:
        for start in range(0, len(rowids), CHUNK):
            yield from self.rows(rowids[start : start + CHUNK])

    # moving

    def move_to(self, index: int) -> None:
        """Put the cursor on the claim at ``index``, as near as the view allows."""
        self.index = max(0, min(index, len(self.queue) - 1))

    def seek(self, direction: int) -> bool:
        """Go to the next (1) or previous (-1) open claim; return whether there is another."""
        found = self.queue.next_open(self.index) if direction > 0 else self.queue.previous_open(self.index)
        if found is not None:
            self.index = found
        return found is not None

    # deciding

    def _targets(self) -> list[int]:
        """Return where the marked claims stand, else the one under the cursor."""
        if not self._shown:
            raise NotFound(NOTHING)
        return list(self.queue.marked_indices()) or [self.index]

    def _ids(self, targets: Sequence[int]) -> list[str]:
        if targets == [self.index] and self._shown:
            return [self._shown.claim.id]
        return [row.id for row in self._rows([self.queue.rowids[index] for index in targets])]

    def _seen(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the version of the shown claim, when it is among ``ids``."""
        shown = self._shown
        return {shown.claim.id: shown.state.version} if shown and shown.claim.id in ids else {}

    def verdict(self, verdict: Verdict, reason: str = "") -> str:
        """Decide on the content of the marked claims, or of the one shown, and go on."""
        targets = self._targets()
        ids = self._ids(targets)
        self.workbench.mark(ids, verdict, reason=reason, seen=self._seen(ids))
        words = f"{verdict.value} ({reason})" if reason else verdict.value
        return self._done(targets, words, onward=verdict is not Verdict.UNREVIEWED)

    def check(self, attribution: AttributionCheck) -> str:
        """Decide whether the source said it; goes on only where that was all there is to decide."""
        targets = self._targets()
        ids = self._ids(targets)
        self.workbench.check(ids, attribution, seen=self._seen(ids))
        onward = self._shown is not None and self._shown.claim.modality is not Modality.FACT
        return self._done(targets, ATTRIBUTION_WORDS[attribution], onward=onward)

    def flag(self) -> str:
        """Flag the marked claims, or the one shown, and go on; take the flag off when it has one."""
        targets = self._targets()
        on = not (self._shown and self._shown.state.flagged)
        self.workbench.flag(self._ids(targets), on)
        return self._done(targets, "flagged" if on else "flag taken off", onward=on)

    def note(self, text: str) -> str:
        """Write a note on the claim shown."""
        if not self._shown:
            raise NotFound(NOTHING)
        self.workbench.note(self._shown.claim.id, text)
        return f"noted on {quoted(self._shown.claim)}"

    def relate(self, candidate: Candidate, relation: Relation) -> str:
        """Decide how the claim shown and ``candidate`` stand to each other."""
        seen = {candidate.match.id: candidate.state.version}
        self.workbench.decide_match(candidate.match.id, relation, seen=seen)
        return f"{relation.value}: {quoted(candidate.claim)}"

    def undo(self) -> str:
        """Take back the last own step; the cursor goes to what it was about."""
        return self._revised("undone", self.workbench.undo())

    def redo(self) -> str:
        """Do again the own step that was undone last."""
        return self._revised("redone", self.workbench.redo())

    def _done(self, targets: Sequence[int], words: str, onward: bool) -> str:
        """Take note of what was decided, go ``onward`` to the next open claim, and say it."""
        several = len(targets) > 1 or not self._shown
        about = counted(len(targets), "claim") if several or not self._shown else quoted(self._shown.claim)
        self._settle({self.queue.rowids[index]: index for index in targets})
        self.queue.clear_marks()
        if onward and self.index in targets and not self.seek(1) and not self.queue.is_open(self.index):
            return f"{words}: {about} — all claims of this view are decided"
        return f"{words}: {about}"

    def _revised(self, done: str, made: Sequence[Decision]) -> str:
        """Take note of the steps taken back or repeated, and go to the first claim of them."""
        claims = dict.fromkeys(claim for decision in made for claim in self._claims_of(decision))
        places = self.queue.places(self.workbench.rowid(claim) for claim in claims)
        self._settle(places)
        if places and self.index not in places.values():
            self.index = min(places.values())
        more = f" — {counted(len(made), 'decision')}" if len(made) > 1 else ""
        return f"{done}: {change_words(made[0])}{more}"

    def _claims_of(self, decision: Decision) -> Sequence[str]:
        """Return the ids of the claims that a decision is about."""
        try:
            self.workbench.rowid(decision.target)
        except NotFound:
            match = self.workbench.store.match(decision.target)
            return [match.a, match.b]
        return [decision.target]

    def _settle(self, places: Mapping[int, int]) -> None:
        """Read anew which of the claims at ``places`` (row id -> index) wait for a decision."""
        for row in self._rows(list(places)):
            self.queue.set_open(places[row.rowid], _waits(row))


def _waits(row: ClaimRow) -> bool:
    """Return whether a claim still waits for a reviewer's decision.

    Of an opinion or intention only the attribution can be decided, so that is enough; where
    reviewers differ, they have decided.
    """
    if row.verdict is not Verdict.UNREVIEWED or row.disagreement:
        return False
    return row.modality is Modality.FACT or row.attribution is AttributionCheck.UNCHECKED


def _open_rowids(workbench: Workbench, chosen: ClaimFilter) -> list[int]:
    """Return the rows of the filter that wait for a decision (``_waits``), in its order."""
    if chosen.status not in (None, Verdict.UNREVIEWED):
        return []
    waiting = chosen.model_copy(update={"status": Verdict.UNREVIEWED})
    settled: list[dict[str, object]] = [{"disagreement": True}]
    settled += [{"modality": modality, "attribution": check} for modality in UNTRUE for check in CHECKED]
    done = {rowid for without in settled for rowid in workbench.claim_ids(waiting.model_copy(update=without))}
    return [rowid for rowid in workbench.claim_ids(waiting) if rowid not in done]
