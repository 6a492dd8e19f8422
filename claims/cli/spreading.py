"""Extraction into shards, on this machine or a cluster, and shards into a store."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.options import Db, opened

if TYPE_CHECKING:
    from claims.spreading.running import Progress

SHOWN = 3
"""Failures that are printed; all are in the folder."""

Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help="Into a folder instead: Parquet shards with a manifest, for `claims load` and for data tools.",
    ),
]
Dask = Annotated[
    str | None,
    typer.Option(
        "--dask",
        metavar="ADDRESS|local",
        help="With --out: on the Dask cluster with this scheduler, or on one of this machine's own.",
    ),
]


def extract(
    sources: list[str],
    out: Path | None,
    dask: str | None,
    *,
    jobs: int,
    language: str | None,
    threshold: float,
    max_size: int | None,
) -> None:
    """Extract ``sources`` into shards in ``out``, and print what came of it."""
    from claims.cli import printing
    from claims.finding import MAX_SIZE
    from claims.spreading.manifest import failures
    from claims.spreading.running import spread

    if out is None:
        raise typer.BadParameter("it goes with --out DIR", param_hint="--dask")
    with _progress() as told:
        manifest = spread(
            sources,
            out,
            cluster=dask,
            jobs=jobs,
            language=language,
            threshold=threshold,
            max_size=max_size or MAX_SIZE,
            told=told,
        )
    counts = f"{printing.counted(manifest.articles, 'article')}, {printing.counted(manifest.claims, 'claim')}"
    printing.line(f"{counts} in {printing.counted(len(manifest.shards), 'shard')} in {out}")
    for number, failure in enumerate(failures(out)):
        if number < SHOWN:
            printing.aside(f"failed: {failure.message}")
    if manifest.failures:
        printing.aside(f"{manifest.failures} could not be read; all are in {out / 'errors.jsonl'}")
        raise typer.Exit(1)


def load(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="What `claims extract --out` made.", show_default=False)
    ],
    cores: Annotated[
        int | None,
        typer.Option("--cores", metavar="N", min=1, help="On how many to match; without it on all."),
    ] = None,
    defer: Annotated[
        bool, typer.Option("--defer", help="Match nothing now; `claims match --new` does it later.")
    ] = False,
    db: Db = None,
) -> None:
    """Load extracted shards into the store.

    All are stored first, and matched at the end: the store is that of `claims add --defer` and `claims
    match --new`. Every file is checked against the manifest before anything is written. Articles that the
    store has are skipped: interrupted at any moment, it goes on from there when it is run again.

    \b
      claims extract --dask local articles.jsonl --out shards
      claims load shards
    """
    from claims.cli import printing
    from claims.spreading.loading import load as load_shards

    with opened(db, create=True) as workbench, _progress() as told:
        loaded = load_shards(workbench.store, folder, cores=cores, defer=defer, told=told)
    counts = f"{printing.counted(loaded.articles, 'article')} with {printing.counted(loaded.claims, 'claim')}"
    printing.line(f"{counts} loaded" + (f", {loaded.known} known before" if loaded.known else ""))


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Give a function to be told of progress; a terminal shows it with the rate and the time that is left."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task, began, doing = bars.add_task("", rate=""), time.monotonic(), ""

        def told(progress: Progress) -> None:
            nonlocal began, doing
            if progress.doing != doing:
                began, doing = time.monotonic(), progress.doing
                bars.reset(task, description=doing)
            rate = progress.articles / max(time.monotonic() - began, 0.001)
            shown = f"{rate:,.0f} articles/s" if progress.articles else ""
            bars.update(task, completed=progress.done, total=progress.total, rate=shown)

        yield told
