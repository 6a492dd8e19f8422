"""Plain text, with front matter or without."""

from __future__ import annotations

from dataclasses import replace

from claims.models import Article
from claims.reading.assembly import assemble
from claims.reading.frontmatter import front_matter
from claims.reading.furniture import LONGEST_TITLE
from claims.reading.guard import running_text, with_text

_SENTENCE_END = (".", "!", ";", ":", "…")


def read(data: bytes, name: str, *, address: str | None = None) -> Article:
    """Return the article of a text file's bytes; `ReadingError` when they are no text.

    ``address`` is where it was found, unless its front matter says another. Where no front matter gives
    a title, a first line that looks like one is the title; it stays in the text too.
    """
    given = running_text(data)
    about, end = front_matter(given)
    if about.url is None:
        about = replace(about, url=address)
    made = with_text(assemble(given, name, about, [(0, end)]))
    if made.title is None and (headline := _headline(made)):
        return made.model_copy(update={"title": headline})
    return made


def _headline(made: Article) -> str | None:
    """Return the first line when it looks like a headline: alone, short, no sentence, no furniture."""
    first, _, rest = made.text.lstrip().partition("\n")
    words = " ".join(first.split())
    alone = rest[:1].isspace()
    start = len(made.text) - len(made.text.lstrip())
    if any(piece.span.start <= start for piece in made.furniture):
        return None
    fits = 0 < len(words) <= LONGEST_TITLE and not words.endswith(_SENTENCE_END)
    return words if fits and alone and rest.strip() else None
