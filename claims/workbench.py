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
from claims.errors import ClaimsError, IllegalTransition
from claims.export import FORMATS
from claims.exporting import records, write_whole
from claims.finding import MAX_SIZE, THRESHOLD, ReadFailure, evaluate, extract, read
from claims.linking import Linker, prepared_claims, terms_of
from claims.matching import Origin, Origins, origins
from claims.models import (
    Action,
    Article,
    AttributionCheck,
    Decision,
    Edit,
    Evidence,
    Match,
    MatchState,
    Relation,
    Verdict,
    match_id,
    words_of,
)
from claims.status import OFF, ON
from claims.store import ArticleRow, ClaimFilter, ClaimRow, Order, Passage, Stats, Store

__all__ = [
    "DEMO",
    "FORMATS",
    "AddSummary",
    "Added",
    "ArticleRow",
    "ClaimFilter",
    "ClaimRow",
    "Order",
    "Origin",
    "Origins",
    "Passage",
    "ReadFailure",
    "Stats",
    "Workbench",
    "evaluate",
    "extract",
    "load_demo",
    "read",
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
        # Pure reads are the store's own.
        self.articles = store.articles
        self.article = store.article
        self.claim_ids = store.claim_ids
        self.rows = store.rows
        self.rowid = store.rowid
        self.claim = store.claim
        self.claims_of = store.claims_of
        self.claim_state = store.claim_state
        self.matches_of = store.matches_of
        self.history = store.history
        self.count = store.count
        self.stats = store.stats
        self.resolve = store.resolve
        self.search_articles = store.search_articles
        self.names = store.names
        self.origins = origins

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
        prepared = prepared_claims(article, claims)
        matches = self._linker.matches(article, prepared)
        if not self.store.add_article(article, claims, terms_of(prepared), matches):
            return Added(article, 0, 0, new=False)
        return Added(article, len(claims), len(matches), new=True)

    def match_all(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Match every claim of the store anew; return how many matches are proposed.

        ``progress`` is told after each article: articles done, articles in all. A match that was
        proposed before and is not any more goes, unless somebody decided on it. Decisions stay.
        """
        among = self.store.claim_count()
        articles = [row.id for row in self.store.articles()]
        found: set[str] = set()
        for number, article_id in enumerate(articles, start=1):
            article = self.store.article(article_id)
            prepared = prepared_claims(article, self.store.claims_of(article_id))
            matches = self._linker.matches(article, prepared)
            self.store.add_matches(matches)
            found.update(match.id for match in matches)
            if progress:
                progress(number, len(articles))
        self.store.retain_matches(found, among)
        return len(found)

    def match_between(self, one: str, other: str) -> tuple[Match, MatchState]:
        """Return the match of two claims, whichever is named first; ``NotFound`` when none is proposed."""
        wanted = match_id(one, other)
        return self.store.match(wanted), self.store.match_state(wanted)

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

    def edit(self, id: str, wanted: Edit, *, seen: Seen | None = None) -> list[Decision]:
        """Put a reviewer's spans and speaker in the place of the machine's; its own words change nothing.

        The words of ``wanted`` are taken from the article. Raises ``IllegalTransition`` for spans that
        are not in the article, or no content, and ``StaleDecision`` as for ``mark``.
        """
        claim = self.store.claim(id)
        text = self.store.article(claim.article_id).text
        spans = {role: getattr(wanted, role) for role in ("source", "cue", "content")}
        every = [span for role in spans.values() for span in role]
        if not wanted.content or any(not 0 <= start < end <= len(text) for start, end in every):
            raise IllegalTransition("A claim needs words of its article as its content; nothing was changed.")
        words = {f"{role}_words": words_of(text, given) for role, given in spans.items()}
        made = wanted.model_copy(update=words)
        changed = any(getattr(made, name) != getattr(claim, name) for name in (*spans, "speaker"))
        after = made.model_dump_json() if changed else ""
        return self.store.decide([id], Action.EDIT, after, reviewer=self.reviewer, seen=seen)

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

        They come by article and place in it, so that the same store and filter give the same bytes.
        A file at ``out`` appears whole or not at all. ``progress`` is told with each claim: claims
        done, claims in all. Raises ``ClaimsError`` for an unknown format or a file that can't be written.
        """
        if target_format not in FORMATS:
            raise ClaimsError(f"there is no format {target_format!r}; there are {', '.join(FORMATS)}")
        rowids = self.store.claim_ids(claim_filter, Order.ARTICLE)
        parts = FORMATS[target_format].write(records(self.store, rowids, progress))
        if isinstance(out, Path):
            write_whole(out, parts)
        else:
            for part in parts:
                out.write(part)
        return len(rowids)
