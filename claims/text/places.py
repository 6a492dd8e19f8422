"""Where words of one text stand in another, whatever was put in before them."""

from __future__ import annotations

import re
from bisect import bisect_left

PLAIN = str.maketrans("“”„«»’‘ʼ–—\u00a0\t\n", '"""""\'\'\'--   ')
"""Marks and blanks that editors change without changing a word; each is one code point here and there."""


def plain(text: str) -> str:
    """Return ``text`` with plain marks and blanks, of the same length."""
    return text.translate(PLAIN)


def place(text: str, words: str, near: int) -> int | None:
    """Return where ``words`` stand in ``text``, not within other words, nearest to ``near``; None: nowhere.

    Both are ``plain``. Takes time linear in ``text``.
    """
    if not words.strip():
        return None
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    places = [found.start() for found in re.finditer(before + re.escape(words) + after, text)]
    if not places:
        return None
    number = bisect_left(places, near)
    return min(places[max(0, number - 1) : number + 1], key=lambda found: abs(found - near))
