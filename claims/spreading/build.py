"""By what a shard was made: everything that its bytes depend on beside the input and the options."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from claims.extraction.edition import edition
from claims.models import Frozen
from claims.provenance import digest_of, producer

LIBRARIES = (
    "charset-normalizer",
    "dateparser",
    "fastwarc",
    "lxml",
    "pyarrow",
    "pypdf",
    "snowballstemmer",
    "trafilatura",
)
"""Those on whose version it may depend what is read, extracted or written."""
ROOMS = ("export", "reading", "spreading")
"""The rooms that it depends on too, beside those that the edition of the rules counts."""
NONE = "none"


class Build(Frozen):
    """Versions and digests; two of the same build make the same bytes."""

    version: str
    """Of the workbench."""
    edition: str
    """Of the rules, with their weights: what a store keeps of each article too."""
    rules: dict[str, str]
    """A digest (SHA-256) of code, data and weights by room, and by language pack."""
    libraries: dict[str, str]
    """Versions by name, ``none`` where one is missing; ``unicode`` is that of the character tables."""

    def differences(self, other: Build) -> list[str]:
        """Return what is another in ``other``, in words: ``pyarrow 17.0, not 18.0``."""
        ours, theirs = (
            {"claims": one.version, "the edition of the rules": one.edition}
            | one.libraries
            | {f"the code or weights of {room}": digest[:8] for room, digest in one.rules.items()}
            for one in (self, other)
        )
        return [
            f"{name} {theirs.get(name)}, not {mine}"
            for name, mine in ours.items()
            if mine != theirs.get(name)
        ]


@cache
def this_build() -> Build:
    """Return the build of this process."""
    made_by = producer()
    return Build(
        version=made_by.version,
        edition=edition(),
        rules={name: digest for name, digest in made_by.rules.items() if name.startswith("extraction")}
        | {room: digest_of(f"claims.{room}") for room in ROOMS},
        libraries={name: _version(name) for name in LIBRARIES} | {"unicode": unicodedata.unidata_version},
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return NONE
