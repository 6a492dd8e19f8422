"""The hops from the reader to whoever said it: UNN <- Sky News; UNN <- NATO press service.

The first hop is the outlet, the second the agency whose copy the whole article is (dateline or
credit), then come the outlets that passed the words on, and last whoever said them. Knows no
language: the words that pass a claim on are ``packs/<language>/chains.toml``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from claims.extraction.attribution import Attribution
from claims.extraction.credits import wire_origin
from claims.extraction.descriptions import Describer
from claims.extraction.document import Document
from claims.extraction.making import made
from claims.extraction.mentions import Mention
from claims.extraction.namewords import NameKind, fold
from claims.extraction.packs import table
from claims.extraction.phrases import Phrase
from claims.extraction.referents import Names, Referent
from claims.models import ActorKind, Certainty, ClaimKind, Hop, Span, Speaker

FILLERS_REACH = 4
"""How many words may stand between a link and the name after it."""
LINK_REACH = 80
"""How many words around a cue are searched for links."""
OBJECT_REACH = 12
NEIGHBOURS = 4
"""How many cues on either side of a link are looked at."""
MEDIA = frozenset({NameKind.OUTLET, NameKind.AGENCY})
UNFAMILIAR = frozenset({NameKind.OUTLET, NameKind.AGENCY, NameKind.ORGANISATION, NameKind.NAME})
SELF_TELLING = frozenset({ActorKind.ORGANISATION, ActorKind.DOCUMENT})
"""What is an origin under its bare words too: "the ministry", "a letter"."""
DEEPEST = 8
"""How many attributions deep a chain is followed."""


class Link(NamedTuple):
    """Words that pass a claim on; ``role`` is their list in the data."""

    words: tuple[str, ...]
    role: str


class Found(NamedTuple):
    """A link in a document: the token at which it begins, its role, and the hop that it names."""

    token: int
    role: str
    hop: Hop


@cache
def links_of(language: str) -> dict[str, tuple[Link, ...]]:
    """Return the links of ``language`` by their first word, the longest first."""
    data = table(language, "chains")["links"]
    interviews = {p.strip() for p in data["interviews"].split("|")}
    by_first: dict[str, list[Link]] = {}
    for role in ("beneath", "beneath_outlet", "above"):
        for phrase in data[role].split("|"):
            words = tuple(phrase.split())
            kind = "interview" if phrase.strip() in interviews else role
            by_first.setdefault(words[0], []).append(Link(words, kind))
    return {w: tuple(sorted(links, key=lambda link: -len(link.words))) for w, links in by_first.items()}


def build(
    document: Document,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker | None],
    names: Names,
) -> list[tuple[Hop, ...]]:
    """Return the chain of each attribution, in the same order, outlet first and origin last."""
    builder = _Builder(document, attributions, speakers, names)
    return [builder.chain(number, DEEPEST) for number in range(len(attributions))]


def outlet_chain(document: Document, names: Names) -> tuple[Hop, ...]:
    """Return the chain of what the article says in its own voice: the outlet, and its wire origin."""
    article = document.article
    data = table(document.language, "chains")
    outlet = article.outlet
    hop = made(Hop, name=outlet or data["this_outlet"], key=fold(outlet or ""), kind=ActorKind.OUTLET)
    wire = wire_origin(document, names)
    return (hop, wire) if wire is not None and wire.key != hop.key else (hop,)


class _Builder:
    def __init__(
        self,
        document: Document,
        attributions: Sequence[Attribution],
        speakers: Sequence[Speaker | None],
        names: Names,
    ) -> None:
        self.document = document
        self.attributions = attributions
        self.speakers = speakers
        self.names = names
        self.describer = Describer(document, names)
        self.words = table(document.language, "chains")
        self.links = links_of(document.language)
        self.quoting = frozenset(self.words["links"]["quoting"].split())
        self.fillers = frozenset(self.words["links"]["fillers"].split())
        self.base = outlet_chain(document, names)
        self.passed = self._passed()
        self.gathered = self._gathered()
        self.known: dict[int, tuple[Hop, ...]] = {}

    def chain(self, number: int, depth: int) -> tuple[Hop, ...]:
        """Return the chain of attribution ``number``, below its parent's."""
        if number in self.known:
            return self.known[number]
        attribution = self.attributions[number]
        if attribution.kind is ClaimKind.ASSERTION:
            return self.base
        parent = attribution.parent
        links = self.passed.get(number, ())
        speaker = self.speakers[number]
        if parent is not None and depth:
            hops = list(self.chain(parent, depth - 1))
        elif speaker is not None and speaker.key in self.gathered:
            hops = list(self.base[:1])
        else:
            hops = list(self.base)
        hops.extend(link.hop for link in links if not link.role.startswith("beneath"))
        hops.append(self._own(number))
        hops.extend(link.hop for link in links if link.role.startswith("beneath"))
        self.known[number] = chain = _without_repeats(hops)
        return chain

    def _gathered(self) -> frozenset[str]:
        """Return the keys of who spoke to the outlet itself, not by way of its agency: "told the Courier"."""
        outlet = self.base[0].key
        return frozenset(
            speaker.key
            for number, links in self.passed.items()
            if (speaker := self.speakers[number]) is not None
            and any(link.hop.key == outlet for link in links)
        )

    def _own(self, number: int) -> Hop:
        """Return the hop of an attribution's speaker."""
        attribution, speaker = self.attributions[number], self.speakers[number]
        if speaker is None:
            words = self._cue_noun(attribution)
            name = self._unnamed(words) if words else self.words["unnamed_alone"]
            span = attribution.cue[0] if attribution.cue else None
            return made(Hop, name=name, key="", kind=ActorKind.UNNAMED, span=span)
        return self._hop(speaker, attribution.source[0] if attribution.source else None)

    def _hop(self, speaker: Speaker, span: Span | None) -> Hop:
        if speaker.kind is ActorKind.UNNAMED:
            return made(Hop, name=self._unnamed(speaker.name), key=speaker.key, kind=speaker.kind, span=span)
        unresolved = speaker.certainty is Certainty.UNRESOLVED and speaker.kind not in SELF_TELLING
        kind = ActorKind.UNKNOWN if unresolved else speaker.kind
        return made(Hop, name=speaker.name, key=speaker.key, kind=kind, span=span)

    def _unnamed(self, words: str) -> str:
        said = set(words.lower().split())
        if said & set(self.words["anonymous"].split()):
            return words
        return str(self.words["unnamed"]).format(words=words)

    def _cue_noun(self, attribution: Attribution) -> str:
        """Return the noun that is the cue of a claim without source: "amid reports that"."""
        source = self.describer.source
        text = self.document.article.text
        for span in attribution.cue:
            for word in text[span.start : span.end].split():
                if word.lower() in source.unnamed or word.lower() in source.documents:
                    return word.lower()
        return ""

    def _passed(self) -> dict[int, list[Found]]:
        """Return the links that belong to each attribution: those nearest to its cue in its sentence."""
        by_sentence: dict[int, list[tuple[int, int]]] = {}
        starts, sentence_of = self.document.tokens.start, self.document.sentence_of
        out: dict[int, list[Found]] = {}
        for number, attribution in enumerate(self.attributions):
            if attribution.cue:
                token = min(bisect_left(starts, attribution.cue[0].start), len(starts) - 1)
                by_sentence.setdefault(sentence_of[token], []).append((token, number))
                hop = self._quoting(token, number)
                if hop is not None:
                    out.setdefault(number, []).append(Found(token, "above", hop))
        for sentence, cues in by_sentence.items():
            cues.sort()
            for found in self._links_in(sentence, cues):
                nearest = self._nearest(found, cues)
                if nearest is not None:
                    out.setdefault(nearest, []).append(found)
        return out

    def _nearest(self, found: Found, cues: list[tuple[int, int]]) -> int | None:
        """Return the attribution whose cue is nearest to a link that does not stand in its content."""
        at = bisect_left(cues, (found.token, -1))
        offset = self.document.tokens.start[found.token]
        near = [
            (abs(token - found.token), number)
            for token, number in cues[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]
            if not _inside(offset, self.attributions[number].content)
        ]
        return min(near)[1] if near else None

    def _quoting(self, cue: int, number: int) -> Hop | None:
        """Return the outlet that quotes the source, before the cue: "the Standard quoted a councillor"."""
        if not cue or self.document.tokens.low[cue] not in self.quoting:
            return None
        referent, speaker = self.names.named_at(cue - 1), self.speakers[number]
        if referent is None or referent.kind not in MEDIA or (speaker and speaker.key == referent.key):
            return None
        return self._medium(self.names.mentions[self.names.at[cue - 1]], referent)

    def _links_in(self, sentence: int, cues: list[tuple[int, int]]) -> Iterator[Found]:
        low = self.document.tokens.low
        first, stop = self.document.sentences[sentence]
        first, stop = max(first, cues[0][0] - LINK_REACH), min(stop, cues[-1][0] + LINK_REACH)
        i = first
        while i < stop:
            for link in self.links.get(low[i], ()):
                end = i + len(link.words)
                if tuple(low[i:end]) == link.words:
                    hop = self._named_after(end, stop, link)
                    if hop is not None:
                        yield Found(i, link.role, hop)
                    i = end - 1
                    break
            i += 1

    def _named_after(self, i: int, stop: int, link: Link) -> Hop | None:
        """Return the hop named after a link that ends before token ``i``."""
        low, known = self.document.tokens.low, self.names
        begin = i
        while i < stop and i - begin < FILLERS_REACH and i not in known.at and low[i] in self.fillers:
            i += 1
        referent = known.named_at(i) if i < stop else None
        if link.role == "beneath":
            return self._described(begin, stop)
        if referent is None:
            return None
        mention = known.mentions[known.at[i]]
        acronym = (
            i == begin
            and self.document.tokens.word[i].isupper()
            and low[i] not in known.words.organisation_heads
        )
        fitting = UNFAMILIAR if link.role == "interview" or acronym else MEDIA
        if referent.kind not in fitting or mention.first < mention.core:
            return None
        return self._medium(mention, referent)

    def _medium(self, mention: Mention, referent: Referent) -> Hop:
        tokens = self.document.tokens
        span = Span(tokens.start[mention.core], tokens.end[mention.stop - 1])
        kind = ActorKind.AGENCY if referent.kind is NameKind.AGENCY else ActorKind.OUTLET
        return made(Hop, name=referent.name, key=referent.key, kind=kind, span=span)

    def _described(self, first: int, stop: int) -> Hop | None:
        """Return the hop of the noun phrase at ``first``: an outlet, a document, unnamed officials."""
        tokens, known = self.document.tokens, self.names
        end = first
        while end < min(stop, first + OBJECT_REACH):
            number = known.at.get(end)
            if number is not None:
                end = known.mentions[number].stop
            elif (end > first and not tokens.word[end][0].isalnum()) or (
                tokens.low[end] in self.describer.source.relative
                or tokens.low[end] in self.describer.source.pronouns
            ):
                break
            else:
                end += 1
        if end == first or (
            end - first == 1
            and first not in known.at
            and tokens.low[first] not in self.describer.source.unnamed
        ):
            return None
        speaker = self.describer.describe(first, end)
        if speaker is None or (speaker.kind is ActorKind.UNNAMED and not self._tells(first, end)):
            return None
        return self._hop(speaker, self.describer.span(Phrase(first, end - 1, end)))

    def _tells(self, first: int, stop: int) -> bool:
        """Whether the words tell of unnamed people, rather than of some thing that is cited."""
        return any(w in self.describer.source.unnamed for w in self.document.tokens.low[first:stop])


def _inside(offset: int, spans: tuple[Span, ...]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


def _without_repeats(hops: list[Hop]) -> tuple[Hop, ...]:
    """Drop a hop that repeats the one before it; one that was passed earlier closes a circle: no origin."""
    out: list[Hop] = []
    for hop in hops:
        if out and hop.key and hop.key == out[-1].key:
            continue
        if hop.key and any(hop.key == other.key for other in out):
            hop = hop.model_copy(update={"kind": ActorKind.UNKNOWN})
        out.append(hop)
    return tuple(out)
