"""A store of any number of claims, made by the store's own code from made-up articles."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from claims.models import (
    ActorKind,
    Article,
    Certainty,
    Claim,
    ClaimKind,
    Features,
    Hop,
    Independence,
    Match,
    Modality,
    Relation,
    Span,
    Speaker,
    claim_id,
    digest,
    match_id,
)
from claims.store import Store

CLAIMS_EACH = 25
"""Claims of one article, a paragraph each."""
MATCHED_FROM = 90
"""The priority from which on a claim has matches, so that those come first which have."""
MATCHES_OF_ONE = 3
FIRST_DAY = dt.date(2020, 1, 1)
SPEAKERS = [
    f"{first} {last}" for first in ("Ilse", "Jonas", "Pia", "Ada") for last in ("Brandt", "Holm", "Brook")
]
CUES = ["said", "warned", "told reporters", "denied"]
PLACES = ["harbour", "old town", "council", "ferry line", "northern district", "water board"]
OUTLETS = 200


def store_of(claims: int, folder: Path) -> Path:
    """Return a store of at least ``claims`` claims in ``folder``, made unless it is there."""
    path = folder / f"claims-{claims}.sqlite"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        for left in folder.glob(f"{unfinished.name}*"):
            left.unlink()
        with Store.open(unfinished) as store:
            # Nothing is lost by a crash that making it again would not bring back.
            store._connection.execute("PRAGMA synchronous = OFF")
            _fill(store, -(-claims // CLAIMS_EACH))
            store._connection.execute("PRAGMA optimize")
        unfinished.rename(path)
    return path


def _fill(store: Store, articles: int) -> None:
    chance = random.Random(articles)
    before: list[list[Claim]] = []
    for number in range(articles):
        article, claims = _article(number, chance)
        store.add_article(article, claims, None, _matches(claims, before))
        before = [*before, claims][-MATCHES_OF_ONE:]


def _article(number: int, chance: random.Random) -> tuple[Article, list[Claim]]:
    outlet = f"Outlet {number % OUTLETS}"
    sentences, places = [], []
    length = 0
    for _ in range(CLAIMS_EACH):
        speaker, cue = chance.choice(SPEAKERS), chance.choice(CUES)
        content = (
            f"the {chance.choice(PLACES)} lost {chance.randint(100, 99_999)} crates in the storm,"
            f" of which {chance.randint(2, 99)} were found again by Friday"
        )
        sentence = f"{speaker} {cue} that {content}. Repairs went on for {chance.randint(2, 40)} days."
        at = [length, length + len(speaker) + 1, length + len(speaker) + len(cue) + 7]
        places.append(
            [Span(start, start + len(w)) for start, w in zip(at, (speaker, cue, content), strict=True)]
        )
        sentences.append(sentence)
        length += len(sentence) + 2
    text = "\n\n".join(sentences)
    article = Article(
        id=digest(outlet, str(number), text),
        text=text,
        text_hash=digest(text, length=64),
        name=f"article {number}",
        title=f"Crates lost in storm {number}",
        outlet=outlet,
        date=FIRST_DAY + dt.timedelta(days=number % 2_000),
        url=f"https://outlet-{number % OUTLETS}.example/{number}",
    )
    return article, [_claim(article, *spans, chance.choice(range(100))) for spans in places]


def _claim(article: Article, source: Span, cue: Span, content: Span, priority: int) -> Claim:
    words = [article.text[span.start : span.end] for span in (source, cue, content)]
    person = {"name": words[0], "key": words[0].casefold(), "kind": ActorKind.PERSON}
    outlet = article.outlet or ""
    return Claim(
        id=claim_id(article.id, ClaimKind.INDIRECT, (source,), (cue,), (content,)),
        article_id=article.id,
        kind=ClaimKind.INDIRECT,
        modality=Modality.FACT,
        source=(source,),
        cue=(cue,),
        content=(content,),
        source_words=words[0],
        cue_words=words[1],
        content_words=words[2],
        speaker=Speaker(**person, certainty=Certainty.LIKELY),
        chain=(Hop(name=outlet, key=outlet.casefold(), kind=ActorKind.OUTLET), Hop(**person)),
        rule="said-ahead",
        reliability=0.9,
        features=Features(priority=priority),
    )


def _matches(claims: list[Claim], before: list[list[Claim]]) -> Iterator[Match]:
    for place, claim in enumerate(claims):
        for others in before if claim.features.priority >= MATCHED_FROM else ():
            other = others[place]
            a, b = sorted((claim.id, other.id))
            yield Match(
                id=match_id(a, b),
                a=a,
                b=b,
                relation=Relation.RELATED,
                score=0.6,
                reasons=("same words",),
                independence=Independence.INDEPENDENT,
            )
