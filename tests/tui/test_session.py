from __future__ import annotations

from typing import Any

import pytest

from claims.errors import FilterError, IllegalTransition, NotFound, StaleDecision
from claims.models import Action, AttributionCheck, Modality, Relation, Verdict
from claims.store import Store
from claims.workbench import Workbench
from tui.session import Session


def begin(workbench: Workbench, text: str = "", claim_id: str = "") -> Session:
    session = Session(workbench)
    session.adopt(session.load(text, claim_id))
    session.sheet()
    return session


def verdicts(workbench: Workbench, claims: list[Any]) -> list[Verdict]:
    return [workbench.claim_state(claim.id).verdict for claim in claims]


@pytest.fixture
def claims(workbench: Workbench, build: Any) -> list[Any]:
    article, made = build.numbered(6)
    workbench.store.add_article(article, made)
    return list(made)


def test_a_verdict_is_in_the_store_and_the_cursor_on_the_next_open_claim(
    workbench: Workbench, claims: list[Any]
) -> None:
    session = begin(workbench)
    assert session.verdict(Verdict.VERIFIED) == "verified: “the harbour lost 100 crates”"
    assert workbench.claim_state(claims[0].id).verdict is Verdict.VERIFIED
    assert (session.index, session.queue.decided) == (1, 1)


def test_going_on_skips_what_is_decided_and_begins_again_at_the_top(
    workbench: Workbench, claims: list[Any]
) -> None:
    workbench.mark([claims[4].id, claims[5].id], Verdict.REFUTED)
    session = begin(workbench, claim_id=claims[3].id)
    assert session.index == 3
    session.verdict(Verdict.DISPUTED)
    assert session.index == 0


def test_with_nothing_left_it_says_so_and_stays(workbench: Workbench, claims: list[Any]) -> None:
    workbench.mark([claim.id for claim in claims[1:]], Verdict.VERIFIED)
    session = begin(workbench)
    assert session.verdict(Verdict.VERIFIED).endswith("all claims of this view are decided")
    assert session.index == 0
    assert not session.seek(1)


def test_reopening_a_claim_stays_on_it(workbench: Workbench, claims: list[Any]) -> None:
    workbench.mark([claims[0].id], Verdict.VERIFIED)
    session = begin(workbench, claim_id=claims[0].id)
    session.verdict(Verdict.UNREVIEWED)
    assert (session.index, session.queue.is_open(0)) == (0, True)


def test_a_bulk_decision_is_one_step(workbench: Workbench, claims: list[Any]) -> None:
    session = begin(workbench)
    for index in (0, 2, 5):
        session.queue.toggle(index)
    assert session.verdict(Verdict.UNVERIFIABLE) == "unverifiable: 3 claims"
    assert len({decision.step for decision in workbench.store.decisions()}) == 1
    assert (session.queue.marked, session.queue.decided, session.index) == (0, 3, 1)
    assert session.undo().endswith("3 decisions")
    assert verdicts(workbench, claims) == [Verdict.UNREVIEWED] * 6
    assert session.queue.decided == 0
    session.redo()
    assert session.queue.decided == 3


def test_a_bulk_decision_that_one_claim_does_not_allow_changes_nothing(
    workbench: Workbench, build: Any, claims: list[Any]
) -> None:
    article = build.article("Brandt called it a shame.", outlet="Quay Times")
    opinion = build.claim(article, "a shame", source="Brandt", cue="called", modality=Modality.OPINION)
    workbench.store.add_article(article, [opinion])
    session = begin(workbench)
    session.queue.toggle_all()
    with pytest.raises(IllegalTransition, match="opinion cannot be verified"):
        session.verdict(Verdict.VERIFIED)
    assert verdicts(workbench, [*claims, opinion]) == [Verdict.UNREVIEWED] * 7
    assert session.queue.marked == 7


def test_undo_goes_to_the_claim_that_it_was_about(workbench: Workbench, claims: list[Any]) -> None:
    session = begin(workbench)
    session.verdict(Verdict.VERIFIED)
    session.move_to(5)
    session.sheet()
    assert session.undo() == "undone: verified → unreviewed"
    assert session.index == 0


def test_of_an_opinion_the_attribution_is_all_there_is_to_decide(workbench: Workbench, build: Any) -> None:
    article = build.article("Brandt called it a shame. It rained all day.")
    opinion = build.claim(
        article, "a shame", source="Brandt", cue="called", modality=Modality.OPINION, priority=9
    )
    fact = build.claim(article, "It rained all day", priority=1)
    workbench.store.add_article(article, [opinion, fact])
    session = begin(workbench)
    session.check(AttributionCheck.CONFIRMED)
    assert (session.index, session.queue.decided) == (1, 1)
    session.sheet()
    session.check(AttributionCheck.WRONG)
    assert (session.index, session.queue.decided) == (1, 1)
    assert begin(workbench).queue.decided == 1


def test_where_reviewers_differ_nobody_is_asked_again(workbench: Workbench, claims: list[Any]) -> None:
    Workbench(workbench.store, "bela").mark([claims[0].id], Verdict.REFUTED)
    session = begin(workbench, claim_id=claims[0].id)
    session.verdict(Verdict.VERIFIED)
    assert workbench.claim_state(claims[0].id).disagreement
    assert (session.index, session.queue.decided) == (1, 1)
    assert begin(workbench).queue.decided == 1


def test_a_decision_on_what_has_changed_since_is_refused(workbench: Workbench, claims: list[Any]) -> None:
    session = begin(workbench)
    Workbench(workbench.store, "bela").mark([claims[0].id], Verdict.REFUTED)
    with pytest.raises(StaleDecision, match="bela"):
        session.verdict(Verdict.VERIFIED)
    assert workbench.claim_state(claims[0].id).verdict is Verdict.REFUTED
    session.sheet()
    session.verdict(Verdict.REFUTED)
    assert len(workbench.history(claims[0].id)) == 2


def test_a_flag_goes_on_and_comes_off(workbench: Workbench, claims: list[Any]) -> None:
    session = begin(workbench)
    session.flag()
    assert workbench.claim_state(claims[0].id).flagged
    assert session.index == 1
    session.move_to(0)
    session.sheet()
    session.flag()
    assert not workbench.claim_state(claims[0].id).flagged
    assert session.index == 0


def test_a_note_is_kept(workbench: Workbench, claims: list[Any]) -> None:
    begin(workbench).note("ask the port")
    assert workbench.claim_state(claims[0].id).notes == ("ask the port",)


def test_matches_are_shown_from_this_side_and_decided(
    workbench: Workbench, build: Any, claims: list[Any]
) -> None:
    article = build.article("The harbour lost 99 crates.", outlet="Quay Times")
    other = build.claim(article, "The harbour lost 99 crates", priority=1)
    workbench.store.add_article(article, [other])
    workbench.store.add_matches(
        [build.match(claims[0], other, Relation.CONFLICTING, [("100 crates", "99 crates")])]
    )
    session = begin(workbench)
    sheet = session.sheet()
    assert sheet is not None
    [candidate] = sheet.candidates
    assert candidate.claim == other
    assert candidate.row.outlet == "Quay Times"
    assert candidate.conflicts == (("100 crates", "99 crates"),)
    session.relate(candidate, Relation.SAME)
    assert workbench.store.match_state(candidate.match.id).relation is Relation.SAME
    assert [decision.action for decision in session.history()] == [Action.MATCH]

    session.move_to(session.queue.index(workbench.rowid(other.id)) or 0)
    sheet = session.sheet()
    assert sheet is not None
    assert sheet.candidates[0].conflicts == (("99 crates", "100 crates"),)
    assert sheet.candidates[0].relation is Relation.SAME
    session.undo()
    assert workbench.store.match_state(candidate.match.id).relation is None


def test_conflicts_are_shown_first_and_reasons_repeat_nothing(
    workbench: Workbench, build: Any, claims: list[Any]
) -> None:
    for outlet, relation, score in (
        ("Quay Times", Relation.SAME, 0.9),
        ("Bay Wire", Relation.CONFLICTING, 0.4),
    ):
        article = build.article("The harbour lost 99 crates.", outlet=outlet)
        other = build.claim(article, "The harbour lost 99 crates", priority=1)
        match = build.match(claims[0], other, relation, [("100 crates", "99 crates")])
        [conflict] = match.conflicts
        differing = f"number: {conflict.a} ↔ {conflict.b}"
        reasons = ("share “crates”", differing, "independent: two outlets")
        workbench.store.add_article(article, [other])
        workbench.store.add_matches([match.model_copy(update={"score": score, "reasons": reasons})])
    sheet = begin(workbench).sheet()
    assert sheet is not None
    assert [one.row.outlet for one in sheet.candidates] == ["Bay Wire", "Quay Times"]
    assert sheet.candidates[0].reasons == ("share “crates”",)


def test_a_filter_limits_the_view_and_the_place_is_remembered(
    workbench: Workbench, claims: list[Any]
) -> None:
    workbench.mark([claims[0].id, claims[3].id], Verdict.VERIFIED)
    session = begin(workbench, "status:verified", claims[3].id)
    assert len(session.queue) == session.queue.decided == 2
    assert session.index == 1
    session.keep_place()
    assert Session(workbench).place() == ("status:verified", claims[3].id)
    assert Session(Workbench(workbench.store, "bela")).place() == ("", "")


def test_a_filter_that_cannot_be_understood_is_an_error(workbench: Workbench) -> None:
    with pytest.raises(FilterError):
        Session(workbench).load("nonsense:1")


def test_an_empty_view_shows_nothing_and_decides_nothing(workbench: Workbench) -> None:
    session = begin(workbench)
    assert session.sheet() is None
    assert session.history() == []
    with pytest.raises(NotFound, match="claims add"):
        session.verdict(Verdict.VERIFIED)
    with pytest.raises(NotFound):
        session.note("x")
    with pytest.raises(IllegalTransition):
        session.undo()


def test_what_was_said_to_be_done_is_there_for_another_process(
    workbench: Workbench, claims: list[Any]
) -> None:
    begin(workbench).verdict(Verdict.VERIFIED)
    with Store.open(workbench.store.path, read_only=True) as other:
        assert other.claim_state(claims[0].id).verdict is Verdict.VERIFIED
