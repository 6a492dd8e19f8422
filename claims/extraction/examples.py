"""The marked examples of a pack: a small corpus of the project's own, on which weights can be counted.

``packs/<language>/examples.txt``: articles divided by blank lines, a line a paragraph, lines that
begin with ``#`` left out. ``{s …}`` marks a source, ``{c …}`` a cue and ``{t …}`` a content; those of
a line belong to one attribution, unless a digit before the letter tells several apart (``{2s …}``).
A role may be marked more than once, and marks may lie inside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from claims.models import Span

MARK = re.compile(r"\{(\d?)([sct]) |\}")
FILE = "examples.txt"
Roles = tuple[list[Span], list[Span], list[Span]]
"""The spans of source, cue and content."""


class Example(NamedTuple):
    """An article without its marks, and the attributions that they marked."""

    text: str
    attributions: list[Roles]


def pack_examples(language: str) -> list[Example]:
    """Return the examples of the pack of ``language``; most packs have none."""
    file = files("claims.extraction.packs").joinpath(language, FILE)
    return list(read_examples(file.read_text("utf-8"))) if file.is_file() else []


def read_examples(marked: str) -> Iterator[Example]:
    """Yield the articles of a text of marked examples; raises ``ValueError`` for a mark left open."""
    kept = "\n".join(line for line in marked.splitlines() if not line.startswith("#"))
    for article in re.split(r"\n{2,}", kept.strip()):
        text, found = "", list[Roles]()
        for line in article.splitlines():
            plain, attributions = _read_line(line, len(text))
            text += plain + "\n"
            found += attributions
        yield Example(text, found)


def _read_line(line: str, offset: int) -> tuple[str, list[Roles]]:
    """Return ``line`` without marks, and its attributions, their spans counted from ``offset``."""
    plain, at = "", 0
    opened: list[tuple[str, str, int]] = []
    found: dict[str, Roles] = {}
    for mark in MARK.finditer(line):
        plain += line[at : mark.start()]
        at = mark.end()
        if mark[2]:
            opened.append((mark[1], mark[2], offset + len(plain)))
        elif opened:
            number, role, start = opened.pop()
            roles = found.setdefault(number, ([], [], []))
            roles["sct".index(role)].append(Span(start, offset + len(plain)))
        else:
            raise ValueError(f"a mark is closed that was not opened: {line}")
    if opened:
        raise ValueError(f"a mark is left open: {line}")
    return plain + line[at:], [found[number] for number in sorted(found)]
