"""The English of matching as values, read once from ``data/en.toml``: code lists no words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock

import snowballstemmer


@dataclass(frozen=True, slots=True)
class Opposite:
    """Two sides that cannot both be so of the same thing, each as a set of words."""

    name: str
    one: frozenset[str]
    other: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the matcher knows of a language; every word in lower case with straight apostrophes."""

    stop: frozenset[str]
    weekdays: frozenset[str]
    aliases: Mapping[str, str]
    irregular: Mapping[str, str]
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    units: Mapping[str, str]
    bounds: Mapping[tuple[str, ...], str]
    months: Mapping[str, int]
    negation: frozenset[str]
    absence: frozenset[str]
    denial: frozenset[str]
    denied_by: frozenset[tuple[str, ...]]
    soft: frozenset[str]
    limits: frozenset[str]
    unlike: frozenset[str]
    unstated: frozenset[str]
    truth: frozenset[str]
    opposites: tuple[Opposite, ...]


@cache
def lexicon() -> Lexicon:
    """Return the English lexicon."""
    data = tomllib.loads(files("claims.matching").joinpath("data/en.toml").read_text("utf-8"))
    return Lexicon(
        stop=_words(data["stop"]),
        weekdays=_words(data["weekdays"]),
        aliases=data["aliases"],
        irregular={
            form: base for base, *forms in map(str.split, data["irregular"]["rows"]) for form in forms
        },
        numbers=data["numbers"],
        scales=data["scales"],
        units=data["units"],
        bounds={tuple(phrase.split()): bound for phrase, bound in data["bounds"].items()},
        months=data["months"],
        negation=_words(data["polarity"]["negation"]),
        absence=_words(data["polarity"]["absence"]),
        denial=_words(data["polarity"]["denial"]),
        denied_by=frozenset(tuple(phrase.split()) for phrase in data["polarity"]["denied_by"]),
        soft=_words(data["polarity"]["soft"]),
        limits=_words(data["polarity"]["limits"]),
        unlike=_words(data["polarity"]["unlike"]),
        unstated=_words(data["polarity"]["unstated"]),
        truth=_words(data["polarity"]["truth"]),
        opposites=tuple(
            Opposite(row["name"], _words(row["one"]), _words(row["other"])) for row in data["opposites"]
        ),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_stemmer = snowballstemmer.stemmer("english")
_stemmer_lock = Lock()  # a stemmer keeps the word it works on in itself


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of a lower-case ``word`` by Porter's Snowball algorithm for English (Porter2)."""
    with _stemmer_lock:
        return str(_stemmer.stemWord(word))
