"""What an answer in words must be like to be taken."""

from __future__ import annotations

from claims.errors import ClaimsError
from tui.citation import is_web_address


def any_words(text: str) -> None:
    """Raise ``ClaimsError`` unless there are words in ``text``."""
    if not any(character.isalnum() for character in text):
        raise ClaimsError("There are no words in it; write some, or press esc.")


def web_address(text: str) -> None:
    """Raise ``ClaimsError`` unless ``text`` is an address of the web."""
    if not is_web_address(text.strip()):
        raise ClaimsError("That is no web address; write one that begins with https:// or http://.")
