"""Gold attributions as tokens, and verbs by their company: what counting starts from."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.document import Document
from claims.extraction.heads import GoldFrame, counts_of, gold_frames
from claims.extraction.verbs import count_verbs
from claims.models import Span
from claims.reading import article

MARK = re.compile(r"\{([sct]) |\}")
Roles = dict[str, list[Span]]


def marked(text: str) -> tuple[Document, list[tuple[list[Span], list[Span], list[Span]]]]:
    """Return the document of ``{s Brook} {c said} {t so}.`` without its braces, and the attribution."""
    roles: Roles = {"s": [], "c": [], "t": []}
    plain, at, open_role, begin = "", 0, "", 0
    for m in MARK.finditer(text):
        plain += text[at : m.start()]
        at = m.end()
        if m[1]:
            open_role, begin = m[1], len(plain)
        else:
            roles[open_role].append(Span(begin, len(plain)))
    plain += text[at:]
    return Document.of(article(plain, name="example")), [(roles["s"], roles["c"], roles["t"])]


def frame(text: str) -> tuple[Document, list[GoldFrame]]:
    document, attributions = marked(text)
    return document, gold_frames(document, attributions)


def words(document: Document, tokens: tuple[int, ...]) -> str:
    return " ".join(document.tokens.word[i] for i in tokens)


def test_spans_become_tokens_without_idle_marks_at_the_edges() -> None:
    document, (gold,) = frame("{s Ada Brook,} {c told} them {t “it is safe,”} and {t it stays so.}")
    assert words(document, gold.source) == "Ada Brook"
    assert words(document, gold.cue) == "told"
    assert words(document, gold.content) == "“ it is safe , ” it stays so"


def test_a_sum_or_a_share_is_no_idle_mark() -> None:
    document, (gold,) = frame("{s He} {c said} {t $5 or 12 %}.")
    assert words(document, gold.content) == "$ 5 or 12 %"


def test_an_attribution_without_cue_or_content_is_left_out() -> None:
    assert frame("{s Brook}: {t it is safe}.")[1] == []
    assert frame("{s Brook} {c said} so.")[1] == []
    assert frame("{s Brook} {c said} {t .}")[1] == []


def test_half_a_token_counts_as_the_token() -> None:
    document, (gold,) = frame("{s Brook} {c sa}id {t that it is sa}fe.")
    assert words(document, gold.cue) == "said"
    assert words(document, gold.content) == "that it is safe"


@given(st.data())
def test_any_spans_give_ascending_tokens_that_they_touch(data: st.DataObject) -> None:
    text = "Ada Brook, “the mayor”, said on Monday: 28-point lead's no 1.5 % U.S. matter…"
    document = Document.of(article(text, name="example"))

    def spans() -> list[Span]:
        edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
        return [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]

    source, cue, content = spans(), spans(), spans()
    for gold in gold_frames(document, [(source, cue, content)]):
        for tokens, given_spans in zip(gold, (source, cue, content), strict=True):
            assert list(tokens) == sorted(tokens)
            for i in tokens:
                s, e = document.tokens.start[i], document.tokens.end[i]
                assert any(s < b and a < e for a, b in given_spans)


def test_two_spans_in_one_token_give_it_once() -> None:
    document, (gold,) = frame("{s Brook} {c said} {t the harbour}-{t side}.")
    assert words(document, gold.content) == "the harbour-side"


def test_the_head_of_a_cue_is_its_word_that_is_a_cue_most_often() -> None:
    texts = [
        "{s Brook} {c said} {t it is safe}.",
        "{s Holm} {c said} {t it is lost}.",
        "{s Brook} {c has also said in May} {t it is old}.",
        "In May Holm has left, and in June he has also gone.",
        "“I said no in May,” he has.",
    ]
    gold = [frame(text) for text in texts]
    counts, heads = counts_of(gold, {})
    assert [[document.tokens.word[i] for i in at] for (document, _), at in zip(gold, heads, strict=True)] == [
        ["said"],
        ["said"],
        ["said"],
        [],
        [],
    ]
    assert counts.cue["said"] == 3
    assert counts.total["said"] == 3, "what stands in a quotation is not counted"
    assert counts.cue.get("has", 0) == 0
    assert counts.share("said") > 0.7 > counts.share("has")


def test_a_verb_is_told_by_the_company_it_keeps() -> None:
    texts = [
        "They zog at noon. We zog too. I can zog. To zog is good.",
        "They bim. He will bim. The bim is good. A bim is bad. His bim is old. She bim.",
        "The tak is old. A tak is new. In tak we trust.",
        "They quickly go. We quickly run. I quickly stay.",
    ]
    documents = [Document.of(article(text, name="example")) for text in texts]
    verbs = count_verbs(documents, "en")
    assert verbs["zog"] == "verb"
    assert verbs["bim"] in ("verb", "both")
    assert "tak" not in verbs
    assert "quickly" not in verbs
    assert count_verbs([], "en") == {}


def test_a_word_after_determiners_as_often_as_after_subjects_is_both() -> None:
    text = "They bim. We bim. The bim is good. A bim is bad. His bim is old."
    assert count_verbs([Document.of(article(text, name="example"))], "en")["bim"] == "both"
