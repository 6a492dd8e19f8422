"""What is known of an event or article: its stories, each with what was decided, and by whom it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from claims.errors import NotFound
from claims.export.summaries import WRITERS
from claims.export.summary import Entry, Held, Part, Summary, SummaryArticle, Teller
from claims.models import Relation, Verdict
from claims.status import standing
from claims.store import ArticleRow, Store
from claims.stories import Cluster, Stories, Telling
from claims.writing import write_whole

__all__ = ["WRITERS", "Part", "Reports", "Summary", "write_report"]


class Reports:
    """The reports of one store."""

    def __init__(self, store: Store, stories: Stories) -> None:
        """Report on ``store``."""
        self._store = store
        self._stories = stories

    def summary(self, article_ids: Sequence[str], *, event: bool = False) -> Summary:
        """Return what is known of articles; with ``event``, of all that tell or contradict their stories.

        Raises ``NotFound`` when there is no such article.
        """
        rows = [self._store.article_row(id) for id in dict.fromkeys(article_ids)]
        clusters = self._clusters(rows)
        if event:
            rows = sorted(self._around(rows, clusters), key=_by_date)
            clusters = self._clusters(rows)
        own = {row.id for row in rows}
        entries = [self._entry(cluster, own) for cluster in clusters]
        ordered = sorted(entries, key=_telling)
        articles = tuple(
            SummaryArticle(title=row.title, outlet=row.outlet, date=row.date, url=row.url) for row in rows
        )
        return Summary(articles=articles, entries=tuple(ordered))

    def article_of(self, prefix: str) -> str:
        """Return the article whose id starts so, or the one of the claim whose id does."""
        try:
            return self._store.editions.resolve(prefix)
        except NotFound:
            return self._store.claim(self._store.resolve(prefix)).article_id

    def _clusters(self, rows: Iterable[ArticleRow]) -> list[Cluster]:
        """Return the stories that the claims of articles tell, each once, without what was rejected."""
        found: dict[str, Cluster] = {}
        placed: set[str] = set()
        for row in rows:
            for claim in self._store.claims_of(row.id):
                if claim.id not in placed:
                    cluster = self._stories.cluster_of(claim.id)
                    placed.update(one.claim.id for one in cluster.tellings)
                    if cluster.tellings:
                        found.setdefault(cluster.id, cluster)
        return list(found.values())

    def _around(self, rows: Iterable[ArticleRow], clusters: Iterable[Cluster]) -> Iterator[ArticleRow]:
        """Yield ``rows`` and every other article that tells, or contradicts, one of the stories."""
        ids = [row.id for row in rows]
        for cluster in clusters:
            ids += [one.row.article_id for one in (*cluster.tellings, *cluster.conflicting)]
        yield from (self._store.article_row(id) for id in dict.fromkeys(ids))

    def _entry(self, cluster: Cluster, articles: set[str]) -> Entry:
        told = self._stands_for(cluster, articles)
        others = [one for one in cluster.tellings if one is not told]
        same = [one for one in others if one.decided and told.decided]
        held = tuple(self._held([told, *same]))
        origins = self._stories.origins_of([one.claim for one in (told, *same)])
        return Entry(
            part=_part(held),
            told=_teller(told),
            held=held,
            origins=tuple(origin.name for origin in origins.known),
            proposed=tuple(_teller(one) for one in others if one not in same),
            same=tuple(map(_teller, same)),
            against=tuple(map(_teller, cluster.conflicting)),
        )

    def _stands_for(self, cluster: Cluster, articles: set[str]) -> Telling:
        """Return the claim that stands for a story: of these articles, decided on, the earliest."""
        return min(
            cluster.tellings,
            key=lambda one: (one.row.article_id not in articles, not self._decided(one.claim.id)),
        )

    def _decided(self, claim_id: str) -> bool:
        return bool(standing(self._store.history(claim_id)).verdicts.by)

    def _held(self, tellings: Iterable[Telling]) -> Iterator[Held]:
        """Yield what each reviewer decided on the claims of a story, each reviewer's verdict once."""
        seen: set[tuple[str, str]] = set()
        for telling in tellings:
            for one in standing(self._store.history(telling.claim.id)).verdicts.by.values():
                if (one.reviewer, one.after) not in seen:
                    seen.add((one.reviewer, one.after))
                    yield Held(reviewer=one.reviewer, verdict=Verdict(one.after), reason=one.reason)


_ALONE = {
    frozenset({Verdict.VERIFIED}): Part.CONFIRMED,
    frozenset({Verdict.REFUTED}): Part.REFUTED,
    frozenset({Verdict.UNVERIFIABLE}): Part.UNVERIFIABLE,
    frozenset[Verdict](): Part.OPEN,
}


def _part(held: Iterable[Held]) -> Part:
    """Return where a story stands: disputed too where its claims, or reviewers, don't come to one verdict."""
    return _ALONE.get(frozenset(one.verdict for one in held), Part.DISPUTED)


def _teller(one: Telling) -> Teller:
    return Teller(
        claim_id=one.claim.id,
        words=one.claim.content_words,
        outlet=one.row.outlet,
        date=one.row.date,
        speaker=one.row.speaker,
        origin=one.origin,
        relation=Relation(one.relation),
        decided=one.decided,
        differing=one.conflicts,
    )


def _telling(entry: Entry) -> tuple[int, int, int]:
    """Return a key that sorts by part, and in each what is contradicted, or told by most, first."""
    return [*Part].index(entry.part), -len(entry.against), -len(entry.same) - len(entry.proposed)


def _by_date(row: ArticleRow) -> tuple[bool, str, str]:
    return row.date is None, row.date.isoformat() if row.date else "", row.id


def write_report(summary: Summary, form: str, out: Path) -> None:
    """Write a report to a file, whole."""
    write_whole(out, WRITERS[form](summary))
