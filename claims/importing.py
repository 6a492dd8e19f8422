"""What another workbench sends, merged into a store: articles, claims, matches and decisions.

An article is the same when its text and its outlet are (an unknown outlet is any); a claim when it has the
same words of the same article. A decision keeps its reviewer, time, reason and evidence, and what was
undone there is undone here; where reviewers of both stores differ, the claim is in disagreement until
somebody adjudicates. Importing a file again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from claims.annotating import Annotations
from claims.errors import ImportRefused
from claims.export import ExportedMatch, ExportRecord
from claims.export.received import Parcel, base, receive
from claims.linking import Linker, linked_claims, prints_of, terms_of
from claims.models import (
    Action,
    Article,
    Claim,
    Decision,
    Edit,
    Match,
    claim_id,
    match_id,
    words_of,
)
from claims.status import MATCH_TRANSITIONS, TRANSITIONS
from claims.store import ArticleRow, Store


@dataclass(slots=True)
class Imported:
    """What became of what a file holds."""

    source: str
    articles: int = 0
    """New ones; ``known`` counts are of what the store had."""
    known_articles: int = 0
    claims: int = 0
    known_claims: int = 0
    matches: int = 0
    decisions: int = 0
    known_decisions: int = 0
    disagreements: list[str] = field(default_factory=list)
    """Claims on which reviewers differ now, and did not before."""
    missing: dict[str, int] = field(default_factory=dict)
    """Articles that claims of the file stand in and nobody has, each with how many claims were left out."""
    unfound: int = 0
    """Claims that this version does not find in an article that is here, and nobody decided on: left out."""
    unanchored: list[str] = field(default_factory=list)
    """Annotations whose words are not in the article."""

    @property
    def changes(self) -> bool:
        """Whether the store is another one after it."""
        return bool(self.articles or self.claims or self.matches or self.decisions)


class _DryRun(Exception):
    """Takes back what was written."""


class Imports:
    """What comes into one store."""

    def __init__(self, store: Store, linker: Linker) -> None:
        """Import into ``store``; ``linker`` finds the matches of new claims with those that are there."""
        self._store = store
        self._linker = linker

    def take(self, path: Path, *, reviewer: str, dry_run: bool = False) -> Imported:
        """Merge a file (JSON Lines of an export, or Web Annotations) into the store; all of it or nothing.

        ``reviewer`` signs annotations that don't say whose they are; ``dry_run`` tells what would become of
        it and changes nothing. Raises ``ImportRefused`` for a file that can't be read or trusted.
        """
        parcel = receive(path)
        told = Imported(str(path))
        try:
            with self._store.imports.whole():
                if parcel.annotations:
                    Annotations(self._store, self._linker, told, reviewer).take(parcel.annotations)
                else:
                    _Merge(self._store, self._linker, parcel, told).run()
                if dry_run:
                    raise _DryRun
        except _DryRun:
            self._linker = Linker(self._store)
        return told


class _Merge:
    """One file of records on its way into a store."""

    def __init__(self, store: Store, linker: Linker, parcel: Parcel, told: Imported) -> None:
        self._store = store
        self._linker = linker
        self._parcel = parcel
        self._told = told
        self._articles: dict[str, Article | ArticleRow] = {}
        """By the id that it has in the file: the article of this store."""
        self._claims: dict[str, str] = {}
        """By the id that it has in the file: the claim of this store."""
        self._added: set[str] = set()
        """Claims that are new here."""

    def run(self) -> None:
        """Write everything; the caller has a transaction open."""
        by_article: dict[str, list[ExportRecord]] = {id: [] for id in self._parcel.articles}
        for record in self._parcel.records:
            by_article.setdefault(base(record).article_id, []).append(record)
        for id, records in by_article.items():
            self._take_article(id, records)
        taken = [one for one in self._parcel.records if one.claim.id in self._claims]
        self._take_matches(taken)
        self._take_decisions(taken)

    # articles and claims

    def _take_article(self, id: str, records: list[ExportRecord]) -> None:
        given = self._parcel.articles.get(id)
        here = self._same_article(id, records, given)
        if here is not None:
            self._told.known_articles += 1
            self._articles[id] = here
            self._take_claims(records, here)
        elif given is not None:
            self._told.articles += 1
            self._articles[id] = given
            self._add_article(given, records)
        else:
            self._told.missing[id] = len(records)

    def _same_article(self, id: str, records: list[ExportRecord], given: Article | None) -> ArticleRow | None:
        if self._store.has_article(id):
            return self._store.article_row(id)
        text_hash = given.text_hash if given else records[0].article.text_hash
        outlet = given.outlet if given else records[0].article.outlet
        found = self._store.imports.articles_with(text_hash)
        return next((one for one in found if not (one.outlet and outlet) or one.outlet == outlet), None)

    def _add_article(self, article: Article, records: list[ExportRecord]) -> None:
        """Add an article with its claims as they are in the file, indexed, and matched with what is here."""
        claims = [base(record) for record in records]
        by_hand = {record.claim.id for record in records if _by_hand(record)}
        prints = prints_of(self._store, article)
        prepared = linked_claims(self._store, article, claims, prints)
        terms = terms_of(prepared)
        matches = self._linker.matches(article, prepared, prints)
        found = [claim for claim in claims if claim.id not in by_hand]
        self._store.add_article(article, found, {one.id: terms[one.id] for one in found}, prints=prints)
        for claim in claims:
            self._claims[claim.id] = claim.id
            if claim.id in by_hand:
                self._store.imports.add_claim(claim, terms[claim.id], by_hand=True)
        self._link(claims, matches)

    def _take_claims(self, records: list[ExportRecord], here: ArticleRow) -> None:
        known = self._store.claims_of(here.id)
        new: list[ExportRecord] = []
        for record in records:
            claim = base(record)
            same = claim.id if self._store.imports.has_claim(claim.id) else _same_words(claim, known)
            if same is not None:
                self._told.known_claims += 1
                self._claims[claim.id] = same
            elif record.history or any(one.history for one in record.matches):
                new.append(record)
            else:
                self._told.unfound += 1
        if new:
            text = self._store.article(here.id).text
            moved = [_moved(base(record), here.id, text, self._told.source) for record in new]
            self._add_claims(here, moved, new)

    def _add_claims(self, here: ArticleRow, moved: list[Claim], records: list[ExportRecord]) -> None:
        prepared = linked_claims(self._store, here, moved)
        terms = terms_of(prepared)
        for claim, record in zip(moved, records, strict=True):
            self._store.imports.add_claim(claim, terms[claim.id], by_hand=_by_hand(record))
            self._claims[base(record).id] = claim.id
        self._link(moved, self._linker.matches(here, prepared))

    def _link(self, claims: list[Claim], matches: list[Match]) -> None:
        """Propose matches of new claims with those that were here; the file tells of those among its own."""
        self._told.claims += len(claims)
        self._added.update(claim.id for claim in claims)
        from_here = [one for one in matches if not {one.a, one.b} <= self._added]
        self._told.matches += self._store.add_matches(from_here)

    # matches and decisions

    def _take_matches(self, records: list[ExportRecord]) -> None:
        """Add the matches that have a new claim or a decision, of claims that are both here."""
        found: dict[str, Match] = {}
        for one in self._matches(records):
            match = self._here(one.match)
            wanted = one.history or {match.a, match.b} & self._added
            both = all(self._store.imports.has_claim(id) for id in (match.a, match.b))
            if wanted and both and not self._store.imports.has_target(match.id):
                found[match.id] = match
        self._told.matches += self._store.add_matches(found.values())

    @staticmethod
    def _matches(records: Iterable[ExportRecord]) -> Iterator[ExportedMatch]:
        return (one for record in records for one in record.matches)

    def _here(self, match: Match) -> Match:
        """Return a match of the file with the ids that its claims have here."""
        a, b = (self._claims.get(id, id) for id in (match.a, match.b))
        return match if (a, b) == (match.a, match.b) else _renamed(match, a, b)

    def _take_decisions(self, records: list[ExportRecord]) -> None:
        """Write the decisions of records and of their matches, and see where reviewers differ now."""
        given: dict[int, Decision] = {}
        for record in records:
            own = self._claims[record.claim.id]
            self._collect(given, own, record.history)
            for one in record.matches:
                id = self._here(one.match).id
                if one.history and self._store.imports.has_target(id):
                    self._collect(given, id, one.history)
        before = {id: self._store.claim_state(id).disagreement for id in self._touched(given)}
        merged = self._store.imports.merge([given[seq] for seq in sorted(given)])
        self._told.decisions += len(merged.new)
        self._told.known_decisions += merged.known
        self._told.disagreements += [
            id for id, was in before.items() if not was and self._store.claim_state(id).disagreement
        ]

    def _touched(self, given: Mapping[int, Decision]) -> list[str]:
        claims = set(self._claims.values())
        return sorted({one.target for one in given.values() if one.target in claims})

    def _collect(self, given: dict[int, Decision], target: str, history: Iterable[Decision]) -> None:
        for one in history:
            moved = self._decision(one, target)
            if given.setdefault(one.seq, moved) != moved:
                raise ImportRefused(
                    f"{self._told.source}: two decisions are number {one.seq}; it was changed"
                )

    def _decision(self, one: Decision, target: str) -> Decision:
        """Return a decision of the file as one on what is here; ``ImportRefused`` when it can't be one."""
        _check(one, self._told.source)
        if one.action is Action.EDIT and one.after:
            _check_edit(one, self._store.article(self._store.claim(target).article_id), self._told.source)
        evidence = one.evidence
        if evidence and evidence.article_id in self._articles:
            here = self._articles[evidence.article_id].id
            evidence = evidence.model_copy(update={"article_id": here})
        return one.model_copy(update={"target": target, "evidence": evidence})


def _by_hand(record: ExportRecord) -> bool:
    return any(one.action is Action.ADD for one in record.history)


def _same_words(claim: Claim, known: Iterable[Claim]) -> str | None:
    """Return the id of the one claim that has the same words: content and source, else content alone."""
    same = [one for one in known if one.content == claim.content]
    whose = [one for one in same if one.source == claim.source]
    found = whose or same
    return found[0].id if len(found) == 1 else None


def _moved(claim: Claim, article_id: str, text: str, where: str) -> Claim:
    """Return a claim as one of an article of this store that has the same text."""
    roles = (claim.source, claim.cue, claim.content)
    words = (claim.source_words, claim.cue_words, claim.content_words)
    if tuple(words_of(text, role) for role in roles) != words:
        raise ImportRefused(f"{where}: claim {claim.id} has other words than its article; it was changed")
    id = claim_id(article_id, claim.kind, *roles)
    same = article_id == claim.article_id
    return claim.model_copy(
        update={"id": id, "article_id": article_id, "parent": claim.parent if same else None}
    )


def _renamed(match: Match, a: str, b: str) -> Match:
    """Return a match of the claims ``a`` and ``b`` in the place of its own, the lesser id first."""
    turned = a > b
    conflicts = tuple(
        one.model_copy(update={"a": one.b, "b": one.a, "a_span": one.b_span, "b_span": one.a_span})
        if turned
        else one
        for one in match.conflicts
    )
    first, second = sorted((a, b))
    return match.model_copy(update={"id": match_id(a, b), "a": first, "b": second, "conflicts": conflicts})


MOST = 1 << 53
"""Numbers of decisions are below this, which JSON and SQLite can both hold."""
_LEGAL = (*TRANSITIONS, *MATCH_TRANSITIONS)


def _check(one: Decision, where: str) -> None:
    """Raise unless this is a decision that could be made in a store."""
    turned = one.action in (Action.UNDO, Action.REDO)
    legal = turned or any(
        row.action is one.action and (row.after is None or one.after in row.after) for row in _LEGAL
    )
    numbers = (one.seq, one.step, one.undoes or 0)
    told = one.reviewer.strip() and one.time.tzinfo and max(map(abs, numbers)) < MOST
    if turned is (one.undoes is None) or not legal or not told:
        raise ImportRefused(f"{where}: decision {one.seq} is none that a reviewer can make; it was changed")


def _check_edit(one: Decision, article: Article, where: str) -> None:
    """Raise unless a correction of a claim has words that stand in its article."""
    try:
        edit = Edit.model_validate_json(one.after)
    except ValueError as error:
        raise ImportRefused(f"{where}: decision {one.seq} is no correction of a claim") from error
    for role in ("source", "cue", "content"):
        spans = getattr(edit, role)
        inside = all(0 <= start < end <= len(article.text) for start, end in spans)
        if not inside or words_of(article.text, spans) != getattr(edit, f"{role}_words"):
            raise ImportRefused(f"{where}: decision {one.seq} has other words than its article")
