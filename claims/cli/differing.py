"""How two articles differ, printed: in colour on a terminal, with marks elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.text import Text

from claims.cli.printing import console
from claims.differing import Part, Side, difference, shared_words
from claims.models import Article
from claims.text.display import displayable

STYLES: Mapping[Side, str] = {Side.BOTH: "", Side.FIRST: "red strike", Side.SECOND: "green underline"}
MARKS: Mapping[Side, tuple[str, str]] = {
    Side.BOTH: ("", ""),
    Side.FIRST: ("[-", "-]"),
    Side.SECOND: ("{+", "+}"),
}
"""As ``git diff --word-diff`` has them."""
AROUND = 80
"""Code points shown around a change where not the whole text is."""


def shown(first: Article, second: Article, *, around: bool) -> None:
    """Print the words of two articles, what only the first has and what only the second has marked.

    ``around``: only what stands around the changes.
    """
    parts = difference(first.text, second.text)
    colour = console.is_terminal and not console.no_color
    text = Text()
    for part in _around(parts) if around else parts:
        before, after = ("", "") if colour else MARKS[part.side]
        text.append(f"{before}{displayable(part.words)}{after}", style=STYLES[part.side])
    console.print(text, soft_wrap=True)
    console.print(Text(f"{shared_words(parts):.0%} of the words stand in both"))


def _around(parts: list[Part]) -> Iterator[Part]:
    """Yield ``parts``, of what both have only what stands near a change."""
    last = len(parts) - 1
    for number, part in enumerate(parts):
        if part.side is not Side.BOTH or len(part.words) <= 2 * AROUND:
            yield part
            continue
        after = part.words[:AROUND] if number else ""
        before = part.words[-AROUND:] if number < last else ""
        yield part._replace(words=f"{after} … {before}".strip() if after or before else "…")


def as_json(first: Article, second: Article) -> dict[str, object]:
    """Return how two articles differ: their ids, the share of common words, the parts in order."""
    parts = difference(first.text, second.text)
    return {
        "first": first.id,
        "second": second.id,
        "shared": round(shared_words(parts), 4),
        "parts": [{"side": part.side, "words": part.words} for part in parts],
    }
