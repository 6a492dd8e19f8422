"""Sources told by their words: a name with its role, a body, a document, or nobody in particular.

Each function looks at one noun phrase of a document ("NATO Secretary General Mark Rutte", "the
ministry's spokesman, John Hale", "two officials familiar with the talks") and says whose words they
are, as far as the article tells. Knows no language: the word classes are
``packs/<language>/speakers.toml``.
"""

from __future__ import annotations

from claims.extraction.document import Document
from claims.extraction.evidence import is_apposed_body
from claims.extraction.making import made
from claims.extraction.mentions import Mention
from claims.extraction.namewords import NameKind, fold
from claims.extraction.phrases import LIMITATION_REACH, Phrase, Phrases
from claims.extraction.referents import BODIES, PERSONAL, Names, Referent
from claims.models import ActorKind, Certainty, Span, Speaker

ACTORS = {
    NameKind.PERSON: ActorKind.PERSON,
    NameKind.NAME: ActorKind.PERSON,
    NameKind.ORGANISATION: ActorKind.ORGANISATION,
    NameKind.PLACE: ActorKind.ORGANISATION,
    NameKind.EVENT: ActorKind.ORGANISATION,
    NameKind.OUTLET: ActorKind.OUTLET,
    NameKind.AGENCY: ActorKind.AGENCY,
}
MEDIA = frozenset({NameKind.OUTLET, NameKind.AGENCY, NameKind.NAME})
NAMED = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.OUTLET, ActorKind.AGENCY})
STANDS_OUT = 3
"""How many times as often one bearer of a surname is named in full as the next, to be meant by it alone."""
MOST_CANDIDATES = 50
LONGEST_PERSON = 3
"""A name of no known kind with more words is not taken for a person."""


class Describer(Phrases):
    """Tells the speakers of one document from the words of their sources."""

    def __init__(self, document: Document, names: Names) -> None:
        super().__init__(document, names)
        self.described: dict[str, dict[str, Speaker]] = {}
        """Noun -> key -> the bodies and documents described with it so far ("the Clinton campaign")."""
        self.spoke: list[int] = []
        """The referents that spoke so far, the last one last."""
        self.attempts = (
            self._medium,
            self._apposed,
            self._voice,
            self._paper,
            self._body,
            self._bearer,
            self._bare_name,
        )

    def describe(self, first: int, stop: int) -> Speaker | None:
        """Return the speaker of the noun phrase in tokens ``[first, stop)``; None if it has no words."""
        phrase = self.phrase(first, stop)
        if phrase is None:
            return None
        speaker = self._joint(phrase) or self._name(phrase)
        for attempt in self.attempts:
            speaker = speaker or attempt(phrase)
        return speaker or self.worded(self._whole(phrase), ActorKind.UNNAMED, Certainty.SURE)

    def named(self, referent: Referent, at: Span, certainty: Certainty = Certainty.SURE) -> Speaker:
        """Return the speaker that is ``referent``, for a source at ``at``."""
        kind = ACTORS[referent.kind]
        if referent.kind is NameKind.NAME and referent.name.count(" ") >= LONGEST_PERSON:
            kind = ActorKind.ORGANISATION
        inside = at.start <= referent.mention.start and referent.mention.end <= at.end
        return made(
            Speaker,
            name=referent.name,
            key=referent.key,
            kind=kind,
            role=referent.role,
            certainty=certainty,
            mention=None if inside else referent.mention,
        )

    def worded(self, phrase: Phrase, kind: ActorKind, certainty: Certainty) -> Speaker:
        """Return a speaker that is called by the words of ``phrase`` up to its head."""
        low, tokens = self.low, self.document.tokens
        first, stop = phrase.first, phrase.head + 1
        while first < stop - 1 and (low[first] in self.source.dropped or low[first].isdecimal()):
            first += 1
        name = " ".join(tokens.text[tokens.start[first] : tokens.end[stop - 1]].split())
        key = fold(" ".join(w for w in low[first:stop] if w not in self.source.possessive))
        return made(Speaker, name=name, key=key, kind=kind, certainty=certainty)

    def _joint(self, phrase: Phrase) -> Speaker | None:
        """Return the speaker of "A and B", all of them named."""
        names = self.names
        found: list[Referent] = []
        joined = False
        i = phrase.first
        while i < phrase.stop:
            number = names.at.get(i)
            if number is not None:
                mention = names.mentions[number]
                if mention.referent < 0:
                    return None
                found.append(names.referents[mention.referent])
                i = max(i + 1, mention.stop)
                continue
            if self.low[i] in self.source.conjunctions:
                joined = True
            elif self.low[i] == "," or self.low[i] in self.words.articles:
                pass
            elif found or joined or self.low[i] in self.source.prepositions:
                # Other words may stand before the first name only, as its role.
                return None
            i += 1
        if not joined or len(found) < 2:
            return None
        return made(
            Speaker,
            name=f"{', '.join(r.name for r in found[:-1])} and {found[-1].name}",
            key="; ".join(sorted({r.key for r in found})),
            kind=ACTORS[found[0].kind],
        )

    def _name(self, phrase: Phrase) -> Speaker | None:
        """Return the speaker of a phrase whose head is a name."""
        number = self.names.at.get(phrase.head)
        if number is None:
            return None
        mention = self.names.mentions[number]
        if mention.stop != phrase.head + 1:
            return None
        if mention.kind is NameKind.NAME and self.low[phrase.head] in self.source.documents:
            return None
        before = self.low[mention.core - 1] if mention.core else ""
        full = mention.kind is NameKind.PERSON or (
            mention.kind is NameKind.NAME and mention.stop - mention.core > 1
        )
        if before in self.source.possessive and not full:
            return None
        if mention.referent < 0:
            return self._shared(phrase, mention)
        referent = self.names.referents[mention.referent]
        speaker = self.named(referent, self.span(phrase))
        if referent.kind is NameKind.NAME and before in self.words.articles:
            # People have no article: "the Red Shield said".
            return speaker.model_copy(update={"kind": ActorKind.ORGANISATION})
        return speaker

    def _shared(self, phrase: Phrase, mention: Mention) -> Speaker:
        """Return the bearer of a shared surname who spoke last or stands out, else the words, unresolved."""
        bearers = self.names.forms.get(fold(self.document.tokens.word[mention.core]), ())
        for referent in self.spoke[: -MOST_CANDIDATES - 1 : -1]:
            if referent in bearers:
                return self.named(self.names.referents[referent], self.span(phrase), Certainty.LIKELY)
        ranked = sorted((self.names.referents[n] for n in bearers), key=lambda r: -r.count)
        if len(ranked) > 1 and ranked[0].count >= STANDS_OUT * ranked[1].count:
            return self.named(ranked[0], self.span(phrase), Certainty.LIKELY)
        return self.worded(phrase, ActorKind.PERSON, Certainty.UNRESOLVED)

    def _medium(self, phrase: Phrase) -> Speaker | None:
        """Return the outlet or agency of "the PA news agency" or "the newspaper"."""
        plain = self.worded(phrase, ActorKind.OUTLET, Certainty.SURE)
        known = self.words.media.get(plain.key)
        if known:
            return plain.model_copy(
                update={"name": known[0], "key": fold(known[0]), "kind": ACTORS[known[1]]}
            )
        named = phrase.first < phrase.head and self.names.named_at(phrase.head - 1)
        if f" {plain.key}".endswith(self.source.agency_phrases):
            if named or self._named_within(phrase.first, phrase.head):
                return plain.model_copy(update={"kind": ActorKind.AGENCY})
            return None
        if self.low[phrase.head] in self.source.outlet_nouns:
            if named and named.kind in MEDIA:
                return self.named(named, self.span(phrase))
            if self._named_within(phrase.first, phrase.head):
                return plain
        return None

    def _apposed(self, phrase: Phrase) -> Speaker | None:
        """Return who is named behind the comma: "the ministry's spokesman, John Hale"."""
        low, names = self.low, self.names
        i = phrase.head + 1
        while i < phrase.stop and low[i] != "," and low[i] not in self.source.relative:
            i += 1
        number = names.at.get(i + 1) if i + 1 < phrase.stop and low[i] == "," else None
        if number is None or names.mentions[number].referent < 0:
            return None
        referent = names.referents[names.mentions[number].referent]
        personal = self._is_personal(low[phrase.head]) or low[phrase.first] in self.source.partitives
        fits = referent.kind is NameKind.PERSON or (personal and referent.kind is NameKind.NAME)
        return self.named(referent, self.span(phrase)) if fits else None

    def _is_personal(self, noun: str) -> bool:
        words, source = self.words, self.source
        return any(noun in listed for listed in (words.titles, words.kin, source.unnamed, source.voices))

    def _voice(self, phrase: Phrase) -> Speaker | None:
        """Return the organisation for which an unnamed spokesman speaks."""
        if self.low[phrase.head] not in self.source.voices:
            return None
        owner = self._owner(phrase)
        if owner is None:
            return self.worded(self._whole(phrase), ActorKind.UNNAMED, Certainty.SURE)
        return owner.model_copy(update={"role": self.low[phrase.head], "certainty": Certainty.LIKELY})

    def _owner(self, phrase: Phrase) -> Speaker | None:
        """Return the body named before the head of ``phrase`` or behind its preposition; never a person."""
        low, names = self.low, self.names
        if phrase.head + 2 < phrase.stop and low[phrase.head + 1] in self.source.prepositions:
            return self._as_body(self.describe(phrase.head + 2, phrase.stop))
        for i in range(phrase.head - 1, phrase.first - 1, -1):
            number = names.at.get(i)
            if number is not None and names.mentions[number].referent >= 0:
                if i + 1 < phrase.head and low[i + 1] not in self.source.possessive:
                    return self._body(Phrase(phrase.first, phrase.head - 1, phrase.head))
                referent = names.referents[names.mentions[number].referent]
                return self._as_body(self.named(referent, self.span(phrase)))
        return None

    def _as_body(self, speaker: Speaker | None) -> Speaker | None:
        """Return ``speaker`` if it is or can be an organisation, else None."""
        if speaker is None or speaker.certainty is Certainty.UNRESOLVED or speaker.kind not in NAMED:
            return None
        if speaker.kind is not ActorKind.PERSON:
            return speaker
        known = self.names.forms.get(speaker.key, ())
        unsure = known and self.names.referents[known[0]].kind is NameKind.NAME
        return speaker.model_copy(update={"kind": ActorKind.ORGANISATION}) if unsure else None

    def _paper(self, phrase: Phrase) -> Speaker | None:
        """Return who issued the document of "a Civis institute poll", else the document itself."""
        noun = self.low[phrase.head]
        if noun not in self.source.documents:
            return None
        issuer = self._issuer(phrase)
        if issuer is not None:
            return issuer
        if self.low[phrase.first] in self.source.definite:
            known = self.described.get(noun, {})
            if len(known) == 1:
                return next(iter(known.values())).model_copy(update={"certainty": Certainty.LIKELY})
        named = self._named_within(phrase.first, phrase.stop)
        whole = self._whole(phrase)
        paper = self.worded(whole, ActorKind.DOCUMENT, Certainty.SURE if named else Certainty.LIKELY)
        for word in paper.key.split():
            if word in self.source.documents:
                self.described.setdefault(word, {})[paper.key] = paper
        return paper

    def _owns(self, token: int) -> bool:
        """Whether there is a token of this number and it marks a possessor: the "'s" of "the party's"."""
        return token < len(self.low) and self.low[token] in self.source.possessive

    def _issuer(self, phrase: Phrase) -> Speaker | None:
        """Return the body that issued a document: named before its noun, or behind "by", "of", "from"."""
        low, names = self.low, self.names
        number = next(
            (names.at[i] for i in range(phrase.head - 1, phrase.first - 1, -1) if i in names.at), None
        )
        if number is not None and names.mentions[number].referent >= 0:
            referent = names.referents[names.mentions[number].referent]
            if referent.kind in BODIES or self._owns(names.mentions[number].stop):
                return self.named(referent, self.span(phrase), Certainty.LIKELY)
        for i in range(phrase.head + 1, min(phrase.stop - 1, phrase.head + LIMITATION_REACH)):
            if low[i] in self.source.issuers and low[i - 1] not in self.source.passed_on:
                issuer = self._as_body(self.describe(i + 1, phrase.stop))
                return issuer.model_copy(update={"certainty": Certainty.LIKELY}) if issuer else None
            if low[i] in self.source.relative:
                return None
        return None

    def _body(self, phrase: Phrase) -> Speaker | None:
        """Return the body of "the NATO press service" or, named before, of "the ministry"."""
        noun, opening = self.low[phrase.head], self.low[phrase.first]
        named = self._named_within(phrase.first, phrase.head)
        kept = noun in self.source.bodies and (named or opening in self.source.definite)
        if not kept and (noun not in self.source.organisations or opening in self.source.indefinite):
            return None
        whole = self._with_owner(phrase)
        if named or whole is not phrase or self._has_modifier(phrase):
            speaker = self.worded(whole, ActorKind.ORGANISATION, Certainty.SURE)
            self.described.setdefault(noun, {})[speaker.key] = speaker
            return speaker
        if opening in self.source.owners:
            return self.worded(phrase, ActorKind.ORGANISATION, Certainty.UNRESOLVED)
        return self._body_before(phrase, noun)

    def _body_before(self, phrase: Phrase, noun: str) -> Speaker:
        """Return the one body named before whose name holds ``noun``, else the words, unresolved."""
        at = self.document.tokens.start[phrase.first]
        numbers = self.names.bodies.get(noun, []) or (
            self.names.outlets if noun in self.source.outlet_nouns else []
        )
        fitting = [r for n in numbers[:MOST_CANDIDATES] if (r := self.names.referents[n]).mention.start < at]
        described = self.described.get(noun, {})
        if len(fitting) == 1 and not described:
            return self.named(fitting[0], self.span(phrase), Certainty.LIKELY)
        if len(described) == 1 and not fitting:
            return next(iter(described.values())).model_copy(update={"certainty": Certainty.LIKELY})
        # "The ministry" is one named elsewhere; bare "police" is all that there is to say.
        bare = phrase.first == phrase.head
        return self.worded(phrase, ActorKind.ORGANISATION, Certainty.LIKELY if bare else Certainty.UNRESOLVED)

    def _bearer(self, phrase: Phrase) -> Speaker | None:
        """Return the person who bears the role of "the Florida senator", or the words, unresolved."""
        low = self.low
        noun, opening = low[phrase.head], low[phrase.first]
        if opening not in self.source.definite or noun in self.source.lasting or self._is_plural(noun):
            return None
        stop = phrase.head + 1
        while stop < phrase.stop and low[stop] != "," and low[stop] not in self.source.relative:
            stop += 1
        abbreviations = self.words.abbreviations
        said = {abbreviations.get(w.rstrip("."), w.rstrip(".")) for w in low[phrase.first + 1 : stop]}
        head = abbreviations.get(noun, noun)
        at = self.document.tokens.start[phrase.first]
        numbers = self.names.bearers.get(head, [])[:MOST_CANDIDATES]
        bearers = [r for n in numbers if (r := self.names.referents[n]).kind in PERSONAL]
        whole = [r for r in bearers if said <= r.role_words]
        fitting = whole or ([] if len(said) > 1 else bearers)
        if len(fitting) > 1:
            fitting = [r for r in fitting if r.mention.start < at]
        if len(fitting) == 1:
            certainty = Certainty.SURE if len(whole) == 1 and len(said) > 1 else Certainty.LIKELY
            return self.named(fitting[0], self.span(phrase), certainty)
        return self.worded(phrase, ActorKind.UNNAMED, Certainty.UNRESOLVED)

    def _bare_name(self, phrase: Phrase) -> Speaker | None:
        """Return the person of a single capitalised word that opens a sentence: "Weaver said"."""
        word = self.document.tokens.word[phrase.head]
        noun = self.low[phrase.head]
        after = self.low[phrase.head + 1] if phrase.head + 1 < phrase.stop else ""
        bare = phrase.first == phrase.head and word[0].isupper() and after not in self.source.prepositions
        if bare and len(word) == 1:
            return self.worded(phrase, ActorKind.UNKNOWN, Certainty.UNRESOLVED)
        words, source = self.words, self.source
        common = (source.unnamed, source.pronouns, words.groups, words.peoples, words.not_names, words.titles)
        if not bare or any(noun in listed for listed in common) or self._is_plural(noun):
            return None
        body = is_apposed_body(self.document, words, phrase.head + 1) or self.names.is_place(noun)
        return self.worded(phrase, ActorKind.ORGANISATION if body else ActorKind.PERSON, Certainty.LIKELY)
