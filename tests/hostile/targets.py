"""What is fuzzed: functions of one input that raise when something that must always hold does not."""

from __future__ import annotations

import csv as csv_module
import datetime as dt
import io
import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from lxml import html as parser

from claims.errors import ClaimsError
from claims.export import FORMATS, ExportedArticle, ExportedMatch, ExportRecord
from claims.export.csv import FORMULA
from claims.export.received import receive
from claims.export.settings import Settings
from claims.models import (
    Action,
    ActorKind,
    Article,
    Claim,
    ClaimKind,
    ClaimState,
    Conflict,
    Decision,
    Evidence,
    Hop,
    Match,
    Relation,
    Span,
    Speaker,
    claim_id,
    words_of,
)
from claims.reading.assembly import article
from claims.text.display import displayable
from claims.workbench import extract, read

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
SEPARATORS = re.compile(r"[\x00\x01]+")
ROLES = ("source", "cue", "content")
TAGS = frozenset({"script", "iframe", "object", "embed", "img", "form", "link", "base", "video", "audio"})


def display(text: str) -> None:
    """What is displayable is as long, hides and steers nothing, and stays as it is."""
    shown = displayable(text)
    assert len(shown) == len(text)
    assert not {unicodedata.category(one) for one in shown if one != "\n"} & HIDDEN
    assert displayable(shown) == shown


def article_of(text: str, **about: str | None) -> Article:
    """Return the article that reading makes of a text."""
    return article(text, name="a", date=dt.date(2026, 3, 10), **about)  # type: ignore[arg-type]


def extraction(text: str) -> None:
    """Every claim has its spans in the text, its words there, and an id of its own."""
    made = article_of(text)
    claims = extract(made)
    for claim in claims:
        assert claim.content
        for role in ROLES:
            spans: tuple[Span, ...] = getattr(claim, role)
            assert all(0 <= start < end <= len(made.text) for start, end in spans)
            assert words_of(made.text, spans) == getattr(claim, f"{role}_words")
        for hop in claim.chain:
            assert hop.span is None or 0 <= hop.span.start < hop.span.end <= len(made.text)
    ids = [claim.id for claim in claims]
    assert len(set(ids)) == len(ids)
    assert all(claim.parent is None or claim.parent in ids for claim in claims)


def record_of(text: str) -> ExportRecord:
    """Return a record with the parts of ``text`` (NUL parts them) in every field that holds free words."""
    parts = SEPARATORS.split(text.encode("utf-8", "replace").decode()) or [""]

    def part(number: int) -> str:
        return parts[number % len(parts)]

    url = f"https://a.example/{part(4)}"
    whole = article_of(f"x{part(0)}", outlet=part(1), title=part(2), author=part(3), url=url)
    content = (Span(0, len(whole.text)),)
    claim = Claim(
        id=claim_id(whole.id, ClaimKind.INDIRECT, (), (), content),
        article_id=whole.id,
        kind=ClaimKind.INDIRECT,
        content=content,
        content_words=whole.text,
        source_words="",
        speaker=Speaker(name=part(5), key=part(5).casefold(), kind=ActorKind.PERSON, role=part(6)),
        chain=(Hop(name=part(7), key=part(7), kind=ActorKind.OUTLET),),
        rule="said-that",
    )
    time = dt.datetime(2026, 3, 14, 9, 0, tzinfo=dt.UTC)
    evidence = Evidence(quotation=part(8), url=f"https://b.example/{part(9)}", article_id=part(10) or None)
    noted = Decision(
        seq=1, step=1, time=time, reviewer=part(11) or "a", target=claim.id, action=Action.NOTE, before="",
        after=part(12), reason=part(13), evidence=evidence,
    )  # fmt: skip
    match = Match(
        id="m", a=claim.id, b="z", relation=Relation.CONFLICTING, score=0.5, reasons=(part(14),),
        conflicts=(Conflict(kind="number", a=part(15), b=part(16)),), shared_origin=part(17),
    )  # fmt: skip
    return ExportRecord(
        article=ExportedArticle.with_text(whole),
        claim=claim,
        state=ClaimState(notes=(part(12),), evidence=(evidence,), reviewer=part(11), decided_at=time),
        history=(noted,),
        matches=(ExportedMatch(match=match, words=part(18) or "x", outlet=part(19), speaker=part(20)),),
    )


def written(record: ExportRecord, to: str) -> str:
    """Return an export as text."""
    write = FORMATS[to].write
    assert write is not None
    text = "".join(write([record], Settings()))
    assert text.encode()
    return text


def export(text: str) -> None:
    """No cell is a formula, no tag that loads or runs is in a page, JSON is JSON; nothing steers."""
    record = record_of(text)
    rows = list(csv_module.reader(io.StringIO(written(record, "csv"))))
    assert len(rows) == 2
    assert len(rows[0]) == len(rows[1])
    assert not [cell for cell in rows[1] if cell and cell.lstrip(" \u00a0")[:1] in FORMULA]
    page = written(record, "html")
    for element in parser.document_fromstring(page).iter(parser.etree.Element):
        assert element.tag not in TAGS, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name != "href" or value.startswith(("#", "http://", "https://"))
    markdown = written(record, "markdown")
    for shown in (page, markdown, "".join(cell for row in rows for cell in row)):
        assert not {unicodedata.category(one) for one in shown if one not in "\n\t"} & HIDDEN
    for to in ("jsonl", "workbench"):
        for line in written(record, to).split("\n"):
            assert not line or json.loads(line)
    json.loads(written(record, "annotations"))


@lru_cache(maxsize=1)
def folder() -> Path:
    """Return a folder for the files that are read."""
    return Path(tempfile.mkdtemp(prefix="claims-fuzz-"))


@lru_cache(maxsize=1)
def sound() -> bytes:
    """Return an export that can be imported."""
    return written(
        record_of("Ada Brook said that the bridge is closed.\x00Post\x00Title"), "workbench"
    ).encode()


def importing(data: bytes) -> None:
    """A file is taken or refused in words; what is taken agrees with itself."""
    path = folder() / "import.jsonl"
    path.write_bytes(data)
    try:
        parcel = receive(path)
    except ClaimsError:
        return
    for record in parcel.records:
        there = parcel.articles.get(record.claim.article_id)
        assert there is None or words_of(there.text, record.claim.content)


def spliced(data: bytes) -> bytes:
    """Return a sound export with a part of it replaced by ``data``, whose first bytes say where."""
    whole = sound()
    at = int.from_bytes(data[:2], "big") % len(whole)
    return whole[:at] + data[3:] + whole[at + (data[2] if len(data) > 2 else 0) :]


def reading(data: bytes) -> None:
    """A file is read as articles or refused in words, whatever its form."""
    endings = (".txt", ".md", ".html", ".jsonl", ".rss", ".eml", ".mbox", ".csv", ".json")
    path = folder() / f"read{endings[(data[0] if data else 0) % len(endings)]}"
    path.write_bytes(data[1:])
    for found in read([path]):
        text = getattr(found, "text", None)
        if text is None:
            assert isinstance(found.error, ClaimsError)  # type: ignore[union-attr]
            continue
        assert "\r" not in text
        assert "\x00" not in text
        assert text.encode()


TEXTS: Mapping[str, Callable[[str], None]] = {"display": display, "extraction": extraction, "export": export}
BYTES: Mapping[str, Callable[[bytes], None]] = {"import": importing, "reading": reading}
