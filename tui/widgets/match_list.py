"""The matches of a claim: relation, outlet, words, what conflicts, and whether it is independent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from claims.models import Independence, Relation
from tui.commands import Scope, bindings
from tui.sheet import Candidate
from tui.widgets.part import part_style
from tui.wording import DOT, INDEPENDENCE_WORDS, RELATION_MARKS, VERSUS, fit, one_line, styled

HEIGHT = 3
"""Lines of one match."""
EMPTY = ("No other article says it.", "More articles bring matches: claims add FILE…")


class MatchList(ScrollView, can_focus=True, inherit_bindings=False):
    """The candidates of one claim, three lines each."""

    BINDINGS = bindings(Scope.MATCHES)
    SCOPE = Scope.MATCHES
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "match--cursor",
        "match--relation",
        "match--outlet",
        "match--decided",
        "match--conflict",
        "match--reasons",
    }

    @dataclass
    class Chosen(Message):
        """A match was clicked."""

        index: int

    def __init__(self, id: str) -> None:
        """Start without matches."""
        super().__init__(id=id)
        self._candidates: Sequence[Candidate] = ()
        self.cursor = 0

    def show(self, candidates: Sequence[Candidate], cursor: int = 0) -> None:
        """Show ``candidates`` with the cursor on the one at ``cursor``."""
        self._candidates = candidates
        self.border_title = Content(_summary(candidates))
        self.virtual_size = Size(self.size.width, max(1, len(candidates) * HEIGHT))
        self.move_cursor(cursor)

    def move_cursor(self, cursor: int) -> None:
        """Put the cursor on the match at ``cursor``, as near as there is one."""
        self.cursor = max(0, min(cursor, len(self._candidates) - 1))
        self.scroll_to_region(Region(0, self.cursor * HEIGHT, 1, HEIGHT), animate=False, force=True)
        self.refresh()

    def to_undecided(self) -> None:
        """Put the cursor on the next match that nobody decided on; leave it when there is none."""
        after = [*range(self.cursor + 1, self.count), *range(self.cursor)]
        waiting = [index for index in after if self._candidates[index].state.relation is None]
        self.move_cursor(waiting[0] if waiting else self.cursor)

    @property
    def selected(self) -> Candidate | None:
        """The match under the cursor."""
        return self._candidates[self.cursor] if self._candidates else None

    @property
    def count(self) -> int:
        """How many matches there are."""
        return len(self._candidates)

    @property
    def page_length(self) -> int:
        """How many matches are visible."""
        return max(1, self.scrollable_content_region.height // HEIGHT)

    def on_resize(self) -> None:
        """Keep the cursor's match in sight."""
        self.move_cursor(self.cursor)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.call_after_refresh(self.move_cursor, self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Report the match that was clicked."""
        at = event.get_content_offset(self)
        index = (at.y + round(self.scroll_y)) // HEIGHT if at else -1
        if 0 <= index < len(self._candidates):
            self.post_message(self.Chosen(index))

    def render_line(self, y: int) -> Strip:
        """Return line ``y`` of what is visible."""
        width = self.scrollable_content_region.width
        base = self.visual_style
        index, line = divmod(y + self.scroll_offset.y, HEIGHT)
        content = Content("")
        if index < len(self._candidates):
            here = index == self.cursor and self.has_focus
            if here:
                base += part_style(self, "match--cursor")
            bar = Content("▌ " if here else "  ")
            content = bar + self._line(self._candidates[index], line, width - 2)
        elif not self._candidates and line < len(EMPTY) and index == 0:
            content = Content(fit(f"  {EMPTY[line]}", width))
        return Strip(content.render_segments(base)).adjust_cell_length(width, base.rich_style)

    def _line(self, candidate: Candidate, line: int, width: int) -> Content:
        """Return one of the three lines of a match."""
        drawn = (self._head, self._words, self._difference)
        return drawn[line](candidate, width).truncate(width, ellipsis=True)

    def _head(self, candidate: Candidate, width: int) -> Content:
        part = self._part
        row, relation = candidate.row, candidate.relation
        decided = (
            f"decided by {one_line(candidate.state.reviewer)}" if candidate.state.relation else "proposed"
        )
        about = f" {one_line(row.outlet or 'no outlet')} {row.date or ''}".rstrip()
        return styled(
            [
                (f"{RELATION_MARKS[relation]} {relation.value}", part("relation")),
                (about, part("outlet")),
                (
                    f"{DOT}{_independence(candidate)}{DOT}{decided}",
                    part("decided" if candidate.state.relation else "reasons"),
                ),
            ]
        )

    def _words(self, candidate: Candidate, width: int) -> Content:
        speaker = f"{one_line(candidate.row.speaker)}: " if candidate.row.speaker else ""
        return Content(fit(f"{speaker}{candidate.claim.content_words}", width))

    def _difference(self, candidate: Candidate, width: int) -> Content:
        differing = "; ".join(
            f"{one_line(here)}{VERSUS}{one_line(there)}" for here, there in candidate.conflicts
        )
        reasons = DOT.join(one_line(reason) for reason in candidate.reasons)
        return styled(
            [
                (differing + (DOT if reasons else "") if differing else "", self._part("conflict")),
                (reasons, self._part("reasons")),
            ]
        )

    def _part(self, name: str) -> Style:
        return part_style(self, f"match--{name}")


def _independence(candidate: Candidate) -> str:
    words = INDEPENDENCE_WORDS[candidate.match.independence]
    return f"{words} ({one_line(candidate.match.shared_origin)})" if candidate.match.shared_origin else words


def _summary(candidates: Sequence[Candidate]) -> str:
    """Return the pane's title: ``Matches 3 · 1 conflicting · 2 independent · 1 decided``."""
    if not candidates:
        return "Matches"
    counts = (
        (sum(c.relation is Relation.CONFLICTING for c in candidates), "conflicting"),
        (sum(c.match.independence is Independence.INDEPENDENT for c in candidates), "independent"),
        (sum(c.state.relation is not None for c in candidates), "decided"),
    )
    return DOT.join([f"Matches {len(candidates)}", *(f"{n} {word}" for n, word in counts if n)])
