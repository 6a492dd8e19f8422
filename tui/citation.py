"""A claim as one would cite it, and the addresses that may be opened."""

from __future__ import annotations

import webbrowser
from urllib.parse import urlsplit

from claims.models import Article, Claim
from tui.wording import one_line

SCHEMES = frozenset({"http", "https"})
"""What an address may begin with to be handed to a browser."""


def citation(claim: Claim, article: Article) -> str:
    """Return the claim's exact words with who said them, and where: one line of plain text."""
    speaker = claim.speaker.name if claim.speaker else claim.source_words
    where = [
        article.outlet or article.name,
        f"“{article.title}”" if article.title else "",
        str(article.date or ""),
        article.url or "",
        f"claim {claim.id}",
    ]
    said = f"“{claim.content_words}”" + (f" — {speaker}" if speaker else "")
    return one_line(f"{said}, in: {', '.join(filter(None, where))}")


def is_web_address(url: str | None) -> bool:
    """Return whether ``url`` is an address of the web: nothing else in an article is ever opened."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.netloc)


def takes_over_terminal(browser: webbrowser.BaseBrowser) -> bool:
    """Return whether ``browser`` runs in the terminal itself (as w3m does): the screen must make way."""
    return isinstance(browser, webbrowser.GenericBrowser) and not isinstance(
        browser, webbrowser.BackgroundBrowser
    )
