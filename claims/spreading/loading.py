"""From a folder of shards into a store, as if its articles had been added there and matched at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from claims.adding import Added, Adding
from claims.errors import ClaimsError
from claims.export.columnar import arrow
from claims.linking import Linker
from claims.models import Article, Claim
from claims.rematching import catch_up
from claims.spreading import manifest as manifests
from claims.spreading.manifest import Manifest, names_of
from claims.spreading.running import Progress, Told
from claims.store import ReadBy, Store

BATCH = 100
"""Articles that are written at once: one transaction."""

_ARTICLES, _CLAIMS = TypeAdapter(list[Article]), TypeAdapter(list[Claim])


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the articles of a folder: how many are new, with how many claims; the rest was known."""

    articles: int = 0
    claims: int = 0
    known: int = 0

    def including(self, outcomes: Sequence[Added]) -> Loaded:
        """Return what is loaded with some more articles."""
        new = [one for one in outcomes if one.new]
        return Loaded(
            self.articles + len(new),
            self.claims + sum(one.claims for one in new),
            self.known + len(outcomes) - len(new),
        )


def load(
    store: Store,
    folder: Path,
    *,
    cores: int | None = None,
    defer: bool = False,
    told: Told = lambda progress: None,
) -> Loaded:
    """Add the articles and claims of a complete ``folder`` to ``store``, and match them.

    Every file is checked before anything is written. What the store has is passed over, so that it can
    be begun again at any time. ``cores`` is on how many to match, all when None; with ``defer`` they wait
    for it. Raises ``ClaimsError``
    for a folder that is not complete or was changed, ``StoreError``.
    """
    manifest = manifests.verified(folder, lambda done, total: told(Progress("checking", done, total)))
    by = ReadBy(manifest.build.edition, manifest.options.threshold)
    adding, loaded = Adding(store, Linker(store)), Loaded()
    with store.bulk.hurried():
        for batch in _batches(folder, manifest):
            loaded = loaded.including(adding.load(batch, by))
            told(Progress("loading", loaded.articles + loaded.known, manifest.articles, loaded.articles))
    if not defer:
        catch_up(store, lambda done, total: told(Progress("matching", done, total)), cores)
    return loaded


def _batches(folder: Path, manifest: Manifest) -> Iterator[list[tuple[Article, list[Claim]]]]:
    """Yield the articles of all shards, in their order, each with its claims."""
    for shard in manifest.shards:
        articles, claims = (folder / name for name in names_of(shard.number))
        try:
            waiting = _Grouped(_rows(claims, _CLAIMS))
            for batch in _read(articles, _ARTICLES):
                yield [(article, waiting.of(article.id)) for article in batch]
        except (ValidationError, arrow().ArrowException):
            raise ClaimsError(f"{folder}: shard {shard.number} is of another version of claims") from None


class _Grouped:
    """Claims that come article by article, some articles having none."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._groups = groupby(claims, key=lambda claim: claim.article_id)
        self._next = next(self._groups, None)

    def of(self, article_id: str) -> list[Claim]:
        """Return the claims of the next article."""
        if self._next is None or self._next[0] != article_id:
            return []
        found = [*self._next[1]]
        self._next = next(self._groups, None)
        return found


def _read(path: Path, models: TypeAdapter[list[Any]]) -> Iterator[list[Any]]:
    """Yield the rows of a Parquet file as models, some at a time."""
    with arrow().parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(BATCH, use_threads=False):
            yield models.validate_python(batch.to_pylist())


def _rows(path: Path, models: TypeAdapter[list[Any]]) -> Iterator[Any]:
    for batch in _read(path, models):
        yield from batch
