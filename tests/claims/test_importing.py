from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from claims.errors import ImportRefused
from claims.importing import Imported
from claims.models import AttributionCheck, Edit, Evidence, Relation, Span, Verdict
from claims.store import Store
from claims.workbench import ClaimFilter, Workbench

VERSION_1 = Path(__file__).parent / "importing" / "version1.jsonl"
Open = Callable[[str], Workbench]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Open a store by its name; its clock goes on a minute with every decision, from eight o'clock."""
    found: list[Workbench] = []

    def at(name: str) -> Workbench:
        now = [dt.datetime(2026, 3, 11, 8, tzinfo=dt.UTC)]

        def clock() -> dt.datetime:
            now[0] += dt.timedelta(minutes=1)
            return now[0]

        found.append(Workbench(Store.open(tmp_path / f"{name}.sqlite", clock=clock), "anna"))
        return found[-1]

    yield at
    for one in found:
        one.close()


def one_of(workbench: Workbench, words: str, outlet: str = "Harbour Courier") -> str:
    [row] = workbench.rows(workbench.claim_ids(ClaimFilter(query=words, outlet=outlet)))
    return row.id


def match_of(workbench: Workbench, id: str) -> str:
    return workbench.matches_of(id)[0][0].id


def decided(desk: Workbench, articles: Path) -> Workbench:
    """Return ``desk`` with ``articles`` and a decision of every kind, by two reviewers."""
    desk.add([articles])
    ferries, bridge = one_of(desk, "ferries cancelled"), one_of(desk, "12 March")
    desk.check([ferries, bridge], AttributionCheck.CONFIRMED)
    desk.mark([ferries], Verdict.VERIFIED, reason="in the port's log")
    desk.bind(ferries, Evidence(quotation="28 sailings", article_id=desk.claim(bridge).article_id))
    desk.decide_match(match_of(desk, ferries), Relation.SAME)
    desk.decide_match(match_of(desk, bridge), Relation.CONFLICTING)
    desk.note(bridge, "ask the mayor")
    span = desk.claim(bridge).content[0]
    words = Edit.of(desk.claim(bridge)).model_copy(update={"content": (Span(span.start + 5, span.end),)})
    desk.edit(bridge, words)
    article = desk.article(desk.claim(ferries).article_id)
    start = article.text.index("28 ferries")
    desk.add_claim(article.id, Edit(content=(Span(start, start + 10),), content_words="28 ferries"))
    desk.reviewer = "boris"
    desk.mark([ferries, bridge], Verdict.DISPUTED)
    desk.undo()
    desk.mark([bridge], Verdict.REFUTED)
    desk.undo()
    desk.redo()
    desk.flag([ferries], True)
    desk.reviewer = "anna"
    return desk


@pytest.fixture
def desk(opened: Open, articles: Path) -> Workbench:
    return decided(opened("desk"), articles)


@pytest.fixture(scope="module")
def exports() -> dict[str, str]:
    """What was exported once for all tests that spoil it."""
    return {}


@pytest.fixture
def export(exports: dict[str, str], opened: Open, articles: Path, tmp_path: Path) -> str:
    if not exports:
        path = sent(decided(opened("desk"), articles), tmp_path / "first.jsonl")
        exports["workbench"] = path.read_text(encoding="utf-8")
    return exports["workbench"]


def sent(workbench: Workbench, path: Path, form: str = "workbench") -> Path:
    workbench.export(form, ClaimFilter(), path)
    return path


def taken(workbench: Workbench, path: Path, **more: bool) -> Imported:
    return workbench.imports.take(path, reviewer=workbench.reviewer, **more)


def test_an_empty_store_becomes_the_same_byte_for_byte(desk: Workbench, opened: Open, tmp_path: Path) -> None:
    first = sent(desk, tmp_path / "first.jsonl")
    other = opened("other")
    told = taken(other, first)
    assert (told.articles, told.claims) == (2, desk.count())
    assert told.decisions == len(list(desk.store.decisions()))
    assert sent(other, tmp_path / "second.jsonl").read_bytes() == first.read_bytes()
    for form in ("csv", "html", "markdown"):
        assert (
            sent(other, tmp_path / f"other.{form}", form).read_bytes()
            == sent(desk, tmp_path / f"desk.{form}", form).read_bytes()
        )


def test_importing_again_changes_nothing(desk: Workbench, opened: Open, tmp_path: Path) -> None:
    first = sent(desk, tmp_path / "first.jsonl")
    other = opened("other")
    taken(other, first)
    assert not taken(other, first).changes
    assert not taken(desk, first).changes
    assert sent(other, tmp_path / "second.jsonl").read_bytes() == first.read_bytes()


def test_what_was_imported_is_searched_matched_and_derived_like_all_else(
    desk: Workbench, opened: Open, tmp_path: Path
) -> None:
    other = opened("other")
    taken(other, sent(desk, tmp_path / "first.jsonl"))
    assert other.stats() == desk.stats()
    before = [other.claim_state(id) for id in other.store.ids(other.claim_ids())]
    other.store.rebuild()
    assert [other.claim_state(id) for id in other.store.ids(other.claim_ids())] == before
    terms = sorted({"ferri", "cancel", "brook"})
    assert other.store.document_frequency(terms) == desk.store.document_frequency(terms)


def test_steps_stay_steps_and_can_be_undone_and_redone(desk: Workbench, opened: Open, tmp_path: Path) -> None:
    other = opened("other")
    taken(other, sent(desk, tmp_path / "first.jsonl"))
    other.reviewer = desk.reviewer = "boris"
    for act in ("undo", "undo", "redo"):
        assert [one.target for one in getattr(other, act)()] == [one.target for one in getattr(desk, act)()]


def test_reviewers_of_two_stores_who_differ_are_in_disagreement(
    desk: Workbench, opened: Open, articles: Path, tmp_path: Path
) -> None:
    other = opened("other")
    other.add([articles])
    other.reviewer = "carla"
    ferries = one_of(other, "ferries cancelled")
    other.mark([ferries], Verdict.REFUTED, reason="27 in the log")
    told = taken(other, sent(desk, tmp_path / "first.jsonl"))
    assert (told.articles, told.known_articles) == (0, 2)
    assert told.disagreements == [ferries]
    assert other.claim_state(ferries).disagreement
    other.adjudicate([ferries], Verdict.VERIFIED)
    taken(desk, sent(other, tmp_path / "back.jsonl"))
    assert desk.claim_state(ferries).verdict is Verdict.VERIFIED
    assert (
        sent(desk, tmp_path / "both.csv", "csv").read_text()
        == sent(other, tmp_path / "both2.csv", "csv").read_text()
    )


def test_a_later_look_goes_on_to_count(desk: Workbench, opened: Open, articles: Path, tmp_path: Path) -> None:
    early = sent(desk, tmp_path / "early.jsonl")
    ferries = one_of(desk, "ferries cancelled")
    desk.mark([ferries], Verdict.REFUTED, reason="I was wrong")
    desk.store.rebuild()
    other = opened("other")
    taken(other, sent(desk, tmp_path / "late.jsonl"))
    assert not taken(other, early).changes
    assert other.claim_state(ferries).verdict is Verdict.REFUTED


def test_an_earlier_decision_from_elsewhere_takes_its_place_before_the_later(
    opened: Open, articles: Path, tmp_path: Path
) -> None:
    here, there = opened("here"), opened("there")
    for one in (here, there):
        one.add([articles])
    ferries = one_of(here, "ferries cancelled")
    there.mark([ferries], Verdict.VERIFIED, reason="at eight")
    here.flag([one_of(here, "12 March")], True)
    here.mark([ferries], Verdict.REFUTED, reason="a minute later")
    taken(here, sent(there, tmp_path / "there.jsonl"))
    assert [one.reason for one in here.history(ferries)] == ["at eight", "a minute later"]
    assert here.claim_state(ferries).verdict is Verdict.REFUTED, "the same reviewer's later word"
    here.store.rebuild()
    assert here.claim_state(ferries).verdict is Verdict.REFUTED
    version = here.claim_state(ferries).version
    here.mark([ferries], Verdict.VERIFIED, seen={ferries: version})


def test_a_file_of_the_first_form_is_taken(opened: Open, articles: Path) -> None:
    old = [json.loads(line) for line in VERSION_1.read_text(encoding="utf-8").splitlines()]
    assert not [one for one in old if "version" in one]
    here = opened("here")
    here.add([articles])
    told = taken(here, VERSION_1)
    assert (told.articles, told.known_articles, told.missing) == (0, 2, {})
    states = {one["claim"]["id"]: one["state"] for one in old}
    for id, state in states.items():
        found = here.claim_state(id)
        for name in ("verdict", "attribution", "flagged", "disagreement", "notes", "reviewer"):
            assert getattr(found, name) == (tuple(state[name]) if name == "notes" else state[name]), name
    decided = {m["match"]["id"]: m["state"]["relation"] for one in old for m in one["matches"]}
    assert len(decided) > 2
    for match_id, relation in decided.items():
        assert here.store.match_state(match_id).relation == relation
    assert not taken(here, VERSION_1).changes


def test_claims_of_articles_that_are_not_here_are_left_out_and_told(
    desk: Workbench, opened: Open, tmp_path: Path
) -> None:
    told = taken(opened("other"), sent(desk, tmp_path / "first.jsonl", "jsonl"))
    assert sum(told.missing.values()) == desk.count()
    assert not told.changes


def test_a_dry_run_tells_the_same_and_changes_nothing(desk: Workbench, opened: Open, tmp_path: Path) -> None:
    first = sent(desk, tmp_path / "first.jsonl")
    other = opened("other")
    told = taken(other, first, dry_run=True)
    assert told.changes
    assert (other.count(), list(other.articles()), list(other.store.decisions())) == (0, [], [])
    assert taken(other, first) == told


def test_the_same_text_of_the_same_outlet_at_another_address_is_the_same_article(
    desk: Workbench, opened: Open, articles: Path, tmp_path: Path
) -> None:
    for path in articles.iterdir():
        path.write_text(path.read_text().replace("date:", f"url: https://{path.stem}.example/x\ndate:"))
    other = opened("other")
    other.add([articles])
    told = taken(other, sent(desk, tmp_path / "first.jsonl"))
    assert (told.articles, told.known_articles) == (0, 2)
    assert told.known_claims == desk.count() - 1
    ferries, bridge = one_of(other, "ferries cancelled"), one_of(other, "12 March")
    assert other.claim_state(ferries).verdict is Verdict.VERIFIED
    assert other.claim_state(ferries).evidence[0].article_id == other.claim(bridge).article_id
    [match, state] = other.matches_of(bridge)[0]
    assert state.relation is Relation.CONFLICTING
    assert {match.a, match.b} > {bridge}
    assert other.count(ClaimFilter(added=True)) == 1
    assert not taken(other, tmp_path / "first.jsonl").changes


def test_claims_that_the_rules_here_do_not_find_come_with_a_decision_only(
    desk: Workbench, opened: Open, tmp_path: Path
) -> None:
    first = sent(desk, tmp_path / "first.jsonl")
    other = opened("other")
    for row in desk.articles():
        other.store.add_article(desk.article(row.id), [])
    told = taken(other, first)
    undecided = [id for id in desk.store.ids(desk.claim_ids()) if not desk.history(id)]
    undecided = [id for id in undecided if not any(state.relation for _, state in desk.matches_of(id))]
    assert told.unfound == len(undecided) > 0
    assert told.claims == desk.count() - len(undecided)
    assert other.claim_state(one_of(other, "ferries cancelled")).verdict is Verdict.VERIFIED


Line = dict[str, Any]


def _text(lines: list[Line]) -> None:
    lines[0]["article"]["text"] = lines[0]["article"]["text"].replace("12 March", "13 March")


def _hash(lines: list[Line]) -> None:
    _text(lines)
    lines[0]["article"]["text_hash"] = "0" * 64


def _words(lines: list[Line]) -> None:
    record = next(one for one in lines if "claim" in one and not one["machine"])
    record["claim"]["content_words"] = "something else"


def _id(lines: list[Line]) -> None:
    next(one for one in lines if "claim" in one)["claim"]["id"] = "0" * 16


def _verdict(lines: list[Line]) -> None:
    next(one for one in lines if one.get("history"))["history"][0]["after"] = "true"


def _number(lines: list[Line]) -> None:
    records = [one for one in lines if one.get("history")]
    records[1]["history"][0]["seq"] = records[0]["history"][0]["seq"]


def _newer(lines: list[Line]) -> None:
    lines[0]["version"] = 99


def _field(lines: list[Line]) -> None:
    next(one for one in lines if "claim" in one)["extra"] = 1


def _edit(lines: list[Line]) -> None:
    history = next(one for one in lines if one.get("machine"))["history"]
    decision = next(one for one in history if one["action"] == "edit")
    decision["after"] = decision["after"].replace("March", "April")


def _huge(lines: list[Line]) -> None:
    next(one for one in lines if one.get("history"))["history"][0]["step"] = 1 << 70


def _undo(lines: list[Line]) -> None:
    next(one for one in lines if one.get("history"))["history"][0]["action"] = "undo"


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_text, "not the one that its hash names"),
        (_hash, "not the one that its hash names"),
        (_words, "other words than its article"),
        (_id, "not the one that its id names"),
        (_verdict, "none that a reviewer can make"),
        (_number, "two decisions are number"),
        (_newer, "newer version"),
        (_field, "extra"),
        (_edit, "other words than its article"),
        (_huge, "none that a reviewer can make"),
        (_undo, "none that a reviewer can make"),
    ],
)
def test_a_file_that_was_changed_is_refused_as_a_whole(
    export: str, opened: Open, tmp_path: Path, spoil: Callable[[list[Line]], None], why: str
) -> None:
    path = tmp_path / "first.jsonl"
    lines = [json.loads(line) for line in export.split("\n") if line]
    spoil(lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    other = opened("other")
    with pytest.raises(ImportRefused, match=why):
        taken(other, path)
    assert (other.count(), list(other.articles())) == (0, [])


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"{}\n", b"nonsense", b'{"@context": "x"}', b"[1]", b"7", b"[" * 9999]
)
def test_what_is_no_export_is_refused(opened: Open, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "given"
    path.write_bytes(data)
    with pytest.raises(ImportRefused, match="given"):
        taken(opened("other"), path)
    with pytest.raises(ImportRefused, match="can't be read"):
        taken(opened("other"), tmp_path / "none")


def test_the_matches_of_new_claims_with_those_that_are_here_are_found(
    desk: Workbench, opened: Open, articles: Path, tmp_path: Path
) -> None:
    other = opened("other")
    other.add([articles / "standard.md"])
    assert other.stats().matches == 0
    told = taken(other, sent(desk, tmp_path / "first.jsonl"))
    assert (told.articles, told.known_articles) == (1, 1)
    bridge = one_of(other, "12 March")
    assert [state.relation for _, state in other.matches_of(bridge)][:1] == [Relation.CONFLICTING]


def test_decisions_on_an_earlier_version_of_an_article_come_as_decisions_on_the_newest(
    opened: Open, articles: Path, tmp_path: Path
) -> None:
    path = articles / "courier.md"
    addressed = path.read_text().replace("date:", "url: https://courier.example/bridge\ndate:")
    path.write_text(addressed)
    here, there = opened("here"), opened("there")
    here.add([articles])
    bridge = one_of(here, "12 March")
    here.mark([bridge], Verdict.DISPUTED, reason="the city has another day")
    decide = match_of(here, bridge)
    here.decide_match(decide, Relation.CONFLICTING)
    words = Edit.of(here.claim(bridge)).model_copy(update={"source": ()})
    here.edit(bridge, words)
    path.write_text(addressed.replace("Mayor Ada Brook", "On Tuesday Mayor Ada Brook", 1))
    here.add([path])
    first = sent(here, tmp_path / "first.jsonl")
    told = taken(there, first)
    assert (told.articles, told.decisions) == (2, 3)
    [row] = there.rows(there.claim_ids(ClaimFilter(status=Verdict.DISPUTED)))
    assert row.id != bridge
    assert sent(there, tmp_path / "second.jsonl").read_bytes() == first.read_bytes()
    assert not taken(there, first).changes
    assert not taken(here, first).changes
