"""A blind second pass: what others decided on a claim is hidden until this reviewer has decided it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.agreement import Agreement, Opinion, Question, is_answered, own_state, rated
from claims.errors import FilterError
from claims.models import ClaimState, Decision, Match, MatchState, Relation
from claims.status import derive_match, edited
from claims.workbench import ClaimRow, Workbench
from tui.editions import Notice, Rewording
from tui.filtering import View, parse_view
from tui.peers import PeerSession
from tui.queue import Queue
from tui.viewing import Answers
from tui.views import NamedView
from tui.wording import DOT, agreement_words

HIDDEN = (
    "status",
    "attribution",
    "flagged",
    "has_conflict",
    "disagreement",
    "edited",
    "added",
    "changed",
    "left",
    "unsupported",
    "unconfirmed",
)
"""Fields of a filter that would tell what others decided."""
WORDS = 500
"""Code points of a content that a row shows."""


class SecondPass(PeerSession):
    """One reviewer who decides again on a sample of what others decided."""

    def __init__(self, workbench: Workbench, sample: Sequence[str]) -> None:
        """``sample`` gives the ids of the claims, in the order to take them."""
        super().__init__(workbench)
        self._sample = tuple(sample)

    # which claims

    def views(self) -> list[NamedView]:
        """Return the views that tell nothing of what others decided."""
        return [view for view in super().views() if not _telling(parse_view(view.text))]

    def _queue(self, workbench: Workbench, view: View) -> Queue:
        """Return the claims of the sample that are in the view.

        Raises ``FilterError`` for a view that would tell what others decided.
        """
        if telling := _telling(view):
            raise FilterError(
                f"In a second pass there is no filter for {telling}: it would tell what others decided."
            )
        rowids = [workbench.rowid(id) for id in self._sample]
        if (view.filter, view.order, view.sample) != parse_view(""):
            within = set(rowids)
            rowids = [rowid for rowid in workbench.claim_ids(view.filter, view.order) if rowid in within]
        chosen = rowids[: view.sample]
        waiting = [row.rowid for row in workbench.rows(chosen) if not self._is_seen(row, workbench)]
        return Queue(chosen, waiting)

    def _key(self, name: str) -> str:
        """Return where something is kept of this reviewer; the place in the sample apart from the other."""
        return super()._key("second place" if name == "place" else name)

    # what may be seen

    def _own(self, row: ClaimRow, workbench: Workbench | None = None) -> ClaimState:
        history = (workbench or self.workbench).history(row.id)
        return own_state(history, self.workbench.reviewer, row.modality)

    def _is_seen(self, row: ClaimRow, workbench: Workbench | None = None) -> bool:
        """Return whether the reviewer has decided on a claim, and so may see what others did."""
        own = self._own(row, workbench)
        return is_answered(own.verdict, own.attribution, row.modality)

    def _is_open(self, claim_id: str) -> bool:
        """Return whether a claim still hides what others decided."""
        return not all(map(self._is_seen, self.workbench.rows([self.workbench.rowid(claim_id)])))

    def rows(self, rowids: Sequence[int]) -> list[ClaimRow]:
        """Return what a list line shows of each of ``rowids``: of a hidden one, by own decisions alone."""
        return [self._blind(row) for row in self.workbench.rows(rowids)]

    def _blind(self, row: ClaimRow) -> ClaimRow:
        own = self._own(row)
        if is_answered(own.verdict, own.attribution, row.modality):
            return row
        claim = edited(self.workbench.claim(row.id), own.edit)
        relations = [state.relation or match.relation for match, state in self._own_matches(row.id)]
        return row._replace(
            speaker=claim.speaker.name if claim.speaker else claim.source_words,
            content_words=claim.content_words[:WORDS],
            verdict=own.verdict,
            attribution=own.attribution,
            flagged=own.flagged,
            disagreement=False,
            match_count=sum(relation is not Relation.UNRELATED for relation in relations),
            conflict_count=sum(relation is Relation.CONFLICTING for relation in relations),
        )

    def state(self, claim_id: str) -> ClaimState:
        """Return where a claim stands: while it is hidden, by the reviewer's own decisions alone."""
        state = super().state(claim_id)
        if not self._is_open(claim_id):
            return state
        [row] = self.workbench.rows([self.workbench.rowid(claim_id)])
        own = self._own(row)
        return own.model_copy(update={"version": state.version})

    def notice(self) -> Notice | None:
        """Return what is to be said of the claim shown: while it is hidden, nothing."""
        return None if self.withheld else super().notice()

    def rewordings(self) -> list[Rewording]:
        """Return the other words that the claim shown had: while it is hidden, none."""
        return [] if self.withheld else super().rewordings()

    def is_changed(self, claim_id: str) -> bool:
        """Return whether a claim was decided on in other words; of a hidden one that is not told."""
        return not self._is_open(claim_id) and super().is_changed(claim_id)

    def matches_of(self, claim_id: str) -> list[tuple[Match, MatchState]]:
        """Return the matches of a claim: while it is hidden, undecided but by the reviewer."""
        return self._own_matches(claim_id) if self._is_open(claim_id) else super().matches_of(claim_id)

    def _own_matches(self, claim_id: str) -> list[tuple[Match, MatchState]]:
        return [
            (match, self._own_match(match.id, state) if state.version else state)
            for match, state in self.workbench.matches_of(claim_id)
        ]

    def _own_match(self, match_id: str, state: MatchState) -> MatchState:
        own = derive_match(self._mine(self.workbench.history(match_id)))
        return own.model_copy(update={"version": state.version})

    def _mine(self, decisions: Iterable[Decision]) -> list[Decision]:
        return [decision for decision in decisions if decision.reviewer == self.workbench.reviewer]

    def decisions(self, target: str) -> list[Decision]:
        """Return the decisions on a claim or match: while the claim shown is hidden, only one's own."""
        made = super().decisions(target)
        return self._mine(made) if self.claim_id and self._is_open(self.claim_id) else made

    def _is_news(self, decision: Decision) -> bool:
        """Return whether a decision made meanwhile is told: not while its claim is hidden."""
        return super()._is_news(decision) and not any(map(self._is_open, self._claims_of(decision)))

    def _seen(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the versions shown; nothing of a hidden claim that others could change was shown."""
        known = super()._seen(ids)
        return {id: version for id, version in known.items() if not self._is_open(id)}

    def meanwhile(self) -> str:
        """Return what changed since it was shown; of a hidden claim only that something did."""
        hidden = self.claim_id and self._is_open(self.claim_id)
        return "somebody decided on it meanwhile" if hidden else super().meanwhile()

    @property
    def withheld(self) -> str:
        """What is said in the place of what others decided on the claim shown; empty when it may be seen."""
        hidden = self.claim_id and self._is_open(self.claim_id)
        return "What others decided is hidden until you have decided." if hidden else ""

    # agreement

    @property
    def _counts_agreement(self) -> bool:
        return True

    def _answers_of(self, workbench: Workbench, text: str) -> Iterable[tuple[str, Answers]]:
        """Yield the claims of the sample that the reviewer has decided, with their answers."""
        rows = workbench.rows([workbench.rowid(id) for id in self._sample])
        return [(row.id, rated(workbench.history(row.id))) for row in rows if self._is_seen(row, workbench)]

    def _counts(self, claim_id: str) -> bool:
        return claim_id in self._sample and not self._is_open(claim_id)

    def agreement(self) -> tuple[Agreement, ...]:
        """Return how far the reviewer agrees with each other one, over what is decided of the sample."""
        return tuple(one for one in super().agreement() if self.workbench.reviewer in (one.one, one.other))

    def peers_words(self) -> str:
        """Return how far the pass is, and the agreement until now."""
        own = self.workbench.reviewer
        parts = [f"blind second pass: {len(self._answers):,} of {len(self._sample):,} decided"]
        parts += ["what others decided shows after you decide"] if self.withheld else []
        return DOT.join([*parts, *agreement_words(self.agreement(), own)])

    def opinions(self) -> tuple[Opinion, ...]:
        """Return each reviewer's opinion on the claim shown, once the reviewer has one."""
        if not self.claim_id or self._is_open(self.claim_id):
            return ()
        return self.workbench.opinions(self.claim_id)

    def _compared(self, claim_id: str, question: Question) -> str:
        """Return, in words, who agrees and who differs with what the reviewer just answered."""
        if not claim_id or self._is_open(claim_id):
            return ""
        self.news()  # what others decided on it while it was hidden is told by this
        found = self._beside(claim_id, question)
        agreeing = ", ".join(words for words, agrees in found if agrees)
        differing = super()._compared(claim_id, question)
        return (f"✓ agrees with {agreeing} — " if agreeing else "") + differing


def _telling(view: View) -> str:
    """Return the field of a view's filter that would tell what others decided; empty when there is none."""
    return next((name.replace("_", " ") for name in HIDDEN if getattr(view.filter, name) is not None), "")
