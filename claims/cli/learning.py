"""``claims learn``: count the weights anew, on a corpus that anyone can name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claims.cli.options import Db, opened

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def learning() -> None:
    """Count weights on corpora that people annotated."""


@app.command("cues", no_args_is_help=True)
def cues(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the weight files go.", show_default=False)],
    gold: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="GOLD", help="JSON Lines, or folders of brat standoff (PolNeAR).", show_default=False
        ),
    ] = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Also the store's own articles that are wholly reviewed.")
    ] = False,
    db: Db = None,
    corpus: Annotated[str, typer.Option(help="The corpus, as the files shall name it.")] = "unnamed corpus",
    licence: Annotated[str, typer.Option(help="Its licence, as the files shall name it.")] = "not stated",
    language: Annotated[str, typer.Option(help="The language pack.")] = "en",
) -> None:
    """Count the extractor's weights on annotated articles.

    Every decision of the extractor (is this word a cue, where does the content end, …) is counted
    where the corpus made it. The files can be read; the ones in use lie in the language pack, or in
    the folder that CLAIMS_WEIGHTS names, each language in a folder of its own. A pack's own examples
    are counted along with GOLD, or alone without it. --reviewed counts what your own reviewers kept,
    corrected and added, together with GOLD; alone it takes a hundred reviewed articles.

    \b
      claims learn cues polnear-train.jsonl --out weights --corpus "PolNeAR, train part"
      claims learn cues polnear-train.jsonl --reviewed --out weights
      claims learn cues german-train.jsonl --language de --out weights/de
    """
    from contextlib import ExitStack

    from claims.cli import printing
    from claims.counting import learn_cues

    steps = 0
    with ExitStack() as stack:
        advance = stack.enter_context(printing.progress("counting weights"))
        store = stack.enter_context(opened(db)).store if reviewed else None

        def report(step: str) -> None:
            nonlocal steps
            steps += 1
            advance(steps, None)

        paths = learn_cues(
            gold or [],
            out,
            language=language,
            corpus=corpus,
            licence=licence,
            report=report,
            reviewed=store,
        )
    for path in paths:
        printing.line(str(path))


@app.command("pairs", no_args_is_help=True)
def pairs(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="JSON Lines.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the weight files go.", show_default=False)],
    without: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Leave out the pairs of this file; can be given again."),
    ] = None,
    corpus: Annotated[
        str, typer.Option(help="The corpora, as the files shall name them.")
    ] = "unnamed corpus",
    licence: Annotated[str, typer.Option(help="Their licence, as the files shall name it.")] = "not stated",
) -> None:
    """Learn the weights of matching from pairs that people judged.

    A line of GOLD is as for `claims eval pairs`. Labelled pairs teach what says the same, and which
    differences conflict; graded ones, with a score from 0 to 5, how alike two texts are. The files can
    be read; the ones in use lie in claims/matching/data/weights.

    \b
      claims learn pairs mrpc-train.jsonl stsb_news-train.jsonl --without mrpc-dev.jsonl --out weights
    """
    from claims.cli import printing
    from claims.judging import learn_pairs

    steps = 0
    with printing.progress("learning weights") as advance:

        def report(step: str) -> None:
            nonlocal steps
            steps += 1
            advance(steps, None)

        paths = learn_pairs(gold, out, without=without or [], corpus=corpus, licence=licence, report=report)
    for path in paths:
        printing.line(str(path))


@app.command("nearest", no_args_is_help=True)
def nearest(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of the corpus.", show_default=False)
    ],
    split: Annotated[str, typer.Option(metavar="NAME", help="The part.", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the weight file goes.", show_default=False)],
    corpus: Annotated[str, typer.Option(help="The corpus, as the file shall name it.")] = "unnamed corpus",
    licence: Annotated[str, typer.Option(help="Its licence, as the file shall name it.")] = "not stated",
) -> None:
    """Learn the order of what is found, from queries and their answers.

    DIR is as for `claims eval retrieval`. Each right text is compared with those that the index finds
    besides. The file can be read; the one in use lies in claims/matching/data/weights, and puts in order
    what `claims nearest` and `claims eval retrieval` find.

    \b
      claims learn nearest clef2020_en --split train --out weights
    """
    from claims.cli import printing
    from claims.judging import learn_retrieval

    with printing.progress("learning weights") as advance:
        paths = learn_retrieval(folder, split, out, corpus=corpus, licence=licence, report=advance)
    for path in paths:
        printing.line(str(path))
