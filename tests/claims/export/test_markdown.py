from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from claims.export import ExportRecord
from claims.export.markdown import plain, quotation, write
from claims.text.display import displayable

MARKDOWN = MarkdownIt("gfm-like", {"html": True})


def report(*records: ExportRecord) -> str:
    return "".join(write(records))


def kinds(text: str) -> list[str]:
    """Return the types of every token that a Markdown parser with HTML, tables and links sees."""
    tokens = MARKDOWN.parse(text)
    return [one.type for token in tokens for one in (token, *(token.children or ()))]


def shown(text: str) -> str:
    """Return the words that a reader of the rendered Markdown sees."""
    inline = [token.children or [] for token in MARKDOWN.parse(text) if token.type == "inline"]
    return "\n".join("".join(child.content or "\n" for child in children) for children in inline)


def test_nothing_of_a_hostile_article_is_interpreted(hostile: ExportRecord) -> None:
    found = kinds(report(hostile))
    meant = {"html_inline", "html_block", "link_open", "image", "fence", "code_block", "code_inline", "hr"}
    assert not meant & set(found)
    assert not {"em_open", "strong_open", "s_open", "table_open", "ordered_list_open"} & set(found)
    assert found.count("heading_open") == 2
    assert found.count("blockquote_open") == 1


@given(st.text(alphabet=st.sampled_from("a1 \n\\`*_{}[]()<>#+-.!|~&:/@=$^\"'\t;w"), max_size=40))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    line = " ".join(displayable(text).split())
    rendered = shown(f"Words: {plain(text)}")
    assert " ".join(rendered.split()) == f"Words: {line}".strip()


@given(st.text(alphabet=st.sampled_from("a1 \n\\`*_[]()<>#+-.!|~&:/=\t"), max_size=40))
def test_a_quotation_is_a_quotation_and_nothing_else(text: str) -> None:
    allowed = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline", "text"}
    assert set(kinds("\n".join(quotation(text)))) <= allowed | {"text_special", "hardbreak", "softbreak"}


def test_both_questions_are_answered_with_who_and_when(full: ExportRecord) -> None:
    text = report(full)
    assert "Did the source say it? confirmed, by anna, 2025-11-26 08:30:00+00:00" in text
    assert "Is it so? disputed (wrong words), by boris, 2025-11-26 09:30:00+00:00" in text


def test_says_what_a_reader_needs_of_a_full_record(full: ExportRecord) -> None:
    text = shown(report(full))
    for words in (
        full.claim.content_words,
        "Maria Okafor, foreign minister (likely), named here as “the minister”",
        "Northern Wire ← Sky News",
        "“Plan cut to 19 points”, Northern Wire, 2025-11-25",
        "https://northern.example/plan_cut",
        "characters 538–590, 600–620 of the text with SHA-256 " + "ab" * 32,
        "“19 points remain”, article a2coast, characters 4–20",
        "ask the ministry",
        "conflicting (decided, by anna, 2025-11-26 10:30:00+00:00): “The plan has 28 points” — Coast Radio",
        "number: 19 points ↔ 28 points",
        "same origin (Sky News)",
        "Why: two figures are about",
        "Reviewers disagree",
        "Flagged",
    ):
        assert words in text


def test_an_unknown_origin_is_said(bare: ExportRecord, hostile: ExportRecord) -> None:
    assert "Chain: not known (origin unknown)" in report(bare)
    assert "unnamed- (origin unknown)" in report(hostile)
