"""Shares, and how sure they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.evaluation import Figure, interval


def test_precision_recall_and_f1() -> None:
    figure = Figure(right=3, predicted=4, found=3, gold=6)
    assert (figure.precision, figure.recall) == (0.75, 0.5)
    assert figure.f1 == pytest.approx(0.6)


def test_nothing_to_count_is_zero() -> None:
    figure = Figure()
    assert (figure.precision, figure.recall, figure.f1) == (0, 0, 0)


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        # Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_has_its_published_values(right: int, total: int, low: float, high: float) -> None:
    assert interval(right, total) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share_and_narrows(right: int, wrong: int) -> None:
    low, high = interval(right, right + wrong)
    assert 0 <= low < high <= 1
    if right + wrong:
        assert low - 1e-12 <= right / (right + wrong) <= high + 1e-12
        tenfold = interval(10 * right, 10 * (right + wrong))
        assert tenfold[1] - tenfold[0] < high - low
