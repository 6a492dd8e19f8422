"""Five lines for someone who sees the screen for the first time."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.widget import Widget

from tui.commands import KeyNames, spell


class Hint(Widget):
    """How to begin; goes away with the first decision, or with the key for going back."""

    def __init__(self, keys: Mapping[str, KeyNames], id: str) -> None:
        """``keys`` gives the keys of each command, by id."""
        super().__init__(id=id)
        self._keys = keys
        self.border_title = Content("First time here?")

    def render(self) -> Content:
        """Return the five lines."""
        k = {id: spell(keys[:1]) for id, keys in self._keys.items()}
        return Content(
            f"Each line of the list is a claim: who said what, shown in its article.\n"
            f"Is it so? {k['verified']} verified  {k['disputed']} disputed  {k['refuted']} refuted  "
            f"{k['unverifiable']} unverifiable.\n"
            f"Did the source say it? {k['attribution']} asks. No claim at all? {k['reject']} rejects it.\n"
            f"{k['matches']} goes to what other outlets say. {k['undo']} undoes, without limit.\n"
            f"Everything is saved at once. {k['help']} shows every key, {k['back']} closes this."
        )
