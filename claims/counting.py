"""Counting the extractor's weights on gold corpora: what ``claims learn cues`` is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from claims.errors import ClaimsError, GoldError
from claims.evaluation import GoldDocument, read_gold
from claims.exporting import gold_lines
from claims.extraction.examples import pack_examples
from claims.extraction.installed import packs
from claims.extraction.learning import Labelled, files_of, learn
from claims.reading import article as make_article
from claims.store import Store

LEAST_ATTRIBUTIONS = 100
"""Fewer than this count nothing that could be trusted."""
LEAST_REVIEWED = 100
"""Reviewed articles from which on weights can be counted on them alone; with a corpus any number can."""


def learn_cues(
    gold: Sequence[Path],
    out: Path,
    *,
    language: str,
    corpus: str,
    licence: str,
    report: Callable[[str], None],
    reviewed: Store | None = None,
) -> list[Path]:
    """Count every weight of ``language`` on corpora and write the files to ``out``; return their paths.

    ``gold`` are JSON Lines or folders of brat standoff; the wholly reviewed articles of the store
    ``reviewed`` and the examples of the pack are counted along, all together, or alone. ``corpus`` and
    ``licence`` are named in each file; ``report`` is told each step. The same corpora give the same
    files. Raises ``GoldError`` when a corpus can't be read or is too small, ``ClaimsError`` when
    ``language`` has no pack or ``out`` can't be written.
    """
    if language not in packs():
        raise ClaimsError(f"There is no language pack for '{language}', only for {', '.join(packs())}.")
    own = list(_reviewed(reviewed, language, alone=not gold)) if reviewed else []
    labelled = [_labelled(document, language) for path in gold for document in read_gold(path)] + own
    labelled += [
        Labelled(make_article(example.text, name="example", language=language), example.attributions)
        for example in pack_examples(language)
    ]
    found = sum(len(one.attributions) for one in labelled)
    if found < LEAST_ATTRIBUTIONS:
        raise GoldError(
            f"{', '.join(map(str, gold)) or 'The pack'} has {found} attributions; "
            f"at least {LEAST_ATTRIBUTIONS} are needed to count weights."
        )
    counted = learn(labelled, language, report)
    size = f"{len(labelled)} articles, {found} attributions"
    if own:
        size += f"; {len(own)} of the articles from a desk's own review"
    return _write(files_of(counted, language, {"corpus": corpus, "licence": licence, "counted": size}), out)


def _labelled(document: GoldDocument, language: str) -> Labelled:
    return Labelled(
        make_article(document.text, name=document.id, language=language),
        [(one.source, one.cue, one.content) for one in document.attributions],
    )


def _reviewed(store: Store, language: str, *, alone: bool) -> Iterator[Labelled]:
    """Yield the wholly reviewed articles of ``store``, without attributions nested in others.

    Those are found by reading a content as a text of its own, with the same weights; within the whole
    article their cues are none, as in the corpora that the weights were counted on.
    """
    documents = [GoldDocument.model_validate_json(line) for line in gold_lines(store, language)]
    if not documents or (alone and len(documents) < LEAST_REVIEWED):
        articles = "1 article" if len(documents) == 1 else f"{len(documents)} articles"
        are = "is" if len(documents) == 1 else "are"
        needed = f"{LEAST_REVIEWED} are needed to count weights on them alone" if alone else "1 is needed"
        advice = " With a corpus too, one is enough: claims learn cues GOLD --reviewed." if alone else ""
        raise GoldError(
            f"{articles} of the store ({language}) {are} wholly reviewed, every attribution decided; "
            f"{needed}.{advice}"
        )
    for document in documents:
        outer = tuple(one for one in document.attributions if not one.nested)
        yield _labelled(document.model_copy(update={"attributions": outer}), language)


def _write(files: Mapping[str, str], out: Path) -> list[Path]:
    paths = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in sorted(files.items()):
            path = out / name
            path.write_text(text, encoding="utf-8")
            paths.append(path)
    except OSError as error:
        raise ClaimsError(
            f"Can't write the weights to {out}: {error.strerror}. Choose another --out."
        ) from error
    return paths
