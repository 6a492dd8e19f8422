from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.wrapping import wrap

TEXT = st.text(alphabet=st.sampled_from("ab  \n\u00a0漢é\u0301ש-"), max_size=80)


@settings(deadline=None)
@given(TEXT, st.integers(1, 12))
def test_lines_keep_every_character_but_blanks_and_stay_within_the_width(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    shown = "".join(text[start:end] for start, end in lines)
    assert shown.replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(a_end <= b_start for (_, a_end), (b_start, _) in pairwise(lines))
    for start, end in lines:
        assert cell_len(text[start:end]) <= max(width, 2)
        assert not text[start:end].startswith("\u0301") or text[max(start - 1, 0)] in " \n" or start == 0


def test_breaks_between_words_and_at_line_breaks() -> None:
    text = "one two  three\n\nfour"
    assert [text[start:end] for start, end in wrap(text, 8)] == ["one two", "three", "", "four"]


def test_cuts_a_word_that_is_longer_than_a_line() -> None:
    text = "a bcdefghij k"
    assert [text[start:end] for start, end in wrap(text, 4)] == ["a", "bcde", "fghi", "j k"]


def test_wraps_a_part_of_the_text_with_offsets_of_the_whole() -> None:
    assert list(wrap("skip this line", 20, 5, 9)) == [(5, 9)]


def test_time_grows_linearly_even_without_a_blank() -> None:
    assert len(list(wrap("x" * 200_000, 50))) == 4_000
