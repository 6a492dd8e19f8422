"""The commands by which claims leave and come back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.options import (
    Attribution,
    Conflicts,
    Db,
    Disagreements,
    Flagged,
    Json,
    Kind,
    Outlet,
    Query,
    Reviewer,
    Speaker,
    Status,
    filter_of,
    opened,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from claims.workbench import ClaimFilter, Imported, Reason, Workbench


def formats_completed(incomplete: str) -> list[str]:
    """Return the shell completion for formats."""
    from claims.workbench import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def export(
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help="jsonl (without it), workbench, csv, markdown, html, claimreview, annotations, parquet, "
            "sqlite or gold; into a folder, several.",
            autocompletion=formats_completed,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE|DIR",
            help="A file; or a folder, for a manifest beside the files: one that is there, or a name without "
            "suffix. Without it: standard output.",
        ),
    ] = None,
    verify: Annotated[
        Path | None,
        typer.Option("--verify", metavar="DIR", help="Only check that a folder is as it was exported."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only list what is not fit to leave; exit code 1 if anything.")
    ] = False,
    status: Status = None,
    attribution: Attribution = None,
    outlet: Outlet = None,
    speaker: Speaker = None,
    kind: Kind = None,
    query: Query = None,
    flagged: Flagged = False,
    conflicts: Conflicts = False,
    disagreements: Disagreements = False,
    allow_disagreement: Annotated[
        bool, typer.Option("--allow-disagreement", help="Let out claims that reviewers disagree on.")
    ] = False,
    allow_conflict: Annotated[
        bool, typer.Option("--allow-conflict", help="Let out claims with conflicts nobody looked at.")
    ] = False,
    allow_unsupported: Annotated[
        bool, typer.Option("--allow-unsupported", help="Let out verdicts without a reason or evidence.")
    ] = False,
    allow_attribution: Annotated[
        bool, typer.Option("--allow-attribution", help="Let out claims whose source is not confirmed.")
    ] = False,
    allow_changed: Annotated[
        bool, typer.Option("--allow-changed", help="Let out claims whose article has changed since.")
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV with a byte order mark, for spreadsheet programs.")
    ] = False,
    as_json: Json = False,
    db: Db = None,
) -> None:
    """Write claims out for use elsewhere.

    Each with its exact words, offsets, chain, decisions and matches.

    What is asked for as verified, disputed or refuted, and ClaimReview whatever the filter, passes a gate:
    it refuses, with the list, open disagreements, conflicts that nobody looked at, verdicts without a
    reason, evidence or a decided match of another origin, attributions that nobody confirmed, and
    articles that changed since. --allow-... lets one kind out; the manifest says so.

    The same store and filter give the same bytes. A file or folder appears whole or not at all.
    workbench is for `claims import` elsewhere, gold for `claims eval extraction` and `claims learn cues`.

    \b
      claims export --status verified --to csv -o verified.csv
      claims export --status verified --to html --to jsonl --to sqlite -o verified/
      claims export --verify verified/
      claims export --status verified --check
      claims export --to workbench -o desk.workbench.jsonl
    """
    from claims.cli import printing

    if verify is not None:
        _verify(verify)
        return
    given = {
        "disagreement": allow_disagreement,
        "conflict": allow_conflict,
        "unsupported": allow_unsupported,
        "attribution": allow_attribution,
        "changed": allow_changed,
    }
    formats = to or ["jsonl"]
    chosen = filter_of(status, attribution, outlet, speaker, kind, query, flagged, conflicts, disagreements)
    with opened(db) as workbench:
        if check:
            _check(workbench, chosen, formats, as_json=as_json)
            return
        from claims.workbench import Reason

        allowed = [Reason(name) for name, on in given.items() if on]
        if out is not None and _is_folder(out):
            _deliver(workbench, formats, chosen, out, allowed, bom=bom)
            return
        if len(formats) > 1:
            raise typer.BadParameter("several formats go into a folder: give one", param_hint="--out")
        progress = printing.progress if out else printing.progress_beside
        with progress("exporting") as advance:
            written = workbench.export(
                formats[0], chosen, out or printing.Shown(sys.stdout), advance, allowed=allowed, bom=bom
            )
    _told(written, formats[0], out)


def _told(written: int, format: str, out: Path | None) -> None:
    from claims.cli import printing
    from claims.workbench import FORMATS

    printing.aside(f"{printing.counted(written, 'claim')} written" + (f" to {out}" if out else ""))
    if not written and FORMATS[format].unit == "article":
        printing.aside("no article is wholly reviewed: decide on every attribution of one")


def _is_folder(out: Path) -> bool:
    """Return whether a path names a folder: one that is there, or, of what is not, a name without suffix."""
    return out.is_dir() or not (out.exists() or out.suffix)


def _deliver(
    workbench: Workbench,
    formats: list[str],
    chosen: ClaimFilter,
    out: Path,
    allowed: Collection[Reason],
    *,
    bom: bool,
) -> None:
    from claims.cli import printing
    from claims.workbench import checksum

    with printing.progress("exporting") as advance:
        manifest = workbench.exports.deliver(formats, chosen, out, advance, allowed=allowed, bom=bom)
    files = printing.counted(len(manifest.files), "file")
    printing.aside(f"{printing.counted(manifest.claims, 'claim')} written to {out}: {files} and a manifest")
    printing.line(f"{checksum(out / 'manifest.json')}  {out / 'manifest.json'}")


def _verify(folder: Path) -> None:
    """Say that a folder is as it was exported, or raise with what is not."""
    from claims.cli import printing
    from claims.workbench import checksum, verify

    manifest = verify(folder)
    files, claims = len(manifest.files), printing.counted(manifest.claims, "claim")
    printing.aside(f"{folder}: {printing.counted(files, 'file')} with {claims}, all as they were exported")
    for reason, ids in manifest.gate.let_through.items():
        printing.aside(f"let out all the same: {printing.counted(len(ids), 'claim')} ({reason})")
    printing.line(f"{checksum(folder / 'manifest.json')}  {folder / 'manifest.json'}")


def _check(workbench: Workbench, chosen: ClaimFilter, formats: list[str], *, as_json: bool) -> None:
    """List what the gate has against claims, a line each: id, reason, detail, words."""
    from claims.cli import printing
    from claims.workbench import MEANINGS

    found = workbench.exports.objections(chosen, formats)
    for one in found:
        if as_json:
            printing.json_line({**one._asdict(), "remedy": MEANINGS[one.reason][1]})
        else:
            cells = (one.claim_id, one.reason.value, one.detail, one.words)
            print(*map(printing.one_line, cells), sep="\t")
    if found:
        raise typer.Exit(1)
    printing.aside("nothing stands against letting them out")


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="JSON Lines of `claims export`, or Web Annotations.", show_default=False
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would become of it; change nothing.")
    ] = False,
    as_json: Json = False,
    db: Db = None,
    reviewer: Reviewer = None,
) -> None:
    """Merge what another workbench exported into the store.

    An article is the same when its text and outlet are, a claim when it has the same words. Decisions keep
    their reviewer and time, and what was undone stays undone. Where reviewers differ now, the claim is in
    disagreement until somebody adjudicates. A file is taken whole or not at all; again, it changes nothing.

    `claims export --to workbench` writes articles too; other JSON Lines need them here already. A Web
    Annotation of an article that is here becomes a claim with its words, and what it says decisions of
    whoever made it. Exit code 1 when claims were left out.

    \b
      claims import desk.workbench.jsonl
      claims import --dry-run colleague.jsonl annotations.json
    """
    from claims.cli import printing

    left_out = False
    with opened(db, reviewer, create=not dry_run) as workbench:
        for file in files:
            found = workbench.imports.take(file, reviewer=workbench.reviewer, dry_run=dry_run)
            (_imported_json if as_json else _imported)(found)
            left_out |= bool(found.missing or found.unanchored)
    if dry_run and not as_json:
        printing.aside("nothing was changed")
    if left_out:
        raise typer.Exit(1)


def _imported_json(found: Imported) -> None:
    from dataclasses import asdict

    from claims.cli import printing

    printing.json_line(asdict(found))


def _imported(found: Imported) -> None:
    """Say what became of a file."""
    from claims.cli import printing
    from claims.cli.printing import counted

    new = (
        counted(found.articles, "article"),
        counted(found.claims, "claim"),
        counted(found.matches, "match", "matches"),
        counted(found.decisions, "decision"),
    )
    known = f"{found.known_articles}, {found.known_claims} and {found.known_decisions} were here"
    printing.line(f"{found.source}: new {', '.join(new)}; articles, claims and decisions: {known}")
    if found.disagreements:
        ids = " ".join(id[: printing.SHORT_ID] for id in found.disagreements)
        printing.line(f"  reviewers differ now on {counted(len(found.disagreements), 'claim')}: {ids}")
        printing.line("  `claims list --disagreements`; settle: `claims mark ID VERDICT --adjudicate`")
    if found.unfound:
        printing.aside(
            f"{counted(found.unfound, 'claim')} left out: nobody decided on them, and the rules here don't"
            " find them"
        )
    if found.missing:
        claims = counted(sum(found.missing.values()), "claim")
        articles = counted(len(found.missing), "article")
        printing.aside(f"claims: {claims} left out, of {articles} that are not here; add those first,")
        printing.aside("or have them exported with --to workbench: " + " ".join(sorted(found.missing)))
    for id in found.unanchored:
        printing.aside(f"claims: {id}: its words are not in the article; left out")


def report(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID", help="Articles, or claims in them, by the beginning of the id.", show_default=False
        ),
    ],
    event: Annotated[
        bool, typer.Option("--event", help="With every article that tells, or contradicts, the same.")
    ] = False,
    to: Annotated[str, typer.Option("--to", metavar="FORM", help="markdown or html.")] = "markdown",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Without it: standard output.")
    ] = None,
    as_json: Json = False,
    db: Db = None,
) -> None:
    """Tell what is known of an event or article.

    What is confirmed and by how many independent origins, what is disputed or refuted and by whom, what
    cannot be verified, and what is open. Matches that nobody has looked at are told apart and count for
    nothing.

    \b
      claims report 7724
      claims report 7724 --event --to html -o flood.html
      claims report 3f2a --json | jq .entries
    """
    from claims.cli import printing

    with opened(db) as workbench:
        from claims.workbench import WRITERS, write_report

        if to not in WRITERS:
            raise typer.BadParameter(f"'{to}' is none of: {', '.join(WRITERS)}", param_hint="--to")
        articles = [workbench.reports.article_of(id) for id in ids]
        summary = workbench.reports.summary(articles, event=event)
        if as_json:
            printing.model_json(summary)
        elif out is not None:
            write_report(summary, to, out)
        else:
            shown = printing.Shown(sys.stdout)
            for part in WRITERS[to](summary):
                shown.write(part)
