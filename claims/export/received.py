"""What comes back in: our JSON Lines, of this form and every earlier one, and Web Annotations.

Nothing that a file says is believed: an article's hash and id, and a claim's id and words, are computed
anew, and a file that does not agree with itself is refused as a whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from claims.errors import ImportRefused
from claims.export.anchors import Anchored, anchored
from claims.export.record import FORM, ExportRecord
from claims.models import Action, Article, Claim, claim_id, digest, words_of

Line = dict[str, Any]
ANNOTATION, OURS = frozenset({"@context", "items", "target"}), frozenset({"article", "claim"})
"""What tells a document of annotations from a line of ours."""


class Parcel(NamedTuple):
    """What a file holds."""

    articles: Mapping[str, Article]
    """By id."""
    records: tuple[ExportRecord, ...]
    annotations: tuple[Anchored, ...]


def receive(path: Path) -> Parcel:
    """Return what is in a file; ``ImportRefused``, with file and line, for what can't be trusted."""
    try:
        data = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ImportRefused(f"{path}: can't be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise ImportRefused(f"{path}: is no text in UTF-8; give JSON Lines or Web Annotations") from error
    try:
        found = _whole(data)
        return _lines(data, path) if found is None else Parcel({}, (), tuple(anchored(found, str(path))))
    except RecursionError as error:
        raise ImportRefused(f"{path}: is nested too deep to be an export of claims") from error


def _whole(data: str) -> object:
    """Return the one JSON document that is no line of ours, None where there is none."""
    try:
        found = json.loads(data)
    except ValueError:
        return None
    if isinstance(found, list):
        return found
    is_annotation = isinstance(found, dict) and ANNOTATION & found.keys() and not OURS & found.keys()
    return found if is_annotation else None


def _lines(data: str, path: Path) -> Parcel:
    articles: dict[str, Article] = {}
    records: list[ExportRecord] = []
    for number, line in enumerate(data.split("\n"), 1):
        if line.strip():
            where = f"{path}, line {number}"
            found = _read(line, where)
            if isinstance(found, Article):
                articles[found.id] = found
            else:
                records.append(found)
    for record in records:
        article = articles.get(record.claim.article_id)
        if article is not None:
            _agree(record, article, str(path))
    return Parcel(articles, tuple(records), ())


def _read(line: str, where: str) -> Article | ExportRecord:
    try:
        given = json.loads(line)
        form = given.get("version", 1) if isinstance(given, dict) else None
        if not isinstance(form, int):
            raise ValueError("no record of an export")
        if form > FORM:
            raise ImportRefused(
                f"{where}: was written by a newer version of claims; install that to import it"
            )
        if set(given) == {"version", "article"}:
            return _article(Article.model_validate(given["article"]), where)
        for older in range(form, FORM):
            given = UPGRADES[older](given)
        return _record(ExportRecord.model_validate(given), where)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(map(str, fault["loc"]))
        raise ImportRefused(f"{where}: {place}: {fault['msg']}; is this an export of claims?") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ImportRefused(f"{where}: {error}; is this an export of claims?") from error


def _article(article: Article, where: str) -> Article:
    text_hash = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    own = digest(article.outlet or "", article.url or "", text_hash)
    if (article.text_hash, article.id) != (text_hash, own):
        raise ImportRefused(f"{where}: the article is not the one that its hash names; the file was changed")
    return article


def base(record: ExportRecord) -> Claim:
    """Return the claim as the extractor, or whoever made it by hand, wrote it."""
    return record.machine or record.claim


def _record(record: ExportRecord, where: str) -> ExportRecord:
    claim = base(record)
    own = claim_id(claim.article_id, claim.kind, claim.source, claim.cue, claim.content)
    if claim.id != own or record.claim.id != own or record.article.id != claim.article_id:
        raise ImportRefused(f"{where}: the claim is not the one that its id names; the file was changed")
    return record


def _agree(record: ExportRecord, article: Article, where: str) -> None:
    """Raise unless the words of a claim are those of its article."""
    claim = base(record)
    for role in ("source", "cue", "content"):
        spans = getattr(claim, role)
        inside = all(0 <= start < end <= len(article.text) for start, end in spans)
        if not inside or words_of(article.text, spans) != getattr(claim, f"{role}_words"):
            raise ImportRefused(f"{where}: claim {claim.id} has other words than its article; it was changed")


def _from_1(given: Line) -> Line:
    """Return a record of form 1 as one of form 2.

    Form 1 had of the decisions on a match only the one that stood, without its step: it gets one of its
    own, by its number below zero, that no other decision has.
    """
    for one in given["matches"]:
        state = one["state"]
        one["history"] = []
        if state.get("relation"):
            decision = {
                "seq": state["version"],
                "step": -state["version"],
                "time": state["decided_at"],
                "reviewer": state["reviewer"],
                "target": one["match"]["id"],
                "action": Action.MATCH.value,
                "before": "",
                "after": state["relation"],
            }
            one["history"] = [decision]
    return {**given, "version": 2}


UPGRADES: Mapping[int, Callable[[Line], Line]] = {1: _from_1}
"""How a record of each earlier form becomes one of the next."""
