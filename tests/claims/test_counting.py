"""Weights counted on corpora and on what reviewers of a store corrected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims import counting
from claims.counting import learn_cues
from claims.errors import ClaimsError, GoldError
from claims.evaluation import read_gold
from claims.finding import evaluate
from claims.models import AttributionCheck, ClaimKind, Edit, Modality, Span, Verdict
from claims.store import ClaimFilter, Order
from claims.workbench import Workbench

NAMES = ("Ada Brook", "Pia Holm", "Tom Reed", "Ann Doe", "Emil Sand")
VERBS = ("said", "claimed", "added")
WHAT = ("the bridge is shut", "the quay was closed", "28 ferries were cancelled", "the works go on")


def sentences(count: int, verbs: tuple[str, ...] = VERBS) -> Iterator[tuple[str, str, str]]:
    for number in range(count):
        yield NAMES[number % len(NAMES)], verbs[number % len(verbs)], WHAT[number % len(WHAT)]


def gold(path: Path, count: int) -> Path:
    """Write a corpus of ``count`` articles of four attributions each."""
    lines = []
    for number in range(count):
        text, attributions = "", []
        for source, cue, content in list(sentences(number + 4))[-4:]:
            at = len(text)
            begin = at + len(f"{source} {cue} that ")
            attributions.append(
                {
                    "source": [[at, at + len(source)]],
                    "cue": [[at + len(source) + 1, at + len(source) + 1 + len(cue)]],
                    "content": [[begin - 5, begin + len(content)]],
                }
            )
            text += f"{source} {cue} that {content}.\n\n"
        lines.append(json.dumps({"id": f"a{number}", "text": text, "attributions": attributions}))
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return gold(tmp_path / "gold.jsonl", 30)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workbench]:
    """A store with three articles of a desk that writes "larched", which no rule takes for a cue."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        lines = [f"{who} larched that {what}." for who, _, what in list(sentences(number + 5))[-5:]]
        lines.append("Ada Brook said that the bridge is shut, Tom Reed said.")
        (folder / f"{number}.txt").write_text("\n\n".join(lines) + "\n")
    with Workbench.open(tmp_path / "store.sqlite", reviewer="anna") as opened:
        opened.add([folder])
        yield opened


def decide_all(workbench: Workbench, article_id: str) -> None:
    for claim in workbench.claims_of(article_id):
        if workbench.claim_state(claim.id).verdict is Verdict.REJECTED:
            continue
        if claim.modality is Modality.FACT:
            workbench.mark([claim.id], Verdict.UNVERIFIABLE)
        else:
            workbench.check([claim.id], AttributionCheck.CONFIRMED)


def correct(workbench: Workbench, article_id: str) -> int:
    """Reject what is no attribution there, and add each "larched" that is; return how many were added."""
    text = workbench.article(article_id).text
    added = 0
    for start in [at for at in range(len(text)) if text.startswith(" larched ", at)]:
        line = text.rfind("\n", 0, start) + 1
        end = text.index(".", start)
        wanted = Edit(
            source=(Span(line, start),),
            cue=(Span(start + 1, start + 8),),
            content=(Span(start + 9, end),),
            content_words="",
        )
        made = workbench.add_claim(article_id, wanted)
        added += bool(made.decisions)
    decide_all(workbench, article_id)
    return added


def learned(workbench: Workbench | None, corpus: list[Path], out: Path) -> dict[str, object]:
    paths = learn_cues(
        corpus,
        out,
        language="en",
        corpus="a test",
        licence="none",
        report=lambda _: None,
        reviewed=workbench.store if workbench else None,
    )
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def test_corrected_articles_change_the_weights_together_with_a_corpus(
    desk: Workbench, corpus: Path, tmp_path: Path
) -> None:
    alone = learned(None, [corpus], tmp_path / "alone")
    for row in desk.articles():
        assert correct(desk, row.id) >= 4
    together = learned(desk, [corpus], tmp_path / "together")
    assert "larched" not in alone["forms"]["weights"]["cue"]  # type: ignore[index]
    assert together["forms"]["weights"]["cue"]["larched"] >= 12  # type: ignore[index]
    assert together["cue"]["weights"] != alone["cue"]["weights"]  # type: ignore[index]
    assert "; 3 of the articles from a desk's own review" in together["cue"]["about"]["counted"]  # type: ignore[index]
    assert learned(desk, [corpus], tmp_path / "again") == together
    split = [gold(tmp_path / "one.jsonl", 30), corpus]
    assert learned(None, split, tmp_path / "two")["cue"]["about"]["counted"].startswith("60 articles")  # type: ignore[index]


def test_an_edit_changes_what_is_learned(desk: Workbench, corpus: Path, tmp_path: Path) -> None:
    [row, *_] = desk.articles()
    correct(desk, row.id)
    before = learned(desk, [corpus], tmp_path / "before")
    for claim in desk.claims_of(row.id):
        if claim.cue_words == "larched":
            wanted = Edit.of(claim).model_copy(update={"cue": ()})
            desk.edit(claim.id, wanted)
    after = learned(desk, [corpus], tmp_path / "after")
    assert before["forms"]["weights"]["cue"]["larched"] > 1  # type: ignore[index]
    assert "larched" not in after["forms"]["weights"]["cue"]  # type: ignore[index]


def test_too_few_reviewed_articles_say_how_many_it_takes(
    desk: Workbench, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(GoldError, match=r"^0 articles of the store \(en\) are wholly reviewed.*1 is needed"):
        learned(desk, [corpus], tmp_path / "w")
    [row, *_] = desk.articles()
    correct(desk, row.id)
    with pytest.raises(GoldError, match=r"^1 article of the store .*; 100 are needed.*GOLD --reviewed"):
        learned(desk, [], tmp_path / "w")
    assert not (tmp_path / "w").exists()
    monkeypatch.setattr(counting, "LEAST_REVIEWED", 1)
    with pytest.raises(GoldError, match="at least 100 are needed"):
        learned(desk, [], tmp_path / "w")


def test_a_language_without_a_pack_and_a_folder_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(ClaimsError, match="no language pack"):
        learn_cues([corpus], tmp_path, language="tlh", corpus="", licence="", report=lambda _: None)
    (tmp_path / "file").write_text("")
    with pytest.raises(ClaimsError, match="Can't write the weights"):
        learned(None, [corpus], tmp_path / "file")


# gold of a store


def test_an_article_is_wholly_reviewed_when_every_attribution_is_decided(desk: Workbench) -> None:
    [row, *_] = desk.articles()
    claims = [claim for claim in desk.claims_of(row.id) if claim.kind is not ClaimKind.ASSERTION]
    assert len(claims) > 1
    assert desk.store.reviewed_articles() == []
    desk.mark([claim.id for claim in claims[1:]], Verdict.REJECTED)
    assert desk.store.reviewed_articles() == []
    desk.mark([claims[0].id], Verdict.VERIFIED)
    assert desk.store.reviewed_articles() == [row.id]
    with Workbench(desk.store, "bela") as bela:
        bela.mark([claims[0].id], Verdict.REFUTED)
        assert bela.store.reviewed_articles() == [], "reviewers differ"


def test_exported_gold_is_what_reviewers_made_of_it(desk: Workbench, tmp_path: Path) -> None:
    [row, other, *_] = desk.articles()
    added = correct(desk, row.id)
    claims = [one for one in desk.claims_of(row.id) if one.kind is not ClaimKind.ASSERTION]
    longer = claims[0].content[0]
    desk.edit(
        claims[0].id, Edit.of(claims[0]).model_copy(update={"content": (Span(longer.start, longer.end - 4),)})
    )
    desk.mark([claims[1].id], Verdict.REJECTED)
    path = tmp_path / "gold.jsonl"
    assert desk.export("gold", ClaimFilter(), path) == len(desk.claims_of(row.id))
    [document] = read_gold(path)
    assert (document.id, document.text) == (row.id, desk.article(row.id).text)
    contents = {one.content for one in document.attributions}
    assert len(document.attributions) == len(claims) - 1
    assert (Span(longer.start, longer.end - 4),) in contents
    assert claims[1].content not in contents
    assert added == sum(desk.claim_state(one.id).added is not None for one in claims)
    assert desk.export("gold", ClaimFilter(article_id=other.id), tmp_path / "none") == 0
    one_claim = ClaimFilter(article_id=row.id, status=Verdict.REJECTED)
    desk.export("gold", one_claim, tmp_path / "same")
    assert (tmp_path / "same").read_bytes() == path.read_bytes(), "whole articles, whichever claim is chosen"


def test_gold_of_claims_that_were_all_kept_is_found_again_by_evaluation(
    workbench_of_fixture: Workbench, tmp_path: Path
) -> None:
    workbench = workbench_of_fixture
    for row in workbench.articles():
        decide_all(workbench, row.id)
    path = tmp_path / "gold.jsonl"
    written = workbench.export("gold", ClaimFilter(), path)
    assert written == len(workbench.claim_ids(ClaimFilter(), Order.ARTICLE)) > 0
    found = evaluate(path, nested=True)
    assert found.figures["claim"].gold > 0
    assert found.figures["claim exact"].f1 == 1.0
    assert found.figures["cue"].f1 == 1.0
    assert found.mistakes == ()


@pytest.fixture
def workbench_of_fixture(articles: Path, tmp_path: Path) -> Iterator[Workbench]:
    with Workbench.open(tmp_path / "kept.sqlite", reviewer="anna") as opened:
        opened.add([articles])
        yield opened
