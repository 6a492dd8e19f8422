"""``claims nearest``: what the store has on a text that somebody pastes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from claims.cli.options import Db, Json, opened


def nearest(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text; - reads it from standard input.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many at most.")] = 10,
    as_json: Json = False,
    db: Db = None,
) -> None:
    """Find the claims that are nearest to a text.

    A post, a headline or a claim in words of your own; hashtags count as words, web addresses do not.
    The nearest come first, a line each as `claims list` has them. Nothing is put into the store.

    \b
      claims nearest "Did the ferry really carry 500 people?"
      claims nearest --limit 3 --json "Talks in #Geneva have failed" | jq -r .id
      pbpaste | claims nearest -
    """
    from claims.cli import printing

    asked = sys.stdin.read() if text == "-" else text
    with opened(db) as workbench:
        found = workbench.nearest(asked, limit)
        write = printing.row_json if as_json else printing.row
        for row in workbench.rows([workbench.rowid(id) for id in found]):
            write(row)
    if not found:
        printing.aside("no claim of the store shares a word with it")
