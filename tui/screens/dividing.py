"""Making two claims of one, and one of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from claims.correcting import divided, merged
from claims.models import Article, Claim, Edit, Span, words_of
from claims.status import edited
from tui.commands import KeyNames, Scope, bindings
from tui.editing import cuts, likely_cut
from tui.page import Page
from tui.screens.words import WordsScreen
from tui.sheet import Sheet
from tui.wording import fit, one_line

SHOWN = 32
"""Cells that are shown of each half."""


class SplitScreen(WordsScreen[int], inherit_bindings=False):
    """Where to split a claim; the answer is the offset in the article at which its second half begins."""

    BINDINGS = bindings(Scope.SPLIT, Scope.PAGE, Scope.EVERYWHERE)
    SCOPE = Scope.SPLIT

    def __init__(self, sheet: Sheet, keys: Mapping[str, KeyNames]) -> None:
        """Split the claim of ``sheet``, which has ``cuts``; begin where it is likely to fall in two."""
        super().__init__(keys)
        self._claim, self._article = sheet.claim, sheet.page.article
        self._cuts = cuts(self._article.text, self._claim.content)
        self._number = likely_cut(self._article.text, self._cuts)

    @property
    def _halves(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        return divided(self._article.text, self._claim.content, self._cuts[self._number])

    def page(self) -> Page:
        """Return the article with the first half as the claim, and the second one marked."""
        first, second = self._halves
        return Page(self._article, self._claim.model_copy(update={"content": first})).mark(second)

    def chosen(self) -> Content:
        """Return the words of both halves."""
        text = self._article.text
        first, second = (fit(words_of(text, half), SHOWN).rstrip() for half in self._halves)
        return Content(f"“{first}”  |  “{second}”")

    def action_cut(self, words: int) -> None:
        """Split it earlier or later."""
        self._number = max(0, min(self._number + words, len(self._cuts) - 1))
        self.show_choice()

    def action_keep_split(self) -> None:
        """Answer with where it is split."""
        self.dismiss(self._cuts[self._number])


class MergeScreen(WordsScreen[Edit], inherit_bindings=False):
    """What several claims of an article are as one; the answer is its spans and speaker."""

    BINDINGS = bindings(Scope.MERGE, Scope.PAGE, Scope.EVERYWHERE)
    SCOPE = Scope.MERGE

    def __init__(self, article: Article, claims: Sequence[Claim], keys: Mapping[str, KeyNames]) -> None:
        """Merge ``claims``; whose source and speaker it has is to be said where they have several."""
        super().__init__(keys)
        self._article, self._claims = article, claims
        same = len({claim.speaker.key if claim.speaker else "" for claim in claims}) == 1
        self._whose = 0 if same else None
        apart = merged(article.text, claims).content
        self._forms: tuple[tuple[Span, ...], ...] = (apart, (Span(apart[0].start, apart[-1].end),))

    @property
    def _edit(self) -> Edit:
        edit = merged(self._article.text, self._claims, whose=self._whose or 0)
        return edit.model_copy(update={"content": self._forms[0]})

    def page(self) -> Page:
        """Return the article with the one claim."""
        return Page(self._article, edited(self._claims[self._whose or 0], self._edit))

    def chosen(self) -> Content:
        """Return how many become one, of how many parts, and by whom."""
        parts = len(self._forms[0])
        held = "one piece" if parts == 1 else f"{parts} parts"
        if self._whose is None:
            return Content(f"{len(self._claims)} claims as one, {held}   ").append(
                Content("several speakers: choose whose").stylize("bold reverse")
            )
        speaker = self._claims[self._whose].speaker
        by = one_line(speaker.name) if speaker else "none"
        return Content(f"{len(self._claims)} claims as one, {held}   speaker {by}")

    def action_whose(self) -> None:
        """Take source, cue and speaker of the next of them."""
        self._whose = 0 if self._whose is None else (self._whose + 1) % len(self._claims)
        self.show_choice()

    def action_joined(self) -> None:
        """Take what stands between them too, or not any more."""
        self._forms = self._forms[::-1]
        self.show_choice()

    def action_keep_merge(self) -> None:
        """Answer with the one, once it is said whose."""
        if self._whose is not None:
            self.dismiss(self._edit)
