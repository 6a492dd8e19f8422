"""The commands that take articles in and give claim sets out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.options import (
    IDS_HELP,
    Attribution,
    Conflicts,
    Db,
    Disagreements,
    Flagged,
    Kind,
    Language,
    MaxSize,
    Outlet,
    Query,
    Speaker,
    Status,
    Strict,
    filter_of,
    opened,
    pack,
    resolved,
    threshold,
)

if TYPE_CHECKING:
    from claims.finding import ReadFailure
    from claims.models import Article
    from claims.workbench import Added

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|DIR|-",
        help="Articles: text, Markdown, HTML, JSON Lines; folders; - for standard input.",
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
    db: Db = None,
) -> None:
    """Read articles into the store.

    Their claims are extracted, indexed and matched with those of other articles.

    A JSON line has id and text, and may have title, outlet, author, date, url, language. A text or
    Markdown file may say these in front matter between --- lines. Articles that the store has are
    skipped. A bad input is told, the rest is added, and the exit code is 1.

    \b
      claims add article.html
      claims add saved-pages/ feed.jsonl
      curl -s https://example.org/story | claims add -
    """
    from claims.cli import printing
    from claims.finding import MAX_SIZE

    given = pack(language)  # before a store is made
    with opened(db, create=True) as workbench, printing.progress("adding") as advance:
        done = 0

        def report(outcome: Added | ReadFailure) -> None:
            nonlocal done
            done += 1
            printing.added(outcome)
            advance(done, None)

        summary = workbench.add(
            sources, report, language=given, threshold=threshold(strict), max_size=max_size or MAX_SIZE
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
) -> None:
    """Print the claims of articles; no store.

    --to claims prints the whole model of each claim, with offsets in the text as read. --to
    attributions prints for each article {"id", "attributions": [{"source", "cue", "content"}]}, each
    a list of [start, end) in the text as given, without the outlet's own assertions.

    \b
      claims extract article.txt
      claims extract --explain article.txt
      claims extract --to attributions articles.jsonl > predictions.jsonl
      claims extract --to claims saved-pages/ | jq .content_words
    """
    from claims.cli import printing
    from claims.finding import MAX_SIZE, ReadFailure, attributed, read, steps
    from claims.finding import extract as claims_in

    if explain and to is not To.TEXT:
        raise typer.BadParameter("it goes with --to text only", param_hint="--explain")
    least = threshold(strict)

    def as_text(article: Article) -> None:
        why = steps(article, threshold=least) if explain else {}
        printing.extracted(article, claims_in(article, threshold=least), why)

    def as_claims(article: Article) -> None:
        printing.claims(claims_in(article, threshold=least))

    def as_attributions(article: Article) -> None:
        printing.attributions(article, attributed(article, nested=nested, threshold=least))

    write = {To.TEXT: as_text, To.CLAIMS: as_claims, To.ATTRIBUTIONS: as_attributions}[to]
    failed = 0
    given = read(sources, language=pack(language), max_size=max_size or MAX_SIZE)
    with printing.progress_beside("extracting") as advance:
        for done, found in enumerate(given, start=1):
            if isinstance(found, ReadFailure):
                printing.failure(found)
                failed += 1
            else:
                write(found)
            advance(done, None)
    if failed:
        printing.failed(failed)
        raise typer.Exit(1)


def match(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help=IDS_HELP, show_default=False)] = None,
    whole: Annotated[
        bool, typer.Option("--all", help="The whole store; one that was interrupted goes on.")
    ] = False,
    cores: Annotated[
        int | None,
        typer.Option("--cores", metavar="N", min=1, help="With --all: on how many; without it on all."),
    ] = None,
    db: Db = None,
) -> None:
    """Match claims of the store anew.

    `claims add` matches what it adds; this does it again, for instance with a newer version. --all also
    drops what is not proposed any more. Decisions on matches stay. Interrupted at any moment, even
    killed, --all goes on from there when it is run again.

    \b
      claims match --all
      claims match 3f2a 77b0
    """
    from claims.cli import printing

    if whole == bool(ids):
        raise typer.BadParameter("give either claims or --all", param_hint="ID")
    with opened(db) as workbench:
        if ids:
            found = workbench.match(resolved(workbench, ids))
        else:
            with printing.progress("matching") as advance:
                found = workbench.match_all(advance, cores=cores)
    printing.line(printing.counted(found, "match", "matches"))


def export(
    to: Annotated[
        str, typer.Option("--to", metavar="FORMAT", help="jsonl, csv, markdown or gold.", show_default=True)
    ] = "jsonl",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Without it: standard output.")
    ] = None,
    status: Status = None,
    attribution: Attribution = None,
    outlet: Outlet = None,
    speaker: Speaker = None,
    kind: Kind = None,
    query: Query = None,
    flagged: Flagged = False,
    conflicts: Conflicts = False,
    disagreements: Disagreements = False,
    db: Db = None,
) -> None:
    """Write claims out for use elsewhere.

    Each with its exact words, offsets, chain, decisions and matches.

    The same store and filter give the same bytes. A file appears whole or not at all. Gold is for
    `claims eval extraction` and `claims learn cues`: the articles whose attributions are all decided,
    each with its text and with the attributions as reviewers corrected them.

    \b
      claims export --status verified --to csv -o verified.csv
      claims export --speaker rubio --to markdown
      claims export --to gold -o reviewed.jsonl
    """
    import sys

    from claims.cli import printing
    from claims.workbench import FORMATS

    chosen = filter_of(status, attribution, outlet, speaker, kind, query, flagged, conflicts, disagreements)
    progress = printing.progress if out else printing.progress_beside
    with opened(db) as workbench, progress("exporting") as advance:
        written = workbench.export(to, chosen, out or printing.Shown(sys.stdout), advance)
    printing.aside(f"{printing.counted(written, 'claim')} written" + (f" to {out}" if out else ""))
    if not written and FORMATS[to].unit == "article":
        printing.aside("no article is wholly reviewed: decide on every attribution of one")
