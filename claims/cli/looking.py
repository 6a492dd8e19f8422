"""The commands that look into the store and change nothing."""

from __future__ import annotations

from typing import Annotated

import typer

from claims.cli.options import (
    Attribution,
    Conflicts,
    Db,
    Disagreements,
    Flagged,
    Id,
    Json,
    Kind,
    Outlet,
    Query,
    Speaker,
    Status,
    filter_of,
    one_of,
    opened,
)

CHUNK = 500
"""Lines fetched from the store at once."""


def list_claims(
    status: Status = None,
    attribution: Attribution = None,
    outlet: Outlet = None,
    speaker: Speaker = None,
    kind: Kind = None,
    query: Query = None,
    flagged: Flagged = False,
    conflicts: Conflicts = False,
    disagreements: Disagreements = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only those decided on in other words than they have now.")
    ] = False,
    left: Annotated[
        bool,
        typer.Option("--left", help="Only those that nothing but their decisions keeps: gone, or not found."),
    ] = False,
    unsupported: Annotated[
        bool,
        typer.Option(
            "--unsupported", help="Only verdicts with no reason, evidence or decided match of another origin."
        ),
    ] = False,
    unconfirmed: Annotated[
        bool,
        typer.Option(
            "--unconfirmed", help="Only verdicts on what nobody has confirmed that its source said."
        ),
    ] = False,
    order: Annotated[
        str, typer.Option(metavar="ORDER", help="priority, oldest, article, speaker, conflicts or random.")
    ] = "priority",
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many at most; 0 for all.")] = 100,
    as_json: Json = False,
    db: Db = None,
) -> None:
    """List claims, a line each.

    Every filter that is given must hold.

    On a terminal in columns, else with tabs: id, verdict, kind, speaker, outlet, date, content.

    \b
      claims list --status unreviewed --speaker rubio
      claims list --outlet "Sky News" --query ceasefire
      claims list --conflicts --order conflicts
      claims list --disagreements
      claims list --status verified --unsupported
      claims list --json --limit 0 | jq -r .id
    """
    from claims.cli import printing
    from claims.workbench import Order

    chosen = filter_of(status, attribution, outlet, speaker, kind, query, flagged, conflicts, disagreements)
    switches = {"changed": changed, "left": left, "unsupported": unsupported, "unconfirmed": unconfirmed}
    chosen = chosen.model_copy(update={name: True for name, on in switches.items() if on})
    with opened(db) as workbench:
        found = workbench.claim_ids(chosen, one_of(Order, order))
        wanted = found[:limit] if limit else found
        write = printing.row_json if as_json else printing.row
        for start in range(0, len(wanted), CHUNK):
            for row in workbench.rows(wanted[start : start + CHUNK]):
                write(row)
        if not found:
            printing.aside(
                "no such claim" if workbench.count() else "the store is empty; `claims add` fills it"
            )
    if len(wanted) < len(found):
        printing.aside(f"{len(wanted)} of {len(found)} claims; --limit 0 shows all")


def show(id: Id, as_json: Json = False, db: Db = None) -> None:
    """Show all about a claim, in its article.

    Source, cue and content, speaker, chain, what was decided, and the matches.

    \b
      claims show 3f2a
      claims show 3f2a --json | jq .matches
    """
    from claims.cli import printing

    with opened(db) as workbench:
        printing.sheet(workbench, workbench.resolve(id), as_json=as_json)


def history(id: Id, as_json: Json = False, db: Db = None) -> None:
    """Show every decision on a claim.

    Who, what, from, to, when and why; what was undone too.

    \b
      claims history 3f2a
    """
    from claims.cli import printing

    with opened(db) as workbench:
        made = workbench.history(workbench.resolve(id))
    for decision in made:
        (printing.model_json if as_json else printing.decision)(decision)
    if not made:
        printing.aside("nothing was decided on it yet")


def stats(
    by_rule: Annotated[
        bool, typer.Option("--rules", help="How each rule stands with reviewers, and what rules missed.")
    ] = False,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="How far each two reviewers agree: percent, Cohen's kappa.")
    ] = False,
    as_json: Json = False,
    db: Db = None,
) -> None:
    """Count what is in the store.

    The precision of a rule is kept / (kept + edited + rejected) over the claims decided on, with its
    95 % interval (Wilson 1927).

    The pace of a reviewer is that of their latest decisions, without pauses (more than 2 minutes).

    Agreement is on what each reviewer said before anybody adjudicated; kappa is that of Cohen (1960).

    \b
      claims stats
      claims stats --rules
      claims stats --agreement
      claims stats --json | jq .verdicts
    """
    from claims.cli import printing, reviewers, rules

    with opened(db) as workbench:
        if agreement:
            reviewers.agreement(workbench.agreement(), as_json=as_json)
            return
        if by_rule:
            rules.standings(workbench.store.path, as_json=as_json)
            return
        printing.stats(workbench.stats(), workbench.decided_steps(), as_json=as_json)
