"""The properties of an attribution by which the figures are broken down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from claims.evaluation.figures import Figure
from claims.evaluation.gold import GoldDocument
from claims.models import Span

BANDS = 10
"""Into how many equal bands reliabilities are put."""


class Attributed(Protocol):
    """The roles that gold and predicted attributions share."""

    @property
    def source(self) -> tuple[Span, ...]:
        """Who is said to have said it; empty when absent."""

    @property
    def cue(self) -> tuple[Span, ...]:
        """The words that attribute."""

    @property
    def content(self) -> tuple[Span, ...]:
        """What is attributed."""

    @property
    def kind(self) -> str | None:
        """How the content stands in the article, in the words of whoever annotated or found it."""


class Breakdown(NamedTuple):
    """A property, and how the rows of its values are ordered."""

    label: Callable[[GoldDocument, Attributed], str | None]
    """Its value; None leaves the attribution out."""
    order: Callable[[str, Figure], tuple[int, int, str]]
    """A sort key of a value and its figure."""


def publisher(document: GoldDocument, attribution: Attributed) -> str | None:
    """Return who published the document, when the corpus tells."""
    return document.publisher


def construction(document: GoldDocument, attribution: Attributed) -> str:
    """Return the order in which the roles start in the text, such as ``source cue content``.

    ``interrupted`` is a content that goes on after its source or cue.
    """
    pieces = sorted(
        (start, end, role)
        for role, spans in (
            ("source", attribution.source),
            ("cue", attribution.cue),
            ("content", attribution.content),
        )
        for start, end in spans
    )
    roles = [role for _, _, role in pieces]
    first = roles.index("content")
    last = len(roles) - roles[::-1].index("content")
    return "interrupted" if set(roles[first:last]) > {"content"} else " ".join(dict.fromkeys(roles))


def kind(document: GoldDocument, attribution: Attributed) -> str | None:
    """Return its kind; a corpus may have kinds of its own, or none."""
    return attribution.kind and str(attribution.kind)


def rule(document: GoldDocument, attribution: Attributed) -> str | None:
    """Return the rule that found it; a gold attribution has none."""
    return getattr(attribution, "rule", None)


def reliability(document: GoldDocument, attribution: Attributed) -> str | None:
    """Return the band of its counted reliability, such as ``0.8-0.9``; a gold attribution has none."""
    value: float | None = getattr(attribution, "reliability", None)
    if value is None:
        return None
    band = min(int(value * BANDS), BANDS - 1)
    return f"{band / BANDS:.1f}-{(band + 1) / BANDS:.1f}"


def most_first(value: str, figure: Figure) -> tuple[int, int, str]:
    """Order values by how many gold, then predicted ones they have."""
    return -figure.gold, -figure.predicted, value


def by_value(value: str, figure: Figure) -> tuple[int, int, str]:
    """Order values by themselves."""
    return 0, 0, value


BREAKDOWNS: Mapping[str, Breakdown] = {
    "publisher": Breakdown(publisher, most_first),
    "construction": Breakdown(construction, most_first),
    "kind": Breakdown(kind, most_first),
    "rule": Breakdown(rule, most_first),
    "reliability": Breakdown(reliability, by_value),
}
