"""A claim marked in its article's words, with colour where there is some and labels where not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from claims.models import Claim, Span
from claims.text.display import displayable

CONTEXT = 160
"""Characters shown around and between the marked words; what is left out is an ellipsis."""
STYLES: Mapping[str, str] = {"cue": "yellow italic", "source": "cyan bold", "content": "green underline"}
"""Role -> style; where roles overlap the first wins. They differ without colour too."""
PARAGRAPHS = re.compile(r" *\n[ \n]*")
"""Ends of paragraphs, with the blank lines between."""


def marked(console: Console, text: str, claim: Claim) -> Text:
    """Return the words of ``text`` around a claim, with its source, cue and content marked."""
    coloured = console.color_system is not None and not console.no_color
    pieces = list(_pieces(text, claim))
    result = Text()
    for number, (start, end, role) in enumerate(pieces):
        words = text[start:end]
        if role is None:
            head = CONTEXT if number > 0 else 0
            tail = CONTEXT if number < len(pieces) - 1 else 0
            result.append(_shown(_shortened(words, head, tail)))
        elif coloured:
            result.append(_shown(words), style=STYLES[role])
        else:
            result.append(f"[{role}: {_shown(words)}]")
    return result


def _pieces(text: str, claim: Claim) -> Iterator[tuple[int, int, str | None]]:
    """Yield (start, end, role) over the whole lines that a claim stands in."""
    roles: Mapping[str, tuple[Span, ...]] = {role: getattr(claim, role) for role in STYLES}
    spans = [span for own in roles.values() for span in own]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    low = text.rfind("\n", 0, first) + 1
    high = text.find("\n", last)
    high = len(text) if high < 0 else high
    for start, end in pairwise(sorted({low, high, *(edge for span in spans for edge in span)})):
        role = next(
            (name for name, own in roles.items() if any(a <= start and end <= b for a, b in own)), None
        )
        yield start, end, role


def _shortened(words: str, head: int, tail: int) -> str:
    """Return ``words`` without its middle when it is longer than ``head`` and ``tail``, at whole words."""
    if len(words) <= head + tail:
        return words
    before = words[:head].rpartition(" ")[0] + " " if head else ""
    after = " " + words[len(words) - tail :].partition(" ")[2] if tail else ""
    return f"{before}…{after}"


def _shown(words: str) -> str:
    """Return ``words`` displayable, the ends of paragraphs as signs."""
    return PARAGRAPHS.sub(" ¶ ", displayable(words))


def indented(console: Console, text: Text, by: int) -> None:
    """Print ``text`` with its lines ``by`` cells in: wrapped on a terminal, one line elsewhere."""
    if not console.is_terminal:
        console.print(Text(" " * by) + text, soft_wrap=True)
        return
    for line in text.wrap(console, max(console.width - by, 20)):
        console.print(Text(" " * by) + line, soft_wrap=True)
