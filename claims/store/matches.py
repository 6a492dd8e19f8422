"""Matches: what the matcher proposes, beside what reviewers decided on it."""

from __future__ import annotations

from collections.abc import Iterable

from claims.errors import NotFound
from claims.models import Match, MatchState
from claims.status import derive_match
from claims.store import claims, decisions, targets
from claims.store.connection import Connection, bindable

ROUND = "match.round"
"""Where the number of the latest matching of the whole store is kept."""
_ROUND = f"coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = '{ROUND}'), 0)"


def add(connection: Connection, proposed: Iterable[Match]) -> int:
    """Write ``proposed`` in one transaction; a pair known already gets the new proposal.

    Decisions stay. Returns how many are new.

    Raises:
        NotFound: a claim of a match is not in the store.
    """
    with connection.transaction():
        return write(connection, proposed)


def write(connection: Connection, proposed: Iterable[Match]) -> int:
    """Do what ``add`` does within a transaction that is open already."""
    new = 0
    touched: set[int] = set()
    for match in proposed:
        pair = claims.rowid(connection, match.a), claims.rowid(connection, match.b)
        touched.update(pair)
        new += _write(connection, match, pair)
    targets.recount(connection, sorted(touched))
    return new


def _write(connection: Connection, match: Match, pair: tuple[int, int]) -> int:
    known = connection.value("SELECT rowid FROM matches WHERE id = ?", (match.id,))
    proposal = (match.relation, match.score, match.model_dump_json())
    if known is not None:
        connection.execute(
            f"UPDATE matches SET relation = ?, score = ?, model = ?, round = {_ROUND} WHERE rowid = ?",
            (*proposal, known),
        )
        return 0
    connection.execute(
        f"INSERT INTO matches (id, a, b, relation, score, model, round) VALUES (?, ?, ?, ?, ?, ?, {_ROUND})",
        (match.id, *pair, *proposal),
    )
    return 1


def get(connection: Connection, match_id: str) -> Match:
    """Return a match as the matcher proposed it.

    Raises:
        NotFound: the store has none with this id.
    """
    model = connection.value("SELECT model FROM matches WHERE id = ?", (bindable(match_id),))
    if model is None:
        raise NotFound(f"There is no match {match_id} in the store.")
    return Match.model_validate_json(model)


def state(connection: Connection, match_id: str) -> MatchState:
    """Return what the decisions on a match come to.

    Raises:
        NotFound: the store has none with this id.
    """
    with connection.snapshot():
        get(connection, match_id)
        return derive_match(decisions.history(connection, match_id))


def of_claim(connection: Connection, claim_id: str) -> list[tuple[Match, MatchState]]:
    """Return the matches of a claim with what was decided on each, the best score first."""
    with connection.snapshot():
        number = claims.rowid(connection, claim_id)
        models = connection.column(
            f"SELECT model FROM matches WHERE (a = :claim OR b = :claim) AND {targets.LISTED}"
            " ORDER BY score DESC, id",
            {"claim": number},
        )
        found = [Match.model_validate_json(model) for model in models]
        return [(match, derive_match(decisions.history(connection, match.id))) for match in found]
