"""Counts of everything in the store."""

from __future__ import annotations

import json

from claims.models import AttributionCheck, ClaimKind, Verdict
from claims.store.connection import Connection
from claims.store.rows import RuleCount, Stats


def stats(connection: Connection) -> Stats:
    """Return the counts of one moment."""
    with connection.snapshot():
        totals = {
            table: int(connection.value(f"SELECT count(*) FROM {table}"))
            for table in ("articles", "claims", "matches", "decisions")
        }
        return Stats(
            **totals,
            verdicts={Verdict(key): n for key, n in _by(connection, "verdict").items()},
            attributions={AttributionCheck(key): n for key, n in _by(connection, "attribution").items()},
            kinds={ClaimKind(key): n for key, n in _by(connection, "kind").items()},
            outlets=_outlets(connection),
            flagged=int(connection.value("SELECT count(*) FROM claim_state WHERE flagged")),
            disagreements=int(connection.value("SELECT count(*) FROM claim_state WHERE disagreement")),
            conflicts=int(
                connection.value(
                    "SELECT count(*) FROM matches WHERE coalesce(decided, relation) = 'conflicting'"
                )
            ),
            reviewers=_reviewers(connection),
            rules=_rules(connection),
        )


def _by(connection: Connection, column: str) -> dict[str, int]:
    return dict(
        connection.all(
            f"SELECT {column}, count(*) FROM claim_state GROUP BY {column} ORDER BY count(*) DESC, {column}"
        )
    )


def _outlets(connection: Connection) -> dict[str, int]:
    return dict(
        connection.all(
            "SELECT coalesce(outlet, ''), sum(found) FROM articles"
            " JOIN (SELECT article, count(*) AS found FROM claim_state GROUP BY article) ON article = rowid"
            " GROUP BY coalesce(outlet, '') ORDER BY sum(found) DESC, outlet"
        )
    )


def _reviewers(connection: Connection) -> dict[str, int]:
    return dict(
        connection.all(
            "SELECT decisions.reviewer, count(*) FROM decisions JOIN steps USING (step) WHERE state = 'live'"
            " GROUP BY decisions.reviewer ORDER BY count(*) DESC, decisions.reviewer"
        )
    )


def _rules(connection: Connection) -> dict[str, RuleCount]:
    found = connection.all("SELECT rule, count(*) FROM claims GROUP BY rule ORDER BY rule")
    decided = {
        rule: counts
        for rule, *counts in connection.all(
            "SELECT rule, count(*), sum(verdict = 'rejected'),"
            " sum(verdict <> 'rejected' AND claim_state.claim IN (SELECT claim FROM claim_edits))"
            " FROM claim_state JOIN claims ON claims.rowid = claim_state.claim"
            " WHERE verdict IN (SELECT value FROM json_each(?)) GROUP BY rule",
            (json.dumps(sorted(set(Verdict) - {Verdict.UNREVIEWED})),),
        )
    }
    return {rule: RuleCount(count, *decided.get(rule, (0, 0))) for rule, count in found}
