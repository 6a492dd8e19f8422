"""From attributions to claims: speaker, chain and features, and the outlet's own assertions beside them."""

from __future__ import annotations

from claims.extraction import assertions, chains, features, speakers
from claims.extraction.document import Document
from claims.extraction.extractor import THRESHOLD, find_attributions
from claims.extraction.making import made
from claims.extraction.names import find as find_names
from claims.models import Article, Claim, claim_id, words_of


def extract(article: Article, *, threshold: float = THRESHOLD) -> tuple[Claim, ...]:
    """Return the claims of ``article`` in order of the text, nested ones and own assertions too.

    The same article gives the same claims. ``threshold`` is the least reliability, 0 to 1.
    """
    claims = [one for document in Document.parts(article) for one in _claims(document, threshold)]
    claims.sort(key=lambda c: (c.content[0].start, c.content[-1].end, c.id))
    return tuple(claims)


def _claims(document: Document, threshold: float) -> list[Claim]:
    article = document.article
    found = find_attributions(document, threshold)
    found += assertions.find(document, found)
    names = find_names(document)
    who = speakers.resolve(document, found, names)
    hops = chains.build(document, found, who, names)
    claims: list[Claim] = []
    ids = [claim_id(article.id, a.kind, a.source, a.cue, a.content) for a in found]
    for n, a in enumerate(found):
        claims.append(
            made(
                Claim,
                id=ids[n],
                article_id=article.id,
                kind=a.kind,
                modality=a.modality,
                source=a.source,
                cue=a.cue,
                content=a.content,
                source_words=words_of(article.text, a.source),
                cue_words=words_of(article.text, a.cue),
                content_words=words_of(article.text, a.content),
                speaker=who[n],
                chain=hops[n],
                rule=a.rule,
                reliability=round(a.reliability, 3),
                parent=ids[a.parent] if a.parent is not None else None,
                features=features.annotate(document, a, who[n]),
            )
        )
    return claims
