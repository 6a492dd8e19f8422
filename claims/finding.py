"""Reading and extraction without a store: what ``claims extract`` and ``claims eval`` are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from claims.errors import ReadingError
from claims.evaluation import Evaluation, GoldDocument, Mistake, read_gold
from claims.evaluation import evaluate as score
from claims.extraction import attributions as attributions_in
from claims.extraction import extract, outer_attributions
from claims.extraction.attribution import Attribution
from claims.extraction.extractor import STRICT, THRESHOLD, explained
from claims.extraction.installed import languages
from claims.extraction.languages import guess_language
from claims.extraction.rules import by_id
from claims.models import Article, Span, claim_id
from claims.reading import MAX_SIZE, UNDECLARED, ReadFailure, Web
from claims.reading import article as make_article
from claims.reading import read as read_source
from claims.reading.ranges import LineRange
from claims.reading.ranges import read_range as read_lines

__all__ = [
    "MAX_SIZE",
    "STRICT",
    "THRESHOLD",
    "Attribution",
    "Evaluation",
    "GoldDocument",
    "LineRange",
    "Mistake",
    "ReadFailure",
    "Web",
    "as_given",
    "attributed",
    "evaluate",
    "extract",
    "in_its_language",
    "languages",
    "read",
    "read_range",
    "steps",
    "with_pack",
]


def with_pack(language: str) -> str:
    """Return the primary subtag of a language tag (``de-AT`` -> ``de``); ``ReadingError`` without a pack."""
    primary = language.strip().lower().replace("_", "-").partition("-")[0]
    if primary not in languages():
        raise ReadingError(f"there is no language pack for '{language}', only for {', '.join(languages())}")
    return primary


def language_of(text: str) -> str:
    """Return which of the languages that have a pack ``text`` is in, by its function words."""
    known = languages()
    return guess_language(text, known) if len(known) > 1 else known[0]


def read(
    sources: Iterable[str | Path],
    *,
    language: str | None = None,
    max_size: int = MAX_SIZE,
    web: Web | None = None,
) -> Iterator[Article | ReadFailure]:
    """Yield the articles of files, folders (all below them, sorted), patterns, addresses and ``-`` (stdin).

    ``language`` goes before what an article declares; without it, one that declares none is in the
    language that its words tell. ``max_size`` is the most bytes of one article, ``web`` what fetches. What
    can't be read, or is in a language without a pack, is yielded as a ``ReadFailure`` in its place, and
    reading goes on.
    Raises ``ReadingError`` when ``language`` itself has no pack.
    """
    given = with_pack(language) if language is not None else None
    web = web or Web()  # one for all: it knows what each site allows
    for source in sources:
        for found in read_source(source, max_size, UNDECLARED, web):
            yield found if isinstance(found, ReadFailure) else in_its_language(found, given)


def read_range(
    path: Path, lines: LineRange, *, language: str | None = None, max_size: int = MAX_SIZE
) -> Iterator[Article | ReadFailure]:
    """Yield of the JSON Lines file ``path`` what ``read`` yields for a range of its lines."""
    given = with_pack(language) if language is not None else None
    for found in read_lines(path, lines, max_size, UNDECLARED):
        yield found if isinstance(found, ReadFailure) else in_its_language(found, given)


def in_its_language(article: Article, given: str | None) -> Article | ReadFailure:
    """Return ``article`` in the language ``given``, else in its own, or why there is no pack for that."""
    language = given or (language_of(article.text) if article.language == UNDECLARED else article.language)
    try:
        with_pack(language)
    except ReadingError as error:
        told = ReadingError(f"{article.name}: {error}; --language says in which to read it")
        return ReadFailure(article.name, told)
    return article if language == article.language else article.model_copy(update={"language": language})


def attributed(article: Article, *, nested: bool = False, threshold: float = THRESHOLD) -> list[Attribution]:
    """Return the attributions of ``article``, without its own assertions, in the order of its claims.

    Those within the content of another are left out, unless ``nested``. Speakers, chains and features
    are not looked for, which is quicker than ``extract``.
    """
    found = (attributions_in if nested else outer_attributions)(article, threshold=threshold)
    return sorted(found, key=lambda one: (one.content[0].start, one.content[-1].end, _id(article, one)))


def _id(article: Article, one: Attribution) -> str:
    return claim_id(article.id, one.kind, one.source, one.cue, one.content)


def steps(article: Article, *, threshold: float = THRESHOLD) -> dict[str, tuple[str, ...]]:
    """Return by claim id why each attribution of ``article`` was found, a sentence a step.

    Where nothing was weighed (a dash between quotation and speaker) it is the reason of its rule.
    """
    return {_id(article, one): one.steps or _reason(one) for one in explained(article, threshold=threshold)}


def _reason(one: Attribution) -> tuple[str, ...]:
    rule = by_id(one.rule)
    return (f"rule {rule.id}: {rule.reason}",) if rule else ()


def as_given(article: Article, found: Sequence[Attribution]) -> Sequence[Attribution]:
    """Return ``found`` with spans that count in the text as it was given."""
    if not article.shifts:
        return found

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        # The end goes by the last character, so that what was dropped right after stays outside.
        return tuple(
            Span(article.given(s), article.given(e - 1) + 1 if e > s else article.given(s)) for s, e in spans
        )

    return [
        replace(one, source=moved(one.source), cue=moved(one.cue), content=moved(one.content))
        for one in found
    ]


def evaluate(
    gold: Path | str,
    report: Callable[[GoldDocument, Sequence[Attribution]], None] | None = None,
    *,
    language: str | None = None,
    nested: bool = False,
    threshold: float = THRESHOLD,
) -> Evaluation:
    """Return how well the extractor finds the attributions of a gold corpus.

    ``gold`` is JSON Lines or a folder of brat standoff, in ``language``, or in the one that the words of
    each document tell; ``nested`` counts those within another's content too, for a corpus that has them;
    ``report`` gets each document with what was found in it. Raises ``GoldError`` for a corpus that can't
    be read, ``ReadingError`` for a language without a pack.
    """
    given = with_pack(language) if language is not None else None

    def predict(document: GoldDocument) -> Sequence[Attribution]:
        article = make_article(
            document.text,
            name=document.id,
            outlet=document.publisher,
            language=given or language_of(document.text),
        )
        found = as_given(article, attributed(article, nested=nested, threshold=threshold))
        if report:
            report(document, found)
        return found

    return score(read_gold(gold), predict)
