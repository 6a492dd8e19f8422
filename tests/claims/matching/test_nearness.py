"""How near a text is to a query, figure by figure."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from claims.matching.nearness import Asked, covered, nearness, reading, told


def figures(query: str, text: str, title: str = "", signature: str = "") -> dict[str, float]:
    return nearness(Asked(reading(query), reading(signature)), told(text, title), lambda stem: 1.0)


def test_covered_is_the_share_of_the_weight() -> None:
    weight = {"a": 3.0, "b": 1.0}.__getitem__
    assert covered(["a", "b"], frozenset("a"), weight) == 0.75
    assert covered([], frozenset("a"), weight) == 0.0


def test_a_title_counts_apart_from_its_text() -> None:
    found = figures("ferry sank", "The ferry sank", "A bridge")
    assert (found["covered"], found["title covered"], found["query covered"]) == (1.0, 0.0, 1.0)


def test_who_posted_it_is_no_topic_but_known() -> None:
    found = figures("It sank", "Ann Marsk spoke of a ferry", signature="Ann Marsk")
    assert found["covered"] == 0.0
    assert found["covered with signature"] == found["names covered"] * 0.5
    assert found["signature covered"] == 1.0


def test_a_year_agrees_or_differs_or_is_not_stated() -> None:
    def told_of(query: str, text: str) -> dict[str, float]:
        found = figures(query, text)
        return {
            name: found[name]
            for name in ("same year", "other year", "same month", "other month")
            if found[name]
        }

    assert told_of("in May 2019", "in May 2019") == {"same year": 1.0, "same month": 1.0}
    assert told_of("in May 2019", "in June 2019") == {"same year": 1.0, "other month": 1.0}
    assert told_of("in May 2019", "in May 2018") == {"other year": 1.0}
    assert told_of("in May 2019", "in May") == {}


def test_the_signature_says_when_before_the_words_do() -> None:
    assert figures("in 2012", "in 2019", signature="2019")["same year"] == 1.0


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20))
def test_figures_are_numbers_for_any_texts(query: str, text: str, title: str) -> None:
    found = figures(query, text, title)
    assert all(math.isfinite(value) for value in found.values())
    assert found == figures(query, text, title)
