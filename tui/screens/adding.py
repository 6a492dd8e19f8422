"""Adding a claim that the rules missed: its words are selected in the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from claims.models import Article, Claim, ClaimKind
from tui.commands import KeyNames, Scope, bindings, spell
from tui.editing import Outline, first_word
from tui.screens.edit import EditScreen
from tui.wording import one_line


class AddScreen(EditScreen, inherit_bindings=False):
    """The article with a word cursor; from there on the keys are those of a correction.

    While a role has no more than a word, moving goes from sentence to sentence, and by half a page
    from paragraph to paragraph.
    """

    BINDINGS = bindings(Scope.EDIT, Scope.PAGE, Scope.EVERYWHERE)

    def __init__(
        self, article: Article, claims: Sequence[Claim], start: int, keys: Mapping[str, KeyNames]
    ) -> None:
        """Begin at offset ``start`` of ``article``; ``claims`` are those that it has."""
        self._outline = Outline(article.text)
        blank = Claim(
            id="",
            article_id=article.id,
            kind=ClaimKind.ASSERTION,
            content=(first_word(article.text, start),),
            content_words="",
            rule="",
        )
        super().__init__(article, blank, blank, claims, keys)

    def can(self) -> list[Content]:
        """Return what can be done, each with its key."""
        moves = " ".join(spell(self._keys[name][:1]) for name in ("down", "up"))
        return [Content(f"{moves} sentence"), *super().can()]

    def _speaker(self) -> str:
        speaker = self._draft.speaker
        return f"speaker {one_line(speaker.name) if speaker else 'as the rules tell from the source'}"

    def show_choice(self) -> None:
        """Show what is selected, and scroll there."""
        super().show_choice()
        self.view.reveal(self._draft.place)

    def _go(self, places: Sequence[int], steps: int) -> bool:
        """Go to another of ``places``, unless words are selected already; return whether that was done."""
        if not self._draft.is_bare:
            return False
        self._draft.go_to(Outline.beside(places, self._draft.place.start, steps))
        self.show_choice()
        return True

    def action_move(self, lines: int) -> None:
        """Go on by sentences; once words are selected, scroll."""
        if not self._go(self._outline.sentences, lines):
            super().action_move(lines)

    def action_half_page(self, direction: int) -> None:
        """Go on by paragraphs; once words are selected, scroll."""
        if not self._go(self._outline.paragraphs, direction):
            super().action_half_page(direction)

    def action_top(self) -> None:
        """Go to the first sentence; once words are selected, scroll."""
        if not self._go(self._outline.sentences, -len(self._outline.sentences)):
            super().action_top()

    def action_bottom(self) -> None:
        """Go to the last sentence; once words are selected, scroll."""
        if not self._go(self._outline.sentences, len(self._outline.sentences)):
            super().action_bottom()
