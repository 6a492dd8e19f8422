"""Making untrusted text printable: nothing of it can steer a terminal or hide.

Every screen and every terminal print of an article's words goes through `displayable`. It keeps the
length, so that spans of the article still point at the same words on the screen.
"""

from __future__ import annotations

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""The stand-in for what has no picture of its own."""

_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, format characters (bidi and zero-width among them), surrogates, private use, unassigned,
line and paragraph separators: the general categories of the Unicode Standard, section 4.5."""

_IGNORABLE = frozenset(
    (
        *range(0x034F, 0x0350),  # combining grapheme joiner
        *range(0x115F, 0x1161),  # Hangul fillers
        *range(0x17B4, 0x17B6),  # Khmer inherent vowels
        *range(0x180B, 0x1810),  # Mongolian variation selectors
        *range(0x3164, 0x3165),  # Hangul filler
        *range(0xFE00, 0xFE10),  # variation selectors
        *range(0xFFA0, 0xFFA1),  # halfwidth Hangul filler
        *range(0xE0100, 0xE01F0),  # variation selectors supplement
    )
)
"""Default ignorable code points (DerivedCoreProperties.txt) that are letters or marks by category."""

_KEPT = {"\n": "\n", "\t": " "}


def _stand_in(char: str) -> str:
    """Return what is shown for ``char``: itself when it is visible, else one visible code point."""
    if char in _KEPT:
        return _KEPT[char]
    code = ord(char)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == _DELETE:
        return "\N{SYMBOL FOR DELETE}"
    if code in _IGNORABLE or unicodedata.category(char) in _HIDDEN_CATEGORIES:
        return REPLACEMENT
    return char


def displayable(text: str) -> str:
    """Return ``text`` made safe to print, code point for code point.

    Newlines stay, a tab becomes a space; every other C0 control becomes its control picture; DEL, C1
    controls, format characters (bidi, zero-width), line and paragraph separators, lone surrogates,
    private and unassigned code points become one visible stand-in each. The result has the same
    length, and making it displayable again changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    table = {ord(char): shown for char in set(text) if (shown := _stand_in(char)) != char}
    return text.translate(table) if table else text
