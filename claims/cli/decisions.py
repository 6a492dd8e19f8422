"""The commands that decide: each is one committed step, and one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.options import Db, Id, Ids, Note, Reviewer, completing, ids_before, one_of, opened, resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models import Decision

VerdictIds = Annotated[list[str], ids_before("Verdict")]
Adjudicate = Annotated[
    bool,
    typer.Option("--adjudicate", help="Settle it where reviewers differ, in the place of every opinion."),
]
CheckIds = Annotated[list[str], ids_before("AttributionCheck")]
VerdictWord = Annotated[
    str,
    typer.Argument(
        metavar="VERDICT",
        help="verified, disputed, refuted, unverifiable, rejected, or unreviewed to withdraw yours.",
        autocompletion=completing("Verdict"),
        show_default=False,
    ),
]
CheckWord = Annotated[
    str,
    typer.Argument(
        metavar="CHECK",
        help="confirmed, wrong, unknown, or unchecked to withdraw yours.",
        autocompletion=completing("AttributionCheck"),
        show_default=False,
    ),
]
RelationWord = Annotated[
    str,
    typer.Argument(
        metavar="RELATION",
        help="same, related, conflicting or unrelated.",
        autocompletion=completing("Relation"),
        show_default=False,
    ),
]


def mark(
    ids: VerdictIds,
    verdict: VerdictWord,
    adjudicate: Adjudicate = False,
    note: Note = "",
    db: Db = None,
    reviewer: Reviewer = None,
) -> None:
    """Give claims a verdict: is it so?

    Several claims are one step. Of an opinion or intention only the attribution can be checked. For
    a rejected one, say in --note what the extractor got wrong: not a claim, wrong words, wrong source.

    \b
      claims mark 3f2a verified --note "also in the ministry's own release"
      claims mark 3f2a 9b01 c77e rejected --note "not a claim"
      claims mark 3f2a disputed --adjudicate --note "the ministry corrected itself"
    """
    from claims.models import Verdict

    chosen = one_of(Verdict, verdict)
    with opened(db, reviewer) as workbench:
        decide = workbench.adjudicate if adjudicate else workbench.mark
        _told(decide(resolved(workbench, ids), chosen, reason=note))


def check(
    ids: CheckIds,
    attribution: CheckWord,
    adjudicate: Adjudicate = False,
    note: Note = "",
    db: Db = None,
    reviewer: Reviewer = None,
) -> None:
    """Say whether the source really said it.

    That is apart from whether it is so.

    \b
      claims check 3f2a confirmed --note "heard in the recording"
      claims check 3f2a wrong
    """
    from claims.models import AttributionCheck

    chosen = one_of(AttributionCheck, attribution)
    with opened(db, reviewer) as workbench:
        decide = workbench.adjudicate if adjudicate else workbench.check
        _told(decide(resolved(workbench, ids), chosen, reason=note))


def relate(
    id: Id,
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The matched claim, likewise.", show_default=False)
    ],
    relation: RelationWord,
    note: Note = "",
    db: Db = None,
    reviewer: Reviewer = None,
) -> None:
    """Decide how two matched claims stand.

    `claims show` lists the matches of a claim.

    \b
      claims relate 3f2a 9b01 same
      claims relate 3f2a c77e conflicting --note "28 points against 19"
    """
    from claims.models import Relation

    chosen = one_of(Relation, relation)
    with opened(db, reviewer) as workbench:
        match, _ = workbench.match_between(workbench.resolve(id), workbench.resolve(other))
        _told(workbench.decide_match(match.id, chosen, reason=note))


def flag(
    ids: Ids,
    off: Annotated[bool, typer.Option("--off", help="Take the flag off.")] = False,
    db: Db = None,
    reviewer: Reviewer = None,
) -> None:
    """Flag claims, to come back to them.

    \b
      claims flag 3f2a 9b01
      claims list --flagged
      claims flag 3f2a --off
    """
    with opened(db, reviewer) as workbench:
        _told(workbench.flag(resolved(workbench, ids), not off))


def note(
    id: Id,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.", show_default=False)],
    db: Db = None,
    reviewer: Reviewer = None,
) -> None:
    """Put a note on a claim.

    \b
      claims note 3f2a "asked the press office, answer due Monday"
    """
    with opened(db, reviewer) as workbench:
        _told(workbench.note(workbench.resolve(id), text))


def undo(db: Db = None, reviewer: Reviewer = None) -> None:
    """Take back your own last step.

    Again: the one before it.

    The review screen and the commands share the steps. Refused when somebody else decided since.

    \b
      claims undo
    """
    with opened(db, reviewer) as workbench:
        _told(workbench.undo())


def redo(db: Db = None, reviewer: Reviewer = None) -> None:
    """Do the step again that you took back.

    \b
      claims redo
    """
    with opened(db, reviewer) as workbench:
        _told(workbench.redo())


def _told(made: Sequence[Decision]) -> None:
    """Say what was decided, a line for each."""
    from claims.cli import printing

    for decision in made:
        printing.decision(decision)
