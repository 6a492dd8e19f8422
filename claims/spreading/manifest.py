"""What a folder of shards says of itself: from which inputs, by what, with which options, which files.

No time, host or path is in it, so that the same work gives the same bytes wherever it is done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, model_validator

from claims.errors import ClaimsError
from claims.export.columnar import ColumnarTable
from claims.export.manifest import checksum
from claims.models import Article, Claim, Frozen, digest
from claims.spreading.build import Build
from claims.spreading.files import write_text
from claims.spreading.plan import Input

SCHEMA = "urn:claims-workbench:shards:1"
ARTICLES, CLAIMS = "urn:claims-workbench:article-table:1", "urn:claims-workbench:claim-table:1"
"""The ids of the schemas of the two tables."""
MANIFEST, ERRORS = "manifest.json", "errors.jsonl"


def articles_table() -> ColumnarTable:
    """Return the table of articles, each with its text."""
    return ColumnarTable.of(ARTICLES, Article)


def claims_table() -> ColumnarTable:
    """Return the table of claims, as the extractor wrote them."""
    return ColumnarTable.of(CLAIMS, Claim)


class Options(Frozen):
    """What the user chose that the result depends on."""

    language: str | None = None
    threshold: float
    max_size: int


class File(Frozen):
    """A file of a shard."""

    bytes: int
    sha256: str


class Failure(Frozen):
    """An input, or an article in it, that could not be read or extracted."""

    shard: int
    input: str
    """The name of the file."""
    source: str
    """Where in it, as reading names it."""
    message: str


def names_of(number: int) -> tuple[str, str]:
    """Return the paths, in the folder, of the articles and the claims of a shard."""
    return f"articles/{number:05}.parquet", f"claims/{number:05}.parquet"


class Shard(Frozen):
    """What came of one piece: two files, by their path in the folder, and what is in them."""

    number: int
    articles: int
    claims: int
    failures: int
    files: dict[str, File]

    @model_validator(mode="after")
    def _names_only_its_own(self) -> Self:
        if tuple(sorted(self.files)) != names_of(self.number):
            raise ValueError("a shard has two files, named after its number")
        return self


class Manifest(Frozen):
    """Everything that a folder of shards holds."""

    schema_id: str = Field(default=SCHEMA, alias="schema")
    inputs: tuple[Input, ...]
    build: Build
    options: Options
    shards: tuple[Shard, ...]
    errors: File
    articles: int
    claims: int
    failures: int


def as_json(model: Frozen) -> str:
    """Return a model as JSON for people and programs: sorted, indented, the newline at the end."""
    return json.dumps(model.model_dump(mode="json", by_alias=True), indent=1, sort_keys=True) + "\n"


def job_key(inputs: Iterable[Input], build: Build, options: Options) -> str:
    """Return the id of a job: shards of the same key are parts of the same whole."""
    return digest(*(as_json(one) for one in (*inputs, build, options)))


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of ``folder``: from then on the folder is complete."""
    write_text(folder / MANIFEST, as_json(manifest))


def read(folder: Path) -> Manifest | None:
    """Return the manifest of ``folder``, None while there is none; ``ClaimsError`` when it can't be used."""
    path = folder / MANIFEST
    try:
        given = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ClaimsError(f"{path}: can't be read ({error.strerror}); check its permissions") from error
    try:
        found = Manifest.model_validate_json(given)
    except ValidationError:
        raise ClaimsError(f"{path}: no manifest of shards, or of another version of claims") from None
    if found.schema_id != SCHEMA:
        raise ClaimsError(f"{path}: of another version of claims ({found.schema_id}, not {SCHEMA})")
    return found


def failures(folder: Path) -> Iterator[Failure]:
    """Yield what a complete ``folder`` says could not be read."""
    with (folder / ERRORS).open(encoding="utf-8") as lines:
        yield from map(Failure.model_validate_json, lines)


def file(path: Path) -> File:
    """Return size and checksum of the file at ``path``."""
    return File(bytes=path.stat().st_size, sha256=checksum(path))


def intact(folder: Path, files: dict[str, File]) -> bool:
    """Tell whether ``files`` are all in ``folder``, unchanged."""
    return not [*damaged(folder, files)]


def damaged(folder: Path, files: dict[str, File]) -> Iterator[str]:
    """Yield which of ``files`` are missing in ``folder`` or changed, each with what is wrong with it."""
    for name, known in files.items():
        try:
            if file(folder / name) != known:
                yield f"{name} is not what the manifest says"
        except OSError as error:
            yield f"{name}: {error.strerror}"


def verified(folder: Path, told: Callable[[int, int], None] = lambda done, total: None) -> Manifest:
    """Return the manifest of ``folder`` once every file is checked against it.

    ``told`` is told: shards checked, shards in all. Raises ``ClaimsError`` naming what is damaged.
    """
    manifest = read(folder)
    if manifest is None:
        raise ClaimsError(
            f"{folder}: no {MANIFEST} in it; a folder of `claims extract --out` has one when all is done"
        )
    wrong = [*damaged(folder, {ERRORS: manifest.errors})]
    for done, shard in enumerate(manifest.shards, start=1):
        wrong += damaged(folder, shard.files)
        told(done, len(manifest.shards))
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise ClaimsError(
            f"{folder}: {'; '.join(wrong[:3])}{more}; "
            "the same `claims extract --out` makes again what is damaged"
        )
    return manifest
