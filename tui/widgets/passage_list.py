"""Passages of articles that a search found, three lines each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from claims.text.display import displayable
from claims.workbench import Passage
from tui.commands import Scope, bindings
from tui.widgets.item_list import ItemList
from tui.widgets.part import part_style
from tui.wording import DOT, counted, one_line, styled
from tui.wrapping import wrap

WORDS = 2
"""Lines of a passage's words that are shown."""


class PassageList(ItemList, inherit_bindings=False):
    """The best passage of each article that has the words: who published it, then the words."""

    BINDINGS = bindings(Scope.PASSAGES)
    HEIGHT = 1 + WORDS
    CURSOR = "passage--cursor"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"passage--cursor", "passage--outlet", "passage--own"}
    EMPTY = (
        "No article has all of these words.",
        "Fewer words find more; more articles too: claims add FILE…",
    )

    def __init__(self, own: str, id: str) -> None:
        """``own`` is the id of the claim's own article: a passage of that confirms nothing."""
        super().__init__(id=id)
        self._own = own
        self._passages: Sequence[Passage] = ()

    def show(self, passages: Sequence[Passage]) -> None:
        """Show ``passages``, the best first."""
        self._passages = passages
        self.border_title = Content(counted(len(passages), "article"))
        self.lay_out(len(passages), frozenset(), 0)

    @property
    def selected(self) -> Passage | None:
        """The passage under the cursor."""
        return self._passages[self.cursor] if self._passages else None

    def draw(self, item: int, number: int, width: int) -> Content:
        """Return who published the passage, or a line of its words."""
        passage = self._passages[item]
        if number == 0:
            about = DOT.join(filter(None, (str(passage.date or ""), one_line(passage.title))))
            own = f"{DOT}the claim's own article" if passage.article_id == self._own else ""
            return styled(
                [
                    (one_line(passage.outlet or "no outlet"), part_style(self, "passage--outlet")),
                    (own, part_style(self, "passage--own")),
                    (f"{DOT}{about}" if about else "", None),
                ]
            )
        words = displayable(passage.words).replace("\n", " ")
        lines = list(wrap(words, width))
        if number > len(lines):
            return Content("")
        start, end = lines[number - 1]
        return Content(words[start:] if number == WORDS else words[start:end])
