"""From a piece of the input to a shard: the function that a process, or a worker of a cluster, runs.

What it writes depends on nothing but the piece, the options and the build. Articles go through it a
batch at a time, and no word of one into what it raises or returns.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from claims.errors import ClaimsError, ReadingError
from claims.finding import ReadFailure, extract, read, read_range
from claims.models import Article, Claim, Frozen
from claims.spreading.build import Build, this_build
from claims.spreading.files import replacing, write_text
from claims.spreading.manifest import (
    Failure,
    File,
    Options,
    Shard,
    articles_table,
    as_json,
    claims_table,
    file,
    intact,
    names_of,
)
from claims.spreading.plan import Part, Piece

DONE = ".done"
"""The folder, while the work goes on, of what is known of each shard that is done."""
BATCH = 200
"""Articles that are in memory at once, and that a row group has at most."""
BATCH_TEXT = 4_000_000
"""Code points of text after which a batch is written before it is full."""


class Job(Frozen):
    """What all shards of one whole have in common; it goes to every worker."""

    folder: str
    key: str
    build: Build
    options: Options


class Done(Frozen):
    """A finished shard of a job, with what could not be read; it stands on the disk only."""

    key: str
    shard: Shard
    failures: tuple[Failure, ...] = ()


def done(job: Job, number: int) -> Done | None:
    """Return what is known of a shard that this job has finished, None when it is to be made (again)."""
    folder = Path(job.folder)
    try:
        found = Done.model_validate_json(_done_path(job, number).read_bytes())
    except (OSError, ValidationError):
        return None
    return found if found.key == job.key and intact(folder, found.shard.files) else None


def _done_path(job: Job, number: int) -> Path:
    return Path(job.folder, DONE, f"{number:05}.json")


def make(job: Job, number: int, piece: Piece) -> Shard:
    """Read and extract a piece, write its shard, and return what is in it; one that is there stays.

    Raises ``ClaimsError`` where this process is of another build, or does not find the inputs as they
    were, and for whatever else goes wrong, without a word of an article; ``OSError`` when a file can't be
    written.
    """
    if different := job.build.differences(this_build()):
        raise ClaimsError(f"a worker has not the same version: {'; '.join(different)}")
    if known := done(job, number):
        return known.shard
    for part in piece:
        _check(part)
    try:
        return _made(job, number, piece)
    except (ClaimsError, OSError):
        raise
    except Exception as problem:
        raise ClaimsError(f"shard {number}: {type(problem).__name__} {_place(problem)}") from None


def _check(part: Part) -> None:
    try:
        size = Path(part.path).stat().st_size
    except OSError as problem:
        raise ClaimsError(
            f"{part.path}: {problem.strerror} where a worker runs; it needs the same paths"
        ) from None
    if size != part.size:
        raise ClaimsError(f"{part.path}: changed while it was extracted; begin again with another --out")


def _place(problem: Exception) -> str:
    """Return in which file and line an error was raised."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""


@dataclass(slots=True)
class _Out:
    """The files of a shard being written, and what waits for them."""

    articles_file: Any
    claims_file: Any
    waiting: list[Article] = field(default_factory=list)
    claims_waiting: list[Claim] = field(default_factory=list)
    articles: int = 0
    claims: int = 0

    def add(self, article: Article, found: tuple[Claim, ...]) -> None:
        self.waiting.append(article)
        self.claims_waiting += found
        if len(self.waiting) == BATCH or sum(len(one.text) for one in self.waiting) > BATCH_TEXT:
            self.flush()

    def flush(self) -> None:
        if self.waiting:
            self.articles_file.write_batch(articles_table().batch(self.waiting))
        if self.claims_waiting:
            self.claims_file.write_batch(claims_table().batch(self.claims_waiting))
        self.articles += len(self.waiting)
        self.claims += len(self.claims_waiting)
        self.waiting.clear()
        self.claims_waiting.clear()


def _made(job: Job, number: int, piece: Piece) -> Shard:
    folder, failures = Path(job.folder), []
    paths = [folder / name for name in names_of(number)]
    with ExitStack() as files:
        opened = [
            files.enter_context(table.writer(files.enter_context(replacing(path))))
            for table, path in zip((articles_table(), claims_table()), paths, strict=True)
        ]
        out = _Out(*opened)
        for name, found in _read(piece, job.options):
            outcome = found if isinstance(found, ReadFailure) else _extracted(found, job.options)
            if isinstance(outcome, ReadFailure):
                told = Failure(shard=number, input=name, source=outcome.source, message=str(outcome.error))
                failures.append(told)
            else:
                out.add(*outcome)
        out.flush()
    known: dict[str, File] = {name: file(path) for name, path in zip(names_of(number), paths, strict=True)}
    shard = Shard(
        number=number, articles=out.articles, claims=out.claims, failures=len(failures), files=known
    )
    write_text(_done_path(job, number), as_json(Done(key=job.key, shard=shard, failures=tuple(failures))))
    return shard


def _read(piece: Piece, options: Options) -> Iterator[tuple[str, Article | ReadFailure]]:
    """Yield the articles of a piece, each with the name of its input; a failure names no folder."""
    for part in piece:
        path = Path(part.path)
        given = (
            read_range(path, part.lines, language=options.language, max_size=options.max_size)
            if part.lines
            else read([path], language=options.language, max_size=options.max_size)
        )
        for found in given:
            yield part.name, _without(found, part) if isinstance(found, ReadFailure) else found


def _without(failure: ReadFailure, part: Part) -> ReadFailure:
    """Return ``failure`` with the name of the input in the place of its path."""
    told = type(failure.error)(str(failure.error).replace(part.path, part.name))
    return ReadFailure(failure.source.replace(part.path, part.name), told)


def _extracted(article: Article, options: Options) -> tuple[Article, tuple[Claim, ...]] | ReadFailure:
    """Return an article with its claims, or that they can't be extracted: one does not stop a million."""
    try:
        return article, extract(article, threshold=options.threshold)
    except (OSError, MemoryError):
        raise
    except Exception as problem:
        why = f"{type(problem).__name__} {_place(problem)}"
        return ReadFailure(
            article.name, ReadingError(f"{article.name}: can't be extracted ({why}); tell the project")
        )
