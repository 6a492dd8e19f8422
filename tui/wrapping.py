"""Word wrapping by cell width that keeps offsets: lines are ranges of the text, not copies of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

_WORD = re.compile(r"[^ \n]+| +")


def wrap(text: str, width: int, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the lines of ``text[start:end]``, each a range of offsets into ``text``.

    A line is at most ``width`` cells wide (one wide character may exceed a width of one cell);
    blanks at a line's end are left out, words that are longer than a line are cut between
    characters, never before a combining mark. A line break in the text ends a line.
    """
    end = len(text) if end is None else end
    width = max(width, 1)
    while start <= end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield from _wrap_paragraph(text, width, start, stop)
        start = stop + 1


def _wrap_paragraph(text: str, width: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    line, line_end, used = start, start, 0
    for word in _WORD.finditer(text, start, end):
        size = cell_len(word.group())
        blank = word.group().startswith(" ")
        if used + size <= width or blank:
            used += size
            line_end = line_end if blank else word.end()
            continue
        if line_end > line:
            yield line, line_end
        line, line_end, used = word.start(), word.end(), size
        while used > width:
            cut = _cut(text, line, line_end, width)
            if cut >= line_end:
                break
            yield line, cut
            line, used = cut, used - cell_len(text[line:cut])
    yield line, line_end


def _cut(text: str, start: int, end: int, width: int) -> int:
    """Return where to cut ``text[start:end]`` so that the first part fits; at least one character."""
    used, at = 0, start
    while at < end:
        size = cell_len(text[at])
        if at > start and size and used + size > width:
            break
        used += size
        at += 1
    return at
