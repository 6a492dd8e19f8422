"""Which decisions on a claim stand, as SQL: their order, and what a verdict of truth rests on.

The same as ``claims.status`` and ``claims.gating`` tell of one claim, for filters over all of them: only
claims with such a verdict are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from claims.models import TRUTH, Action, AttributionCheck, ClaimKind, Independence, Relation, Verdict
from claims.status import StepState

SUPPORT: Mapping[Verdict, tuple[Relation, ...]] = MappingProxyType(
    {
        Verdict.VERIFIED: (Relation.SAME,),
        Verdict.DISPUTED: (Relation.CONFLICTING,),
        Verdict.REFUTED: (Relation.CONFLICTING,),
    }
)
"""Which decided match of an independent origin speaks for a verdict."""


def _words(names: Iterable[str]) -> str:
    """Return members of enums as an SQL list; they are the code's own words, never a user's."""
    return ", ".join(f"'{name}'" for name in sorted(names))


_AFTER = "(SELECT imported.after FROM imported WHERE imported.seq = decisions.seq)"
_PLACES = (f"coalesce({_AFTER}, decisions.seq)", f"{_AFTER} IS NOT NULL", "decisions.time", "decisions.seq")
PLACE = ", ".join(_PLACES)
"""The order of decisions: as they were made here, those from elsewhere among them by their time."""

_TRUE = f"verdict IN ({_words(TRUTH)})"
_LIVE = (
    f"decisions JOIN steps ON steps.step = decisions.step AND steps.state = '{StepState.LIVE}'"
    " WHERE target IN (SELECT id FROM claims WHERE claims.rowid = claim_state.claim UNION ALL SELECT"
    " lineage.id FROM lineage JOIN claims ON current = claims.id WHERE claims.rowid = claim_state.claim)"
)
"""The decisions on a claim, and on those whose place it took, that are in force."""
_VERDICTS = (
    f"(action = '{Action.VERDICT}' OR action = '{Action.ADJUDICATE}' AND after NOT IN"
    f" ({_words(AttributionCheck)}))"
)
_PLACED = ", ".join(f"{part} AS place{n}" for n, part in enumerate(_PLACES))
_BACKWARDS = ", ".join(f"place{n} DESC" for n in range(len(_PLACES)))
_REASONS = (
    "SELECT 1 FROM (SELECT reason, after,"
    f" row_number() OVER (PARTITION BY reviewer ORDER BY {_BACKWARDS}) AS latest,"
    f" sum(action = '{Action.ADJUDICATE}') OVER (ORDER BY {_BACKWARDS}) - (action = '{Action.ADJUDICATE}')"
    f" AS settled FROM (SELECT decisions.reviewer, reason, after, action, {_PLACED}"
    f" FROM {_LIVE} AND {_VERDICTS}))"
    f" WHERE latest = 1 AND settled = 0 AND after <> '{Verdict.UNREVIEWED}' AND reason <> ''"
)
"""Of each reviewer the latest verdict that no later adjudication settled, where it has a reason."""
_SPEAKS = " OR ".join(
    f"verdict = '{verdict}' AND decided IN ({_words(relations)})" for verdict, relations in SUPPORT.items()
)
_MATCHES = (
    f"SELECT 1 FROM matches WHERE (a = claim_state.claim OR b = claim_state.claim) AND ({_SPEAKS})"
    f" AND json_extract(model, '$.independence') = '{Independence.INDEPENDENT}'"
    " AND CASE WHEN a = claim_state.claim THEN b ELSE a END IN (SELECT claim FROM claim_state AS listed)"
)

UNSUPPORTED = (
    f"{_TRUE} AND NOT EXISTS ({_MATCHES})"
    f" AND NOT EXISTS (SELECT 1 FROM {_LIVE} AND evidence IS NOT NULL) AND NOT EXISTS ({_REASONS})"
)
"""Of ``claim_state``: a verdict of truth without reason, evidence, or decided match that speaks for it."""
UNCONFIRMED = f"{_TRUE} AND kind <> '{ClaimKind.ASSERTION}' AND attribution <> '{AttributionCheck.CONFIRMED}'"
"""Of ``claim_state``: a verdict of truth on what nobody has confirmed that its source said."""
