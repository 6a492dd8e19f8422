from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.assertions import find
from claims.extraction.document import Document
from claims.models import ClaimKind, Furniture, FurnitureKind, Span
from claims.reading import article

LEAST_RECALL, LEAST_PRECISION = 0.78, 0.75
"""On the fixtures, whose readers left out scene-setting: a further one found is not always an error."""
OVERLAP = 0.7


def assertions(marked) -> list[tuple[str, str]]:
    text = marked.document.article.text
    found = find(marked.document, marked.attributions)
    return [(a.rule, text[slice(*a.content[0])]) for a in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The talks lasted on November 23 and 24.", "The talks lasted on November 23 and 24"),
        ("As a result, the 28-point plan was cut to 19 points.", "the 28-point plan was cut to 19 points"),
        ("But Ukraine and the US began talks in Geneva.", "Ukraine and the US began talks in Geneva"),
        ("» The van of Karl Ost holds 400 objects.", "The van of Karl Ost holds 400 objects"),
        (
            "The song, “The Lantern Boys”, was written in 1871.",
            "The song, “The Lantern Boys”, was written in 1871",
        ),
    ],
)
def test_a_sentence_of_the_outlets_own(mark, text: str, words: str) -> None:
    assert assertions(mark(text)) == [("assertion-sentence", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Were 28 ships sunk on Monday?",
        "“We lost 28 ships on Monday.”",
        "Twenty-eight ships in Geneva",
        "It was a long and bitter day for all.",
        "We counted 28 ships on Monday.",
        "Perhaps 28 ships were sunk on Monday.",
        "If 28 ships were sunk on Monday, the port would close.",
        "Anna Held: The port has lost 28 ships since 2024.",
        "{t 28 ships were sunk on Monday}, {s Anna Held} {c said}.",
        "This meeting in Geneva was the end of it.",
        "28 ships on Monday, and no end.",
        "(Whereupon the committee rose in 1998.)",
    ],
)
def test_what_is_no_assertion(mark, text: str) -> None:
    assert assertions(mark(text)) == []


def test_the_headline_is_not_repeated(mark) -> None:
    marked = mark("Norvik Bau got seven contracts last year.", title="Norvik Bau got seven contracts")
    assert assertions(marked) == []


def test_a_summary_above_the_repeated_headline_is_left_out(mark) -> None:
    headline = "Norvik Bau wins again"
    text = (
        f"{headline}\n\nThe firm of Emil Sand got 7 jobs.\n\n{headline}\n\nThe council gave Emil Sand 9 jobs."
    )
    assert assertions(mark(text)) == [("assertion-sentence", "The council gave Emil Sand 9 jobs")]


def test_a_main_clause_beside_an_attribution(mark) -> None:
    marked = mark(
        "A total of 6,200 households were evacuated, and "
        "{t 1,900 people remain in schools}, {c according to} {s the Red Shield}."
    )
    assert assertions(marked) == [("assertion-clause", "A total of 6,200 households were evacuated")]


def test_the_act_of_publishing_is_an_assertion_of_its_own(mark) -> None:
    marked = mark("On November 20, {s Axios} {c published} {t a 28-point peace plan by Donald Trump}.")
    assert assertions(marked) == [("assertion-act", "On November 20, Axios published a 28-point peace plan")]


def test_an_assertion_has_neither_source_nor_cue(mark) -> None:
    marked = mark("The talks lasted on November 23 and 24.")
    [found] = find(marked.document, [])
    assert (found.source, found.cue, found.kind) == ((), (), ClaimKind.ASSERTION)
    assert 0 < found.reliability < 1


def test_furniture_is_no_assertion(write) -> None:
    document = write("The port lost 28 ships in 2024.\n\nPublished by Anna Held on 3 May 2026 was this.")
    caption = Furniture(span=Span(0, 32), kind=FurnitureKind.CAPTION)
    marked = Document.of(document.article.model_copy(update={"furniture": (caption,)}))
    assert len(find(document, [])) == 2
    assert len(find(marked, [])) == 1


def test_assertions_of_the_fixtures(expectations) -> None:
    hits = missed = extra = 0
    for expected in expectations:
        text = expected.document.article.text
        found = [a.content[0] for a in find(expected.document, expected.attributions)]
        wanted = [Span(text.index(w), text.index(w) + len(w)) for w in expected.entry["assertions"]]
        hit = {n for n, span in enumerate(found) if any(covers(span, other) for other in wanted)}
        hits += len(hit)
        extra += len(found) - len(hit)
        missed += sum(not any(covers(span, other) for span in found) for other in wanted)
    assert hits >= LEAST_RECALL * (hits + missed)
    assert hits >= LEAST_PRECISION * (hits + extra)


def covers(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > OVERLAP * max(one.end - one.start, other.end - other.start)


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=150)
    | st.lists(
        st.sampled_from(
            [
                "The",
                "ships",
                "were",
                "sunk",
                "on",
                "Monday",
                ".",
                "Anna Held",
                ";",
                ", and",
                "12",
                "“",
                "”",
                "?",
                "But",
                "said",
                ":",
                "\n\n",
                "(",
                ")",
                "»",
                "if",
                "US",
            ]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_assertions_lie_in_the_text_apart_from_each_other(text: str) -> None:
    document = Document.of(article(text, name="x"))
    reached = 0
    for found in find(document, []):
        [span] = found.content
        assert reached <= span.start < span.end <= len(document.article.text)
        reached = span.end
