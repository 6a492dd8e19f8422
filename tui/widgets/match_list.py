"""The matches of a claim: relation, outlet, words, what conflicts, and whether it is independent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.content import Content
from textual.style import Style

from claims.models import Relation
from claims.workbench import Band
from tui.commands import Scope, bindings
from tui.page import place_in_words
from tui.sheet import Candidate, Sheet
from tui.widgets.item_list import ItemList
from tui.widgets.part import part_style
from tui.wording import DOT, INDEPENDENCE_WORDS, RELATION_MARKS, VERSUS, one_line, styled


class MatchList(ItemList, inherit_bindings=False):
    """The candidates of one claim, three lines each."""

    BINDINGS = bindings(Scope.MATCHES)
    HEIGHT = 3
    CURSOR = "match--cursor"
    EMPTY = ("No other article says it.", "More articles bring matches: claims add FILE…")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "match--cursor",
        "match--relation",
        "match--outlet",
        "match--decided",
        "match--conflict",
        "match--reasons",
        "match--heading",
        "match--differs",
    }

    def __init__(self, id: str) -> None:
        """Start without matches."""
        super().__init__(id=id)
        self._candidates: Sequence[Candidate] = ()
        self._headings: Mapping[int, str] = {}

    def show(self, sheet: Sheet | None, cursor: int = 0) -> None:
        """Show the candidates of ``sheet`` with the cursor on the one at ``cursor``."""
        self._candidates = sheet.candidates if sheet else ()
        self._headings = sheet.headings if sheet else {}
        self.empty = self.EMPTY if sheet else ()
        self.border_title = Content(_summary(self._candidates, sheet.spread if sheet else ""))
        self.lay_out(len(self._candidates), frozenset(self._headings), cursor)

    def to_undecided(self) -> None:
        """Put the cursor on the next match that nobody decided on; leave it when there is none."""
        after = [*range(self.cursor + 1, self.count), *range(self.cursor)]
        waiting = [index for index in after if self._candidates[index].state.relation is None]
        self.move_cursor(waiting[0] if waiting else self.cursor)

    @property
    def selected(self) -> Candidate | None:
        """The match under the cursor."""
        return self._candidates[self.cursor] if self._candidates else None

    def draw(self, item: int, number: int, width: int) -> Content:
        """Return one of the three lines of a match."""
        return (self._head, self._words, self._difference)[number](self._candidates[item], width)

    def draw_heading(self, item: int, width: int) -> Content:
        """Return whose origin the matches below share."""
        return Content(f"▾ {self._headings[item]}").stylize(self._part("heading"))

    def _head(self, candidate: Candidate, width: int) -> Content:
        part = self._part
        row, relation = candidate.row, candidate.relation
        by = one_line(candidate.state.reviewer)
        decided = f"decided by {by}" if candidate.state.relation else "proposed"
        doubt = "?" if candidate.band is Band.SUGGEST else ""
        about = f" {one_line(row.outlet or 'no outlet')} {row.date or ''}".rstrip()
        return styled(
            [
                (f"{RELATION_MARKS[relation]} {relation.value}{doubt}", part("relation")),
                (about, part("outlet")),
                (
                    f"{DOT}{_independence(candidate)}{DOT}{decided}",
                    part("decided" if candidate.state.relation else "reasons"),
                ),
            ]
        )

    def _words(self, candidate: Candidate, width: int) -> Content:
        speaker = f"{one_line(candidate.row.speaker)}: " if candidate.row.speaker else ""
        line = Content(f"{speaker}{one_line(candidate.claim.content_words)}")
        for span in candidate.differing[1]:
            place = place_in_words(candidate.claim.content, span)
            if place:
                line = line.stylize(self._part("differs"), *(len(speaker) + at for at in place))
        return line

    def _difference(self, candidate: Candidate, width: int) -> Content:
        differing = "; ".join(
            f"{one_line(here)}{VERSUS}{one_line(there)}" for here, there in candidate.conflicts
        )
        band = (f"{candidate.band} band",) if candidate.band else ()
        reasons = DOT.join(one_line(reason) for reason in (*band, *candidate.reasons))
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


def _summary(candidates: Sequence[Candidate], spread: str) -> str:
    """Return the pane's title: ``Matches 3 · 4 articles, 2 origins · 1 conflicting · 1 decided``."""
    if not candidates:
        return "Matches"
    counts = (
        (sum(c.relation is Relation.CONFLICTING for c in candidates), "conflicting"),
        (sum(c.state.relation is not None for c in candidates), "decided"),
    )
    return DOT.join([f"Matches {len(candidates)}", spread, *(f"{n} {word}" for n, word in counts if n)])
