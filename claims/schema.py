"""The schemas of what the workbench writes for other programs: JSON Schema, and the columns of its tables.

They are made from the models, descriptions included. ``python -m claims.schema docs/schema`` writes them
there; a test fails when what is there is not what the models say.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from claims.export import ExportRecord
from claims.export import manifest as exports
from claims.export import parquet as record_parquet
from claims.export.columnar import Column, ColumnarTable, column, fields
from claims.export.record import FORM
from claims.models import Article, Claim
from claims.spreading import manifest as shards

DIALECT = "https://json-schema.org/draft/2020-12/schema"

JSON: Mapping[str, tuple[str, type[BaseModel]]] = {
    "article": ("urn:claims-workbench:article:1", Article),
    "claim": ("urn:claims-workbench:claim:1", Claim),
    "record": (f"urn:claims-workbench:record:{FORM}", ExportRecord),
    "export-manifest": ("urn:claims-workbench:export-manifest:1", exports.Manifest),
    "shards-manifest": (shards.SCHEMA, shards.Manifest),
    "shards-error": ("urn:claims-workbench:shards-error:1", shards.Failure),
}
"""The name of each JSON Schema, its id, and the model that it describes."""


def tables() -> dict[str, tuple[ColumnarTable, tuple[type[BaseModel], ...]]]:
    """Return the Parquet tables by name, each with the models whose fields its columns are."""
    return {
        "record-table": (record_parquet.table(), (*record_parquet.PARTS.values(), ExportRecord)),
        "article-table": (shards.articles_table(), (Article,)),
        "claim-table": (shards.claims_table(), (Claim,)),
    }


def generated() -> dict[str, str]:
    """Return every file of the folder of schemas: its name, and what is in it."""
    described = {
        f"{name}.schema.json": json.dumps(json_schema(id, model), indent=2, ensure_ascii=False) + "\n"
        for name, (id, model) in JSON.items()
    }
    return described | {
        f"{name}.md": "".join(_table_lines(name, table, models)) for name, (table, models) in tables().items()
    }


def json_schema(id: str, model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of what ``model`` is written as, with the descriptions in its code."""
    schema = model.model_json_schema(mode="serialization")
    models = _models(model)
    for name, definition in {model.__name__: schema, **schema.get("$defs", {})}.items():
        _describe(definition, models[name])
    return {"$schema": DIALECT, "$id": id, **schema}


def _describe(definition: dict[str, Any], found: type[Any]) -> None:
    """Put the documentation of a class, and of its fields, into its schema."""
    definition["description"] = inspect.cleandoc(found.__doc__ or "")
    documented = descriptions(found)
    for name, own in definition.get("properties", {}).items():
        if name in documented:
            own["description"] = documented[name]


def _models(model: type[Any]) -> dict[str, type[Any]]:
    """Return every class that the schema of ``model`` defines, by its name."""
    found: dict[str, type[Any]] = {}
    waiting: list[Any] = [model]
    while waiting:
        one = waiting.pop()
        waiting += get_args(one)
        known = not isinstance(one, type) or one.__name__ in found
        if not known and issubclass(one, BaseModel | Enum | tuple):
            found[one.__name__] = one
            waiting += get_type_hints(one).values()
    return found


def descriptions(model: type[Any]) -> dict[str, str]:
    """Return what the docstrings below the fields of a class say, by field."""
    [body] = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(body, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(said.value.value).replace("\n", " ")
        for field, said in zip(body.body, body.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(said, ast.Expr)
        and isinstance(said.value, ast.Constant)
        and isinstance(said.value.value, str)
    }


def _table_lines(name: str, table: ColumnarTable, models: Sequence[type[Any]]) -> Iterator[str]:
    """Yield the lines that describe a table: its columns, then the parts that some of them consist of."""
    yield f"# {name}\n\n"
    yield f"A Parquet file whose metadata has `{table.schema}` under `claims.schema`.\n\n"
    parts: dict[str, type[Any]] = {}
    yield from _fields(table.columns, models, parts)
    told: set[str] = set()
    while waiting := sorted(set(parts) - told):
        for part in waiting:
            told.add(part)
            found = parts[part]
            yield f"\n## {part}\n\n{inspect.cleandoc(found.__doc__ or '').splitlines()[0]}\n\n"
            yield from _fields(fields(found), [found], parts)


def _fields(
    columns: Mapping[str, Column], models: Sequence[type[Any]], parts: dict[str, type[Any]]
) -> Iterator[str]:
    """Yield a line for each column, which is a field of the first of ``models`` that has it.

    What a column consists of is put into ``parts``, by name.
    """
    annotations = [get_type_hints(model) for model in models]
    said = [descriptions(model) for model in models]
    yield "| column | type | null | |\n|---|---|---|---|\n"
    for name, one in columns.items():
        place = next(number for number, known in enumerate(annotations) if name in known)
        nullable = "yes" if one.nullable else ""
        kind = _kind(annotations[place][name], parts)
        yield f"| {name} | {kind} | {nullable} | {said[place].get(name, '')} |\n"


def _kind(annotation: Any, parts: dict[str, type[Any]]) -> str:
    """Return what a column annotated so holds, in words; what has fields of its own goes into ``parts``."""
    arguments = [one for one in get_args(annotation) if one not in (NoneType, Ellipsis)]
    if get_origin(annotation) is tuple:
        return f"list of {_kind(arguments[0], parts)}"
    if arguments:
        return _kind(arguments[0], parts)
    if issubclass(annotation, Enum):
        return f"string: {', '.join(one.value for one in annotation)}"
    if issubclass(annotation, BaseModel | tuple):
        parts[annotation.__name__] = annotation
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return str(column(annotation).type)


def main(folder: Path) -> None:
    """Write every schema into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in generated().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
