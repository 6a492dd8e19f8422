"""The rules as they may be looked up, with what reviewers made of their claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import NotFound, StoreError
from claims.extraction.rules import RULES
from claims.models import ClaimKind, Verdict
from claims.rulebook import rule_records, rule_sheet
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
