"""Which language an article is in, told by its function words: a cheap guess, no library.

The words are the closed classes of each pack (``classes.toml``), so a new pack is guessed as soon as
it has them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache

from claims.extraction.heads import CLOSED
from claims.extraction.packs import table

LOOK = 20_000
"""How many characters of the text are looked at."""
WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str, languages: Sequence[str]) -> str:
    """Return the one of ``languages`` whose function words ``text`` uses most, the first of equals.

    ``languages`` are names of packs, at least one. Only words that no other of them has are counted
    ("und", "the"; not "in", "war"). A text without any such word gets the first language. A text in
    a language that is not among them gets the least unlike one: this tells packs apart, no more.
    """
    own = _own_words(tuple(languages))
    used = dict.fromkeys(languages, 0)
    for word in WORD.findall(text[:LOOK].lower()):
        language = own.get(word)
        if language is not None:
            used[language] += 1
    return max(languages, key=used.__getitem__)


@cache
def _own_words(languages: tuple[str, ...]) -> Mapping[str, str]:
    """Return function word -> the only one of ``languages`` that has it."""
    words = {language: _function_words(language) for language in languages}
    return {
        word: language
        for language, own in words.items()
        for word in own
        if sum(word in others for others in words.values()) == 1
    }


def _function_words(language: str) -> Set[str]:
    classes = table(language, "classes")["words"]
    return {word for letter in CLOSED & classes.keys() for word in classes[letter]}
