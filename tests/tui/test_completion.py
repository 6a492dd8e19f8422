from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.errors import FilterError
from tui.completion import completions, last_term
from tui.filtering import KEYS, parse_view

KNOWN = {"outlet": ["sky news", "sun"], "speaker": ["ann doe"]}


def known(key: str, start: str) -> list[str]:
    return [name for name in KNOWN.get(key, ()) if name.startswith(start.lower())]


def test_keys_and_values_are_completed_at_the_end_of_the_line() -> None:
    assert completions("", known) == []
    assert completions("or", known) == ["origin:", "order:"]
    assert completions("deadline STA", known) == ["deadline status:"]
    assert completions("status:un", known) == ["status:unreviewed", "status:unverifiable"]
    assert completions("is:", known) == ["is:flagged", "is:disagreement", "is:edited", "is:added"]
    assert completions("has:un", known) == ["has:unsupported", "has:unconfirmed"]
    assert completions("x outlet:S", known) == ['x outlet:"sky news"', "x outlet:sun"]
    assert completions('outlet:"sky n', known) == ['outlet:"sky news"']
    assert completions("speaker:zz", known) == []
    assert completions("nokey:x", known) == []
    assert completions("before:2026", known) == []


def test_the_last_term_begins_after_the_last_blank_outside_quotation_marks() -> None:
    assert last_term('x outlet:"sky n') == 2
    assert last_term('outlet:"sky news" is:') == 18
    assert completions('outlet:"sky news" is:f', known) == ['outlet:"sky news" is:flagged']
    assert last_term("x ") == 2
    assert last_term("") == 0


@settings(deadline=None)
@given(st.text(max_size=20), st.sampled_from([*KEYS, "x"]))
def test_any_line_can_be_completed_to_one_that_is_understood(start: str, key: str) -> None:
    for line in completions(f"{start} {key}:", lambda key, start: ['a "b" c']):
        try:
            parse_view(line)
        except FilterError as error:
            assert "no " in str(error) or "given twice" in str(error) or "not closed" in str(error)
