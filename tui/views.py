"""The views that ``[`` and ``]`` go through: the standing ones, then those that reviewers saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class NamedView(NamedTuple):
    """A line of the filter language under a name."""

    name: str
    text: str


STANDING = (
    NamedView("everything, by priority", ""),
    NamedView("conflicts first", "order:conflicts"),
    NamedView("oldest first", "order:oldest"),
    NamedView("by article", "order:article"),
    NamedView("by speaker", "order:speaker"),
    NamedView("random sample", "sample:100"),
    NamedView("flagged", "is:flagged"),
    NamedView("reviewers differ", "has:disagreement"),
    NamedView("changed since they were decided", "has:changed"),
    NamedView("verdicts to support", "has:unsupported"),
    NamedView("sources to confirm", "has:unconfirmed"),
    NamedView("left over", "has:left"),
)


def beside(views: Sequence[NamedView], text: str, step: int) -> NamedView:
    """Return the view ``step`` places from the one of ``text``, round; from no view of them, the first."""
    texts = [view.text for view in views]
    return views[(texts.index(text) + step) % len(views)] if text in texts else views[0]


def timeline(speaker: str) -> str:
    """Return the line for all that a speaker said, the oldest first."""
    name = speaker.replace('"', " ")
    return f'speaker:"{name}" order:oldest'
