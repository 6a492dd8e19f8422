from __future__ import annotations

import json
from pathlib import Path

from claims.evaluation import evaluate, read_gold
from claims.export import ExportedArticle, ExportRecord
from claims.export.gold import write
from claims.models import ClaimState, Verdict


def with_text(article: ExportedArticle, text: str) -> ExportedArticle:
    assert article.whole is not None
    return article.model_copy(update={"whole": article.whole.model_copy(update={"text": text})})


def documents(*records: ExportRecord) -> list[dict[str, object]]:
    return [json.loads(line) for line in write(records)]


def test_an_article_is_a_line_with_its_text_and_without_what_is_no_attribution(
    full: ExportRecord, hostile: ExportRecord, bare: ExportRecord
) -> None:
    [first, second] = documents(hostile, bare, full)
    assert (first["id"], second["id"]) == ("a1unn", "a0evil")
    assert first["text"] == bare.article.text != ""
    [attribution] = first["attributions"]  # type: ignore[misc]
    assert attribution["content"] == [list(span) for span in full.claim.content]
    assert attribution["nested"] is True
    rejected = full.model_copy(update={"state": ClaimState(verdict=Verdict.REJECTED)})
    [alone] = documents(rejected)
    assert alone["attributions"] == []


def test_what_is_written_is_read_as_gold_and_equals_itself(hostile: ExportRecord, tmp_path: Path) -> None:
    text = "Anna says it rains. " * 20
    record = hostile.model_copy(update={"article": with_text(hostile.article, text)})
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(write([record])), encoding="utf-8")
    [document] = read_gold(path)
    assert document.text == text
    assert document.attributions[0].content == record.claim.content
    found = evaluate([document], lambda _: [record.claim])
    assert {figure.f1 for name, figure in found.figures.items() if figure.gold} == {1.0}
