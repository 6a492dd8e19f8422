"""Libraries that only some installations have: what is missing is told, with the command that helps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from claims.errors import ReadingError


@contextmanager
def needing(extra: str, what: str) -> Iterator[None]:
    """Import within this what comes with ``extra``; `ReadingError` naming the command when it is missing.

    ``what`` is what it is for, in the plural: "PDF files".
    """
    try:
        yield
    except ImportError:
        raise ReadingError(f"{what} need an extra: pip install 'claims-workbench[{extra}]'") from None
