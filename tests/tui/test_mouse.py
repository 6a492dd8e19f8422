from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from textual import events

from claims.models import AttributionCheck, Relation, Verdict
from claims.workbench import Workbench


def place(seat: Any, words: str, below: int = 0) -> tuple[int, int]:
    """Return where ``words`` stand on the terminal, from line ``below`` on."""
    for y, line in enumerate(seat.lines()):
        if y >= below and words in line:
            return line.index(words), y
    raise AssertionError(f"{words!r} is not on the screen:\n{seat.text()}")


async def click(seat: Any, words: str, below: int = 0) -> None:
    await seat.pilot.click(offset=place(seat, words, below))
    await seat.settle()


async def test_a_click_on_a_claim_goes_to_it(workbench: Workbench, build: Any, review: Any) -> None:
    build.fill(workbench)
    async with review(workbench) as seat:
        await click(seat, "the harbour lost 104")
        assert seat.title().startswith("Claims 5/25")
        await seat.press("G")
        await click(seat, "the harbour lost 110")  # scrolled
        assert seat.title().startswith("Claims 11/25")


async def test_a_click_on_a_match_goes_to_it_and_to_its_keys(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench, 3)
    matches = build.with_matches(workbench, claims[0])
    async with review(workbench) as seat:
        await click(seat, "Bay Wire", below=20)
        await seat.press("-")
        assert workbench.store.match_state(matches[1].id).relation is Relation.UNRELATED
        assert workbench.store.match_state(matches[0].id).relation is None


async def test_a_click_in_the_key_bar_gives_the_command(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench, 3)
    async with review(workbench, size=(140, 45)) as seat:
        await click(seat, "disputed", below=43)
        assert workbench.claim_state(claims[0].id).verdict is Verdict.DISPUTED
        await click(seat, "undo", below=43)
        assert workbench.claim_state(claims[0].id).verdict is Verdict.UNREVIEWED
        await click(seat, "help", below=43)
        assert "Decide on the claim" in seat.text()


async def test_a_click_answers_a_question(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench, 3)
    async with review(workbench) as seat:
        await seat.press("t")
        await click(seat, "w wrong")
        assert workbench.claim_state(claims[0].id).attribution is AttributionCheck.WRONG
        await seat.press("i")
        await click(seat, "back", below=30)
        assert "Reject it, as:" not in seat.text()
        assert len(workbench.history(claims[0].id)) == 1


async def test_a_click_on_another_claim_takes_the_question_back(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("t")
        await click(seat, "the harbour lost 104")
        assert "Did the source say it?" not in seat.text()
        await seat.press("c")
        assert workbench.claim_state(claims[4].id).attribution is AttributionCheck.UNCHECKED
        await seat.press("x")
        assert workbench.claim_state(claims[4].id).verdict is Verdict.DISPUTED


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_click_on_another_claim_in_the_article_goes_to_it(
    workbench: Workbench, build: Any, review: Any, size: tuple[int, int]
) -> None:
    article = build.article(
        "新华社 said 洪水很大. Pia Holm said the quay held, and the sea rose.", title="Flood"
    )
    claims = [
        build.claim(article, "洪水很大", source="新华社", cue="said", priority=90),
        build.claim(article, "the quay held, and the sea rose", source="Pia Holm", priority=80),
        build.claim(article, "the sea rose", priority=70),
    ]
    workbench.store.add_article(article, claims)
    async with review(workbench, size=size) as seat:
        pane = seat.app.screen.query_one("#article")
        first = next(y for y, line in enumerate(seat.lines()) if "洪水很大. Pia" in line)
        line = seat.lines()[first]

        async def on(words: str) -> None:
            x = cell_len(line[: line.index(words)])
            await seat.pilot.click(offset=(x, first))
            await seat.settle()

        await on("quay")
        await seat.press("x")
        assert workbench.claim_state(claims[1].id).verdict is Verdict.DISPUTED
        await on("洪")
        await seat.press("3")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.REFUTED
        before = seat.title()
        await on(". Pia")
        await seat.pilot.click(pane, offset=(6, pane.size.height))
        await seat.settle()
        assert seat.title() == before, "a click on no claim goes nowhere"


async def test_a_click_in_the_article_of_a_match_goes_to_its_claims_whatever_the_filter(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench, 3)
    build.with_matches(workbench, claims[0])
    async with review(workbench) as seat:
        await seat.press("/")
        await seat.write("speaker:brandt")
        await seat.press("m", "enter")
        await click(seat, "lost 99 crates")
        assert seat.title().startswith("Claims 2/4")
        await seat.press("x")
    [row] = [row for row in workbench.rows(workbench.claim_ids()) if "99" in row.content_words]
    assert row.verdict is Verdict.DISPUTED


async def test_the_wheel_scrolls_what_is_under_it(workbench: Workbench, build: Any, review: Any) -> None:
    build.fill(workbench, 60)
    async with review(workbench, size=(80, 24)) as seat:
        for id in ("claims", "article"):
            pane = seat.app.screen.query_one(f"#{id}")
            before = pane.scroll_y
            for _ in range(3):
                await seat.pilot._post_mouse_events([events.MouseScrollDown], f"#{id}")
            await seat.until(lambda pane=pane, before=before: pane.scroll_y > before)
        assert seat.title().startswith("Claims 1/60")


async def test_a_click_on_a_passage_chooses_it(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench, 3)
    build.with_matches(workbench, claims[0])
    async with review(workbench) as seat:
        await seat.press("s")
        await seat.write("harbour lost")
        await seat.until(lambda: "Bay Wire" in "\n".join(seat.lines()[3:30]))
        passages = seat.app.screen.query_one("#passages")
        await seat.pilot.click("#passages", offset=(6, 5))
        await seat.settle()
        assert passages.cursor == 1
