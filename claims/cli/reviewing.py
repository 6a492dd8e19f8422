"""The commands that open the review screen."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

from claims.cli.options import Db, Reviewer, opened


def review(db: Db = None, reviewer: Reviewer = None) -> None:
    """Work through the claims with the keyboard.

    In it, ? shows the keys.

    Each decision is committed before the screen goes on; reopening resumes where you were.

    \b
      claims review
      claims review --db story.sqlite --reviewer "K. Weber"
    """
    from claims.errors import ClaimsError

    if not _at_a_terminal():
        raise ClaimsError(
            "review needs a terminal; without one use `claims list`, `claims show` and `claims mark`"
        )
    with opened(db):
        pass  # says what is wrong before the screen takes the terminal
    _run_screen(db, reviewer)


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
        _run_screen(where, reviewer)
    else:
        printing.line(f"open it in a terminal: {_command()} review --db {shlex.quote(str(where))}")


def _command() -> str:
    """Return what a shell finds this program by."""
    return "claims" if shutil.which("claims") else f"{shlex.quote(sys.executable)} -m claims"


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _run_screen(db: Path | None, reviewer: str | None) -> None:
    """Run the review screen that is installed; it is found by its name, since nothing here knows it."""
    from importlib.metadata import entry_points

    from claims.errors import ClaimsError

    for found in entry_points(group="claims.review", name="tui"):
        found.load()(db, reviewer)
        return
    raise ClaimsError("the review screen is not installed; install claims-workbench again")
