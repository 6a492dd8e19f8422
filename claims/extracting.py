"""Extraction of many articles without a store, on as many cores as is wished, in the order of the input."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from claims.finding import (
    MAX_SIZE,
    Attribution,
    ReadFailure,
    Web,
    attributed,
    extract,
    read,
    steps,
)
from claims.models import Article, Claim
from claims.parallel import in_order

BATCH = 16
"""Articles that are extracted at a time."""


class Told(NamedTuple):
    """The claims of an article for a person, and by claim id the steps that led to it."""

    claims: tuple[Claim, ...]
    why: Mapping[str, Sequence[str]]


class Lines(NamedTuple):
    """The claims of an article, each as a line of ASCII JSON."""

    lines: tuple[str, ...]


class Outer(NamedTuple):
    """The attributions of an article."""

    attributions: tuple[Attribution, ...]


class ForPerson(NamedTuple):
    """Asks for claims, with the steps that led to each where ``explain``; makes `Told`."""

    threshold: float
    explain: bool

    def __call__(self, article: Article) -> Told:
        """Return what is asked for of ``article``."""
        why = steps(article, threshold=self.threshold) if self.explain else {}
        return Told(extract(article, threshold=self.threshold), why)


class AsLines(NamedTuple):
    """Asks for the whole model of each claim; makes `Lines`."""

    threshold: float

    def __call__(self, article: Article) -> Lines:
        """Return what is asked for of ``article``."""
        claims = extract(article, threshold=self.threshold)
        return Lines(tuple(json.dumps(claim.model_dump(mode="json")) for claim in claims))


class Attributions(NamedTuple):
    """Asks for the attributions alone, those within another's content too where ``nested``; makes `Outer`."""

    threshold: float
    nested: bool

    def __call__(self, article: Article) -> Outer:
        """Return what is asked for of ``article``."""
        return Outer(tuple(attributed(article, nested=self.nested, threshold=self.threshold)))


Wish = ForPerson | AsLines | Attributions
Result = Told | Lines | Outer


def extracted(
    sources: Iterable[str | Path],
    wish: Wish,
    *,
    language: str | None = None,
    max_size: int = MAX_SIZE,
    jobs: int = 1,
    web: Web | None = None,
) -> Generator[tuple[Article, Result] | ReadFailure]:
    """Yield of each article of ``sources`` what ``wish`` makes of it, or why it can't be read, in order.

    ``web`` is what fetches; ``jobs`` is on how many cores; the output is the same on any number. With one
    core each article comes as soon as it is read.
    """
    found = read(sources, language=language, max_size=max_size, web=web)
    batches = _batches(found, 1 if jobs == 1 else BATCH)
    pieces = ((batch, (wish, [one for one in batch if isinstance(one, Article)])) for batch in batches)
    with closing(in_order(_work, pieces, jobs)) as done:
        for batch, results in done:
            made = iter(results)
            for one in batch:
                yield one if isinstance(one, ReadFailure) else (one, next(made))


def _batches(found: Iterator[Article | ReadFailure], size: int) -> Iterator[list[Article | ReadFailure]]:
    while batch := list(islice(found, size)):
        yield batch


def _work(given: tuple[Wish, list[Article]]) -> list[Result]:
    """Do it, in each process."""
    wish, articles = given
    return [wish(article) for article in articles]
