"""A reviewer's session: what they decide, and what is said of it.

Every act either returns the words that say what was done, after it is committed, or raises a
``ClaimsError`` and has changed nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claims.errors import IllegalTransition, NotFound
from claims.models import (
    Action,
    Article,
    AttributionCheck,
    Claim,
    Decision,
    Edit,
    Evidence,
    Modality,
    Relation,
    Verdict,
)
from claims.status import edited
from claims.workbench import Workbench
from tui.sheet import Candidate, Sheet, is_confirmed
from tui.viewing import Viewing
from tui.wording import (
    ATTRIBUTION_WORDS,
    change_words,
    counted,
    decision_words,
    evidence_words,
    fit,
    one_line,
    quoted,
)

CHANGE = 72
"""Cells that are said of what was taken back or repeated."""
REMAKING = frozenset({Action.ADD, Action.UNDO, Action.REDO})
"""What can change which claims an article has."""
NOTHING = "No claim is shown: esc clears the filter, and `claims add` adds articles."


class Session(Viewing):
    """One reviewer who decides on the claims of a view."""

    def __init__(self, workbench: Workbench) -> None:
        """Start with an empty view, knowing of every decision made so far."""
        super().__init__(workbench)
        self._version = workbench.store.data_version()
        self._heard = workbench.store.last_decision()

    def news(self) -> str | None:
        """Take note of what others decided meanwhile; return it in words, None when nothing changed.

        Cheap when nothing did: one number of the file is read.
        """
        store = self.workbench.store
        version = store.data_version()
        if version == self._version:
            return None
        self._version = version
        made = store.decisions_after(self._heard)
        self._heard = made[-1].seq if made else self._heard
        if any(decision.action in REMAKING for decision in made):
            self._article.cache_clear()
        claims = dict.fromkeys(claim for decision in made for claim in self._claims_of(decision))
        self._settle(self.queue.places(self.workbench.rowid(claim) for claim in claims))
        self._decided_on(self.workbench.rowid(claim) for claim in claims)
        others = [decision for decision in made if self._is_news(decision)]
        if not others:
            return ""
        last = others[-1]
        more = f" — {counted(len(others), 'decision')}" if len(others) > 1 else ""
        return f"{one_line(last.reviewer)} just decided, {fit(decision_words(last), CHANGE).rstrip()}{more}"

    def _is_news(self, decision: Decision) -> bool:
        """Return whether a decision made meanwhile is told."""
        return decision.reviewer != self.workbench.reviewer

    def _decided_on(self, rowids: Iterable[int]) -> None:
        """Take note that something was decided on claims, in the view or not."""

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
        again = [id for id in ids if self.is_changed(id)]
        reason = reason or self._kept_reason(ids, again, verdict)
        self.workbench.mark(ids, verdict, reason=reason, seen=self._seen(ids))
        words = f"{verdict.value} ({reason})" if reason else verdict.value
        words += ", looked at again" if again == ids else ""
        return self._done(targets, words, onward=verdict is not Verdict.UNREVIEWED)

    def is_confirmed(self) -> bool:
        """Return whether each fact among the marked claims, or the one shown, is confirmed from elsewhere.

        What was verified in other words counts as such: that was asked then.
        """
        return all(
            row.modality is not Modality.FACT
            or (row.verdict is Verdict.VERIFIED and self.is_changed(row.id))
            or is_confirmed(row.article_id, self.state(row.id), self.matches_of(row.id))
            for row in self._rows([self.queue.rowids[index] for index in self._targets()])
        )

    def _kept_reason(self, ids: Sequence[str], again: Sequence[str], verdict: Verdict) -> str:
        """Return the reviewer's own reason for a verdict that they give again in other words.

        Of several claims only one that is the same for all.
        """
        own = [
            opinion.verdict
            for id in again
            for opinion in self.workbench.opinions(id)
            if opinion.reviewer == self.workbench.reviewer
        ]
        reasons = {given.reason for given in own if given and given.after == verdict}
        return reasons.pop() if len(reasons) == 1 and len(again) == len(ids) else ""

    def rejected_as(self) -> str:
        """Return why the claim shown was rejected in other words that nobody has looked at since."""
        shown = self._shown
        if not shown or self.queue.marked or not self.is_changed(shown.claim.id):
            return ""
        return shown.state.reject_reason

    def check(self, attribution: AttributionCheck) -> str:
        """Decide whether the source said it; goes on only where that was all there is to decide."""
        targets = self._targets()
        ids = self._ids(targets)
        self.workbench.check(ids, attribution, seen=self._seen(ids))
        onward = self._shown is not None and self._shown.claim.modality is not Modality.FACT
        onward = onward or (self._task is not None and self._task.unconfirmed is True)
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
        self._settle_claim(self._shown.claim.id)
        return f"noted on {quoted(self._shown.claim)}"

    def bind(self, claim_id: str, evidence: Evidence) -> str:
        """Put ``evidence`` beside a claim."""
        self.workbench.bind(claim_id, evidence)
        self._settle_claim(claim_id)
        return f"evidence: {evidence_words(evidence)}"

    def edit(self, sheet: Sheet, edit: Edit) -> str:
        """Put the reviewer's spans and speaker in the place of the machine's, unless nothing changed."""
        if edit == Edit.of(sheet.claim):
            return "nothing was corrected"
        self.workbench.edit(sheet.claim.id, edit, seen={sheet.claim.id: sheet.state.version})
        self._settle_claim(sheet.claim.id)
        return f"corrected: {quoted(edited(sheet.claim, self.state(sheet.claim.id).edit))}"

    def add_claim(self, article_id: str, wanted: Edit) -> str:
        """Add a claim to an article, and go to it; where there is such a one, go to that."""
        made = self.workbench.add_claim(article_id, wanted)
        self._bring(made.ids)
        state = self.state(made.ids[0])
        words = quoted(edited(self.workbench.claim(made.ids[0]), state.edit))
        return f"added: {words}" if made.decisions else f"there already, {state.verdict.value}: {words}"

    def split(self, sheet: Sheet, at: int) -> str:
        """Make two claims of the one shown, and go to the first of them."""
        claim = sheet.claim
        made = self.workbench.split(claim.id, at, seen={claim.id: sheet.state.version})
        return self._replaced([claim.id], made.ids, "split into")

    def mergeable(self) -> tuple[Article, list[Claim]]:
        """Return the marked claims, and the one shown where only one is marked, with their article."""
        ids = self._ids(self._targets())
        if len(ids) == 1 and self.claim_id not in ids:
            ids.append(self.claim_id)
        claims = [edited(self.workbench.claim(id), self.state(id).edit) for id in ids]
        if len(claims) < 2 or len({claim.article_id for claim in claims}) > 1:
            raise IllegalTransition("Mark the claims of one article that are to be one, then merge them.")
        return self._article(claims[0].article_id)[0], sorted(claims, key=lambda claim: claim.content)

    def merge(self, claims: Sequence[Claim], wanted: Edit) -> str:
        """Make one claim of ``claims``, and go to it."""
        ids = [claim.id for claim in claims]
        made = self.workbench.merge(ids, wanted, seen=self._seen(ids))
        self.queue.clear_marks()
        return self._replaced(ids, made.ids, "merged into")

    def _replaced(self, old: Sequence[str], new: Sequence[str], what: str) -> str:
        """Take note of claims that others replace, and go to those."""
        rowids = [self.workbench.rowid(id) for id in old]
        self._settle(self.queue.places(rowids))
        self._decided_on(rowids)
        self._bring(new)
        return f"{what} {' and '.join(quoted(self.workbench.claim(id), 30) for id in new)}"

    def relate(self, candidate: Candidate, relation: Relation) -> str:
        """Decide how the claim shown and ``candidate`` stand to each other."""
        seen = {candidate.match.id: candidate.state.version}
        self.workbench.decide_match(candidate.match.id, relation, seen=seen)
        self._settle_claim(self.claim_id)
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
        self._decided_on(self.queue.rowids[index] for index in targets)
        self.queue.clear_marks()
        self._wanted = ""
        if onward and self.index in targets and not self.seek(1) and not self.queue.is_open(self.index):
            return f"{words}: {about} — all claims of this view are decided"
        return f"{words}: {about}"

    def _revised(self, done: str, made: Sequence[Decision]) -> str:
        """Take note of the steps taken back or repeated, and go to the first claim of them."""
        claims = dict.fromkeys(claim for decision in made for claim in self._claims_of(decision))
        rowids = [self.workbench.rowid(claim) for claim in claims]
        at = self.queue.rowids[self.index] if len(self.queue) else 0
        self._settle(self.queue.places(rowids))
        places = self.queue.places(rowids)
        gone = len(self.queue) and self.queue.rowids[self.index] != at
        if places and (gone or self.index not in places.values()):
            self.index = min(places.values())
        self._decided_on(rowids)
        if added := self._added_by(made):
            self._bring(added)
        more = f" — {counted(len(made), 'decision')}" if len(made) > 1 else ""
        return f"{done}: {fit(change_words(made[0]), CHANGE).rstrip()}{more}"

    def _added_by(self, made: Sequence[Decision]) -> list[str]:
        """Return the claims that are in the lists again by the step that ``made`` repeated."""
        added: list[str] = []
        for decision in reversed(made):  # a step adds last
            past = self.workbench.history(decision.target)
            if not any(one.step == decision.undoes and one.action is Action.ADD for one in past):
                break
            self._article.cache_clear()
            if self.state(decision.target).added:
                added.insert(0, decision.target)
        return added

    def _claims_of(self, decision: Decision) -> Sequence[str]:
        """Return the ids of the claims that a decision is about."""
        try:
            self.workbench.rowid(decision.target)
        except NotFound:
            match = self.workbench.store.match(decision.target)
            return [match.a, match.b]
        return [decision.target]

    def _settle_claim(self, claim_id: str) -> None:
        """Read anew whether one claim waits, in a view of those that wait for more than a verdict."""
        if self._task:
            self._settle(self.queue.places([self.workbench.rowid(claim_id)]))

    def _settle(self, places: Mapping[int, int]) -> None:
        """Read anew which of the claims at ``places`` (row id -> index) wait for a decision.

        Those that were made by hand and withdrawn leave the view.
        """
        rows = {row.rowid: row for row in self._rows(list(places))}
        waiting = self.waiting(list(rows.values()))
        for rowid in rows:
            self.queue.set_open(places[rowid], rowid in waiting)
        self._remove(index for rowid, index in places.items() if rowid not in rows)
