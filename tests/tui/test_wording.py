from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from claims.models import (
    ActorKind,
    AttributionCheck,
    Certainty,
    Hop,
    Independence,
    Relation,
    Speaker,
    Verdict,
)
from tui.wording import (
    ATTRIBUTION_MARKS,
    ATTRIBUTION_WORDS,
    INDEPENDENCE_WORDS,
    RELATION_MARKS,
    VERDICT_MARKS,
    chain_words,
    counted,
    fit,
    one_line,
    speaker_words,
    styled,
)


@settings(deadline=None)
@given(st.text(max_size=40), st.integers(0, 30))
def test_fit_is_exactly_as_wide_as_asked_whatever_the_text(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@settings(deadline=None)
@given(st.text())
def test_one_line_has_no_break_and_no_control(text: str) -> None:
    assert not any(
        unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in one_line(text)
    )


def test_fit_shows_that_it_cut() -> None:
    assert fit("the harbour", 6) == "the h…"
    assert fit("漢字漢字", 6) == "漢字… "
    assert fit("harbour", 9) == "harbour  "


def test_every_value_has_its_mark_one_cell_wide_and_unlike_the_others() -> None:
    for values, marks in (
        (Verdict, VERDICT_MARKS),
        (AttributionCheck, ATTRIBUTION_MARKS),
        (Relation, RELATION_MARKS),
    ):
        assert set(marks) == set(values)
        assert len(set(marks.values())) == len(marks)
        assert all(cell_len(mark) == 1 for mark in marks.values())
    assert set(ATTRIBUTION_WORDS) == set(AttributionCheck)
    assert set(INDEPENDENCE_WORDS) == set(Independence)


def test_chain_is_read_from_the_reader_to_whoever_said_it() -> None:
    hops = [
        Hop(name="UNN", key="unn", kind=ActorKind.OUTLET),
        Hop(name="Bloom\x1b[31mberg", key="bloomberg", kind=ActorKind.OUTLET),
        Hop(name="an official", key="an official", kind=ActorKind.UNNAMED),
    ]
    assert chain_words(hops) == "UNN ← Bloom␛[31mberg ← an official (unnamed)"


def test_speaker_is_told_with_role_and_certainty() -> None:
    speaker = Speaker(name="Marco Rubio", key="marco rubio", kind=ActorKind.PERSON, role="Secretary of State")
    assert speaker_words(speaker) == "Marco Rubio, Secretary of State (sure)"
    unsure = speaker.model_copy(update={"certainty": Certainty.UNRESOLVED, "role": None})
    assert speaker_words(unsure) == "Marco Rubio (not resolved)"
    assert speaker_words(None) == "none"


def test_markup_stays_text() -> None:
    assert styled([("[b]bold[/b]", None), ("[/]", None)]).plain == "[b]bold[/b][/]"


def test_numbers_are_counted_in_words() -> None:
    assert [counted(1, "claim"), counted(1204, "claim")] == ["1 claim", "1,204 claims"]
