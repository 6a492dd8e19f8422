"""What a user may choose of the formats, beyond which one."""

from __future__ import annotations

from claims.house import House
from claims.models import Frozen


class Settings(Frozen):
    """Each format reads of them what it has to do with."""

    bom: bool = False
    """Begin CSV with a byte order mark: some spreadsheet programs take it for another encoding else."""
    house: House | None = None
    """How verdicts are worded in ClaimReview."""
