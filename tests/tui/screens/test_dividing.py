"""Two claims of one, and one of several, by keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from claims.models import Action, Claim, Verdict
from claims.workbench import ClaimFilter, Workbench

SIZES = [(80, 24), (120, 40)]
TEXT = """Mayor Ilse Brandt said the harbour lost 100 crates, and that the crane fell.

Pia Holm said the sea rose. Pia Holm also said the quay held.
"""


@pytest.fixture
def claims(workbench: Workbench, build: Any) -> list[Claim]:
    article = build.article(TEXT, title="Crates")
    made = [
        build.claim(article, words, source=source, cue="said", priority=priority)
        for words, source, priority in (
            ("the harbour lost 100 crates, and that the crane fell", "Mayor Ilse Brandt", 90),
            ("the sea rose", "Pia Holm", 80),
            ("the quay held", "Pia Holm", 70),
        )
    ]
    workbench.store.add_article(article, made)
    return made


def added(workbench: Workbench) -> list[str]:
    return [row.content_words for row in workbench.rows(workbench.claim_ids(ClaimFilter(added=True)))]


@pytest.mark.parametrize("size", SIZES)
async def test_a_claim_is_split_at_a_word_and_put_together_by_undo(
    workbench: Workbench, claims: list[Claim], review: Any, size: Any
) -> None:
    async with review(workbench, size=size) as seat:
        await seat.press("|")
        assert "“the harbour lost 100 crates,”  |  “and that the crane fell”" in seat.text()
        await seat.press("l", "h", "l", "l", "h", "h", "|")
        assert sorted(added(workbench)) == ["and that the crane fell", "the harbour lost 100 crates,"]
        assert workbench.claim_state(claims[0].id).verdict is Verdict.REJECTED
        assert "split into “the harbour lost 100 crates,”" in seat.told()
        assert seat.title().startswith("Claims 2/5 · 1 decided")
        await seat.press("h")
        assert f"part of {claims[0].id}" in seat.text()
        await seat.press("escape", "k", "h")
        assert "replaced by" in seat.text()
        await seat.press("escape", "j", "v", "v")
        assert seat.title().startswith("Claims 3/5 · 2 decided")
        await seat.press("u", "u")
        assert seat.title().startswith("Claims 1/3 · 0 decided")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.UNREVIEWED
        assert added(workbench) == []
        await seat.press("U")
        assert seat.title().startswith("Claims 2/5 · 1 decided")
        assert len(added(workbench)) == 2


async def test_marked_claims_become_one_in_parts_or_in_one_piece(
    workbench: Workbench, claims: list[Claim], review: Any
) -> None:
    async with review(workbench) as seat:
        await seat.press("j", "space", "space", "&")
        assert "2 claims as one, 2 parts   speaker Pia Holm" in seat.text()
        await seat.press("&")
        assert added(workbench) == ["the sea rose … the quay held"]
        assert "merged into “the sea rose … the quay held”" in seat.told()
        assert {workbench.claim_state(one.id).verdict for one in claims[1:]} == {Verdict.REJECTED}
        assert seat.title().startswith("Claims 4/4 · 2 decided")
        await seat.press("u")
        assert seat.title().startswith("Claims 2/3 · 0 decided")
        await seat.press("g", "j", "space", "space", "&", "+", "&")
        assert added(workbench) == ["the sea rose. Pia Holm also said the quay held"]
    steps = {one.step for one in workbench.store.decisions() if one.action is not Action.UNDO}
    assert len(steps) == 2


async def test_of_several_speakers_one_is_chosen(
    workbench: Workbench, claims: list[Claim], review: Any
) -> None:
    async with review(workbench) as seat:
        await seat.press("space", "&")  # the marked one, and the one under the cursor
        await seat.press("&")
        assert "several speakers: choose whose" in seat.text()
        await seat.press("r", "r", "&")
        [row] = workbench.rows(workbench.claim_ids(ClaimFilter(added=True)))
        assert row.speaker == "Pia Holm"
        assert workbench.claim(row.id).source_words == "Pia Holm"
        assert seat.title().startswith("Claims 3/4 · 2 decided")


async def test_what_cannot_be_split_or_merged_says_so(
    workbench: Workbench, claims: list[Claim], build: Any, review: Any
) -> None:
    article = build.article("Nobody came.", outlet="Bay Wire")
    workbench.store.add_article(article, [build.claim(article, "Nobody", priority=1)])
    async with review(workbench) as seat:
        await seat.press("&")
        assert "Mark the claims of one article" in seat.told()
        await seat.press("V", "&")
        assert "Mark the claims of one article" in seat.told()
        await seat.press("V", "G", "|")
        assert "one word can't be split" in seat.told()
        await seat.press("g", "|", "escape", "space", "space", "&", "escape")
    assert list(workbench.store.decisions()) == []
