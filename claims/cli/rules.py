"""``claims rules``: what the extractor goes by, and how far reviewers agreed with each rule."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.options import Db, Json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from claims.rulebook import RuleSheet, Standing

NAME, COUNT, SHARE = 20, 8, 16
"""Cells of the columns: the rule's id; claims, kept and decided ones; precision with its interval."""

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


def completed(incomplete: str) -> list[str]:
    """Return the shell completion for the ids of the rules."""
    from claims.rulebook import rule_records

    return [record.id for record in rule_records() if record.id.startswith(incomplete)]


@app.callback()
def rules(context: typer.Context, as_json: Json = False, db: Db = None) -> None:
    """List the rules that find claims.

    Each with its reason and, from the store where there is one, how many claims it found, how many of
    those that reviewers decided on they kept (neither rejected nor corrected), and that share with its
    95 % interval. `claims stats --rules` shows those of a store alone, with what was missed.

    \b
      claims rules
      claims rules show said-after
      claims rules --json | jq 'select(.standing.decided > 20)'
    """
    if context.invoked_subcommand is None:
        _list(db, as_json)


def _list(db: Db, as_json: bool) -> None:
    from claims.cli import printing
    from claims.rulebook import rule_records

    records = rule_records(db)
    if as_json:
        for record in records:
            printing.json_line(asdict(record))
        return
    counted = any(record.standing for record in records)
    head = (
        f"{'claims':>{COUNT}}{'kept':>{COUNT}}{'decided':>{COUNT}}{'precision':>{SHARE}}" if counted else ""
    )
    printing.line(f"{'rule':{NAME}}{head}  reason")
    for record in records:
        counts = _columns(record.standing) if record.standing else ""
        printing.line(f"{printing.one_line(record.id):{NAME}}{counts}  {record.reason}".rstrip())


def _columns(standing: Standing) -> str:
    counts = (standing.claims, standing.kept, standing.decided)
    return "".join(f"{count:{COUNT},}" for count in counts) + f"{_share(standing):>{SHARE}}"


def _share(standing: Standing) -> str:
    if standing.precision is None:
        return "-"
    low, high = standing.interval
    return f"{standing.precision:.0%} ({100 * low:.0f}-{100 * high:.0f})"


def standings(db: Path | None, *, as_json: bool) -> None:
    """Print how the rules that found claims of a store stand, and what reviewers had to add."""
    from claims.cli import printing
    from claims.rulebook import missed, rule_records

    found = {record.id: record.standing for record in rule_records(db) if record.standing}
    ranked = sorted(found.items(), key=lambda one: (-one[1].decided, -one[1].claims, one[0]))
    rows = {rule: standing for rule, standing in ranked if standing.claims}
    added = missed(db)
    total = sum(one.added for one in added)
    if as_json:
        rules = {rule: asdict(standing) for rule, standing in rows.items()}
        articles = [asdict(one) for one in added]
        printing.json_line({"rules": rules, "added": {"claims": total, "articles": articles}})
        return
    names = ("claims", "decided", "kept", "edited", "rejected")
    heads = "".join(f"{name:>{COUNT + 1}}" for name in names)
    printing.line(f"{'rule':{NAME}}{heads}{'precision':>{SHARE}}")
    for rule, standing in rows.items():
        counts = "".join(f"{getattr(standing, name):{COUNT + 1},}" for name in names)
        printing.line(f"{printing.one_line(rule):{NAME}}{counts}{_share(standing):>{SHARE}}")
    printing.line(f"\nadded by reviewers: {total:,}")
    for one in added:
        about = " — ".join(filter(None, (printing.one_line(one.outlet), printing.one_line(one.name))))
        printing.line(f"{one.added:{COUNT},}  {about}")


@app.command("show", no_args_is_help=True)
def show(
    context: typer.Context,
    rule: Annotated[
        str, typer.Argument(metavar="ID", help="A rule.", autocompletion=completed, show_default=False)
    ],
    language: Annotated[
        str, typer.Option("--language", metavar="LANG", help="Whose cue words to show.")
    ] = "en",
    as_json: Json = False,
    db: Db = None,
) -> None:
    """Show a rule with its cue words and examples.

    From the store, where there is one, also how many of its claims reviewers kept.

    \b
      claims rules show said-after
      claims rules show want-to --language de
    """
    from claims.cli import printing
    from claims.rulebook import rule_sheet

    given = context.parent.params if context.parent else {}  # claims rules --db PATH show ID
    sheet = rule_sheet(rule, db or given.get("db"), language)
    if as_json or given.get("as_json"):
        printing.json_line(asdict(sheet))
    else:
        _print_sheet(sheet)


def _print_sheet(sheet: RuleSheet) -> None:
    from rich.text import Text

    from claims.cli.marking import indented
    from claims.cli.printing import console, line, one_line

    def paragraph(words: str) -> None:
        indented(console, Text(one_line(words)), 2)

    record = sheet.record
    line(record.id)
    paragraph(record.reason or "This version of claims has no description of it.")
    if record.constructions:
        paragraph(f"orders: {', '.join(record.constructions)}")
    for title, words in sheet.cues.items():
        paragraph(f"cues of {title}: {' '.join(words)}")
    if record.standing:
        paragraph(_stands(record.standing))
    for label, example in [*(("finds", hit) for hit in sheet.hits), *(("not", m) for m in sheet.misses)]:
        line("")
        paragraph(f"{label}: {example['text']}")
        for role, said in _roles(example):
            indented(console, Text(f"{role}: {one_line(said)}"), 4)


def _roles(example: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(role, example[role]) for role in ("source", "cue", "content", "why") if example.get(role)]


def _stands(standing: Standing) -> str:
    if standing.precision is None:
        return f"in the store: {standing.claims:,} claims, none decided yet"
    low, high = standing.interval
    sure = f"95 % interval {100 * low:.0f} to {100 * high:.0f}"
    kept = f"{standing.kept:,} of {standing.decided:,} kept by reviewers, {standing.precision:.0%} ({sure})"
    kept += f"; {standing.edited:,} edited, {standing.rejected:,} rejected"
    return f"in the store: {standing.claims:,} claims; {kept}"
