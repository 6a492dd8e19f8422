"""Whom a pronoun means: the nearest fitting name, where one stands out.

Names before the pronoun are weighed by where they stand (subject, object, inside a quotation), how
many sentences back, and whether they spoke last; gender excludes. Close calls stay unresolved.
The weights follow the order of preference of centering theory (Grosz, Joshi and Weinstein 1995):
subject before object, the last topic before a new one. Knows no language; a window of a few
sentences per pronoun keeps it linear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from claims.extraction.document import Document
from claims.extraction.mentions import Mention
from claims.extraction.namewords import NameKind
from claims.extraction.referents import BODIES, PERSONAL, Names, Referent
from claims.extraction.sourcewords import SourceWords
from claims.models import ActorKind, Certainty, Speaker

WINDOW = 3
"""How many sentences back a pronoun reaches."""
MOST = 40
"""How many mentions back at most: a sentence may hold thousands."""
SUBJECT, OTHER, OWNER, QUOTED, SPOKE = 3.0, 1.0, 1.4, 0.4, 3.6
DECAY = 0.6
"""What a sentence of distance leaves of a weight."""
UNKNOWN_GENDER = 0.7
UNKNOWN_KIND = 0.35
GROUPS = frozenset({ActorKind.UNNAMED, ActorKind.ORGANISATION})
COLLECTIVE = BODIES | {NameKind.PLACE}
CLEAR, STANDS_OUT = 3.0, 1.5
"""How many times the next candidate's weight makes the best one sure, or likely."""


class Turn(NamedTuple):
    """A source that spoke: at which token, who it was, and which referent that is (-1 for nobody named)."""

    token: int
    speaker: Speaker
    referent: int


class Found(NamedTuple):
    """Whom a pronoun means: a named referent, or an unnamed speaker of before."""

    referent: Referent | None
    speaker: Speaker | None
    certainty: Certainty


class Antecedents:
    """Finds antecedents in one document; ``turns`` are the sources resolved so far, in text order."""

    def __init__(self, document: Document, names: Names, source: SourceWords) -> None:
        self.document = document
        self.names = names
        self.source = source
        self.turns: list[Turn] = []
        self.cores = [m.core for m in names.mentions]

    def person(self, token: int, gender: str) -> Found | None:
        """Return the person whom a pronoun of ``gender`` at ``token`` means; None when no one stands out."""
        weights = self._weights(token, lambda referent: _personal(referent, gender))
        unnamed = self._unnamed_turn(token)
        if unnamed is not None:
            weight = SPOKE * self._decay(token, unnamed.token)
            if weight > max(weights.values(), default=0.0):
                return Found(None, unnamed.speaker, Certainty.LIKELY)
        return self._best(weights)

    def body(self, token: int) -> Found | None:
        """Return the organisation that "it" at ``token`` means; None when none stands out.

        Only a subject or speaker of this sentence or the one before it will do.
        """
        weights = self._weights(token, lambda referent: 1.0 if referent.kind in COLLECTIVE else 0.0)
        return self._best(weights, SUBJECT * DECAY)

    def several(self, token: int) -> Found | None:
        """Return the group or body that "they" at ``token`` means: the one that spoke last, just before."""
        turn = next((t for t in reversed(self.turns) if t.token < token), None)
        if turn is None or turn.speaker.kind not in GROUPS or self._decay(token, turn.token) < DECAY:
            return None
        return Found(None, turn.speaker, Certainty.LIKELY)

    def _unnamed_turn(self, token: int) -> Turn | None:
        """Return the last turn if it was one unnamed person's, outside of quotations."""
        turn = next((t for t in reversed(self.turns) if t.token < token), None)
        if turn is None or turn.referent >= 0 or turn.speaker.kind is not ActorKind.UNNAMED:
            return None
        near = not self.document.in_quote[token] and self._decay(token, turn.token) >= DECAY**WINDOW
        return turn if near and not self._is_plural(turn.speaker.name.lower()) else None

    def _is_plural(self, name: str) -> bool:
        """Whether the last word before a preposition stands in the plural: "leaders of the union"."""
        head = ""
        for word in name.split():
            if word in self.source.prepositions:
                break
            head = word
        return head.endswith(self.names.words.plural_endings) or head in self.source.groups

    def _decay(self, token: int, other: int) -> float:
        distance = self.document.sentence_of[token] - self.document.sentence_of[other]
        return float(DECAY**distance)

    def _weights(self, token: int, fits: Callable[[Referent], float]) -> dict[int, float]:
        """Return the referents that fit, each with the weight of its best mention."""
        weights: dict[int, float] = {}
        for referent, weight in self._before(token):
            fit = weight * fits(self.names.referents[referent])
            if fit > weights.get(referent, 0.0):
                weights[referent] = fit
        return weights

    def _best(self, weights: dict[int, float], least: float = 0.0) -> Found | None:
        """Return the referent that outweighs the next by far enough, if any."""
        if not weights:
            return None
        ranked = sorted(weights.items(), key=lambda item: -item[1])
        best, weight = ranked[0]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        if weight < least or weight < STANDS_OUT * second:
            return None
        known = self.names.referents[best].kind is not NameKind.NAME
        sure = known and weight >= CLEAR * second and weight >= OTHER
        return Found(self.names.referents[best], None, Certainty.SURE if sure else Certainty.LIKELY)

    def _before(self, token: int) -> Iterator[tuple[int, float]]:
        """Yield the referents before ``token`` with the weight of where they stand.

        For a pronoun inside a quotation only what stands in it before counts.
        """
        document = self.document
        sentence_of, quote = document.sentence_of, document.quote_of[token]
        here = sentence_of[token]
        for turn in self.turns[: -MOST - 1 : -1]:
            distance = here - sentence_of[turn.token]
            if distance > WINDOW:
                break
            if turn.token >= token or turn.referent < 0 or quote != document.quote_of[turn.token]:
                continue
            yield turn.referent, SPOKE * DECAY**distance
        mentions = self.names.mentions
        last = bisect_left(self.cores, token) - 1
        for number in range(last, max(-1, last - MOST), -1):
            mention = mentions[number]
            distance = here - sentence_of[mention.core]
            if distance > WINDOW:
                break
            if mention.referent >= 0 and (quote < 0 or document.quote_of[mention.core] == quote):
                yield mention.referent, self._standing(mention) * DECAY**distance

    def _standing(self, mention: Mention) -> float:
        """Return the weight of a mention by its place in its clause."""
        document, low = self.document, self.document.tokens.low
        if document.in_quote[mention.core]:
            return QUOTED
        if mention.stop < len(low) and low[mention.stop] in self.source.possessive:
            return OWNER
        first = mention.first
        if first and low[first - 1] in self.names.words.articles:
            first -= 1
        if document.sentences[document.sentence_of[first]][0] == first:
            return SUBJECT
        before = low[first - 1]
        return SUBJECT if before in self.source.clause_openers or before == "," else OTHER


def _personal(referent: Referent, gender: str) -> float:
    """Return how well ``referent`` fits a personal pronoun of ``gender``: 0 for not at all."""
    if referent.kind not in PERSONAL or (referent.gender and referent.gender != gender):
        return 0.0
    if referent.kind is NameKind.NAME:
        return UNKNOWN_KIND
    return 1.0 if referent.gender else UNKNOWN_GENDER
