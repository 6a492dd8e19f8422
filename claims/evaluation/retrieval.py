"""Scoring ranked texts against what people found relevant: the figures of ``claims eval retrieval``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict, ValidationError

from claims.errors import GoldError
from claims.evaluation.gold import first_fault
from claims.models import Frozen

DEPTHS = (1, 3, 5, 10)
"""Ranks up to which average precision and recall are counted."""


class Text(Frozen):
    """A document or a query of a retrieval corpus."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str
    text: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class RetrievalCorpus:
    """Documents, queries, and which documents answer each query."""

    documents: Sequence[Text]
    queries: Sequence[Text]
    relevant: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class RetrievalEvaluation:
    """How well ranked documents answer the queries that have an answer."""

    documents: int
    queries: int
    figures: Mapping[str, float]

    def as_dict(self) -> dict[str, object]:
        """Return the figures as plain values, from 0 to 1."""
        return {"documents": self.documents, "queries": self.queries, "figures": dict(self.figures)}

    def as_table(self) -> str:
        """Return the figures as lines for a person."""
        rows = [f"{name:12} {value:6.3f}" for name, value in self.figures.items()]
        return "\n".join([f"{self.queries} queries, {self.documents} documents", "", *rows]) + "\n"


def read_corpus(folder: Path, split: str) -> RetrievalCorpus:
    """Return the corpus in ``folder``: docs.jsonl, queries-SPLIT.jsonl and qrels-SPLIT.tsv.

    Raises ``GoldError`` where one of them is missing or is not what it should be.
    """
    documents = _texts(folder / "docs.jsonl")
    queries = _texts(folder / f"queries-{split}.jsonl")
    relevant = _relevant(folder / f"qrels-{split}.tsv")
    known = {document.id for document in documents}
    strange = next((one for found in relevant.values() for one in sorted(found - known)), None)
    if strange is not None:
        raise GoldError(
            f"{folder}: qrels-{split}.tsv names the document '{strange}', which docs.jsonl lacks."
        )
    answered = [query for query in queries if query.id in relevant]
    if not answered:
        raise GoldError(f"{folder}: no query of queries-{split}.jsonl has an answer in qrels-{split}.tsv.")
    return RetrievalCorpus(documents, answered, relevant)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise GoldError(
            f"{path}: can't be read ({why}); a retrieval corpus is a folder with docs.jsonl,"
            " queries-NAME.jsonl and qrels-NAME.tsv"
        ) from error


def _texts(path: Path) -> list[Text]:
    found = []
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            try:
                found.append(Text.model_validate_json(line))
            except ValidationError as error:
                raise GoldError(f"{path}, line {number}: {first_fault(error)}.") from error
    return found


def _relevant(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for number, line in enumerate(_lines(path), start=1):
        fields = line.split("\t")
        if len(fields) != 3 or not fields[2].strip().lstrip("-").isdigit():
            raise GoldError(f"{path}, line {number}: it has to be query, document and a number, with tabs.")
        if int(fields[2]) > 0:
            found.setdefault(fields[0], set()).add(fields[1])
    return {query: frozenset(documents) for query, documents in found.items()}


def evaluate_retrieval(corpus: RetrievalCorpus, ranked: Mapping[str, Sequence[str]]) -> RetrievalEvaluation:
    """Return how well ``ranked``, document ids by query id, best first, answers the queries of ``corpus``.

    MAP@k is the mean over the queries of the average precision up to rank k, out of the answers that
    there can be; MRR that of one by the rank of the first answer.
    """
    queries = [(corpus.relevant[query.id], ranked.get(query.id, ())) for query in corpus.queries]
    found = {}
    for depth in DEPTHS:
        found[f"MAP@{depth}"] = _mean(average_precision(answers, one, depth) for answers, one in queries)
    found["MRR"] = _mean(
        next((1 / rank for rank, name in enumerate(one, start=1) if name in answers), 0.0)
        for answers, one in queries
    )
    for depth in DEPTHS:
        found[f"recall@{depth}"] = _mean(
            len(answers & {*one[:depth]}) / len(answers) for answers, one in queries
        )
    return RetrievalEvaluation(len(corpus.documents), len(queries), found)


def average_precision(answers: frozenset[str], ranked: Sequence[str], depth: int) -> float:
    """Return the mean precision at the ranks of the answers up to ``depth``."""
    total, hits = 0.0, 0
    for rank, name in enumerate(ranked[:depth], start=1):
        if name in answers:
            hits += 1
            total += hits / rank
    return total / min(len(answers), depth)


def _mean(values: Iterable[float]) -> float:
    counted = list(values)
    return sum(counted) / len(counted)
