"""Two at once on one store: nothing is overwritten, and no decision is lost."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from claims.models import AttributionCheck, Relation, Verdict
from claims.store import Store
from claims.workbench import ClaimFilter, Workbench

AGAIN = "the same key again decides all the same"


@pytest.fixture
def bela(workbench: Workbench) -> Iterator[Workbench]:
    """Another reviewer, with a connection of their own."""
    with Workbench(Store.open(workbench.store.path), "bela") as other:
        yield other


@pytest.mark.parametrize(
    ("keys", "verdict", "reason"),
    [
        (("v", "v"), Verdict.VERIFIED, ""),
        (("x",), Verdict.DISPUTED, ""),
        (("4",), Verdict.UNVERIFIABLE, ""),
        (("i", "w"), Verdict.REJECTED, "wrong words"),
    ],
)
async def test_the_same_key_again_decides_all_the_same(
    workbench: Workbench, build: Any, review: Any, bela: Workbench, keys: Any, verdict: Any, reason: str
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        bela.mark([claims[0].id], Verdict.REFUTED)
        await seat.press(*keys)
        assert "bela decided meanwhile, verdict: unreviewed → refuted" in seat.told()
        assert AGAIN in seat.told()
        assert [one.reviewer for one in workbench.history(claims[0].id)] == ["bela"]
        assert seat.title().startswith("Claims 1/25")
        await seat.press(keys[0])
        last = workbench.history(claims[0].id)[-1]
        assert (last.reviewer, last.after, last.reason) == ("anna", verdict, reason)
        assert "≠ differs from bela (refuted)" in seat.told()
        assert workbench.claim_state(claims[0].id).disagreement, "both opinions stand"
        assert seat.title().startswith("Claims 2/25")


async def test_an_attribution_check_is_offered_again(
    workbench: Workbench, build: Any, review: Any, bela: Workbench
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        bela.check([claims[0].id], AttributionCheck.WRONG)
        await seat.press("t", "c")
        assert workbench.claim_state(claims[0].id).attribution is AttributionCheck.WRONG
        await seat.press("t")
        assert workbench.claim_state(claims[0].id).disagreement


async def test_a_match_is_offered_again(
    workbench: Workbench, build: Any, review: Any, bela: Workbench
) -> None:
    claims = build.fill(workbench)
    first, _ = build.with_matches(workbench, claims[0])
    async with review(workbench) as seat:
        await seat.press("m")
        bela.decide_match(first.id, Relation.UNRELATED)
        await seat.press("=")
        assert "bela decided meanwhile" in seat.told() and AGAIN in seat.told()
        assert workbench.store.match_state(first.id).relation is Relation.UNRELATED
        await seat.press("=")
        assert workbench.store.match_state(first.id).relation is Relation.SAME


@pytest.mark.parametrize(("keys", "words"), [(("|", "l"), 2), (("space", "space", "&", "+"), 1)])
async def test_a_split_or_merge_keeps_what_was_selected_and_is_offered_again(
    workbench: Workbench, build: Any, review: Any, bela: Workbench, keys: tuple[str, ...], words: int
) -> None:
    claims = build.fill(workbench)
    key = next(key for key in keys if key in "|&")
    async with review(workbench) as seat:
        await seat.press(*keys)
        chosen = next(line for line in seat.lines() if "“" in line or "one piece" in line)
        bela.mark([claim.id for claim in claims[:3]], Verdict.REFUTED)
        await seat.press(key)
        assert "bela decided" in seat.told() and AGAIN in seat.told()
        assert workbench.count() == 25, "nothing was split or merged"
        await seat.press(key)
        added = [row.content_words for row in workbench.rows(workbench.claim_ids(ClaimFilter(added=True)))]
        assert len(added) == words
        assert all(f"“{one}”" in chosen for one in added) if words == 2 else "Mayor Ilse" in added[0]


async def test_a_merge_of_other_claims_is_asked_anew(
    workbench: Workbench, build: Any, review: Any, bela: Workbench
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("space", "space", "&")
        bela.mark([claims[0].id], Verdict.REFUTED)
        await seat.press("&", "space", "k", "&")
        assert "3 claims as one" in seat.text()
        await seat.press("escape")
    assert workbench.count() == 25


async def test_another_key_or_another_claim_takes_the_offer_back(
    workbench: Workbench, build: Any, review: Any, bela: Workbench
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        bela.mark([claims[0].id], Verdict.REFUTED)
        await seat.press("i", "w", "j", "i")
        assert "Reject it, as:" in seat.text(), "on another claim it is asked"
        await seat.press("escape", "k", "f", "k", "i")
        assert "Reject it, as:" in seat.text(), "after another decision it is asked"
        assert workbench.claim_state(claims[0].id).verdict is Verdict.REFUTED


async def test_a_bulk_decision_over_what_another_just_decided_is_shown_and_offered_again(
    workbench: Workbench, build: Any, review: Any, bela: Workbench
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("space", "space", "space", "G")
        bela.mark([claims[1].id], Verdict.REFUTED)
        await seat.press("x")
        assert "1 of 3 refused" in seat.told() and "bela" in seat.told()
        assert workbench.store.stats().verdicts.get(Verdict.DISPUTED, 0) == 0
        assert "3 marked" in seat.title(), "the marks stay"
        await seat.press("x")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.DISPUTED
        assert workbench.claim_state(claims[1].id).disagreement
        await seat.press("u")
        assert workbench.claim_state(claims[1].id).verdict is Verdict.REFUTED


async def test_an_adjudication_of_what_was_just_settled_is_not_lost(
    workbench: Workbench, build: Any, review: Any, bela: Workbench
) -> None:
    claims = build.fill(workbench)
    workbench.mark([claims[0].id], Verdict.VERIFIED)
    bela.mark([claims[0].id], Verdict.REFUTED)
    async with review(workbench) as seat:
        await seat.press("g", "A")
        bela.mark([claims[0].id], Verdict.UNVERIFIABLE)
        await seat.press("x")
        assert "bela decided meanwhile" in seat.told() and AGAIN in seat.told()
        assert workbench.claim_state(claims[0].id).disagreement
        await seat.press("A")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.DISPUTED


async def test_a_process_of_its_own_is_seen_and_not_overwritten(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    mark = [sys.executable, "-m", "claims", "mark", claims[0].id, "refuted", "--reviewer", "bela"]
    async with review(workbench) as seat:
        await seat.press("i")
        process = await asyncio.create_subprocess_exec(
            *mark, "--db", str(workbench.store.path), stdout=asyncio.subprocess.DEVNULL
        )
        assert await process.wait() == 0
        await seat.press("n")
        assert "bela decided meanwhile" in seat.told()
        await seat.press("i")
    assert [(one.reviewer, one.after) for one in workbench.history(claims[0].id)] == [
        ("bela", "refuted"),
        ("anna", "rejected"),
    ]
