from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.dates import find
from claims.extraction.document import Document
from claims.models import Article
from claims.reading import article

TUESDAY = dt.date(2025, 11, 25)


def dates(document: Document) -> list[tuple[str, str, str]]:
    text = document.article.text
    return [(text[d.span.start : d.span.end], str(d.start), str(d.end)) for d in find(document, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("on Tuesday he said", "Tuesday", "2025-11-25", "2025-11-25"),
        ("he said on Monday", "Monday", "2025-11-24", "2025-11-24"),
        ("he said on Friday", "Friday", "2025-11-21", "2025-11-21"),
        ("last Tuesday", "last Tuesday", "2025-11-18", "2025-11-18"),
        ("next Friday", "next Friday", "2025-11-28", "2025-11-28"),
        ("they will meet on Friday", "Friday", "2025-11-28", "2025-11-28"),
        ("empty by Friday", "Friday", "2025-11-28", "2025-11-28"),
        ("on Tuesday, November 25", "Tuesday, November 25", "2025-11-25", "2025-11-25"),
        ("on November 23 and 24", "November 23 and 24", "2025-11-23", "2025-11-24"),
        ("the floods of 27 and 28 February", "27 and 28 February", "2026-02-27", "2026-02-28"),
        ("on Nov. 20, 2024", "Nov. 20, 2024", "2024-11-20", "2024-11-20"),
        ("an email of 9 October 2023", "9 October 2023", "2023-10-09", "2023-10-09"),
        ("on the 20th of November", "20th of November", "2025-11-20", "2025-11-20"),
        ("on January 3", "January 3", "2026-01-03", "2026-01-03"),
        ("at 25.11.25, 18:46", "25.11.25", "2025-11-25", "2025-11-25"),
        ("at 2025-11-23", "2025-11-23", "2025-11-23", "2025-11-23"),
        ("at 11/23/2025", "11/23/2025", "2025-11-23", "2025-11-23"),
        ("in March", "March", "2025-03-01", "2025-03-31"),
        ("by the end of June", "June", "2026-06-01", "2026-06-30"),
        ("in May 2024", "May 2024", "2024-05-01", "2024-05-31"),
        ("last month", "last month", "2025-10-01", "2025-10-31"),
        ("this week", "this week", "2025-11-24", "2025-11-30"),
        ("next year", "next year", "2026-01-01", "2026-12-31"),
        ("last night", "last night", "2025-11-24", "2025-11-24"),
        ("yesterday evening", "yesterday evening", "2025-11-24", "2025-11-24"),
        ("two weeks ago", "two weeks ago", "2025-11-10", "2025-11-16"),
        ("three years earlier", "three years earlier", "2022-01-01", "2022-12-31"),
        ("since 2021", "2021", "2021-01-01", "2021-12-31"),
        ("in the 1990s", "1990s", "1990-01-01", "1999-12-31"),
    ],
)
def test_a_date_in_words(write, text: str, words: str, start: str, end: str) -> None:
    assert dates(write(text, date=TUESDAY)) == [(words, start, end)]


@pytest.mark.parametrize(
    "text",
    ["It may rain", "they march on", "he sat in the sun", "5 people", "$2000 a month", "May he come"],
)
def test_what_is_no_date(write, text: str) -> None:
    assert dates(write(text, date=TUESDAY)) == []


@pytest.mark.parametrize("text", ["on Tuesday", "yesterday", "last month", "on November 23", "in March"])
def test_without_a_date_of_the_article_a_date_stays_open(write, text: str) -> None:
    [(_, start, end)] = dates(write(text))
    assert (start, end) == ("None", "None")


def test_a_date_that_says_its_year_needs_no_article_date(write) -> None:
    assert dates(write("on November 23, 2025")) == [("November 23, 2025", "2025-11-23", "2025-11-23")]


PIECES = st.sampled_from(
    [
        "Monday",
        "next",
        "last",
        "week",
        "November",
        "23",
        "23-24",
        "and",
        "to",
        "2024",
        "of",
        "May",
        "Nov.",
        ",",
        "ago",
        "two",
        "days",
        "25.11.25",
        "31.02.25",
        "yesterday",
        "night",
        "by",
        "the",
        "will",
        "1990s",
        "decades",
        "999",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=100),
    st.none() | st.dates(),
)
def test_dates_lie_in_the_text_in_order_and_end_after_they_start(text: str, day: dt.date | None) -> None:
    document = Document.of(article(text, name="x", date=day))
    reached = 0
    for date in find(document, 0, len(document.article.text)):
        assert reached <= date.span.start < date.span.end <= len(document.article.text)
        reached = date.span.end
        assert date.start is None or date.end is None or date.start <= date.end


@pytest.mark.parametrize("piece", ["the November ", "by the the the ", "23 and ", "Monday, ", "9 " * 50])
def test_work_grows_with_the_text(piece: str, work: Callable[[Callable[[], object]], int]) -> None:
    def done(times: int) -> int:
        text = piece * times
        document = Document.of(Article(id="x", text=text, text_hash="x", name="x", date=TUESDAY))
        return work(lambda: find(document, 0, len(text)))

    assert done(2000) < 4.4 * done(500)
