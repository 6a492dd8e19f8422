"""Matching: the same, related or conflicting claims of other articles, with the reasons.

Pure functions over prepared claims; the candidates are handed in. Words, numbers and opposites of
the language, and the learned weights, are data in ``data/``.
"""

from __future__ import annotations

from claims.matching.chains import Origin, Origins, circles, independence, origins
from claims.matching.clusters import Edge, clusters, members
from claims.matching.copies import fingerprints, shared
from claims.matching.learning import Weights, dump
from claims.matching.lineage import Branch, lineage
from claims.matching.prepare import Prepared, from_json, prepare, prepare_words, query_terms, to_json
from claims.matching.rarity import count_frequencies, inverse_document_frequency
from claims.matching.relation import ACCEPT, RELATED, SAME, Band, band, likeness, match, relation_on_topic
from claims.matching.retrieval import Index, learn_nearest, plain
from claims.matching.training import Pair, changed, train

__all__ = [
    "ACCEPT",
    "RELATED",
    "SAME",
    "Band",
    "Branch",
    "Edge",
    "Index",
    "Origin",
    "Origins",
    "Pair",
    "Prepared",
    "Weights",
    "band",
    "changed",
    "circles",
    "clusters",
    "count_frequencies",
    "dump",
    "fingerprints",
    "from_json",
    "independence",
    "inverse_document_frequency",
    "learn_nearest",
    "likeness",
    "lineage",
    "match",
    "members",
    "origins",
    "plain",
    "prepare",
    "prepare_words",
    "query_terms",
    "relation_on_topic",
    "shared",
    "to_json",
    "train",
]
