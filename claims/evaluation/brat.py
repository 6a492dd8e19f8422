"""Gold attributions in brat standoff, as the PolNeAR repository keeps them.

A compartment of that corpus (``data/train``, ``data/dev``) has the articles in ``text/NAME.txt`` and
what each annotator marked in ``attributions/NAME_ANNOTATOR.ann``; the first annotator by name is
taken. A folder in which ``NAME.ann`` lies beside ``NAME.txt``, as brat itself writes it, is read too.

In an ``.ann`` file, ``T`` lines mark words, discontinuous ones as ``Content 256 377;463 616``, and
``E`` lines (``E1<TAB>Attribution:T4 Content:T3 Cue:T2 Source:T1``) tie them into attributions; a
further span of a role is numbered (``Content2:T9``). Everything else (notes, attributes, relations,
words marked as discarded) is no part of an attribution.

Format: https://brat.nlplab.org/standoff.html; corpus: Newell, Margolin and Ruths, "An Attribution
Relations Corpus for Political News", LREC 2018.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from claims.errors import GoldError
from claims.evaluation.gold import GoldAttribution, GoldDocument, first_fault
from claims.models import Span

_WORDS = re.compile(r"(T\d+)\t[^\s:]+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT = re.compile(r"E\d+\t([^\s:]+:[TE]\d+(?: [^\s:]+:[TE]\d+)* ?)$")
_ROLE = re.compile(r"(Source|Cue|Content)\d*:(\w+)")
_PUBLISHER = re.compile(r"(.+?)_\d{4}-\d\d-\d\d_")
"""PolNeAR names its articles PUBLISHER_DATE_TITLE."""


def read_brat(folder: Path) -> Iterator[tuple[str, GoldDocument]]:
    """Yield (annotation file, document) for each article of a brat folder, by name.

    Raises ``GoldError`` with file and line for what is not brat standoff, and for an article that
    nobody annotated.
    """
    texts, annotations = _files(folder)
    for name, text_file in texts.items():
        if name not in annotations:
            raise GoldError(f"{text_file}: has no .ann file; remove it or add its annotation")
        yield _read_document(name, text_file, annotations[name])


def _files(folder: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """Return the text file and the chosen annotation file of each article, by the article's name."""
    if (folder / "text").is_dir() and (folder / "attributions").is_dir():
        texts, marked = folder / "text", folder / "attributions"
        files = sorted(marked.glob("*.ann"), reverse=True)
        annotations = {file.stem.rpartition("_")[0]: file for file in files}
    else:
        texts = folder
        annotations = {file.stem: file for file in sorted(folder.glob("*.ann"))}
    if not annotations:
        raise GoldError(
            f"{folder}: holds no brat annotation; give a folder with .txt and .ann files, "
            "or one with text/ and attributions/ in it, such as data/dev of PolNeAR"
        )
    return {file.stem: file for file in sorted(texts.glob("*.txt"))}, annotations


def _read_document(name: str, text_file: Path, annotation: Path) -> tuple[str, GoldDocument]:
    try:
        text = text_file.read_bytes().decode("utf-8")
        lines = annotation.read_bytes().decode("utf-8").split("\n")
    except OSError as error:
        raise GoldError(f"{error.filename}: can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{annotation}: it or its text is not UTF-8 ({error.reason})") from error
    publisher = _PUBLISHER.match(name)
    try:
        return str(annotation), GoldDocument(
            id=name,
            text=text,
            attributions=tuple(_attributions(annotation, lines)),
            publisher=publisher[1] if publisher else None,
        )
    except ValidationError as error:
        raise GoldError(f"{annotation}: {first_fault(error)}") from error


def _attributions(file: Path, lines: list[str]) -> Iterator[GoldAttribution]:
    """Yield the attributions that the ``E`` lines of an annotation file make of its ``T`` lines."""
    marked: dict[str, tuple[Span, ...]] = {}
    for number, line in _numbered(lines, "T"):
        words = _WORDS.match(line)
        if not words:
            raise _malformed(file, number, line, "T1<TAB>Cue 6 10<TAB>says")
        pieces = (piece.split(" ") for piece in words[2].split(";"))
        marked[words[1]] = tuple(Span(int(start), int(end)) for start, end in pieces)
    for number, line in _numbered(lines, "E"):
        event = _EVENT.match(line)
        if not event:
            raise _malformed(file, number, line, "E1<TAB>Attribution:T4 Content:T3 Cue:T2")
        roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        for role, target in _ROLE.findall(event[1]):
            if target not in marked:
                raise GoldError(f"{file}, line {number}: there is no {target} in this file")
            roles[role.lower()] += marked[target]
        source, cue, content = (tuple(sorted(spans)) for spans in roles.values())
        yield GoldAttribution(source=source, cue=cue, content=content)


def _numbered(lines: list[str], letter: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) of the lines whose id starts with ``letter``."""
    for number, line in enumerate(lines, start=1):
        if line.startswith(letter):
            yield number, line.rstrip("\r")


def _malformed(file: Path, number: int, line: str, form: str) -> GoldError:
    return GoldError(f"{file}, line {number}: {line[:60]!r} is not of the form {form!r}")
