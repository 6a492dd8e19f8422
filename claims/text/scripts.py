"""Whether a name is written in letters of more than one alphabet, as one that pretends to be another is.

Latin ``a`` and Cyrillic ``а`` look the same and are two letters. The mixture is what Unicode Technical
Standard 39, section 5.1, tells of a string: here of the alphabets whose letters look alike.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ALIKE = ("Latin", "Cyrillic", "Greek", "Armenian", "Cherokee")
"""The alphabets some of whose letters look alike, as the names of their letters begin."""


@lru_cache(maxsize=4096)
def mixture(name: str) -> tuple[str, ...]:
    """Return the alphabets whose letters ``name`` mixes, in the order of ``ALIKE``; () for one or none."""
    if name.isascii():
        return ()
    named = {unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()}
    found = tuple(alphabet for alphabet in ALIKE if alphabet.upper() in named)
    return found if len(found) > 1 else ()


def warning(name: str) -> str:
    """Return what to say of the letters of ``name``, with a comma in front; empty when nothing is."""
    found = mixture(name)
    return f", in letters of {' and '.join(found)}" if found else ""
