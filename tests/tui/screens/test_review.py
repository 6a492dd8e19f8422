from __future__ import annotations

import webbrowser
from typing import Any

import pytest
from textual import events

from claims.models import AttributionCheck, Modality, Relation, Verdict
from claims.store import Store
from claims.workbench import Workbench

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_twenty_decisions_with_undo(workbench: Workbench, build: Any, review: Any, size: Any) -> None:
    claims = build.fill(workbench)
    async with review(workbench, size=size) as seat:
        await seat.press(*"vvx34vvvvxx331111vvu", *"vv11234", "4", "n", *"vvx")
        decided = workbench.store.stats().verdicts
        assert sum(n for verdict, n in decided.items() if verdict is not Verdict.UNREVIEWED) == 20
        expected = "vx34vvxx3311v" + "12344"
        meaning = {
            "v": Verdict.VERIFIED, "1": Verdict.VERIFIED, "x": Verdict.DISPUTED,
            "2": Verdict.DISPUTED, "3": Verdict.REFUTED, "4": Verdict.UNVERIFIABLE,
        }  # fmt: skip
        for key, claim in zip(expected, claims, strict=False):
            assert workbench.claim_state(claim.id).verdict is meaning[key], claim.content_words
        assert "20 decided" in seat.title()


async def test_undo_and_redo_reach_across_a_restart(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("v", "v", "x", "3")
    async with review(workbench) as seat:
        await seat.press("u", "u")
        assert workbench.claim_state(claims[1].id).verdict is Verdict.UNREVIEWED
        assert workbench.claim_state(claims[0].id).verdict is Verdict.VERIFIED
        assert seat.title().startswith("Claims 2/25")
        await seat.press("U", "U")
        assert workbench.claim_state(claims[2].id).verdict is Verdict.REFUTED
        await seat.press("U")
        assert "✗ Nothing to redo" in seat.text()


async def test_filter_errors_lose_nothing_and_escape_clears(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("v", "v", "/")
        await seat.write("statsu:verified")
        assert "✗ There is no key statsu: did you mean status:?" in seat.text()
        assert "statsu:verified" in seat.text()
        await seat.press("escape")
        assert "25" in seat.title()
        await seat.press("/")
        await seat.write("status:verified")
        assert seat.title() == "Claims 1/1 · 1 decided · / status:verified"
        await seat.press("x", "escape")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.DISPUTED
        assert seat.title() == "Claims 1/25 · 1 decided"
        await seat.press("/")
        await seat.write("nowhere")
        assert "No claim fits the filter." in seat.text()
        await seat.press("v", "space", "j", "G", "h", "y", "m", "s", "E", "u")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.VERIFIED


async def test_matches_are_decided_one_after_the_other(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    first, second = build.with_matches(workbench, claims[0])
    async with review(workbench) as seat:
        assert "100 crates ↔ 99 crates" in seat.text()
        await seat.press("=")
        assert workbench.store.match_state(first.id).relation is None
        await seat.press("m", "!", "~")
        assert workbench.store.match_state(first.id).relation is Relation.CONFLICTING
        assert workbench.store.match_state(second.id).relation is Relation.RELATED
        assert "2 decided" in seat.text()
        await seat.press("-")
        assert workbench.store.match_state(second.id).relation is Relation.UNRELATED
        await seat.press("u", "u", "u")
        assert workbench.store.match_state(first.id).relation is None
        await seat.press("3")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.REFUTED


@pytest.mark.parametrize("size", SIZES)
async def test_a_bulk_decision_is_undone_by_one_key(
    workbench: Workbench, build: Any, review: Any, size: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench, size=size) as seat:
        await seat.press("space", "space", "j", "space")
        assert "3 claims marked" in seat.told()
        await seat.press("x")
        disputed = [c for c in claims if workbench.claim_state(c.id).verdict is Verdict.DISPUTED]
        assert disputed == [claims[0], claims[1], claims[3]]
        await seat.press("u")
        assert workbench.count() == workbench.store.stats().verdicts[Verdict.UNREVIEWED]
        await seat.press("V")
        assert "25 claims marked" in seat.told()
        await seat.press("4")
        assert workbench.store.stats().verdicts[Verdict.UNVERIFIABLE] == 25
        assert "25 claims" in seat.told()
        await seat.press("u")
        assert workbench.store.stats().verdicts[Verdict.UNREVIEWED] == 25


async def test_reject_and_attribution_ask_for_one_key(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("i")
        assert "n not a claim  w wrong words  s wrong source  esc back" in seat.text()
        await seat.press("escape", "i", "w")
        state = workbench.claim_state(claims[0].id)
        assert (state.verdict, state.reject_reason) == (Verdict.REJECTED, "wrong words")
        await seat.press("t", "c")
        assert workbench.claim_state(claims[1].id).attribution is AttributionCheck.CONFIRMED
        assert seat.title().startswith("Claims 2/25")
        await seat.press("t", "u")
        assert workbench.claim_state(claims[1].id).attribution is AttributionCheck.UNKNOWN


async def test_keys_in_one_burst_are_taken_in_their_order(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        for key in ("i", "n", "v", "v", "j", "x", "t", "w", "v", "v"):
            seat.app.simulate_key(key)
        await seat.settle()
        verdicts = [workbench.claim_state(claim.id).verdict for claim in claims[:4]]
        assert verdicts == [Verdict.REJECTED, Verdict.VERIFIED, Verdict.UNREVIEWED, Verdict.DISPUTED]
        assert workbench.claim_state(claims[4].id).attribution is AttributionCheck.WRONG
        assert workbench.claim_state(claims[4].id).verdict is Verdict.VERIFIED


async def test_a_line_that_is_typed_at_once_is_taken_whole(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        for key in ("a", *"quick", "enter", "x"):
            seat.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await seat.settle()
        assert workbench.claim_state(claims[0].id).notes == ("quick",)
        await seat.until(lambda: workbench.claim_state(claims[0].id).verdict is Verdict.DISPUTED)


async def test_a_verdict_of_truth_on_an_opinion_is_refused_in_words(
    workbench: Workbench, build: Any, review: Any
) -> None:
    article = build.article("Ilse Brandt called the plan a shame.")
    opinion = build.claim(article, "a shame", source="Ilse Brandt", cue="called", modality=Modality.OPINION)
    workbench.store.add_article(article, [opinion])
    async with review(workbench, size=(80, 24)) as seat:
        await seat.press("v")
        assert "✗ An opinion cannot be verified: only a fact is true or false." in seat.text()
        assert workbench.claim_state(opinion.id).verdict is Verdict.UNREVIEWED
        await seat.press("t", "c")
        assert workbench.claim_state(opinion.id).attribution is AttributionCheck.CONFIRMED
        assert "✗" not in seat.told()


async def test_a_claim_that_changed_meanwhile_is_shown_not_overwritten(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        with Workbench(Store.open(workbench.store.path), "bela") as other:
            other.mark([claims[0].id], Verdict.REFUTED)
        await seat.press("v", "v")
        assert "bela decided meanwhile, verdict: unreviewed → refuted" in seat.told()
        assert "✗ refuted" in seat.text()
        assert workbench.claim_state(claims[0].id).verdict is Verdict.REFUTED


async def test_a_store_that_is_moved_away_is_said_and_nothing_crashes(
    workbench: Workbench, build: Any, review: Any
) -> None:
    build.fill(workbench)
    async with review(workbench) as seat:
        moved = workbench.store.path.rename(workbench.store.path.with_suffix(".elsewhere"))
        await seat.press("v", "v")
        assert "moved or deleted; nothing was changed" in seat.told()
        moved.rename(workbench.store.path)
        await seat.press("v", "v")
        assert workbench.store.stats().verdicts[Verdict.VERIFIED] == 1


async def test_flag_note_and_history(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("f", "k", "a")
        await seat.write("ask [b]the port[/b] q?")
        state = workbench.claim_state(claims[0].id)
        assert (state.flagged, state.notes) == (True, ("ask [b]the port[/b] q?",))
        await seat.press("v", "v", "k", "h")
        assert "flag: off → on" in seat.text()
        assert "note: nothing → ask [b]the port[/b] q?" in seat.text()
        assert "verdict: unreviewed → verified" in seat.text()
        await seat.press("q")
        assert workbench.store.stats().decisions == 3


async def test_citation_and_address(
    workbench: Workbench, build: Any, review: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    class Browser(webbrowser.BaseBrowser):
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
            opened.append(url)
            return True

    monkeypatch.setattr(webbrowser, "get", Browser)
    for number, url in enumerate(("https://courier.example/1", "file:///etc/passwd")):
        article = build.article(f"Brandt said the sea rose {number}.", url=url)
        claim = build.claim(article, "the sea rose", source="Brandt", cue="said", priority=9 - number)
        workbench.store.add_article(article, [claim])
    async with review(workbench) as seat:
        await seat.press("o", "y")
        assert opened == ["https://courier.example/1"]
        assert seat.app.clipboard.startswith("“the sea rose” — Brandt, in: Harbour Courier")
        await seat.press("j", "o")
        assert opened == ["https://courier.example/1"]
        assert "no web address" in seat.told()
