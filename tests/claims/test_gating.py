from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from claims.errors import ExportRefused, IllegalTransition, StaleDecision
from claims.export import ExportRecord
from claims.exporting import records
from claims.gating import ALLOWABLE, LISTED, MEANINGS, Objection, Reason, concerns, objections, refuse
from claims.house import House
from claims.models import (
    TRUTH,
    Action,
    AttributionCheck,
    ClaimKind,
    Decision,
    Evidence,
    Independence,
    Match,
    Relation,
    Verdict,
)
from claims.workbench import ClaimFilter, Workbench


@pytest.fixture
def workbench(tmp_path: Path, articles: Path) -> Iterator[Workbench]:
    with Workbench.open(tmp_path / "claims.sqlite", reviewer="anna") as opened:
        opened.add([articles])
        yield opened


Record = Callable[[str], ExportRecord]


@pytest.fixture
def record(workbench: Workbench) -> Record:
    def found(id: str) -> ExportRecord:
        [one] = records(workbench.store, [workbench.rowid(id)])
        return one

    return found


def one_of(workbench: Workbench, words: str) -> str:
    [row] = workbench.rows(workbench.claim_ids(ClaimFilter(query=words, outlet="Harbour Courier")))
    return row.id


def reasons(record: ExportRecord) -> set[Reason]:
    return {one.reason for one in objections(record)}


def match_of(workbench: Workbench, id: str, relation: Relation) -> Match:
    return next(match for match, _ in workbench.matches_of(id) if match.relation is relation)


def test_a_verdict_needs_a_reason_and_the_source_a_confirmation(workbench: Workbench, record: Record) -> None:
    id = one_of(workbench, "ferries")
    workbench.mark([id], Verdict.VERIFIED)
    assert reasons(record(id)) == {Reason.UNSUPPORTED, Reason.ATTRIBUTION}
    workbench.mark([id], Verdict.VERIFIED, reason="in the port's log")
    workbench.check([id], AttributionCheck.CONFIRMED)
    assert reasons(record(id)) == set()
    workbench.undo()
    workbench.undo()
    assert reasons(record(id)) == {Reason.UNSUPPORTED, Reason.ATTRIBUTION}


def test_evidence_is_as_good_as_a_reason(workbench: Workbench, record: Record) -> None:
    id = one_of(workbench, "ferries")
    workbench.mark([id], Verdict.VERIFIED)
    workbench.bind(id, Evidence(quotation="28 sailings", url="https://port.example/log"))
    assert Reason.UNSUPPORTED not in reasons(record(id))


@pytest.mark.parametrize(
    ("verdict", "relation", "independence", "enough"),
    [
        (Verdict.VERIFIED, Relation.SAME, Independence.INDEPENDENT, True),
        (Verdict.VERIFIED, Relation.SAME, Independence.SAME_ORIGIN, False),
        (Verdict.VERIFIED, Relation.SAME, Independence.UNKNOWN, False),
        (Verdict.VERIFIED, Relation.RELATED, Independence.INDEPENDENT, False),
        (Verdict.REFUTED, Relation.SAME, Independence.INDEPENDENT, False),
        (Verdict.REFUTED, Relation.CONFLICTING, Independence.INDEPENDENT, True),
        (Verdict.DISPUTED, Relation.CONFLICTING, Independence.INDEPENDENT, True),
    ],
)
def test_a_decided_match_of_another_origin_speaks_for_a_verdict(
    workbench: Workbench,
    record: Record,
    verdict: Verdict,
    relation: Relation,
    independence: Independence,
    enough: bool,
) -> None:
    id = one_of(workbench, "ferries")
    match = match_of(workbench, id, Relation.SAME)
    workbench.store.add_matches([match.model_copy(update={"independence": independence})])
    workbench.mark([id], verdict)
    assert Reason.UNSUPPORTED in reasons(record(id)), "a proposal is no evidence"
    workbench.decide_match(match.id, relation)
    assert (Reason.UNSUPPORTED not in reasons(record(id))) is enough


def test_a_conflict_stands_until_somebody_has_looked_at_it(workbench: Workbench, record: Record) -> None:
    id = one_of(workbench, "bridge closed March")
    match = match_of(workbench, id, Relation.CONFLICTING)
    [objection] = [one for one in objections(record(id)) if one.reason is Reason.CONFLICT]
    assert match.b in objection.detail or match.a in objection.detail
    workbench.decide_match(match.id, Relation.CONFLICTING)
    assert Reason.CONFLICT not in reasons(record(id))


def test_reviewers_who_differ_are_named(workbench: Workbench, record: Record) -> None:
    id = one_of(workbench, "ferries")
    workbench.mark([id], Verdict.VERIFIED, reason="seen")
    workbench.reviewer = "boris"
    workbench.mark([id], Verdict.REFUTED, reason="not seen")
    [objection] = [one for one in objections(record(id)) if one.reason is Reason.DISAGREEMENT]
    assert objection.detail == "anna: verified, boris: refuted"
    workbench.adjudicate([id], Verdict.VERIFIED, reason="settled")
    assert Reason.DISAGREEMENT not in reasons(record(id))


def test_an_assertion_has_no_source_to_confirm_and_a_changed_article_is_one_to_look_at(
    workbench: Workbench, record: Record
) -> None:
    given = record(one_of(workbench, "ferries"))
    assertion = given.claim.model_copy(update={"kind": ClaimKind.ASSERTION})
    found = reasons(given.model_copy(update={"claim": assertion, "changed": True}))
    assert found == {Reason.CHANGED}


def test_a_review_needs_the_words_of_the_house(workbench: Workbench, record: Record) -> None:
    id = one_of(workbench, "ferries")
    workbench.mark([id], Verdict.VERIFIED)
    house = House(author="Desk", url="https://desk.example/{claim}", ratings={"verified": "{reason}"})
    without = [one.reason for one in objections(record(id), house, rated=True)]
    assert Reason.RATING in without
    workbench.mark([id], Verdict.VERIFIED, reason="True.")
    assert Reason.RATING not in [one.reason for one in objections(record(id), house, rated=True)]


def test_the_gate_stands_before_verdicts_of_truth_and_what_is_published() -> None:
    assert {one for one in Verdict if concerns(one, published=False)} == {
        Verdict.VERIFIED,
        Verdict.DISPUTED,
        Verdict.REFUTED,
    }
    assert not concerns(None, published=False)
    assert concerns(None, published=True)


def test_a_refusal_lists_claims_reasons_and_what_to_do() -> None:
    found = [Objection(f"id{number:03}", reason, "", "words") for reason in Reason for number in range(30)]
    with pytest.raises(ExportRefused) as refused:
        refuse(found, [])
    told = str(refused.value)
    for reason in Reason:
        assert all(sentence in told for sentence in MEANINGS[reason])
        assert (f"--allow-{reason}" in told) is (reason in ALLOWABLE)
    assert "id019" in told
    assert "id020" not in told
    assert told.count(f"and {30 - LISTED} more; --check lists all") == len(Reason)


def test_what_is_allowed_is_not_refused() -> None:
    found = [Objection("id", Reason.CONFLICT, "", "words")]
    refuse(found, [Reason.CONFLICT])
    refuse([], [])
    with pytest.raises(ExportRefused):
        refuse(found, [Reason.CHANGED])


def test_a_later_version_in_other_words_is_to_be_looked_at_before_it_leaves(
    workbench: Workbench, record: Record, articles: Path
) -> None:
    path = articles / "courier.md"
    addressed = path.read_text().replace("date:", "url: https://courier.example/bridge\ndate:")
    path.write_text(addressed)
    workbench.add([path])
    [first] = workbench.rows(
        workbench.claim_ids(ClaimFilter(query="ferries cancelled", outlet="Harbour Courier"))
    )[-1:]
    workbench.mark([first.id], Verdict.VERIFIED, reason="in the log")
    workbench.check([first.id], AttributionCheck.CONFIRMED)
    assert reasons(record(first.id)) == set()
    path.write_text(addressed.replace("28 ferries were cancelled", "30 ferries were cancelled"))
    workbench.add([path])
    [changed] = workbench.rows(workbench.claim_ids(ClaimFilter(status=Verdict.VERIFIED)))
    assert reasons(record(changed.id)) == {Reason.CHANGED, Reason.CONFLICT}, "28 ferries elsewhere"
    workbench.mark([changed.id], Verdict.VERIFIED, reason="30 in the log now")
    assert reasons(record(changed.id)) == {Reason.CONFLICT}


class Chance:
    """Reviewers who decide at random, here and elsewhere."""

    def __init__(self, workbench: Workbench, seed: int, page: Path) -> None:
        self.random = Random(seed)
        self.workbench = workbench
        self.page = page
        self.acts = (
            *(self.verdict,) * 4,
            *(self.match,) * 2,
            self.undo,
            self.redo,
            self.adjudicate,
            self.evidence,
            self.attribution,
            self.elsewhere,
            self.reread,
        )

    def act(self) -> None:
        self.workbench.reviewer = self.random.choice(["anna", "boris"])
        with suppress(IllegalTransition, StaleDecision):
            self.random.choice(self.acts)()

    def claim(self) -> str:
        rowids = self.workbench.claim_ids(ClaimFilter(outlet="Harbour Courier"))
        [row] = self.workbench.rows([self.random.choice(rowids)])
        return row.id

    def reason(self) -> str:
        return self.random.choice(["", "", "in the log"])

    def verdict(self) -> None:
        verdict = self.random.choice(list(Verdict))
        self.workbench.mark([self.claim()], verdict, reason=self.reason())

    def attribution(self) -> None:
        self.workbench.check([self.claim()], self.random.choice(list(AttributionCheck)), reason=self.reason())

    def adjudicate(self) -> None:
        answer = self.random.choice([Verdict.VERIFIED, Verdict.REFUTED, AttributionCheck.CONFIRMED])
        rowids = self.workbench.claim_ids(ClaimFilter(disagreement=True))
        for row in self.workbench.rows(rowids[:1]):
            self.workbench.adjudicate([row.id], answer, reason=self.reason())

    def evidence(self) -> None:
        self.workbench.bind(self.claim(), Evidence(quotation="28", url="https://port.example/log"))

    def match(self) -> None:
        for match, _ in self.workbench.matches_of(self.claim())[:2]:
            independence = self.random.choice(list(Independence))
            self.workbench.store.add_matches([match.model_copy(update={"independence": independence})])
            self.workbench.decide_match(match.id, self.random.choice(list(Relation)))

    def undo(self) -> None:
        self.workbench.undo()

    def redo(self) -> None:
        self.workbench.redo()

    def elsewhere(self) -> None:
        """A decision that was made before, in another store, comes in."""
        made = Decision(
            seq=1,
            step=1,
            time=dt.datetime.now(dt.UTC) - dt.timedelta(seconds=self.random.random()),
            reviewer=self.random.choice(["anna", "boris"]),
            target=self.claim(),
            action=Action.VERDICT,
            before="unreviewed",
            after=self.random.choice(["verified", "refuted"]),
            reason=self.reason(),
        )
        self.workbench.store.imports.merge([made])

    def reread(self) -> None:
        """The page is read again, with another number."""
        ferries = f"{self.random.randint(30, 90)} ferries"
        self.page.write_text(re.sub(r"\d+ ferries", ferries, self.page.read_text()))
        self.workbench.add([self.page])


@pytest.mark.parametrize("seed", range(3))
def test_the_filters_find_what_the_gate_objects_to(workbench: Workbench, articles: Path, seed: int) -> None:
    page = articles / "courier.md"
    page.write_text(page.read_text().replace("date:", "url: https://courier.example/bridge\ndate:"))
    workbench.add([page])
    chance = Chance(workbench, seed, page)
    found = {Reason.UNSUPPORTED: 0, Reason.ATTRIBUTION: 0}
    supported = 0
    for _ in range(40):
        for _ in range(4):
            chance.act()
        rowids = workbench.claim_ids()
        with_verdict = {row.rowid for row in workbench.rows(rowids) if row.verdict in TRUTH}
        against = {reason: set[int]() for reason in found}
        for rowid, record in zip(rowids, records(workbench.store, rowids), strict=True):
            for one in objections(record):
                if one.reason in against and rowid in with_verdict:
                    against[one.reason].add(rowid)
        for reason, name in ((Reason.UNSUPPORTED, "unsupported"), (Reason.ATTRIBUTION, "unconfirmed")):
            wanted = against[reason]
            assert set(workbench.claim_ids(ClaimFilter.model_validate({name: True}))) == wanted
            rest = set(workbench.claim_ids(ClaimFilter.model_validate({name: False})))
            assert rest == set(rowids) - wanted
            found[reason] += len(wanted)
        supported += len(with_verdict - against[Reason.UNSUPPORTED])
    assert all(found.values()) and supported
