"""Which words are verbs, told by the company they keep in plain text: no tagged corpus is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from claims.extraction.document import Document
from claims.extraction.packs import table
from claims.extraction.tagging import tag

OPEN = frozenset("xgvjfN")
LEAST = 2
SHARE, SUBJECT_SHARE = 0.12, 0.06
"""How much of a word's uses must follow a subject, ``to`` or a modal; or a subject alone."""


def count_verbs(documents: Sequence[Document], language: str) -> Mapping[str, str]:
    """Return word -> ``verb``, or ``both`` when it follows determiners as often, over ``documents``."""
    company = table(language, "classes")["company"]
    subjects, infinitive = set(company["subjects"]), set(company["infinitive"])
    nominal, adverbs = set(company["nominal"]), tuple(company["never"])
    after_subject: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    noun: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for document in documents:
        tags = tag(document, {})
        low = document.tokens.low
        for i in range(1, len(low)):
            word, before = low[i], low[i - 1]
            if not word.isalpha():
                continue
            total[word] += 1
            if tags[i] not in OPEN:
                continue
            if before in subjects:
                after_subject[word] += 1
            elif tags[i - 1] == "m" or before in infinitive:
                bare[word] += 1
            elif before in nominal or tags[i - 1] == "j":
                noun[word] += 1
    found = {}
    for word, uses in total.items():
        subject, verbal = after_subject[word], after_subject[word] + bare[word]
        if len(word) < 2 or word.endswith(adverbs):
            continue
        if (verbal >= LEAST and verbal >= SHARE * uses) or (
            subject >= LEAST and subject >= SUBJECT_SHARE * uses
        ):
            found[word] = "verb" if verbal > noun[word] else "both"
    return found
