"""The rules as they may be looked up, with what reviewers made of their claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import NotFound, StoreError
from claims.extraction.rules import RULES
from claims.models import AttributionCheck, ClaimKind, Edit, Modality, Span, Verdict
from claims.rulebook import Missed, missed, rule_records, rule_sheet
from claims.workbench import ClaimFilter, Workbench

UNLISTED = "-"
"""The class of the words that no class lists."""
TEXT = "".join(f"Mayor Ada Brook said that bridge {number} is closed.\n\n" for number in range(1, 5))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A store with four claims of one rule: two kept, one rejected, one undecided; and an assertion."""
    (tmp_path / "in.txt").write_text(
        TEXT + "\nThe council of Calden met on 12 March 2026 in the town hall.\n"
    )
    with Workbench.open(tmp_path / "store.sqlite") as workbench:
        workbench.add([tmp_path / "in.txt"])
        found = [row.id for row in workbench.rows(workbench.claim_ids(ClaimFilter(query="bridge")))]
        assert len(found) == 4
        workbench.mark(found[:1], Verdict.VERIFIED)
        workbench.mark(found[1:2], Verdict.REFUTED)
        workbench.mark(found[2:3], Verdict.REJECTED, reason="not a claim")
        assert workbench.count(ClaimFilter(kind=ClaimKind.ASSERTION)) == 1
    return tmp_path / "store.sqlite"


def test_without_a_store_there_are_the_rules_alone() -> None:
    records = rule_records()
    assert {(rule.id, rule.reason) for rule in RULES} <= {(record.id, record.reason) for record in records}
    assert all(record.reason for record in records)
    assert {record.standing for record in records} == {None}


def test_a_store_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        rule_records(tmp_path / "none.sqlite")


def test_how_a_rule_stands(db: Path) -> None:
    records = {record.id: record for record in rule_records(db)}
    standing = records["say-that"].standing
    assert standing is not None
    assert (standing.claims, standing.decided, standing.kept) == (4, 3, 2)
    assert standing.precision == pytest.approx(2 / 3)
    low, high = standing.interval
    assert (low, high) == (pytest.approx(0.2077, abs=1e-4), pytest.approx(0.9385, abs=1e-4))
    assert (standing.edited, standing.rejected) == (0, 1)
    unused = records["quote-dash"].standing
    assert unused is not None
    assert (unused.claims, unused.precision, unused.interval) == (0, None, (0.0, 1.0))
    assert {"assertion-sentence", *(rule.id for rule in RULES)} <= set(records)


def test_the_users_own_store_counts(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_DB", str(db))
    assert rule_records() == rule_records(db)
    monkeypatch.setenv("CLAIMS_DB", str(db.with_name("none.sqlite")))
    assert {record.standing for record in rule_records()} == {None}
    assert not db.with_name("none.sqlite").exists()


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_every_rule_has_a_sheet_with_its_cues_and_examples(rule: str) -> None:
    sheet = rule_sheet(rule)
    assert sheet.record.reason
    assert len(sheet.hits) == 2
    assert len(sheet.misses) == 1
    assert all(hit["content"].split(" … ")[0] in hit["text"] for hit in sheet.hits)
    assert bool(sheet.cues) == bool(set(sheet.record.classes) - {UNLISTED})


def test_cue_words_are_those_of_the_language() -> None:
    english, german = rule_sheet("say-that").cues, rule_sheet("say-that", language="de").cues
    assert "say" in english["saying"]
    assert "sagen" in german["saying"]
    assert not {"say", "said"} & {word for words in german.values() for word in words}


def test_what_is_no_rule_or_pack() -> None:
    with pytest.raises(NotFound, match=r"no rule 'said-afer'.*Did you mean 'said-after'"):
        rule_sheet("said-afer")
    with pytest.raises(NotFound, match=r"no rule 'zzzz'[^?]*$"):
        rule_sheet("zzzz")
    with pytest.raises(NotFound, match="no language pack for 'tlh', only for en"):
        rule_sheet("say-that", language="tlh")
    with pytest.raises(NotFound):
        rule_sheet("../articles/x")


def test_precision_counts_what_was_kept_of_all_that_was_decided(db: Path) -> None:
    with Workbench.open(db) as workbench:
        found = [row.id for row in workbench.rows(workbench.claim_ids(ClaimFilter(query="bridge")))]
        claim = workbench.claim(found[0])
        [content] = claim.content
        shorter = {"content": (Span(content.start + 5, content.end),)}
        workbench.edit(claim.id, Edit.of(claim).model_copy(update=shorter))
    standing = {record.id: record for record in rule_records(db)}["say-that"].standing
    assert standing is not None
    assert (standing.kept, standing.edited, standing.rejected, standing.decided) == (1, 1, 1, 3)
    assert standing.precision == pytest.approx(1 / 3)
    low, high = standing.interval  # Wilson 1927 for 1 of 3
    assert (low, high) == (pytest.approx(0.0615, abs=1e-4), pytest.approx(0.7923, abs=1e-4))


def test_an_intention_is_decided_by_its_attribution_check(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("Mayor Ada Brook promised to close the bridge.\n")
    with Workbench.open(tmp_path / "store.sqlite") as workbench:
        workbench.add([tmp_path / "in.txt"])
        [claim] = [
            one for one in map(workbench.claim, _ids(workbench)) if one.kind is not ClaimKind.ASSERTION
        ]
        assert claim.modality is Modality.INTENTION
        assert workbench.stats().rules[claim.rule].decided == 0
        workbench.check([claim.id], AttributionCheck.CONFIRMED)
        assert workbench.stats().rules[claim.rule] == (1, 1, 0, 0)


def _ids(workbench: Workbench) -> list[str]:
    return [row.id for row in workbench.rows(workbench.claim_ids())]


def test_what_reviewers_added_was_missed_by_article(db: Path) -> None:
    assert missed(db) == []
    with Workbench.open(db) as workbench:
        [article] = workbench.articles()
        for start in (0, 6):
            workbench.add_claim(article.id, Edit(content=(Span(start, 15),), content_words=""))
        half = workbench.claims_of(article.id)[-1]
        workbench.split(half.id, half.content[0].start + 12)
    assert missed(db) == [Missed(article.id, "in.txt", "", 2)], "halves of a claim were not missed"
    assert "reviewer" not in {record.id for record in rule_records(db)}
    assert rule_sheet("reviewer", db).record.reason.startswith("No rule")


def test_without_a_store_nothing_was_missed() -> None:
    assert missed() == []
