"""Making the values that a claim holds in little memory: an article has hundreds of them."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from claims.models import Frozen

M = TypeVar("M", bound=Frozen)


def made(model: type[M], **values: Any) -> M:
    """Return a ``model`` of ``values``, equal to ``model(**values)``, in half the memory.

    All that are made so share one record of which fields were given: all of them. Raises what the
    model itself raises.
    """
    one = model(**values)
    object.__setattr__(one, "__pydantic_fields_set__", _fields(model))
    return one


@cache
def _fields(model: type[Frozen]) -> set[str]:
    return set(model.model_fields)
