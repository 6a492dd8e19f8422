"""The claims of a view in their order, and which of them are still open: no screen, no database.

A view can hold a million claims, so it is two arrays: eight bytes and one byte a claim. What a
claim looks like is fetched for the visible ones only.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

TURNED = bytes((1, 0)) + bytes(254)
"""Closed to open, and back."""
FEW = 4
"""Row ids that are sought one by one; more of them in one pass over the view."""


class Queue:
    """Row ids in the order of a view: *open* ones wait for a decision, *marked* ones get the next in bulk."""

    def __init__(self, rowids: Iterable[int] = (), open_rowids: Iterable[int] = ()) -> None:
        """Take all ``rowids`` and, in the same order, those of them that are ``open_rowids``."""
        self.rowids = array("q", rowids)
        self._open = bytearray(len(self.rowids))
        self._marked = bytearray(len(self.rowids))
        waiting = iter(open_rowids)
        sought = next(waiting, None)
        for index, rowid in enumerate(self.rowids):
            if rowid == sought:
                self._open[index] = 1
                sought = next(waiting, None)

    @classmethod
    def without(cls, settled: Iterable[int], rowids: array[int]) -> Queue:
        """Return the queue of ``rowids``, of which all are open but those that are ``settled``."""
        made = cls()
        made.rowids = rowids
        closed = bytearray(max(rowids, default=0) + 1)
        for rowid in settled:
            if rowid < len(closed):
                closed[rowid] = 1
        made._open = bytearray(map(closed.__getitem__, rowids)).translate(TURNED)
        made._marked = bytearray(len(rowids))
        return made

    def __len__(self) -> int:
        """Return how many claims the view holds."""
        return len(self.rowids)

    @property
    def decided(self) -> int:
        """How many claims of the view need no more decision."""
        return len(self) - self._open.count(1)

    @property
    def marked(self) -> int:
        """How many claims are marked."""
        return self._marked.count(1)

    def index(self, rowid: int) -> int | None:
        """Return where ``rowid`` stands in the view, or None."""
        try:
            return self.rowids.index(rowid)
        except ValueError:
            return None

    def is_open(self, index: int) -> bool:
        """Return whether the claim at ``index`` is still to be decided."""
        return bool(self._open[index])

    def is_marked(self, index: int) -> bool:
        """Return whether the claim at ``index`` is marked."""
        return bool(self._marked[index])

    def set_open(self, index: int, value: bool) -> None:
        """Note whether the claim at ``index`` is still to be decided."""
        self._open[index] = value

    def insert(self, index: int, rowid: int, waiting: bool) -> None:
        """Put another claim at ``index``, which waits for a decision or not."""
        self.rowids.insert(index, rowid)
        self._open.insert(index, waiting)
        self._marked.insert(index, False)

    def remove(self, index: int) -> None:
        """Take the claim at ``index`` out."""
        del self.rowids[index], self._open[index], self._marked[index]

    def toggle(self, index: int) -> None:
        """Mark the claim at ``index``, or take its mark off."""
        self._marked[index] ^= 1

    def toggle_all(self) -> None:
        """Mark every claim of the view, or take all marks off when every one has it."""
        self._marked = bytearray(len(self)) if self.marked == len(self) else bytearray(b"\1") * len(self)

    def clear_marks(self) -> None:
        """Take all marks off."""
        self._marked = bytearray(len(self))

    def marked_indices(self) -> Sequence[int]:
        """Return where the marked claims stand, in the order of the view."""
        found: list[int] = []
        at = self._marked.find(1)
        while at >= 0:
            found.append(at)
            at = self._marked.find(1, at + 1)
        return found

    def places(self, rowids: Iterable[int]) -> dict[int, int]:
        """Return where those of ``rowids`` stand that are in the view: row id -> index, in its order."""
        wanted = set(rowids)
        if len(wanted) <= FEW:
            found = ((rowid, self.index(rowid)) for rowid in wanted)
            return dict(sorted(((r, i) for r, i in found if i is not None), key=lambda place: place[1]))
        return {rowid: index for index, rowid in enumerate(self.rowids) if rowid in wanted}

    def next_open(self, index: int) -> int | None:
        """Return the first open claim after ``index``, going on from the top; None: no other."""
        found = self._open.find(1, index + 1)
        if found < 0:
            found = self._open.find(1, 0, max(index, 0))
        return found if found >= 0 else None

    def previous_open(self, index: int) -> int | None:
        """Return the last open claim before ``index``, going on from the bottom; None: no other."""
        found = self._open.rfind(1, 0, max(index, 0))
        if found < 0:
            found = self._open.rfind(1, index + 1)
        return found if found >= 0 else None
