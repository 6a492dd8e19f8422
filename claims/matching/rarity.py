"""How much a stem tells: its inverse document frequency among the claims, helped by counts of news.

A young store cannot know rare from common. It is taken to hold, besides its own claims,
``PRIOR_CLAIMS`` sentences of news with the frequencies of ``data/frequencies.json``.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files

from claims.matching.prepare import Prepared

Idf = Callable[[str], float]
PRIOR_CLAIMS = 1000
"""How many sentences of news a store is taken to hold besides its own claims."""
FLOOR = 0.01
"""The least weight of a stem, so that every stem counts for something."""
LISTED = 1.0
"""Stems in fewer than this many of a thousand sentences are not listed in the data."""


def inverse_document_frequency(frequencies: Mapping[str, int], count: int) -> Idf:
    """Return a stem's weight, above 0: the logarithm of how many claims there are to one that has it.

    ``frequencies`` are the numbers of the store's claims that have a stem (none is 0), out of ``count``.
    """
    background = _background()
    total = count + PRIOR_CLAIMS

    @cache
    def idf(stem: str) -> float:
        having = min(frequencies.get(stem, 0), count) + background.get(stem, 0.0) * PRIOR_CLAIMS / 1000
        return math.log((total + 1) / (having + 1)) + FLOOR

    return idf


def count_frequencies(sentences: Iterable[Prepared]) -> dict[str, float]:
    """Return in how many of 1,000 ``sentences`` each stem is, the rarest left out: the counts of the data."""
    counts: Counter[str] = Counter()
    total = 0
    for sentence in sentences:
        counts.update(set(sentence.stems))
        total += 1
    shares = {stem: round(1000 * n / total, 1) for stem, n in counts.items()}
    return {stem: share for stem, share in sorted(shares.items()) if share >= LISTED}


@cache
def _background() -> Mapping[str, float]:
    data = json.loads(files("claims.matching").joinpath("data/frequencies.json").read_text("utf-8"))
    per_thousand: Mapping[str, float] = data["per_thousand"]
    return per_thousand
