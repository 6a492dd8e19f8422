"""Reading the articles of a store again by the rules of this version: what stands keeps its decisions.

Articles that these rules have read already are passed over, so that it can be run again at any time, and
goes on where it was interrupted or killed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import NamedTuple

from claims.carrying import Held, later_rules
from claims.extraction.edition import edition
from claims.finding import THRESHOLD, extract
from claims.linking import prepared_claims, terms_of
from claims.models import Article, Claim
from claims.parallel import in_order
from claims.store import BY_HAND, Change, ReadBy, Store, Why

BATCH = 16
"""Articles that are read at a time."""

Progress = Callable[[int, int], None]
Piece = list[tuple[Article, float]]


class Update(NamedTuple):
    """What reading articles again comes to."""

    articles: int = 0
    changed: int = 0
    """Those of which a claim came, went or is told otherwise."""
    same: int = 0
    """Claims that stand as they were."""
    told: int = 0
    """Claims with the same words of which the rules tell something else: speaker, chain, modality, kind."""
    added: int = 0
    retired: int = 0
    """Undecided ones that are not found any more: in no list, and not deleted."""
    left: int = 0
    """Decided ones that are not found any more: they stay, and say so."""

    def and_(self, other: Update) -> Update:
        """Return both together."""
        return Update(*(a + b for a, b in zip(self, other, strict=True)))


def outdated(store: Store) -> int:
    """Return how many articles of ``store`` other rules than these read."""
    return store.editions.count_outdated(edition())


def update(store: Store, progress: Progress, *, jobs: int = 1, dry_run: bool = False) -> Update:
    """Extract every article of ``store`` again that other rules read; return what came of it.

    Each is one transaction. ``progress`` is told: articles done, articles in all. ``jobs`` is on how many
    cores. With ``dry_run`` nothing is changed. New claims wait to be matched (``catch_up``).
    """
    total, came = outdated(store), Update()
    with store.bulk.hurried(), closing(in_order(_extracted, _pieces(store), jobs)) as batches:
        for piece, found in batches:
            for (article, threshold), claims in zip(piece, found, strict=True):
                came = came.and_(_one(store, article, threshold, claims, dry_run))
                progress(came.articles, total)
    return came


def _pieces(store: Store) -> Iterator[tuple[Piece, Piece]]:
    after = 0
    while rows := store.editions.outdated(edition(), after, BATCH):
        after = rows[-1][0]
        piece = [
            (store.article(id), THRESHOLD if threshold is None else threshold) for _, id, threshold in rows
        ]
        yield piece, piece


def _one(store: Store, article: Article, threshold: float, found: list[Claim], dry_run: bool) -> Update:
    """Have the claims of one article be those ``found``."""
    held = [Held(*one) for one in store.editions.held(article.id)]
    own = [one for one in held if one.claim.article_id == article.id and one.claim.rule != BY_HAND]
    plan = later_rules(own, found)
    known = {one.claim.id: one.claim for one in own}
    carried = {one.new for one in plan.carried}
    stays = [claim for claim in found if claim.id in known]
    same = sum(claim == known[claim.id] for claim in stays)
    came = Update(
        articles=1,
        same=same,
        told=len(stays) - same + len(carried),
        added=sum(claim.id not in known and claim.id not in carried for claim in found),
        retired=len(plan.retired),
        left=sum(store.editions.standing(id).left is None for id in plan.left),
    )
    if not dry_run:
        unknown = store.editions.unknown([claim.id for claim in found])
        terms = terms_of(prepared_claims(article, [claim for claim in found if claim.id in unknown]))
        by = ReadBy(edition(), threshold)
        change = Change(plan.carried, plan.retired, plan.left, Why.UNFOUND)
        store.editions.update(article.id, found, terms, by, change)
    return came._replace(changed=bool(came.told or came.added or came.retired or came.left))


# in each process


def _extracted(piece: Piece) -> list[list[Claim]]:
    return [list(extract(article, threshold=threshold)) for article, threshold in piece]
