"""Who is behind each source of an article: "he" -> Marco Rubio, US Secretary of State.

Sources are gone through in text order, so that a pronoun can mean who spoke before it. What the
rules cannot tell stays unresolved, under the words of the source: wrong is worse than unresolved.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from claims.extraction.attribution import Attribution
from claims.extraction.descriptions import Describer
from claims.extraction.document import Document
from claims.extraction.making import made
from claims.extraction.namewords import fold
from claims.extraction.phrases import Phrase
from claims.extraction.pronouns import Antecedents, Found, Turn
from claims.extraction.referents import PERSONAL, Names, Referent
from claims.models import ActorKind, Certainty, Span, Speaker

PHRASE_REACH = 5


def resolve(document: Document, attributions: Sequence[Attribution], names: Names) -> list[Speaker | None]:
    """Return the speaker of each attribution, in the same order; None where it has no source.

    ``attributions`` stand in text order; a parent may stand after what it holds.
    """
    resolver = _Resolver(document, attributions, names)
    order = sorted(
        (n for n, attribution in enumerate(attributions) if attribution.source),
        key=lambda n: attributions[n].source[0].start,
    )
    for number in order:
        resolver.resolve(number)
    for number in order:
        resolver.resolve_first_person(number)
    return resolver.speakers


class _Resolver:
    def __init__(self, document: Document, attributions: Sequence[Attribution], names: Names) -> None:
        self.document = document
        self.attributions = attributions
        self.names = names
        self.describer = Describer(document, names)
        self.source = self.describer.source
        self.antecedents = Antecedents(document, names, self.source)
        self.speakers: list[Speaker | None] = [None] * len(attributions)
        self.by_key = {r.key: n for n, r in enumerate(names.referents)}

    def resolve(self, number: int) -> None:
        """Resolve the source of one attribution, and let it be the last to have spoken."""
        span = self.attributions[number].source[0]
        first, stop = self._tokens(span)
        if first >= stop:
            self.speakers[number] = self._inside_token(span)
            return
        low = self.document.tokens.low
        speaker = (
            self._pronoun(first, stop) if low[first] in self.source.pronouns and stop - first == 1 else None
        )
        if speaker is None:
            speaker = self.describer.describe(first, stop)
        self.speakers[number] = speaker
        if speaker is None or (
            speaker.certainty is Certainty.UNRESOLVED and speaker.kind is not ActorKind.UNNAMED
        ):
            return
        referent = self.by_key.get(speaker.key, -1)
        self.antecedents.turns.append(Turn(first, speaker, referent))
        if referent >= 0:
            self.describer.spoke.append(referent)

    def _inside_token(self, span: Span) -> Speaker | None:
        """Return the speaker of a source that is glued to other text ("Starmer25.11.25")."""
        words = " ".join(self.document.article.text[span.start : span.end].split())
        if not words:
            return None
        known = self.names.forms.get(fold(words), ())
        if len(known) == 1:
            return self.describer.named(self.names.referents[known[0]], span)
        return made(Speaker, name=words, key=fold(words), kind=ActorKind.PERSON, certainty=Certainty.LIKELY)

    def resolve_first_person(self, number: int) -> None:
        """Let "I" inside the content of another attribution be who speaks there."""
        attribution = self.attributions[number]
        parent = attribution.parent
        first, stop = self._tokens(attribution.source[0])
        if parent is None or stop - first != 1 or self.document.tokens.low[first] not in self.source.first:
            return
        speaker = self.speakers[parent]
        if speaker is not None and speaker.certainty is not Certainty.UNRESOLVED:
            self.speakers[number] = speaker.model_copy(update={"certainty": Certainty.LIKELY})

    def _pronoun(self, first: int, stop: int) -> Speaker | None:
        """Return whom the pronoun at ``first`` means, else its words, unresolved."""
        word, source = self.document.tokens.low[first], self.source
        found: Found | None = None
        kind = ActorKind.UNKNOWN
        if word in source.relative:
            return self._relative(first)
        if word in source.masculine or word in source.feminine:
            kind = ActorKind.PERSON
            found = self.antecedents.person(first, "m" if word in source.masculine else "f")
        elif word in source.neuter:
            found = self.antecedents.body(first)
        elif word in source.plural:
            found = self.antecedents.several(first)
        if found is not None and found.referent is not None:
            return self.describer.named(found.referent, self._span(first, stop), found.certainty)
        if found is not None and found.speaker is not None:
            unresolved = found.speaker.certainty is Certainty.UNRESOLVED
            return (
                found.speaker
                if unresolved
                else found.speaker.model_copy(update={"certainty": found.certainty})
            )
        return self.describer.worded(Phrase(first, stop - 1, stop), kind, Certainty.UNRESOLVED)

    def _relative(self, first: int) -> Speaker:
        """Return whom a relative pronoun stands for: the noun phrase that ends before it."""
        tokens = self.document.tokens
        last = first - 1
        if last > 0 and not tokens.word[last][0].isalnum():
            last -= 1
        personal = tokens.low[first] in self.source.relative_personal
        referent = self._named_before(last, personal)
        if referent is not None:
            return self.describer.named(referent, self._span(first, first + 1), Certainty.LIKELY)
        begin = last
        while begin > max(0, last - PHRASE_REACH) and self._modifies(begin - 1):
            begin -= 1
        speaker = self.describer.describe(begin, last + 1) if personal and last == first - 1 else None
        if speaker is not None and speaker.kind is ActorKind.UNNAMED:
            return speaker
        return self.describer.worded(Phrase(first, first, first + 1), ActorKind.UNKNOWN, Certainty.UNRESOLVED)

    def _named_before(self, last: int, personal: bool) -> Referent | None:
        """Return who is named or apposed at ``last``, or before the place there: "Rubio of Florida, who"."""
        names = self.names
        apposed = names.apposed.get(last)
        referent = names.referents[apposed] if apposed is not None else names.named_at(last)
        if referent is None or not personal or referent.kind in PERSONAL:
            return referent
        before = names.mentions[names.at[last]].first - 1
        linked = before > 0 and self.document.tokens.low[before] in self.source.prepositions
        owner = names.named_at(before - 1) if linked else None
        return owner if owner is not None and owner.kind in PERSONAL else None

    def _modifies(self, i: int) -> bool:
        """Whether the word at ``i`` can belong to the noun phrase that goes on behind it."""
        low, source = self.document.tokens.low, self.source
        before = low[i - 1] if i else ""
        if before in source.definite or before in source.indefinite:
            return low[i].isalpha()
        return low[i] in source.indefinite or low[i] in source.definite

    def _tokens(self, span: Span) -> tuple[int, int]:
        """Return the range of tokens inside ``span``."""
        return (
            bisect_left(self.document.tokens.start, span.start),
            bisect_right(self.document.tokens.end, span.end),
        )

    def _span(self, first: int, stop: int) -> Span:
        return Span(self.document.tokens.start[first], self.document.tokens.end[stop - 1])
