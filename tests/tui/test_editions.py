from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from claims.models import AttributionCheck, Claim, Edit, Span, Verdict
from claims.store import Change, Extracted, ReadBy, Why, packed
from claims.workbench import Workbench
from tui.commands import DEFAULTS
from tui.editions import LONG, NoticeLine, compared, edition_words, notice_lines, notice_of, rewordings

URL = "https://courier.example/flood"


class Line:
    """The versions of an article with one claim, the earliest first."""

    def __init__(self, workbench: Workbench, build: Any) -> None:
        self.workbench, self.build = workbench, build
        self.claims: list[Claim] = []

    def read(self, content: str, said: str = "Brandt said", *, changed: bool = True) -> Claim:
        """Read the article with its claim in such words."""
        text = f"{said} {content}. This is version {len(self.claims)}."
        article = self.build.article(text, url=URL)
        source, _, cue = said.rpartition(" ")
        claim: Claim = self.build.claim(article, content, source=source, cue=cue)
        store = self.workbench.store
        if self.claims:
            old = self.claims[-1]
            store.editions.add(
                Extracted(article, [packed(claim)], ReadBy("rules", 0.5)),
                old.article_id,
                Change([(old.id, claim.id, changed)], [], [], Why.GONE),
            )
        else:
            store.add_article(article, [claim])
        self.claims.append(claim)
        return claim

    def wordings(self) -> list[tuple[int, str, str]]:
        return [(one.version, one.was, one.now) for one in rewordings(self.workbench, self.claims[-1])]

    def notice(self) -> Sequence[NoticeLine]:
        claim = self.claims[-1]
        return notice_lines(
            notice_of(self.workbench, claim, self.workbench.claim_state(claim.id), None), DEFAULTS
        )


@pytest.fixture
def line(workbench: Workbench, build: Any) -> Line:
    return Line(workbench, build)


def words(line: NoticeLine) -> str:
    return line.label + "".join(words for words, _ in line.parts)


def test_a_notice_has_the_words_that_were_decided_on_not_those_of_the_version_before(line: Line) -> None:
    line.workbench.mark([line.read("the sea rose 2 metres").id], Verdict.VERIFIED)
    line.read("the sea rose 3 metres")
    line.read("the sea rose 4 metres")
    line.read("the sea rose 4 metres", changed=False)
    heading, was, now, holds = line.notice()
    assert "since anna decided" in words(heading)
    assert words(was) == "was “the sea rose 2 metres”"
    assert words(now) == "now “the sea rose 4 metres”"
    assert [word for word, differs in (*was.parts, *now.parts) if differs] == ["2", "4"]
    assert words(holds).startswith("“verified” stands")
    assert line.wordings() == [
        (2, "the sea rose 2 metres", "the sea rose 3 metres"),
        (3, "the sea rose 3 metres", "the sea rose 4 metres"),
    ]


def test_once_somebody_has_looked_nothing_is_said_until_it_changes_again(line: Line) -> None:
    line.workbench.mark([line.read("the sea rose 2 metres").id], Verdict.VERIFIED)
    line.workbench.mark([line.read("the sea rose 3 metres").id], Verdict.VERIFIED)
    assert not line.notice()
    line.read("the sea rose 4 metres")
    assert words(line.notice()[1]) == "was “the sea rose 3 metres”"


def test_where_another_is_said_to_have_said_it_that_is_what_differs(line: Line) -> None:
    line.workbench.mark([line.read("the sea rose").id], Verdict.VERIFIED)
    line.read("the sea rose", said="Holm said")
    _, was, now, _ = line.notice()
    assert (words(was), words(now)) == ("was “Brandt said: the sea rose”", "now “Holm said: the sea rose”")


def test_the_words_of_a_correction_are_those_that_were_decided_on(line: Line) -> None:
    claim = line.read("the sea rose 2 metres")
    start, end = claim.content[0]
    line.workbench.edit(claim.id, Edit.of(claim).model_copy(update={"content": (Span(start + 4, end),)}))
    line.read("the sea rose 3 metres")
    assert words(line.notice()[1]) == "was “sea rose 2 metres”"


def test_what_only_the_source_was_asked_of_is_looked_at_by_asking_again(line: Line) -> None:
    line.workbench.check([line.read("the sea rose 2 metres").id], AttributionCheck.CONFIRMED)
    line.read("the sea rose 3 metres")
    assert "t says it again" in words(line.notice()[-1])


def test_only_a_note_is_looked_at_by_any_decision(line: Line) -> None:
    line.workbench.note(line.read("the sea rose 2 metres").id, "ask the board")
    line.read("the sea rose 3 metres")
    assert "any decision on it says so" in words(line.notice()[-1])


def test_of_long_words_what_stands_around_the_change_is_shown(line: Line) -> None:
    start, end = "the harbour was closed and " * 8, " and nobody went out" * 8
    line.workbench.mark([line.read(f"{start}ships lost 2 anchors{end}").id], Verdict.VERIFIED)
    line.read(f"{start}ships lost 3 anchors{end}")
    [one] = rewordings(line.workbench, line.claims[-1])
    for told, number in zip(compared(one), "23", strict=True):
        assert len(words(told)) < LONG
        assert words(told).startswith(("was “…", "now “…")) and words(told).endswith("…”")
        assert f"ships lost {number} anchors" in words(told)


def test_versions_are_counted(line: Line) -> None:
    first = line.read("the sea rose 2 metres")
    assert edition_words(line.workbench, first.article_id) == ""
    second = line.read("the sea rose 3 metres")
    assert edition_words(line.workbench, first.article_id) == "version 1 of 2"
    assert edition_words(line.workbench, second.article_id) == "version 2 of 2"
