"""What a language's words say about sources (``packs/<language>/speakers.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from claims.extraction.namewords import word_set
from claims.extraction.packs import table


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A language's words about sources, ready for membership tests; what each means stands in the data."""

    masculine: frozenset[str]
    feminine: frozenset[str]
    neuter: frozenset[str]
    plural: frozenset[str]
    relative: frozenset[str]
    relative_personal: frozenset[str]
    reflexive: frozenset[str]
    first: frozenset[str]
    first_plural: frozenset[str]
    second: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    owners: frozenset[str]
    voices: frozenset[str]
    unnamed: frozenset[str]
    bodies: frozenset[str]
    organisations: frozenset[str]
    documents: frozenset[str]
    prepositions: frozenset[str]
    participles: frozenset[str]
    clause_openers: frozenset[str]
    possessive: frozenset[str]
    conjunctions: frozenset[str]
    partitives: frozenset[str]
    dropped: frozenset[str]
    issuers: frozenset[str]
    passed_on: frozenset[str]
    lasting: frozenset[str]
    groups: frozenset[str]
    outlet_nouns: frozenset[str]
    agency_phrases: tuple[str, ...]
    pronouns: frozenset[str]


@cache
def source_words(language: str) -> SourceWords:
    """Return the source words of ``language``."""
    data = table(language, "speakers")
    chains = table(language, "chains")["words"]

    def words(section: str, name: str) -> frozenset[str]:
        return word_set(data[section][name])

    pronouns = {name: words("pronouns", name) for name in data["pronouns"]}
    nouns = {name: words("nouns", name) for name in data["nouns"]}
    return SourceWords(
        **pronouns,
        **nouns,
        definite=words("determiners", "definite"),
        indefinite=words("determiners", "indefinite"),
        owners=words("determiners", "possessive"),
        prepositions=words("limits", "prepositions"),
        participles=words("limits", "participles"),
        clause_openers=words("limits", "clause_openers"),
        possessive=frozenset(data["limits"]["possessive"]),
        conjunctions=words("limits", "conjunctions"),
        partitives=words("limits", "partitives"),
        dropped=words("determiners", "dropped"),
        issuers=words("limits", "issuers"),
        passed_on=words("limits", "passed_on"),
        outlet_nouns=word_set(chains["outlet_nouns"]),
        agency_phrases=tuple(f" {p}" for p in chains["agency"].split(";")),
        pronouns=frozenset().union(*pronouns.values()),
    )
