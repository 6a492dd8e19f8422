from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from claims.errors import IllegalTransition, NotFound, StaleDecision
from claims.models import (
    Action,
    Article,
    AttributionCheck,
    Claim,
    ClaimState,
    Decision,
    Evidence,
    Match,
    Modality,
    Relation,
    Span,
    Verdict,
)
from claims.status import derive
from claims.store import ClaimFilter, Store

Add = Callable[..., str]


def derived(store: Store) -> list[tuple[object, ...]]:
    """Return everything in the store that is derived from decisions and matches."""
    return [
        row
        for table in ("claim_state", "steps", "matches")
        for row in store._connection.all(f"SELECT * FROM {table} ORDER BY 1")
    ]


def test_one_decision(store: Store, add: Add) -> None:
    made = add("The bridge opens.")
    evidence = Evidence(quotation="opens", article_id="a", span=Span(11, 16))
    [decision] = store.decide(
        [made], Action.VERDICT, "verified", reviewer=" Ann  Lee ", reason="seen", evidence=evidence
    )
    assert (decision.seq, decision.step, decision.reviewer) == (1, 1, "Ann Lee")
    assert (decision.target, decision.before, decision.after) == (made, "unreviewed", "verified")
    assert store.history(made) == [decision] == list(store.decisions())
    assert store.claim_state(made) == ClaimState(
        verdict=Verdict.VERIFIED,
        evidence=(evidence,),
        reviewer="Ann Lee",
        decided_at=decision.time,
        version=1,
    )


def test_a_bulk_decision_is_one_step_and_one_undo(store: Store, add: Add) -> None:
    ids = [add(f"Bridge {number} opens.") for number in range(300)]
    made = store.decide([*ids, ids[0]], Action.VERDICT, "verified", reviewer="ann")
    assert [decision.target for decision in made] == ids
    assert {decision.step for decision in made} == {1}
    assert store.count(ClaimFilter(status=Verdict.VERIFIED)) == 300
    assert {decision.undoes for decision in store.undo("ann")} == {1}
    assert store.count(ClaimFilter(status=Verdict.UNREVIEWED)) == 300
    store.redo("ann")
    assert store.count(ClaimFilter(status=Verdict.VERIFIED)) == 300


def test_a_bulk_decision_happens_whole_or_not_at_all(store: Store, add: Add) -> None:
    fact, hope = add("It opens."), add("We hope it opens.", modality=Modality.OPINION)
    with pytest.raises(IllegalTransition, match=r"1 of 2 refused.*`claims check`"):
        store.decide([fact, hope], Action.VERDICT, "verified", reviewer="ann")
    with pytest.raises(NotFound):
        store.decide([fact, "beef"], Action.VERDICT, "verified", reviewer="ann")
    assert list(store.decisions()) == []
    assert store.decide([], Action.VERDICT, "verified", reviewer="ann") == []
    with pytest.raises(IllegalTransition, match="Nothing to undo"):
        store.undo("ann")


def test_a_decision_needs_a_reviewer(store: Store, add: Add) -> None:
    with pytest.raises(IllegalTransition, match="--reviewer"):
        store.decide([add("It opens.")], Action.VERDICT, "verified", reviewer=" ")


def test_deciding_on_what_changed_since_it_was_shown(path: Path, store: Store, add: Add) -> None:
    one, two = add("It opens."), add("It stays shut.")
    shown = {one: store.claim_state(one).version, two: 0}
    with Store.open(path) as other:
        other.decide([two], Action.VERDICT, "refuted", reviewer="bob", seen={two: 0})
    with pytest.raises(StaleDecision, match=rf"{two} has changed.*bob.*'unreviewed' -> 'refuted'"):
        store.decide([two], Action.VERDICT, "verified", reviewer="ann", seen=shown)
    with pytest.raises(StaleDecision, match="1 of 2 refused"):
        store.decide([one, two], Action.VERDICT, "verified", reviewer="ann", seen=shown)
    assert len(list(store.decisions())) == 1
    store.decide([one], Action.VERDICT, "verified", reviewer="ann", seen=shown)
    store.undo("ann")
    with pytest.raises(StaleDecision, match="undo"):
        store.decide([one], Action.VERDICT, "verified", reviewer="ann", seen=shown)


def test_undo_and_redo_take_ones_own_steps_one_by_one(store: Store, add: Add) -> None:
    one, two = add("It opens."), add("It stays shut.")
    store.decide([one], Action.VERDICT, "verified", reviewer="ann")
    store.decide([one], Action.NOTE, "ask them", reviewer="ann")
    store.decide([two], Action.VERDICT, "refuted", reviewer="bob")
    store.decide([one], Action.VERDICT, "disputed", reviewer="ann")
    [undone] = store.undo("ann")
    assert (undone.before, undone.after) == ("disputed", "verified")
    [undone] = store.undo("ann")
    assert (undone.before, undone.after) == ("ask them", "")
    [undone] = store.undo("ann")
    assert (undone.before, undone.after) == ("verified", "unreviewed")
    with pytest.raises(IllegalTransition, match="Nothing to undo for ann"):
        store.undo("ann")
    assert store.claim_state(two).verdict is Verdict.REFUTED
    for _ in range(3):
        store.redo("ann")
    assert store.claim_state(one).verdict is Verdict.DISPUTED
    assert store.claim_state(one).notes == ("ask them",)
    with pytest.raises(IllegalTransition, match="Nothing to redo for ann"):
        store.redo("ann")


def test_a_new_step_cuts_what_could_be_redone(store: Store, add: Add) -> None:
    one, two = add("It opens."), add("It stays shut.")
    store.decide([one], Action.VERDICT, "verified", reviewer="ann")
    store.decide([one], Action.VERDICT, "refuted", reviewer="bob")
    store.decide([two], Action.FLAG, "on", reviewer="ann")
    store.undo("ann")
    store.undo("bob")
    store.decide([two], Action.NOTE, "new", reviewer="ann")
    with pytest.raises(IllegalTransition, match="Nothing to redo"):
        store.redo("ann")
    store.undo("ann")
    store.redo("ann")
    assert store.claim_state(two).notes == ("new",)
    assert not store.claim_state(two).flagged
    store.redo("bob")  # cut for ann only


def test_undo_is_refused_when_another_decided_since(store: Store, add: Add) -> None:
    one, two = add("It opens."), add("It stays shut.")
    store.decide([one, two], Action.VERDICT, "verified", reviewer="ann")
    store.decide([two], Action.VERDICT, "refuted", reviewer="bob")
    before = derived(store)
    with pytest.raises(StaleDecision, match=rf"{two} was decided on since, by bob.*'verified' -> 'refuted'"):
        store.undo("ann")
    assert derived(store) == before
    store.undo("bob")
    store.undo("ann")
    with pytest.raises(IllegalTransition, match="Nothing to undo for cy"):
        store.undo("cy")
    store.decide([two], Action.VERDICT, "refuted", reviewer="cy")
    with pytest.raises(StaleDecision, match="by cy"):
        store.redo("ann")


def test_disagreement_and_adjudication(store: Store, add: Add) -> None:
    one = add("It opens.")
    store.decide([one], Action.VERDICT, "verified", reviewer="ann")
    with pytest.raises(IllegalTransition, match="nothing to adjudicate"):
        store.decide([one], Action.ADJUDICATE, "disputed", reviewer="cy")
    store.decide([one], Action.VERDICT, "refuted", reviewer="bob")
    assert store.count(ClaimFilter(disagreement=True)) == 1
    [settled] = store.decide([one], Action.ADJUDICATE, "disputed", reviewer="cy")
    assert (settled.before, settled.after) == ("unreviewed", "disputed")
    assert store.count(ClaimFilter(disagreement=True)) == 0
    assert store.count(ClaimFilter(status=Verdict.DISPUTED)) == 1
    store.undo("cy")
    assert store.count(ClaimFilter(disagreement=True)) == 1


def test_match_decisions(store: Store, add: Add, match: Callable[..., Match]) -> None:
    one, two = add("It opens."), add("It stays shut.")
    pair = match(one, two, Relation.SAME)
    store.add_matches([pair])
    with pytest.raises(IllegalTransition, match="not a decision on a match"):
        store.decide([pair.id], Action.VERDICT, "verified", reviewer="ann")
    [decision] = store.decide([pair.id], Action.MATCH, "conflicting", reviewer="ann", seen={pair.id: 0})
    assert (decision.before, decision.after) == ("", "conflicting")
    assert store.match_state(pair.id).relation is Relation.CONFLICTING
    assert store.count(ClaimFilter(has_conflict=True)) == 2
    store.undo("ann")
    assert store.match_state(pair.id).relation is None
    assert store.count(ClaimFilter(has_conflict=True)) == 0
    assert store.claim_state(one).version == 0


def test_words_of_the_reviewer_are_kept_whatever_they_hold(store: Store, add: Add) -> None:
    one = add("It opens.")
    words = "Robert'); DROP TABLE decisions;-- \0 [@click=quit] \x1b[31m ‮"
    store.decide([one], Action.NOTE, words, reviewer="ann", reason=words)
    store.decide([one], Action.NOTE, "from the terminal: \udcff", reviewer="ann\udcff")
    assert store.claim_state(one).notes == (words, "from the terminal: �")
    assert store.history(one)[0].reason == words


CHANGES = [
    "DELETE FROM {}",
    "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
    "UPDATE {} SET rowid = rowid + 1",
]


@pytest.mark.parametrize(
    ("table", "change"),
    [(table, change) for table in ("decisions", "articles", "texts") for change in CHANGES]
    + [("claims", change) for change in CHANGES[:2]],
)
def test_what_is_appended_stays(store: Store, add: Add, table: str, change: str) -> None:
    one = add("It opens.")
    store.decide([one], Action.VERDICT, "verified", reviewer="ann")
    before = store._connection.all(f"SELECT * FROM {table}")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store._connection.raw.execute(change.format(table))
    assert store._connection.all(f"SELECT * FROM {table}") == before


CHILD = """
import sys
from pathlib import Path
from claims.models import Action
from claims.store import Store

with Store.open(Path(sys.argv[1])) as store:
    ids = store.ids(store.claim_ids())
    number = 0
    while True:
        number += 1
        store.decide(ids, Action.NOTE, str(number), reviewer="ann")
        print(number, flush=True)
        if number % 3 == 0:
            store.undo("ann")
            print(-number, flush=True)
"""


def test_kill_in_the_middle_loses_nothing_acknowledged(path: Path, add: Add, store: Store) -> None:
    ids = [add(f"Bridge {number} opens.") for number in range(20)]
    store.close()
    said = 0
    for round_ in range(6):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE)
        assert child.stdout
        lines = [child.stdout.readline() for _ in range(5 + 4 * round_)]
        os.kill(child.pid, signal.SIGKILL)
        lines += child.stdout.readlines()
        child.wait()
        with Store.open(path) as after:
            assert after._connection.value("PRAGMA integrity_check") == "ok"
            said += len([line for line in lines if line.endswith(b"\n")])
            decisions = list(after.decisions())
            # Each acknowledgement is one committed step of 20 rows; one step may be committed unsaid.
            assert len(decisions) % 20 == 0
            assert len(decisions) // 20 - said in (0, 1)
            said = len(decisions) // 20
            before = derived(after)
            after.rebuild()
            assert derived(after) == before
            assert len({after.claim_state(one).notes for one in ids}) == 1


class Review(RuleBasedStateMachine):
    """Two reviewers decide, undo and redo on three claims; a plain model keeps their stacks."""

    reviewers = st.sampled_from(["ann", "bob"])
    acts = st.sampled_from(
        [(Action.VERDICT, verdict.value) for verdict in (Verdict.VERIFIED, Verdict.REFUTED, Verdict.REJECTED)]
        + [
            (Action.ATTRIBUTION, check.value)
            for check in (AttributionCheck.CONFIRMED, AttributionCheck.WRONG)
        ]
        + [
            (Action.FLAG, "on"),
            (Action.FLAG, "off"),
            (Action.NOTE, "a note"),
            (Action.ADJUDICATE, "disputed"),
        ]
    )

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store.open(Path(self.folder.name) / "store")
        # Not a test of durability: without waiting for the disk, more sequences are tried.
        self.store._connection.execute("PRAGMA synchronous = OFF")
        self.done: dict[str, list[int]] = {"ann": [], "bob": []}
        self.undone: dict[str, list[int]] = {"ann": [], "bob": []}

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @initialize()
    def read(self) -> None:
        article = self.articles[0]
        self.store.add_article(article, self.found)
        self.ids = [claim.id for claim in self.found]

    articles: list[Article]
    found: list[Claim]

    @rule(who=reviewers, act=acts, chosen=st.sets(st.integers(0, 2), min_size=1))
    def decide(self, who: str, act: tuple[Action, str], chosen: set[int]) -> None:
        targets = [self.ids[number] for number in sorted(chosen)]
        before = derived(self.store)
        try:
            made = self.store.decide(targets, *act, reviewer=who)
        except IllegalTransition:
            assert act[0] is Action.ADJUDICATE
            assert derived(self.store) == before
            return
        self.done[who].append(made[0].step)
        self.undone[who].clear()

    @rule(who=reviewers)
    def undo(self, who: str) -> None:
        self.turn(who, self.store.undo, self.done[who], self.undone[who])

    @rule(who=reviewers)
    def redo(self, who: str) -> None:
        self.turn(who, self.store.redo, self.undone[who], self.done[who])

    def turn(
        self, who: str, turn: Callable[[str], list[Decision]], taken: list[int], given: list[int]
    ) -> None:
        before = derived(self.store)
        try:
            rows = turn(who)
        except StaleDecision:
            assert self.others_decided_since(who, taken[-1])
            assert derived(self.store) == before
        except IllegalTransition:
            assert not taken
            assert derived(self.store) == before
        else:
            assert {row.undoes for row in rows} == {taken[-1]}
            given.append(taken.pop())

    def others_decided_since(self, who: str, step: int) -> bool:
        decisions = list(self.store.decisions())
        targets = {d.target for d in decisions if d.step == step}
        (other,) = {"ann", "bob"} - {who}
        return any(d.step > step and d.target in targets for d in decisions if d.step in self.done[other])

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(Path(self.folder.name) / "store", create=False)
        self.store._connection.execute("PRAGMA synchronous = OFF")

    @invariant()
    def state_is_the_fold_of_the_steps_in_force(self) -> None:
        standing = {step for steps in self.done.values() for step in steps}
        for one in self.ids:
            history = self.store.history(one)
            expected = derive([d for d in history if d.step in standing])
            state = self.store.claim_state(one)
            assert state.model_copy(update={"version": 0}) == expected.model_copy(update={"version": 0})
            assert state.version == (history[-1].seq if history else 0)
            [row] = self.store.rows([self.store.rowid(one)])
            assert (row.verdict, row.attribution, row.flagged, row.disagreement) == (
                state.verdict,
                state.attribution,
                state.flagged,
                state.disagreement,
            )
            if not standing:
                assert state == ClaimState(version=state.version)

    @invariant()
    def derived_tables_equal_a_rebuild(self) -> None:
        before = derived(self.store)
        self.store.rebuild()
        assert derived(self.store) == before


def test_any_sequence_of_two_reviewers(article: Callable[..., Article], claim: Callable[..., Claim]) -> None:
    made = article("It opens. It stays shut. It never was.")
    Review.articles = [made]
    Review.found = [claim(made, span) for span in ((0, 9), (10, 24), (25, 38))]
    run_state_machine_as_test(
        Review, settings=settings(max_examples=50, stateful_step_count=25, deadline=None, derandomize=True)
    )


def test_what_another_connection_decides_is_noticed_and_read(store: Store, add: Callable[..., str]) -> None:
    one, other = add("One text."), add("Another text.")
    before, last = store.data_version(), store.last_decision()
    store.decide([one], Action.FLAG, "on", reviewer="ann")
    assert store.data_version() == before, "one's own change is no news"
    with Store.open(store.path) as second:
        second.decide([other], Action.FLAG, "on", reviewer="bob")
    assert store.data_version() != before
    assert [decision.reviewer for decision in store.decisions_after(last)] == ["ann", "bob"]
    assert store.decisions_after(store.last_decision()) == []
