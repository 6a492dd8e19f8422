"""The sample of a blind second pass: drawn once for a reviewer, kept in the store, then worked through."""

from __future__ import annotations

import json
import math
import re

from claims.agreement import is_answered, own_state
from claims.errors import ClaimsError
from claims.models import digest
from claims.store import Store

SIZE = "20"
"""Claims of a sample whose size nobody says."""
KEPT = "second."
"""Before the reviewer's name: where the store keeps the sample."""

_SIZE = re.compile(r"(?P<number>[0-9]{1,7}(?:\.[0-9]+)?)(?P<percent>%?)")


def count(size: str, available: int) -> int:
    """Return how many claims of ``available`` a size like ``20`` or ``10%`` comes to, at least one.

    Raises:
        ClaimsError: it is no such size.
    """
    found = _SIZE.fullmatch(size.strip())
    number = float(found["number"]) if found else 0.0
    if not found or number <= 0 or (found["percent"] and number > 100):
        raise ClaimsError(f"'{size}' is no size of a sample: write a number of claims (20) or a share (10%).")
    if not found["percent"] and not number.is_integer():
        raise ClaimsError(f"'{size}' is no size of a sample: there are only whole claims, such as 20.")
    wanted = math.ceil(available * number / 100) if found["percent"] else int(number)
    return min(wanted, available)


def sample(store: Store, reviewer: str, size: str | None = None) -> list[str]:
    """Return the ids of the claims of the reviewer's second pass, in the order to take them.

    The sample that the store keeps goes on until all of it is answered or another ``size`` is asked
    for; then another is drawn, of what others decided and this reviewer never answered. It is in the
    order of a hash of each id, so that the same store gives every second reviewer the same claims.

    Raises:
        ClaimsError: nothing to sample, or no such size.
    """
    kept = json.loads(store.meta(KEPT + reviewer) or "null")
    wanted = (size or (kept["size"] if kept else SIZE)).strip()
    count(wanted, 1)
    if kept and wanted == kept["size"] and not all(_answered(store, id, reviewer) for id in kept["ids"]):
        return [str(id) for id in kept["ids"]]
    found = sorted(store.answered_by_others(reviewer), key=lambda id: digest("second pass", id))
    if not found:
        raise ClaimsError(
            f"Nothing is left for a second pass of {reviewer}: it is over claims that another reviewer "
            "decided and this one has not. --reviewer NAME says who you are."
        )
    drawn = found[: count(wanted, len(found))]
    store.set_meta(KEPT + reviewer, json.dumps({"size": wanted, "ids": drawn}))
    return drawn


def _answered(store: Store, claim_id: str, reviewer: str) -> bool:
    modality = store.claim(claim_id).modality
    state = own_state(store.history(claim_id), reviewer, modality)
    return is_answered(state.verdict, state.attribution, modality)
