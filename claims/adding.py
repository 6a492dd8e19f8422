"""Adding articles: read, extracted, stored, indexed and matched; few at once, or very many.

Few are matched one by one as they come. Of many the rest is stored first, a batch a transaction, on as
many cores as is wished, and is matched together at the end. Whatever the number of cores the same
input gives the same store, and so does one that was killed and begun again: what the store has is
passed over before anything is extracted.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from claims.carrying import Held, later_text
from claims.errors import ReadingError
from claims.extraction.edition import edition
from claims.finding import MAX_SIZE, THRESHOLD, ReadFailure, Web, extract, read
from claims.linking import Linker, linked_claims, prints_of, terms_of
from claims.matching import fingerprints, shared
from claims.models import Article, Claim
from claims.parallel import in_order
from claims.rematching import catch_up
from claims.store import Change, Extracted, Packed, ReadBy, Store, Why, packed

MANY = 100
"""Articles that are matched as they come, of those that are added at once."""
BATCH = 32
"""Articles that are extracted at a time, and written at once."""
KEPT = 0.2
"""Share of the shorter of two texts at one address from which the newer is a later version; a smaller one is
another article, at an address that many have had."""

Progress = Callable[[int, int], None]
"""Told how many articles are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one article: ``new`` is false when the store had it."""

    article: Article
    claims: int
    matches: int | None
    """None: it is matched later."""
    new: bool
    replaces: str | None = None
    """The id of the article that it is a later version of."""


@dataclass(frozen=True, slots=True)
class AddSummary:
    """What became of everything that was to be added."""

    articles: int = 0
    known: int = 0
    claims: int = 0
    matches: int = 0
    failures: tuple[ReadFailure, ...] = ()
    versions: int = 0
    """Articles, of the new ones, that are later versions of others."""
    waiting: int = 0
    """Articles of the store that are still to be matched."""

    def including(self, outcome: Added | ReadFailure) -> AddSummary:
        """Return the summary with one more outcome counted."""
        if isinstance(outcome, ReadFailure):
            return replace(self, failures=(*self.failures, outcome))
        return replace(
            self,
            articles=self.articles + outcome.new,
            known=self.known + (not outcome.new),
            claims=self.claims + outcome.claims,
            matches=self.matches + (outcome.matches or 0),
            versions=self.versions + (outcome.replaces is not None),
        )


Report = Callable[[Added | ReadFailure], None]
Batch = list[Article | ReadFailure]
Claims = list[Packed] | ReadFailure


class Adding:
    """Adds articles to one store."""

    def __init__(self, store: Store, linker: Linker) -> None:
        """Add to ``store``; ``linker`` finds the matches of what is added one by one."""
        self._store = store
        self._linker = linker

    def add(
        self,
        sources: Iterable[str | Path],
        report: Report | None = None,
        *,
        language: str | None = None,
        threshold: float = THRESHOLD,
        max_size: int = MAX_SIZE,
        jobs: int = 1,
        defer: bool = False,
        progress: Progress | None = None,
        web: Web | None = None,
    ) -> AddSummary:
        """Read ``sources``, and extract, store, index and match the claims of each new article.

        ``report`` is told what became of each article once it is committed, in the order of the input.
        What can't be read is reported, and the rest is added all the same. ``language``, ``max_size``
        and ``web`` are as for ``read``, ``threshold``, the least reliability of a claim, as for
        ``extract``. The first ``MANY`` are matched as they come; what follows is extracted on ``jobs``
        cores, and stored whole before it is matched. With ``defer`` that holds for all, and they are
        matched when they are asked to be (``catch_up``). ``progress`` is told how matching gets on.
        """
        by = ReadBy(edition(), threshold)
        found = read(sources, language=language, max_size=max_size, web=web)
        summary, failures, count = AddSummary(), list[ReadFailure](), 0
        few = self._few(islice(found, 0 if defer else MANY), by)
        with closing(few), closing(self._many(found, by, jobs)) as many:
            for outcome in chain(few, many):
                count += 1
                if isinstance(outcome, ReadFailure):
                    failures.append(outcome)
                else:
                    summary = summary.including(outcome)
                if report:
                    report(outcome)
        summary = replace(summary, failures=tuple(failures))
        if not defer and count > MANY:
            told = progress or (lambda done, total: None)
            summary = replace(summary, matches=summary.matches + catch_up(self._store, told, jobs))
        return replace(summary, waiting=self._store.bulk.waiting().matching)

    def load(self, batch: Sequence[tuple[Article, Sequence[Claim]]], by: ReadBy) -> list[Added]:
        """Store articles whose claims are extracted already, as of ``by``; they wait to be matched."""
        known = self._store.bulk.known({article.id for article, _ in batch})
        made: dict[str, Claims] = {
            article.id: [packed(claim) for claim in claims]
            for article, claims in batch
            if article.id not in known
        }
        outcomes = self._stored([article for article, _ in batch], made, by)
        return [one for one in outcomes if isinstance(one, Added)]

    def one(self, article: Article, *, threshold: float = THRESHOLD) -> Added:
        """Do the same with one article that was read already."""
        added = self._one(article, ReadBy(edition(), threshold))
        if isinstance(added, ReadFailure):
            raise added.error
        return added

    def _few(self, found: Iterable[Article | ReadFailure], by: ReadBy) -> Generator[Added | ReadFailure]:
        """Add articles one by one, each matched as it comes."""
        for one in found:
            yield one if isinstance(one, ReadFailure) else self._one(one, by)

    def _one(self, article: Article, by: ReadBy) -> Added | ReadFailure:
        if self._store.has_article(article.id):
            return Added(article, 0, 0, new=False)
        claims = _claims_of(article, by.threshold)
        if isinstance(claims, ReadFailure):
            return claims
        replaced = self._earlier(article)
        if replaced is not None:
            self._replace(Extracted(article, [packed(claim) for claim in claims], by), replaced)
            return Added(article, len(claims), self._match(article), new=True, replaces=replaced.id)
        prints = prints_of(self._store, article)
        prepared = linked_claims(self._store, article, claims, prints)
        matches = self._linker.matches(article, prepared, prints)
        if not self._store.add_article(article, claims, terms_of(prepared), matches, prints, by):
            return Added(article, 0, 0, new=False)
        return Added(article, len(claims), len(matches), new=True)

    def _match(self, article: Article) -> int:
        """Index and match one article that waits for it; return how many matches are proposed."""
        claims = self._store.claims_of(article.id)
        prints = prints_of(self._store, article)
        prepared = linked_claims(self._store, article, claims, prints)
        matches = self._linker.matches(article, prepared, prints)
        self._store.bulk.index([(article.id, terms_of(prepared), prints)])
        self._store.bulk.matched([article.id], matches)
        return len(matches)

    def _many(
        self, found: Iterator[Article | ReadFailure], by: ReadBy, jobs: int
    ) -> Generator[Added | ReadFailure]:
        """Store articles a batch at a time; they wait to be matched."""
        pieces = self._pieces(found, by.threshold)
        with self._store.bulk.hurried(), closing(in_order(_extracted, pieces, jobs)) as batches:
            for (batch, new), claims in batches:
                made = dict(zip((article.id for article in new), claims, strict=True))
                yield from self._stored(batch, made, by)

    def _pieces(
        self, found: Iterator[Article | ReadFailure], threshold: float
    ) -> Iterator[tuple[tuple[Batch, list[Article]], tuple[float, list[Article]]]]:
        """Yield what was read, a batch at a time, with what of it the store does not have."""
        while batch := list(islice(found, BATCH)):
            once = {one.id: one for one in batch if isinstance(one, Article)}
            known = self._store.bulk.known(once)
            new = [article for id, article in once.items() if id not in known]
            yield (batch, new), (threshold, new)

    def _stored(self, batch: Batch, made: dict[str, Claims], by: ReadBy) -> Iterator[Added | ReadFailure]:
        """Write a batch; yield what became of each of its articles."""
        ready: list[Extracted] = []
        became: dict[str, Added] = {}

        def write() -> None:
            for one, new in zip(ready, self._store.bulk.add(ready), strict=True):
                became.setdefault(
                    one.article.id, Added(one.article, len(one.claims) if new else 0, None, new=new)
                )
            ready.clear()

        for article in batch:
            if isinstance(article, ReadFailure):
                continue
            claims = made.get(article.id)
            if claims is None or isinstance(claims, ReadFailure):
                continue
            extracted = Extracted(article, claims, by)
            if article.url and any(_address(other.article) == _address(article) for other in ready):
                write()
            if self._store.has_article(article.id):
                continue
            replaced = self._earlier(article)
            if replaced is None:
                ready.append(extracted)
                continue
            write()
            self._replace(extracted, replaced)
            became[article.id] = Added(article, len(claims), None, new=True, replaces=replaced.id)
        write()
        for one in batch:
            if isinstance(one, ReadFailure):
                yield one
                continue
            failed = made.get(one.id)
            yield (
                failed if isinstance(failed, ReadFailure) else became.pop(one.id, Added(one, 0, 0, new=False))
            )

    # later versions

    def _earlier(self, article: Article) -> Article | None:
        """Return the article that ``article`` is the next version of: other words at the same address."""
        there = self._store.editions.at(article.outlet, article.url)
        if there is None:
            return None
        earlier = self._store.article(there)
        return earlier if shared(fingerprints(earlier), fingerprints(article)) >= KEPT else None

    def _replace(self, new: Extracted, replaced: Article) -> None:
        """Store an article as the next version of another, whose decisions its claims take."""
        held = [Held(*one) for one in self._store.editions.held(replaced.id)]
        claims = [Claim.model_validate_json(one.model) for one in new.claims]
        texts = {one.claim.article_id for one in held}
        plan = later_text(held, {id: self._store.article(id).text for id in texts}, claims, new.article)
        made = [*new.claims, *map(packed, plan.made)]
        self._store.editions.add(
            new._replace(claims=made), replaced.id, Change(plan.carried, plan.retired, plan.left, Why.GONE)
        )


def _address(article: Article) -> tuple[str | None, str | None]:
    return article.outlet, article.url


# in each process


def _extracted(given: tuple[float, Sequence[Article]]) -> list[Claims]:
    """Return the claims of articles as rows; of one whose extraction fails, why."""
    threshold, articles = given
    found = [_claims_of(article, threshold) for article in articles]
    return [one if isinstance(one, ReadFailure) else [packed(claim) for claim in one] for one in found]


def _claims_of(article: Article, threshold: float) -> tuple[Claim, ...] | ReadFailure:
    """Return the claims of an article, or why its extraction fails."""
    try:
        return extract(article, threshold=threshold)
    except Exception as error:  # one article must not end the work on a hundred thousand
        told = f"{article.name}: its claims could not be extracted ({type(error).__name__}: {error})"
        return ReadFailure(article.name, ReadingError(told))
