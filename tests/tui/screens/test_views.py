from __future__ import annotations

from typing import Any

from claims.models import Verdict
from claims.store import Store
from claims.workbench import Workbench
from tui.views import STANDING


async def test_brackets_go_through_the_views_and_the_cursor_stays_on_the_claim(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("j", "j", "j")
        for view in STANDING[1:]:
            await seat.press("]")
            assert f"view: {view.name}" in seat.told()
            if view.text.startswith("order:") or view.text.startswith("sample:"):
                assert "▌ Mayor Ilse Brandt said the harbour lost 103 crates." in seat.text()
                assert f"/ {view.text}" in seat.title()
        assert "No claim fits the filter." in seat.text()
        await seat.press("]")
        assert seat.title().startswith("Claims 4/25"), "the claim that other views lacked is found again"
        await seat.press("[", "[")
        assert f"view: {STANDING[-2].name}" in seat.told()
        await seat.press("escape")
        await seat.press("x")
        assert workbench.claim_state(claims[3].id).verdict is Verdict.DISPUTED


async def test_the_cursor_stays_on_the_same_claim_whatever_the_filter(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    workbench.mark([claims[20].id], Verdict.REFUTED)
    async with review(workbench) as seat:
        await seat.press("j", "j", "/")
        await seat.write("status:refuted")
        assert seat.title().startswith("Claims 1/1")
        await seat.press("escape")
        assert seat.title().startswith("Claims 3/25")
        await seat.press("/")
        await seat.write("status:refuted")
        await seat.press("k", "escape")
        assert seat.title().startswith("Claims 21/25"), "a move there makes it the claim to stay on"


async def test_views_are_saved_shared_found_by_name_and_forgotten(
    workbench: Workbench, build: Any, review: Any
) -> None:
    build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("/")
        await seat.write("101 order:oldest")
        await seat.press("w")
        await seat.write("  the [b]first[/b]   one ")
        assert workbench.store.metas("view.") == {"the [b]first[/b] one": "101 order:oldest"}
    async with review(Workbench(workbench.store, "bela")) as seat:
        await seat.press("escape", "[")
        assert "view: the [b]first[/b] one" in seat.told()
        assert seat.title().startswith("Claims 1/1 ")
        await seat.press("escape", "escape", ":")
        await seat.pilot.press(*"forget view")
        await seat.until(lambda: "Forget view: the [b]first[/b] one" in seat.text())
        await seat.press("enter")
        await seat.until(lambda: workbench.store.metas("view.") == {})


async def test_the_speakers_timeline(workbench: Workbench, build: Any, review: Any) -> None:
    article = build.article("Ada Brook said it rained. Ian Roe said it snowed.")
    rain = build.claim(article, "it rained", source="Ada Brook", cue="said", priority=9)
    snow = build.claim(article, "it snowed", source="Ian Roe", cue="said", priority=5)
    alone = build.article("Nobody said so.", outlet="Wire")
    workbench.store.add_article(article, [rain, snow])
    workbench.store.add_article(alone, [build.claim(alone, "Nobody said so", priority=1)])
    async with review(workbench) as seat:
        await seat.press("T")
        assert seat.title() == 'Claims 1/1 · 0 decided · / speaker:"Ada Brook" order:oldest'
        await seat.press("escape")
        await seat.press("G", "T")
        assert "no speaker" in seat.told()


async def test_tab_completes_keys_and_what_the_store_knows(
    workbench: Workbench, build: Any, review: Any
) -> None:
    build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("/", *"out", "tab", "h", "tab", " ", "i", "s", ":", "f", "tab")
        assert 'outlet:"harbour courier" is:flagged' in seat.text()
        await seat.press("escape", "/", *"status:un")
        assert "status:unreviewed  status:unverifiable" in seat.text()
        await seat.press("tab", "tab", "enter")
        assert seat.title() == "Claims 0 · 0 decided · / status:unverifiable"


async def test_a_sample_is_the_same_every_time(workbench: Workbench, build: Any, review: Any) -> None:
    build.fill(workbench)
    orders = []
    for _ in range(2):
        async with review(workbench) as seat:
            await seat.press("/")
            await seat.write("sample:7")
            orders.append(list(seat.app.screen.claims._queue.rowids))
    assert orders[0] == orders[1] != sorted(orders[0])
    assert len(orders[0]) == 7
    with Store.open(workbench.store.path, read_only=True) as store:
        assert [row.id for row in store.rows(orders[0])] == sorted(row.id for row in store.rows(orders[0]))
