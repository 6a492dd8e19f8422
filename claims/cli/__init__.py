"""The command ``claims``: parse, call the workbench, print; no logic.

Everything heavy is imported in the body of the command that needs it, so that help starts at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, NoReturn

import typer

from claims.cli import (
    articles,
    decisions,
    doctoring,
    evaluating,
    exchange,
    learning,
    looking,
    nearest,
    reviewing,
    rules,
    spreading,
    stories,
    versions,
    watching,
)
from claims.errors import ClaimsError
from claims.text.display import displayable

COMMANDS: Mapping[str, Callable[..., None]] = {
    "add": articles.add,
    "watch": watching.watch,
    "extract": articles.extract,
    "load": spreading.load,
    "match": articles.match,
    "update": versions.update,
    "list": looking.list_claims,
    "nearest": nearest.nearest,
    "show": looking.show,
    "history": looking.history,
    "articles": stories.articles,
    "clusters": stories.clusters,
    "origins": stories.origins,
    "stats": looking.stats,
    "review": reviewing.review,
    "demo": reviewing.demo,
    "mark": decisions.mark,
    "check": decisions.check,
    "relate": decisions.relate,
    "flag": decisions.flag,
    "note": decisions.note,
    "undo": decisions.undo,
    "redo": decisions.redo,
    "export": exchange.export,
    "import": exchange.import_,
    "report": exchange.report,
    "backup": doctoring.backup,
    "doctor": doctoring.doctor,
}
"""Every command, in the order of the help."""
INTERRUPTED = 130

app = typer.Typer(
    name="claims",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _name, _command in COMMANDS.items():
    app.command(
        _name,
        cls=reviewing.ReviewCommand if _name == "review" else None,
        no_args_is_help=_name
        in {
            "extract",
            "import",
            "load",
            "match",
            "origins",
            "report",
            "mark",
            "check",
            "relate",
            "flag",
            "note",
        },
    )(_command)
app.add_typer(rules.app, name="rules")
app.add_typer(evaluating.app, name="eval")
app.add_typer(learning.app, name="learn")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"claims {version('claims-workbench')}")
        raise typer.Exit


@app.callback()
def claims(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Extract attributed claims from news, match them across outlets, review and export them.

    \b
      claims demo                        try it on the demo articles
      claims add article.html feed.jsonl read articles into the store
      claims review                      work through the claims with the keyboard
      claims export --status verified    what came out of it

    Every command has its own --help with examples. Exit codes: 0 all went well, 1 some inputs failed
    (the rest was done), 2 nothing was done and a message says why, 130 interrupted.
    """


def main() -> None:
    """Run the command line; what a person may see of an error is its message."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 (open to the end)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that can't show a letter shows another
    try:
        app(prog_name="claims")
    except SystemExit as stopped:
        if stopped.code == INTERRUPTED:
            print("claims: interrupted; what was done until then stays", file=sys.stderr)
        raise
    except ClaimsError as error:
        _refuse(displayable(str(error)))
    except OSError as error:
        if error.filename is not None:
            raise
        _refuse(f"the output can't be written ({error.strerror})")
    finally:
        _flush()


def _refuse(why: str) -> NoReturn:
    print(f"claims: {why}", file=sys.stderr)
    sys.exit(2)


def _flush() -> None:
    """Write out what is left, quietly when nobody reads any more (``claims list | head``)."""
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            _refuse(f"the output can't be written ({error.strerror})")
