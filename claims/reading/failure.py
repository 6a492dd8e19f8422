"""What stands for an input that could not be read, so that the rest is read all the same."""

from __future__ import annotations

from dataclasses import dataclass

from claims.errors import ReadingError


@dataclass(frozen=True)
class ReadFailure:
    """An input that could not be read: where it was, and what happened."""

    source: str
    error: ReadingError


def named(problem: ReadingError, where: str) -> ReadingError:
    """Return ``problem`` told with where it was met, and all else that it says."""
    told = type(problem)(f"{where}: {problem}")
    vars(told).update(vars(problem))
    return told
