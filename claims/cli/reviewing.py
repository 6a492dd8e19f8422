"""The commands that open the review screen."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from claims.cli import serving
from claims.cli.options import Db, Reviewer, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

SECOND = "--second"
SERVE = "--serve"


class ReviewCommand(TyperCommand):
    """The command of the review screen, whose ``--second`` and ``--serve`` may stand alone."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Give each of them an empty value where what follows is none."""
        given = list(args)
        for option in {SECOND, SERVE} & set(given):
            after = given.index(option) + 1
            if not given[after : after + 1] or given[after].startswith("-"):
                given.insert(after, "")
        return super().parse_args(ctx, given)


def review(
    second: Annotated[
        str | None,
        typer.Option(
            SECOND,
            metavar="[N|P%]",
            help="A blind second pass: N claims (20 without it), or a share, that others decided on.",
            show_default=False,
        ),
    ] = None,
    serve: Annotated[
        str | None,
        typer.Option(
            SERVE,
            metavar="[PORT]",
            help="In a browser on this machine, at port 8000 or another: [HOST:]PORT.",
            show_default=False,
        ),
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(
            metavar="HOST",
            help="With --serve: where others reach it too. They decide in your name; there is no password.",
        ),
    ] = None,
    db: Db = None,
    reviewer: Reviewer = None,
) -> None:
    """Work through the claims with the keyboard.

    In it, ? shows the keys.

    Each decision is committed before the screen goes on; reopening resumes where you were.

    In a second pass what others decided is hidden until you have decided; then you see whether you
    agree. The sample is kept, and goes on until you have decided all of it.

    \b
      claims review
      claims review --db story.sqlite --reviewer "K. Weber"
      claims review --reviewer "A. Okoye" --second 10%
      claims review --serve 8080
    """
    from claims.errors import ClaimsError

    if serve is not None:
        serving.serve(serve, host, db=db, reviewer=reviewer, second=second)
        return
    if host is not None:
        raise ClaimsError("--host says where --serve is to be reached; give both")
    if not (_at_a_terminal() or serving.is_served()):
        raise ClaimsError(
            "review needs a terminal; without one use `claims list`, `claims show` and `claims mark`"
        )
    with opened(db, reviewer) as workbench:  # says what is wrong before the screen takes the terminal
        sample = None if second is None else workbench.second_pass(second or None)
    _run_screen(db, reviewer, sample)


def demo(db: Db = None, reviewer: Reviewer = None) -> None:
    """Review the demo articles.

    They are loaded into a store of their own, and matched; then the review screen opens.

    Run again, it goes on with the same store. Without a terminal it says how to open it.

    \b
      claims demo
      claims demo --db /tmp/demo.sqlite
    """
    from claims.cli import printing
    from claims.config import demo_db
    from claims.workbench import load_demo

    where = db or demo_db()
    with printing.progress("loading") as advance:
        summary = load_demo(where, advance)
    printing.summary(summary)
    printing.line(f"store: {where}")
    if _at_a_terminal():
        _run_screen(where, reviewer, None)
    else:
        printing.line(f"open it in a terminal: {_command()} review --db {shlex.quote(str(where))}")


def _command() -> str:
    """Return what a shell finds this program by."""
    return "claims" if shutil.which("claims") else f"{shlex.quote(sys.executable)} -m claims"


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _run_screen(db: Path | None, reviewer: str | None, second: Sequence[str] | None) -> None:
    """Run the review screen that is installed; it is found by its name, since nothing here knows it.

    ``second`` gives the claims of a blind second pass.
    """
    from importlib.metadata import entry_points

    from claims.errors import ClaimsError

    for found in entry_points(group="claims.review", name="tui"):
        found.load()(db, reviewer, second)
        return
    raise ClaimsError("the review screen is not installed; install claims-workbench again")
