"""What can be decided on: a claim or a match, each with its rules and its derived state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from claims import status
from claims.errors import NotFound
from claims.models import Action, Decision, Modality
from claims.store import claims
from claims.store.connection import Connection, bindable

_WITHDRAWN = "(SELECT claim FROM claim_added WHERE made IS NULL)"
_RETIRED = "(SELECT claim FROM retired)"
LISTED = f"a NOT IN {_WITHDRAWN} AND b NOT IN {_WITHDRAWN} AND a NOT IN {_RETIRED} AND b NOT IN {_RETIRED}"
"""Of a match: both claims are in the lists; one that was made by hand and withdrawn, or retired, is not."""


class Target(Protocol):
    """A claim or match as decisions see it."""

    @property
    def id(self) -> str:
        """The id that decisions name."""

    def check(self, history: Sequence[Decision], action: Action, after: str) -> None:
        """Raise IllegalTransition unless this may be decided on top of ``history``."""

    def shown(self, history: Sequence[Decision], action: Action, after: str) -> str:
        """Return the value that a decision of such an action changes."""

    def save(self, connection: Connection, history: Sequence[Decision]) -> None:
        """Write what ``history`` comes to into the derived tables."""


@dataclass(frozen=True, slots=True)
class ClaimTarget:
    """A claim."""

    id: str
    rowid: int
    modality: Modality

    def check(self, history: Sequence[Decision], action: Action, after: str) -> None:
        """Raise unless the transition table allows it."""
        status.check(history, action, after, self.modality)

    def shown(self, history: Sequence[Decision], action: Action, after: str) -> str:
        """Return the verdict, attribution check, flag, latest note or latest quotation."""
        return status.value(status.derive(history, self.modality), action, after)

    def save(self, connection: Connection, history: Sequence[Decision]) -> None:
        """Write the claim's row of ``claim_state``."""
        state = status.derive(history, self.modality)
        if state.added or state.withdrawn:
            claims.keep_addition(connection, self.rowid, state.added)
        connection.execute(
            "UPDATE claim_state SET verdict = ?, attribution = ?, flagged = ?, disagreement = ?, version = ?"
            " WHERE claim = ?",
            (state.verdict, state.attribution, state.flagged, state.disagreement, state.version, self.rowid),
        )
        if connection.value("SELECT since FROM carried WHERE claim = ?", (self.rowid,)) is not None:
            _keep_look(connection, self.rowid, history)
        acts = {decision.action for decision in history}
        if Action.EDIT in acts:
            claims.keep_edit(connection, self.rowid, state.edit)
        if Action.ADD in acts:
            recount(connection, matched(connection, self.rowid))


@dataclass(frozen=True, slots=True)
class MatchTarget:
    """A match."""

    id: str
    rowid: int
    a: int
    b: int

    def check(self, history: Sequence[Decision], action: Action, after: str) -> None:
        """Raise unless it is a relation."""
        status.check_match(action, after)

    def shown(self, history: Sequence[Decision], action: Action, after: str) -> str:
        """Return the decided relation, empty while undecided."""
        return status.derive_match(history).relation or ""

    def save(self, connection: Connection, history: Sequence[Decision]) -> None:
        """Write the decided relation, and the match counts of both claims."""
        relation = status.derive_match(history).relation
        connection.execute("UPDATE matches SET decided = ? WHERE rowid = ?", (relation, self.rowid))
        recount(connection, (self.a, self.b))


def _keep_look(connection: Connection, rowid: int, history: Sequence[Decision]) -> None:
    """Write whether anybody decided on a claim since it took the place of another."""
    last = max((decision.seq for decision in status.live(history)), default=0)
    connection.execute("UPDATE carried SET looked = since < ? WHERE claim = ?", (last, rowid))


def current(connection: Connection, target: str) -> str:
    """Return the id of the claim or match that took the place of one, itself where none did."""
    key = bindable(target)
    return str(connection.value("SELECT current FROM lineage WHERE id = ?", (key,)) or key)


def find(connection: Connection, target: str) -> Target:
    """Return the claim or match with this id, or what took its place.

    Raises:
        NotFound: the store has neither.
    """
    key = (current(connection, target),)
    claim = connection.one(
        "SELECT id, rowid, coalesce(modality, json_extract(model, '$.modality'))"
        " FROM claims LEFT JOIN claim_state ON claim = claims.rowid WHERE id = ?",
        key,
    )
    if claim:
        return ClaimTarget(claim[0], claim[1], Modality(claim[2]))
    match = connection.one("SELECT id, rowid, a, b FROM matches WHERE id = ?", key)
    if match:
        return MatchTarget(*match)
    raise NotFound(f"There is no claim or match {target} in the store.")


def matched(connection: Connection, rowid: int) -> list[int]:
    """Return the rowids of a claim and of those that it has matches with."""
    return connection.column(
        "SELECT :claim UNION SELECT b FROM matches WHERE a = :claim"
        " UNION SELECT a FROM matches WHERE b = :claim",
        {"claim": rowid},
    )


def recount(connection: Connection, claim_rowids: Sequence[int]) -> None:
    """Bring the match counts of these claims up to date; a decided relation goes before a proposed one.

    A claim that was made by hand and withdrawn counts with nobody.
    """
    connection.many(
        "UPDATE claim_state SET (match_count, conflict_count) = ("
        " SELECT coalesce(sum(standing <> 'unrelated'), 0), coalesce(sum(standing = 'conflicting'), 0)"
        " FROM (SELECT coalesce(decided, relation) AS standing FROM matches"
        f"  WHERE (a = :claim OR b = :claim) AND {LISTED}))"
        " WHERE claim = :claim",
        ({"claim": rowid} for rowid in claim_rowids),
    )
