"""``claims eval``: how well the rooms do their work, against corpora that people annotated."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.options import Json, Language, Strict, pack, threshold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.finding import Attribution, GoldDocument

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def evaluating() -> None:
    """Measure against corpora that people annotated."""


@app.command("extraction", no_args_is_help=True)
def extraction(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD", help="JSON Lines, or a folder of brat standoff (PolNeAR).", show_default=False
        ),
    ],
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write what was found, as --to attributions does.")
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="Show so many mistakes in their context.")] = 0,
    nested: Annotated[
        bool, typer.Option("--nested", help="Count those within another's content too; GOLD has them.")
    ] = False,
    strict: Strict = False,
    language: Language = None,
    as_json: Json = False,
) -> None:
    """Measure the extractor: precision, recall and F1, by construction, rule and kind.

    A line of GOLD has id, text and attributions, each with source, cue and content as lists of
    [start, end) in the text.

    \b
      claims eval extraction polnear-dev.jsonl
      claims eval extraction polnear-dev.jsonl --errors 20
      claims eval extraction polnear-dev.jsonl --strict
      claims eval extraction german-dev.jsonl --language de --nested
      claims eval extraction gold.jsonl --json --predictions found.jsonl
    """
    from claims.cli import printing
    from claims.finding import evaluate

    with ExitStack() as stack:
        out = stack.enter_context(printing.written(predictions)) if predictions else None
        advance = stack.enter_context(printing.progress("evaluating"))
        done = 0

        def report(document: GoldDocument, found: Sequence[Attribution]) -> None:
            nonlocal done
            done += 1
            if out:
                out.write(printing.attributions_json(document.id, found) + "\n")
            advance(done, None)

        evaluation = evaluate(
            gold, report, language=pack(language), nested=nested, threshold=threshold(strict)
        )
    if as_json:
        printing.json_line(evaluation.as_dict())
        return
    printing.block(evaluation.as_table())
    for mistake in evaluation.errors(errors):
        printing.mistake(mistake)
