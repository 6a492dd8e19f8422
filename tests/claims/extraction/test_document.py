from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.document import Document
from claims.models import Article, Furniture, FurnitureKind, Span
from claims.reading import article

PIECES = [
    "“",
    "”",
    '"',
    "'",
    "«",
    "said",
    "Brook",
    ". ",
    "\n\n",
    "\n",
    " ",
    "U.S.",
    "Sen.",
    "?",
    "\u00a0",
    "İ",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


def with_furniture(text: str, *spans: tuple[int, int]) -> Article:
    plain = article(text, name="example")
    pieces = tuple(Furniture(span=Span(*span), kind=FurnitureKind.DATELINE) for span in spans)
    return plain.model_copy(update={"furniture": pieces})


def document(text: str, *spans: tuple[int, int]) -> Document:
    return Document.of(with_furniture(text, *spans))


def sentences(text: str, *spans: tuple[int, int]) -> list[str]:
    found = document(text, *spans)
    start, end = found.tokens.start, found.tokens.end
    return [found.article.text[start[a] : end[b - 1]] for a, b in found.sentences]


@st.composite
def texts_with_furniture(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(TEXTS)
    edges = sorted(draw(st.sets(st.integers(0, len(article(text, name="example").text)))))
    return text, [*zip(edges[::2], edges[1::2], strict=False)]


@given(texts_with_furniture())
def test_all_views_speak_of_the_same_tokens(drawn: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = drawn
    found = document(text, *spans)
    length = len(found.tokens)
    for ranges, number_of in (
        (found.sentences, found.sentence_of),
        (found.paragraphs, found.paragraph_of),
    ):
        assert list(chain.from_iterable(range(a, b) for a, b in ranges)) == list(range(length))
        assert all(a < b for a, b in ranges)
        assert list(number_of) == [n for n, (a, b) in enumerate(ranges) for _ in range(a, b)]
    assert {b for _, b in found.paragraphs} <= {b for _, b in found.sentences}
    held = [-1] * length
    for n, q in enumerate(found.quotes):
        held[q.first : q.last + 1] = [n] * (q.last + 1 - q.first)
    assert list(found.quote_of) == held
    assert list(found.in_quote) == [int(n >= 0) for n in held]
    inside = [any(s <= i < e for s, e in spans) for i in found.tokens.start]
    assert [bool(f) for f in found.furniture] == inside


@given(texts_with_furniture())
def test_no_token_is_half_furniture(drawn: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = drawn
    tokens = document(text, *spans).tokens
    edges = {edge for span in spans for edge in span}
    assert not [e for s, end in zip(tokens.start, tokens.end, strict=True) for e in edges if s < e < end]


@pytest.mark.parametrize(
    "expected",
    [
        ["Sen. Ada Brook left.", "He stayed."],
        ["Gov. Per Holm and Lt. Col. J. K. Velder met Dr.\u00a0Lind on Jan. 5.", "They left."],
        ["Tulsa, Okla. Police found the car.", "He left."],
        ["The U.S. Senate met.", "They left the U.S.", "The door shut."],
        ["“Why?” Jane Doe asked on Monday.", "“No one knows.”"],
        ["“Why not?”", "He said that it was late."],
    ],
)
def test_sentences_end_by_the_words_of_the_language(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "first", ["Brook said no.", "The dog fell ill.", "It was a miss.", "He went to wash."]
)
def test_common_words_that_look_like_abbreviations_end_a_sentence(first: str) -> None:
    assert sentences(f"{first} She left.") == [first, "She left."]


def test_furniture_in_front_of_a_sentence_is_a_sentence_of_its_own() -> None:
    text = "CALDEN (NPA) — The bridge is closed. It is old."
    assert sentences(text, (0, 14)) == ["CALDEN (NPA) —", "The bridge is closed.", "It is old."]
    assert list(document(text, (0, 14)).furniture)[:6] == [1, 1, 1, 1, 1, 0]


def test_elided_words_open_no_quotation() -> None:
    assert not document("'Twas rock 'n' roll, and the dogs' owner said 'em all.").quotes
    assert not document("'Tis a good night, even if the visitors' drum was loud.").quotes


@given(st.lists(st.sampled_from([*PIECES, "Brook said that the bridge is safe. "]), max_size=80).map("".join))
def test_the_parts_of_a_text_are_apart_and_cover_it(text: str) -> None:
    whole = article(text, name="example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("claims.extraction.document.PART", 20)
        parts = list(Document.parts(whole))
    assert [p.begin for p in parts] == [0, *(p.end for p in parts[:-1])]
    assert parts[-1].end == len(whole.text)
    for part in parts:
        assert len(parts) == 1 or part.end - part.begin <= 20
        assert all(
            part.begin <= s < e <= part.end for s, e in zip(part.tokens.start, part.tokens.end, strict=True)
        )
        words = [whole.text[s:e] for s, e in zip(part.tokens.start, part.tokens.end, strict=True)]
        assert words == part.tokens.word


def test_an_article_is_one_part() -> None:
    one = article("Brook said that the bridge is safe.\n\n" * 40, name="example")
    [part] = Document.parts(one)
    assert list(part.tokens.start) == list(Document.of(one).tokens.start)


def test_furniture_is_marked_in_the_part_that_holds_it() -> None:
    text = "CALDEN (NPA) - The bridge is safe, Brook said.\n\n" * 3
    line = len(text) // 3
    marked = with_furniture(text, *((n * line, n * line + 14) for n in range(3)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("claims.extraction.document.PART", line)
        parts = list(Document.parts(marked))
    assert [len(p.pieces) for p in parts] == [1, 1, 1]
    whole = Document.of(marked)
    assert b"".join(bytes(p.furniture) for p in parts) == bytes(whole.furniture)
