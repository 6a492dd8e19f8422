"""What a language's words say about numbers and units (``packs/<language>/quantities.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims.extraction.packs import table


@dataclass(frozen=True, slots=True)
class Words:
    """A language's number words, ready for membership tests; what each means stands in the data."""

    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    money_scales: frozenset[str]
    fractions: Mapping[str, float]
    candidates: frozenset[str]
    signs: Mapping[str, str]
    sign_prefixes: Mapping[str, str]
    currencies: Mapping[str, str]
    units: Mapping[str, str]
    unit_phrases: Mapping[tuple[str, ...], str]
    endings: tuple[tuple[str, str], ...]
    bounds: Mapping[tuple[str, ...], str]
    bounds_after: Mapping[tuple[str, ...], str]
    lists: Mapping[str, frozenset[str]]
    ordinals: frozenset[str]
    figure: re.Pattern[str]
    nouns_capitalised: bool
    """Whether every noun has a capital, so that a word in small letters is not what is counted."""
    thousands: str
    decimal: str


@cache
def words_for(language: str) -> Words:
    """Return the number words of ``language``."""
    data = table(language, "quantities")
    words = data["words"]
    scales = data["scales"]
    spelled = {w for w in scales if w not in data["money_scales"]}
    thousands, decimal = data["figures"]["thousands"], data["figures"]["decimal"]
    t, d = re.escape(thousands), re.escape(decimal)
    return Words(
        numbers=data["numbers"],
        scales=scales,
        money_scales=frozenset(data["money_scales"]),
        fractions=data["fractions"],
        candidates=frozenset(data["numbers"]) | frozenset(data["fractions"]) | spelled,
        signs=data["signs"],
        sign_prefixes=data["sign_prefixes"],
        currencies=data["currencies"],
        units=data["units"],
        unit_phrases=_phrases(data["unit_phrases"]),
        endings=tuple((a, b) for a, b in data["singular"]["endings"]),
        bounds=_phrases(data["bounds"]),
        bounds_after=_phrases(data["bounds_after"]),
        lists={name: frozenset(value.split()) for name, value in words.items() if isinstance(value, str)},
        ordinals=frozenset(words["ordinal_endings"]),
        # 1,000  1.2  10-15  5bn  28-point  1.2-million-dollar
        figure=re.compile(
            rf"(\d{{1,3}}(?:{t}\d{{3}})+(?!\d)|\d+)({d}\d+)?(?:-(\d+(?:{d}\d+)?)(?!\w))?([^\W\d_]+)?(?:-([^\W\d].*))?$"
        ),
        nouns_capitalised=words["nouns_capitalised"],
        thousands=thousands,
        decimal=decimal,
    )


def _phrases(given: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): value for phrase, value in given.items()}
