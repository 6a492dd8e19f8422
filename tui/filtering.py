"""The language of the ``/`` line: ``status:unreviewed outlet:"Sky News" deadline order:oldest``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple, TypeVar, cast

from claims.errors import FilterError
from claims.models import AttributionCheck, ClaimKind, Modality, Verdict
from claims.workbench import ClaimFilter, Order

_TERM = re.compile(r'(?:(?P<key>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]*))')

MOST = 1_000_000
"""The largest sample."""

Fields = dict[str, object]
Meaning = Callable[[str], Fields]
"""What the value of a key comes to: fields of ``ClaimFilter``."""


def _words(field: str) -> Meaning:
    def meaning(value: str) -> Fields:
        return {field: value}

    return meaning


def _choice(field: str, choices: type[StrEnum]) -> Meaning:
    def meaning(value: str) -> Fields:
        return {field: _one_of({choice.value: choice for choice in choices}, value)}

    return meaning


def _sign(**fields: str) -> Meaning:
    def meaning(value: str) -> Fields:
        return {_one_of(fields, value): True}

    return meaning


def _day(field: str) -> Meaning:
    def meaning(value: str) -> Fields:
        try:
            return {field: dt.date.fromisoformat(value)}
        except ValueError:
            raise FilterError(f"{value!r} is no day; write it like 2026-03-31") from None

    return meaning


_Value = TypeVar("_Value")


def _one_of(values: Mapping[str, _Value], given: str) -> _Value:
    if given.lower() not in values:
        raise FilterError(f"{given!r} is none of {', '.join(values)}")
    return values[given.lower()]


def _number(field: str) -> Meaning:
    def meaning(value: str) -> Fields:
        if not value.isdecimal() or not 0 < int(value) <= MOST:
            raise FilterError(f"{value!r} is no number from 1 to {MOST:,}")
        return {field: int(value)}

    return meaning


class Key(NamedTuple):
    """A key of the language: what a value of it means, and which it can have, if they are few."""

    meaning: Meaning
    values: tuple[str, ...] = ()


HAS: Mapping[str, str] = {
    "conflict": "has_conflict",
    "disagreement": "disagreement",
    "changed": "changed",
    "left": "left",
    "unsupported": "unsupported",
    "unconfirmed": "unconfirmed",
}
"""What a claim can have or lack, each with its field of the filter."""
KEYS: Mapping[str, Key] = {
    "status": Key(_choice("status", Verdict), tuple(Verdict)),
    "attribution": Key(_choice("attribution", AttributionCheck), tuple(AttributionCheck)),
    "outlet": Key(_words("outlet")),
    "speaker": Key(_words("speaker")),
    "kind": Key(_choice("kind", ClaimKind), tuple(ClaimKind)),
    "modality": Key(_choice("modality", Modality), tuple(Modality)),
    "origin": Key(_words("origin")),
    "has": Key(_sign(**HAS), tuple(HAS)),
    "is": Key(
        _sign(flagged="flagged", disagreement="disagreement", edited="edited", added="added"),
        ("flagged", "disagreement", "edited", "added"),
    ),
    "since": Key(_day("since")),
    "before": Key(_day("before")),
    "order": Key(_choice("order", Order), tuple(Order)),
    "sample": Key(_number("sample")),
}
"""Every key of the language; what has no key is searched for as words."""


TASKS = ("disagreement", "changed", "unsupported", "unconfirmed")
"""Fields of a filter for claims that wait for something else than a first decision."""


def task_of(chosen: ClaimFilter) -> ClaimFilter | None:
    """Return what the claims of a view wait for where it is not their first decision, else None."""
    wanted = {name: True for name in TASKS if getattr(chosen, name)}
    return ClaimFilter.model_validate(wanted) if wanted else None


class View(NamedTuple):
    """Which claims, in which order, and how many of them at most (None: all)."""

    filter: ClaimFilter
    order: Order
    sample: int | None


def parse_view(text: str) -> View:
    """Return the view that ``text`` describes; empty text is all claims by priority.

    ``key:value`` terms and words, parted by blanks, which must all hold; quotation marks keep a
    value or words together. Raises ``FilterError``, which names the term and says what to write
    instead, for an unknown key, a value that the key cannot have, and a field given twice.
    """
    if text.count('"') % 2:
        raise FilterError('A " is not closed: close it, or leave it out.')
    fields: Fields = {}
    words: list[str] = []
    for found in _TERM.finditer(text):
        value = (found["bare"] if found["quoted"] is None else found["quoted"]).strip()
        if found["key"] is None:
            words += [value] if value else []
            continue
        for field, meant in _meant(found["key"].lower(), value).items():
            if field in fields:
                raise FilterError(f"{found['key']}: is given twice, but can have one value; leave one out.")
            fields[field] = meant
    sample = fields.pop("sample", None)
    order = fields.pop("order", Order.PRIORITY if sample is None else Order.RANDOM)
    chosen = ClaimFilter.model_validate({**fields, "query": " ".join(words) or None})
    return View(chosen, cast(Order, order), cast(int | None, sample))


def _meant(key: str, value: str) -> Fields:
    """Return what ``key:value`` asks for."""
    if key not in KEYS:
        near = get_close_matches(key, KEYS, 1)
        instead = f"did you mean {near[0]}:?" if near else f"the keys are {', '.join(KEYS)}."
        raise FilterError(f'There is no key {key}: {instead} (As words: "{key}:{value}".)')
    if not value:
        raise FilterError(f"{key}: has no value; write it right after the colon.")
    try:
        return KEYS[key].meaning(value)
    except FilterError as error:
        raise FilterError(f"{key}: {error}.") from None
