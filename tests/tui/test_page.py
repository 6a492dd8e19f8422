from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.models import Span
from tui.page import CONTEXTS, LONGEST, Page, Role, place_in_words

TEXT = "By Ann\n\nFirst line here.\n\nBrandt said the sea rose.\nThird line here.\n\nLast line here."


def page(build: Any, text: str = TEXT) -> Page:
    article = build.article(text, furniture=("By Ann",))
    claim = build.claim(article, "the sea rose", source="Brandt", cue="said")
    other = build.claim(article, "Third line here")
    return Page(article, claim, [claim, other])


def roles(shown: Page) -> dict[Role, str]:
    return {piece.role: shown.text[piece.start : piece.end] for piece in shown.pieces}


def test_each_role_has_its_words_and_the_claim_is_not_its_own_neighbour(build: Any) -> None:
    assert roles(page(build)) == {
        Role.FURNITURE: "By Ann",
        Role.OTHER: "Third line here",
        Role.CONTENT: "the sea rose",
        Role.SOURCE: "Brandt",
        Role.CUE: "said",
    }


def test_at_words_of_several_claims_the_one_in_focus_then_the_shortest_is_found(build: Any) -> None:
    article = build.article("Holm said the quay held, and the sea rose. Nobody came.")
    outer = build.claim(article, "the quay held, and the sea rose", source="Holm", cue="said")
    inner, focus = build.claim(article, "the sea rose"), build.claim(article, "the quay held, and")
    shown = Page(article, focus, [outer, focus, inner])

    def found(words: str) -> str | None:
        return shown.claim_at(article.text.index(words))

    assert [found(words) for words in ("Holm", "quay", "sea", ".", "Nobody")] == [
        outer.id,
        focus.id,
        inner.id,
        None,
        None,
    ]


def test_context_grows_line_by_line_to_the_whole_article(build: Any) -> None:
    shown = page(build)
    windows = [shown.text[slice(*shown.window(step))] for step in range(len(CONTEXTS))]
    assert windows[0] == "Brandt said the sea rose."
    assert windows[1] == "First line here.\n\nBrandt said the sea rose.\nThird line here."
    assert windows[-1] == TEXT
    assert all(smaller in larger for smaller, larger in pairwise(windows))


def test_of_a_very_long_article_only_what_is_around_the_claim_is_laid_out(build: Any) -> None:
    shown = page(build, "x" * LONGEST + "\n" + TEXT + "\n" + "y" * LONGEST)
    start, end = shown.window(len(CONTEXTS) - 1)
    assert end - start <= LONGEST + len(TEXT)
    assert start < shown.focus.start < shown.focus.end < end


def test_text_is_displayable_and_as_long_as_the_article(build: Any) -> None:
    shown = page(build, TEXT.replace("First", "Fi\x1b\u202est"))
    assert len(shown.text) == len(shown.article.text)
    assert "\x1b" not in shown.text
    assert "\u202e" not in shown.text


@settings(deadline=None)
@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_every_window_holds_the_claim(build: Any, before: str, after: str) -> None:
    shown = page(build, f"By Ann {before}Brandt said the sea rose{after} Third line here")
    for step in range(len(CONTEXTS)):
        start, end = shown.window(step)
        assert start <= shown.focus.start
        assert shown.focus.end <= end


def test_words_that_differ_are_marked_over_the_others_and_unmarked(build: Any) -> None:
    shown = page(build)
    at = TEXT.index("sea")
    marked = shown.mark([Span(at, at + 3)])
    assert roles(marked)[Role.DIFFERS] == "sea"
    assert marked.within(at, at + 3)[-1].role is Role.DIFFERS
    assert Role.DIFFERS not in roles(shown.mark(()))


def test_a_place_in_the_article_is_found_in_the_words_of_a_content_with_gaps() -> None:
    text = "The sea rose, she said, by a foot."
    content = (Span(4, 12), Span(24, 33))
    words = " … ".join(text[start:end] for start, end in content)
    for span in (Span(8, 12), Span(24, 26), Span(29, 33)):
        place = place_in_words(content, span)
        assert place is not None
        assert words[slice(*place)] == text[slice(*span)]
    assert place_in_words(content, Span(8, 26)) is None
