"""How a house words its verdicts where it publishes them: its name, its addresses, its scale.

Nothing of it is ever prefilled. Houses differ: one writes prose, another has six steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from pydantic import Field, field_validator, model_validator

from claims.models import Frozen, Verdict

CLAIM, REASON = "{claim}", "{reason}"
"""What stands for the claim's id in an address, and for the reason of the verdict in a rating's words."""


class Rating(Frozen):
    """What a house calls a verdict, and where it stands on the house's scale, if there is one."""

    text: str = Field(min_length=1)
    """Free words; ``{reason}`` in them stands for the reason that the reviewer gave."""
    value: float | None = None


class House(Frozen):
    """Who publishes, under which address each review stands, and what each verdict is called."""

    author: str = Field(min_length=1)
    author_url: str | None = None
    url: str
    """The address of a review; ``{claim}`` in it stands for the claim's id."""
    ratings: Mapping[Verdict, Rating] = Field(default_factory=dict)
    worst: float | None = None
    best: float | None = None

    @field_validator("url", "author_url")
    @classmethod
    def _of_the_web(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("has to begin with http:// or https://")
        return url

    @field_validator("url")
    @classmethod
    def _one_each(cls, url: str) -> str:
        if CLAIM not in url:
            raise ValueError(f"needs {CLAIM} where the claim's id goes, so that each review has its own")
        return url

    @field_validator("ratings", mode="before")
    @classmethod
    def _words_alone(cls, given: object) -> object:
        if not isinstance(given, Mapping):
            return given
        return {key: {"text": one} if isinstance(one, str) else one for key, one in given.items()}

    @model_validator(mode="after")
    def _on_the_scale(self) -> Self:
        values = [rating.value for rating in self.ratings.values() if rating.value is not None]
        if not values:
            return self
        if self.worst is None or self.best is None:
            raise ValueError("a rating with a value needs worst and best, the ends of the scale")
        low, high = sorted((self.worst, self.best))
        if not all(low <= value <= high for value in values):
            raise ValueError(f"a value is not on the scale from {low:g} to {high:g}")
        return self

    def words(self, verdict: Verdict, reason: str) -> str:
        """Return what the verdict is called, empty when the house has no words for it."""
        rating = self.ratings.get(verdict)
        return rating.text.replace(REASON, reason).strip() if rating else ""

    def address(self, claim_id: str) -> str:
        """Return where the review of a claim stands."""
        return self.url.replace(CLAIM, claim_id)
