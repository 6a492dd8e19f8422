"""Attributions built by naming their words, as a person would point at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.models import Claim, ClaimKind, Span, words_of

TEXT = (
    "Mayor Ada Brook said the bridge would close on Friday.\n"
    "“It is not safe,” she told reporters. “We will not wait.”\n"
    "According to the harbour office, two ferries were cancelled."
)


def spans(text: str, *words: str) -> tuple[Span, ...]:
    """Return the span of each of ``words``, each of which stands once in ``text``."""
    assert all(text.count(piece) == 1 for piece in words)
    return tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in words)


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def predicted() -> Callable[..., Claim]:
    """Build a claim from the words of its source and content (strings or tuples of them)."""

    def build(source: str, cue: str, content: str | tuple[str, ...], **more: Any) -> Claim:
        pieces = (content,) if isinstance(content, str) else content
        found = spans(TEXT, *pieces)
        return Claim(
            id="c",
            article_id="a",
            kind=more.pop("kind", ClaimKind.INDIRECT),
            source=spans(TEXT, source) if source else (),
            cue=spans(TEXT, cue) if cue else (),
            content=found,
            content_words=words_of(TEXT, found),
            rule=more.pop("rule", "reporting-verb"),
            **more,
        )

    return build


@pytest.fixture
def roles() -> Callable[..., dict[str, list[list[int]]]]:
    """Give the same as the plain lists of a gold line."""

    def build(source: str, cue: str, *content: str) -> dict[str, list[list[int]]]:
        return {
            "source": [list(span) for span in spans(TEXT, *filter(None, [source]))],
            "cue": [list(span) for span in spans(TEXT, *filter(None, [cue]))],
            "content": [list(span) for span in spans(TEXT, *content)],
        }

    return build
