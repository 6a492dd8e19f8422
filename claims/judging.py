"""Matching without a store: what ``claims eval pairs`` and ``learn pairs`` are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from claims.errors import ClaimsError, GoldError
from claims.evaluation.pairs import (
    PairEvaluation,
    PairPrediction,
    evaluate_pairs,
    read_pairs,
)
from claims.evaluation.retrieval import RetrievalCorpus, RetrievalEvaluation, evaluate_retrieval, read_corpus
from claims.matching import (
    Index,
    Pair,
    band,
    dump,
    inverse_document_frequency,
    learn_nearest,
    likeness,
    match,
    prepare_words,
    relation_on_topic,
    train,
)
from claims.matching.learning import Example
from claims.models import Relation

RANKED = 100
"""Documents that are ranked for each query."""
LEAST_PAIRS = 200
"""Fewer pairs than this count nothing that could be trusted."""

LEAST_QUERIES = 100
"""As few queries."""

Progress = Callable[[int, int], None]


def judge_pairs(
    path: Path, report: Progress, found: Callable[[str], None] = lambda _: None
) -> PairEvaluation:
    """Match the pairs of ``path`` and score them.

    ``found`` gets each prediction as a line of JSON (id, score, relation), ``report`` how far it is.

    Raises ``GoldError`` when the file can't be read or has no pair.
    """
    gold = list(read_pairs(path))
    if not gold:
        raise GoldError(f"{path} has no pair: each line has to be JSON with id, a, b, and label or score.")
    idf = inverse_document_frequency({}, 0)
    predicted, bands, on_topic = [], [], []
    for number, pair in enumerate(gold, start=1):
        a, b = prepare_words(pair.a, "a"), prepare_words(pair.b, "b")
        proposal = match(a, b, idf)
        score, relation = (
            (proposal.score, proposal.relation) if proposal else (likeness(a, b, idf), Relation.UNRELATED)
        )
        predicted.append(PairPrediction(id=pair.id, score=score, relation=relation))
        bands.append(str(band(proposal)) if proposal else None)
        on_topic.append(relation_on_topic(a, b, idf))
        found(predicted[-1].model_dump_json())
        report(number, len(gold))
    return evaluate_pairs(gold, predicted, bands, on_topic)


def judge_retrieval(
    folder: Path, split: str, report: Progress, found: Callable[[str], None] = lambda _: None
) -> RetrievalEvaluation:
    """Rank the documents of ``folder`` for its queries and score that.

    ``found`` gets lines of query, document, rank and score with tabs between. Raises ``GoldError`` when
    the corpus is not there or not what it should be.
    """
    corpus = read_corpus(folder, split)
    index = _index(corpus)
    ranked: dict[str, list[str]] = {}
    for number, query in enumerate(corpus.queries, start=1):
        best = index.search(query.text, RANKED)
        ranked[query.id] = [name for name, _ in best]
        for rank, (name, score) in enumerate(best, start=1):
            found(f"{query.id}\t{name}\t{rank}\t{score:.6f}")
        report(number, len(corpus.queries))
    return evaluate_retrieval(corpus, ranked)


def _index(corpus: RetrievalCorpus) -> Index:
    documents = corpus.documents
    return Index({one.id: one.text for one in documents}, {one.id: one.title or "" for one in documents})


def learn_retrieval(
    folder: Path, split: str, out: Path, *, corpus: str, licence: str, report: Progress
) -> list[Path]:
    """Learn what makes a text the nearest from the queries of ``folder``; return the path of the weights.

    ``corpus`` and ``licence`` are named in the file, ``report`` is told how far it is. The same corpus
    gives the same weights. Raises ``GoldError`` when it can't be read or has too few queries,
    ``ClaimsError`` when ``out`` can't be written.
    """
    gold = read_corpus(folder, split)
    if len(gold.queries) < LEAST_QUERIES:
        raise GoldError(
            f"{folder}: {len(gold.queries)} queries; at least {LEAST_QUERIES} are needed to learn weights."
        )
    index = _index(gold)
    examples: list[Example] = []
    for number, query in enumerate(gold.queries, start=1):
        examples.extend(index.compared(query.text, gold.relevant[query.id]))
        report(number, len(gold.queries))
    learned = learn_nearest(examples, {"corpus": corpus, "licence": licence})
    return _written(out, {"nearest": dump(learned)})


def learn_pairs(
    gold: Sequence[Path],
    out: Path,
    *,
    without: Sequence[Path],
    corpus: str,
    licence: str,
    report: Callable[[str], None],
) -> list[Path]:
    """Learn the weights of matching from the pairs of ``gold`` and write them to ``out``; return the paths.

    A pair that stands in a file of ``without`` too is left out, so that what is measured there has not
    been learned from. ``corpus`` and ``licence`` are named in each file. The same files in the same
    order give the same weights. Raises ``GoldError`` when they can't be read or are too few,
    ``ClaimsError`` when ``out`` can't be written.
    """
    kept_apart = {frozenset((pair.a, pair.b)) for path in without for pair in read_pairs(path)}
    pairs = [
        Pair(pair.a, pair.b, pair.label or "", pair.score)
        for path in gold
        for pair in read_pairs(path)
        if frozenset((pair.a, pair.b)) not in kept_apart
    ]
    if len(pairs) < LEAST_PAIRS:
        names = ", ".join(map(str, gold))
        raise GoldError(f"{names}: {len(pairs)} pairs; at least {LEAST_PAIRS} are needed to learn weights.")
    learned = train(pairs, {"corpus": corpus, "licence": licence}, report)
    return _written(out, {name: dump(weights) for name, weights in learned.items()})


def _written(out: Path, texts: Mapping[str, str]) -> list[Path]:
    paths = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in sorted(texts.items()):
            path = out / f"{name}.json"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
    except OSError as error:
        raise ClaimsError(
            f"Can't write the weights to {out}: {error.strerror}. Choose another --out."
        ) from error
    return paths
