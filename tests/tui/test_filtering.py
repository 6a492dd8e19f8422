from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.errors import FilterError
from claims.models import AttributionCheck, ClaimKind, Modality, Verdict
from claims.workbench import ClaimFilter, Order
from tui.filtering import KEYS, View, parse_view


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ClaimFilter()),
        ("status:unreviewed", ClaimFilter(status=Verdict.UNREVIEWED)),
        ("STATUS:Refuted", ClaimFilter(status=Verdict.REFUTED)),
        ('outlet:"Sky News" deadline', ClaimFilter(outlet="Sky News", query="deadline")),
        ("speaker:Rubio kind:direct", ClaimFilter(speaker="Rubio", kind=ClaimKind.DIRECT)),
        ("origin:PA has:conflict", ClaimFilter(origin="PA", has_conflict=True)),
        ("has:changed", ClaimFilter(changed=True)),
        ("HAS:left", ClaimFilter(left=True)),
        ("has:unsupported has:unconfirmed", ClaimFilter(unsupported=True, unconfirmed=True)),
        ("is:flagged is:disagreement", ClaimFilter(flagged=True, disagreement=True)),
        ("attribution:wrong", ClaimFilter(attribution=AttributionCheck.WRONG)),
        ("modality:opinion", ClaimFilter(modality=Modality.OPINION)),
        (
            "since:2026-03-01 before:2026-04-01",
            ClaimFilter(since=dt.date(2026, 3, 1), before=dt.date(2026, 4, 1)),
        ),
        ('two "held together" words', ClaimFilter(query="two held together words")),
        ('"status:unreviewed"', ClaimFilter(query="status:unreviewed")),
        ("10:30", ClaimFilter(query="10:30")),
    ],
)
def test_understands(text: str, expected: ClaimFilter) -> None:
    assert parse_view(text) == View(expected, Order.PRIORITY, None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("outlt:UNN", "There is no key outlt: did you mean outlet:?"),
        ("zzz:1", "the keys are status, "),
        ("status:true", "status: 'true' is none of unreviewed, verified"),
        ("has:matches", "has: 'matches' is none of conflict, disagreement, changed,"),
        ("before:yesterday", "before: 'yesterday' is no day"),
        ("outlet: UNN", "outlet: has no value"),
        ("kind:direct kind:mixed", "kind: is given twice"),
        ('outlet:"Sky', 'A " is not closed'),
        ("order:newest", "order: 'newest' is none of priority, oldest"),
        ("sample:all", "sample: 'all' is no number from 1 to"),
    ],
)
def test_says_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse_view(text)
    assert says in str(caught.value)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_line_gives_a_filter_or_a_clear_error(text: str) -> None:
    try:
        assert isinstance(parse_view(text), View)
    except FilterError as error:
        assert str(error).endswith((".", "?", ")"))


def test_every_key_sets_a_field_that_filters_have() -> None:
    values = ("verified", "wrong", "UNN", "Rubio", "direct", "fact", "PA", "conflict", "flagged")
    for key, value in zip(KEYS, (*values, "2026-01-01", "2026-01-01", "oldest", "20"), strict=True):
        assert parse_view(f"{key}:{value}") != parse_view("")


def test_every_value_that_a_key_is_said_to_have_is_understood() -> None:
    for key, (_, values) in KEYS.items():
        for value in values:
            parse_view(f"{key}:{value}")


def test_a_sample_is_random_unless_an_order_is_given() -> None:
    assert parse_view("sample:20 kind:direct") == View(ClaimFilter(kind=ClaimKind.DIRECT), Order.RANDOM, 20)
    assert parse_view("sample:20 order:oldest").order is Order.OLDEST
