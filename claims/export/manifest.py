"""The manifest of an export in a folder: what is in it, where it comes from, and a checksum of each file.

It names no time of its own and no machine: the same store, filter and version give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from claims.errors import ExportRefused
from claims.models import Frozen

NAME = "manifest.json"
BLOCK = 1 << 20


class ManifestFile(Frozen):
    """A file of the export."""

    name: str
    format: str
    media_type: str
    bytes: int
    sha256: str


class ManifestArticle(Frozen):
    """An article that claims of the export stand in; its hash is of the text that offsets count in."""

    id: str
    outlet: str | None = None
    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    text_hash: str


class ManifestGate(Frozen):
    """Whether the gate looked at the claims, and what it was told to let through all the same."""

    applied: bool
    allowed: tuple[str, ...] = ()
    let_through: Mapping[str, tuple[str, ...]] = {}
    """By reason, the claims that were not fit to leave and were allowed to; those that reviewers disagree on
    whether they have the verdict that was asked for are not in the files."""


class Producer(Frozen):
    """Which version made it, by which rules."""

    name: str = "claims-workbench"
    version: str
    rules: Mapping[str, str]
    """A digest (SHA-256) of the rules' data and weights: a language pack each, and matching."""


class Manifest(Frozen):
    """All that is told of an export in a folder."""

    version: int = 1
    made_by: Producer
    filter: Mapping[str, str | bool]
    """What the claims had to be; empty for all."""
    options: Mapping[str, object] = {}
    gate: ManifestGate
    claims: int
    verdicts: Mapping[str, int]
    attributions: Mapping[str, int]
    found_by: Mapping[str, int]
    """How many of the claims each rule found."""
    articles: tuple[ManifestArticle, ...]
    files: tuple[ManifestFile, ...]

    def dump(self) -> str:
        """Return it as JSON, ASCII only."""
        import json

        return json.dumps(self.model_dump(mode="json"), indent=2, sort_keys=True) + "\n"


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def described(path: Path, format: str, media_type: str) -> ManifestFile:
    """Return what a manifest says of a file that is written."""
    return ManifestFile(
        name=path.name,
        format=format,
        media_type=media_type,
        bytes=path.stat().st_size,
        sha256=checksum(path),
    )


def load(folder: Path) -> Manifest:
    """Return the manifest of an export; ``ExportRefused`` when there is none that can be read."""
    path = folder / NAME
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ExportRefused(
            f"{path}: can't be read ({error.strerror}); give the folder of an export"
        ) from error
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(map(str, fault["loc"]))
        raise ExportRefused(f"{path}: no manifest of an export ({place} {fault['msg']})") from error


def verify(folder: Path) -> Manifest:
    """Return the manifest of an export whose files are those that it lists, byte for byte.

    Raises ``ExportRefused`` with every file that is changed, missing or was added.
    """
    found = load(folder)
    faults = [fault for one in found.files if (fault := _fault(folder, one))]
    listed = {NAME, *(one.name for one in found.files)}
    try:
        there = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise ExportRefused(f"{folder}: can't be read ({error.strerror})") from error
    faults += [f"{name}: is not in the manifest; it was added" for name in there if name not in listed]
    if faults:
        told = "\n".join(f"  {fault}" for fault in faults)
        raise ExportRefused(f"{folder} is not as it was exported:\n{told}\nAsk for it again; don't use it.")
    return found


def _fault(folder: Path, one: ManifestFile) -> str:
    """Return what is wrong with a file of an export, empty when it is as the manifest says."""
    path = folder / one.name
    if Path(one.name).name != one.name or one.name == NAME:
        return f"{one.name}: the manifest names a file outside the folder"
    if path.is_symlink() or not path.is_file():
        return f"{one.name}: is missing" if not path.exists() else f"{one.name}: is no plain file"
    try:
        changed = path.stat().st_size != one.bytes or checksum(path) != one.sha256
    except OSError as error:
        return f"{one.name}: can't be read ({error.strerror})"
    return f"{one.name}: was changed since it was exported" if changed else ""
