"""The blind second pass: what others decided is nowhere to be seen until one has decided."""

from __future__ import annotations

from typing import Any

import pytest

from claims.errors import FilterError
from claims.models import AttributionCheck, Edit, Evidence, Relation, Verdict
from claims.store import Store
from claims.workbench import Workbench
from tui.secondpass import SecondPass


@pytest.fixture
def bela(workbench: Workbench, build: Any) -> Workbench:
    """Who decided first: on ten of twelve claims, with all that can be said of a claim."""
    claims = build.fill(workbench, 12)
    bela = Workbench(workbench.store, "bela")
    ids = [claim.id for claim in claims]
    bela.mark(ids[:10], Verdict.REFUTED, reason="BELASREASON")
    bela.check(ids[:10], AttributionCheck.WRONG)
    bela.flag(ids[:10], True)
    for claim in claims[:10]:
        bela.note(claim.id, "BELASNOTE")
        bela.bind(claim.id, Evidence(quotation="BELASEVIDENCE", url="https://port.example/1"))
        start, end = claim.content[0]
        bela.edit(claim.id, Edit.of(claim).model_copy(update={"content": ((start + 4, end),)}))
    return bela


def sitting(workbench: Workbench, sample: list[str]) -> SecondPass:
    session = SecondPass(workbench, sample)
    session.adopt(session.load(""))
    session.sheet()
    return session


async def test_nothing_of_the_first_reviewer_shows_before_one_has_decided(
    workbench: Workbench, bela: Workbench, build: Any, review: Any
) -> None:
    sample = workbench.second_pass("4")
    claim = workbench.claim(sample[0])
    conflicting, _ = build.with_matches(workbench, claim)
    bela.decide_match(conflicting.id, Relation.UNRELATED)
    async with review(workbench, second=sample) as seat:
        assert "blind second pass: 0 of 4" in seat.lines()[0]
        for keys in ((), ("h",), ("escape", "j"), ("k", "m")):
            await seat.press(*keys)
            for sign in ("bela", "BELAS", "refuted ·", "✗", "×", "⚑", "note", "evidence ·", "corrected", "±"):
                assert sign not in seat.text(), (sign, keys)
        assert "proposed" in seat.text() and "decided by" not in seat.text()
        assert claim.content_words in seat.text(), "in the machine's words"
        await seat.press("escape", "h")
        assert "What others decided is hidden until you have decided." in seat.text()
        await seat.press("escape", "4")
        assert "≠ differs from bela (refuted)" in seat.told()
        assert workbench.claim_state(claim.id).disagreement
        assert "with bela: verdict 0% of 1" in seat.lines()[0]
        await seat.press("k")
        assert "BELASREASON" in seat.text() and "BELASEVIDENCE" in seat.text() and "⚑" in seat.text()
        await seat.press("h")
        assert "BELASNOTE" in seat.text()
        await seat.press("escape", "j", "3")
        assert "✓ agrees with bela (refuted)" in seat.told()
        assert "with bela: verdict 50% of 2 (κ 0.00)" in seat.lines()[0]
        await seat.press("u")
        assert "blind second pass: 1 of 4" in seat.lines()[0]
        assert "⚑" not in seat.lines()[3], "taken back, it is hidden again"


async def test_the_pass_goes_on_where_it_was(workbench: Workbench, bela: Workbench, review: Any) -> None:
    sample = workbench.second_pass("4")
    async with review(workbench, second=sample) as seat:
        await seat.press("3", "x", "q")
    assert workbench.second_pass() == sample
    async with review(workbench, second=sample) as seat:
        assert seat.title().startswith("Claims 3/4 · 2 decided")
        assert "with bela: verdict 50% of 2" in seat.lines()[0]
        await seat.press("3", "3")
        assert "all claims of this view are decided" in seat.told()
    assert {one.target for one in workbench.store.decisions() if one.reviewer == "anna"} == set(sample)


async def test_no_view_tells_what_others_decided(workbench: Workbench, bela: Workbench, review: Any) -> None:
    sample = workbench.second_pass("4")
    session = sitting(workbench, sample)
    for line in ("status:refuted", "is:flagged", "has:disagreement", "attribution:wrong", "is:edited"):
        with pytest.raises(FilterError, match="In a second pass there is no filter"):
            session.load(line)
    async with review(workbench, second=sample) as seat:
        for _ in range(10):
            await seat.press("]")
            assert "✗" not in seat.told()
        await seat.press("/")
        await seat.write("order:oldest crates")
        assert seat.title().startswith("Claims") and "/4" in seat.title()


async def test_what_another_decides_meanwhile_neither_tells_nor_hinders(
    workbench: Workbench, bela: Workbench, review: Any
) -> None:
    sample = workbench.second_pass("4")
    async with review(workbench, second=sample) as seat:
        with Workbench(Store.open(workbench.store.path), "cem") as cem:
            cem.mark([sample[0]], Verdict.DISPUTED)
            await seat.pilot.pause(0.7)
            assert "cem" not in seat.text() and "disputed" not in seat.told()
            cem.mark([sample[0]], Verdict.VERIFIED)
            await seat.press("x")
            await seat.pilot.pause(0.7)  # no news of it comes over what is told
        assert workbench.history(sample[0])[-1].reviewer == "anna"
        assert "≠ differs from bela (refuted), cem (verified)" in seat.told()


def test_a_match_and_a_correction_of_one_s_own_are_taken_and_shown(
    workbench: Workbench, bela: Workbench, build: Any
) -> None:
    sample = workbench.second_pass("4")
    claim = workbench.claim(sample[0])
    match, _ = build.with_matches(workbench, claim)
    bela.decide_match(match.id, Relation.UNRELATED)
    session = sitting(workbench, sample)
    sheet = session.sheet()
    assert sheet and sheet.claim == claim and sheet.state.edit is None
    [candidate] = [one for one in sheet.candidates if one.match.id == match.id]
    assert candidate.state.relation is None
    session.relate(candidate, Relation.SAME)
    start, end = claim.content[0]
    session.edit(sheet, Edit.of(claim).model_copy(update={"content": ((start, end - 7),)}))
    sheet = session.sheet()
    assert sheet and sheet.claim.content == ((start, end - 7),)
    assert [one.state.relation for one in sheet.candidates if one.match.id == match.id] == [Relation.SAME]
    assert not session.opinions(), "none of both is an answer"


def test_of_a_fact_the_check_alone_reveals_nothing(workbench: Workbench, bela: Workbench) -> None:
    session = sitting(workbench, workbench.second_pass("4"))
    told = session.check(AttributionCheck.CONFIRMED)
    session.sheet()
    assert "bela" not in told and session.agreement() == ()
    session.verdict(Verdict.REFUTED)
    verdict, attribution = session.agreement()
    assert (verdict.agreed, attribution.agreed, verdict.n, attribution.n) == (1, 0, 1, 1)
