"""Columnar tables of models: Arrow types and values derived from the fields, so that neither can differ.

A model is a struct, a tuple a list, a named tuple a struct, an enum its text; what may be None is
nullable. Rows that are read back validate as the model again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from claims.errors import ClaimsError

if TYPE_CHECKING:
    import pyarrow

SCHEMA = "claims.schema"
"""The key in a Parquet file's metadata that says by which schema it was written."""
GROUP = 10_000
"""Rows of a row group: what is in memory at once."""

Value = Callable[[Any], Any]
"""Makes of a field's value what Arrow takes."""


@dataclass(frozen=True, slots=True)
class Column:
    """How values of one Python type stand in a table."""

    type: pyarrow.DataType
    value: Value
    nullable: bool = False


def arrow() -> Any:
    """Return the module ``pyarrow``; ``ClaimsError`` with the command that installs it."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ClaimsError("Parquet needs an extra: pip install 'claims-workbench[parquet]'") from None
    return pyarrow


def column(annotation: Any) -> Column:
    """Return how values annotated so stand in a table; ``TypeError`` for what no exported model has."""
    pa = arrow()
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        [given] = [one for one in arguments if one is not NoneType]
        inner = column(given)
        value = inner.value
        return Column(inner.type, lambda given: None if given is None else value(given), nullable=True)
    if origin is tuple:
        inner = column(arguments[0])
        value = inner.value
        listed = pa.list_(pa.field("element", inner.type, nullable=inner.nullable))
        return Column(listed, lambda given: [value(one) for one in given])
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Column(pa.string(), lambda given: given.value)
    if isinstance(annotation, type) and issubclass(annotation, tuple | BaseModel):
        return _struct(fields(annotation))
    return _scalar(annotation)


def _scalar(annotation: Any) -> Column:
    pa = arrow()
    types = {
        str: pa.string(),
        bool: pa.bool_(),
        int: pa.int64(),
        float: pa.float64(),
        dt.date: pa.date32(),
        dt.datetime: pa.timestamp("us", tz="UTC"),
    }
    if annotation not in types:
        raise TypeError(f"no column for {annotation}")
    return Column(types[annotation], lambda given: given)


def _struct(columns: Mapping[str, Column]) -> Column:
    values = [(name, one.value) for name, one in columns.items()]
    return Column(
        arrow().struct(_arrow_fields(columns)),
        lambda given: {name: value(getattr(given, name)) for name, value in values},
    )


def _arrow_fields(columns: Mapping[str, Column]) -> list[Any]:
    pa = arrow()
    return [pa.field(name, one.type, nullable=one.nullable) for name, one in columns.items()]


def fields(model: type[Any]) -> dict[str, Column]:
    """Return the columns of a model or a named tuple, in the order of its fields; excluded ones aside."""
    hints = get_type_hints(model)
    declared = getattr(model, "model_fields", None)
    if declared is None:
        return {name: column(hints[name]) for name in model._fields}
    return {name: column(hints[name]) for name, one in declared.items() if not one.exclude}


def part(name: str, model: type[BaseModel]) -> dict[str, Column]:
    """Return the fields of ``model`` as columns of a thing that has such a part under ``name``."""
    return {key: _taken(f"{name}.{key}", one) for key, one in fields(model).items()}


def _taken(path: str, one: Column) -> Column:
    """Return a column whose value is taken from a thing, by the path of its attribute there."""
    take, value = attrgetter(path), one.value
    return Column(one.type, lambda thing: value(take(thing)), one.nullable)


@dataclass(frozen=True, slots=True)
class ColumnarTable:
    """A table of one kind of thing: the id of its schema and its columns, each taken from the thing."""

    schema: str
    columns: Mapping[str, Column]

    @classmethod
    def of(cls, schema: str, model: type[BaseModel]) -> ColumnarTable:
        """Return the table whose columns are the fields of ``model``."""
        return cls(schema, {name: _taken(name, one) for name, one in fields(model).items()})

    def arrow_schema(self) -> Any:
        """Return the schema as Arrow has it, with its id."""
        return arrow().schema(_arrow_fields(self.columns), metadata={SCHEMA: self.schema})

    def batch(self, rows: Iterable[Any]) -> Any:
        """Return ``rows`` as a record batch."""
        pylist = [{name: one.value(row) for name, one in self.columns.items()} for row in rows]
        return arrow().RecordBatch.from_pylist(pylist, schema=self.arrow_schema())

    def writer(self, path: Path) -> Any:
        """Return a ``ParquetWriter`` on a file of this table; the same batches give the same bytes."""
        return arrow().parquet.ParquetWriter(path, self.arrow_schema(), compression="zstd")

    def write(self, rows: Iterable[Any], path: Path) -> None:
        """Write ``rows`` to a Parquet file at ``path``, a row group in memory at a time."""
        with self.writer(path) as out:
            group: list[Any] = []
            for row in rows:
                group.append(row)
                if len(group) == GROUP:
                    out.write_batch(self.batch(group))
                    group.clear()
            if group:
                out.write_batch(self.batch(group))
