from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.attribution import Attribution
from claims.extraction.document import Document
from claims.extraction.features import annotate
from claims.extraction.names import find
from claims.extraction.speakers import resolve
from claims.models import ClaimKind, Features, Modality, Span
from claims.reading import article


def features(marked, **changes) -> Features:
    [given_] = marked.attributions
    [speaker] = resolve(marked.document, [given_], find(marked.document))
    fields = {name: getattr(given_, name) for name in Attribution.__slots__} | changes
    return annotate(marked.document, Attribution(**fields), speaker)


def words(marked, spans) -> list[str]:
    return [marked.document.article.text[slice(*span)] for span in spans]


def test_features_are_those_of_the_content(mark) -> None:
    marked = mark(
        "On Monday 12 met. {s Anna Held} {c said} {t that 28 ships of Norvik Bau left Geneva on Friday}.",
        date=dt.date(2025, 11, 25),
    )
    found = features(marked)
    assert [(q.value, q.unit) for q in found.quantities] == [(28, "ship")]
    assert [d.start for d in found.dates] == [dt.date(2025, 11, 21)]
    assert [(e.name, e.kind) for e in found.entities] == [("Norvik Bau", "name"), ("Geneva", "place")]


@pytest.mark.parametrize(
    ("content", "negations", "denials", "hedges"),
    [
        ("it did not rain", ["not"], [], []),
        ("it didn't rain", ["didn't"], [], []),
        ("no ship came without papers", ["no", "without"], [], []),
        ("berth No. 5 is free", [], [], []),
        ("the report is untrue", [], ["untrue"], []),
        ("there is no truth in it", ["no"], ["no truth"], []),
        ("he denied it", [], ["denied"], []),
        ("it would likely rain", [], [], ["would likely"]),
        ("it is expected to rain", [], [], ["is expected to"]),
        ("it may rain on May 5", [], [], ["may"]),
        ("it reportedly rained", [], [], ["reportedly"]),
    ],
)
def test_negation_denial_and_hedging(mark, content: str, negations, denials, hedges) -> None:
    marked = mark(f"{{s Anna Held}} {{c said}} {{t that {content}}}.")
    found = features(marked)
    assert words(marked, found.negations) == negations
    assert words(marked, found.denials) == denials
    assert words(marked, found.hedges) == hedges


def test_a_cue_that_denies_is_a_denial(mark) -> None:
    marked = mark("{s Anna Held} {c denied} {t that it rained}.")
    assert words(marked, features(marked, cue_class="deny").denials) == ["denied"]


def test_marks_that_reach_over_the_end_of_the_content_are_left_out(mark) -> None:
    marked = mark("{s Anna Held} {c said} {t it would} likely rain.")
    assert features(marked).hedges == ()


PLAIN = "{s Anna Held} {c said} {t that it rained on the whole coast}."


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("{s Anna Held} {c said} {t that 28 ships sank near the coast}.", PLAIN),
        ("{s Anna Held} {c said} {t that it rained on the coast on Friday}.", PLAIN),
        (PLAIN, "{s officials} {c said} {t that it rained on the whole coast}."),
        (PLAIN, "{s He} {c said} {t that it rained on the whole coast}."),
        (PLAIN, "{s Anna Held} {c said} {t no}."),
        (PLAIN, "{s Anna Held} {c said} {t that it reportedly rained on the coast}."),
    ],
)
def test_what_is_more_worth_checking(mark, more: str, less: str) -> None:
    assert features(mark(more)).priority > features(mark(less)).priority


def test_opinions_and_intentions_come_after_facts(mark) -> None:
    marked = mark(PLAIN)
    fact, opinion, intention = (
        features(marked, modality=m).priority for m in (Modality.FACT, Modality.OPINION, Modality.INTENTION)
    )
    assert opinion < intention < fact


def test_the_reasons_say_how_the_priority_came_about(mark) -> None:
    found = features(mark("{s Anna Held} {c said} {t that 28 ships sank}."))
    assert found.priority_reasons[0].startswith("number +")
    base = 35
    assert found.priority == base + sum(int(reason.rsplit(" ", 1)[1]) for reason in found.priority_reasons)


@settings(max_examples=150, deadline=None)
@given(
    st.data(),
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            [
                "not",
                "12",
                "ships",
                "Monday",
                "Anna Held",
                "may",
                "May",
                "would",
                "likely",
                "denied",
                ".",
                ",",
                "no",
                "truth",
                "is",
                "expected",
                "to",
                "$",
                "million",
                "didn't",
                "“",
                "”",
            ]
        ),
        max_size=40,
    ).map(" ".join),
)
def test_features_lie_in_the_content(data: st.DataObject, text: str) -> None:
    document = Document.of(article(text, name="x", date=dt.date(2025, 11, 25)))
    end = len(document.article.text)
    first = data.draw(st.integers(0, end))
    content = Span(first, data.draw(st.integers(first, end)))
    made = Attribution((), (), (content,), ClaimKind.INDIRECT, Modality.FACT, "test", "say", 1.0)
    found = annotate(document, made, None)
    marks = [m.span for group in (found.quantities, found.dates, found.entities) for m in group]
    for span in [*marks, *found.negations, *found.denials, *found.hedges]:
        assert content.start <= span.start < span.end <= content.end
    assert 0 <= found.priority <= 100
