"""The commands that take articles in and give claim sets out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli import spreading
from claims.cli.options import (
    IDS_HELP,
    AllowPrivate,
    Db,
    Errors,
    IgnoreRobots,
    Jobs,
    Language,
    MaxSize,
    Strict,
    opened,
    pack,
    resolved,
    threshold,
)

if TYPE_CHECKING:
    from claims.finding import ReadFailure
    from claims.workbench import Added

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|DIR|URL|-",
        help="Files of any form below, folders, patterns, addresses; - for standard input.",
        show_default=False,
    ),
]


class To(StrEnum):
    """The forms in which ``claims extract`` prints what it finds."""

    TEXT = "text"
    CLAIMS = "claims"
    ATTRIBUTIONS = "attributions"


def add(
    sources: Sources,
    language: Language = None,
    strict: Strict = False,
    max_size: MaxSize = None,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    jobs: Jobs = 1,
    defer: Annotated[
        bool, typer.Option("--defer", help="Match nothing now; `claims match --new` does it later.")
    ] = False,
    errors: Errors = None,
    db: Db = None,
) -> None:
    """Read articles into the store.

    Their claims are extracted, indexed and matched with those of other articles.

    Read are text, Markdown, HTML, JSON Lines, CSV, Parquet, PDF, e-mail (.eml, mbox), web archives (WARC)
    and feeds (RSS, Atom), also compressed (.gz, .zst), in folders, and by pattern ('news/**/*.html'). Only
    what an address names is fetched: a page, or a feed with the pages that it links to.

    A JSON line has id and text, and may have title, outlet, author, date, url, language; so do columns.
    A text or Markdown file may say these in front matter between --- lines. Articles that the store has
    are skipped. A bad input is told, the rest is added, and the exit code is 1.

    A text that has changed at the same outlet and address is a new version of its article: the lists show
    the newest, and its claims take over what was decided where their words still stand.

    Of more than a hundred articles the rest is stored first, and matched at the end. Interrupted or killed
    at any moment, the same command goes on: what the store has is skipped. The result is the same on any
    number of cores.

    \b
      claims add article.html
      claims add saved-pages/ feed.jsonl
      claims add --jobs 8 --defer --errors failed.jsonl corpus/
      claims add https://example.org/story
      curl -s https://example.org/story | claims add -
    """
    from claims.cli import bulk, printing
    from claims.finding import MAX_SIZE, Web

    given = pack(language)  # before a store is made
    with (
        opened(db, create=True) as workbench,
        bulk.going_on(),
        bulk.errors_to(errors) as failed,
        printing.progress("adding") as advance,
    ):
        expected = bulk.expected(sources)
        done = 0

        def report(outcome: Added | ReadFailure) -> None:
            nonlocal done
            done += 1
            failed(outcome)
            printing.added(outcome)
            advance(done, expected)

        summary = workbench.add(
            sources,
            report,
            language=given,
            threshold=threshold(strict),
            max_size=max_size or MAX_SIZE,
            jobs=jobs,
            defer=defer,
            web=Web(allow_private=allow_private, ignore_robots=ignore_robots),
            progress=bulk.matching(advance),
        )
    printing.summary(summary)
    if summary.failures:
        raise typer.Exit(1)


def extract(
    sources: Sources,
    to: Annotated[
        To, typer.Option("--to", help="text for a person; claims or attributions as JSON Lines.")
    ] = To.TEXT,
    nested: Annotated[
        bool, typer.Option("--nested", help="With --to attributions: also those within another's content.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="With --to text: also why each was found, and why its words.")
    ] = False,
    strict: Strict = False,
    language: Language = None,
    max_size: MaxSize = None,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    jobs: Jobs = 1,
    errors: Errors = None,
    out: spreading.Out = None,
    dask: spreading.Dask = None,
) -> None:
    """Print the claims of articles; no store.

    --to claims prints the whole model of each claim, with offsets in the text as read. --to
    attributions prints for each article {"id", "attributions": [{"source", "cue", "content"}]}, each
    a list of [start, end) in the text as given, without the outlet's own assertions.

    --out DIR writes Parquet shards of articles and claims and a manifest instead: the same bytes on any
    number of cores or on a cluster (--dask), and begun again it makes only what is missing. A worker of a
    cluster needs the same version of claims, and files and DIR under the same paths.

    \b
      claims extract article.txt
      claims extract --explain article.txt
      claims extract --to attributions articles.jsonl > predictions.jsonl
      claims extract --to claims saved-pages/ | jq .content_words
      claims extract --dask local corpus.jsonl.gz crawl.warc.gz --out shards
    """
    from claims.cli import bulk, printing
    from claims.extracting import AsLines, Attributions, ForPerson, Wish, extracted
    from claims.finding import MAX_SIZE, ReadFailure, Web

    if explain and to is not To.TEXT:
        raise typer.BadParameter("it goes with --to text only", param_hint="--explain")
    least = threshold(strict)
    if out is not None or dask is not None:
        spreading.extract(
            sources, out, dask, jobs=jobs, language=language, threshold=least, max_size=max_size
        )
        return
    wishes: Mapping[To, Wish] = {
        To.TEXT: ForPerson(least, explain),
        To.CLAIMS: AsLines(least),
        To.ATTRIBUTIONS: Attributions(least, nested),
    }
    count = 0
    given = extracted(
        sources,
        wishes[to],
        language=pack(language),
        max_size=max_size or MAX_SIZE,
        jobs=jobs,
        web=Web(allow_private=allow_private, ignore_robots=ignore_robots),
    )
    with bulk.errors_to(errors) as failed, printing.progress_beside("extracting") as advance:
        expected = bulk.expected(sources)
        for done, found in enumerate(given, start=1):
            failed(found)
            if isinstance(found, ReadFailure):
                printing.failure(found)
                count += 1
            else:
                printing.result(*found)
            advance(done, expected)
    if count:
        printing.failed(count)
        raise typer.Exit(1)


def match(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help=IDS_HELP, show_default=False)] = None,
    whole: Annotated[
        bool, typer.Option("--all", help="The whole store; one that was interrupted goes on.")
    ] = False,
    new: Annotated[
        bool, typer.Option("--new", help="What was added and not matched yet; an interrupted one goes on.")
    ] = False,
    cores: Annotated[
        int | None,
        typer.Option(
            "--cores", metavar="N", min=1, help="With --all or --new: on how many; without it on all."
        ),
    ] = None,
    db: Db = None,
) -> None:
    """Match claims of the store anew.

    `claims add` matches what it adds, unless it is told to leave that to --new; this does it again, for
    instance with a newer version. --all also drops what is not proposed any more. Decisions on matches
    stay. Interrupted at any moment, even killed, --all and --new go on from there when run again.

    \b
      claims match --new
      claims match --all
      claims match 3f2a 77b0
    """
    from claims.cli import printing

    if whole + new + bool(ids) != 1:
        raise typer.BadParameter("give either claims, --all or --new", param_hint="ID")
    with opened(db) as workbench:
        if ids:
            found = workbench.match(resolved(workbench, ids))
        else:
            with printing.progress("matching") as advance:
                found = (workbench.match_all if whole else workbench.catch_up)(advance, cores=cores)
    printing.line(printing.counted(found, "match", "matches"))
