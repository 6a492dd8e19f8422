"""What other reviewers make of it: one line of agreement, and their opinions in columns beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from claims.agreement import Opinion
from claims.models import AttributionCheck, Decision, Verdict
from tui.widgets.part import part_style
from tui.wording import ATTRIBUTION_WORDS, VERDICT_MARKS, evidence_words, fit, one_line
from tui.wrapping import wrap

LEAST = 24
"""Cells that a column needs at least; the columns that have no room are counted."""
GAP = 2
"""Cells between columns."""


class PeersPane(Widget):
    """Shown only while there is something to say of other reviewers."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"peers--line", "peers--name"}

    shown: reactive[tuple[str, tuple[Opinion, ...]]] = reactive(("", ()), layout=True)

    def show(self, line: str, opinions: Sequence[Opinion]) -> None:
        """Show the line, and under it a column for each opinion; without either, nothing."""
        self.shown = (line, tuple(opinions))
        self.display = bool(line or opinions)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at ``width``."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Return the lines."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        line, opinions = self.shown
        line = one_line(line)
        parts = [line[start:end] for start, end in wrap(line, width)] if line else []
        if opinions and len(parts) > 1:
            parts = [fit(line, width)]  # the opinions need the room
        lines = [Content(part).stylize(part_style(self, "peers--line")) for part in parts]
        room = max(1, (width + GAP) // (LEAST + GAP))
        columns = opinions[:room]
        if not columns:
            return lines
        cells = (width - GAP * (len(columns) - 1)) // len(columns)
        left = f" (+{len(opinions) - room} more in the history)" if len(opinions) > room else ""
        texts = [list(_column(opinion, cells)) for opinion in columns]
        heads = [one_line(opinion.reviewer) for opinion in columns]
        heads[-1] += left
        name = part_style(self, "peers--name")
        gap = Content(" " * GAP)
        lines.append(gap.join([Content(fit(head, cells)).stylize(name) for head in heads]))
        for number in range(max(map(len, texts))):
            row = [text[number] if number < len(text) else "" for text in texts]
            lines.append(gap.join([Content(fit(cell, cells)) for cell in row]))
        return lines


def _column(opinion: Opinion, width: int) -> Iterator[str]:
    """Yield what a reviewer holds, why, and on which evidence, in lines of ``width`` cells."""
    for part in _parts(opinion):
        yield from (part[start:end] for start, end in wrap(part, width))


def _parts(opinion: Opinion) -> Iterator[str]:
    verdict, check = opinion.verdict, opinion.attribution
    if verdict:
        yield f"{VERDICT_MARKS[Verdict(verdict.after)]} {verdict.after}{_because(verdict)}"
    if check:
        yield ATTRIBUTION_WORDS[AttributionCheck(check.after)] + _because(check)
    yield from (f"evidence {evidence_words(one)}" for one in opinion.evidence)
    yield from (f"note: {one_line(note)}" for note in opinion.notes)


def _because(decision: Decision) -> str:
    return f" ({one_line(decision.reason)})" if decision.reason else ""
