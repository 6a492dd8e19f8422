from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow.parquet import ParquetFile, read_metadata, read_table
from pydantic import Field

from claims.export import columnar
from claims.export.columnar import SCHEMA, ColumnarTable, column, part
from claims.models import Frozen


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Range(NamedTuple):
    start: int
    end: int


class Inner(Frozen):
    span: Range
    colour: Colour | None = None
    names: tuple[str, ...] = ()


class Outer(Frozen):
    id: str
    count: int
    share: float
    sure: bool
    day: dt.date | None = None
    time: dt.datetime | None = None
    inner: Inner
    maybe: Inner | None = None
    many: tuple[Inner, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    hidden: str = Field(default="", exclude=True)


numbers = st.integers(-(2**63), 2**63 - 1)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
inners = st.builds(
    Inner,
    span=st.builds(Range, numbers, numbers),
    colour=st.none() | st.sampled_from(Colour),
    names=st.lists(words, max_size=3).map(tuple),
)
outers = st.builds(
    Outer,
    id=words,
    count=numbers,
    share=st.floats(allow_nan=False),
    sure=st.booleans(),
    day=st.none() | st.dates(),
    time=st.none() | st.datetimes(timezones=st.just(dt.UTC)),
    inner=inners,
    maybe=st.none() | inners,
    many=st.lists(inners, max_size=3).map(tuple),
    pairs=st.lists(st.tuples(numbers, numbers), max_size=2).map(tuple),
    hidden=st.just(""),
)


@settings(max_examples=40)
@given(st.lists(outers, max_size=5))
def test_rows_validate_as_the_model_they_were_written_from(
    tmp_path_factory: pytest.TempPathFactory, given: list[Outer]
) -> None:
    path = tmp_path_factory.mktemp("table") / "t.parquet"
    ColumnarTable.of("urn:t:1", Outer).write(given, path)
    assert [Outer.model_validate(row) for row in read_table(path).to_pylist()] == given


def one(number: int) -> Outer:
    return Outer(id=str(number), count=number, share=0.5, sure=True, inner=Inner(span=Range(0, 1)))


def test_the_same_rows_give_the_same_bytes_a_group_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columnar, "GROUP", 4)
    table = ColumnarTable.of("urn:t:1", Outer)
    for name in ("a", "b"):
        table.write((one(number) for number in range(10)), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    metadata = read_metadata(tmp_path / "a")
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [4, 4, 2]


def test_a_file_says_its_schema_and_what_may_be_missing(tmp_path: Path) -> None:
    ColumnarTable.of("urn:t:1", Outer).write([], tmp_path / "t")
    schema = ParquetFile(tmp_path / "t").schema_arrow
    assert schema.metadata[SCHEMA.encode()] == b"urn:t:1"
    assert {field.name for field in schema if field.nullable} == {"day", "time", "maybe"}
    assert "hidden" not in schema.names


def test_the_fields_of_a_part_are_columns_of_the_whole() -> None:
    found = part("inner", Inner)
    assert [*found] == ["span", "colour", "names"]
    assert found["span"].value(one(1)) == {"start": 0, "end": 1}


def test_a_type_that_has_no_column_is_refused() -> None:
    with pytest.raises(TypeError, match="no column"):
        column(bytes)
