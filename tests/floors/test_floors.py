"""Quality floors: what extraction reaches on a corpus may rise, and falls only by a visible change here.

``floors.toml`` names each corpus, a digest of its files, and the least that its figures may be. One that
lies outside of the repository is measured where it is present. When a corpus has changed, run this file
as a program: it prints digest and figures, to be set together.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from claims.evaluation import Evaluation, GoldAttribution, GoldDocument, evaluate, read_gold
from claims.extraction import attributions
from claims.extraction.attribution import Attribution
from claims.models import Article, Span
from claims.reading import read

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FORMS = {".txt", ".md", ".html", ".jsonl"}
"""The suffixes of articles."""
MEASURES = {"P": "precision", "R": "recall", "F1": "f1"}


class Corpus(NamedTuple):
    """One entry of ``floors.toml``."""

    name: str
    articles: Path
    """A folder or a file of articles."""
    gold: Path
    """A gold corpus (the same file as the articles), or the JSON file of an article, or a folder of them."""
    sha256: str
    floors: Mapping[str, float]
    """The least, in percent, of each figure (``claim F1``, ``content P``, …)."""


def corpora() -> list[Corpus]:
    """Return the entries of ``floors.toml``."""
    with (HERE / "floors.toml").open("rb") as file:
        entries = tomllib.load(file)
    return [
        Corpus(
            name,
            (ROOT / entry["articles"]).resolve(),
            (ROOT / entry["gold"]).resolve(),
            entry["sha256"],
            entry["floors"],
        )
        for name, entry in entries.items()
    ]


def expectations(gold: Path) -> dict[Path, dict[str, Any]]:
    """Return the files at or in ``gold`` that say what is expected of an article, with what they hold."""
    files = sorted(gold.glob("*.json")) if gold.is_dir() else [gold]
    entries = {file: json.loads(file.read_text(encoding="utf-8")) for file in files}
    return {file: entry for file, entry in entries.items() if "article" in entry}


def digest(corpus: Corpus) -> str:
    """Return one SHA-256 of the files of a corpus and their names."""
    total = hashlib.sha256()
    folder = corpus.articles.is_dir()
    files = sorted(corpus.articles.glob("*.*")) if folder else [corpus.articles]
    files = [file for file in files if file.suffix in FORMS]
    if corpus.gold != corpus.articles:
        files += expectations(corpus.gold)
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.name} {content}\n".encode())
    return total.hexdigest()


def find(text: str, entry: str | Mapping[str, Any]) -> Span:
    """Return where ``entry`` stands in ``text``: words that stand there once, or the nth of them."""
    words, nth = (entry, 1) if isinstance(entry, str) else (entry["words"], entry["nth"])
    starts = [start for start in range(len(text)) if text.startswith(words, start)]
    assert len(starts) >= nth, f"{words!r} stands only {len(starts)} times in the article"
    assert len(starts) == 1 or not isinstance(entry, str), f"{words!r} stands there {len(starts)} times"
    return Span(starts[nth - 1], starts[nth - 1] + len(words))


def expected(entries: Sequence[Mapping[str, Any]], article: Article) -> GoldDocument:
    """Return what is expected of ``article``; nested attributions are left out, as in the corpora."""
    gold = []
    for entry in entries:
        if entry.get("nested_in") is None:
            source, cue, content = (
                tuple(find(article.text, words) for words in entry[role])
                for role in ("source", "cue", "content")
            )
            gold.append(GoldAttribution(source=source, cue=cue, content=content))
    return GoldDocument(id=article.name, text=article.text, attributions=tuple(gold))


def documents(corpus: Corpus, articles: Mapping[str, Article]) -> Iterator[GoldDocument]:
    """Yield the gold documents of a corpus."""
    if corpus.gold == corpus.articles:
        yield from read_gold(corpus.gold)
        return
    bare = {Path(name).stem: article for name, article in articles.items()}
    found = expectations(corpus.gold).values()
    assert found, f"there is no expectation in {corpus.gold}"
    for entry in found:
        yield expected(entry["attributions"], bare[entry["article"]])


def measure(corpus: Corpus) -> Evaluation:
    """Return how well extraction does on a corpus."""
    found = read(str(corpus.articles))
    articles = {article.name: article for article in found if isinstance(article, Article)}

    def predict(document: GoldDocument) -> Sequence[Attribution]:
        article = articles[document.id]
        assert article.text == document.text, f"{document.id}: the offsets of the gold would not fit"
        return [found for found in attributions(article) if found.parent is None]

    return evaluate(documents(corpus, articles), predict)


def reached(evaluation: Evaluation, name: str) -> float:
    """Return a figure (``claim F1``) in percent, to one decimal."""
    figure, _, measured = name.rpartition(" ")
    return round(100 * float(getattr(evaluation.figures[figure], MEASURES[measured])), 1)


@pytest.mark.parametrize("corpus", corpora(), ids=lambda corpus: corpus.name)
def test_figures_keep_to_their_floors(corpus: Corpus) -> None:
    if not corpus.gold.exists() and not corpus.gold.is_relative_to(ROOT):
        pytest.skip(f"{corpus.gold.name} is not beside the repository (gold corpora are no part of it)")
    assert digest(corpus) == corpus.sha256, (
        f"{corpus.name} is not the corpus that the floors were measured on; "
        "measure it again, and set sha256 and floors in floors.toml together"
    )
    evaluation = measure(corpus)
    figures = {name: (reached(evaluation, name), floor) for name, floor in corpus.floors.items()}
    below = {name: pair for name, pair in figures.items() if pair[0] < pair[1]}
    assert corpus.floors
    assert not below, f"below the floor of {corpus.name} (reached, floor): {below}\n{evaluation.as_table()}"


def test_a_corpus_is_known_by_its_digest(tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles", tmp_path / "gold"
    articles.mkdir()
    gold.mkdir()
    (articles / "a.txt").write_text("one")
    corpus = Corpus("some", articles, gold, "", {})
    digests = [digest(corpus)]
    (articles / "a.txt").write_text("two")
    digests.append(digest(corpus))
    (gold / "a.json").write_text('{"article": "a", "attributions": []}')
    digests.append(digest(corpus))
    (articles / "a.txt").rename(articles / "b.txt")
    digests.append(digest(corpus))
    assert len(set(digests)) == 4
    (gold / "pairs.json").write_text("{}")
    assert digest(corpus) == digests[-1]


if __name__ == "__main__":
    for corpus in corpora():
        print(f"{corpus.name}: sha256 = {digest(corpus)!r}\n{measure(corpus).as_table()}")
