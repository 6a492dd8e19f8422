"""A claim marked in its article's words."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from claims.cli.marking import CONTEXT, indented, marked
from claims.models import Claim, ClaimKind, Span

PLAIN = Console(file=StringIO(), color_system=None)
COLOURED = Console(file=StringIO(), force_terminal=True, color_system="256", _environ={})


def claim(text: str, **words: str) -> Claim:
    """Return a claim whose roles stand where ``words`` first occur; ``|`` parts the spans of one."""
    spans = {
        role: tuple(Span(text.index(one), text.index(one) + len(one)) for one in given.split("|"))
        for role, given in words.items()
    }
    return Claim.model_validate(
        {"id": "c", "article_id": "a", "kind": ClaimKind.DIRECT, "content_words": "", "rule": "r", **spans}
    )


def test_roles_are_labelled_without_colour() -> None:
    text = "Before.\n“Never,” Brook said, “again.” More.\nAfter."
    one = claim(text, source="Brook", cue="said", content="“Never,”|“again.”")
    assert str(marked(PLAIN, text, one)) == (
        "[content: “Never,”] [source: Brook] [cue: said], [content: “again.”] More."
    )


def test_roles_differ_in_style_where_there_is_colour() -> None:
    text = "Brook said no."
    shown = marked(COLOURED, text, claim(text, source="Brook", cue="said", content="no"))
    assert str(shown) == text
    assert len({str(span.style) for span in shown.spans}) == 3


def test_a_cue_in_a_content_is_marked_as_cue() -> None:
    text = "The report that it rains is false."
    shown = marked(PLAIN, text, claim(text, cue="report", content="The report that it rains"))
    assert str(shown) == "[content: The ][cue: report][content:  that it rains] is false."


def test_long_stretches_are_left_out_at_whole_words() -> None:
    filler = "word " * 200
    text = f"{filler}Brook {filler}said no. {filler}"
    shown = str(marked(PLAIN, text, claim(text, source="Brook", cue="said", content="no")))
    before, between, after = shown.replace("[cue: said] [content: no]", "[source: Brook]").split(
        "[source: Brook]"
    )
    assert before.startswith("… word")
    assert after.endswith("word …")
    assert "word … word" in between
    assert all(len(part) <= 2 * CONTEXT + 5 for part in (before, between, after))


def test_ends_of_paragraphs_are_signs() -> None:
    text = "Brook said:\n\n“One.\n \n“Two.”"
    shown = str(marked(PLAIN, text, claim(text, source="Brook", content="“One.\n \n“Two.”")))
    assert shown == "[source: Brook] said: ¶ [content: “One. ¶ “Two.”]"


@given(st.text(min_size=1), st.data())
def test_whatever_the_text_all_marked_words_are_shown(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    one = claim("x", content="x").model_copy(update={"content": (Span(start, end),)})
    shown = str(marked(PLAIN, text, one))
    assert "[content: " in shown
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(shown)


@pytest.mark.parametrize("width", [20, 60])
def test_on_a_terminal_lines_are_wrapped_and_indented(width: int) -> None:
    out = StringIO()
    console = Console(file=out, force_terminal=True, width=width, color_system=None)
    text = "Brook said that the bridge is closed until the twelfth of March and not a day longer."
    indented(console, marked(PLAIN, text, claim(text, content="the bridge")), 4)
    lines = out.getvalue().splitlines()
    assert len(lines) > 1
    assert all(line.startswith("    ") and len(line.rstrip()) <= max(width, 24) for line in lines)
