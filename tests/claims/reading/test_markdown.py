from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.reading.markdown import read

MARKUP = "[a b](c) ![d](e.jpg) **f** _g_ # > <!-- h --> \\* * [ ]( ) x_y_z 2 * 3 [i][1] [1]: http://j <!--"
PIECES = st.sampled_from([*MARKUP.split(" "), "\n", "\r\n", " ", "\n## k\n", "[a b](c)"])
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=5)


def text_of(source: str) -> str:
    return read(source.encode(), "x").text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("The **bridge** is *shut*, she __said__.", "The bridge is shut, she said."),
        ('The [city](https://c.example/a_b_(c) "t") said.', "The city said."),
        ("The [city][1] said [sic].", "The city said [sic]."),
        ("> “Shut it,” she said.\n> “Now.”", "“Shut it,” she said.\n“Now.”"),
        ("### What next ###\n\nNobody knows.", "What next\n\nNobody knows."),
        ("5 * 3 * 2 and a_b_c and \\*stars\\*", "5 * 3 * 2 and a_b_c and *stars*"),
        ("Before <!-- a note --> after <!-- open", "Before  after <!-- open"),
        ("1. One\n- Two", "1. One\n- Two"),
        ("#hashtag and C# stay", "#hashtag and C# stay"),
    ],
)
def test_markup_goes_and_words_stay(source: str, text: str) -> None:
    assert text_of(source) == text


def test_headings_pictures_and_links_alone_are_furniture() -> None:
    found = read(
        b"# Bridge shut\n\n![The bridge](b.jpg)\n\nIt is shut.\n\n## What next\n\n## Mayor: no money\n\n"
        b"- [Ferry timetable](https://f.example)\n\nSee the [plan](https://p.example) for more.\n\n[1]: https://x.example",
        "x",
    )
    assert found.title == "Bridge shut"
    assert [(piece.kind.value, found.text[slice(*piece.span)]) for piece in found.furniture] == [
        ("caption", "The bridge"),
        ("heading", "What next"),
        ("link", "Ferry timetable"),
        ("link", "[1]: https://x.example"),
    ]


def test_front_matter_names_the_title_first() -> None:
    assert read(b"---\ntitle: A\n---\n# B\n\nText.", "x").title == "A"


@given(st.lists(PIECES | WORDS, max_size=20).map("".join))
def test_every_offset_leads_back_to_its_character(drawn: str) -> None:
    source = "Words. " + drawn
    found = read(source.encode(), "x")
    for offset, char in enumerate(found.text):
        before = source[found.given(offset)]
        assert char == before or (char, before) == ("\n", "\r")
    assert all(0 <= piece.span.start < piece.span.end <= len(found.text) for piece in found.furniture)
