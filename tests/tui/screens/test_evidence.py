from __future__ import annotations

from typing import Any

import pytest

from claims.models import Action, Evidence, Independence, Modality, Relation, Verdict
from claims.workbench import Workbench
from tui.session import Session

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def claims(workbench: Workbench, build: Any) -> list[Any]:
    made = build.fill(workbench, 5)
    elsewhere = build.article("The port office counted 100 lost crates.", outlet="Bay Wire", title="Crates")
    workbench.store.add_article(elsewhere, [])
    return list(made)


@pytest.mark.parametrize("size", SIZES)
async def test_a_passage_is_found_read_bound_and_undone(
    workbench: Workbench, claims: list[Any], review: Any, size: Any
) -> None:
    async with review(workbench, size=size) as seat:
        await seat.press("s")
        await seat.write("lost crates")
        assert "2 articles" in seat.text()
        assert "the claim's own article" in seat.text()
        while "counted 100" not in (seat.app.screen.passages.selected.words):
            await seat.press("j")
        await seat.press("enter")
        assert seat.text().count("The port office counted 100 lost crates.") == 1
        await seat.press("escape", "E")
        [bound] = workbench.claim_state(claims[0].id).evidence
        assert bound.quotation == "The port office counted 100 lost crates."
        article = workbench.article(bound.article_id)
        assert article.text[slice(*bound.span)] == bound.quotation
        assert "1 evidence" in seat.text()
        await seat.press("h")
        assert "evidence: “The port office counted 100" in seat.text()
        await seat.press("escape", "u")
        assert workbench.claim_state(claims[0].id).evidence == ()
        await seat.press("U")
        assert workbench.claim_state(claims[0].id).evidence == (bound,)
        made = [decision.action for decision in workbench.history(claims[0].id)]
        assert made == [Action.EVIDENCE, Action.UNDO, Action.REDO]


async def test_a_search_that_finds_nothing_binds_nothing(
    workbench: Workbench, claims: list[Any], review: Any
) -> None:
    async with review(workbench, size=(80, 24)) as seat:
        await seat.press("s")
        await seat.write("…")
        assert "no words in it" in seat.text()
        await seat.press("escape", "s")
        await seat.write("zeppelin")
        assert "No article has all of these words." in seat.text()
        await seat.press("E", "enter", "j", "G", "g", "ctrl+d", "q")
        assert list(workbench.store.decisions()) == []
        assert seat.app.is_running


async def test_an_outside_address_needs_its_quotation(
    workbench: Workbench, claims: list[Any], review: Any
) -> None:
    async with review(workbench) as seat:
        await seat.press("E")
        await seat.write("javascript:alert(1)")
        assert "no web address" in seat.text()
        await seat.press("escape", "E")
        await seat.write("https://port.example/log")
        assert "Quoted from https://port.example/log:" in seat.text()
        await seat.write("100 [b]crates[/b]")
        expected = Evidence(quotation="100 [b]crates[/b]", url="https://port.example/log")
        assert workbench.claim_state(claims[0].id).evidence == (expected,)
        await seat.press("v")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("size", SIZES)
async def test_verified_without_confirmation_asks_once(
    workbench: Workbench, claims: list[Any], review: Any, size: Any
) -> None:
    async with review(workbench, size=size) as seat:
        await seat.press("v")
        assert [line.strip() for line in seat.lines()[-2:]] == [
            "Nothing independent confirms it:",
            "v verified all the same  s search for evidence  esc back",
        ]
        assert "s search for evidence" in seat.text()
        assert workbench.claim_state(claims[0].id).verdict is Verdict.UNREVIEWED
        await seat.press("escape")
        assert list(workbench.store.decisions()) == []
        await seat.press("v", "s")
        await seat.write("counted")
        await seat.press("E", "v")
        assert workbench.claim_state(claims[0].id).verdict is Verdict.VERIFIED
        await seat.press("v", "v")
        assert workbench.claim_state(claims[1].id).verdict is Verdict.VERIFIED


async def test_a_bulk_of_which_one_is_unconfirmed_asks_once(
    workbench: Workbench, claims: list[Any], review: Any
) -> None:
    workbench.bind(claims[0].id, Evidence(quotation="so it is", url="https://x.example"))
    async with review(workbench) as seat:
        await seat.press("space", "space", "v", "v")
        verdicts = [workbench.claim_state(claim.id).verdict for claim in claims[:3]]
        assert verdicts == [Verdict.VERIFIED, Verdict.VERIFIED, Verdict.UNREVIEWED]


@pytest.mark.parametrize(
    ("relation", "independence", "confirmed"),
    [
        (Relation.SAME, Independence.INDEPENDENT, True),
        (Relation.SAME, Independence.SAME_ORIGIN, False),
        (Relation.SAME, Independence.UNKNOWN, False),
        (Relation.CONFLICTING, Independence.INDEPENDENT, False),
    ],
)
def test_what_confirms(
    workbench: Workbench, build: Any, relation: Relation, independence: Independence, confirmed: bool
) -> None:
    [claim] = build.fill(workbench, 1)
    article = build.article("The harbour lost 100 crates.", outlet="Bay Wire")
    other = build.claim(article, "The harbour lost 100 crates", priority=1)
    workbench.store.add_article(article, [other])
    match = build.match(claim, other, relation).model_copy(update={"independence": independence})
    workbench.store.add_matches([match])
    session = Session(workbench)
    session.adopt(session.load("", claim.id))
    session.sheet()
    assert session.is_confirmed() is confirmed
    workbench.decide_match(match.id, Relation.UNRELATED)
    assert not session.is_confirmed()


def test_evidence_of_the_own_article_confirms_nothing(workbench: Workbench, build: Any) -> None:
    article = build.article("It rained. It was a shame.")
    fact = build.claim(article, "It rained", priority=9)
    opinion = build.claim(article, "a shame", modality=Modality.OPINION, priority=1)
    workbench.store.add_article(article, [fact, opinion])
    session = Session(workbench)
    session.adopt(session.load(""))
    session.sheet()
    session.bind(fact.id, Evidence(quotation="It rained", article_id=article.id))
    assert not session.is_confirmed()
    session.move_to(1)
    assert session.is_confirmed(), "an opinion is not asked about: it cannot be verified at all"
