from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html as parser
from markdown_it import MarkdownIt

from claims.errors import NotFound
from claims.export.summaries import WRITERS
from claims.export.summary import Entry, Part, Summary
from claims.models import AttributionCheck, Relation, Verdict
from claims.workbench import ClaimFilter, Workbench


@pytest.fixture
def workbench(tmp_path: Path, articles: Path) -> Iterator[Workbench]:
    with Workbench.open(tmp_path / "claims.sqlite", reviewer="anna") as opened:
        opened.add([articles])
        yield opened


def one_of(workbench: Workbench, words: str, outlet: str = "Harbour Courier") -> str:
    [row] = workbench.rows(workbench.claim_ids(ClaimFilter(query=words, outlet=outlet)))
    return row.id


def about(workbench: Workbench, *, event: bool = False) -> Summary:
    article = workbench.reports.article_of(one_of(workbench, "ferries"))
    return workbench.reports.summary([article], event=event)


def entry(summary: Summary, words: str) -> Entry:
    [found] = [one for one in summary.entries if words in one.told.words]
    return found


def decide_match(workbench: Workbench, id: str, relation: Relation) -> None:
    workbench.decide_match(workbench.matches_of(id)[0][0].id, relation)


def test_what_nobody_decided_is_open_and_proposals_are_told_apart(workbench: Workbench) -> None:
    summary = about(workbench)
    assert {one.part for one in summary.entries} == {Part.OPEN}
    ferries = entry(summary, "ferries")
    assert [one.outlet for one in ferries.proposed] == ["Evening Standard"]
    assert (ferries.same, ferries.held) == ((), ())
    [against] = entry(summary, "12 March").against
    assert (against.decided, against.differing) == (False, (("12 March", "19 March"),))


def test_a_verdict_on_a_claim_that_is_only_proposed_to_be_the_same_confirms_nothing(
    workbench: Workbench,
) -> None:
    other = one_of(workbench, "ferries", "Evening Standard")
    workbench.mark([other], Verdict.VERIFIED, reason="in the log")
    assert entry(about(workbench), "ferries").part is Part.OPEN
    decide_match(workbench, other, Relation.SAME)
    ferries = entry(about(workbench), "ferries")
    assert ferries.part is Part.CONFIRMED
    assert [one.outlet for one in ferries.same] == ["Evening Standard"]
    assert [(one.reviewer, one.reason) for one in ferries.held] == [("anna", "in the log")]


@pytest.mark.parametrize(
    ("verdict", "part"),
    [
        (Verdict.VERIFIED, Part.CONFIRMED),
        (Verdict.DISPUTED, Part.DISPUTED),
        (Verdict.REFUTED, Part.REFUTED),
        (Verdict.UNVERIFIABLE, Part.UNVERIFIABLE),
    ],
)
def test_each_verdict_has_its_part(workbench: Workbench, verdict: Verdict, part: Part) -> None:
    workbench.mark([one_of(workbench, "ferries")], verdict)
    assert entry(about(workbench), "ferries").part is part


def test_reviewers_who_differ_make_it_disputed_by_name_until_one_adjudicates(workbench: Workbench) -> None:
    ferries = one_of(workbench, "ferries")
    workbench.mark([ferries], Verdict.VERIFIED)
    workbench.reviewer = "boris"
    workbench.mark([ferries], Verdict.REFUTED, reason="27")
    found = entry(about(workbench), "ferries")
    assert found.part is Part.DISPUTED
    assert {(one.reviewer, one.verdict) for one in found.held} == {
        ("anna", Verdict.VERIFIED),
        ("boris", Verdict.REFUTED),
    }
    text = "".join(WRITERS["markdown"](about(workbench)))
    assert "refuted by boris: 27" in text
    assert "nobody has adjudicated" in text
    workbench.adjudicate([ferries], Verdict.VERIFIED)
    assert entry(about(workbench), "ferries").part is Part.CONFIRMED


def test_rejected_claims_are_told_by_nobody(workbench: Workbench) -> None:
    count = len(about(workbench).entries)
    workbench.mark([one_of(workbench, "not safe")], Verdict.REJECTED, reason="not a claim")
    assert len(about(workbench).entries) == count - 1


def test_an_event_has_every_article_that_tells_or_contradicts_the_same(workbench: Workbench) -> None:
    assert [one.outlet for one in about(workbench).articles] == ["Harbour Courier"]
    event = about(workbench, event=True)
    assert {one.outlet for one in event.articles} == {"Harbour Courier", "Evening Standard"}
    with pytest.raises(NotFound):
        workbench.reports.article_of("ffff")


def test_both_forms_say_the_same_and_nothing_of_an_article_means_anything(
    tmp_path: Path, workbench: Workbench
) -> None:
    hostile = tmp_path / "evil.md"
    hostile.write_text(
        "---\ntitle: <script>alert(1)</script>\noutlet: '[x](javascript:alert(2))'\n---\n"
        "The mayor said that <img src=x onerror=alert(3)> 28 ferries **were** cancelled on Monday.\n"
    )
    workbench.add([hostile])
    [row] = workbench.rows(workbench.claim_ids(ClaimFilter(query="onerror")))
    workbench.check([row.id], AttributionCheck.CONFIRMED)
    workbench.mark([row.id], Verdict.VERIFIED, reason="# not a heading <b>")
    summary = workbench.reports.summary([row.article_id])
    page = "".join(WRITERS["html"](summary))
    tree = parser.fromstring(page)
    assert not {"script", "img", "b"} & {element.tag for element in tree.iter()}
    assert list(tree.iter("a")) == []
    assert "default-src 'none'" in page
    text = "".join(WRITERS["markdown"](summary))
    tokens = MarkdownIt("gfm-like", {"html": True}).parse(text)
    kinds = {one.type for token in tokens for one in (token, *(token.children or ()))}
    assert not {"html_inline", "html_block", "link_open", "image", "strong_open"} & kinds
    for words in ("1 article, 1 claim: 1 confirmed.", "verified by anna: # not a heading <b>"):
        assert words in " ".join(tree.text_content().split())
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2"]
