"""The list of claims, drawn line by line: only the visible rows are ever fetched."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from claims.errors import ClaimsError
from claims.models import Verdict
from claims.workbench import ClaimRow
from tui.queue import Queue
from tui.widgets.part import part_style
from tui.wording import ATTRIBUTION_MARKS, VERDICT_MARKS, fit, styled

CHUNK = 64
"""Rows fetched together."""
CHUNKS_KEPT = 32
UNREADABLE = "  the store could not be read here"
ROOMY, WIDE = 70, 100
"""Cells from which on a row has room for the speaker; for its kind and date too."""


class ClaimList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list over row ids that holds a million claims as lightly as ten."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "claim--cursor",
        "claim--marked",
        "claim--conflict",
        "claim--decided",
        "claim--outlet",
        "claim--flag",
    }

    @dataclass
    class Chosen(Message):
        """A row was clicked."""

        index: int

    def __init__(self, fetch: Callable[[Sequence[int]], list[ClaimRow]], id: str) -> None:
        """``fetch`` returns the rows of row ids, in the same order."""
        super().__init__(id=id)
        self._fetch = fetch
        self._queue = Queue()
        self._cursor = 0
        self._chunks: OrderedDict[int, dict[int, ClaimRow]] = OrderedDict()

    def show(self, queue: Queue, cursor: int) -> None:
        """Show ``queue`` with the cursor at index ``cursor``, everything read anew."""
        self._queue, self._cursor = queue, cursor
        self._chunks.clear()
        self.virtual_size = Size(self.size.width, len(queue))
        self.scroll_to_region(Region(0, cursor, 1, 1), animate=False, force=True, immediate=True)
        self.refresh()

    def move_cursor(self, cursor: int) -> None:
        """Put the cursor on index ``cursor``; nothing is read anew, and only what changes is painted."""
        before, self._cursor = self._cursor, cursor
        self.scroll_to_region(Region(0, cursor, 1, 1), animate=False, force=True, immediate=True)
        self.refresh_line(before)
        self.refresh_line(cursor)

    def entitle(self, title: Content, subtitle: Content) -> None:
        """Show the title and the subtitle in the border.

        Textual's own setters would paint the whole list anew, which every move would wait for.
        """
        if subtitle != self._border_subtitle:
            self.border_subtitle = subtitle
        self._border_title = title
        self.refresh(Region(-1, -1, self.size.width + 2, 1))

    @property
    def page_length(self) -> int:
        """How many rows are visible."""
        return max(1, self.scrollable_content_region.height)

    def on_resize(self) -> None:
        """Keep the cursor's row in sight."""
        self.virtual_size = Size(self.size.width, len(self._queue))
        self.call_after_refresh(lambda: self.move_cursor(self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Report the row that was clicked."""
        at = event.get_content_offset(self)
        index = at.y + round(self.scroll_y) if at else -1
        if 0 <= index < len(self._queue):
            self.post_message(self.Chosen(index))

    def render_line(self, y: int) -> Strip:
        """Return line ``y`` of what is visible."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if index >= len(self._queue):
            return Strip.blank(width, self.visual_style.rich_style)
        base = self.visual_style
        if index == self._cursor:
            base += part_style(self, "claim--cursor")
        row = self._row(index)
        line = styled(self._cells(row, index, width)) if row else Content(fit(UNREADABLE, width))
        return Strip(line.render_segments(base)).adjust_cell_length(width, base.rich_style)

    def _row(self, index: int) -> ClaimRow | None:
        """Return the row at ``index``, from its chunk; None when it cannot be read."""
        number = index // CHUNK
        if number not in self._chunks:
            wanted = list(self._queue.rowids[number * CHUNK : (number + 1) * CHUNK])
            try:
                self._chunks[number] = {row.rowid: row for row in self._fetch(wanted)}
            except ClaimsError:
                return None
            if len(self._chunks) > CHUNKS_KEPT:
                self._chunks.popitem(last=False)
        self._chunks.move_to_end(number)
        return self._chunks[number].get(self._queue.rowids[index])

    def _cells(self, row: ClaimRow, index: int, width: int) -> list[tuple[str, Style | None]]:
        """Return the parts of a row; their widths add up to ``width``."""
        part = self._part
        decided = row.verdict is not Verdict.UNREVIEWED
        marked = self._queue.is_marked(index)
        cells: list[tuple[str, Style | None]] = [
            ("▌" if index == self._cursor else " ", None),
            ("●" if marked else " ", part("marked")),
            ("⚑" if row.flagged else " ", part("flag")),
            ("±" if row.disagreement else VERDICT_MARKS[row.verdict], None),
            (ATTRIBUTION_MARKS[row.attribution], None),
            (
                f"{'!' if row.conflict_count else '='}{min(row.match_count, 9)}" if row.match_count else "  ",
                part("conflict") if row.conflict_count else None,
            ),
            (f" {fit(row.outlet or 'no outlet', 9 if width < ROOMY else 12)} ", part("outlet")),
        ]
        if width >= WIDE:
            cells.append((f"{row.date or '':10} {row.kind.value:9} ", part("outlet")))
        if width >= ROOMY:
            cells.append((f"{fit(row.speaker, 16)} ", part("outlet")))
        left = width - sum(cell_len(text) for text, _ in cells)
        return [*cells, (fit(row.content_words, left), part("decided") if decided else None)]

    def _part(self, name: str) -> Style:
        return part_style(self, f"claim--{name}")
