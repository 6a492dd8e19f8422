"""The rules as a reader may look them up: why each holds, examples, and what reviewers made of its claims."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from claims.config import default_db, load
from claims.errors import NotFound
from claims.evaluation import interval
from claims.extraction.installed import FIRST, packs
from claims.extraction.lexicon import classes, entries
from claims.extraction.rules import ASSERTIONS, RULES, Rule, by_id
from claims.store import BY_HAND, RuleCount, Store

EXAMPLES = "claims.rule_examples"
"""The package of the rules' examples, a file for each."""
NEAR = 0.5
"""How like a known id (0 to 1) an unknown one must be to be taken for a slip."""
HITS, MISSES = 2, 1
"""Examples shown of what a rule finds, and of what it leaves alone."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What reviewers made of the claims that a rule found in a store."""

    claims: int
    decided: int
    kept: int
    edited: int
    """Decided ones whose words or speaker a reviewer corrected."""
    rejected: int
    """Those that were no claim as they stood; one that was split or merged is among them."""
    precision: float | None
    """kept / (kept + edited + rejected), 0 to 1; None when none is decided."""
    interval: tuple[float, float]
    """Between which bounds that share probably lies (Wilson, 95 %)."""

    @classmethod
    def of(cls, count: RuleCount) -> Standing:
        """Return the standing that the counts of a store come to."""
        kept = count.decided - count.rejected - count.edited
        share = kept / count.decided if count.decided else None
        sure = interval(kept, count.decided)
        return cls(count.claims, count.decided, kept, count.edited, count.rejected, share, sure)


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """A rule and how it stands; ``standing`` is None where there is no store."""

    id: str
    reason: str
    """Empty for one that a store names and this version doesn't describe."""
    classes: tuple[str, ...]
    constructions: tuple[str, ...]
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Missed:
    """What the rules missed in an article of a store: claims that reviewers had to select."""

    article_id: str
    name: str
    """The article's title, else what it was called when it was read."""
    outlet: str
    added: int


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """A rule with its cue words, by the title of their class, and examples."""

    record: RuleRecord
    cues: Mapping[str, tuple[str, ...]]
    hits: tuple[Mapping[str, str], ...]
    """What it finds: ``text``, and in it ``source``, ``cue`` and ``content``."""
    misses: tuple[Mapping[str, str], ...]
    """What it leaves alone: ``text``, and ``why``."""


def rule_records(db: Path | None = None) -> list[RuleRecord]:
    """Return every rule, those that only the store names last.

    The store is the one at ``db``, else the user's own where there is one. Raises ``StoreError`` when
    there is none at ``db``.
    """
    counts = _counts(db)
    rules = [*RULES, *ASSERTIONS, *(Rule(name, "") for name in sorted(counts or {}) if by_id(name) is None)]
    return [
        RuleRecord(
            rule.id,
            rule.reason,
            rule.classes,
            rule.constructions,
            None if counts is None else Standing.of(counts.get(rule.id, RuleCount(0, 0, 0))),
        )
        for rule in rules
    ]


def missed(db: Path | None = None) -> list[Missed]:
    """Return what reviewers added that no rule had found, by article, the most first.

    The store is found as for ``rule_records``; without one there is nothing.
    """
    with _opened(db) as store:
        if store is None:
            return []
        rows = [(store.article_row(id), added) for id, added in store.stats().added.items()]
    return [Missed(row.id, row.title or row.name, row.outlet or "", added) for row, added in rows]


def _counts(db: Path | None) -> Mapping[str, RuleCount] | None:
    """Return the counts of a store by rule; None when none is named and the user has none."""
    with _opened(db) as store:
        return store.stats().rules if store else None


@contextmanager
def _opened(db: Path | None) -> Iterator[Store | None]:
    """Give the store at ``db``, else the user's own; None where the user has none."""
    path = db or default_db(load())
    if db is None and not path.exists():
        yield None
        return
    with Store.open(path, create=False) as store:
        yield store


def rule_sheet(rule_id: str, db: Path | None = None, language: str = FIRST) -> RuleSheet:
    """Return all about a rule, with the cue words of ``language``.

    Raises ``NotFound`` when there is no such rule, or no pack of that language.
    """
    if language not in packs():
        raise NotFound(f"There is no language pack for '{language}', only for {', '.join(packs())}.")
    records = {record.id: record for record in rule_records(db)}
    records[BY_HAND] = RuleRecord(BY_HAND, "No rule: a reviewer made the claim by hand.", (), (), None)
    if rule_id not in records:
        near = "".join(f" Did you mean '{name}'?" for name in get_close_matches(rule_id, records, 1, NEAR))
        raise NotFound(f"There is no rule '{rule_id}'; `claims rules` lists them.{near}")
    record = records[rule_id]
    examples = _examples(rule_id)
    return RuleSheet(
        record,
        {title: words for kind in record.classes for title, words in _cues(language, kind)},
        tuple(examples.get("hits", ())[:HITS]),
        tuple(examples.get("misses", ())[:MISSES]),
    )


def _cues(language: str, cue_class: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the title and the words of a class of cues; none for the class of unlisted words."""
    known = classes(language).get(cue_class)
    if known is None:
        return []
    words = {entry.lemma for entry in entries(language).values() if entry.cue_class == cue_class}
    return [(known.title, tuple(sorted(words)))]


def _examples(rule_id: str) -> Mapping[str, list[Any]]:
    """Return the examples of a rule, empty for one that this version doesn't know."""
    file = files(EXAMPLES).joinpath(f"{rule_id}.toml")
    if by_id(rule_id) is None or not file.is_file():
        return {}
    return tomllib.loads(file.read_text(encoding="utf-8"))
