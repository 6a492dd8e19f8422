from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.display import displayable

ANYTHING = st.text(
    st.characters() | st.sampled_from("\x00\x1b\x7f\x9b\t\r\n\u202e\u200b\u2028\ud800\ue000\ufeff")
)
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(ANYTHING)
def test_length_stays_and_nothing_hidden_is_left(text: str) -> None:
    shown = displayable(text)
    assert len(shown) == len(text)
    assert not {char for char in shown if unicodedata.category(char) in HIDDEN and char != "\n"}


@given(ANYTHING)
def test_what_is_visible_stays_in_place(text: str) -> None:
    shown = displayable(text)
    for before, after in zip(text, shown, strict=True):
        if before.isprintable() and unicodedata.category(before)[0] != "M":
            assert after in (before, "\ufffd")
            assert after == before or before in "\u115f\u1160\u3164\uffa0"
    assert displayable(shown) == shown


@given(ANYTHING)
def test_result_can_be_written_to_a_terminal(text: str) -> None:
    displayable(text).encode("utf-8")


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("plain [/] [@click=x] words", "plain [/] [@click=x] words"),
        ("“Grüße” – 50\u00a0€ 🙂", "“Grüße” – 50\u00a0€ 🙂"),
        ("a\tb\nc", "a b\nc"),
        ("a\rb", "a␍b"),
        ("\x1b]8;;https://x\x07link", "␛]8;;https://x␇link"),
        ("\x9b31m", "\ufffd31m"),
        ("\x7f", "␡"),
        ("user\u202egnp.exe", "user\ufffdgnp.exe"),
        ("pay\u200bpal", "pay\ufffdpal"),
        ("a\u2028b\u2029c\x85d", "a\ufffdb\ufffdc\ufffdd"),
        ("\ud83d", "\ufffd"),
        ("x\U000e0041y\ufe0fz", "x\ufffdy\ufffdz"),
    ],
)
def test_stand_ins(given_text: str, shown: str) -> None:
    assert displayable(given_text) == shown
