from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.export.context import AROUND, pieces
from claims.models import Claim, ClaimKind, Span, words_of


def claim(text: str, content: list[Span], source: list[Span]) -> Claim:
    return Claim(
        id="c",
        article_id="a",
        kind=ClaimKind.DIRECT,
        content=tuple(content),
        source=tuple(source),
        content_words=words_of(text, tuple(content)),
        rule="r",
    )


@given(st.data())
def test_every_word_of_a_claim_is_shown_once_with_its_role(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \n.", min_size=8, max_size=1500))
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=6, max_size=6)))
    content, source = [Span(edges[0], edges[1]), Span(edges[2], edges[3])], [Span(edges[4], edges[5])]
    found = pieces(text, claim(text, content, source))
    words = "".join(piece.words for piece in found if piece.role == "content")
    assert words == "".join(text[start:end] for start, end in content)
    assert "".join(piece.words for piece in found if piece.role == "source") == text[slice(*source[0])]
    around = sum(len(piece.words) for piece in found if piece.role is None)
    assert around <= (2 * AROUND + len(" […] ")) * 3 + len(" […]")


def test_a_paragraph_is_shown_whole_and_a_long_one_cut_between_words() -> None:
    text = "Before.\nIt rains, she said.\nAfter."
    start = text.index("It rains")
    found = pieces(text, claim(text, [Span(start, start + 8)], []))
    assert "".join(piece.words for piece in found) == "[…] It rains, she said. […]"
    long = "word " * 200 + "CLAIM" + " word" * 200
    start = long.index("CLAIM")
    shown = "".join(piece.words for piece in pieces(long, claim(long, [Span(start, start + 5)], [])))
    assert set(shown.removeprefix("[…] ").removesuffix(" […]").split()) == {"word", "CLAIM"}


def test_without_the_text_there_is_no_context() -> None:
    assert pieces("", claim("abc", [Span(0, 3)], [])) == []
