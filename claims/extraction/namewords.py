"""What a language's words say about names, and how names are compared across articles.

The words are data: ``packs/<language>/names.toml``, the outlets of ``chains.toml``, and the nouns
for bodies of ``speakers.toml``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from claims.extraction.packs import table
from claims.text.tokens import STRAIGHT


class NameKind(StrEnum):
    """What a name names; ``name`` is one of which no word tells, ``title`` a bare title."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    AGENCY = "agency"
    PLACE = "place"
    EVENT = "event"
    NAME = "name"
    TITLE = "title"


class WithEndings(frozenset[str]):
    """A set that also holds each word with one of its endings; set operations see the words alone."""

    endings: tuple[str, ...]

    def __contains__(self, word: object) -> bool:
        """Whether ``word`` is one of the words or ends like one."""
        return super().__contains__(word) or (isinstance(word, str) and word.endswith(self.endings))


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list in a pack; an entry with a hyphen before it (``-minister``) is an ending."""
    words = listed.split()
    endings = tuple(word[1:] for word in words if word[0] == "-" and len(word) > 1)
    if not endings:
        return frozenset(words)
    found = WithEndings(words)
    found.endings = endings
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words about names, ready for membership tests; what each means stands in the data."""

    not_names: frozenset[str]
    particles: frozenset[str]
    leading_particles: frozenset[str]
    links: frozenset[str]
    of_heads: frozenset[str]
    for_links: frozenset[str]
    for_heads: frozenset[str]
    articles: frozenset[str]
    conjunctions: frozenset[str]
    organisation_heads: frozenset[str]
    place_heads: frozenset[str]
    event_heads: frozenset[str]
    places: frozenset[str]
    peoples: frozenset[str]
    groups: frozenset[str]
    titles: frozenset[str]
    courtesy: frozenset[str]
    suffixes: frozenset[str]
    role_stops: frozenset[str]
    role_prepositions: frozenset[str]
    role_modifiers: frozenset[str]
    determiners: frozenset[str]
    relatives: frozenset[str]
    kin: frozenset[str]
    possessive: frozenset[str]
    plural_endings: tuple[str, ...]
    organisation_nouns: frozenset[str]
    outlet_nouns: frozenset[str]
    outlet_generic: frozenset[str]
    agency_nouns: frozenset[str]
    place_prepositions: frozenset[str]
    state_nouns: frozenset[str]
    people_endings: tuple[str, ...]
    role_stop_endings: tuple[str, ...]
    male: frozenset[str]
    female: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    place_phrases: frozenset[str]
    abbreviations: Mapping[str, str]
    media: Mapping[str, tuple[str, NameKind]]
    outlet_heads: frozenset[str]
    nouns_capitalised: bool
    """Whether every noun has a capital, so that a capital alone makes no name."""

    def first_name(self, word: str) -> bool:
        """Whether ``word`` (lower case) is a common first name."""
        return word in self.male or word in self.female

    def gender(self, word: str) -> str:
        """Return ``m`` or ``f`` where the first name or title ``word`` tells, else an empty string."""
        if word in self.male or word in self.masculine:
            return "m"
        return "f" if word in self.female or word in self.feminine else ""


@cache
def words_for(language: str) -> Words:
    """Return the name words of ``language``."""
    data = table(language, "names")
    chains = table(language, "chains")
    sources = table(language, "speakers")
    lists = {
        name: word_set(value)
        for name, value in data.items()
        if isinstance(value, str) and name in Words.__dataclass_fields__
    }
    media: dict[str, tuple[str, NameKind]] = {}
    for kind, section in ((NameKind.AGENCY, "agencies"), (NameKind.OUTLET, "outlets")):
        for name, others in chains[section].items():
            for form in (name, *others):
                media[fold(form)] = (name, kind)
    return Words(
        **lists,
        place_phrases=frozenset(data["place_phrases"]),
        people_endings=tuple(data["people_endings"]),
        role_stop_endings=tuple(data["role_endings_stop"]),
        abbreviations=data["title_abbreviations"],
        media=media,
        possessive=frozenset(sources["limits"]["possessive"]),
        plural_endings=tuple(sources["nouns_plural_endings"]),
        organisation_nouns=word_set(sources["nouns"]["organisations"]),
        outlet_nouns=word_set(chains["words"]["outlet_nouns"]),
        outlet_generic=word_set(chains["words"]["generic"]),
        agency_nouns=word_set(chains["words"]["agency_nouns"]),
        nouns_capitalised=data["nouns_capitalised"],
        outlet_heads=word_set(chains["words"]["outlet"]),
    )


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return ``name`` for comparison: lower case, no accents, straight marks, single spaces, no article."""
    low = name.lower()
    if not low.isascii():
        low = unicodedata.normalize("NFKD", low.translate(STRAIGHT))
        low = "".join(c for c in low if not unicodedata.combining(c))
    low = " ".join(low.split())
    return low[4:] if low.startswith("the ") else low
