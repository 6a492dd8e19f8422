"""What becomes of the claims of an article when it is read again: a later text, or later rules.

Claims are told by their words, not by where they stand: what was put in before them moves nothing. Pure:
the store writes what the plan says.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

from claims.models import Article, Claim, DateMention, Entity, Hop, Quantity, Span, claim_id
from claims.text.places import place, plain

REWORDED = 0.6
"""Share of the words of two contents that both have in order, from which one is the other reworded."""
LONGEST = 2_000
"""Words of a content that are compared."""
WORD = re.compile(r"\w+")

Featured = TypeVar("Featured", Quantity, DateMention, Entity)


class Held(NamedTuple):
    """A claim of the store, and whether a reviewer ever decided on it or on one of its matches."""

    claim: Claim
    decided: bool


class Carried(NamedTuple):
    """Which claim takes the place of another, and whether its words are other ones."""

    old: str
    new: str
    changed: bool


class Plan(NamedTuple):
    """What becomes of the claims of an article."""

    made: tuple[Claim, ...]
    """Decided ones whose words stand in the new text, where the rules do not find them any more."""
    carried: tuple[Carried, ...]
    retired: tuple[str, ...]
    """Undecided ones that are not found again."""
    left: tuple[str, ...]
    """Decided ones that are not found again: they stay, and say so."""


def later_text(
    held: Sequence[Held], texts: Mapping[str, str], new: Sequence[Claim], article: Article
) -> Plan:
    """Return what becomes of the claims ``held`` when ``article``, with its claims ``new``, is later.

    ``texts`` are those of the articles of ``held`` by id. A decided claim is carried to the claim of the
    same words, else to the same words in the text, else to one that says it in other words.
    """
    left = {one.claim.id: one for one in held}
    free = {claim.id: claim for claim in new}
    carried = _same_words(left, free, whole=True)
    there = plain(article.text)
    made: dict[str, Claim] = {}
    for one in [one for one in left.values() if one.decided]:
        moved = _moved(one.claim, texts[one.claim.article_id], article, there)
        if moved is None or moved.id in made or (moved.id not in free and _has(new, moved.id)):
            continue
        if free.pop(moved.id, None) is None:
            made[moved.id] = moved
        carried.append(Carried(one.claim.id, moved.id, changed=False))
        del left[one.claim.id]
    carried += _same_words(left, free, whole=False)
    carried += _reworded([one for one in left.values() if one.decided], free)
    return _plan(held, tuple(made.values()), carried)


def later_rules(held: Sequence[Held], new: Sequence[Claim]) -> Plan:
    """Return what becomes of the claims ``held`` when the rules find ``new`` in the same text.

    One with the same id, or with the same words as another kind, stays; other words are another claim.
    """
    known = {claim.id for claim in new}
    left = {one.claim.id: one for one in held if one.claim.id not in known}
    there = {one.claim.id for one in held}
    free = {claim.id: claim for claim in new if claim.id not in there}
    carried = _same_words(left, free, whole=True)
    gone = [one for one in held if one.claim.id not in known]
    return _plan(gone, (), carried)


def _plan(held: Iterable[Held], made: tuple[Claim, ...], carried: Sequence[Carried]) -> Plan:
    gone = {one.old for one in carried}
    rest = [one for one in held if one.claim.id not in gone]
    return Plan(
        made,
        tuple(carried),
        tuple(one.claim.id for one in rest if not one.decided),
        tuple(one.claim.id for one in rest if one.decided),
    )


def _has(claims: Iterable[Claim], id: str) -> bool:
    return any(claim.id == id for claim in claims)


def folded(words: str) -> str:
    """Return ``words`` as they are compared: marks plain, blanks single."""
    return " ".join(plain(words).split())


def _same_words(left: dict[str, Held], free: dict[str, Claim], *, whole: bool) -> list[Carried]:
    """Return which of ``free`` has the words of which of ``left``, each once; both lose what is carried.

    ``whole``: source and cue too; else those may be others, and the claim is a changed one.
    """

    def words(claim: Claim) -> tuple[str, ...]:
        content = folded(claim.content_words)
        return (content, folded(claim.source_words), folded(claim.cue_words)) if whole else (content,)

    by_words: dict[tuple[str, ...], deque[Claim]] = defaultdict(deque)
    for claim in free.values():
        by_words[words(claim)].append(claim)
    found = []
    # The decided ones first: where the same words stand less often now, nothing decided goes.
    for one in sorted(left.values(), key=lambda one: not one.decided):
        if fitting := by_words.get(words(one.claim)):
            claim = next((claim for claim in fitting if claim.kind is one.claim.kind), fitting[0])
            fitting.remove(claim)
            found.append(Carried(one.claim.id, claim.id, changed=not whole))
            del left[one.claim.id], free[claim.id]
    return found


def _reworded(left: Sequence[Held], free: dict[str, Claim]) -> list[Carried]:
    """Return which of ``free`` says in other words what which of ``left`` said, the most alike first."""
    pairs = [
        (likeness, one.claim.id, claim.id)
        for one in left
        for claim in free.values()
        if _same_source(one.claim, claim)
        and (likeness := _likeness(one.claim.content_words, claim.content_words)) >= REWORDED
    ]
    found: dict[str, Carried] = {}
    for _, old, new in sorted(pairs, key=lambda pair: -pair[0]):
        if old not in found and new in free:
            found[old] = Carried(old, new, changed=True)
            del free[new]
    return list(found.values())


def _same_source(one: Claim, other: Claim) -> bool:
    if one.speaker and other.speaker:
        return one.speaker.key == other.speaker.key
    return folded(one.source_words) == folded(other.source_words)


def _likeness(one: str, other: str) -> float:
    ours, theirs = (WORD.findall(words.casefold())[:LONGEST] for words in (one, other))
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= REWORDED else 0.0


def _moved(claim: Claim, text: str, article: Article, there: str) -> Claim | None:
    """Return ``claim`` of ``text`` where all its words, and those between, stand in ``article``, or None."""
    every = [*claim.source, *claim.cue, *claim.content]
    start, end = min(span.start for span in every), max(span.end for span in every)
    at = place(there, plain(text[start:end]), start)
    if at is None:
        return None
    by = at - start

    def spans(given: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(span.start + by, span.end + by) for span in given)

    def kept(span: Span | None) -> Span | None:
        """Return the span where the same words stand at it, else none."""
        if span is None or span.start + by < 0:
            return None
        moved = Span(span.start + by, span.end + by)
        same = there[moved.start : moved.end] == plain(text[span.start : span.end])
        return moved if same else None

    def features(given: tuple[Featured, ...]) -> tuple[Featured, ...]:
        return tuple(one.model_copy(update={"span": own}) for one in given if (own := kept(one.span)))

    def hop(given: Hop) -> Hop:
        return given.model_copy(update={"span": kept(given.span)})

    told = claim.features
    roles = {role: spans(getattr(claim, role)) for role in ("source", "cue", "content")}
    return claim.model_copy(
        update={
            **roles,
            "id": claim_id(article.id, claim.kind, *roles.values()),
            "article_id": article.id,
            "parent": None,
            "chain": tuple(hop(one) for one in claim.chain),
            "speaker": claim.speaker
            and claim.speaker.model_copy(update={"mention": kept(claim.speaker.mention)}),
            "features": told.model_copy(
                update={
                    "quantities": features(told.quantities),
                    "dates": features(told.dates),
                    "entities": features(told.entities),
                    **{
                        name: tuple(own for span in getattr(told, name) if (own := kept(span)))
                        for name in ("negations", "denials", "hedges")
                    },
                }
            ),
        }
    )
