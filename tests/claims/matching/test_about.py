from __future__ import annotations

import datetime as dt
import time

import pytest

from claims.matching import Prepared, inverse_document_frequency, match, prepare, prepare_words
from claims.models import DateMention, Features, Relation, Span

IDF = inverse_document_frequency({}, 0)
FIRST = 100
"""Where the content of a made claim begins in its article."""

NO_CONFLICT = [
    pytest.param(
        "Voters will not support Mayor Elin Dorrance of Port Halvard in the coming election.",
        "The report was handed to Mayor Elin Dorrance of Port Halvard by two engineers.",
        id="only names are shared",
    ),
    pytest.param(
        "The ferries serve not only the islands but the whole northern coast.",
        "The ferries serve the islands and the whole northern coast.",
        id="not only",
    ),
    pytest.param(
        "The ban covers visitors who are not citizens of the northern islands.",
        "The ban covers non-citizens of the northern islands who are visitors.",
        id="two ways to negate",
    ),
    pytest.param(
        "The council wondered whether the harbour bridge will reopen for the festival.",
        "The harbour bridge will not reopen for the festival.",
        id="what nobody states",
    ),
    pytest.param(
        "In the north Okafor has 38 seats, Lindgren has 22.",
        "In the north Lindgren has 31 seats, Okafor has 10.",
        id="two people in two orders",
    ),
    pytest.param(
        "The harbour bridge collapsed on 3 May 2025 in a storm over the northern coast.",
        "The harbour bridge collapsed in April 2025 in a storm over the northern coast.",
        id="a day and a month",
    ),
]

CONFLICT = [
    pytest.param(
        "The mayor will sign the harbour treaty with the northern islands.",
        "Rain fell all day. The mayor will not sign the harbour treaty with the northern islands. He left.",
        "negation",
        id="one sentence of several",
    ),
    pytest.param(
        "Overall, Okafor leads the race for delegates with 182 delegates.",
        "Okafor leads the race for delegates with 61.",
        "number",
        id="a unit that both sentences name",
    ),
    pytest.param(
        "The fire at the Lorby mill killed 12 workers, police said.",
        "Police said that the fire at the mill in Lorby killed 19 workers.",
        "number",
        id="the same unit of the same event",
    ),
]


@pytest.mark.parametrize(("a", "b"), NO_CONFLICT)
def test_values_of_different_things_are_no_conflict(a: str, b: str) -> None:
    found = match(prepare_words(a, "a"), prepare_words(b, "b"), IDF)
    assert found is None or found.conflicts == ()


@pytest.mark.parametrize(("a", "b", "kind"), CONFLICT)
def test_values_of_one_thing_conflict(a: str, b: str, kind: str) -> None:
    found = match(prepare_words(a, "a"), prepare_words(b, "b"), IDF)
    assert found is not None
    assert found.relation is Relation.CONFLICTING
    assert kind in {one.kind for one in found.conflicts}


@pytest.mark.parametrize(("days", "conflicts"), [(3, 1), (31, 1), (32, 0), (300, 0)])
def test_figures_of_two_times_are_no_conflict(make, idf, days: int, conflicts: int) -> None:
    first = dt.date(2025, 1, 10)
    words = "The ferry to the northern islands sank with {} people on board"
    a = prepare(make(words.format(12), name="a"), date=first)
    b = prepare(make(words.format(17), name="b"), date=first + dt.timedelta(days))
    found = match(a, b, idf)
    assert found is not None
    assert len(found.conflicts) == conflicts


@pytest.mark.parametrize(("vague", "conflicts"), [("on Friday", 1), ("the next morning", 0)])
def test_only_a_named_day_is_against_another(make, idf, vague: str, conflicts: int) -> None:
    def collapsed(name: str, when: str, day: int) -> Prepared:
        words = f"The harbour bridge of Port Halvard collapsed {when} in a storm"
        at = FIRST + words.index(when)
        mention = DateMention(
            span=Span(at, at + len(when)), start=dt.date(2025, 5, day), end=dt.date(2025, 5, day)
        )
        claim = make(words, name=name, features=Features(dates=(mention,)))
        return prepare(claim, date=dt.date(2025, 5, 10))

    found = match(collapsed("a", "on Monday", 5), collapsed("b", vague, 9), idf)
    assert found is not None
    assert len(found.conflicts) == conflicts


def test_title_tells_that_two_short_claims_are_of_one_event(make, idf) -> None:
    long = "city auditors could not account for 6.4 million crowns spent on the housing estate"
    short = "in an audit of the Harbour Gardens estate auditors found that 4.6 million crowns were missing"
    b = prepare(make(short, name="b"))
    told = match(prepare(make(long, name="a"), "The missing millions of Harbour Gardens: audit"), b, idf)
    assert told is not None
    assert [one.kind for one in told.conflicts] == ["number"]
    alone = match(prepare(make(long, name="a"), "News of the day"), b, idf)
    assert alone is None or alone.conflicts == ()


def test_a_long_content_takes_time_linear_in_its_length() -> None:
    def seconds(sentences: int) -> float:
        text = "Mr. Okafor will sign the harbour treaty. " * sentences
        a = prepare_words(text, "a")
        b = prepare_words("Okafor will not sign the harbour treaty.", "b")
        start = time.process_time()
        match(a, b, IDF)
        return time.process_time() - start

    seconds(10)
    assert seconds(2000) < 40 * max(seconds(200), 0.002)
