from __future__ import annotations

import pytest

from claims.extraction.document import Document
from claims.extraction.extractor import view_of
from claims.extraction.forms import FormFrame, find_forms, find_references, floating_quotes
from claims.extraction.view import View
from claims.models import Furniture, FurnitureKind, Span
from claims.reading import article


def view(text: str, *furniture: tuple[int, int]) -> View:
    pieces = tuple(Furniture(span=Span(*s), kind=FurnitureKind.VIEWS) for s in furniture)
    read = article(text, name="example").model_copy(update={"furniture": pieces})
    return view_of(Document.of(read))


def shown(seen: View, found: list[FormFrame]) -> list[tuple[str, str, str, str]]:
    tokens = seen.document.tokens

    def words(ranges: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(tokens.text[tokens.start[s] : tokens.end[e - 1]] for s, e in ranges)

    return [(f.rule, words(f.source), words(f.cue), words(f.content)) for f in found]


def dashes(text: str, *furniture: tuple[int, int]) -> list[tuple[str, str, str, str]]:
    seen = view(text, *furniture)
    return shown(seen, find_forms(seen, bytearray(len(seen.low))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bank is short of cash - Holm", ("headline-dash", "Holm", "-", "The bank is short of cash")),
        (
            "The bank is safe — the Audit Office",
            ("headline-dash", "the Audit Office", "—", "The bank is safe"),
        ),
        (
            "“We have run out of legs.” – Olga Prell",
            ("quote-dash", "Olga Prell", "–", "“We have run out of legs.”"),
        ),
        (
            "“We have run out of legs.”—Olga Prell",
            ("quote-dash", "Olga Prell", "—", "“We have run out of legs.”"),
        ),
    ],
)
def test_a_dash_before_a_name_attributes(text: str, expected: tuple[str, str, str, str]) -> None:
    assert dashes(text) == [expected]
    assert dashes(f"He left.\n\n{text}\n\nHe stayed.") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The bank is short of cash - Holm.",
        "The bank is safe. It is - Holm",
        "The harbour of old Calden - Holm",
        "The bank is safe-Holm",
        "The bank is short of cash - the one that was founded by nobody at all",
        "“Run” – Olga Prell",
        "Is - Holm",
        "Holm -",
        "-",
        "",
    ],
)
def test_other_dashes_do_not(text: str) -> None:
    assert dashes(text) == []


def test_furniture_behind_a_headline_is_passed_over() -> None:
    text = "The bank is short of cash - Holm 354 views"
    assert dashes(text) == []
    assert dashes(text, (33, 42)) == [("headline-dash", "Holm", "-", "The bank is short of cash")]


def test_a_name_that_is_in_another_attribution_is_not_taken_again() -> None:
    seen = view("The bank is short of cash - Holm")
    assert find_forms(seen, bytearray(b"\x01" * len(seen.low))) == []


def test_an_outlet_that_passes_on_what_another_says() -> None:
    seen = view("The bank is short of cash, LIA reports with reference to Halvard Today.")
    free = bytearray(len(seen.low))
    expected = ("reports-citing", "LIA", "reports with reference to", "The bank is short of cash")
    assert shown(seen, find_references(seen, free)) == [expected]
    assert find_references(seen, bytearray(b"\x01" * len(seen.low))) == []
    other = view("The bank is short of cash, he reports with reference to Halvard Today.")
    assert find_references(other, free) == []


def floating(text: str, *speakers: tuple[int, int] | None) -> list[str]:
    """Return the floating quotations where the paragraphs with a speaker are busy."""
    seen = view(text)
    paragraphs = len(seen.document.paragraphs)
    known = [*speakers, *[None] * (paragraphs - len(speakers))]
    found = floating_quotes(seen, [k is not None for k in known], known)
    return [content for _, _, _, content in shown(seen, found)]


def test_a_paragraph_that_is_one_quotation_goes_to_the_speaker_before_it() -> None:
    text = (
        "“A b c,” said Prell.\n\n“We never sleep at night.”\n\n“We never do.”\n\nHe left.\n\n“Nor did they.”"
    )
    assert floating(text, (6, 7)) == ["“We never sleep at night.”", "“We never do.”"]


def test_without_a_speaker_or_with_words_beside_it_a_quotation_does_not_float() -> None:
    assert floating("The door.\n\n“We never sleep at night.”") == []
    assert floating("“A,” said Prell.\n\n“We never sleep at night” was the sign.", (5, 6)) == []
    assert floating("“A,” said Prell.\n\n“Open”", (5, 6)) == [], "too short"
