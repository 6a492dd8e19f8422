"""ClaimReview (schema.org): what fact-check pages carry in JSON-LD, one review for each claim.

The properties are those that schema.org and the guidelines of search engines name: ``claimReviewed``,
``reviewRating`` with ``alternateName``, and ``url``; beside them ``author``, ``datePublished`` and
``itemReviewed``, a Claim with whose it is and where it appeared. What a verdict is called, and its
number on a scale, are the house's (``claims.house``); a claim that the house has no words for is left
to the gate, which refuses it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from claims.export.jsonl import escaped
from claims.export.record import ExportedArticle, ExportedMatch, ExportRecord, ordered
from claims.export.settings import Settings
from claims.house import House
from claims.models import ActorKind, Relation, Speaker

CONTEXT = "https://schema.org"
ORGANISATIONS = frozenset({ActorKind.ORGANISATION, ActorKind.OUTLET, ActorKind.AGENCY})

Node = dict[str, object]


def write(records: Iterable[ExportRecord], settings: Settings) -> Iterator[str]:
    """Yield one JSON-LD document with a ClaimReview for each record that the house has words for."""
    house = settings.house
    reviews = [] if house is None else [review(one, house) for one in ordered(records) if words(one, house)]
    document = {"@context": CONTEXT, "@graph": reviews}
    yield escaped(json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2)) + "\n"


def words(record: ExportRecord, house: House) -> str:
    """Return what the house calls the verdict on a claim, empty when it has no words for it."""
    return house.words(record.state.verdict, record.reason)


def review(record: ExportRecord, house: House) -> Node:
    """Return the ClaimReview of a claim."""
    decided = record.state.decided_at
    address = house.address(record.claim.id)
    return _known(
        {
            "@type": "ClaimReview",
            "@id": address,
            "url": address,
            "claimReviewed": record.claim.content_words,
            "datePublished": decided.date().isoformat() if decided else None,
            "author": _known({"@type": "Organization", "name": house.author, "url": house.author_url}),
            "reviewRating": _rating(record, house),
            "itemReviewed": _claim(record),
        }
    )


def _rating(record: ExportRecord, house: House) -> Node:
    rating = house.ratings[record.state.verdict]
    on_scale = rating.value is not None
    return _known(
        {
            "@type": "Rating",
            "alternateName": words(record, house),
            "ratingValue": rating.value,
            "bestRating": house.best if on_scale else None,
            "worstRating": house.worst if on_scale else None,
            "ratingExplanation": record.reason,
        }
    )


def _claim(record: ExportRecord) -> Node:
    """Return the claim: whose it is, and every article that is known to carry it, the earliest first."""
    own = _work(record.article.url, record.article.title, record.article.outlet, _day(record.article))
    same = [_other(one) for one in record.matches if one.decided is Relation.SAME]
    works = [own, *same]
    dated = sorted((work for work in works if "datePublished" in work), key=_dated)
    return _known(
        {
            "@type": "Claim",
            "name": record.claim.content_words,
            "author": _author(record),
            "datePublished": _day(record.article),
            "appearance": works,
            "firstAppearance": dated[0] if dated else None,
        }
    )


def _author(record: ExportRecord) -> Node | None:
    """Return who made the claim: the speaker, else the source in its words, else the outlet itself."""
    claim = record.claim
    if claim.speaker is not None:
        return _speaker(claim.speaker)
    if claim.source_words:
        return {"@type": "Person", "name": claim.source_words}
    outlet = record.article.outlet
    return {"@type": "Organization", "name": outlet} if outlet and not claim.cue else None


def _speaker(speaker: Speaker) -> Node:
    kind = "Organization" if speaker.kind in ORGANISATIONS else "Person"
    role = speaker.role if kind == "Person" else None
    return _known({"@type": kind, "name": speaker.name, "jobTitle": role})


def _other(one: ExportedMatch) -> Node:
    return _work(one.url, one.title, one.outlet, one.date.isoformat() if one.date else None)


def _work(url: str | None, title: str | None, outlet: str | None, day: str | None) -> Node:
    publisher = {"@type": "Organization", "name": outlet} if outlet else None
    return _known(
        {
            "@type": "NewsArticle",
            "url": url,
            "headline": title,
            "datePublished": day,
            "publisher": publisher,
        }
    )


def _day(article: ExportedArticle) -> str | None:
    return article.date.isoformat() if article.date else None


def _dated(work: Node) -> str:
    return str(work["datePublished"])


def _known(node: Node) -> Node:
    """Return a node without what is not known: an empty property says nothing."""
    return {name: value for name, value in node.items() if value not in (None, "")}
