"""Matching: the same, related or conflicting claims of other articles, with the reasons.

Pure functions over prepared claims; the candidates are handed in. Words, numbers and opposites of
the language, and the weights of the topic score, are data in ``data/``.
"""

from __future__ import annotations

from claims.matching.chains import Origin, Origins, circles, independence, origins
from claims.matching.learning import Weights, learn, weights
from claims.matching.prepare import Prepared, from_json, prepare, prepare_words, query_terms, to_json
from claims.matching.rarity import count_frequencies, inverse_document_frequency
from claims.matching.relation import RELATED, SAME, chances, match

__all__ = [
    "RELATED",
    "SAME",
    "Origin",
    "Origins",
    "Prepared",
    "Weights",
    "chances",
    "circles",
    "count_frequencies",
    "from_json",
    "independence",
    "inverse_document_frequency",
    "learn",
    "match",
    "origins",
    "prepare",
    "prepare_words",
    "query_terms",
    "to_json",
    "weights",
]
