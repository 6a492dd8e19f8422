"""The use cases: what the commands and the review screen both call.

Everything in between (reading, extraction, matching, the store, export, evaluation) is reached
through here, and only here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from claims import config as configuration
from claims import secondpass
from claims.agreement import Agreement, Opinion, agreements, opinions, rated
from claims.correcting import Corrections
from claims.errors import ClaimsError
from claims.export import FORMATS
from claims.exporting import chosen, records, write_whole
from claims.finding import MAX_SIZE, THRESHOLD, ReadFailure, evaluate, extract, read
from claims.linking import Linker, linked_claims, prints_of, terms_of
from claims.matching import Branch, Origin, Origins
from claims.models import (
    Action,
    Article,
    AttributionCheck,
    Decision,
    Evidence,
    Match,
    MatchState,
    Relation,
    Verdict,
    match_id,
)
from claims.rematching import rematch
from claims.status import OFF, ON
from claims.store import ArticleRow, ClaimFilter, ClaimRow, Order, Passage, Stats, Store
from claims.stories import Cluster, Copy, Stories, Telling, tree_lines

__all__ = [
    "DEMO",
    "FORMATS",
    "AddSummary",
    "Added",
    "ArticleRow",
    "Branch",
    "ClaimFilter",
    "ClaimRow",
    "Cluster",
    "Copy",
    "Order",
    "Origin",
    "Origins",
    "Passage",
    "ReadFailure",
    "Stats",
    "Telling",
    "Workbench",
    "evaluate",
    "extract",
    "load_demo",
    "read",
    "tree_lines",
]

DEMO = "claims.demo"
"""The package of the demo articles."""

Seen = Mapping[str, int]
"""The version of each target that the decider was shown."""


class Output(Protocol):
    """What an export can be written to: a text stream, or what stands before one."""

    def write(self, text: str, /) -> object:
        """Take the next part."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one article: ``new`` is false when the store had it."""

    article: Article
    claims: int
    matches: int
    new: bool


@dataclass(frozen=True, slots=True)
class AddSummary:
    """What became of everything that was to be added."""

    articles: int = 0
    known: int = 0
    claims: int = 0
    matches: int = 0
    failures: tuple[ReadFailure, ...] = ()

    def including(self, outcome: Added | ReadFailure) -> AddSummary:
        """Return the summary with one more outcome counted."""
        if isinstance(outcome, ReadFailure):
            return AddSummary(self.articles, self.known, self.claims, self.matches, (*self.failures, outcome))
        return AddSummary(
            self.articles + outcome.new,
            self.known + (not outcome.new),
            self.claims + outcome.claims,
            self.matches + outcome.matches,
            self.failures,
        )


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

    def add(
        self,
        sources: Iterable[str | Path],
        report: Callable[[Added | ReadFailure], None] | None = None,
        *,
        language: str | None = None,
        threshold: float = THRESHOLD,
        max_size: int = MAX_SIZE,
    ) -> AddSummary:
        """Read ``sources``, and extract, store, index and match the claims of each new article.

        ``report`` is told what became of each article once it is committed. What can't be read is
        reported, and the rest is added all the same. ``language`` and ``max_size`` are as for ``read``,
        ``threshold``, the least reliability of a claim, as for ``extract``.
        """
        summary = AddSummary()
        for found in read(sources, language=language, max_size=max_size):
            outcome = found if isinstance(found, ReadFailure) else self._add(found, threshold)
            summary = summary.including(outcome)
            if report:
                report(outcome)
        return summary

    def _add(self, article: Article, threshold: float) -> Added:
        if self.store.has_article(article.id):
            return Added(article, 0, 0, new=False)
        claims = extract(article, threshold=threshold)
        prints = prints_of(self.store, article)
        prepared = linked_claims(self.store, article, claims, prints)
        matches = self._linker.matches(article, prepared, prints)
        if not self.store.add_article(article, claims, terms_of(prepared), matches, prints):
            return Added(article, 0, 0, new=False)
        return Added(article, len(claims), len(matches), new=True)

    def match_all(
        self, progress: Callable[[int, int], None] | None = None, *, cores: int | None = None
    ) -> int:
        """Match every claim of the store anew; return how many matches are proposed (``rematch``).

        One that was interrupted is gone on with. ``progress`` is told: articles done, articles in all.
        """
        return rematch(self.store, progress or (lambda done, total: None), cores)

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

    # out

    def export(
        self,
        target_format: str,
        claim_filter: ClaimFilter,
        out: Output | Path,
        progress: Callable[[int, int], None] | None = None,
    ) -> int:
        """Write the claims that the filter lets through in one of ``FORMATS``; return how many.

        Gold has whole articles: every claim of each that is wholly reviewed, and that the filter lets one
        claim through of.

        They come by article and place in it, so that the same store and filter give the same bytes.
        A file at ``out`` appears whole or not at all. ``progress`` is told with each claim: claims
        done, claims in all. Raises ``ClaimsError`` for an unknown format or a file that can't be written.
        """
        if target_format not in FORMATS:
            raise ClaimsError(f"there is no format {target_format!r}; there are {', '.join(FORMATS)}")
        chosen_format = FORMATS[target_format]
        rowids = chosen(self.store, claim_filter, chosen_format.unit)
        parts = chosen_format.write(records(self.store, rowids, progress, chosen_format.unit))
        if isinstance(out, Path):
            write_whole(out, parts)
        else:
            for part in parts:
                out.write(part)
        return len(rowids)
