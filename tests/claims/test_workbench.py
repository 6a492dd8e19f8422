"""The use cases, on real stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from claims import linking
from claims.errors import (
    ClaimsError,
    IllegalTransition,
    NotFound,
    ReadingError,
    StaleDecision,
    StoreError,
)
from claims.finding import ReadFailure
from claims.models import Action, AttributionCheck, Edit, Evidence, Match, Relation, Span, Verdict
from claims.workbench import Added, ClaimFilter, Order, Workbench, load_demo


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    with Workbench.open(tmp_path / "a store.sqlite", reviewer="anna") as opened:
        yield opened


@pytest.fixture
def filled(workbench: Workbench, articles: Path) -> Workbench:
    """A workbench with the two articles of the fixture."""
    workbench.add([articles])
    return workbench


def ids(workbench: Workbench, query: str) -> list[str]:
    rows = workbench.rows(workbench.claim_ids(ClaimFilter(query=query), Order.ARTICLE))
    assert rows, f"no claim with {query!r}"
    return [row.id for row in rows]


def every_match(workbench: Workbench) -> dict[str, Match]:
    rows = workbench.rows(workbench.claim_ids())
    return {match.id: match for row in rows for match, _ in workbench.matches_of(row.id)}


def test_adding_reports_each_article_once_it_is_there(workbench: Workbench, articles: Path) -> None:
    told: list[Added | ReadFailure] = []

    def report(outcome: Added | ReadFailure) -> None:
        assert isinstance(outcome, Added)
        assert len(workbench.claims_of(outcome.article.id)) == outcome.claims > 0
        told.append(outcome)

    summary = workbench.add([articles], report)
    assert (summary.articles, summary.known, summary.failures) == (2, 0, ())
    assert summary.claims == workbench.count() == sum(one.claims for one in told if isinstance(one, Added))


def test_a_known_article_is_skipped(filled: Workbench, articles: Path) -> None:
    before = filled.stats()
    told: list[Added | ReadFailure] = []
    summary = filled.add([articles], told.append)
    assert (summary.articles, summary.known, summary.claims) == (0, 2, 0)
    assert [isinstance(one, Added) and one.new for one in told] == [False, False]
    assert filled.stats() == before


def test_a_bad_input_does_not_stop_the_rest(workbench: Workbench, articles: Path) -> None:
    summary = workbench.add([articles / "missing.md", articles])
    assert summary.articles == 2
    assert [failure.source for failure in summary.failures] == [str(articles / "missing.md")]


def test_claims_of_two_outlets_are_matched(filled: Workbench) -> None:
    until_12, until_19 = ids(filled, "Harbour Bridge closed until")
    match, state = filled.match_between(until_19, until_12)
    assert match.relation is Relation.CONFLICTING
    assert {match.conflicts[0].a, match.conflicts[0].b} == {"12 March", "19 March"}
    assert state.relation is None
    assert {
        (filled.claim(one.a).article_id, filled.claim(one.b).article_id)
        for one in every_match(filled).values()
    }
    assert all(
        filled.claim(one.a).article_id != filled.claim(one.b).article_id
        for one in every_match(filled).values()
    )


def test_matching_all_does_not_depend_on_the_order_of_adding(articles: Path, tmp_path: Path) -> None:
    found = []
    for name, files in (("one", ["courier.md", "standard.md"]), ("two", ["standard.md", "courier.md"])):
        with Workbench.open(tmp_path / name) as workbench:
            workbench.add([articles / file for file in files])
            told: list[tuple[int, int]] = []
            count = workbench.match_all(lambda done, total, told=told: told.append((done, total)))
            assert told == [(2, 2)], "after each batch"
            found.append(every_match(workbench))
            assert count == len(found[-1])
    assert found[0] == found[1] != {}


def test_matching_again_keeps_decisions(filled: Workbench) -> None:
    match = next(iter(every_match(filled).values()))
    filled.decide_match(match.id, Relation.UNRELATED)
    filled.match_all()
    assert filled.store.match_state(match.id).relation is Relation.UNRELATED


def test_matching_again_drops_what_is_not_proposed_any_more(
    filled: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, *rest = every_match(filled).values()
    assert rest
    filled.decide_match(kept.id, Relation.SAME)
    monkeypatch.setattr(linking, "CANDIDATES", 0)
    monkeypatch.setattr(linking, "BY_KEYS", 0)
    assert filled.match_all() == 0
    assert list(every_match(filled)) == [kept.id]
    monkeypatch.undo()
    assert filled.match_all() == 1 + len(rest) == len(every_match(filled))
    assert filled.store.match_state(kept.id).relation is Relation.SAME


def test_adding_by_threshold_and_language(workbench: Workbench, articles: Path, tmp_path: Path) -> None:
    with Workbench.open(tmp_path / "strict") as strict:
        assert strict.add([articles], threshold=0.9).claims < workbench.add([articles]).claims
    with pytest.raises(ReadingError, match="no language pack for 'tlh'"):
        workbench.add([articles], language="tlh")
    assert workbench.add([articles / "courier.md"], max_size=20).failures


def test_decisions_are_signed_and_undone_as_steps(filled: Workbench) -> None:
    both = ids(filled, "Harbour Bridge closed until")
    made = filled.mark(both, Verdict.VERIFIED, reason="seen")
    assert {(one.reviewer, one.reason, one.step) for one in made} == {("anna", "seen", made[0].step)}
    filled.check(both[:1], AttributionCheck.CONFIRMED)
    filled.flag(both[:1], True)
    filled.note(both[0], "ask the mayor")
    state = filled.claim_state(both[0])
    assert (state.verdict, state.attribution, state.flagged, state.notes) == (
        Verdict.VERIFIED,
        AttributionCheck.CONFIRMED,
        True,
        ("ask the mayor",),
    )
    for _ in range(3):
        filled.undo()
    assert len(filled.undo()) == 2
    assert [filled.claim_state(one).verdict for one in both] == [Verdict.UNREVIEWED] * 2
    filled.redo()
    assert [filled.claim_state(one).verdict for one in both] == [Verdict.VERIFIED] * 2
    filled.flag(both[:1], False)
    assert [decision.action for decision in filled.history(both[0])].count(Action.UNDO) == 4


def test_a_decision_on_an_older_state_changes_nothing(filled: Workbench) -> None:
    claim = ids(filled, "ferries")[0]
    filled.mark([claim], Verdict.VERIFIED)
    with pytest.raises(StaleDecision):
        filled.mark([claim], Verdict.REFUTED, seen={claim: 0})
    assert filled.claim_state(claim).verdict is Verdict.VERIFIED


def test_nothing_to_undo(workbench: Workbench) -> None:
    with pytest.raises(IllegalTransition, match="Nothing to undo"):
        workbench.undo()


def test_claims_that_do_not_match(filled: Workbench) -> None:
    courier = [row.id for row in filled.rows(filled.claim_ids(ClaimFilter(outlet="Harbour Courier")))]
    with pytest.raises(NotFound):
        filled.match_between(courier[0], courier[1])


def test_an_export_has_what_was_decided(filled: Workbench, tmp_path: Path) -> None:
    claim = ids(filled, "ferries")[0]
    filled.mark([claim], Verdict.VERIFIED, reason="seen by us")
    filled.check([claim], AttributionCheck.CONFIRMED)
    out = tmp_path / "out.jsonl"
    assert filled.export("jsonl", ClaimFilter(status=Verdict.VERIFIED), out) == 1
    text = out.read_text(encoding="utf-8")
    assert claim in text
    assert "seen by us" in text
    filled.export("jsonl", ClaimFilter(status=Verdict.VERIFIED), tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == out.read_bytes()


def test_an_export_that_fails_leaves_the_old_file(filled: Workbench, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    with pytest.raises(ClaimsError, match="no format 'xls'"):
        filled.export("xls", ClaimFilter(), out)
    (filled.store.path).rename(tmp_path / "elsewhere.sqlite")
    with pytest.raises(ClaimsError, match="can't be written"):
        filled.export("csv", ClaimFilter(), tmp_path / "no such folder" / "out.csv")
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_which_store_and_who(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_DB", str(tmp_path / "by variable.sqlite"))
    with pytest.raises(StoreError, match="claims add"):
        Workbench.open(create=False)
    with Workbench.open() as opened:
        assert opened.store.path == tmp_path / "by variable.sqlite"
        assert opened.reviewer == "anna"


def test_the_demo_loads_and_loads_again(tmp_path: Path) -> None:
    path = tmp_path / "demo.sqlite"
    first = load_demo(path)
    assert first.articles >= 9
    assert first.failures == ()
    assert first.matches > 0
    again = load_demo(path)
    assert (again.articles, again.known, again.matches) == (0, first.articles, first.matches)


def test_an_edit_takes_its_words_from_the_article_and_the_claim_stays(filled: Workbench) -> None:
    [first, *_] = ids(filled, "bridge closed")
    claim = filled.claim(first)
    start = claim.content[0].start
    shorter = Edit.of(claim).model_copy(
        update={"content": (Span(start, start + 3),), "content_words": "lies"}
    )
    [made] = filled.edit(first, shorter)
    text = filled.article(claim.article_id).text
    state = filled.claim_state(first)
    assert state.edit is not None
    assert state.edit.content_words == text[start : start + 3]
    assert filled.claim(first) == claim
    assert [row.id for row in filled.rows(filled.claim_ids(ClaimFilter(edited=True)))] == [first]
    [back] = filled.edit(first, Edit.of(claim))
    assert (made.before, back.after) == ("", "")
    assert filled.claim_state(first).edit is None
    assert filled.count(ClaimFilter(edited=True)) == 0
    for outside in ((), (Span(5, 5),), (Span(0, len(text) + 1),)):
        with pytest.raises(IllegalTransition, match="words of its article"):
            filled.edit(first, shorter.model_copy(update={"content": outside}))


def test_evidence_is_kept_beside_the_claim(filled: Workbench) -> None:
    [first, *_] = ids(filled, "bridge closed")
    evidence = Evidence(quotation="closed until May", url="https://port.example")
    filled.bind(first, evidence)
    assert filled.claim_state(first).evidence == (evidence,)
    filled.undo()
    assert filled.claim_state(first).evidence == ()
