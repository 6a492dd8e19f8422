from __future__ import annotations

from typing import Any

import pytest

from claims.models import Action, Edit, Verdict
from claims.store import Store
from claims.workbench import Workbench

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_borders_and_speaker_are_corrected_kept_beside_the_machines_and_undone(
    workbench: Workbench, build: Any, review: Any, size: Any
) -> None:
    claims = build.fill(workbench, 3)
    async with review(workbench, size=size) as seat:
        await seat.press("e", "h", "L", "r", "L", "s")
        await seat.write("Ilse Brandt")
        await seat.press("e")
        state = workbench.claim_state(claims[0].id)
        assert state.edit is not None
        assert state.edit.content_words == "harbour lost 100"
        assert state.edit.source_words == "Ilse Brandt"
        assert state.edit.speaker is not None
        assert state.edit.speaker.name == "Ilse Brandt"
        assert workbench.claim(claims[0].id) == claims[0], "the claim itself never changes"
        assert state.verdict is Verdict.UNREVIEWED
        assert "✎ corrected" in seat.text()
        assert "speaker Ilse Brandt" in seat.text()
        [row] = workbench.rows([workbench.rowid(claims[0].id)])
        assert (row.content_words, row.speaker) == ("harbour lost 100", "Ilse Brandt")
        await seat.press("h")
        assert "edit: the machine's version" in seat.text()
        await seat.press("escape", "u")
        assert workbench.claim_state(claims[0].id).edit is None
        assert "✎ corrected" not in seat.text()
        await seat.press("U")
        assert workbench.claim_state(claims[0].id).edit == state.edit
        made = [decision.action for decision in workbench.history(claims[0].id)]
        assert made == [Action.EDIT, Action.UNDO, Action.REDO]


async def test_nothing_changed_is_no_decision_and_the_machines_version_comes_back(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench, 3)
    async with review(workbench) as seat:
        await seat.press("e", "l", "h", "e")
        assert "nothing was corrected" in seat.told()
        await seat.press("e", "h", "h", "escape")
        assert list(workbench.store.decisions()) == []
        await seat.press("e", "h", "e", "e", "m", "e")
        assert workbench.claim_state(claims[0].id).edit is None
        [first, second] = workbench.history(claims[0].id)
        assert (second.before, second.after) == (first.after, "")


async def test_a_corrected_claim_is_found_by_its_new_speaker_and_by_the_filter(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench, 3)
    async with review(workbench) as seat:
        await seat.press("j", "e", "s")
        await seat.write("Zora Quill")
        await seat.press("e", "/")
        await seat.write("speaker:quill")
        assert seat.title().startswith("Claims 1/1")
        await seat.press("escape", "/")
        await seat.write("is:edited")
        assert seat.title().startswith("Claims 1/1")
        await seat.press("u")
    assert workbench.store.claim_ids() and workbench.claim_state(claims[1].id).edit is None
    with Store.open(workbench.store.path) as store:
        store.rebuild()
        assert store.rows([2])[0].speaker == "Mayor Ilse Brandt"


async def test_a_correction_of_what_changed_meanwhile_is_refused(
    workbench: Workbench, build: Any, review: Any
) -> None:
    claims = build.fill(workbench, 3)
    async with review(workbench) as seat:
        await seat.press("e", "h")
        with Workbench(Store.open(workbench.store.path), "bela") as other:
            other.mark([claims[0].id], Verdict.REFUTED)
        await seat.press("e")
        assert "bela decided meanwhile, verdict: unreviewed → refuted" in seat.told()
        assert workbench.claim_state(claims[0].id).edit is None
        await seat.press("e")
        edit = workbench.claim_state(claims[0].id).edit
        assert edit and edit.content_words == "the harbour lost 100", "the correction was not lost"


def test_a_rule_does_not_keep_what_was_corrected(workbench: Workbench, build: Any) -> None:
    claims = build.fill(workbench, 4)
    words = claims[0].content
    shorter = Edit.of(claims[0]).model_copy(update={"content": ((words[0].start, words[0].end - 7),)})
    workbench.edit(claims[0].id, shorter)
    workbench.edit(claims[1].id, shorter)
    workbench.mark([claims[0].id, claims[2].id], Verdict.VERIFIED)
    workbench.mark([claims[3].id], Verdict.REJECTED)
    [count] = workbench.stats().rules.values()
    assert count == (4, 3, 1, 1), "an edit of a claim that nobody decided on is not counted yet"
