from __future__ import annotations

import time
from typing import Any

from claims.models import Verdict
from claims.store import Store
from claims.workbench import Workbench
from tui.session import Session


async def test_what_another_process_decides_is_seen_within_a_second(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        with Workbench(Store.open(workbench.store.path), "bela") as other:
            other.mark([claims[0].id, claims[2].id], Verdict.REFUTED)
            decided = time.monotonic()
            await seat.until(lambda: "2 decided" in seat.title())
            assert time.monotonic() - decided < 1
            assert "✗ refuted" in seat.text()
            assert "bela just decided, verdict: unreviewed → refuted — 2 decisions" in seat.told()
            other.undo()
            await seat.until(lambda: "0 decided" in seat.title())


async def test_an_open_question_is_about_what_was_shown(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("i")
        with Workbench(Store.open(workbench.store.path), "bela") as other:
            other.mark([claims[0].id], Verdict.VERIFIED)
        await seat.pilot.pause(0.7)
        await seat.press("n")
        await seat.pilot.pause(0.7)
        assert "bela decided meanwhile, verdict: unreviewed → verified" in seat.told()
        assert workbench.claim_state(claims[0].id).verdict is Verdict.VERIFIED


def test_ones_own_decisions_are_no_news(workbench: Workbench, build: Any) -> None:
    claims = build.fill(workbench)
    session = Session(workbench)
    session.adopt(session.load(""))
    session.sheet()
    session.verdict(Verdict.DISPUTED)
    assert session.news() is None
    with Workbench(Store.open(workbench.store.path), workbench.reviewer) as other:
        other.mark([claims[5].id], Verdict.REFUTED)
    assert session.news() == ""
    assert session.queue.decided == 2
    assert session.news() is None
