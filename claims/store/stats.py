"""Counts of everything in the store."""

from __future__ import annotations

import datetime as dt

from claims.models import AttributionCheck, ClaimKind, Verdict
from claims.pace import Step
from claims.store.articles import CURRENT
from claims.store.connection import Connection
from claims.store.rows import BY_HAND, SELECTED, RuleCount, Stats
from claims.store.targets import LISTED

DECIDED = "(verdict <> 'unreviewed' OR (modality <> 'fact' AND attribution <> 'unchecked'))"
"""Of ``claim_state``: nothing more is to be decided. Of an opinion or intention only the check can be."""


def stats(connection: Connection) -> Stats:
    """Return the counts of one moment."""
    with connection.snapshot():
        totals = {
            table: int(connection.value(f"SELECT count(*) FROM {table} WHERE {which}"))
            for table, which in (("articles", CURRENT), ("decisions", "1"))
        }
        return Stats(
            **totals,
            claims=int(connection.value("SELECT count(*) FROM claim_state")),
            matches=int(connection.value(f"SELECT count(*) FROM matches WHERE {LISTED}")),
            verdicts={Verdict(key): n for key, n in _by(connection, "verdict").items()},
            attributions={AttributionCheck(key): n for key, n in _by(connection, "attribution").items()},
            kinds={ClaimKind(key): n for key, n in _by(connection, "kind").items()},
            outlets=_outlets(connection),
            flagged=int(connection.value("SELECT count(*) FROM claim_state WHERE flagged")),
            disagreements=int(connection.value("SELECT count(*) FROM claim_state WHERE disagreement")),
            conflicts=int(
                connection.value(
                    "SELECT count(*) FROM matches"
                    f" WHERE coalesce(decided, relation) = 'conflicting' AND {LISTED}"
                )
            ),
            reviewers=_reviewers(connection),
            rules=_rules(connection),
            added=_added(connection),
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
    found = connection.all(
        "SELECT rule, count(*) FROM claims WHERE rule <> ? AND rowid NOT IN (SELECT claim FROM retired)"
        " GROUP BY rule ORDER BY rule",
        (BY_HAND,),
    )
    decided = {
        rule: counts
        for rule, *counts in connection.all(
            "SELECT rule, count(*), sum(verdict = 'rejected'),"
            " sum(verdict <> 'rejected' AND claim_state.claim IN (SELECT claim FROM claim_edits))"
            f" FROM claim_state JOIN claims ON claims.rowid = claim_state.claim WHERE {DECIDED} GROUP BY rule"
        )
    }
    return {rule: RuleCount(count, *decided.get(rule, (0, 0))) for rule, count in found}


def _added(connection: Connection) -> dict[str, int]:
    return dict(
        connection.all(
            "SELECT articles.id, count(*) FROM claim_added CROSS JOIN claim_state USING (claim)"
            " CROSS JOIN articles ON articles.rowid = article"
            " WHERE made = ? AND verdict <> 'rejected' GROUP BY article ORDER BY count(*) DESC, article",
            (SELECTED,),
        )
    )


def reviewed(connection: Connection) -> list[str]:
    """Return the ids of the articles whose attributions are all decided, in the order they were added.

    The outlet's own assertions are none; an article without an attribution was never looked at.
    """
    return connection.column(
        "SELECT id FROM articles JOIN ("
        f"  SELECT article, min({DECIDED}) AS done FROM claim_state WHERE kind <> 'assertion'"
        "  GROUP BY article)"
        " ON article = rowid WHERE done ORDER BY rowid"
    )


_LIVE = "SELECT step FROM steps WHERE state = 'live'"


def decided_steps(connection: Connection, reviewer: str | None, latest: int | None) -> list[Step]:
    """Return the steps in force that decided on claims, in the order they were made.

    Those of ``reviewer``, or of all; the ``latest`` ones of every kind, or all.
    """
    steps = f"{_LIVE} AND reviewer = :reviewer" if reviewer is not None else _LIVE
    found = connection.all(
        "SELECT min(time), reviewer, count(DISTINCT target) FROM decisions"
        f" WHERE step IN ({steps} ORDER BY step DESC LIMIT :latest)"
        " AND action IN ('verdict', 'attribution', 'adjudicate') GROUP BY step ORDER BY step",
        {"reviewer": reviewer, "latest": -1 if latest is None else latest},
    )
    return [Step(dt.datetime.fromisoformat(time), who, count) for time, who, count in found]
