"""``claims learn``: count the weights anew, on a corpus that anyone can name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def learning() -> None:
    """Count weights on corpora that people annotated."""


@app.command("cues", no_args_is_help=True)
def cues(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the weight files go.", show_default=False)],
    gold: Annotated[
        Path | None,
        typer.Argument(
            metavar="[GOLD]", help="JSON Lines, or a folder of brat standoff (PolNeAR).", show_default=False
        ),
    ] = None,
    corpus: Annotated[str, typer.Option(help="The corpus, as the files shall name it.")] = "unnamed corpus",
    licence: Annotated[str, typer.Option(help="Its licence, as the files shall name it.")] = "not stated",
    language: Annotated[str, typer.Option(help="The language pack.")] = "en",
) -> None:
    """Count the extractor's weights on annotated articles.

    Every decision of the extractor (is this word a cue, where does the content end, …) is counted
    where the corpus made it. The files can be read; the ones in use lie in the language pack, or in
    the folder that CLAIMS_WEIGHTS names, each language in a folder of its own. A pack's own examples
    are counted along with GOLD, or alone without it.

    \b
      claims learn cues polnear-train.jsonl --out weights --corpus "PolNeAR, train part"
      claims learn cues german-train.jsonl --language de --out weights/de
    """
    from claims.cli import printing
    from claims.counting import learn_cues

    steps = 0
    with printing.progress("counting weights") as advance:

        def report(step: str) -> None:
            nonlocal steps
            steps += 1
            advance(steps, None)

        paths = learn_cues(gold, out, language=language, corpus=corpus, licence=licence, report=report)
    for path in paths:
        printing.line(str(path))
