"""The story of a claim and its origins, over the review screen."""

from __future__ import annotations

from typing import Any

import pytest

from claims.models import Relation, Verdict
from claims.workbench import Workbench

SIZES = [(80, 24), (140, 40)]


@pytest.fixture
def filled(workbench: Workbench, build: Any) -> Workbench:
    """A claim of the Courier that two others say too, one of them of another speaker, and one contradicts."""
    told = [
        ("Harbour Courier", 100, "Mayor Ilse Brandt", Relation.SAME),
        ("Bay Wire", 100, "Pia Holm", Relation.SAME),
        ("Quay [b]Times[/b]", 100, "Mayor Ilse Brandt", Relation.SAME),
        ("Port Echo", 99, "Ada Lund", Relation.CONFLICTING),
    ]
    claims = []
    for place, (outlet, crates, who, _) in enumerate(told):
        article = build.article(f"{who} said the harbour lost {crates} crates.", outlet=outlet)
        words = f"the harbour lost {crates} crates"
        claims.append(build.claim(article, words, source=who, cue="said", priority=90 - place))
        workbench.store.add_article(article, [claims[-1]])
    workbench.store.add_matches(
        build.match(claims[0], claim, relation, [("100 crates", "99 crates")] * (crates == 99))
        for claim, (_, crates, _, relation) in zip(claims[1:], told[1:], strict=True)
    )
    return workbench


@pytest.mark.parametrize("size", SIZES)
async def test_the_story_shows_how_each_outlet_tells_it(filled: Workbench, review: Any, size: Any) -> None:
    async with review(filled, size=size) as seat:
        await seat.press("v", "v", "k", "S")
        shown = seat.text()
        assert "3 articles, 2 origins · first seen 2026-03-14 · 1 conflicting" in shown
        for words in ("Harbour Courier", "Bay Wire", "Quay [b]Times[/b]", "Port Echo", "= same?"):
            assert words in shown
        assert "conflicting?" in shown and "100 crates ↔ 99 crates" in " ".join(shown.split())
        assert "✓ verified" in shown and "· unreviewed" in shown
        await seat.press("escape")
        assert "2 origins · first seen" not in seat.text()


async def test_columns_stand_beside_each_other_where_there_is_room(filled: Workbench, review: Any) -> None:
    async with review(filled, size=(140, 40)) as seat:
        await seat.press("S")
        [heading] = [line for line in seat.lines() if "outlet" in line and "verdict" in line]
        [row] = [line for line in seat.lines() if "Bay Wire" in line and "Pia Holm" in line]
        assert heading.index("origin") == row.index("Pia Holm")
        await seat.app.run_action("screen.back")
        await seat.pilot.resize_terminal(80, 24)
        await seat.press("S")
        assert not [line for line in seat.lines() if "outlet" in line and "verdict" in line]


@pytest.mark.parametrize("size", SIZES)
async def test_the_origins_are_trees(filled: Workbench, review: Any, size: Any) -> None:
    async with review(filled, size=size) as seat:
        await seat.press("O")
        lines = [line.split("│")[1].strip() if "│" in line else "" for line in seat.lines()]
        shown = "\n".join(seat.lines())
        assert "3 articles, 2 origins · 1 independent confirmation of this claim" in shown
        at = next(number for number, line in enumerate(lines) if line == "Mayor Ilse Brandt")
        assert "├─ Harbour Courier 2026-03-14  the harbour lost 100 crates" in seat.lines()[at + 1]
        assert "└─ Quay [b]Times[/b] 2026-03-14" in seat.lines()[at + 2]
        await seat.press("q")
        assert "independent confirmation of" not in seat.text()


async def test_a_decision_on_a_match_shows_in_the_story(filled: Workbench, review: Any) -> None:
    async with review(filled, size=(140, 40)) as seat:
        await seat.press("S")
        assert "Bay Wire" in seat.text() and "3 articles" in seat.text()
        await seat.press("escape")
        first = filled.rows(filled.claim_ids())[0].id
        for match, _ in filled.matches_of(first):
            if match.relation is Relation.SAME:
                filled.decide_match(match.id, Relation.UNRELATED)
        await seat.press("S")
        assert "1 article, 1 origin" in seat.text()


async def test_an_empty_view_has_no_story(workbench: Workbench, review: Any) -> None:
    async with review(workbench) as seat:
        for key in "SO":
            await seat.press(key)
            assert len(seat.app.screen_stack) == 2


async def test_a_blind_second_pass_shows_no_story_before_the_decision(filled: Workbench, review: Any) -> None:
    first = filled.rows(filled.claim_ids())[0].id
    filled.mark([first], Verdict.VERIFIED)
    cleo = Workbench(filled.store, "cleo")
    cleo.store.set_meta("review.told.cleo", "yes")
    async with review(cleo, second=[first]) as seat:
        for key in "SO":
            await seat.press(key)
            assert len(seat.app.screen_stack) == 2
            assert "hidden until you have decided" in seat.told()
        await seat.press("3", "S")
        assert "3 articles, 2 origins" in seat.text()
