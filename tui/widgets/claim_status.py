"""What is known and decided of the claim that is shown, on three lines."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from claims.models import ActorKind, Verdict
from tui.sheet import Sheet
from tui.widgets.part import part_style
from tui.wording import (
    ATTRIBUTION_WORDS,
    DOT,
    VERDICT_MARKS,
    chain_words,
    counted,
    one_line,
    speaker_words,
    styled,
)


class ClaimStatus(Widget):
    """Verdict, attribution check, chain, speaker and rule of one claim."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--verdict", "status--name", "status--decided"}

    def __init__(self, id: str) -> None:
        """Start without a claim."""
        super().__init__(id=id)
        self._sheet: Sheet | None = None

    def show(self, sheet: Sheet | None) -> None:
        """Show ``sheet``; nothing without one."""
        self._sheet = sheet
        self.refresh()

    def render(self) -> Content:
        """Return the three lines."""
        if self._sheet is None:
            return Content("")
        return Content("\n").join(
            [self._decided(self._sheet), self._said(self._sheet), self._found(self._sheet)]
        )

    def _decided(self, sheet: Sheet) -> Content:
        state = sheet.state
        verdict = VERDICT_MARKS[state.verdict] + " " + state.verdict.value
        more = [
            ATTRIBUTION_WORDS[state.attribution],
            one_line(state.reject_reason),
            "reviewers differ" if state.disagreement else "",
            "✎ corrected" if state.edit else "",
            "⚑ flagged" if state.flagged else "",
            counted(len(state.notes), "note") if state.notes else "",
            f"{len(state.evidence)} evidence" if state.evidence else "",
            f"by {one_line(state.reviewer)}" if state.reviewer else "",
        ]
        decided = self._part("decided") if state.verdict is not Verdict.UNREVIEWED else None
        return styled(
            [(verdict, decided or self._part("verdict")), (DOT + DOT.join(filter(None, more)), None)]
        )

    def _said(self, sheet: Sheet) -> Content:
        claim = sheet.claim
        chain = chain_words(claim.chain)
        unfollowed = claim.chain and claim.chain[-1].kind in (ActorKind.UNKNOWN, ActorKind.UNNAMED)
        origin = " (origin unknown)" if unfollowed else ""
        return self._named(
            [("speaker", speaker_words(claim.speaker)), ("chain", f"{chain or 'none'}{origin}")]
        )

    def _found(self, sheet: Sheet) -> Content:
        claim = sheet.claim
        added = sheet.state.added
        rule = (
            f"{one_line(claim.rule)}, added by {one_line(added.reviewer)}"
            if added
            else f"{one_line(claim.rule)} ({claim.reliability:.0%} right)"
        )
        priority = str(claim.features.priority)
        return self._named(
            [
                ("kind", f"{claim.kind.value}, {claim.modality.value}"),
                ("rule", rule),
                ("priority", priority),
                ("id", claim.id[:8]),
            ]
        )

    def _named(self, fields: list[tuple[str, str]]) -> Content:
        parts: list[tuple[str, Style | None]] = []
        for name, value in fields:
            parts += [(f"{'  ' if parts else ''}{name} ", self._part("name")), (value, None)]
        return styled(parts)

    def _part(self, name: str) -> Style:
        return part_style(self, f"status--{name}")
