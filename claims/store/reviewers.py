"""Which claims several reviewers have to do with, and what of them one reviewer has been shown."""

from __future__ import annotations

import json
from collections.abc import Sequence

from claims.models import Verdict
from claims.store.connection import Connection, bindable

_ANSWERS = "('verdict', 'attribution', 'adjudicate')"
_NOW = "coalesce((SELECT current FROM lineage WHERE lineage.id = target), target)"
"""What a decision is one on now, which may have taken the place of what it was made on."""


def answered_by_others(connection: Connection, reviewer: str) -> list[str]:
    """Return the ids, sorted, of the claims that others decided and ``reviewer`` never answered.

    What the reviewer answered and took back counts as answered: the others' answers were shown then.
    """
    return connection.column(
        "SELECT id FROM claims WHERE rowid IN ("
        "  SELECT claim FROM claim_state WHERE verdict IN (SELECT value FROM json_each(:decided))"
        "  UNION SELECT claim FROM claim_state WHERE disagreement"
        "  UNION SELECT claim FROM claim_state"
        "   WHERE attribution IN ('confirmed', 'wrong', 'unknown') AND modality <> 'fact')"
        " AND NOT EXISTS (SELECT 1 FROM decisions"
        "  WHERE target IN (SELECT claims.id UNION ALL SELECT id FROM lineage WHERE current = claims.id)"
        f"  AND reviewer = :reviewer AND action IN {_ANSWERS})"
        " ORDER BY id",
        {
            "decided": json.dumps(sorted(set(Verdict) - {Verdict.UNREVIEWED})),
            "reviewer": bindable(reviewer),
        },
    )


def shared(connection: Connection) -> list[str]:
    """Return the ids, sorted, of the claims that more than one reviewer ever answered."""
    return connection.column(
        f"SELECT {_NOW} AS now FROM decisions WHERE action IN {_ANSWERS}"
        " GROUP BY now HAVING min(reviewer) <> max(reviewer) ORDER BY now"
    )


def versions(connection: Connection, ids: Sequence[str], reviewer: str, heard: int) -> dict[str, int]:
    """Return the version of each claim or match that ``reviewer`` knows, 0 where none.

    That is the last decision on it up to number ``heard``, or the reviewer's own last one.
    """
    found: dict[str, int] = dict(
        connection.all(
            f"SELECT {_NOW} AS now, max(seq) FROM decisions WHERE target IN (SELECT value"
            "  FROM json_each(:ids) UNION ALL SELECT lineage.id FROM json_each(:ids)"
            "  JOIN lineage ON current = value)"
            " AND (seq <= :heard OR reviewer = :reviewer) GROUP BY now",
            {"ids": json.dumps(list(ids)), "heard": heard, "reviewer": bindable(reviewer)},
        )
    )
    return {id: found.get(id, 0) for id in ids}
