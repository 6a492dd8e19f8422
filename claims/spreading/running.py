"""The whole of a job: what is done already is kept, the rest is made, here or on a cluster, then sealed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from claims.errors import ClaimsError
from claims.finding import MAX_SIZE, THRESHOLD, with_pack
from claims.parallel import in_order
from claims.spreading import manifest as manifests
from claims.spreading.build import this_build
from claims.spreading.cluster import on_cluster
from claims.spreading.files import sweep, write_text
from claims.spreading.manifest import ERRORS, Manifest, Options, Shard, job_key
from claims.spreading.plan import Piece, Plan, planned
from claims.spreading.shard import DONE, Done, Job, done, make

KEY = "job"
"""The file that says of which job the shards are, while the work goes on."""

Todo = Sequence[tuple[int, Piece]]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: what is being done, how much of it, and what has come of it in this run."""

    doing: str
    done: int
    total: int
    articles: int = 0


Told = Callable[[Progress], None]


def spread(
    sources: Iterable[str | Path],
    folder: Path,
    *,
    cluster: str | None = None,
    jobs: int = 1,
    language: str | None = None,
    threshold: float = THRESHOLD,
    max_size: int = MAX_SIZE,
    told: Told = lambda progress: None,
) -> Manifest:
    """Extract ``sources`` into shards in ``folder``; return its manifest.

    ``cluster`` is the address of a Dask scheduler, ``local`` for one of this machine's own, None for
    ``jobs`` processes without any: the bytes are the same. Shards that an earlier run of the same job
    left intact are not made again. The options are as for ``read`` and ``extract``. What can't be read of
    an input is in ``errors.jsonl``. Raises ``ClaimsError``: a source that can't be read, a folder that
    holds something else, a cluster that is lost, shards that can't be made (the others are there then).
    """
    language = None if language is None else with_pack(language)
    plan = planned(sources, lambda done, total: told(Progress("reading", done, total)))
    options = Options(language=language, threshold=threshold, max_size=max_size)
    build = this_build()
    job = Job(
        folder=str(folder.resolve()), key=job_key(plan.inputs, build, options), build=build, options=options
    )
    try:
        _begin(job)
        todo = [*_left(job, plan, told)]
        made = on_cluster(job, todo, cluster) if cluster else _on_cores(job, todo, jobs)
        _follow(made, len(plan.pieces), len(todo), told)
        return _sealed(job, plan)
    except OSError as error:
        raise ClaimsError(f"{error.filename or folder}: can't be written ({error.strerror})") from error


def _begin(job: Job) -> None:
    """Make the folder ready for ``job``; ``ClaimsError`` when something else is in it."""
    folder = Path(job.folder)
    known = _key_of(folder)
    if known not in (None, job.key):
        raise ClaimsError(
            f"{folder}: holds the extraction of other inputs, options or versions; give another --out"
        )
    if known is None and folder.exists() and any(folder.iterdir()):
        raise ClaimsError(f"{folder}: is not empty; give another --out")
    for name in (DONE, "articles", "claims"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    sweep(folder)
    if not (folder / DONE / KEY).exists():
        write_text(folder / DONE / KEY, job.key)


def _key_of(folder: Path) -> str | None:
    """Return of which job the shards in ``folder`` are, None when there is none."""
    if sealed := manifests.read(folder):
        return job_key(sealed.inputs, sealed.build, sealed.options)
    try:
        return (folder / DONE / KEY).read_text("utf-8")
    except FileNotFoundError:
        return None


def _left(job: Job, plan: Plan, told: Told) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces whose shard is not there intact; what a manifest knows counts as what a run left."""
    _unseal(job)
    for number, piece in enumerate(plan.pieces):
        told(Progress("checking", number, len(plan.pieces)))
        if done(job, number) is None:
            yield number, piece


def _unseal(job: Job) -> None:
    """Write what a complete folder says of its shards as a run leaves it that is not complete yet."""
    folder = Path(job.folder)
    sealed = manifests.read(folder)
    if sealed is None or not manifests.intact(folder, {ERRORS: sealed.errors}):
        return
    failures = [*manifests.failures(folder)]
    for shard in sealed.shards:
        own = tuple(one for one in failures if one.shard == shard.number)
        known = Done(key=job.key, shard=shard, failures=own)
        write_text(folder / DONE / f"{shard.number:05}.json", manifests.as_json(known))


def _on_cores(job: Job, todo: Todo, jobs: int) -> Generator[Shard]:
    pieces = ((number, (number, piece)) for number, piece in todo)
    with closing(in_order(partial(_made, job), pieces, min(jobs, max(1, len(todo))))) as made:
        yield from (shard for _, shard in made)


def _made(job: Job, one: tuple[int, Piece]) -> Shard:
    return make(job, *one)


def _follow(made: Generator[Shard], total: int, left: int, told: Told) -> None:
    """Tell of each shard as it is made."""
    before, articles = total - left, 0
    told(Progress("extracting", before, total))
    with closing(made):
        for number, shard in enumerate(made, start=1):
            articles += shard.articles
            told(Progress("extracting", before + number, total, articles))


def _sealed(job: Job, plan: Plan) -> Manifest:
    """Write errors and manifest of a folder whose shards are all there, and return the manifest."""
    folder = Path(job.folder)
    finished = [known for number in range(len(plan.pieces)) if (known := done(job, number))]
    if len(finished) < len(plan.pieces):
        raise ClaimsError(f"{folder}: shards went missing while others were made; the same again makes them")
    failures = [failure for one in finished for failure in one.failures]
    write_text(folder / ERRORS, "".join(f"{one.model_dump_json()}\n" for one in failures))
    shards = tuple(one.shard for one in finished)
    manifest = Manifest(
        inputs=plan.inputs,
        build=job.build,
        options=job.options,
        shards=shards,
        errors=manifests.file(folder / ERRORS),
        articles=sum(one.articles for one in shards),
        claims=sum(one.claims for one in shards),
        failures=len(failures),
    )
    manifests.write(folder, manifest)
    for left in (folder / DONE).iterdir():
        left.unlink()
    (folder / DONE).rmdir()
    sweep(folder)
    return manifest
