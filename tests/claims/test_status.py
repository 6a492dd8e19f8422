from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import IllegalTransition
from claims.models import (
    TRUTH,
    Action,
    ActorKind,
    AttributionCheck,
    Claim,
    ClaimKind,
    Decision,
    Edit,
    Evidence,
    Features,
    Hop,
    Modality,
    Quantity,
    RejectReason,
    Relation,
    Span,
    Speaker,
    Verdict,
)
from claims.status import (
    TRANSITIONS,
    StepState,
    advance,
    advance_step,
    check,
    check_match,
    derive,
    derive_match,
    edited,
    live,
    value,
)

TIME = dt.datetime(2025, 11, 24, 9, 0, tzinfo=dt.UTC)


def decided(seq: int, reviewer: str, after: str, action: Action = Action.VERDICT, **more: object) -> Decision:
    fields: dict[str, object] = {
        "seq": seq,
        "step": seq,
        "time": TIME + dt.timedelta(minutes=seq),
        "reviewer": reviewer,
        "target": "c1",
        "action": action,
        "before": "",
        "after": after,
    }
    return Decision.model_validate(fields | more)


def test_no_decision_is_unreviewed_of_version_zero() -> None:
    state = derive([])
    assert (state.verdict, state.attribution, state.version) == (
        Verdict.UNREVIEWED,
        AttributionCheck.UNCHECKED,
        0,
    )
    assert state.reviewer == "" and state.decided_at is None


def test_ones_latest_verdict_counts() -> None:
    state = derive([decided(1, "ann", "verified"), decided(2, "ann", "refuted")])
    assert state.verdict is Verdict.REFUTED
    assert not state.disagreement
    assert (state.reviewer, state.decided_at, state.version) == ("ann", TIME + dt.timedelta(minutes=2), 2)


def test_reviewers_who_agree() -> None:
    state = derive([decided(1, "ann", "verified"), decided(2, "bob", "verified")])
    assert (state.verdict, state.disagreement, state.reviewer) == (Verdict.VERIFIED, False, "bob")


def test_reviewers_who_differ_leave_the_claim_unreviewed_and_in_disagreement() -> None:
    state = derive([decided(1, "ann", "verified"), decided(2, "bob", "refuted")])
    assert (state.verdict, state.disagreement) == (Verdict.UNREVIEWED, True)


def test_disagreement_ends_when_one_gives_in() -> None:
    state = derive(
        [decided(1, "ann", "verified"), decided(2, "bob", "refuted"), decided(3, "bob", "verified")]
    )
    assert (state.verdict, state.disagreement) == (Verdict.VERIFIED, False)


def test_adjudication_settles_and_a_later_opinion_counts_anew() -> None:
    differing = [decided(1, "ann", "verified"), decided(2, "bob", "refuted")]
    settled = [*differing, decided(3, "cy", "disputed", Action.ADJUDICATE)]
    assert derive(settled).verdict is Verdict.DISPUTED
    assert not derive(settled).disagreement
    assert derive([*settled, decided(4, "ann", "disputed")]).verdict is Verdict.DISPUTED
    assert derive([*settled, decided(4, "ann", "verified")]).disagreement
    assert derive([*settled, decided(4, "cy", "verified")]).verdict is Verdict.VERIFIED


def test_adjudicating_the_attribution_leaves_the_verdicts_alone() -> None:
    decisions = [
        decided(1, "ann", "verified"),
        decided(2, "ann", "confirmed", Action.ATTRIBUTION),
        decided(3, "bob", "wrong", Action.ATTRIBUTION),
    ]
    assert derive(decisions).disagreement
    with pytest.raises(IllegalTransition, match="nothing to adjudicate"):
        advance(decisions, decided(4, "cy", "refuted", Action.ADJUDICATE), Modality.FACT)
    state = advance(decisions, decided(4, "cy", "wrong", Action.ADJUDICATE), Modality.FACT)
    assert (state.verdict, state.attribution, state.disagreement) == (
        Verdict.VERIFIED,
        AttributionCheck.WRONG,
        False,
    )


def test_withdrawing_an_opinion() -> None:
    state = derive(
        [decided(1, "ann", "verified"), decided(2, "bob", "refuted"), decided(3, "bob", "unreviewed")]
    )
    assert (state.verdict, state.disagreement, state.reviewer) == (Verdict.VERIFIED, False, "ann")
    assert derive([decided(1, "ann", "verified"), decided(2, "ann", "unreviewed")]).reviewer == ""


def test_flag_notes_and_evidence() -> None:
    evidence = Evidence(quotation="a plan of 28 points", url="https://example.org/plan")
    state = derive(
        [
            decided(1, "ann", "on", Action.FLAG),
            decided(2, "ann", "ask the ministry", Action.NOTE),
            decided(3, "bob", "they answered", Action.NOTE),
            decided(4, "ann", "", Action.EVIDENCE, evidence=evidence),
        ]
    )
    assert state.flagged
    assert state.notes == ("ask the ministry", "they answered")
    assert state.evidence == (evidence,)
    assert state.verdict is Verdict.UNREVIEWED
    assert value(state, Action.NOTE) == "they answered"
    assert value(state, Action.EVIDENCE) == "a plan of 28 points"


def test_reason_of_a_rejection_stands_only_while_rejected() -> None:
    rejected = [decided(1, "ann", "rejected", reason=RejectReason.WRONG_WORDS)]
    assert derive(rejected).reject_reason == "wrong words"
    assert derive([*rejected, decided(2, "ann", "verified", reason="seen")]).reject_reason == ""


def test_live_takes_undone_steps_out_and_redone_ones_back_to_their_place() -> None:
    first, second = decided(1, "ann", "verified"), decided(2, "ann", "refuted")
    undo = decided(3, "ann", "", Action.UNDO, undoes=2)
    redo = decided(4, "ann", "", Action.REDO, undoes=2)
    assert live([first, second, undo]) == (first,)
    assert live([first, second, undo, redo]) == (first, second)
    assert derive([first, second, undo]).verdict is Verdict.VERIFIED
    assert derive([first, second, undo]).version == 3


@pytest.mark.parametrize("modality", [Modality.OPINION, Modality.INTENTION])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_only_a_fact_is_true_or_false(modality: Modality, verdict: Verdict) -> None:
    if verdict not in TRUTH:
        assert advance([], decided(1, "ann", verdict), modality).verdict is verdict
        return
    with pytest.raises(IllegalTransition, match=r"press t or use `claims check`"):
        advance([], decided(1, "ann", verdict), modality)
    assert derive([decided(1, "ann", verdict)], modality).verdict is Verdict.UNREVIEWED


@pytest.mark.parametrize("verdict", sorted(set(Verdict) - {Verdict.UNREVIEWED}))
def test_adjudicating_where_nobody_differs(verdict: Verdict) -> None:
    for before in (
        [],
        [decided(1, "ann", "verified")],
        [decided(1, "ann", "verified"), decided(2, "bob", "verified")],
    ):
        with pytest.raises(IllegalTransition, match="nothing to adjudicate"):
            check(before, Action.ADJUDICATE, verdict, Modality.FACT)


@pytest.mark.parametrize(
    ("action", "after"),
    [
        (Action.VERDICT, "true"),
        (Action.VERDICT, "confirmed"),
        (Action.ATTRIBUTION, "verified"),
        (Action.FLAG, "maybe"),
        (Action.ADJUDICATE, "unreviewed"),
        (Action.MATCH, "same"),
        (Action.UNDO, ""),
    ],
)
def test_what_the_table_does_not_have(action: Action, after: str) -> None:
    with pytest.raises(IllegalTransition):
        check([], action, after, Modality.FACT)


def test_matches_take_relations_only() -> None:
    for relation in Relation:
        check_match(Action.MATCH, relation)
    for action, after in ((Action.VERDICT, "verified"), (Action.MATCH, "verified"), (Action.FLAG, "on")):
        with pytest.raises(IllegalTransition):
            check_match(action, after)


def test_the_latest_decision_on_a_match_in_force_counts() -> None:
    same = decided(1, "ann", "same", Action.MATCH)
    conflicting = decided(2, "bob", "conflicting", Action.MATCH)
    undo = decided(3, "bob", "", Action.UNDO, undoes=2)
    assert derive_match([]).relation is None
    assert derive_match([same, conflicting]).relation is Relation.CONFLICTING
    assert derive_match([same, conflicting, undo]).relation is Relation.SAME
    assert derive_match([same, conflicting, undo]).version == 3


def test_steps_are_ones_own_and_turn_both_ways() -> None:
    assert advance_step(StepState.LIVE, Action.UNDO, owner="ann", reviewer="ann") is StepState.UNDONE
    assert advance_step(StepState.UNDONE, Action.REDO, owner="ann", reviewer="ann") is StepState.LIVE
    with pytest.raises(IllegalTransition, match="ann's"):
        advance_step(StepState.LIVE, Action.UNDO, owner="ann", reviewer="bob")
    for state in (StepState.UNDONE, StepState.CUT):
        with pytest.raises(IllegalTransition):
            advance_step(state, Action.UNDO, owner="ann", reviewer="ann")
    for state in (StepState.LIVE, StepState.CUT):
        with pytest.raises(IllegalTransition):
            advance_step(state, Action.REDO, owner="ann", reviewer="ann")


def legal() -> st.SearchStrategy[tuple[Action, str]]:
    rows = [(row.action, after) for row in TRANSITIONS for after in sorted(row.after or {"words"})]
    return st.sampled_from(rows)


@given(
    st.lists(st.tuples(legal(), st.sampled_from(["ann", "bob", "cy"])), max_size=12),
    st.sampled_from(list(Modality)),
)
def test_whatever_is_decided_the_state_is_consistent(
    acts: list[tuple[tuple[Action, str], str]], modality: Modality
) -> None:
    history: list[Decision] = []
    for (action, after), reviewer in acts:
        before = derive(history, modality)
        new = decided(len(history) + 1, reviewer, after, action)
        try:
            state = advance(history, new, modality)
        except IllegalTransition:
            assert derive(history, modality) == before
            continue
        history.append(new)
        assert state == derive(history, modality)
        assert state.version == new.seq
        assert modality is Modality.FACT or state.verdict not in TRUTH
        if action is Action.ADJUDICATE:
            assert before.disagreement
            assert after in (state.verdict, state.attribution)


def test_an_edit_replaces_spans_speaker_and_origin_and_keeps_what_is_within() -> None:
    old = Speaker(name="Brook", key="brook", kind=ActorKind.PERSON)
    hops = [
        Hop(name="Wire", key="wire", kind=ActorKind.OUTLET),
        Hop(name="Brook", key="brook", kind=ActorKind.PERSON),
    ]
    claim = Claim(
        id="c", article_id="a", kind=ClaimKind.INDIRECT, content=(Span(10, 30),), content_words="w", rule="r",
        speaker=old, chain=tuple(hops),
        features=Features(
            quantities=(Quantity(span=Span(12, 14), value=1), Quantity(span=Span(25, 29), value=2)),
            negations=(Span(26, 29),), priority=7, priority_reasons=("number",),
        ),
    )  # fmt: skip
    new = Speaker(name="Port Office", key="port office", kind=ActorKind.ORGANISATION)
    made = edited(claim, Edit(content=(Span(10, 20),), content_words="shorter", speaker=new))
    assert (made.id, made.content, made.content_words) == ("c", (Span(10, 20),), "shorter")
    assert [hop.key for hop in made.chain] == ["wire", "port office"]
    assert [quantity.value for quantity in made.features.quantities] == [1]
    assert (made.features.negations, made.features.priority) == ((), 7)
    assert made.features.priority_reasons == ("number",)
    assert edited(claim, None) is claim
    assert edited(claim, Edit.of(claim)) == claim


def test_what_is_no_edit_is_refused() -> None:
    with pytest.raises(IllegalTransition, match="no edit"):
        advance([], decided(1, "ann", "words", Action.EDIT), Modality.FACT)


def test_a_claim_made_by_hand_is_there_while_its_making_is_in_force() -> None:
    made = decided(1, "ann", "selected words", Action.ADD)
    undone = decided(2, "ann", "", Action.UNDO, undoes=1)
    assert derive([]).withdrawn is False
    there = derive([made])
    assert (there.added, there.withdrawn) == (made, False)
    assert value(there, Action.ADD) == "selected words"
    gone = derive([made, undone])
    assert (gone.added, gone.withdrawn) == (None, True)
    assert value(gone, Action.ADD) == ""
    check([made], Action.VERDICT, Verdict.VERIFIED, Modality.FACT)
    with pytest.raises(IllegalTransition, match="taken back by undo"):
        check([made, undone], Action.VERDICT, Verdict.VERIFIED, Modality.FACT)
    check([made, undone], Action.ADD, "selected words", Modality.FACT)
