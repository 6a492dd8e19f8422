"""Counting the extractor's weights on a gold corpus: what ``claims learn cues`` is made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from claims.errors import ClaimsError, GoldError
from claims.evaluation import read_gold
from claims.extraction.examples import pack_examples
from claims.extraction.installed import packs
from claims.extraction.learning import Labelled, files_of, learn
from claims.reading import article as make_article

LEAST_ATTRIBUTIONS = 100
"""Fewer than this count nothing that could be trusted."""


def learn_cues(
    gold: Path | None,
    out: Path,
    *,
    language: str,
    corpus: str,
    licence: str,
    report: Callable[[str], None],
) -> list[Path]:
    """Count every weight of ``language`` on ``gold`` and write the files to ``out``; return their paths.

    ``gold`` is JSON Lines or a folder of brat standoff; the examples of the pack are counted along, or
    alone where it is None. ``corpus`` and ``licence`` are named in each file; ``report`` is told each
    step. The same corpus gives the same files. Raises ``GoldError``
    when the corpus can't be read or is too small, ``ClaimsError`` when ``language`` has no pack or
    ``out`` can't be written.
    """
    if language not in packs():
        raise ClaimsError(f"There is no language pack for '{language}', only for {', '.join(packs())}.")
    labelled = [
        Labelled(
            make_article(document.text, name=document.id, language=language),
            [(a.source, a.cue, a.content) for a in document.attributions],
        )
        for document in (read_gold(gold) if gold is not None else ())
    ]
    labelled += [
        Labelled(make_article(example.text, name="example", language=language), example.attributions)
        for example in pack_examples(language)
    ]
    found = sum(len(one.attributions) for one in labelled)
    if found < LEAST_ATTRIBUTIONS:
        raise GoldError(
            f"{gold or 'The pack'} has {found} attributions; "
            f"at least {LEAST_ATTRIBUTIONS} are needed to count weights."
        )
    counted = learn(labelled, language, report)
    size = f"{len(labelled)} articles, {found} attributions"
    about = {"corpus": corpus, "licence": licence, "counted": size}
    paths = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in sorted(files_of(counted, language, about).items()):
            path = out / name
            path.write_text(text, encoding="utf-8")
            paths.append(path)
    except OSError as error:
        raise ClaimsError(
            f"Can't write the weights to {out}: {error.strerror}. Choose another --out."
        ) from error
    return paths
