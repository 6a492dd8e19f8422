"""The Store: one file, one connection, every read and write of the workbench."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from pydantic_core import PydanticSerializationError

from claims.errors import IllegalTransition, StoreError
from claims.models import (
    Action,
    Article,
    Claim,
    ClaimState,
    Decision,
    Evidence,
    Match,
    MatchState,
)
from claims.pace import Step
from claims.status import derive
from claims.store import articles, claims, decisions, matches, reviewers, search
from claims.store.bulk import Bulk, ReadBy, read_by
from claims.store.connection import Connection, bindable, connect
from claims.store.decisions import Act
from claims.store.feeds import Feeds
from claims.store.filters import ClaimFilter, Order
from claims.store.imports import Imports
from claims.store.migrations import ensure_current
from claims.store.rounds import Rounds
from claims.store.rows import ArticleRow, ClaimRow, Passage, Stats
from claims.store.stats import decided_steps, reviewed, stats
from claims.store.stories import Prints, Stories, keep
from claims.store.versions import Versions, moved


def utc_now() -> dt.datetime:
    """Return the time now, in UTC."""
    return dt.datetime.now(dt.UTC)


class Store:
    """An open store. One connection, for the thread that opened it; others open their own.

    Every method raises StoreError when the file cannot be used (locked, full, read-only, damaged,
    moved away); nothing is changed then. Ids are whole ids; `resolve` completes a prefix.
    """

    def __init__(self, connection: Connection, clock: Callable[[], dt.datetime]) -> None:
        self._connection = connection
        self._clock = clock
        self.stories = Stories(connection)
        self.rounds = Rounds(connection)
        self.feeds = Feeds(connection)
        self.bulk = Bulk(connection)
        self.editions = Versions(connection)
        self.imports = Imports(connection)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        read_only: bool = False,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> Store:
        """Open the store at ``path``, making it when there is none, unless ``create`` is false.

        ``clock`` gives the time of a decision.

        Raises:
            StoreError: missing, no store, not permitted, locked, damaged, or of a newer version.
        """
        connection = connect(path, create=create, read_only=read_only)
        try:
            ensure_current(connection, read_only=read_only)
        except BaseException:
            connection.close()
            raise
        return cls(connection, clock)

    @property
    def path(self) -> Path:
        """The file."""
        return self._connection.path

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Articles

    def add_article(
        self,
        article: Article,
        claims_found: Sequence[Claim],
        terms: Mapping[str, Sequence[str]] | None = None,
        matches_found: Iterable[Match] = (),
        prints: Prints | None = None,
        by: ReadBy | None = None,
    ) -> bool:
        """Add an article with its claims, by claim id their terms for matching, and their matches.

        ``prints`` are its fingerprints; without them a matching of the whole store makes them. ``by`` is
        what it was read by; without it `claims update` reads it again. All of it
        or nothing. Returns False, and changes nothing, when the store has the article already;
        NotFound when a match is with a claim that it does not have.
        """
        try:
            with self._connection.transaction():
                if articles.known(self._connection, article.id):
                    return False
                number = articles.insert(self._connection, article)
                rowids = claims.insert(self._connection, article, number, claims_found)
                search.index(self._connection, rowids, terms or {})
                matches.write(self._connection, matches_found)
                if prints is not None:
                    keep(self._connection, number, prints)
                if by is not None:
                    read_by(self._connection, number, by)
        except PydanticSerializationError as error:
            raise StoreError(
                f"Article {article.name} has invalid characters and cannot be stored."
            ) from error
        return True

    def has_article(self, article_id: str) -> bool:
        """Return whether the store has the article."""
        return articles.known(self._connection, article_id)

    def article(self, article_id: str) -> Article:
        """Return a whole article; NotFound when there is none."""
        return articles.get(self._connection, article_id)

    def article_row(self, article_id: str) -> ArticleRow:
        """Return an article without its text, which is quicker; NotFound when there is none."""
        return articles.row(self._connection, article_id)

    def articles(self) -> Iterator[ArticleRow]:
        """Yield every article without its text, in the order they were added."""
        return articles.rows(self._connection)

    def search_articles(self, query: str, limit: int = 20) -> list[Passage]:
        """Return the best passage of each article that holds every word of ``query``, best first."""
        return search.passages(self._connection, query, limit)

    # Claims

    def claim(self, claim_id: str) -> Claim:
        """Return a claim as the extractor wrote it; NotFound when there is none."""
        return claims.get(self._connection, claim_id)

    def claims_of(self, article_id: str) -> list[Claim]:
        """Return the claims of an article in the order of its text."""
        return claims.of_article(self._connection, article_id)

    def claim_state(self, claim_id: str) -> ClaimState:
        """Return what the decisions on a claim come to; NotFound when there is no such claim."""
        with self._connection.snapshot():
            claim, history = self.claim(claim_id), self.history(claim_id)
            state = derive(history, claim.modality)
            if state.edit is None:
                return state
            return state.model_copy(update={"edit": moved(self._connection, claim, history, state.edit)})

    def resolve(self, prefix: str) -> str:
        """Return the id of the one claim whose id starts so; NotFound when none or several do."""
        return claims.resolve(self._connection, prefix)

    def rowid(self, claim_id: str) -> int:
        """Return the rowid of a claim, the handle of lists; NotFound when there is no such claim."""
        return claims.rowid(self._connection, claim_id)

    def claim_ids(self, claim_filter: ClaimFilter | None = None, order: Order = Order.PRIORITY) -> list[int]:
        """Return the rowids of the claims that the filter lets through (all, when None), sorted."""
        return claims.rowids(self._connection, claim_filter or ClaimFilter(), order)

    def packed_ids(self, claim_filter: ClaimFilter, order: Order = Order.PRIORITY) -> array[int]:
        """Return what ``claim_ids`` does, for views of a million claims: eight bytes each, and quicker."""
        return claims.packed_rowids(self._connection, claim_filter, order)

    def names(self, key: str, start: str, limit: int = 20) -> list[str]:
        """Return names of ``key`` (outlet, speaker or origin), folded, that begin so."""
        return claims.names(self._connection, key, start, limit)

    def rows(self, rowids: Sequence[int]) -> list[ClaimRow]:
        """Return what a list shows of these claims, in this order; unknown ones are left out."""
        return claims.rows(self._connection, rowids)

    def ids(self, rowids: Sequence[int]) -> list[str]:
        """Return the ids of these claims, in this order; unknown ones are left out."""
        return claims.ids(self._connection, rowids)

    def count(self, claim_filter: ClaimFilter | None = None) -> int:
        """Return how many claims the filter lets through."""
        return claims.count(self._connection, claim_filter or ClaimFilter())

    def claim_count(self) -> int:
        """Return how many claims there are."""
        return claims.total(self._connection)

    # Matching

    def document_frequency(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many claims each term occurs, 0 for an unknown one."""
        return search.document_frequency(self._connection, terms)

    def candidates(self, terms: Sequence[str], exclude_article: str, limit: int) -> list[str]:
        """Return the ids of claims of other articles that share the rarest terms, best first."""
        return search.candidates(self._connection, terms, exclude_article, limit)

    def add_matches(self, proposed: Iterable[Match]) -> int:
        """Add matches, return how many are new; a known pair gets the new proposal, keeps its decisions."""
        return matches.add(self._connection, proposed)

    def match(self, match_id: str) -> Match:
        """Return a match as the matcher proposed it; NotFound when there is none."""
        return matches.get(self._connection, match_id)

    def match_state(self, match_id: str) -> MatchState:
        """Return what the decisions on a match come to; NotFound when there is no such match."""
        return matches.state(self._connection, match_id)

    def matches_of(self, claim_id: str) -> list[tuple[Match, MatchState]]:
        """Return the matches of a claim, the best score first; NotFound when there is no such claim."""
        return matches.of_claim(self._connection, claim_id)

    # Decisions

    def decide(
        self,
        targets: Sequence[str],
        action: Action,
        after: str,
        *,
        reviewer: str,
        reason: str = "",
        evidence: Evidence | None = None,
        seen: Mapping[str, int] | None = None,
    ) -> list[Decision]:
        """Decide the same on claims or matches, by id, as one step; committed when it returns.

        ``seen`` gives, by id, the version of the state that the reviewer was looking at.

        Raises:
            NotFound: a target is not in the store.
            StaleDecision: a target was decided on since it was shown.
            IllegalTransition: the transition table does not allow it.
        """
        return decisions.decide(
            self._connection,
            targets,
            action,
            after,
            reviewer=reviewer,
            time=self._clock(),
            reason=reason,
            evidence=evidence,
            seen=seen,
        )

    def add_claims(
        self,
        made: Sequence[Claim],
        acts: Sequence[Act],
        *,
        reviewer: str,
        terms: Mapping[str, Sequence[str]] | None = None,
        matches_found: Iterable[Match] = (),
        seen: Mapping[str, int] | None = None,
    ) -> list[Decision]:
        """Add claims that a reviewer made to articles of the store, and do ``acts``, all as one step.

        There is an act ADD for each of ``made``; ``terms`` and ``matches_found`` are as for
        ``add_article``. A claim that was made before and withdrawn is put into the lists again.

        Raises:
            IllegalTransition: one of them is in the lists already; or as for ``decide``.
        """
        with self._connection.transaction():
            for claim in made:
                if claims.is_listed(self._connection, claim.id):
                    raise IllegalTransition(f"The claim {claim.id} is there already; nothing was changed.")
            new = {claim.id: rowid for claim in made if (rowid := claims.write_new(self._connection, claim))}
            search.index(self._connection, new, {id: own for id, own in (terms or {}).items() if id in new})
            done = decisions.step(self._connection, acts, reviewer=reviewer, time=self._clock(), seen=seen)
            matches.write(self._connection, matches_found)
        return done

    def undo(self, reviewer: str) -> list[Decision]:
        """Take back the reviewer's latest step in force.

        Raises:
            IllegalTransition: there is none.
            StaleDecision: somebody else decided on one of its targets since.
        """
        return decisions.undo(self._connection, reviewer, self._clock())

    def redo(self, reviewer: str) -> list[Decision]:
        """Repeat the step that the reviewer undid last, unless a new step was made since.

        Raises:
            IllegalTransition: there is none.
            StaleDecision: somebody else decided on one of its targets since.
        """
        return decisions.redo(self._connection, reviewer, self._clock())

    def history(self, target: str) -> list[Decision]:
        """Return every decision on a claim or match in the order they were made, undo and redo rows too."""
        return decisions.history(self._connection, target)

    def decisions(self) -> Iterator[Decision]:
        """Yield every decision in the order they were made."""
        return decisions.every(self._connection)

    def decisions_after(self, seq: int) -> list[Decision]:
        """Return the decisions made after the one of number ``seq``, in their order; 0: all."""
        return decisions.after(self._connection, seq)

    def last_decision(self) -> int:
        """Return the number of the latest decision, 0 when there is none."""
        return decisions.latest(self._connection)

    def answered_by_others(self, reviewer: str) -> list[str]:
        """Return the ids, sorted, of the claims that others decided and ``reviewer`` never answered."""
        return reviewers.answered_by_others(self._connection, reviewer)

    def shared(self) -> list[str]:
        """Return the ids, sorted, of the claims that more than one reviewer ever answered."""
        return reviewers.shared(self._connection)

    def versions(self, ids: Sequence[str], reviewer: str, heard: int) -> dict[str, int]:
        """Return the version of each target that ``reviewer`` knows, shown decisions up to ``heard``."""
        return reviewers.versions(self._connection, ids, reviewer, heard)

    def data_version(self) -> int:
        """Return a number that is another one as soon as another connection has changed the file."""
        return int(self._connection.value("PRAGMA data_version"))

    def rebuild(self) -> None:
        """Derive anew, from decisions and matches alone, everything that is derived from them."""
        decisions.rebuild(self._connection)

    # The rest

    def stats(self) -> Stats:
        """Return the counts of everything in the store."""
        return stats(self._connection)

    def reviewed_articles(self) -> list[str]:
        """Return the ids of the articles whose attributions are all decided, in the order they were added.

        The outlet's own assertions don't count; an article without an attribution is not among them.
        """
        return reviewed(self._connection)

    def decided_steps(self, reviewer: str | None = None, latest: int | None = None) -> list[Step]:
        """Return the steps in force that decided on claims, in order: a reviewer's, the latest; None: all."""
        return decided_steps(self._connection, reviewer, latest)

    def meta(self, key: str) -> str | None:
        """Return what was kept under ``key``, None when nothing was."""
        value: str | None = self._connection.value("SELECT value FROM meta WHERE key = ?", (bindable(key),))
        return value

    def metas(self, prefix: str) -> dict[str, str]:
        """Return what was kept under every key that begins with ``prefix``, by the rest of the key."""
        start = bindable(prefix)
        found = self._connection.all(
            "SELECT substr(key, ?), value FROM meta WHERE substr(key, 1, ?) = ? ORDER BY key",
            (len(start) + 1, len(start), start),
        )
        return dict(found)

    def drop_meta(self, key: str) -> None:
        """Forget what was kept under ``key``."""
        with self._connection.transaction():
            self._connection.execute("DELETE FROM meta WHERE key = ?", (bindable(key),))

    def set_meta(self, key: str, value: str) -> None:
        """Keep ``value`` under ``key``, such as where a reviewer left a view."""
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                (bindable(key), bindable(value)),
            )
