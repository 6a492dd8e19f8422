"""Reading a gold corpus, whichever form it is in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from claims.errors import GoldError
from claims.evaluation.brat import read_brat
from claims.evaluation.gold import GoldDocument, first_fault


def read_gold(path: Path | str) -> Iterator[GoldDocument]:
    """Yield the annotated documents of a gold corpus, in its order.

    ``path`` is a JSON Lines file, one document a line
    (``{"id", "text", "attributions": [{"source", "cue", "content"}]}``, each role a list of
    ``[start, end)``; ``publisher``, and each attribution's ``type`` and ``nested``, may be given), or
    a folder of brat standoff as ``claims.evaluation.brat`` describes it.

    Raises ``GoldError``, with file and line, for what can't be read.
    """
    path = Path(path)
    documents = read_brat(path) if path.is_dir() else _read_lines(path)
    seen: set[str] = set()
    for where, document in documents:
        if document.id in seen:
            raise GoldError(f"{where}: the id {document.id!r} was used before; give every document its own")
        seen.add(document.id)
        yield document
    if not seen:
        raise GoldError(f"{path}: there is no document in it; is this the gold corpus?")


def _read_lines(path: Path) -> Iterator[tuple[str, GoldDocument]]:
    """Yield (file and line, document) for each line of a JSON Lines file that is not blank."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                line = line.removeprefix(b"\xef\xbb\xbf").strip()
                if line:
                    where = f"{path}, line {number}"
                    yield where, _document(line, where)
    except OSError as error:
        raise GoldError(f"{path}: can't be read ({error.strerror}); check the path") from error


def _document(line: bytes, where: str) -> GoldDocument:
    try:
        return GoldDocument.model_validate_json(line)
    except ValidationError as error:
        raise GoldError(f"{where}: {first_fault(error)}") from error
