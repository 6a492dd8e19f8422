from __future__ import annotations

from typing import Any

import pytest

from claims.workbench import Workbench
from tui.commands import DEFAULTS


@pytest.mark.parametrize(
    ("text", "why", "to_do"),
    [
        ("status:refuted", "No claim fits the filter", "esc shows all claims"),
        ("is:disagreement", "Reviewers differ on nothing", "claims review --reviewer NAME --second"),
        ("is:flagged", "No claim fits", "f on a claim flags it"),
        ("has:conflict", "No claim fits", "claims add FILE"),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
async def test_a_view_without_claims_says_why_and_what_to_do(
    workbench: Workbench, build: Any, review: Any, text: str, why: str, to_do: str, size: tuple[int, int]
) -> None:
    build.fill(workbench, 3)
    async with review(workbench, size=size) as seat:
        await seat.press("/")
        await seat.write(text)
        assert why in seat.text()
        assert to_do in seat.text()
        await seat.press("x", "v", "m", "h", "e", "t", "escape")  # none of it fails where nothing is shown
        assert not workbench.stats().decisions
        await seat.press("escape")
        assert "Claims 1/3" in seat.title()


async def test_an_empty_store_says_how_to_fill_it(workbench: Workbench, review: Any) -> None:
    async with review(workbench, size=(80, 24)) as seat:
        assert "claims add FILE" in seat.text()
        assert "claims demo" in seat.text()
        assert "No other article" not in seat.text()


async def test_the_keys_named_are_those_that_the_reviewer_has(
    workbench: Workbench, build: Any, review: Any
) -> None:
    assert DEFAULTS["flag"] == ("f",)
    build.fill(workbench, 1)
    async with review(workbench, keys={"flag": ("Z",)}) as seat:
        await seat.press("/")
        await seat.write("is:flagged")
        assert "Z on a claim flags it" in seat.text()


async def test_a_claim_without_matches_says_what_brings_some(
    workbench: Workbench, build: Any, review: Any
) -> None:
    build.fill(workbench, 1)
    async with review(workbench) as seat:
        assert "No other article says it." in seat.text()
        assert "claims add FILE" in seat.text()


async def test_a_search_that_finds_nothing_says_what_to_do(
    workbench: Workbench, build: Any, review: Any
) -> None:
    build.fill(workbench, 1)
    async with review(workbench) as seat:
        await seat.press("s")
        await seat.write("zeppelin")
        await seat.until(lambda: "No article has all of these words" in seat.text())
        assert "Fewer words find more" in seat.text()
