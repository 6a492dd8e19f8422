"""The English of matching as values, read once from ``data/en.toml``: code lists no words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
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
    finite: frozenset[str]
    hedges: Mapping[str, frozenset[str]]
    doubting: frozenset[str]
    refuting: frozenset[str]
    either: frozenset[str]
    stress: frozenset[str]
    asking: frozenset[str]
    confirming: frozenset[str]
    opposites: tuple[Opposite, ...]
    meanings: Mapping[str, str]
    """What stands for a stem, or a stem and the word after it, that means the same as others."""


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
        finite=_words(data["finite"])
        | {form for _, *forms in map(str.split, data["irregular"]["rows"]) for form in forms},
        hedges={name: _words(text) for name, text in data["hedges"].items()},
        doubting=_words(data["polarity"]["doubting"]),
        refuting=_words(data["polarity"]["refuting"]),
        either=_words(data["polarity"]["either"]),
        stress=_words(data["polarity"]["stress"]),
        asking=_words(data["polarity"]["asking"]),
        confirming=_words(data["polarity"]["confirming"]),
        opposites=tuple(
            Opposite(row["name"], _words(row["one"]), _words(row["other"])) for row in data["opposites"]
        ),
        meanings=dict(_meanings(data["meanings"]["rows"])),
    )


@cache
def hedge_classes() -> Mapping[str, tuple[str, ...]]:
    """Return the classes of hedges by their words."""
    classes = lexicon().hedges
    found = {word for words in classes.values() for word in words}
    return {word: tuple(name for name, words in classes.items() if word in words) for word in sorted(found)}


def _meanings(rows: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each word of ``rows`` by its stem, with the stem of the first in its row."""
    for first, *others in (row.split(", ") for row in rows):
        for word in (first, *others):
            one, *after = word.split()
            yield " ".join((stem(one), *after)), stem(first)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_stemmer = snowballstemmer.stemmer("english")
_stemmer_lock = Lock()  # a stemmer keeps the word it works on in itself


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of a lower-case ``word`` by Porter's Snowball algorithm for English (Porter2)."""
    with _stemmer_lock:
        return str(_stemmer.stemWord(word))
