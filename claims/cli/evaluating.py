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


@app.command("pairs", no_args_is_help=True)
def pairs(
    gold: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines.", show_default=False)],
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write id, score and relation of each pair, as JSON.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure the matcher on pairs: same, conflicting, or neither, and how alike.

    A line of FILE has id, a and b (two texts), and a label (same, conflict, neutral, different, related)
    or a score, on the corpus's own scale, of how alike they are. The relation counts as it would be
    proposed; in the accept band are those that can be relied on.

    \b
      claims eval pairs mrpc-dev.jsonl
      claims eval pairs emergent-dev.jsonl --json --predictions found.jsonl
    """
    from claims.cli import printing
    from claims.judging import judge_pairs

    with ExitStack() as stack:
        out = stack.enter_context(printing.written(predictions)) if predictions else None
        advance = stack.enter_context(printing.progress("matching"))

        def found(line: str) -> None:
            if out:
                out.write(line + "\n")

        evaluation = judge_pairs(gold, advance, found)
    if as_json:
        printing.json_line(evaluation.as_dict())
    else:
        printing.block(evaluation.as_table())


@app.command("retrieval", no_args_is_help=True)
def retrieval(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of the corpus.", show_default=False)
    ],
    split: Annotated[str, typer.Option(metavar="NAME", help="The part.", show_default=False)],
    predictions: Annotated[
        Path | None,
        typer.Option(metavar="OUT", help="Write query, document, rank and score, with tabs between."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure how well the nearest of many texts are found, by words and letters.

    DIR holds docs.jsonl and queries-NAME.jsonl (id and text; a document may have a title) and
    qrels-NAME.tsv (query, document, 1). The rank is that of a search in memory.

    \b
      claims eval retrieval clef2020_en --split dev
      claims eval retrieval clef2020_en --split dev --json --predictions found.tsv
    """
    from claims.cli import printing
    from claims.judging import judge_retrieval

    with ExitStack() as stack:
        out = stack.enter_context(printing.written(predictions)) if predictions else None
        advance = stack.enter_context(printing.progress("searching"))

        def found(line: str) -> None:
            if out:
                out.write(line + "\n")

        evaluation = judge_retrieval(folder, split, advance, found)
    if as_json:
        printing.json_line(evaluation.as_dict())
    else:
        printing.block(evaluation.as_table())
