from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claims.errors import ReadingError, TooLarge
from claims.models import Article
from claims.reading.failure import ReadFailure
from claims.reading.input import Input
from claims.reading.parquet import read


def of(columns: dict[str, Any], most: int = 10_000, **options: Any) -> list[Article | ReadFailure]:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return from_bytes(out.getvalue(), most)


def from_bytes(data: bytes, most: int = 10_000) -> list[Article | ReadFailure]:
    return [*read(Input(io.BytesIO(data), data[:4096], "a.parquet", "in/a.parquet", most))]


def test_types_of_columns() -> None:
    when = dt.datetime(2026, 3, 10, 23, 30, tzinfo=dt.UTC)
    (article,) = of(
        {
            "ID": [7],
            "Text": ["The council said so."],
            "authors": [["Jo Doe", "Al Roe"]],
            "date": [when],
            "url": [None],
        }
    )
    assert isinstance(article, Article)
    assert (article.name, article.author, article.date) == ("7", "Jo Doe, Al Roe", dt.date(2026, 3, 10))


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_of_every_unit(unit: str) -> None:
    times = pa.array([1_773_000_000], pa.timestamp("s")).cast(pa.timestamp(unit))
    (article,) = of({"text": ["So."], "date": times})
    assert isinstance(article, Article) and article.date == dt.date(2026, 3, 8)


def test_rows_of_many_groups_in_order() -> None:
    found = of({"text": [f"Number {n}." for n in range(500)]}, row_group_size=70)
    assert [one.text for one in found if isinstance(one, Article)] == [f"Number {n}." for n in range(500)]
    assert [one.name for one in found if isinstance(one, Article)][99] == "a.parquet:100"


def test_bad_rows_are_named_and_the_rest_is_read() -> None:
    found = of({"text": ["So.", None, " ", "x" * 301, "Good."]}, most=300)
    assert [type(one) for one in found] == [Article, ReadFailure, ReadFailure, ReadFailure, Article]
    assert [one.source for one in found if isinstance(one, ReadFailure)] == [
        f"in/a.parquet, row {n}" for n in (2, 3, 4)
    ]
    assert isinstance(found[3], ReadFailure) and isinstance(found[3].error, TooLarge)


def test_without_a_column_for_the_text() -> None:
    with pytest.raises(ReadingError, match="no column with the text"):
        of({"a": [1]})


def test_only_the_columns_that_are_needed_are_read() -> None:
    (article,) = of({"text": ["So."], "embedding": [[0.5] * 10], "nested": [{"text": "no"}]})
    assert isinstance(article, Article) and article.text == "So."


def test_no_parquet() -> None:
    with pytest.raises(ReadingError, match="no Parquet"):
        from_bytes(b"PAR1" + b"\x00" * 100 + b"PAR1")
