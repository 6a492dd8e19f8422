"""How well the two routes of the index find a claim that is said again, and how long they take.

    python tests/bench/candidates.py [--claims N] [--json]

Made-up claims with a vocabulary as skewed as that of news, and 150 of them said again in five ways:

near    eight words of ten kept, in their order: most of these token_sort_ratio calls 70 % alike or more
words   six words of ten kept, in another order
few     no word kept, but who speaks, the figure and the name
forms   every long word within a compound
typos   one letter of every word changed

One is the rarest words, two the typed keys (who speaks, figures, names, parts of words). Beside them
stands what rapidfuzz takes to compare a claim with every other by token_sort_ratio, and how long it
takes to add an article and to look for candidates of its claims, against a small store.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.fuzz import token_sort_ratio

from claims.linking import BY_KEYS, CANDIDATES
from claims.matching import Prepared, prepare_words, query_terms
from claims.matching.keys import keys, query_keys
from claims.models import Article, Claim, ClaimKind, Span
from claims.store import Store

SEED = 1
ASKED = 150
"""Claims said again in each way."""
EACH = 25
"""Claims of one article."""
SMALL = 20_000
"""Claims of the store that the full one is compared with."""
ADDED = 40
"""Articles that are added to each."""
BRUTE = 5
"""Claims that are compared with all others."""
ALIKE = 70
"""The token_sort_ratio from which two claims are neighbours."""
UNITS = ("people", "crowns", "percent", "houses", "ships")
CONSONANTS, VOWELS = "bcdfghklmnprstvz", "aeiou"


@dataclass(frozen=True)
class Said:
    """What a made-up claim says."""

    words: tuple[str, ...]
    speaker: str
    figure: str
    name: str

    @property
    def text(self) -> str:
        """The words with figure and name among them."""
        at, there = len(self.words) // 2, len(self.words) // 3
        parts = (*self.words[:there], self.name, *self.words[there:at], self.figure, *self.words[at:])
        return " ".join(filter(None, parts)) + "."

    def prepared(self, name: str) -> Prepared:
        """The claim parsed for matching, with its speaker."""
        bare = prepare_words(self.text, name)
        return replace(bare, speaker=f"ada {self.speaker}", terms=tuple(sorted({*bare.terms, self.speaker})))


class Maker:
    """Makes claims, and says them again."""

    def __init__(self) -> None:
        """Make the vocabulary."""
        self.draw = random.Random(SEED)
        self.vocabulary = list({self.word() for _ in range(60_000)})
        self.weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.vocabulary))))
        self.people = [self.word() + self.word() for _ in range(3_000)]
        self.prominence = list(accumulate(1 / (rank + 5) for rank in range(len(self.people))))
        self.ways: dict[str, Callable[[Said], Said]] = {
            "near": self.near,
            "words": self.words,
            "few": self.few,
            "forms": self.forms,
            "typos": self.typos,
        }

    def word(self) -> str:
        """Return a word that nobody has used before."""
        pick = self.draw.choice
        syllables = (pick(CONSONANTS) + pick(VOWELS) for _ in range(self.draw.randint(2, 4)))
        return "".join(syllables) + pick("nrltsm")

    def some(self, count: int) -> tuple[str, ...]:
        """Return ``count`` words, some of which are much more frequent than others."""
        return tuple(self.draw.choices(self.vocabulary, cum_weights=self.weights, k=count))

    def claim(self) -> Said:
        """Return a claim; half have a figure, a third a name."""
        draw = self.draw
        number = draw.choice((draw.randint(2, 99), draw.randint(100, 99_999), draw.randint(1, 400) * 10))
        return Said(
            self.some(draw.randint(8, 18)),
            draw.choices(self.people, cum_weights=self.prominence)[0],
            f"{number} {draw.choice(UNITS)}" if draw.random() < 0.5 else "",
            f"{self.word().capitalize()} {self.word().capitalize()}" if draw.random() < 0.3 else "",
        )

    def near(self, said: Said) -> Said:
        """Keep nearly all words, in their order."""
        return replace(said, words=tuple(word for word in said.words if self.draw.random() < 0.8))

    def words(self, said: Said) -> Said:
        """Keep some words, in another order."""
        kept = [word for word in said.words if self.draw.random() < 0.6]
        kept += self.some(len(said.words) - len(kept))
        self.draw.shuffle(kept)
        return replace(said, words=tuple(kept))

    def few(self, said: Said) -> Said:
        """Keep no word."""
        return replace(said, words=self.some(len(said.words)))

    def forms(self, said: Said) -> Said:
        """Put every long word into a compound, leave out some, and the name."""
        kept = [word for word in said.words if self.draw.random() < 0.7]
        return replace(said, name="", words=tuple(self._compound(w) if len(w) > 4 else w for w in kept))

    def _compound(self, word: str) -> str:
        return word + self.word() if self.draw.random() < 0.5 else self.word() + word

    def typos(self, said: Said) -> Said:
        """Change a letter of every word, leave out some, and the name."""
        kept = [word for word in said.words if self.draw.random() < 0.8]
        return replace(said, name="", words=tuple(map(self._misspelt, kept)))

    def _misspelt(self, word: str) -> str:
        at = self.draw.randrange(len(word))
        return word[:at] + self.draw.choice(CONSONANTS) + word[at + 1 :]


def fill(store: Store, claims: Sequence[Said], first: int = 0) -> None:
    """Add the claims, numbered from ``first`` on, with what the index holds of them."""
    for start in range(first, first + len(claims), EACH):
        article = Article(id=f"a{start}", text=f"{start}", text_hash=f"h{start}", name=f"a{start}")
        made, terms = [], {}
        for number, said in enumerate(claims[start - first : start - first + EACH], start=start):
            claim = Claim(
                id=f"c{number}",
                article_id=article.id,
                kind=ClaimKind.ASSERTION,
                content=(Span(0, 1),),
                content_words=said.text,
                rule="bench",
            )
            prepared = said.prepared(claim.id)
            made.append(claim)
            terms[claim.id] = (*prepared.terms, *keys(prepared))
        store.add_article(article, made, terms)


def ask(store: Store, prepared: Prepared) -> tuple[list[str], list[str], float, float]:
    """Return what each route finds, and the milliseconds that it takes."""
    begun = time.perf_counter()
    known = store.document_frequency(prepared.terms)
    one = store.candidates(query_terms(prepared, known), "none", CANDIDATES)
    between = time.perf_counter()
    known = store.document_frequency(keys(prepared))
    two = store.candidates(query_keys(prepared, known), "none", BY_KEYS)
    return one, two, 1000 * (between - begun), 1000 * (time.perf_counter() - between)


def adding(store: Store, maker: Maker, known: int) -> float:
    """Return the median milliseconds of adding an article and finding candidates for its claims."""
    taken = []
    for article in range(ADDED):
        claims = [maker.claim() for _ in range(EACH)]
        begun = time.perf_counter()
        for said in claims:
            ask(store, said.prepared("query"))
        fill(store, claims, known + article * EACH)
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)


def brute(maker: Maker, claims: Sequence[Said]) -> float:
    """Return the median milliseconds that comparing a claim with all others takes rapidfuzz."""
    lines = [" ".join(sorted(said.text.split())) for said in claims]
    taken = []
    for said in maker.draw.sample(claims, BRUTE):
        begun = time.perf_counter()
        process.extract(maker.near(said).text, lines, scorer=token_sort_ratio, score_cutoff=ALIKE)
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken)


def measure(count: int) -> dict[str, Any]:
    """Return the share of claims found in each way, and how long it takes."""
    maker = Maker()
    claims = [maker.claim() for _ in range(count)]
    times: list[tuple[float, float]] = []
    found: dict[str, Any] = {"claims": count}
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "small.sqlite") as store:
        fill(store, claims[:SMALL])
        found["adding to a small store: median ms"] = adding(store, maker, min(SMALL, count))
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.sqlite") as store:
        fill(store, claims)
        for way, say in maker.ways.items():
            asked = maker.draw.sample(range(count), 10 * ASKED if count >= 10 * ASKED else count)
            # Said with no word of it, a claim without a figure or a name of its own could be any.
            able = [n for n in asked if way != "few" or claims[n].name or len(claims[n].figure) > 8][:ASKED]
            hits = []
            for number in able:
                again = say(claims[number])
                if way == "near" and token_sort_ratio(again.text, claims[number].text) < ALIKE:
                    continue
                one, two, *taken = ask(store, again.prepared("query"))
                times.append((taken[0], taken[1]))
                hits.append((f"c{number}" in one, f"c{number}" in two))
            found[f"{way}: by one"] = sum(one for one, _ in hits) / len(hits)
            found[f"{way}: by both"] = sum(one or two for one, two in hits) / len(hits)
        found["adding an article: median ms"] = adding(store, maker, count)
    for route, taken in zip(("one", "two"), zip(*times, strict=True), strict=True):
        found[f"{route}: median ms"] = statistics.median(taken)
        found[f"{route}: 95 % within ms"] = sorted(taken)[int(0.95 * len(taken))]
    found["both: median ms"] = statistics.median(map(sum, times))
    found["rapidfuzz: median ms"] = brute(maker, claims)
    found["rapidfuzz / both"] = found["rapidfuzz: median ms"] / found["both: median ms"]
    return found


def main() -> None:
    """Measure and print."""
    assert __doc__
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--claims", type=int, default=100_000, help="claims in the store")
    given = parser.parse_args()
    measured = measure(given.claims)
    if given.json:
        print(json.dumps(measured, indent=1))
        return
    for figure, value in measured.items():
        print(f"  {figure:36} {value:12,.3f}" if isinstance(value, float) else f"  {figure:36} {value:>12,}")


if __name__ == "__main__":
    main()
