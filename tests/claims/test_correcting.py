"""Claims that reviewers edit, add, split and merge, on real stores."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from claims.correcting import divided, merged, united
from claims.errors import IllegalTransition, StaleDecision
from claims.models import Action, Article, Claim, Edit, Relation, Span, Verdict
from claims.store import Store
from claims.workbench import ClaimFilter, Order, Workbench

MISSED = "the quay was closed on Tuesday"
COURIER = f"""\
Mayor Ada Brook said that the bridge is shut and that 28 ferries were cancelled on Monday.

“It is not safe,” Brook said, “and it never was.”

Nobody denies it: {MISSED}, by order of Pia Holm.
"""
STANDARD = "Pia Holm said that the quay was closed on Tuesday.\n"


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    for name, outlet, text in (("a", "Courier", COURIER), ("b", "Standard", STANDARD)):
        (tmp_path / f"{name}.md").write_text(f"---\noutlet: {outlet}\ndate: 2026-03-11\n---\n{text}")
    with Workbench.open(tmp_path / "store.sqlite", reviewer="anna") as opened:
        opened.add([tmp_path / "a.md", tmp_path / "b.md"])
        yield opened


def courier(workbench: Workbench) -> Article:
    [row] = [row for row in workbench.articles() if row.outlet == "Courier"]
    return workbench.article(row.id)


def selected(article: Article, content: str, source: str = "", cue: str = "") -> Edit:
    def spans(words: str) -> tuple[Span, ...]:
        at = article.text.index(words)
        return (Span(at, at + len(words)),) if words else ()

    return Edit(content=spans(content), source=spans(source), cue=spans(cue), content_words="")


def first(workbench: Workbench) -> Claim:
    """Return the claim of the bridge and the ferries."""
    [claim] = [one for one in workbench.claims_of(courier(workbench).id) if "ferries" in one.content_words]
    return claim


def listed(workbench: Workbench, **fields: object) -> set[str]:
    rows = workbench.rows(workbench.claim_ids(ClaimFilter.model_validate(fields)))
    return {row.id for row in rows}


# adding


def test_an_added_claim_is_in_every_list_and_undo_takes_it_out(workbench: Workbench) -> None:
    before = listed(workbench)
    article = courier(workbench)
    made = workbench.add_claim(article.id, selected(article, MISSED, "Pia Holm", "order"))
    [id] = made.ids
    assert listed(workbench) - before == {id}
    assert id in listed(workbench, query="quay") & listed(workbench, speaker="holm", outlet="courier")
    assert listed(workbench, added=True) == {id}
    assert id in {claim.id for claim in workbench.claims_of(article.id)}
    state = workbench.claim_state(id)
    assert state.added is not None
    assert (state.added.reviewer, state.added.after, state.verdict) == (
        "anna",
        "selected words",
        "unreviewed",
    )
    assert workbench.claim(id).rule == "reviewer"
    assert workbench.stats().added == {article.id: 1}
    workbench.undo()
    assert listed(workbench) == before
    assert listed(workbench, query="quay", added=True) == set()
    assert id not in {claim.id for claim in workbench.claims_of(article.id)}
    assert workbench.stats().added == {}
    assert workbench.stats().claims == len(before)
    assert workbench.claim_state(id).withdrawn
    workbench.redo()
    assert listed(workbench) - before == {id}
    assert [one.action for one in workbench.history(id)] == [Action.ADD, Action.UNDO, Action.REDO]


def test_an_added_claim_is_matched_like_any_other_and_its_matches_go_with_it(workbench: Workbench) -> None:
    article = courier(workbench)
    [other] = listed(workbench, outlet="standard")
    assert workbench.matches_of(other) == []
    [id] = workbench.add_claim(article.id, selected(article, MISSED, "Pia Holm")).ids
    [(match, _)] = workbench.matches_of(other)
    assert {match.a, match.b} == {id, other}
    [row] = workbench.rows([workbench.rowid(other)])
    assert row.match_count == 1
    workbench.decide_match(match.id, Relation.SAME)
    workbench.undo()
    workbench.undo()
    assert workbench.matches_of(other) == []
    assert workbench.rows([workbench.rowid(other)])[0].match_count == 0
    assert workbench.stats().matches == 0
    workbench.match_all()
    workbench.redo()
    assert [found.id for found, _ in workbench.matches_of(other)] == [match.id], "matching anew kept it"
    assert workbench.rows([workbench.rowid(other)])[0].match_count == 1


def test_what_is_there_already_is_not_added_again(workbench: Workbench) -> None:
    article, claim = courier(workbench), first(workbench)
    same = workbench.add_claim(article.id, Edit.of(claim))
    assert (same.ids, same.decisions) == ((claim.id,), ())
    shorter = Edit.of(claim).model_copy(
        update={"content": (Span(claim.content[0].start, claim.content[0].end - 10),)}
    )
    workbench.edit(claim.id, shorter)
    again = workbench.add_claim(article.id, shorter)
    assert (again.ids, again.decisions) == ((claim.id,), ()), "as it was corrected"
    assert len(list(workbench.store.decisions())) == 1


def test_a_claim_that_was_taken_back_is_decided_on_by_nobody_but_can_be_added_again(
    workbench: Workbench,
) -> None:
    article = courier(workbench)
    wanted = selected(article, MISSED, "Pia Holm")
    [id] = workbench.add_claim(article.id, wanted).ids
    workbench.undo()
    with pytest.raises(IllegalTransition, match="taken back by undo"):
        workbench.mark([id], Verdict.VERIFIED)
    with Workbench(Store.open(workbench.store.path), "bela") as bela:
        assert bela.add_claim(article.id, wanted).ids == (id,)
        added = bela.claim_state(id).added
        assert added is not None and added.reviewer == "bela"
    with pytest.raises(StaleDecision):
        workbench.redo()
    with pytest.raises(IllegalTransition, match="there already"):
        workbench.store.add_claims([workbench.claim(id)], [], reviewer="anna")


def test_an_addition_that_another_decided_on_is_not_undone(workbench: Workbench) -> None:
    article = courier(workbench)
    [id] = workbench.add_claim(article.id, selected(article, MISSED)).ids
    with Workbench(Store.open(workbench.store.path), "bela") as bela:
        bela.mark([id], Verdict.REFUTED)
    with pytest.raises(StaleDecision):
        workbench.undo()
    assert id in listed(workbench)


def test_an_added_claim_that_is_rejected_was_not_missed(workbench: Workbench) -> None:
    article = courier(workbench)
    [id] = workbench.add_claim(article.id, selected(article, MISSED)).ids
    workbench.mark([id], Verdict.REJECTED)
    assert workbench.stats().added == {}
    assert "reviewer" not in workbench.stats().rules


def test_words_outside_the_article_are_no_claim(workbench: Workbench) -> None:
    article = courier(workbench)
    for content in ((), ((0, 99_999),), ((5, 5),), ((-3, 4),)):
        with pytest.raises(IllegalTransition):
            wanted = selected(article, MISSED).model_copy(update={"content": content})
            workbench.add_claim(article.id, wanted)
    assert list(workbench.store.decisions()) == []


# splitting and merging


def test_a_split_is_one_step_and_each_says_what_came_of_what(workbench: Workbench) -> None:
    article, claim = courier(workbench), first(workbench)
    before = listed(workbench)
    made = workbench.split(claim.id, article.text.index("and that 28"))
    halves = [workbench.claim(id) for id in made.ids]
    assert [half.content_words for half in halves] == [
        "that the bridge is shut",
        "and that 28 ferries were cancelled on Monday",
    ]
    for half in halves:
        for name in ("source", "cue", "speaker", "chain", "modality"):
            assert getattr(half, name) == getattr(claim, name), name
        assert workbench.history(half.id)[0].after == f"part of {claim.id}"
    assert [len(half.features.quantities) for half in halves] == [0, 1]
    state = workbench.claim_state(claim.id)
    assert (state.verdict, state.reject_reason) == (
        Verdict.REJECTED,
        f"replaced by {made.ids[0]} {made.ids[1]}",
    )
    assert workbench.claim(claim.id) == claim
    assert len({decision.step for decision in made.decisions}) == 1
    assert workbench.stats().rules[claim.rule].rejected == 1
    assert workbench.stats().added == {}, "nothing was missed"
    workbench.undo()
    assert listed(workbench) == before
    assert workbench.claim_state(claim.id).verdict is Verdict.UNREVIEWED


def test_a_split_of_what_changed_meanwhile_or_has_one_word_changes_nothing(workbench: Workbench) -> None:
    article, claim = courier(workbench), first(workbench)
    at = article.text.index("and that 28")
    workbench.mark([claim.id], Verdict.VERIFIED)
    before = listed(workbench)
    with pytest.raises(StaleDecision):
        workbench.split(claim.id, at, seen={claim.id: 0})
    for place in (claim.content[0].start, claim.content[-1].end, 0, len(article.text)):
        with pytest.raises(IllegalTransition, match="needs a word"):
            workbench.split(claim.id, place)
    assert listed(workbench) == before
    assert len(list(workbench.store.decisions())) == 1


def test_halves_are_merged_back_into_the_claim_they_were(workbench: Workbench) -> None:
    article, claim = courier(workbench), first(workbench)
    made = workbench.split(claim.id, article.text.index("and that 28"))
    back = workbench.merge(made.ids)
    assert back.ids == (claim.id,)
    assert workbench.claim_state(claim.id).verdict is Verdict.UNREVIEWED
    assert {workbench.claim_state(id).verdict for id in made.ids} == {Verdict.REJECTED}
    workbench.undo()
    assert workbench.claim_state(claim.id).verdict is Verdict.REJECTED


def test_merged_claims_are_one_of_their_words_and_one_step(workbench: Workbench) -> None:
    article = courier(workbench)
    claims = [one for one in workbench.claims_of(article.id) if one.speaker][:2]
    ids = [claim.id for claim in claims]
    made = workbench.merge(ids)
    [merger] = [workbench.claim(id) for id in made.ids]
    assert merger.content == united(article.text, [span for one in claims for span in one.content])
    assert (merger.source, merger.cue, merger.speaker) == (
        claims[0].source,
        claims[0].cue,
        claims[0].speaker,
    )
    assert workbench.history(merger.id)[0].after == f"merged from {' '.join(ids)}"
    assert {workbench.claim_state(id).reject_reason for id in ids} == {f"replaced by {merger.id}"}
    assert len(workbench.undo()) == 3
    assert merger.id not in listed(workbench)
    assert {workbench.claim_state(id).verdict for id in ids} == {Verdict.UNREVIEWED}


def test_what_cannot_be_merged(workbench: Workbench) -> None:
    article = courier(workbench)
    claim = first(workbench)
    [other] = listed(workbench, outlet="standard")
    [alien] = workbench.add_claim(article.id, selected(article, MISSED, "Pia Holm")).ids
    for ids in ([claim.id], [claim.id, claim.id], [claim.id, other]):
        with pytest.raises(IllegalTransition, match="two or more claims of one article"):
            workbench.merge(ids)
    with pytest.raises(IllegalTransition, match="several speakers"):
        workbench.merge([claim.id, alien])
    wanted = merged(article.text, [claim, workbench.claim(alien)], whose=1)
    made = workbench.merge([claim.id, alien], wanted)
    assert workbench.claim(made.ids[0]).source_words == "Pia Holm"


def test_spans_are_united_over_blanks_and_marks_and_divided_without_them() -> None:
    text = "ab, cd  ef gh."
    assert united(text, [Span(8, 10), Span(0, 2), Span(4, 6)]) == (Span(0, 10),)
    assert united(text, [Span(0, 2), Span(8, 10)]) == (Span(0, 2), Span(8, 10))
    assert divided(text, [Span(0, 6), Span(8, 13)], 7) == ((Span(0, 6),), (Span(8, 13),))
    assert divided(text, [Span(0, 13)], 8) == ((Span(0, 6),), (Span(8, 13),))
    with pytest.raises(IllegalTransition):
        divided(text, [Span(0, 14)], 13)


# any sequence of them


def derived(workbench: Workbench) -> list[list[tuple[object, ...]]]:
    connection = workbench.store._connection
    tables = ("claim_state", "claim_edits", "claim_added", "steps")
    return [connection.all(f"SELECT * FROM {table} ORDER BY 1") for table in tables]


def shown(workbench: Workbench) -> list[object]:
    """Return what a reviewer sees of every claim, without how often it was decided on."""
    rows = workbench.rows(workbench.claim_ids(order=Order.ARTICLE))
    return [
        (row, workbench.claim_state(row.id).model_copy(update={"version": 0, "added": None})) for row in rows
    ]


class Correcting(RuleBasedStateMachine):
    """One reviewer corrects, undoes and redoes; what was seen before a step is seen again after its undo."""

    workbench_of: Callable[[Path], Workbench]

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.workbench = type(self).workbench_of(Path(self.folder.name))
        self.workbench.store._connection.execute("PRAGMA synchronous = OFF")
        self.before: list[list[object]] = []
        self.after: list[list[object]] = []

    def teardown(self) -> None:
        self.workbench.close()
        self.folder.cleanup()

    def step(self, act: Callable[[], object]) -> None:
        seen, made = shown(self.workbench), self.workbench.store.last_decision()
        try:
            act()
        except IllegalTransition:
            assert shown(self.workbench) == seen
        if self.workbench.store.last_decision() > made:
            self.before.append(seen)
            self.after.clear()

    @property
    def claims(self) -> list[Claim]:
        return self.workbench.claims_of(courier(self.workbench).id)

    @rule(start=st.integers(0, 200), length=st.integers(1, 60), cue=st.booleans())
    def add(self, start: int, length: int, cue: bool) -> None:
        article = courier(self.workbench)
        spans = (Span(start, min(start + length, len(article.text))),)
        wanted = Edit(content=spans, cue=(Span(16, 20),) if cue else (), content_words="")
        self.step(lambda: self.workbench.add_claim(article.id, wanted))

    @rule(which=st.integers(0, 9), share=st.floats(0, 1))
    def split(self, which: int, share: float) -> None:
        claim = self.claims[which % len(self.claims)]
        first, last = claim.content[0].start, claim.content[-1].end
        self.step(lambda: self.workbench.split(claim.id, first + round(share * (last - first))))

    @rule(which=st.lists(st.integers(0, 9), min_size=2, max_size=3))
    def merge(self, which: list[int]) -> None:
        claims = [self.claims[number % len(self.claims)] for number in which]
        text = courier(self.workbench).text
        ids = [claim.id for claim in claims]
        self.step(lambda: self.workbench.merge(ids, merged(text, claims)))

    @rule(which=st.integers(0, 9), cut=st.integers(0, 5))
    def edit(self, which: int, cut: int) -> None:
        claim = self.claims[which % len(self.claims)]
        *rest, last = claim.content
        wanted = Edit.of(claim).model_copy(update={"content": (*rest, Span(last.start, last.end - cut))})
        self.step(lambda: self.workbench.edit(claim.id, wanted))

    @rule(which=st.integers(0, 9), verdict=st.sampled_from([Verdict.REJECTED, Verdict.UNVERIFIABLE]))
    def mark(self, which: int, verdict: Verdict) -> None:
        claim = self.claims[which % len(self.claims)]
        self.step(lambda: self.workbench.mark([claim.id], verdict))

    @rule()
    def undo(self) -> None:
        if self.before:
            self.after.append(shown(self.workbench))
            self.workbench.undo()
            assert shown(self.workbench) == self.before.pop()

    @rule()
    def redo(self) -> None:
        if self.after:
            self.before.append(shown(self.workbench))
            self.workbench.redo()
            assert shown(self.workbench) == self.after.pop()

    @invariant()
    def derived_tables_equal_a_rebuild(self) -> None:
        found = derived(self.workbench)
        self.workbench.store.rebuild()
        assert derived(self.workbench) == found


def test_any_sequence_of_corrections(workbench: Workbench) -> None:
    def opened(folder: Path) -> Workbench:
        (folder / "a.md").write_text(f"---\noutlet: Courier\ndate: 2026-03-11\n---\n{COURIER}")
        made = Workbench.open(folder / "store.sqlite", reviewer="anna")
        made.add([folder / "a.md"])
        return made

    Correcting.workbench_of = staticmethod(opened)  # type: ignore[assignment]
    run_state_machine_as_test(
        Correcting,
        settings=settings(max_examples=25, stateful_step_count=15, deadline=None, derandomize=True),
    )


CHILD = """
import sys
from pathlib import Path
from claims.workbench import Workbench

with Workbench.open(Path(sys.argv[1]), reviewer="anna", create=False) as workbench:
    while True:
        print(len(workbench.split(sys.argv[2], int(sys.argv[3])).decisions), flush=True)
        print(len(workbench.undo()), flush=True)
"""


def test_a_split_that_is_killed_is_there_whole_or_not_at_all(workbench: Workbench) -> None:
    claim, at = first(workbench), courier(workbench).text.index("and that 28")
    path, said, rows = workbench.store.path, 0, len(listed(workbench))
    workbench.close()
    for lines in (2, 5, 8):
        arguments = [sys.executable, "-c", CHILD, str(path), claim.id, str(at)]
        child = subprocess.Popen(arguments, stdout=subprocess.PIPE)
        assert child.stdout
        given = [child.stdout.readline() for _ in range(lines)]
        os.kill(child.pid, signal.SIGKILL)
        given += child.stdout.readlines()
        child.wait()
        with Workbench.open(path, reviewer="anna") as after:
            said += len([line for line in given if line == b"3\n"])
            steps = len(list(after.store.decisions())) / 3
            assert steps - said in (0, 1), "one step may be committed that nobody was told of"
            halves = 2 if after.claim_state(claim.id).verdict is Verdict.REJECTED else 0
            assert len(listed(after)) == rows + halves
            before = derived(after)
            after.store.rebuild()
            assert derived(after) == before
            if halves:
                after.undo()
                steps += 1
            said = round(steps)
