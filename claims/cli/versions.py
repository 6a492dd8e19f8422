"""The commands about versions: of articles, and of the rules that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.options import Db, Jobs, Json, opened

if TYPE_CHECKING:
    from claims.workbench import Workbench


def update(
    jobs: Jobs = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    defer: Annotated[
        bool, typer.Option("--defer", help="Match nothing now; `claims match --new` does it later.")
    ] = False,
    as_json: Json = False,
    db: Db = None,
) -> None:
    """Read the articles of the store again by the rules of this version.

    A claim whose words stand keeps its decisions, new ones are added. An undecided one that is not found
    any more goes out of the lists; a decided one stays, and says so (`claims list --left`). Articles that
    these rules have read are passed over, so an interrupted run goes on when it is begun again.

    \b
      claims update --dry-run
      claims update --jobs 4
    """
    from claims.cli import bulk, printing

    with opened(db) as workbench, bulk.going_on():
        with printing.progress("reading again") as advance:
            came = workbench.update(advance, jobs=jobs, dry_run=dry_run)
        matched = 0
        if not (dry_run or defer):
            with printing.progress("matching") as advance:
                matched = workbench.catch_up(advance, cores=jobs)
        waiting = workbench.store.bulk.waiting().matching
    if as_json:
        printing.json_line({**came._asdict(), "matches": matched, "waiting": waiting, "dry_run": dry_run})
        return
    if not came.articles:
        printing.line("every article was read by these rules already")
    else:
        would = "would be " if dry_run else ""
        printing.line(
            f"{printing.counted(came.articles, 'article')} {would}read again, {came.changed} with changes: "
            f"{came.same + came.told} claims stand ({came.told} told otherwise), {came.added} added, "
            f"{came.retired} not found any more, {came.left} of those decided ones that stay"
        )
    if matched:
        printing.line(f"{printing.counted(matched, 'match', 'matches')} proposed")
    if waiting and not dry_run:
        printing.aside(f"{printing.counted(waiting, 'article')} to be matched: run `claims match --new`")


def versions(workbench: Workbench, prefix: str, *, as_json: bool) -> None:
    """Print the versions of an article, the oldest first, with how each differs from the one before."""
    from claims.cli import telling
    from claims.cli.differing import shown

    line = workbench.store.editions.line(workbench.store.editions.resolve(prefix))
    before = None
    for row in line:
        (telling.article_as_json if as_json else telling.article)(row)
        if before is not None and not as_json:
            shown(workbench.article(before.id), workbench.article(row.id), around=True)
        before = row


def difference(workbench: Workbench, one: str, other: str, *, as_json: bool) -> None:
    """Print how the texts of two articles differ."""
    from claims.cli import differing, printing

    first, second = (workbench.article(workbench.store.editions.resolve(prefix)) for prefix in (one, other))
    if as_json:
        printing.json_line(differing.as_json(first, second))
    else:
        differing.shown(first, second, around=False)
