"""The use cases: what the commands and the review screen both call.

Everything in between (reading, extraction, matching, the store, export, evaluation) is reached
through here, and only here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from types import TracebackType
from typing import Self

from claims import config as configuration
from claims import secondpass
from claims.adding import Added, Adding, AddSummary
from claims.agreement import Agreement, Opinion, agreements, opinions, rated
from claims.correcting import Corrections
from claims.export.manifest import Manifest, checksum, verify
from claims.exporting import FORMATS, Exports
from claims.finding import ReadFailure, evaluate, extract, read
from claims.gating import ALLOWABLE, MEANINGS, Objection, Reason
from claims.importing import Imported, Imports
from claims.linking import Linker, linked_claims
from claims.matching import Band, Branch, Origin, Origins, band
from claims.models import (
    Action,
    AttributionCheck,
    Decision,
    Evidence,
    Match,
    MatchState,
    Relation,
    Verdict,
    match_id,
)
from claims.nearest import nearest
from claims.rematching import catch_up, rematch
from claims.reporting import WRITERS, Reports, Summary, write_report
from claims.status import OFF, ON
from claims.store import ArticleRow, ClaimFilter, ClaimRow, Order, Passage, Stats, Store
from claims.stories import Cluster, Copy, Stories, Telling, tree_lines
from claims.updating import Update, update

__all__ = [
    "ALLOWABLE",
    "DEMO",
    "FORMATS",
    "MEANINGS",
    "WRITERS",
    "AddSummary",
    "Added",
    "ArticleRow",
    "Band",
    "Branch",
    "ClaimFilter",
    "ClaimRow",
    "Cluster",
    "Copy",
    "Imported",
    "Manifest",
    "Objection",
    "Order",
    "Origin",
    "Origins",
    "Passage",
    "ReadFailure",
    "Reason",
    "Stats",
    "Summary",
    "Telling",
    "Update",
    "Workbench",
    "band",
    "checksum",
    "evaluate",
    "extract",
    "load_demo",
    "read",
    "tree_lines",
    "verify",
    "write_report",
]

DEMO = "claims.demo"
"""The package of the demo articles."""

Seen = Mapping[str, int]
"""The version of each target that the decider was shown."""


def load_demo(path: Path, progress: Callable[[int, int | None], None] | None = None) -> AddSummary:
    """Add the demo articles to the store at ``path``, made anew when there is none, and match them all.

    ``progress`` is told after each article: articles done, None for how many there are.
    """
    done = 0

    def report(_: Added | ReadFailure) -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, None)

    with as_file(files(DEMO)) as folder, Workbench.open(path) as workbench:
        summary = workbench.add([folder], report)
        return replace(summary, matches=workbench.match_all())


class Workbench:
    """One store and one reviewer; a context manager that closes the store."""

    def __init__(self, store: Store, reviewer: str) -> None:
        """Work on ``store`` in the name of ``reviewer``."""
        self.store = store
        self.reviewer = reviewer
        self._linker = Linker(store)
        adding = Adding(store, self._linker)
        self.add = adding.add
        self.add_read = adding.one
        corrections = Corrections(store, self._linker, lambda: self.reviewer)
        self.edit = corrections.edit
        self.add_claim = corrections.add
        self.split = corrections.split
        self.merge = corrections.merge
        # Pure reads are the store's own.
        self.articles = store.articles
        self.article = store.article
        self.claim_ids = store.claim_ids
        self.packed_ids = store.packed_ids
        self.rows = store.rows
        self.rowid = store.rowid
        self.claim = store.claim
        self.claims_of = store.claims_of
        self.claim_state = store.claim_state
        self.matches_of = store.matches_of
        self.history = store.history
        self.count = store.count
        self.stats = store.stats
        self.decided_steps = store.decided_steps
        self.resolve = store.resolve
        self.search_articles = store.search_articles
        self.names = store.names
        self.stories = Stories(store)
        self.origins = self.stories.origins_of
        self.exports = Exports(store)
        self.export = self.exports.export
        self.imports = Imports(store, self._linker)
        self.reports = Reports(store, self.stories)

    @classmethod
    def open(cls, path: Path | None = None, *, reviewer: str | None = None, create: bool = True) -> Workbench:
        """Return the workbench on the store at ``path``, made anew when there is none and ``create``.

        Without ``path`` it is ``$CLAIMS_DB``, else the configuration's, else one in the user's data
        directory. Without ``reviewer`` it is the configuration's, else the login name. Raises
        ``ConfigError`` or ``StoreError``.
        """
        config = configuration.load()
        where = path or configuration.default_db(config)
        return cls(Store.open(where, create=create), reviewer or configuration.default_reviewer(config))

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # articles and matches

    def catch_up(
        self, progress: Callable[[int, int], None] | None = None, *, cores: int | None = None
    ) -> int:
        """Index and match the articles that wait for it; return how many matches are proposed (``catch_up``).

        One that was interrupted is gone on with. ``progress`` is told: articles done, articles in all.
        """
        return catch_up(self.store, progress or (lambda done, total: None), cores)

    def match_all(
        self, progress: Callable[[int, int], None] | None = None, *, cores: int | None = None
    ) -> int:
        """Match every claim of the store anew; return how many matches are proposed (``rematch``).

        One that was interrupted is gone on with. ``progress`` is told: articles done, articles in all.
        """
        return rematch(self.store, progress or (lambda done, total: None), cores)

    def update(
        self,
        progress: Callable[[int, int], None] | None = None,
        *,
        jobs: int = 1,
        dry_run: bool = False,
    ) -> Update:
        """Extract again, on ``jobs`` cores, what other rules read; return what came of it (``update``).

        New claims wait to be matched: ``catch_up``. ``progress`` is told: articles done, articles in all.
        """
        return update(self.store, progress or (lambda done, total: None), jobs=jobs, dry_run=dry_run)

    def nearest(self, text: str, limit: int = 10) -> list[str]:
        """Return the ids of the claims that are nearest to any ``text``, the nearest first (``nearest``)."""
        return nearest(self.store, text, limit)

    def match(self, ids: Sequence[str]) -> int:
        """Match the claims ``ids`` anew; return how many matches are proposed. Decisions stay."""
        found: dict[str, Match] = {}
        for id in ids:
            claim = self.store.claim(id)
            article = self.store.article_row(claim.article_id)
            prepared = linked_claims(self.store, article, [claim])
            found |= {one.id: one for one in self._linker.matches(article, prepared)}
        self.store.add_matches(found.values())
        return len(found)

    def match_between(self, one: str, other: str) -> tuple[Match, MatchState]:
        """Return the match of two claims, whichever is named first; ``NotFound`` when none is proposed."""
        wanted = match_id(one, other)
        return self.store.match(wanted), self.store.match_state(wanted)

    # several reviewers

    def opinions(self, id: str) -> tuple[Opinion, ...]:
        """Return what each reviewer holds of a claim, with the reasons and evidence of each."""
        return opinions(self.store.history(id))

    def agreement(self) -> tuple[Agreement, ...]:
        """Return how far every two reviewers agree, over all claims that both answered."""
        return agreements(rated(self.store.history(id)) for id in self.store.shared())

    def second_pass(self, size: str | None = None) -> list[str]:
        """Return the ids of the claims of the reviewer's blind second pass (``secondpass.sample``)."""
        return secondpass.sample(self.store, self.reviewer, size)

    # decisions: each one committed transaction, and one step to undo

    def mark(
        self,
        ids: Sequence[str],
        verdict: Verdict,
        *,
        reason: str = "",
        evidence: Evidence | None = None,
        seen: Seen | None = None,
    ) -> list[Decision]:
        """Give the content of the claims ``ids`` a verdict; ``reason`` of a rejection is what was wrong.

        ``seen`` is the version of each that was shown. Raises ``IllegalTransition`` (a verdict of
        truth on an opinion or intention) or ``StaleDecision``, and then changes nothing.
        """
        return self.store.decide(
            ids,
            Action.VERDICT,
            verdict.value,
            reviewer=self.reviewer,
            reason=reason,
            evidence=evidence,
            seen=seen,
        )

    def check(
        self,
        ids: Sequence[str],
        attribution: AttributionCheck,
        *,
        reason: str = "",
        seen: Seen | None = None,
    ) -> list[Decision]:
        """Say whether the sources of the claims ``ids`` said it; ``StaleDecision`` as for ``mark``."""
        return self.store.decide(
            ids, Action.ATTRIBUTION, attribution.value, reviewer=self.reviewer, reason=reason, seen=seen
        )

    def adjudicate(
        self,
        ids: Sequence[str],
        answer: Verdict | AttributionCheck,
        *,
        reason: str = "",
        seen: Seen | None = None,
    ) -> list[Decision]:
        """Settle what reviewers differ on, for all of them, until somebody decides otherwise later.

        Raises ``IllegalTransition`` where nobody differs on what ``answer`` answers, ``StaleDecision``
        as for ``mark``.
        """
        return self.store.decide(
            ids, Action.ADJUDICATE, answer.value, reviewer=self.reviewer, reason=reason, seen=seen
        )

    def flag(self, ids: Sequence[str], on: bool) -> list[Decision]:
        """Flag the claims ``ids`` to come back to them, or take the flag off."""
        return self.store.decide(ids, Action.FLAG, ON if on else OFF, reviewer=self.reviewer)

    def note(self, id: str, text: str) -> list[Decision]:
        """Put a note on a claim."""
        return self.store.decide([id], Action.NOTE, text, reviewer=self.reviewer)

    def bind(self, id: str, evidence: Evidence) -> list[Decision]:
        """Put a passage of an article, or an outside address with a quotation, beside a claim."""
        return self.store.decide(
            [id], Action.EVIDENCE, evidence.quotation, reviewer=self.reviewer, evidence=evidence
        )

    def decide_match(
        self, match_id: str, relation: Relation, *, reason: str = "", seen: Seen | None = None
    ) -> list[Decision]:
        """Say how the two claims of a match stand to each other; ``StaleDecision`` as for ``mark``."""
        return self.store.decide(
            [match_id], Action.MATCH, relation.value, reviewer=self.reviewer, reason=reason, seen=seen
        )

    def undo(self) -> list[Decision]:
        """Take back the reviewer's own last step; ``StaleDecision`` when another decided on it since."""
        return self.store.undo(self.reviewer)

    def redo(self) -> list[Decision]:
        """Do again the reviewer's own step that was undone last."""
        return self.store.redo(self.reviewer)
