"""How fast claims are matched, and how well candidates and planted conflicts are found.

    python tests/bench/matching.py [pairs] [candidates] [edits] [--json] [--claims N] [--gold FILE]

pairs       matches a second, claims already parsed, as a ratio to rapidfuzz's token_sort_ratio of the
            same pairs, in turn with it; and claims parsed a second
candidates  milliseconds for the candidates of a claim in a store of N claims, as a ratio to a
            token_sort_ratio with every claim; and how many of the paraphrases planted are among them
edits       how many numbers changed and verbs negated in true pairs are found to conflict, of pairs that
            don't without it; where a corpus lies beside the repository, or FILE names one

All times are of the processor, not the clock, so that other work on the machine matters less.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import token_sort_ratio

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared/gold/matching/pairs/mrpc-dev.jsonl"
SEED = 11
TURNS = 5
WHO = (  # noqa: SIM905 (so that they can be read)
    "minister mayor union council court agency bank school harbour company army party"
).split()
DID = (  # noqa: SIM905 (so that they can be read)
    "closed opened promised denied sold visited accused praised rebuilt delayed approved sued"
).split()
WHAT = (  # noqa: SIM905 (so that they can be read)
    "bridge treaty ferry budget railway hospital deal inspection strike election pipeline school"
).split()
WHERE = [
    f"{start}{end}"
    for start in ["Bran", "Cald", "Hal", "Lor", "Tav", "Ves", "Ost", "Kel"]
    for end in ["ock", "ria", "by", "ven"]
]
NUMBER = re.compile(r"(?<![\w.,:/-])\d{2,3}(?![\w:/-]|[.,]\d)")
VERB = re.compile(r" (?:will|would|is|was|are|were|has|have|had|can|could) ")
NEGATED = re.compile(r"n['’]t\b|\b(?:not?|never|none|nor|without)\b", re.IGNORECASE)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that ``work`` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def medians(tasks: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median seconds of each of ``tasks``, which take turns; a first turn does not count."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(TURNS + 1):
        for name, work in tasks.items():
            taken = seconds(work)
            if turn:
                times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def sentences(count: int) -> list[str]:
    """Return ``count`` made-up claims; every word is in many of them, and hardly two are the same."""
    draw = random.Random(SEED)
    return [
        f"The {draw.choice(WHO)} of {draw.choice(WHERE)} {draw.choice(DID)} the {draw.choice(WHAT)} "
        f"with the {draw.choice(WHO)} of {draw.choice(WHERE)} after {draw.randrange(2, 900)} days"
        for _ in range(count)
    ]


def paraphrase(text: str) -> str:
    """Return ``text`` said in another order, without its number."""
    first, _, rest = text.partition(" with ")
    return f"With {rest.partition(' after ')[0]}, {first[0].lower()}{first[1:]}"


def measure_pairs() -> dict[str, Any]:
    """Return how many pairs are matched a second, beside token_sort_ratio."""
    from claims.matching import inverse_document_frequency, match, prepare_words

    texts = sentences(400)
    idf = inverse_document_frequency({}, 0)
    parsed = [prepare_words(text, text) for text in texts]
    numbers = [(n, (n * 7 + 1) % len(texts)) for n in range(len(texts))]
    taken = medians(
        {
            "token_sort_ratio": lambda: [token_sort_ratio(texts[a], texts[b]) for a, b in numbers],
            "match": lambda: [match(parsed[a], parsed[b], idf) for a, b in numbers],
            "parse": lambda: [prepare_words(text, text) for text in texts],
        }
    )
    found: dict[str, Any] = {f"{name} a second": len(texts) / each for name, each in taken.items()}
    found["match, times token_sort_ratio"] = taken["match"] / taken["token_sort_ratio"]
    return found


def measure_candidates(count: int) -> dict[str, Any]:
    """Return how long candidates take among ``count`` claims, and what share of paraphrases is found."""
    from claims.matching import prepare_words, query_terms
    from claims.models import Article, Claim, ClaimKind, Span
    from claims.store import Store

    texts = sentences(count)
    draw = random.Random(SEED)
    asked = draw.sample(range(count), min(count, 100))
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.sqlite") as store:
        for start in range(0, count, 500):
            article = Article(id=f"a{start}", text="", text_hash=f"h{start}", name=f"a{start}")
            claims = [
                Claim(
                    id=f"c{number}",
                    article_id=article.id,
                    kind=ClaimKind.ASSERTION,
                    content=(Span(0, 1),),
                    content_words=texts[number],
                    rule="bench",
                )
                for number in range(start, min(start + 500, count))
            ]
            terms = {claim.id: prepare_words(claim.content_words, claim.id).terms for claim in claims}
            store.add_article(article, claims, terms)

        def candidates(text: str) -> Sequence[str]:
            asking = prepare_words(text, "query")
            terms = query_terms(asking, store.document_frequency(asking.terms))
            return store.candidates(terms, "none", 40)

        questions = [paraphrase(texts[number]) for number in asked]
        found = [f"c{number}" in candidates(text) for number, text in zip(asked, questions, strict=True)]
        some = questions[:10]
        taken = medians(
            {
                "token_sort_ratio": lambda: [token_sort_ratio(q, text) for q in some for text in texts],
                "candidates": lambda: [candidates(question) for question in some],
            }
        )
    return {
        "claims": count,
        "candidates, ms": 1000 * taken["candidates"] / len(some),
        "token_sort_ratio with all, ms": 1000 * taken["token_sort_ratio"] / len(some),
        "candidates, times token_sort_ratio": taken["candidates"] / taken["token_sort_ratio"],
        "paraphrases found": sum(found) / len(found),
    }


def measure_edits(gold: Path) -> dict[str, Any]:
    """Return the shares of changed numbers and negated verbs, in true pairs of ``gold``, that conflict."""
    from claims.matching import inverse_document_frequency, match, prepare_words

    if not gold.exists():
        return {"skipped": f"{gold} is not there"}
    idf = inverse_document_frequency({}, 0)

    def conflicts(a: str, b: str) -> bool:
        found = match(prepare_words(a, "a"), prepare_words(b, "b"), idf)
        return found is not None and bool(found.conflicts)

    draw = random.Random(SEED)
    hits: dict[str, list[bool]] = {"number": [], "negation": []}
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    for a, b in ((row["a"], row["b"]) for row in rows if row["label"] == "same"):
        if conflicts(a, b):
            continue
        known = set(NUMBER.findall(a))
        numbers = [one for one in NUMBER.finditer(b) if one[0] in known]
        if numbers:
            one = draw.choice(numbers)
            changed = str(int(one[0]) + draw.choice((3, 7, 13, 40)))
            hits["number"].append(conflicts(a, b[: one.start()] + changed + b[one.end() :]))
        verbs = [] if NEGATED.search(a + b) else list(VERB.finditer(b))
        if verbs:
            one = draw.choice(verbs)
            hits["negation"].append(conflicts(a, f"{b[: one.end()]}not {b[one.end() :]}"))
    return {f"{kind}s found": sum(found) / len(found) for kind, found in hits.items() if found} | {
        f"{kind}s": len(found) for kind, found in hits.items()
    }


def main() -> None:
    """Measure what is asked for, everything without a name, and print it."""
    assert __doc__
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("tasks", nargs="*", help="pairs, candidates, edits; all without any")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--claims", type=int, default=20_000, help="claims in the store")
    parser.add_argument("--gold", type=Path, default=GOLD, help="true pairs to be edited")
    given = parser.parse_args()
    tasks: dict[str, Callable[[], dict[str, Any]]] = {
        "pairs": measure_pairs,
        "candidates": lambda: measure_candidates(given.claims),
        "edits": lambda: measure_edits(given.gold),
    }
    unknown = [name for name in given.tasks if name not in tasks]
    if unknown:
        sys.exit(f"no such task: {', '.join(unknown)}")
    measured = {name: task() for name, task in tasks.items() if not given.tasks or name in given.tasks}
    if given.json:
        print(json.dumps(measured, indent=1))
        return
    for name, figures in measured.items():
        print(name)
        for figure, value in figures.items():
            print(
                f"  {figure:36} {value:12,.3f}" if isinstance(value, float) else f"  {figure:36} {value:>12}"
            )


if __name__ == "__main__":
    main()
