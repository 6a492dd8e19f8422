"""Articles that are one text: syndicated copy, a wire that several outlets print or rewrite.

Fingerprints of a text are chosen from the hashes of its runs of words by winnowing (Schleimer,
Wilkerson and Aiken 2003): any run of ``RUN + WINDOW - 1`` words that two texts share gives them a
fingerprint in common, wherever it stands, and each text is read once.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from claims.models import Article

RUN = 4
"""Words that are hashed together."""
WINDOW = 6
"""Neighbouring hashes of which at least one is kept."""
COPIED = 0.4
"""Share of the fingerprints of the shorter of two texts, in the other too, from which one is a copy."""
LEAST = 8
"""Fingerprints that two texts share at least: a common dateline and a quotation make no copy."""

WORD = re.compile(r"\w+")


class Likeness(NamedTuple):
    """An article that shares fingerprints with another: how many, and how many it has itself."""

    article: str
    shared: int
    own: int


def fingerprints(article: Article) -> tuple[int, ...]:
    """Return the fingerprints of an article's running text, each once, sorted: 64-bit whole numbers.

    Case, punctuation and page furniture do not count. Takes time linear in the text.
    """
    words = WORD.findall(_running(article).casefold())
    return tuple(sorted(set(_winnowed([_hash(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]))))


def _running(article: Article) -> str:
    """Return the text without page furniture."""
    parts, at = [], 0
    for piece in sorted(article.furniture, key=lambda piece: piece.span):
        parts.append(article.text[at : max(at, piece.span.start)])
        at = max(at, piece.span.end)
    return " ".join([*parts, article.text[at:]])


def _hash(words: list[str]) -> int:
    digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _winnowed(hashes: list[int]) -> Iterable[int]:
    """Yield the least hash of every window, the last one among equals; of a shorter text the least of all."""
    least: deque[int] = deque()
    for at, value in enumerate(hashes):
        while least and hashes[least[-1]] >= value:
            least.pop()
        least.append(at)
        if least[0] <= at - WINDOW:
            least.popleft()
        if at >= min(WINDOW, len(hashes)) - 1:
            yield hashes[least[0]]


def share(own: int, other: Likeness) -> float:
    """Return the share, 0 to 1, of the shorter of two texts that both have; ``own`` is how many one has."""
    return other.shared / max(1, min(own, other.own))


def copied_from(own: int, alike: Iterable[Likeness]) -> Likeness | None:
    """Return the article that one with ``own`` fingerprints is a copy of, the most alike, or None."""
    copies = [one for one in alike if one.shared >= LEAST and share(own, one) >= COPIED]
    return max(copies, key=lambda one: (share(own, one), one.shared), default=None)


def shared(one: Iterable[int], other: Iterable[int]) -> float:
    """Return the share, 0 to 1, of the fingerprints of the shorter of two texts that both have."""
    a, b = set(one), set(other)
    return share(len(a), Likeness("", len(a & b), len(b)))
