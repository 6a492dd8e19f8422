"""A gold document and its attributions, as people annotated them."""

from __future__ import annotations

from typing import Self

from pydantic import AliasChoices, ConfigDict, Field, ValidationError, field_validator, model_validator

from claims.models import Frozen, Span


class GoldAttribution(Frozen):
    """One attribution as people annotated it; an empty role means that it has none."""

    model_config = ConfigDict(extra="ignore")

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    kind: str | None = Field(default=None, validation_alias=AliasChoices("kind", "type"))
    """The annotators' own name for its kind (``Direct``, ``Reported``), where the corpus has one."""
    nested: bool = False
    """Whether it lies in the content of another."""

    @field_validator("source", "cue", mode="before")
    @classmethod
    def _none_is_empty(cls, spans: object) -> object:
        return () if spans is None else spans


class GoldDocument(Frozen):
    """An annotated article; spans count code points of ``text`` as the corpus gives it."""

    model_config = ConfigDict(extra="ignore")

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...] = ()
    publisher: str | None = Field(default=None, validation_alias=AliasChoices("publisher", "outlet"))

    @model_validator(mode="after")
    def _spans_lie_in_the_text(self) -> Self:
        for attribution in self.attributions:
            for role in ("source", "cue", "content"):
                check_spans(getattr(attribution, role), role, len(self.text))
        return self


def check_spans(spans: tuple[Span, ...], role: str, length: int) -> None:
    """Raise ValueError if one of ``spans`` is no range in a text of ``length`` code points."""
    for start, end in spans:
        if not 0 <= start <= end <= length:
            raise ValueError(f"a {role} span [{start}, {end}) lies outside the text of {length} characters")


def first_fault(error: ValidationError) -> str:
    """Return in one line where the first fault of a document is, and what it is."""
    fault = error.errors(include_url=False, include_input=False)[0]
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"])
    message = fault["msg"].removeprefix("Value error, ")
    return f"{place.lstrip('.')}: {message}" if place else message
