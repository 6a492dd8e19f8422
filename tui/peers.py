"""A session among several reviewers: where they differ, how far they agree, and settling it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.agreement import Agreement, Opinion, Question, agreements, rated
from claims.errors import IllegalTransition, NotFound
from claims.models import AttributionCheck, Verdict
from claims.workbench import ClaimFilter, Workbench
from tui.filtering import parse_view
from tui.session import NOTHING, Session
from tui.viewing import Answers, Loaded
from tui.wording import (
    ATTRIBUTION_WORDS,
    DOT,
    agreement_words,
    counted,
    decision_words,
    one_line,
)


class PeerSession(Session):
    """One reviewer of several on one store."""

    def __init__(self, workbench: Workbench) -> None:
        """Start with an empty view."""
        super().__init__(workbench)
        self._answers: dict[str, Answers] = {}
        self._agreement: tuple[Agreement, ...] | None = None

    # agreement, as it changes

    def load(self, text: str, claim_id: str = "") -> Loaded:
        """Return the view as ``Viewing`` does, with the answers whose agreement it shows."""
        loaded = super().load(text, claim_id)
        with self._elsewhere() as workbench:
            return loaded._replace(answers=dict(self._answers_of(workbench, text)))

    def _answers_of(self, workbench: Workbench, text: str) -> Iterable[tuple[str, Answers]]:
        """Yield the claims whose agreement the view ``text`` shows, with their answers.

        In a view of disagreements these are all that several reviewers answered, in others none.
        """
        if parse_view(text).filter.disagreement:
            for claim_id in workbench.store.shared():
                yield claim_id, rated(workbench.history(claim_id))

    def adopt(self, loaded: Loaded) -> None:
        """Show ``loaded`` from now on."""
        super().adopt(loaded)
        self._answers = dict(loaded.answers)
        self._agreement = None

    def _decided_on(self, rowids: Iterable[int]) -> None:
        if self._counts_agreement:
            self._agreement = None
            for claim_id in self.workbench.store.ids(list(rowids)):
                self._answers.pop(claim_id, None)
                if self._counts(claim_id):
                    self._answers[claim_id] = rated(self.workbench.history(claim_id))

    @property
    def _counts_agreement(self) -> bool:
        """Whether the view shows how far reviewers agree."""
        return self._task is not None and self._task.disagreement is True

    def _counts(self, claim_id: str) -> bool:
        """Return whether the agreement that is shown is also over this claim."""
        return True

    def agreement(self) -> tuple[Agreement, ...]:
        """Return how far reviewers agree over the claims that the view counts."""
        if self._agreement is None:
            self._agreement = agreements(self._answers.values())
        return self._agreement

    def peers_words(self) -> str:
        """Return the line about other reviewers; empty where there is nothing to say."""
        if not self._counts_agreement:
            return ""
        left = len(self.queue) - self.queue.decided
        return DOT.join([f"{left:,} to settle", *agreement_words(self.agreement())])

    # opinions

    def opinions(self) -> tuple[Opinion, ...]:
        """Return each reviewer's opinion on the claim shown, where they differ."""
        shown = self._shown
        return self.workbench.opinions(shown.claim.id) if shown and shown.state.disagreement else ()

    def verdict(self, verdict: Verdict, reason: str = "") -> str:
        """Decide as ``Session`` does, and say whose verdict differs."""
        about = self._single()
        told = super().verdict(verdict, reason)
        return self._compared(about, Question.VERDICT) + told

    def check(self, attribution: AttributionCheck) -> str:
        """Decide as ``Session`` does, and say whose check differs."""
        about = self._single()
        told = super().check(attribution)
        return self._compared(about, Question.ATTRIBUTION) + told

    def _single(self) -> str:
        """Return the id of the claim shown when it alone is decided on, else nothing."""
        return "" if self.queue.marked else self.claim_id

    def _compared(self, claim_id: str, question: Question) -> str:
        """Return, in words, who differs from what the reviewer just answered on a claim."""
        differing = [words for words, agrees in self._beside(claim_id, question) if not agrees]
        return f"≠ differs from {', '.join(differing)} — " if differing else ""

    def _beside(self, claim_id: str, question: Question) -> list[tuple[str, bool]]:
        """Return each other reviewer's answer in words, and whether the reviewer gave the same."""
        given = self.workbench.opinions(claim_id) if claim_id else ()
        answers = {one.reviewer: getattr(one, question.value) for one in given}
        own = answers.pop(self.workbench.reviewer, None)
        return [
            (f"{one_line(who)} ({answer.after})", answer.after == own.after)
            for who, answer in answers.items()
            if own and answer
        ]

    # settling

    def to_settle(self) -> tuple[Question, ...]:
        """Return the questions on which reviewers differ about the claim shown; of marked ones the verdict.

        Raises ``IllegalTransition`` where they do not differ, ``NotFound`` where no claim is shown.
        """
        if not self._shown:
            raise NotFound(NOTHING)
        if self.queue.marked:
            return (Question.VERDICT,)
        given = self.opinions()
        differing = tuple(question for question in Question if len(_answers(given, question)) > 1)
        if not differing:
            raise IllegalTransition("Reviewers do not differ on this claim; ] finds those they differ on.")
        return differing

    def adjudicate(self, answer: Verdict | AttributionCheck) -> str:
        """Settle the marked claims, or the one shown, and go on to the next that reviewers differ on."""
        targets = self._targets()
        ids = self._ids(targets)
        reason = self._reason_for(answer)
        self.workbench.adjudicate(ids, answer, reason=reason, seen=self._seen(ids))
        words = ATTRIBUTION_WORDS[answer] if isinstance(answer, AttributionCheck) else answer.value
        told = self._done(targets, f"settled, {words}", onward=False)
        left = self._go_to_disagreement()
        return f"{told} — {counted(left, 'disagreement')} left in this view" if left else f"{told} — the last"

    def _reason_for(self, answer: Verdict | AttributionCheck) -> str:
        """Return the reason of whoever rejected the claim shown before, for rejecting it."""
        if answer is not Verdict.REJECTED:
            return ""
        given = [one.verdict for one in self.opinions() if one.verdict and one.verdict.after == answer]
        return given[-1].reason if given else ""

    def _go_to_disagreement(self) -> int:
        """Go to the next claim of the view that reviewers differ on; return how many there are."""
        differing = self.workbench.claim_ids(ClaimFilter(disagreement=True))
        places = sorted(self.queue.places(differing).values())
        if places and self.index not in places:
            self.move_to(next((place for place in places if place > self.index), places[0]))
        return len(places)

    # what changed meanwhile

    def _seen(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the version of each of ``ids`` that the reviewer was shown."""
        known = self.workbench.store.versions(ids, self.workbench.reviewer, self._heard)
        return {**known, **super()._seen(ids)}

    def meanwhile(self) -> str:
        """Return in words what was last decided on what is shown since it was; empty for nothing."""
        if not self._shown:
            return ""
        shown = {self._shown.claim.id: self._shown.state.version}
        shown |= {one.match.id: one.state.version for one in self._shown.candidates}
        newer = [one for one in self.history() if one.seq > shown.get(one.target, one.seq)]
        return (
            f"{one_line(newer[-1].reviewer)} decided meanwhile, {decision_words(newer[-1])}" if newer else ""
        )


def _answers(given: Iterable[Opinion], question: Question) -> set[str]:
    decisions = [getattr(one, question.value) for one in given]
    return {decision.after for decision in decisions if decision}
