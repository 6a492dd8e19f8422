"""Bytes to text, and the few changes that a text must undergo, with a map back to what was given."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable

Shifts = tuple[tuple[int, int], ...]
"""(offset in the text, code points dropped before it so far), as `claims.models.Article.shifts`."""

Cut = tuple[int, int]
"""A half-open range of code points to leave out."""

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""In this order: the mark of UTF-32 LE begins with the one of UTF-16 LE."""

_INVALID = re.compile("[\x00\ud800-\udfff]")

_LATIN = "cp1252"
"""What bytes beyond ASCII are, when they are few among ASCII letters: the WHATWG default for the West."""

_FEWEST_OF_OTHER_SCRIPTS = 0.3
"""Share of bytes beyond ASCII from which on a text is in no Latin script, so that guessing is safe."""

_OTHER_SCRIPTS = ["cp1251", "koi8_r", "gb18030", "shift_jis", "euc_jp", "euc_kr", "big5", _LATIN]

_DECLARABLE = re.compile(
    r"cp125\d|cp866|cp932|cp949|iso8859-\d{1,2}|koi8-[ru]|mac-cyrillic|gb2312|gbk|gb18030|big5|big5hkscs"
    r"|shift_jis|euc_jp|iso2022_jp|euc_kr"
)
"""Encodings of the WHATWG standard, by Python's names. No other is taken at its word: some codecs that
Python knows take quadratic time or give no text."""

_GUESSED_FROM = 20_000
"""Bytes that the encoding is guessed from."""


def normalise(given: str, cuts: Iterable[Cut] = ()) -> tuple[str, Shifts]:
    """Return the text to keep for ``given``, and the shifts that lead its offsets back.

    Leading byte order marks go, CR LF and CR become LF, NUL and lone surrogates become U+FFFD.
    Everything else stays as it is: NBSP, curly quotation marks, dashes. Normalising again changes
    nothing. ``cuts`` (disjoint, in code points of ``given``) are left out besides.
    """
    mark = len(given) - len(given.lstrip(_BOM))
    dropped = [cut for cut in ((0, mark), *cuts) if cut[0] < cut[1]]
    if "\r" in given:
        # The CR of a pair stands for both, so that what ends before the pair does so in both texts.
        dropped += ((match.end() - 1, match.end()) for match in re.finditer("\r\n", given))
    text = _INVALID.sub("\N{REPLACEMENT CHARACTER}", given).replace("\r", "\n")
    return _without(text, sorted(dropped)) if dropped else (text, ())


def kept_offset(shifts: Shifts, given: int) -> int:
    """Return the offset in the text of the offset ``given``; where that was cut, of what follows."""
    at = bisect_right(shifts, given, key=lambda shift: shift[0] + shift[1])
    dropped = shifts[at - 1][1] if at else 0
    return min(given - dropped, shifts[at][0]) if at < len(shifts) else given - dropped


def _without(text: str, cuts: list[Cut]) -> tuple[str, Shifts]:
    """Return ``text`` without ``cuts`` (sorted), and the shifts that lead back."""
    kept: list[str] = []
    shifts: list[tuple[int, int]] = []
    position = dropped = 0
    for start, end in cuts:
        if end <= position:
            continue
        kept.append(text[position:start])
        dropped += end - max(start, position)
        if shifts and shifts[-1][0] == end - dropped:
            shifts.pop()
        shifts.append((end - dropped, dropped))
        position = end
    kept.append(text[position:])
    return "".join(kept), tuple(shifts)


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of ``data``: by its byte order mark, else as UTF-8, else as declared, else by guess.

    ``declared`` is the name of an encoding that the data gives of itself. The mark is not part of the
    text. Bytes that the encoding does not allow become U+FFFD; decoding never fails.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    whole = len(text) - broken - sum(map(str.isascii, text))
    if whole > broken:  # UTF-8 with a stray byte: text of another encoding hardly ever looks so
        return text
    return data.decode(_declared(declared) or _guessed(data), "replace")


def _declared(name: str | None) -> str | None:
    """Return Python's name of a declared encoding, when it is one to take at its word."""
    try:
        codec = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    if codec in ("ascii", "iso8859-1"):
        return _LATIN
    return codec if _DECLARABLE.fullmatch(codec) else None


def _guessed(data: bytes) -> str:
    """Return the name of the encoding that the bytes look most like."""
    sample = data[:_GUESSED_FROM]
    if sum(byte > 0x7F for byte in sample) < _FEWEST_OF_OTHER_SCRIPTS * len(sample):
        return _LATIN
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_OTHER_SCRIPTS).best()
    return best.encoding if best else _LATIN
