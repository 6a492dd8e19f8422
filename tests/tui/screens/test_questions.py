"""Questions of one key, asked in the two lines at the foot of the screen."""

from __future__ import annotations

from typing import Any

import pytest

from claims.models import AttributionCheck, Relation, Verdict
from claims.workbench import Workbench
from tui.commands import COMMANDS, Group, Scope
from tui.screens.questions import QUESTIONS

SIZES = [(80, 24), (140, 45)]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_behind_stays_as_it_was(
    workbench: Workbench, build: Any, review: Any, size: tuple[int, int]
) -> None:
    build.fill(workbench)
    async with review(workbench, size=size) as seat:
        await seat.press("f")
        before = seat.lines()
        await seat.press("i")
        asked = seat.lines()
        assert asked[:-2] == before[:-2]
        assert [line.strip() for line in asked[-2:]] == [
            "Reject it, as:",
            "n not a claim  w wrong words  s wrong source  esc back",
        ]
        await seat.press("escape")
        assert seat.lines() == before, "what was told before is told again"


async def test_nothing_moves_where_a_long_message_stood(
    workbench: Workbench, build: Any, review: Any
) -> None:
    build.fill(workbench)
    async with review(workbench, size=(80, 24)) as seat:
        seat.app.screen.message.tell("a long story " * 12)
        await seat.settle()
        before = seat.lines()
        await seat.press("t")
        asked = seat.lines()
        assert asked[:-4] == before[:-4] and asked[-2].strip() == "Did the source say it?"
        await seat.press("escape")
        assert seat.lines() == before


@pytest.mark.parametrize("back", ["escape", "q"])
async def test_going_back_decides_nothing_and_ends_nothing(
    workbench: Workbench, build: Any, review: Any, back: str
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        for key in ("t", "i", "v", "ctrl+o"):
            await seat.press(key, back)
        assert seat.app.is_running
        assert list(workbench.store.decisions()) == []
        await seat.press("x")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.DISPUTED, "its own keys hold again"


async def test_while_asked_only_the_answers_hold(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    first, _ = build.with_matches(workbench, claims[0])
    async with review(workbench) as seat:
        await seat.press("m", "t", "x", "3", "f", "j", "=", "~", "space", "tab", "/", "e")
        assert list(workbench.store.decisions()) == []
        assert "Did the source say it?" in seat.text()
        await seat.press("c", "=")
        assert workbench.claim_state(claims[0].id).attribution is AttributionCheck.CONFIRMED
        assert workbench.store.match_state(first.id).relation is Relation.SAME, "the focus stayed"


async def test_another_claim_in_its_place_takes_the_question_back(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("t")
        seat.app.screen.load("104")
        await seat.settle()
        assert "Did the source say it?" not in seat.text()
        await seat.press("c")
        assert list(workbench.store.decisions()) == []
        assert workbench.claim_state(claims[4].id).attribution is AttributionCheck.UNCHECKED


async def test_answers_that_have_no_room_on_a_line_go_on_on_the_next(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench)
    keys = {
        "reason-wrong-source": ("ctrl+shift+underscore",),
        "reason-wrong-words": ("ctrl+circumflex_accent",),
    }
    async with review(workbench, size=(80, 24), keys=keys) as seat:
        height = len(seat.lines())
        await seat.press("i")
        answers = "\n".join(seat.lines()[-2:])
        assert "wrong words" in answers and "wrong source" in answers and "esc back" in answers
        await seat.press("n")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.REJECTED
        assert len(seat.lines()) == height and "? help" in seat.lines()[-1]


async def test_the_palette_offers_the_answers(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench)
    async with review(workbench) as seat:
        await seat.press("t", ":", *"wrong")
        await seat.until(lambda: "key w" in seat.text())
        await seat.press("enter")
        await seat.until(lambda: workbench.history(claims[0].id))
    assert workbench.claim_state(claims[0].id).attribution is AttributionCheck.WRONG


def test_every_answer_belongs_to_a_question() -> None:
    answers = {command.scope for command in COMMANDS if command.group is Group.ANSWER}
    assert answers - {Scope.LINE} == {question.scope for question in QUESTIONS}
