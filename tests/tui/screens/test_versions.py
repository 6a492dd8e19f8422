"""An article was read again with other words: what a reviewer sees of it, and how they say they looked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claims.models import AttributionCheck, Evidence, Independence, Relation, Verdict
from claims.workbench import ClaimFilter, Workbench

FIRST = """\
Bridge stays shut after accident

Mayor Ada Brook said that the Harbour Bridge will stay closed until 12 March.

The port authority said that 28 ferries were cancelled on Monday because of the storm.

According to the police, nobody was hurt when the crane fell into the water.

The harbour office said that repairs would cost four million euros.
"""
LATER = (
    FIRST.replace("until 12 March", "until at least 20 March")
    .replace("28 ferries", "30 ferries")
    .replace("cost four million", "cost nearly five million")
    .replace("According to the police, nobody was hurt when the crane fell into the water.\n\n", "")
)
WIRE = """\
The Harbour Bridge will stay closed until 12 March, Mayor Ada Brook told reporters.

The port authority said that 28 ferries were cancelled on Monday because of the storm.
"""


def add(workbench: Workbench, tmp_path: Path, text: str, outlet: str = "Courier") -> None:
    page = {"id": "a", "text": text, "outlet": outlet, "url": f"https://{outlet.lower()}.example/bridge"}
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps(page) + "\n", encoding="utf-8")
    workbench.add([path])


def claim_with(workbench: Workbench, words: str) -> str:
    found = workbench.rows(workbench.claim_ids(ClaimFilter(outlet="Courier")))
    [row] = [row for row in found if words in row.content_words]
    return row.id


def changed(workbench: Workbench) -> int:
    return workbench.count(ClaimFilter(changed=True))


@pytest.fixture
def reread(workbench: Workbench, tmp_path: Path) -> Workbench:
    """Four claims were decided on; then three of them were put in other words, and one was taken out."""
    add(workbench, tmp_path, WIRE, "Standard")
    add(workbench, tmp_path, FIRST)
    workbench.mark([claim_with(workbench, "Bridge")], Verdict.VERIFIED, reason="in the gazette")
    workbench.mark([claim_with(workbench, "ferries")], Verdict.DISPUTED)
    workbench.mark([claim_with(workbench, "nobody")], Verdict.VERIFIED)
    workbench.mark([claim_with(workbench, "repairs")], Verdict.REJECTED, reason="wrong words")
    add(workbench, tmp_path, LATER)
    assert changed(workbench) == 3
    return workbench


async def show(seat: Any, text: str) -> None:
    await seat.press("/", "ctrl+u")
    await seat.write(text)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_both_wordings_stand_at_the_claim_and_one_key_says_that_it_still_holds(
    reread: Workbench, review: Any, size: tuple[int, int]
) -> None:
    bridge = claim_with(reread, "Bridge")
    async with review(reread, size=size) as seat:
        await show(seat, "has:changed")
        assert "Claims 1/3 · 0 decided" in seat.title()
        shown = " ".join(seat.text().replace("┃", " ").replace("│", " ").split())
        assert "The article changed since anna decided" in shown
        assert "was “that the Harbour Bridge will stay closed until 12 March”" in shown
        assert "until at least 20" in shown
        assert "“verified” stands until somebody looks: v says it still does." in shown
        assert "version 2 of 2" in shown
        await seat.press("v")
        assert "looked at again" in seat.told()
        assert "Claims 2/3 · 1 decided" in seat.title()
        assert changed(reread) == 2
        state = reread.claim_state(bridge)
        assert state.verdict is Verdict.VERIFIED
        assert reread.history(bridge)[-1].reason == "in the gazette", "the reason holds for the new words too"
        await seat.press("u")
        assert changed(reread) == 3
        assert "still does" in seat.text()


async def test_the_differing_words_are_marked(reread: Workbench, review: Any) -> None:
    async with review(reread) as seat:
        await show(seat, "has:changed")
        pane = seat.app.screen.query_one("#notice")
        underlined = [
            segment.text
            for strip in seat.strips()[pane.region.y : pane.region.bottom]
            for segment in strip
            if segment.style and segment.style.underline
        ]
        assert [words.strip() for words in underlined if words.strip()] == ["12", "at least 20"]


async def test_the_same_decision_again_is_one_key_for_each_verdict(reread: Workbench, review: Any) -> None:
    ferries, repairs = claim_with(reread, "ferries"), claim_with(reread, "repairs")
    async with review(reread) as seat:
        await show(seat, "has:changed")
        await seat.press("j")
        assert "x says it still does" in seat.text()
        await seat.press("x")
        assert reread.history(ferries)[-1].after == "disputed"
        await seat.press("G")
        assert "i says it still does" in seat.text()
        await seat.press("i")
        assert reread.claim_state(repairs).reject_reason == "wrong words"
        assert changed(reread) == 1
        await seat.press("G", "i", "s")
        assert reread.claim_state(repairs).reject_reason == "wrong source", "looked at, it is asked again"


async def test_another_decision_says_that_it_was_looked_at_too(reread: Workbench, review: Any) -> None:
    bridge = claim_with(reread, "Bridge")
    async with review(reread) as seat:
        await show(seat, "has:changed")
        await seat.press("3")
        assert reread.claim_state(bridge).verdict is Verdict.REFUTED
        assert changed(reread) == 2
        await seat.press("k", "h")
        assert "The article changed, version 2" in seat.text()
        [was, change, now] = [
            seat.text().index(words)
            for words in ("unreviewed → verified", "at least 20", "verified → refuted")
        ]
        assert was < change < now, "in their order"


async def test_a_claim_that_only_its_decisions_keep_says_so(reread: Workbench, review: Any) -> None:
    async with review(reread) as seat:
        await show(seat, "has:left")
        assert "Claims 1/1" in seat.title()
        assert "Left over (gone from the text)" in seat.text()
        assert "version 1 of 2" in seat.text()
        await seat.press("escape", "escape")
        await show(seat, "status:unreviewed")
        assert "Left over" not in seat.text()


async def test_verdicts_that_rest_on_nothing_are_a_queue(reread: Workbench, review: Any) -> None:
    ferries = claim_with(reread, "ferries")
    lacking = ClaimFilter(unsupported=True)
    assert reread.count(lacking) == 2
    async with review(reread) as seat:
        await show(seat, "has:unsupported")
        assert "Claims 1/2 · 0 decided" in seat.title()
        assert "“disputed” rests on nothing: s finds evidence, E takes an address" in " ".join(
            seat.text().replace("┃", " ").split()
        )
        await seat.press("E")
        await seat.write("https://port.example/log")
        await seat.write("30 sailings")
        assert reread.claim_state(ferries).evidence == (
            Evidence(quotation="30 sailings", url="https://port.example/log"),
        )
        assert "Claims 1/2 · 1 decided" in seat.title()
        assert "rests on nothing" not in seat.text()
        await seat.press("n")
        assert "“verified” rests on nothing" in seat.text()
        assert reread.count(lacking) == 1


async def test_a_decided_match_of_another_origin_supports_a_verdict(reread: Workbench, review: Any) -> None:
    bridge = claim_with(reread, "Bridge")
    for match, _ in reread.matches_of(bridge):
        reread.store.add_matches([match.model_copy(update={"independence": Independence.INDEPENDENT})])
    reread.mark([bridge], Verdict.REFUTED)
    async with review(reread) as seat:
        await show(seat, "has:unsupported status:refuted")
        assert "m, then ! on a match of another origin" in " ".join(seat.text().replace("┃", " ").split())
        await seat.press("m", "!")
        assert reread.matches_of(bridge)[0][1].relation is Relation.CONFLICTING
        assert not reread.count(ClaimFilter(unsupported=True, status=Verdict.REFUTED))
        assert "1 decided" in seat.title()


async def test_sources_to_confirm_are_a_queue(reread: Workbench, review: Any) -> None:
    async with review(reread) as seat:
        await show(seat, "has:unconfirmed")
        assert "nobody has confirmed that the source said it" in " ".join(
            seat.text().replace("┃", " ").split()
        )
        first = seat.app.screen._session.claim_id
        await seat.press("t", "c")
        assert reread.claim_state(first).attribution is AttributionCheck.CONFIRMED
        assert "Claims 2/3 · 1 decided" in seat.title(), "and on to the next"


async def test_a_second_pass_tells_nothing_of_it(reread: Workbench, review: Any) -> None:
    ids = [claim_with(reread, words) for words in ("Bridge", "ferries")]
    cleo = Workbench(reread.store, "cleo")
    cleo.store.set_meta("review.told.cleo", "yes")
    async with review(cleo, second=ids) as seat:
        assert "The article changed" not in seat.text()
        await seat.press("h")
        assert "The article changed" not in seat.text()
        await seat.press("escape", "v")
        assert "looked at again" not in seat.told()


async def test_copies_say_whose_text_they_share(workbench: Workbench, review: Any, tmp_path: Path) -> None:
    add(workbench, tmp_path, FIRST)
    add(workbench, tmp_path, FIRST.replace("Bridge stays", "Harbour bridge stays"), "Wire")
    async with review(workbench) as seat:
        await show(seat, "outlet:wire")
        assert "Wire · shares its text with Courier (" in seat.text()
        await show(seat, "outlet:courier")
        assert "Courier · shares its text with Wire (" in seat.text()


@pytest.mark.parametrize(
    ("score", "shown", "band"), [(0.95, "= same ", "accept"), (0.5, "= same? ", "suggest")]
)
async def test_a_proposal_says_how_far_it_can_be_relied_on(
    workbench: Workbench, build: Any, review: Any, score: float, shown: str, band: str
) -> None:
    [claim] = build.fill(workbench, 1)
    [_, match] = build.with_matches(workbench, claim)
    proposal = match.model_copy(update={"relation": Relation.SAME, "score": score})
    workbench.store.add_matches([proposal])
    async with review(workbench) as seat:
        assert shown + "Bay Wire" in seat.text()
        assert f"{band} band · same words" in seat.text()
        await seat.press("m", "j", "=")
        assert workbench.store.match_state(match.id).relation
        assert "= same Bay Wire" in seat.text(), "what is decided is in no band"
