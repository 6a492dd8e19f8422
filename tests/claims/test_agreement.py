from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.agreement import (
    Question,
    agreements,
    is_answered,
    kappa,
    opinions,
    own_state,
    rated,
    ratings,
)
from claims.models import Action, AttributionCheck, Decision, Evidence, Modality, Verdict

ANSWERS = ("verified", "disputed", "refuted", "unverifiable")
TABLES = st.lists(st.tuples(st.sampled_from(ANSWERS), st.sampled_from(ANSWERS)), min_size=1, max_size=60)


def decided(*acts: tuple[str, Action, str]) -> list[Decision]:
    """Return decisions on one claim: (reviewer, action, value); an undo's value is the step it undoes."""
    return [
        Decision(
            seq=number,
            step=number,
            time=dt.datetime(2026, 3, 14, 9, number, tzinfo=dt.UTC),
            reviewer=who,
            target="c1",
            action=action,
            before="",
            after="" if action is Action.UNDO else after,
            reason=f"{who} {number}",
            undoes=int(after) if action is Action.UNDO else None,
        )
        for number, (who, action, after) in enumerate(acts, 1)
    ]


V, A, J, U = Action.VERDICT, Action.ATTRIBUTION, Action.ADJUDICATE, Action.UNDO


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # p_o = 35/50, p_e = 0.5 * 0.6 + 0.5 * 0.4 = 0.5, so (0.7 - 0.5) / 0.5
        ({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}, 0.4),
        # p_o = 0.6 twice, p_e = 0.54 and 0.46: the same agreement, another kappa
        ({("y", "y"): 45, ("y", "n"): 15, ("n", "y"): 25, ("n", "n"): 15}, 0.06 / 0.46),
        ({("y", "y"): 25, ("y", "n"): 35, ("n", "y"): 5, ("n", "n"): 35}, 0.14 / 0.54),
        # three answers: p_o = 6/10, p_e = (4*5 + 3*3 + 3*2) / 100 = 0.35
        ({("a", "a"): 3, ("a", "b"): 1, ("b", "b"): 2, ("b", "a"): 1, ("c", "c"): 1, ("c", "a"): 1,
          ("c", "d"): 1}, None),
        ({("y", "n"): 7, ("n", "y"): 7}, -1.0),
        ({("y", "y"): 9, ("n", "n"): 1}, 1.0),
    ],
)  # fmt: skip
def test_kappa_as_computed_by_hand(table: dict[tuple[str, str], int], expected: float | None) -> None:
    if expected is None:  # rows a 4, b 3, c 3; columns a 5, b 3, c 1, d 1: p_e = (20 + 9 + 3) / 100
        expected = (0.6 - 0.32) / (1 - 0.32)
    assert kappa(table) == pytest.approx(expected)


@pytest.mark.parametrize("table", [{}, {("y", "y"): 12}])
def test_kappa_is_not_defined_without_anything_that_chance_would_not_give(
    table: dict[tuple[str, str], int],
) -> None:
    assert kappa(table) is None


def test_kappa_of_one_who_always_says_the_same_is_nothing_beyond_chance() -> None:
    assert kappa({("y", "y"): 5, ("n", "y"): 5}) == 0


@given(TABLES)
def test_kappa_is_symmetric_and_within_bounds(pairs: list[tuple[str, str]]) -> None:
    found = kappa(Counter(pairs))
    assert found == kappa(Counter((b, a) for a, b in pairs))
    assert found is None or -1 <= found <= 1


@given(st.lists(st.sampled_from(ANSWERS), min_size=2))
def test_kappa_of_full_agreement_is_one_unless_there_was_one_answer(answers: list[str]) -> None:
    found = kappa(Counter((answer, answer) for answer in answers))
    assert found == (1 if len(set(answers)) > 1 else None)


@given(TABLES, st.permutations(ANSWERS))
def test_kappa_does_not_hang_on_the_names_of_the_answers(
    pairs: list[tuple[str, str]], renamed: list[str]
) -> None:
    name = dict(zip(ANSWERS, renamed, strict=True))
    assert kappa(Counter(pairs)) == kappa(Counter((name[a], name[b]) for a, b in pairs))


@given(TABLES)
def test_any_difference_costs_kappa(pairs: list[tuple[str, str]]) -> None:
    found = kappa(Counter(pairs))
    assert found is None or (found == 1) == all(a == b for a, b in pairs)


def test_ratings_are_each_reviewers_latest_answer_before_an_adjudication() -> None:
    past = decided(("ann", V, "verified"), ("bob", V, "refuted"), ("bob", V, "disputed"))
    assert ratings(past, Question.VERDICT) == {"ann": "verified", "bob": "disputed"}
    settled = decided(
        ("ann", V, "verified"),
        ("bob", V, "refuted"),
        ("cem", J, "verified"),
        ("bob", V, "verified"),
        ("cem", V, "refuted"),
        ("dot", V, "disputed"),
    )
    assert ratings(settled, Question.VERDICT) == {"ann": "verified", "bob": "refuted", "dot": "disputed"}


def test_an_adjudication_of_one_question_leaves_the_other() -> None:
    past = decided(
        ("ann", V, "verified"), ("bob", V, "refuted"), ("ann", J, "verified"), ("bob", A, "confirmed"),
        ("ann", A, "wrong"), ("bob", A, "wrong"),
    )  # fmt: skip
    answers = rated(past)
    assert answers[Question.ATTRIBUTION] == {"bob": "wrong", "ann": "wrong"}
    assert answers[Question.VERDICT] == {"ann": "verified", "bob": "refuted"}


def test_what_was_withdrawn_or_undone_is_no_rating() -> None:
    past = decided(("ann", V, "verified"), ("bob", V, "refuted"), ("bob", U, "2"), ("ann", V, "unreviewed"))
    assert ratings(past, Question.VERDICT) == {}
    undone = decided(("ann", V, "verified"), ("bob", V, "refuted"), ("ann", J, "refuted"), ("ann", U, "3"),
                     ("bob", V, "verified"))  # fmt: skip
    assert ratings(undone, Question.VERDICT) == {"ann": "verified", "bob": "verified"}


def test_agreement_is_counted_for_each_pair_over_what_both_answered() -> None:
    def both(**answers: str) -> dict[Question, dict[str, str]]:
        return {Question.VERDICT: answers, Question.ATTRIBUTION: {}}

    found = agreements(
        [
            both(ann="verified", bob="verified", cem="refuted"),
            both(ann="refuted", bob="refuted"),
            both(bob="verified", ann="refuted"),
            both(cem="verified"),
            {Question.ATTRIBUTION: {"cem": "wrong", "ann": "wrong"}},
        ]
    )
    assert [(a.question, a.one, a.other, a.n, a.agreed) for a in found] == [
        ("verdict", "ann", "bob", 3, 2),
        ("verdict", "ann", "cem", 1, 0),
        ("verdict", "bob", "cem", 1, 0),
        ("attribution", "ann", "cem", 1, 1),
    ]
    # p_o = 2/3; ann: 1 verified, 2 refuted, bob: 2 verified, 1 refuted: p_e = (1*2 + 2*1) / 9
    assert found[0].kappa == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))
    assert found[0].share == pytest.approx(2 / 3)
    assert found[3].kappa is None


def test_opinions_stand_beside_each_other_with_their_reasons_and_evidence() -> None:
    past = decided(
        ("ann", V, "verified"), ("bob", Action.NOTE, "ask the port"), ("bob", V, "refuted"),
        ("ann", A, "confirmed"), ("cem", Action.NOTE, "no opinion"), ("bob", Action.EVIDENCE, "19 crates"),
    )  # fmt: skip
    past[-1] = past[-1].model_copy(update={"evidence": Evidence(quotation="19 crates")})
    ann, bob = opinions(past)
    assert (ann.reviewer, bob.reviewer) == ("ann", "bob")
    assert ann.verdict and (ann.verdict.after, ann.verdict.reason) == ("verified", "ann 1")
    assert ann.attribution and ann.attribution.after == "confirmed"
    assert bob.attribution is None
    assert bob.notes == ("ask the port",)
    assert [one.quotation for one in bob.evidence] == ["19 crates"]
    assert [one.reviewer for one in opinions([*past, *settled(past)])] == ["ann", "cem"]


def settled(past: list[Decision]) -> list[Decision]:
    """Return the adjudication of cem on top of ``past``."""
    last = past[-1]
    update = {"seq": 7, "step": 7, "reviewer": "cem", "action": J, "after": "refuted", "evidence": None}
    return [last.model_copy(update=update)]


def test_the_own_state_of_a_reviewer_is_of_their_decisions_alone() -> None:
    past = decided(("ann", V, "verified"), ("bob", V, "refuted"), ("ann", Action.FLAG, "on"))
    state = own_state(past, "bob", Modality.FACT)
    assert (state.verdict, state.flagged, state.disagreement) == (Verdict.REFUTED, False, False)


@pytest.mark.parametrize(
    ("verdict", "check", "modality", "answered"),
    [
        (Verdict.UNREVIEWED, AttributionCheck.UNCHECKED, Modality.OPINION, False),
        (Verdict.UNREVIEWED, AttributionCheck.WRONG, Modality.OPINION, True),
        (Verdict.UNREVIEWED, AttributionCheck.WRONG, Modality.FACT, False),
        (Verdict.REJECTED, AttributionCheck.UNCHECKED, Modality.OPINION, True),
    ],
)
def test_a_fact_is_answered_by_its_verdict(
    verdict: Verdict, check: AttributionCheck, modality: Modality, answered: bool
) -> None:
    assert is_answered(verdict, check, modality) is answered
