"""Values made in little memory are what the models make."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from claims.extraction.making import made
from claims.models import ActorKind, Hop, Span


def test_what_is_made_is_equal_and_written_the_same() -> None:
    values = {"name": "PA", "key": "pa", "kind": ActorKind.AGENCY, "span": Span(2, 4)}
    one, other = made(Hop, **values), Hop(**values)
    assert one == other
    assert hash(one) == hash(other)
    assert one.model_dump_json(exclude_unset=True) == other.model_dump_json()
    assert one.model_copy(update={"name": "Reuters"}).name == "Reuters"


def test_all_that_are_made_share_their_record_of_fields() -> None:
    first = made(Hop, name="PA", key="pa", kind=ActorKind.AGENCY)
    second = made(Hop, name="AP", key="ap", kind=ActorKind.AGENCY)
    assert first.model_fields_set is second.model_fields_set
    assert first.model_copy().model_fields_set is not second.model_fields_set


def test_a_wrong_value_is_still_refused() -> None:
    with pytest.raises(ValidationError):
        made(Hop, name="PA", key="pa", kind="no such kind")
