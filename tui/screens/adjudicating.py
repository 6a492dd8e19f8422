"""Settling what reviewers differ on: asks with one key, and the session does it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from claims.agreement import Question
from claims.models import AttributionCheck, Verdict
from tui.screens.correcting import CorrectingScreen
from tui.screens.questions import SETTLE_ATTRIBUTION, SETTLE_VERDICT, KeyQuestion

ASKED: dict[Question, tuple[KeyQuestion, type[Verdict] | type[AttributionCheck]]] = {
    Question.VERDICT: (SETTLE_VERDICT, Verdict),
    Question.ATTRIBUTION: (SETTLE_ATTRIBUTION, AttributionCheck),
}
"""How each question is asked, and what its answers are."""


class AdjudicatingScreen(CorrectingScreen):
    """A claim that reviewers may differ on."""

    def action_adjudicate(self) -> None:
        """Ask what settles it, once for each question they differ on, and go on to the next such claim."""
        if self._offered("adjudicate"):
            return
        found: list[Question] = []
        if self._attempt(lambda: found.extend(self._session.to_settle())):
            self._ask_to_settle(found)

    def _ask_to_settle(self, questions: Sequence[Question]) -> None:
        question, *later = questions
        asking, answers = ASKED[question]
        claim_id = self._session.claim_id

        def answered(answer: str) -> None:
            act = partial(self._session.adjudicate, answers(answer))
            if self._decide(act, "adjudicate") and later and self._session.claim_id == claim_id:
                self._ask_to_settle(later)

        self.ask(asking, answered)
