from __future__ import annotations

import pytest

from claims.extraction.credits import wire_origin
from claims.extraction.document import Document
from claims.extraction.names import find


def agency(document: Document) -> str | None:
    hop = wire_origin(document, find(document))
    return hop.name if hop else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KYIV (Reuters) — It rained on Monday.", "Reuters"),
        ("CALDEN, May 4 (VTS) - It rained on Monday.", "VTS"),
        ("WASHINGTON (AP) -- It rained on Monday.", "Associated Press"),
        ("It rained on Monday.\n\n— NPA", "NPA"),
        ("It rained on Monday.\n\n© NPA", "NPA"),
        ("It rained on Monday.\n\n© 2026 NPA", "NPA"),
        ("It rained on Monday.\n\nSource: NPA", "NPA"),
        ("It rained on Monday.\n\n(Reporting by A. Hale; Reuters)", "Reuters"),
        ("It rained on Monday.\n\nReporting by A. Hale, Associated Press", "Associated Press"),
    ],
)
def test_the_agency_of_a_dateline_or_credit(write, text: str, name: str) -> None:
    assert agency(write(text)) == name


@pytest.mark.parametrize(
    "text",
    [
        "KYIV — It rained on Monday.",
        "It rained (NPA) on Monday.",
        "The talks (see below) - and the rain - went on.",
        "It rained on Monday.\n\nSource: our own observation of the sky",
        "It rained on Monday.\n\nReporting by A. Hale in Calden and Jan Thur in Brannock",
        "Reuters said it rained on Monday.",
        "",
    ],
)
def test_no_agency_where_none_is_credited(write, text: str) -> None:
    assert agency(write(text)) is None
