from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claims.models import Furniture, FurnitureKind, Span
from claims.reading.furniture import is_plain_heading, mark

PROSE = "The council said on Monday that the bridge would stay closed until the summer."
LINES = st.lists(
    st.text()
    | st.sampled_from(
        [
            "",
            PROSE,
            "By Jane Doe",
            "Jane Doe",
            "Kyiv • UNN",
            "• 354 views",
            "Details",
            "Bridge - Brandt25.11.25, 18:46 • 950 views",
            "Read also: Bridge may reopen - Brandt",
            "Photo: Jane Doe",
            "Floods",
            "War and peace",
        ]
    ),
    max_size=30,
)
KNOWN = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 20)).map(
        lambda pair: Furniture(span=Span(pair[0], pair[0] + pair[1]), kind=FurnitureKind.HEADING)
    ),
    max_size=3,
)


def marked(text: str) -> list[tuple[str, str]]:
    return [(piece.kind.value, text[slice(*piece.span)]) for piece in mark(text)]


@given(LINES)
def test_spans_lie_in_the_text_sorted_and_apart(lines: list[str]) -> None:
    text = "\n".join(lines)
    position = 0
    for piece in mark(text):
        assert position <= piece.span.start < piece.span.end <= len(text)
        words = text[slice(*piece.span)]
        assert words == words.strip()
        position = piece.span.end


@given(LINES, KNOWN)
def test_known_furniture_stays_and_nothing_overlaps_it(lines: list[str], known: list[Furniture]) -> None:
    text = "\n".join(lines).ljust(80, "x")
    apart = [piece for n, piece in enumerate(known) if all(disjoint(piece, other) for other in known[:n])]
    pieces = mark(text, apart)
    assert set(apart) <= set(pieces)
    assert all(a.span.end <= b.span.start for a, b in pairwise(pieces))


def disjoint(a: Furniture, b: Furniture) -> bool:
    return a.span.end <= b.span.start or b.span.end <= a.span.start


def test_an_agency_article() -> None:
    text = "\n\n".join(
        [
            "Bridge closed after cracks were found",
            "Calden • LIA",
            "\u00a0•\u00a0354\u00a0views",
            PROSE,
            "Bridge closed after cracks were found",
            PROSE,
            "Details",
            PROSE,
            "City cannot say who will pay - Brandt25.11.25, 18:46 • 950 views",
            "Recall",
            PROSE,
            "Danuta Verlik",
            'CityTransport\nCity\n"Harbour Bridge"\nIda Brandt',
        ]
    )
    assert marked(text) == [
        ("dateline", "Calden • LIA"),
        ("views", "•\u00a0354\u00a0views"),
        ("heading", "Details"),
        ("timestamp", "25.11.25, 18:46 • 950 views"),
        ("heading", "Recall"),
        ("byline", "Danuta Verlik"),
        ("tags", 'CityTransport\nCity\n"Harbour Bridge"\nIda Brandt'),
    ]


def test_a_name_alone_is_a_byline_above_and_below_the_text_only() -> None:
    assert marked(f"A title\nJane van der Doe\n\n{PROSE}") == [("byline", "Jane van der Doe")]
    assert marked(f"A title\n\n{PROSE}\n\nJane Doe") == [("byline", "Jane Doe")]
    assert marked(f"A title\n\n{PROSE}\n\nJane Doe\n\n{PROSE}") == []
    assert marked(f"{PROSE}\n\nThe Upshot\n\n{PROSE}") == []


def test_short_lines_at_the_end_are_tags_when_there_are_enough() -> None:
    assert marked(f"{PROSE}\nFloods\nDams\nRivers") == [("tags", "Floods\nDams\nRivers")]
    assert marked(f"{PROSE}\nFloods\nDams") == []
    assert marked(f"{PROSE}\nFloods\nDams are safe.\nRivers") == []
    assert marked(f"{PROSE}\n1. Floods\n2. Dams\n3. Rivers") == []
    assert marked("Floods\nDams\nRivers\nLakes") == []


def test_a_line_that_continues_a_wrapped_paragraph_is_none() -> None:
    title = "A title that goes on for as long as a headline may, and then some more"
    wrapped = "It was the second time that the council had refused to publish the\nDetails\nof the contract."
    assert marked(f"A title\n\n{wrapped}") == []
    assert marked(f"{title}\nBy Jane Doe\n{PROSE}") == [("byline", "By Jane Doe")]


def test_a_repeated_title_is_left_alone() -> None:
    title = "Bridge closed - Brandt"
    assert marked(f"{title}\n\n{PROSE}\n\n{title}\n\n{PROSE}") == []


def test_headings_that_claim_something_are_not_plain() -> None:
    assert is_plain_heading("What happens next")
    assert not is_plain_heading("Mayor: no money")
    assert not is_plain_heading("Bridge closed - Brandt")
    assert not is_plain_heading("‘Nobody asked us’")
    assert not is_plain_heading("The council has known of the cracks since January")


def test_empty_and_blank_texts() -> None:
    assert mark("") == ()
    assert mark(" \n\n\t\n") == ()
