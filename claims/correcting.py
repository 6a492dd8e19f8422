"""Correcting the machine: edited, added, split and merged claims, each one step to undo.

What the extractor wrote stays. An edit stands beside it; a claim that a reviewer made is a row of its
own, in the lists while the decision that made it is in force. A claim that was split or merged is
rejected, with what replaces it as the reason: it was no claim as it stood, and counts so for its rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from claims.describing import describe
from claims.errors import IllegalTransition
from claims.linking import Linker, prepared_claims, terms_of
from claims.models import Action, Article, Claim, Decision, Edit, Span, Verdict, words_of
from claims.status import edited
from claims.store import SELECTED, Act, Store

ROLES = ("source", "cue", "content")
REPLACED = "replaced by"
"""Begins the reason for which a claim is rejected that was split or merged."""


class Made(NamedTuple):
    """What became of a wish for claims: their ids, and the decisions; none where all were there."""

    ids: tuple[str, ...]
    decisions: tuple[Decision, ...]


class Corrections:
    """What one reviewer corrects in a store."""

    def __init__(self, store: Store, linker: Linker, reviewer: Callable[[], str]) -> None:
        """Correct in ``store``, in the name that ``reviewer`` gives; ``linker`` finds the matches."""
        self._store = store
        self._linker = linker
        self._reviewer = reviewer

    def edit(self, id: str, wanted: Edit, *, seen: Mapping[str, int] | None = None) -> list[Decision]:
        """Put a reviewer's spans and speaker in the place of the machine's; its own words change nothing.

        The words of ``wanted`` are taken from the article. Raises ``IllegalTransition`` for spans that
        are not in the article, or no content, and ``StaleDecision`` when somebody decided since ``seen``.
        """
        claim = self._store.claim(id)
        made = _worded(self._store.article(claim.article_id).text, wanted)
        changed = any(getattr(made, name) != getattr(claim, name) for name in (*ROLES, "speaker"))
        after = made.model_dump_json() if changed else ""
        return self._store.decide([id], Action.EDIT, after, reviewer=self._reviewer(), seen=seen)

    def add(self, article_id: str, wanted: Edit) -> Made:
        """Add a claim that the rules missed, with the spans of ``wanted``; one with these is there: its id.

        Without a speaker the rules tell who its source is. It is matched like any other. Raises
        ``IllegalTransition`` as ``edit`` does.
        """
        article = self._store.article(article_id)
        known = self._claims_of(article_id)
        made = describe(article, _worded(article.text, wanted), known)
        same = [claim.id for claim in known if _spans(claim) == _spans(made) or claim.id == made.id]
        if same:
            return Made((same[0],), ())
        return self._made(article, [made], SELECTED, ())

    def split(self, id: str, at: int, *, seen: Mapping[str, int] | None = None) -> Made:
        """Make two claims of one whose content is divided at ``at``, an offset in the article.

        Both have its source, cue and speaker. Raises ``IllegalTransition`` when one would have no word.
        """
        claim = self._current(id)
        article = self._store.article(claim.article_id)
        halves = divided(article.text, claim.content, at)
        known = [one for one in self._claims_of(article.id) if one.id != id]
        made = [
            describe(article, Edit.of(claim).model_copy(update={"content": half}), known) for half in halves
        ]
        kept = [self._like(one, claim) for one in made]
        return self._made(article, kept, f"part of {id}", [claim], seen)

    def merge(
        self, ids: Sequence[str], wanted: Edit | None = None, *, seen: Mapping[str, int] | None = None
    ) -> Made:
        """Make one claim of several of one article: all their words, with source and speaker of the first.

        ``wanted`` gives other spans or another speaker. Raises ``IllegalTransition`` for fewer than
        two, several articles, or, without ``wanted``, several speakers.
        """
        claims = [self._current(id) for id in dict.fromkeys(ids)]
        if len(claims) < 2 or len({claim.article_id for claim in claims}) > 1:
            raise IllegalTransition("Merging takes two or more claims of one article; nothing was changed.")
        if wanted is None and len({claim.speaker.key if claim.speaker else "" for claim in claims}) > 1:
            raise IllegalTransition("They have several speakers: say whose it is; nothing was changed.")
        article = self._store.article(claims[0].article_id)
        chosen = _worded(article.text, wanted or merged(article.text, claims))
        known = [one for one in self._claims_of(article.id) if one.id not in ids]
        made = self._like(describe(article, chosen, known), claims[0])
        return self._made(article, [made], f"merged from {' '.join(one.id for one in claims)}", claims, seen)

    def _made(
        self,
        article: Article,
        made: Sequence[Claim],
        how: str,
        replaced: Sequence[Claim],
        seen: Mapping[str, int] | None = None,
    ) -> Made:
        """Store ``made`` in place of ``replaced``, with terms and matches, as one step.

        What there is already is not made again, nor replaced by itself; one's own rejection of it is
        taken back. The acts that add come last.
        """
        ids = tuple(claim.id for claim in made)
        there = {claim.id for claim in self._store.claims_of(article.id)}
        new = [claim for claim in made if claim.id not in there]
        reason = f"{REPLACED} {' '.join(ids)}"
        acts = [
            Act(claim.id, Action.VERDICT, Verdict.REJECTED, reason)
            for claim in replaced
            if claim.id not in ids
        ]
        acts += [
            Act(id, Action.VERDICT, Verdict.UNREVIEWED, how)
            for id in ids
            if id in there and self._store.claim_state(id).verdict is Verdict.REJECTED
        ]
        acts += [Act(claim.id, Action.ADD, how) for claim in new]
        prepared = prepared_claims(article, new)
        decisions = self._store.add_claims(
            new,
            acts,
            reviewer=self._reviewer(),
            terms=terms_of(prepared),
            matches_found=self._linker.matches(article, prepared),
            seen=seen,
        )
        return Made(ids, tuple(decisions))

    def _current(self, id: str) -> Claim:
        """Return a claim as the reviewers have it."""
        return edited(self._store.claim(id), self._store.claim_state(id).edit)

    def _claims_of(self, article_id: str) -> list[Claim]:
        """Return the claims of an article as the reviewers have them."""
        return [
            edited(claim, self._store.claim_state(claim.id).edit)
            for claim in self._store.claims_of(article_id)
        ]

    @staticmethod
    def _like(made: Claim, claim: Claim) -> Claim:
        """Return ``made`` with what is told by source and cue, where those are still ``claim``'s."""
        if (made.source, made.cue, made.speaker) != (claim.source, claim.cue, claim.speaker):
            return made
        return made.model_copy(
            update={"modality": claim.modality, "chain": claim.chain, "parent": claim.parent}
        )


def merged(text: str, claims: Sequence[Claim], *, whose: int = 0) -> Edit:
    """Return all words of ``claims``, in parts where words of ``text`` stand between them.

    Source, cue and speaker are those of claim number ``whose``.
    """
    spans = united(text, [span for claim in claims for span in claim.content])
    return Edit.of(claims[whose]).model_copy(update={"content": spans})


def united(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return ``spans`` in order, those as one that overlap or have no word of ``text`` between them."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and not _has_word(text, [Span(found[-1].end, start)]):
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return tuple(found)


def divided(text: str, content: Sequence[Span], at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return ``content`` before and from ``at``, each without blanks at its ends.

    Raises ``IllegalTransition`` when there is no word on one side.
    """
    first = _trimmed(text, (Span(s, min(e, at)) for s, e in content if s < at))
    second = _trimmed(text, (Span(max(s, at), e) for s, e in content if e > at))
    if not (_has_word(text, first) and _has_word(text, second)):
        raise IllegalTransition("Each half needs a word of the content; nothing was changed.")
    return first, second


def _trimmed(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    out = []
    for start, end in spans:
        words = text[start:end]
        kept = words.strip()
        if kept:
            begin = start + words.index(kept)
            out.append(Span(begin, begin + len(kept)))
    return tuple(out)


def _has_word(text: str, spans: Sequence[Span]) -> bool:
    return any(character.isalnum() for start, end in spans for character in text[start:end])


def _worded(text: str, wanted: Edit) -> Edit:
    """Return ``wanted`` with the words that its spans have in ``text``."""
    every = [span for role in ROLES for span in getattr(wanted, role)]
    if not wanted.content or any(not 0 <= start < end <= len(text) for start, end in every):
        raise IllegalTransition("A claim needs words of its article as its content; nothing was changed.")
    words = {f"{role}_words": words_of(text, getattr(wanted, role)) for role in ROLES}
    return wanted.model_copy(update=words)


def _spans(claim: Claim) -> tuple[tuple[Span, ...], ...]:
    return claim.source, claim.cue, claim.content
