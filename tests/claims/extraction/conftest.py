"""Small articles with marked attributions, and the fixtures' hand-written ones."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from claims.extraction.attribution import Attribution
from claims.extraction.document import Document
from claims.models import Article, ClaimKind, Modality, Span
from claims.reading import article as read_article
from claims.reading import read

FIXTURES = Path(__file__).parents[3] / "fixtures"
ROLES = {"s": "source", "c": "cue", "t": "content"}
MARK = re.compile(r"\{(\d?)([sct]) |\}")

Write = Callable[..., Document]


class Marked(NamedTuple):
    """A document and its attributions, in the order of their numbers."""

    document: Document
    attributions: list[Attribution]


class Expected(NamedTuple):
    """A fixture article and what its expectation says."""

    name: str
    document: Document
    attributions: list[Attribution]
    entry: Mapping[str, Any]


def attribution(**roles: Any) -> Attribution:
    """Return an attribution with everything that a test does not care about filled in."""
    rest: dict[str, Any] = {
        "source": (),
        "cue": (),
        "content": (),
        "kind": ClaimKind.INDIRECT,
        "modality": Modality.FACT,
        "rule": "test",
        "cue_class": "say",
        "reliability": 1.0,
    }
    return Attribution(**rest | roles)


@pytest.fixture(scope="session")
def write() -> Write:
    """``write(text, outlet=…, date=…)``: the document of an article."""

    def writing(text: str, outlet: str | None = None, date: dt.date | None = None, **rest: Any) -> Document:
        return Document.of(read_article(text, name="test", outlet=outlet, date=date, **rest))

    return writing


@pytest.fixture(scope="session")
def mark(write: Write) -> Callable[..., Marked]:
    """``mark("{s Rubio} {c said} {t it rained}.")``: roles in braces; a digit tells attributions apart.

    An attribution whose cue stands in another's content is nested in it.
    """

    def marking(text: str, outlet: str | None = "The Sample", **rest: Any) -> Marked:
        plain, at = "", 0
        opened: list[tuple[int, str, int]] = []
        roles: dict[int, dict[str, list[Span]]] = {}
        for match in MARK.finditer(text):
            plain += text[at : match.start()]
            at = match.end()
            if match[2]:
                opened.append((int(match[1] or 0), ROLES[match[2]], len(plain)))
            else:
                number, role, start = opened.pop()
                roles.setdefault(number, {}).setdefault(role, []).append(Span(start, len(plain)))
        plain += text[at:]
        found = [attribution(**{k: tuple(v) for k, v in roles[n].items()}) for n in sorted(roles)]
        return Marked(write(plain, outlet, **rest), [_with_parent(a, found) for a in found])

    return marking


def _with_parent(inner: Attribution, found: list[Attribution]) -> Attribution:
    for number, outer in enumerate(found):
        for span in outer.content:
            if inner is not outer and inner.cue and span.start <= inner.cue[0].start < span.end:
                return attribution(source=inner.source, cue=inner.cue, content=inner.content, parent=number)
    return inner


@pytest.fixture(scope="session")
def expectations() -> list[Expected]:
    """The articles and traps of the fixtures with their hand-written attributions."""
    found = [
        _expected(article, FIXTURES / expected / f"{_stem(article)}.json")
        for folder, expected in (("articles", "expected"), ("traps", "expected/traps"))
        for article in read(str(FIXTURES / folder))
        if isinstance(article, Article) and (FIXTURES / expected / f"{_stem(article)}.json").exists()
    ]
    assert len(found) > 30
    return found


def _stem(article: Article) -> str:
    name = Path(article.name)
    return name.stem if name.suffix in (".txt", ".md", ".html") else article.name


def _expected(article: Article, file: Path) -> Expected:
    entry = json.loads(file.read_text(encoding="utf-8"))
    attributions = [
        attribution(
            **{role: tuple(sorted(locate(article.text, w) for w in a[role])) for role in ROLES.values()},
            kind=ClaimKind(a["kind"]),
            modality=Modality(a["modality"]),
            parent=a["nested_in"],
        )
        for a in entry["attributions"]
    ]
    return Expected(_stem(article), Document.of(article), attributions, entry)


def locate(text: str, words: str | Mapping[str, Any]) -> Span:
    """Return where the words of an expectation stand: a string, or the nth of them."""
    wanted, nth = (words, 1) if isinstance(words, str) else (words["words"], words["nth"])
    start = -1
    for _ in range(nth):
        start = text.index(wanted, start + 1)
    return Span(start, start + len(wanted))
