"""Claims that the rules missed, selected in the article by keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from claims.models import Action, ActorKind, ClaimKind, Edit, Verdict
from claims.store import Store
from claims.workbench import ClaimFilter, Workbench

SIZES = [(80, 24), (120, 40)]
TEXT = """Mayor Ilse Brandt said the harbour lost 100 crates. The crane fell on Monday, Pia Holm told us.

The council meets on Friday. “We wait,” said Ann Doe, “and we hope.” Nobody came.
"""


@pytest.fixture
def filled(workbench: Workbench, build: Any) -> Workbench:
    """A store with one claim, the first sentence's; the others are missed."""
    article = build.article(TEXT, title="Crates")
    claim = build.claim(article, "the harbour lost 100 crates", source="Mayor Ilse Brandt", cue="said")
    workbench.store.add_article(article, [claim])
    return workbench


@pytest.mark.parametrize("size", SIZES)
async def test_words_source_and_cue_are_selected_and_kept(filled: Workbench, review: Any, size: Any) -> None:
    async with review(filled, size=size) as seat:
        await seat.press("+", "l", "l", "l", "l")  # The crane fell on Monday
        await seat.press("r", ">", ">", ">", ">", ">", ">", ">", "l")  # from before it to Pia Holm
        await seat.press("r", ">", ">", ">", ">", ">", ">", ">", ">", ">", "e")
        [rowid] = filled.claim_ids(ClaimFilter(added=True))
        [row] = filled.rows([rowid])
        claim = filled.claim(row.id)
        assert claim.content_words == "The crane fell on Monday"
        assert (claim.source_words, claim.cue_words) == ("Pia Holm", "told")
        assert (claim.kind, claim.rule) == (ClaimKind.INDIRECT, "reviewer")
        assert claim.speaker is not None and claim.speaker.name == "Pia Holm"
        assert "added: “The crane fell on Monday”" in seat.told()
        assert "added by anna" in seat.text()
        assert seat.title().startswith("Claims 2/2"), "the cursor is on it"
        await seat.press("u")
        assert filled.count() == 1
        assert seat.title().startswith("Claims 1/1")
        await seat.press("U")
        assert filled.count() == 2
        assert seat.title().startswith("Claims 2/2")
        await seat.press("/")
        await seat.write("is:added")
        assert seat.title().startswith("Claims 1/1")
    made = [decision.action for decision in filled.history(row.id)]
    assert made == [Action.ADD, Action.UNDO, Action.REDO]


async def test_the_cursor_goes_by_sentence_and_paragraph_until_words_are_selected(
    filled: Workbench, review: Any
) -> None:
    async with review(filled) as seat:
        await seat.press("+", "j", "k", "j", "e")
        assert (
            filled.claim(filled.rows(filled.claim_ids(ClaimFilter(added=True)))[0].id).content_words == "The"
        )
        await seat.press("u", "+", "g", "ctrl+d", "l", "l", "l", "l", "j", "e")
        [row] = filled.rows(filled.claim_ids(ClaimFilter(added=True)))
        assert row.content_words == "The council meets on Friday", "j did not lose what was selected"
        await seat.press("u", "+", "G", "l", "e")
        [row] = filled.rows(filled.claim_ids(ClaimFilter(added=True)))
        assert row.content_words == "Nobody came"


async def test_a_content_in_parts_and_a_speaker_of_ones_own(filled: Workbench, review: Any) -> None:
    async with review(filled) as seat:
        await seat.press("+", "G", "k", "l", "l", "l", "l", "+", ">", ">", ">", ">")
        await seat.press("l", "l", "l", "l", "s")
        await seat.write("Ann Doe")
        await seat.press("e")
        [row] = filled.rows(filled.claim_ids(ClaimFilter(added=True)))
        claim = filled.claim(row.id)
        assert claim.content_words == "“We wait,” … and we hope.”"
        assert claim.kind is ClaimKind.DIRECT
        assert claim.speaker is not None
        assert (claim.speaker.name, claim.speaker.kind) == ("Ann Doe", ActorKind.PERSON)
        await seat.press("u", "+", "G", "k", "+", "-", "l", "e")
        [row] = filled.rows(filled.claim_ids(ClaimFilter(added=True)))
        assert row.content_words == "“We"


async def test_what_is_there_already_is_gone_to(filled: Workbench, build: Any, review: Any) -> None:
    async with review(filled) as seat:
        await seat.press("+", "l", "e", "+", "g", "ctrl+d", "l", "e")
        assert filled.count() == 3
        await seat.press("/")
        await seat.write("100")
        await seat.press("+", "l", "e")
        assert filled.count() == 3
        assert "there already, unreviewed: “The crane”" in seat.told()
        assert seat.title().startswith("Claims 2/2"), "it is shown, though the filter has it not"
        await seat.press("x")
    [row] = [row for row in filled.rows(filled.claim_ids()) if row.content_words == "The crane"]
    assert row.verdict is Verdict.DISPUTED


async def test_nothing_is_added_by_going_back(filled: Workbench, review: Any) -> None:
    async with review(filled) as seat:
        await seat.press("+", "l", "l", "escape")
        assert list(filled.store.decisions()) == []
        await seat.press("v", "v")
        assert [one.action for one in filled.store.decisions()] == [Action.VERDICT]


async def test_a_claim_that_another_took_back_leaves_the_screen(filled: Workbench, review: Any) -> None:
    with Workbench(Store.open(filled.store.path), "bela") as bela:
        article = next(bela.articles()).id
        wanted = bela.claims_of(article)[0]
        edit = {"content": (wanted.content[0]._replace(end=wanted.content[0].end - 7),), "content_words": ""}
        bela.add_claim(article, Edit.model_validate(edit))
        async with review(filled) as seat:
            await seat.press("G")
            assert seat.title().startswith("Claims 2/2")
            bela.undo()
            await seat.until(lambda: seat.title().startswith("Claims 1/1"))
            bela.redo()
            await seat.press("f")
    assert filled.claim_state(wanted.id).flagged


async def test_an_article_without_claims_under_the_cursor_has_nothing_to_add_to(
    workbench: Workbench, review: Any
) -> None:
    async with review(workbench) as seat:
        await seat.press("+", "|", "&")
        assert "No claim" in seat.text()
    assert list(workbench.store.decisions()) == []


async def test_a_claim_is_added_to_an_article_that_has_none(
    filled: Workbench, build: Any, review: Any
) -> None:
    bare = build.article("Nothing here. The port office counted 100 lost crates.", outlet="Bay Wire")
    filled.store.add_article(bare, [])
    async with review(filled) as seat:
        await seat.press("s")
        await seat.write("counted")
        await seat.press("+", "j", *"lllllll", "e")
        [row] = filled.rows(filled.claim_ids(ClaimFilter(added=True)))
        assert (row.article_id, row.content_words) == (bare.id, "The port office counted 100 lost crates.")
        assert row.kind is ClaimKind.ASSERTION
        assert "Bay Wire" in seat.text()
        assert seat.title().startswith("Claims 2/2")
