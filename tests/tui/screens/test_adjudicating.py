"""Where reviewers differ: opinions beside each other, agreement, and settling it with one key."""

from __future__ import annotations

from typing import Any

import pytest

from claims.models import Action, AttributionCheck, Evidence, Verdict
from claims.store import Store
from claims.workbench import Workbench
from tui.peers import PeerSession

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def differing(workbench: Workbench, build: Any) -> list[Any]:
    """Claims of which bela and cem differ on the verdicts of three, and on the source of the second."""
    claims: list[Any] = build.fill(workbench, 8)
    bela, cem = Workbench(workbench.store, "bela"), Workbench(workbench.store, "cem")
    ids = [claim.id for claim in claims]
    bela.mark(ids[:5], Verdict.VERIFIED, reason="seen in the release")
    cem.mark(ids[:3], Verdict.REFUTED, reason="[b]19[/b] not 28")
    cem.mark([ids[3]], Verdict.VERIFIED)
    cem.bind(ids[0], Evidence(quotation="19 crates were lost", url="https://port.example/log"))
    bela.check([ids[1]], AttributionCheck.CONFIRMED)
    cem.check([ids[1]], AttributionCheck.WRONG)
    return claims


@pytest.mark.parametrize("size", SIZES)
async def test_the_queue_of_disagreements_shows_each_opinion_and_settles_by_one_key(
    workbench: Workbench, differing: list[Any], review: Any, size: Any
) -> None:
    ids = [claim.id for claim in differing]
    async with review(workbench, size=size) as seat:
        await seat.press("/")
        await seat.write("has:disagreement")
        assert seat.title().startswith("Claims 1/3 · 0 decided")
        text = seat.text()
        assert "3 to settle" in text and "bela – cem: verdict 25% of 4" in text
        assert any("bela" in line and "cem" in line for line in seat.lines()[1:3])
        assert any("✓ verified (seen in the release)" in line and "✗ refuted ([b]19[/b] not 28)" in line
                   for line in seat.lines())  # fmt: skip
        assert "“19 crates were lost”" in text
        await seat.press("A", "x")
        assert workbench.claim_state(ids[0]).verdict is Verdict.DISPUTED
        assert [one.action for one in workbench.history(ids[0])][-1] is Action.ADJUDICATE
        assert seat.title().startswith("Claims 2/3 · 1 decided"), "on to the next"
        await seat.press("A", "v")
        assert "the source:" in seat.text(), "the other question is asked too"
        await seat.press("w")
        state = workbench.claim_state(ids[1])
        assert (state.verdict, state.attribution, state.disagreement) == (
            Verdict.VERIFIED, AttributionCheck.WRONG, False,
        )  # fmt: skip
        assert seat.title().startswith("Claims 3/3 · 2 decided")
        await seat.press("A", "i")
        state = workbench.claim_state(ids[2])
        assert state.verdict is Verdict.REJECTED
        assert "the last" in seat.told()
        await seat.press("u")
        assert workbench.claim_state(ids[2]).disagreement, "settling is one step to undo"
        await seat.press("A", "escape")
        assert workbench.claim_state(ids[2]).disagreement


async def test_settling_where_nobody_differs_is_refused(
    workbench: Workbench, differing: list[Any], review: Any
) -> None:
    async with review(workbench) as seat:
        await seat.press("G", "A")
        assert "Reviewers do not differ on this claim" in seat.told()
        assert workbench.store.decisions_after(0)[-1].action is Action.ATTRIBUTION


async def test_marked_disagreements_are_settled_as_one_step(
    workbench: Workbench, differing: list[Any], review: Any
) -> None:
    async with review(workbench) as seat:
        await seat.press("/")
        await seat.write("has:disagreement")
        await seat.press("V", "A", "3")
        assert [workbench.claim_state(claim.id).verdict for claim in differing[:3]] == [Verdict.REFUTED] * 3
        await seat.press("u")
        assert all(workbench.claim_state(claim.id).disagreement for claim in differing[:3])


async def test_a_decision_that_differs_says_so_and_shows_the_opinions(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    Workbench(workbench.store, "bela").mark([claims[0].id], Verdict.REFUTED)
    async with review(workbench) as seat:
        await seat.press("g", "x")
        assert "≠ differs from bela (refuted)" in seat.told()
        await seat.press("k")
        assert "A settles it" in seat.lines()[0]
        await seat.press("j")
        assert "settles it" not in seat.text()
        await seat.press("u", "3")
        assert "differs" not in seat.told()


async def test_the_disagreement_of_another_process_comes_into_the_agreement_within_a_second(
    workbench: Workbench, differing: list[Any], review: Any
) -> None:
    async with review(workbench) as seat:
        await seat.press("/")
        await seat.write("has:disagreement")
        with Workbench(Store.open(workbench.store.path), "cem") as cem:
            cem.mark([differing[4].id], Verdict.VERIFIED)
        await seat.until(lambda: "verdict 40% of 5" in seat.text())


def test_agreement_is_counted_over_all_that_two_answered(workbench: Workbench, differing: list[Any]) -> None:
    session = PeerSession(workbench)
    session.adopt(session.load(""))
    session.sheet()
    assert session.peers_words() == ""
    session.adopt(session.load("is:disagreement"))
    session.sheet()
    verdicts, attributions = session.agreement()
    assert (verdicts.n, verdicts.agreed, verdicts.kappa) == (4, 1, 0)
    assert (attributions.n, attributions.agreed) == (1, 0)
    session.adjudicate(Verdict.VERIFIED)
    assert session.agreement()[0] == verdicts, "settling hides nothing of how far they agreed"
    session.sheet()
    session.verdict(Verdict.VERIFIED)
    assert {(one.one, one.other) for one in session.agreement()} == {
        ("bela", "cem"), ("anna", "bela"), ("anna", "cem"),
    }  # fmt: skip
