from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.quotes import MARKS, Quote, pair_quotes
from claims.text.sentences import paragraph_ranges
from claims.text.tokens import Tokens, tokenize

PIECES = [
    *sorted(MARKS),
    "‚",
    " ",
    " ",
    "\n",
    "\n\n",
    "said",
    "Brook",
    "’s",
    "n",
    "12",
    ".",
    ",",
    "(",
    "—",
    "?",
    "İ",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


def read(text: str) -> tuple[Tokens, list[tuple[int, int]], list[Quote]]:
    tokens = tokenize(text)
    paragraphs = paragraph_ranges(tokens)
    return tokens, paragraphs, pair_quotes(tokens, paragraphs)


def quotes(text: str) -> list[str]:
    tokens, _, found = read(text)
    return [text[tokens.start[q.first] : tokens.end[q.last]] for q in found]


@given(TEXTS)
def test_quotations_are_apart_and_each_in_one_paragraph(text: str) -> None:
    tokens, paragraphs, found = read(text)
    assert all(0 <= q.first <= q.last < len(tokens) for q in found)
    assert all(a.last < b.first for a, b in pairwise(found)), "in order, apart"
    for q in found:
        assert tokens.word[q.first] in MARKS
        first, stop = next((a, b) for a, b in paragraphs if a <= q.first < b)
        assert first <= q.first <= q.last < stop
        if q.closed:
            assert q.first < q.last
            assert tokens.word[q.last] in MARKS
        else:
            assert q.last == stop - 1, "one that never closes goes to the end of its paragraph"
            assert not q.single, "an apostrophe opens nothing that does not close"


@given(TEXTS, TEXTS)
def test_marks_spoil_at_most_their_own_paragraph(one: str, other: str) -> None:
    shift = len(tokenize(one))
    _, _, both = read(f"{one}\n\n{other}")
    alone = read(one)[2] + [q._replace(first=q.first + shift, last=q.last + shift) for q in read(other)[2]]
    assert both == alone


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” he said.", ["“Yes,”"]),
        ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
        ("``Yes,'' he said.", ["``Yes,''"]),
        ("''Yes,'' he said.", ["''Yes,''"]),
        ("«Oui», «non»", ["«Oui»", "«non»"]),
        ("« Oui », dit-il", ["« Oui »"]),
        ("»Ja«, sagte sie", ["»Ja«"]),
        ("„Ja“, sagte sie. „Nein”, sagte er.", ["„Ja“", "„Nein”"]),
        ("‹oui›", ["‹oui›"]),
        ("‘It’s not mine,’ he said.", ["‘It’s not mine,’"]),
        ("'It isn't mine,' he said.", ["'It isn't mine,'"]),
        ('said:"No."', ['"No."']),
        ('(“Yes,” he said) ("No")', ["“Yes,”", '"No"']),
        ('"One." "Two."', ['"One."', '"Two."']),
        ('— "Dash"', ['"Dash"']),
        ('said " spaced out " and left', ['" spaced out "']),
        ("no marks at all", []),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He told me ‘no’ twice,” she said.", ["“He told me ‘no’ twice,”"]),
        ("\"He told me 'no' twice,\" she said.", ["\"He told me 'no' twice,\""]),
        ("‘He told me “no” twice,’ she said.", ["‘He told me “no” twice,’"]),
        ("“‘No,’ he told me,” she said.", ["“‘No,’ he told me,”"]),
        ("“He told me ‘no’”", ["“He told me ‘no’”"]),
        ("„Er sagte ‚nein‘ zu mir“", ["„Er sagte ‚nein‘ zu mir“"]),
        ("“The dogs’ owner won’t,” he said.", ["“The dogs’ owner won’t,”"]),
    ],
)
def test_only_the_outermost_marks_count(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The dogs' bowls and the cats’ bowls were empty.",
        "Brook's plan isn't the city’s, and they’ll say so.",
        "He is 5'11\" tall and she is 6'2\".",
        'The 12" record and the 7" single were sold.',
        "In the '90s and the ’60s they sang.",
        "Closed in '26.",
        '"',
        "'",
        "”",
        "He said” nothing.",
    ],
)
def test_apostrophes_and_inch_marks_are_no_quotation_marks(text: str) -> None:
    assert quotes(text) == []


def test_a_nickname_in_marks_is_its_two_marks_and_no_more() -> None:
    assert quotes('Ramon "Shorty" Velder and Ida “Flour” Velder came.') == ['"Shorty"', "“Flour”"]
    assert quotes('the so-called "experts" met') == ['"experts"']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Nothing, he added.\n\n"No," she said.', ['"Nothing, he added.', '"No,"']),
        ("“Nothing, he added.\n\n“No,” she said.", ["“Nothing, he added.", "“No,”"]),
        ('"One," he said. "Two, he said.\n\nThree.', ['"One,"', '"Two, he said.']),
        ("Nothing,” he added.\n\n“No,” she said.", ["“No,”"]),
    ],
)
def test_an_odd_mark_ends_with_its_paragraph(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»")])
def test_each_paragraph_of_a_long_quotation_opens_with_a_mark(opening: str, closing: str) -> None:
    text = f"{opening}One.\n\n{opening}Two.\n\n{opening}Three,{closing} she said."
    _, _, found = read(text)
    assert quotes(text) == [f"{opening}One.", f"{opening}Two.", f"{opening}Three,{closing}"]
    assert [q.closed for q in found] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("» The Greens did not comment.", []),
        ("» First point\n» Second point", []),
        ("› The Greens said no.", []),
    ],
)
def test_a_guillemet_before_a_line_is_a_bullet(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('» Valley Party: "A budget."', ['"A budget."']),
        ('» Holm said he had "slept well".', ['"slept well"']),
        ('""We looked everywhere,"" she added.', ['""We looked everywhere,""']),
        ('"It is 12" long," he said.', ['"It is 12" long,"']),
        ('He said “this is "very" bad” and left.', ['“this is "very" bad”']),
    ],
)
def test_bullets_doubled_inch_and_inner_marks(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected
