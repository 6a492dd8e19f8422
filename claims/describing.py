"""A claim that a reviewer made: all that the extractor would know of it, from its words and its article.

Its speaker, chain and features are told by the same rules as those of any other claim, among the
claims that the article has already, so that "he" is whom the words before it name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from claims.extraction import chains, features, names, speakers
from claims.extraction.attribution import Attribution
from claims.extraction.document import Document
from claims.extraction.extractor import WHOLE_QUOTE
from claims.extraction.lexicon import classes, entries
from claims.models import Article, Claim, ClaimKind, Edit, Modality, Span, claim_id, words_of
from claims.store import BY_HAND

UNLISTED = "-"
"""The class of a cue whose words no class lists."""


def describe(article: Article, wanted: Edit, claims: Sequence[Claim]) -> Claim:
    """Return the claim of ``article`` that has the spans of ``wanted``; ``claims`` are the others there.

    A speaker of ``wanted`` is the claim's; without one the rules tell who its source is.
    """
    document = Document.of(article)
    made, parent = _attribution(document, wanted), _parent(wanted, claims)
    own = claim_id(article.id, made.kind, made.source, made.cue, made.content)
    entries_there = [(claim.id, claim.parent, _known(document, claim)) for claim in claims]
    ordered = sorted(
        [*entries_there, (own, parent, made)],
        key=lambda one: (one[2].content[0].start, one[2].content[-1].end, one[0]),
    )
    number = {id: n for n, (id, _, _) in enumerate(ordered)}
    found = [replace(one, parent=number.get(above) if above else None) for _, above, one in ordered]
    known_names = names.find(document)
    who = speakers.resolve(document, found, known_names)
    at = number[own]
    who[at] = wanted.speaker or who[at]
    return Claim(
        id=own,
        article_id=article.id,
        kind=made.kind,
        modality=made.modality,
        source=made.source,
        cue=made.cue,
        content=made.content,
        source_words=words_of(article.text, made.source),
        cue_words=words_of(article.text, made.cue),
        content_words=words_of(article.text, made.content),
        speaker=who[at],
        chain=chains.build(document, found, who, known_names)[at],
        rule=BY_HAND,
        parent=parent,
        features=features.annotate(document, made, who[at]),
    )


def _attribution(document: Document, wanted: Edit) -> Attribution:
    """Return the words of ``wanted`` as if a rule had found them."""
    kind = kind_of(document, wanted)
    cue_class = _cue_class(document, wanted.cue)
    known = classes(document.language).get(cue_class)
    modality = known.modality if known else Modality.FACT
    return Attribution(wanted.source, wanted.cue, wanted.content, kind, modality, BY_HAND, cue_class, 1.0)


def _known(document: Document, claim: Claim) -> Attribution:
    cue_class = _cue_class(document, claim.cue)
    return Attribution(
        claim.source, claim.cue, claim.content, claim.kind, claim.modality, claim.rule, cue_class, 1.0
    )


def kind_of(document: Document, wanted: Edit) -> ClaimKind:
    """Return how the content stands in the article: quoted, in a headline, in the outlet's own voice."""
    tokens = [i for span in wanted.content for i in _tokens(document, span)]
    quoted = sum(document.in_quote[i] for i in tokens)
    if quoted >= WHOLE_QUOTE * len(tokens) and quoted:
        return ClaimKind.DIRECT
    if quoted:
        return ClaimKind.MIXED
    if _in_headline(document, tokens):
        return ClaimKind.HEADLINE
    return ClaimKind.INDIRECT if wanted.source or wanted.cue else ClaimKind.ASSERTION


def _in_headline(document: Document, tokens: Sequence[int]) -> bool:
    """Whether all words stand in the article's title, where its text begins with that."""
    title = " ".join((document.article.title or "").split())
    if not tokens or not title or not document.paragraphs:
        return False
    first, stop = document.paragraphs[0]
    starts, ends = document.tokens.start, document.tokens.end
    words = " ".join(document.article.text[starts[first] : ends[stop - 1]].split())
    return max(tokens) < stop and words.startswith(title)


def _cue_class(document: Document, cue: Sequence[Span]) -> str:
    """Return the lexicon class of the first word of ``cue`` that has one."""
    listed = entries(document.language)
    low = document.tokens.low
    known = (listed.get(low[i]) for span in cue for i in _tokens(document, span))
    return next((entry.cue_class for entry in known if entry), UNLISTED)


def _tokens(document: Document, span: Span) -> range:
    """Return the tokens that share characters with ``span``."""
    tokens = document.tokens
    return range(bisect_right(tokens.end, span.start), bisect_left(tokens.start, span.end))


def _parent(made: Edit, claims: Sequence[Claim]) -> str | None:
    """Return the id of the claim with the shortest content that holds all of ``made``, if there is one."""
    spans = (*made.source, *made.cue, *made.content)
    holding = [
        claim
        for claim in claims
        if claim.kind is not ClaimKind.ASSERTION
        and all(any(s <= span.start and span.end <= e for s, e in claim.content) for span in spans)
    ]
    size = {claim.id: sum(e - s for s, e in claim.content) for claim in holding}
    return min(size, key=lambda id: (size[id], id)) if size else None
