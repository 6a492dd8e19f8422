from __future__ import annotations

import base64
import hashlib
import re

from lxml import html as parser

from claims.export import ExportRecord
from claims.export.html import write
from claims.models import Verdict

SAFE_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "article", "h1", "h2", "h3", "p"),
    *(
        "span",
        "mark",
        "blockquote",
        "dl",
        "dt",
        "dd",
        "ul",
        "ol",
        "li",
        "a",
        "b",
        "br",
        "cite",
        "code",
        "div",
    ),
}


def page(*records: ExportRecord) -> str:
    return "".join(write(records))


def shown(text: str) -> str:
    """Return the words that a reader sees."""
    return " ".join(parser.fromstring(text).find("body").text_content().split())


def test_a_hostile_article_adds_no_element_and_no_attribute(
    full: ExportRecord, hostile: ExportRecord
) -> None:
    tree = parser.fromstring(page(full, hostile))
    assert {element.tag for element in tree.iter()} <= SAFE_TAGS
    names = {name for element in tree.iter() for name in element.attrib}
    assert names <= {"lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "rel", "dir"}
    assert "<script>alert(1)</script>" in shown(page(hostile))


def test_only_web_addresses_are_links(full: ExportRecord, hostile: ExportRecord) -> None:
    links = [element.get("href") for element in parser.fromstring(page(full, hostile)).iter("a")]
    assert links == ["https://northern.example/plan_cut", "https://ministry.example/text?a=1&b=2"]


def test_the_policy_forbids_everything_but_the_style_sheet_of_the_page(full: ExportRecord) -> None:
    text = page(full)
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
    assert not re.search(r"url\(|@import|<script|\son\w+=|\sstyle=|<link|<img", text)


def test_a_claim_stands_in_its_context_with_its_words_marked(bare: ExportRecord) -> None:
    tree = parser.fromstring(page(bare))
    [context] = tree.find_class("context")
    [marked] = context.iter("mark")
    start, end = bare.claim.content[0]
    assert marked.text_content() == bare.article.text[start:end]
    assert context.text_content().strip().startswith("Rain.")


def test_says_what_a_reader_needs_of_a_full_record(full: ExportRecord) -> None:
    text = shown(page(full))
    for words in (
        "1 claim from 1 article: 1 disputed.",
        "Reviewers disagree; nobody has adjudicated.",
        "disputed (wrong words), by boris, 2025-11-26 09:30 UTC",
        "two figures are about",
        "confirmed, by anna, 2025-11-26 08:30 UTC",
        "Maria Okafor, foreign minister (likely)",
        "Northern Wire ← Sky News",
        "Plan cut to 19 points, Northern Wire, 2025-11-25, https://northern.example/plan_cut",
        "characters 538–590, 600–620 of the text with SHA-256 " + "ab" * 32,
        "“19 points remain”, article a2coast, characters 4–20",
        "conflicting (decided, by anna, 2025-11-26 10:30 UTC; from another origin): “The plan has 28 points”",
        "number: 19 points ↔ 28 points",
        "same (from the same origin (Sky News)): “It was cut to 19 points” — Evening Post",
        "1 claim that is only related",
        "first it was “The plan has 19”",
    ):
        assert words in text


def test_what_reviewers_differ_on_is_nobodys_verdict(full: ExportRecord) -> None:
    state = full.state.model_copy(update={"verdict": Verdict.UNREVIEWED})
    text = shown(page(full.model_copy(update={"state": state, "reason": ""})))
    assert "in disagreement (wrong words)" in text
    assert "unreviewed, by" not in text
