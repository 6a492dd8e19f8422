"""Claims for matching, built from their words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.matching import inverse_document_frequency
from claims.models import ActorKind, Claim, ClaimKind, Features, Hop, Span, Speaker

Make = Callable[..., Claim]


@pytest.fixture(scope="session")
def make() -> Make:
    """Return a maker of claims: words, then what differs from a plain one."""

    def made(
        words: str,
        *,
        name: str = "a",
        speaker: str = "",
        cue: str = "said",
        chain: tuple[tuple[str, ActorKind], ...] = (),
        start: int = 100,
        features: Features | None = None,
    ) -> Claim:
        return Claim(
            id=f"claim-{name}",
            article_id=f"article-{name}",
            kind=ClaimKind.INDIRECT,
            content=(Span(start, start + len(words)),),
            content_words=words,
            cue_words=cue,
            speaker=Speaker(name=speaker, key=speaker.lower(), kind=ActorKind.PERSON) if speaker else None,
            chain=tuple(Hop(name=hop, key=hop.lower(), kind=kind) for hop, kind in chain),
            rule="test",
            features=features or Features(),
        )

    return made


@pytest.fixture(scope="session")
def idf() -> Callable[[str], float]:
    """Return the weights of a store without claims: those of news at large."""
    return inverse_document_frequency({}, 0)
