from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claims.reading import ReadFailure, read

Failing = Callable[..., ReadFailure]


@pytest.fixture
def failure() -> Failing:
    """Return the one failure that reading a source comes to."""

    def failure_of(source: str | Path, max_size: int = 10_000_000) -> ReadFailure:
        (found,) = read(source, max_size)
        assert isinstance(found, ReadFailure), found
        return found

    return failure_of
