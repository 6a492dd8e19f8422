"""The commands that look after the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.options import Db, Json

if TYPE_CHECKING:
    from claims.doctoring import Finding

ILL = 1
"""How the command ends when something wrong is left."""


def doctor(
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="Make anew what is derived: lists, counts, search indexes. Decisions stay."
        ),
    ] = False,
    as_json: Json = False,
    db: Db = None,
) -> None:
    """Check that the store is whole.

    The file, the references, the hash of every text, every claim against its words in the text, the
    matches, and all that is derived (lists, counts, undo steps, search) against what it derives from.

    With --repair, what can be made again from the rest is; before it, a copy is put beside the store,
    and nobody else can write meanwhile. What was read and decided is never changed.

    Takes twice the room of the store in the folder for temporary files. Exit code 1: something wrong
    is left.

    \b
      claims doctor
      claims doctor --repair
      claims doctor --json | jq .what
    """
    from claims import doctoring
    from claims.cli import printing

    with printing.progress("examining") as advance:
        examined = (doctoring.mend if repair else doctoring.look)(doctoring.store_path(db), advance)
    for finding in examined.left if as_json else examined.findings:
        if as_json:
            printing.json_line(finding._asdict())
        else:
            _say(finding)
    if examined.kept:
        printing.aside(f"repaired; as it was, the store is kept in {examined.kept}")
        if examined.left and not as_json:
            printing.line("left:")
            for finding in examined.left:
                _say(finding)
    if not examined.findings and not as_json:
        printing.line("the store is whole")
    if examined.left:
        raise typer.Exit(ILL)


def _say(finding: Finding) -> None:
    from claims.cli import printing

    printing.line(printing.one_line(f"{finding.check}, {finding.where}: {finding.what}. {finding.remedy}"))


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Where to; without it beside the store, with the date."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    db: Db = None,
) -> None:
    """Copy the store, whole, while others go on working with it.

    The copy is checked, and only you can read it. To go back to it: close everything that has the
    store open, put the copy in the store's place, and delete the files beside it that end in -wal and
    -shm.

    \b
      claims backup
      claims backup /media/stick/claims.sqlite
    """
    from claims import doctoring
    from claims.cli import printing

    with printing.progress("copying") as advance:
        made = doctoring.back_up(doctoring.store_path(db), file, overwrite=force, progress=advance)
    printing.line(str(made))
