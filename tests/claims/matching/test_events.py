"""Conflicts between claims of one event, told in words that hardly meet, found by the whole program."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from claims.matching import inverse_document_frequency, match, prepare
from claims.matching.events import at_odds, one_event, subjects
from claims.models import Claim, ClaimKind, Relation, Span
from claims.workbench import Workbench

IDF = inverse_document_frequency({}, 0)
DAY = dt.date(2026, 9, 14)

FERRY = (
    {
        "id": "ferry-post",
        "title": "Ferry Marlow runs aground off Skerry Point",
        "outlet": "Island Post",
        "date": "2026-09-14",
        "text": "The ferry Marlow ran aground off Skerry Point at dawn, the coastguard said.\n\n"
        "The grounding of the Marlow damaged 14 containers, the coastguard said. Skerry Point is closed.",
    },
    {
        "id": "ferry-wire",
        "title": "Marlow grounding: Skerry Point beach polluted",
        "outlet": "Sea Wire",
        "date": "2026-09-15",
        "text": "Paint washed ashore at Skerry Point after the Marlow hit the rocks.\n\n"
        "The owner of the Marlow said that salt water had damaged 11 containers, and that nobody would pay "
        "for the loss before the winter.",
    },
    {"number"},
)
HOSPITAL = (
    {
        "id": "hospital-courier",
        "title": "Director Quennell to quit Ashby hospital",
        "outlet": "Ashby Courier",
        "date": "2026-09-14",
        "text": "Nora Quennell, the director of the Ashby hospital, will resign next week, two members of "
        "its board said. Quennell has led Ashby since 2019.",
    },
    {
        "id": "hospital-echo",
        "title": "Ashby hospital: Quennell stays",
        "outlet": "Evening Echo",
        "date": "2026-09-15",
        "text": "Nora Quennell has denied that she is about to step down. The Ashby hospital is in debt, and "
        "Quennell told reporters that the board trusts her.",
    },
    {"denial"},
)
TUNNEL = (
    {
        "id": "tunnel-herald",
        "title": "Smoke in the Corrie tunnel: what the operator knew",
        "outlet": "Herald",
        "date": "2026-09-14",
        "text": "The operator said that no alarm was raised in the Corrie tunnel before the smoke spread.\n\n"
        "Corrie is shut for repairs.",
    },
    {
        "id": "tunnel-mail",
        "title": "Corrie tunnel smoke: drivers tell",
        "outlet": "Mail",
        "date": "2026-09-14",
        "text": "Drivers said that an alarm rang for ten minutes when smoke came out of the vents.\n\n"
        "The Corrie tunnel carries 9,000 cars a day.",
    },
    {"negation"},
)


@pytest.mark.parametrize("pair", [FERRY, HOSPITAL, TUNNEL], ids=["ferry", "hospital", "tunnel"])
def test_two_tellings_of_an_event_contradict_each_other(
    pair: tuple[dict[str, str], dict[str, str], set[str]], tmp_path: Path
) -> None:
    one, other, kinds = pair
    (tmp_path / "event.jsonl").write_text("\n".join(map(json.dumps, (one, other))), encoding="utf-8")
    with Workbench.open(tmp_path / "x.sqlite", reviewer="anna") as workbench:
        assert not workbench.add([tmp_path / "event.jsonl"]).failures
        found = {
            match.id: match
            for row in workbench.articles()
            for claim in workbench.claims_of(row.id)
            for match, _ in workbench.matches_of(claim.id)
        }
        against = [match for match in found.values() if match.relation is Relation.CONFLICTING]
    assert {conflict.kind for match in against for conflict in match.conflicts} == kinds
    assert any("both articles are about: " in reason for match in against for reason in match.reasons)


def claim(text: str, name: str) -> Claim:
    span = Span(0, len(text))
    return Claim(
        id=name, article_id=name, kind=ClaimKind.INDIRECT, content=(span,), content_words=text, rule=""
    )


EVENT = {"marlow": "Marlow", "skerri": "Skerry", "point": "Point"}
AGROUND = ("the grounding damaged 14 containers", "11 containers on her deck were damaged by salt")


def test_what_differs_is_shown_only_for_one_event() -> None:
    a, b = (
        prepare(claim(text, name), "Aground", DAY, EVENT) for text, name in zip(AGROUND, "ab", strict=True)
    )
    [difference] = at_odds(a, b, IDF)
    assert (difference.kind, difference.a.words, difference.b.words) == (
        "number",
        "14 containers",
        "11 containers",
    )
    for other in (
        prepare(claim(AGROUND[1], "b"), "Aground", DAY, {"ashbi": "Ashby", "hospit": "hospital"}),
        prepare(claim(AGROUND[1], "b"), "Aground", DAY + dt.timedelta(days=30), EVENT),
        prepare(claim(AGROUND[1], "b"), "Aground", None, EVENT),
        prepare(claim(AGROUND[1], "b"), "Aground", DAY),
    ):
        assert one_event(a, other, IDF) == ()
        assert at_odds(a, other, IDF) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the grounding damaged 14 containers", "the crew of the tug counted 11 containers"),
        ("the grounding damaged 14 containers", "90 containers were damaged in all of last year"),
        ("the grounding damaged 14 containers", "the containers were damaged"),
        ("no alarm was raised before the smoke spread", "smoke came out of the vents"),
        ("no alarm was raised before the smoke spread", "no alarm rang when the smoke came"),
        ("the tunnel was closed on Monday", "the tunnel was closed on Tuesday"),
    ],
)
def test_one_event_alone_makes_no_conflict(one: str, other: str) -> None:
    a, b = (
        prepare(claim(text, name), "Skerry Point", DAY, EVENT) for text, name in ((one, "a"), (other, "b"))
    )
    assert at_odds(a, b, IDF) == []


def test_an_article_is_about_its_title_and_its_most_frequent_names() -> None:
    text = "The Marlow sank. Rescuers reached the Marlow off Skerry Point. The wreck lies near Skerry Point."
    found = subjects("Ship sinks in 2026", text)
    assert set(found.values()) == {"Ship", "sinks", "Marlow", "Skerry", "Point"}


def test_a_conflict_of_an_event_is_the_same_both_ways() -> None:
    a, b = (
        prepare(claim(text, name), "Aground", DAY, EVENT) for text, name in zip(AGROUND, "ab", strict=True)
    )
    assert match(a, b, IDF) == match(b, a, IDF)
