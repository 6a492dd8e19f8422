from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import chain, cycle, islice, pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract
from claims.extraction.attribution import Attribution
from claims.extraction.extractor import STRICT, THRESHOLD, attributions, explained, outer_attributions
from claims.extraction.frames import Frame
from claims.extraction.rules import by_id
from claims.models import Article, ClaimKind, Modality, Span, words_of
from claims.reading import article

ROOT = Path(__file__).parents[3]
SENTENCES = [
    "Brook said that the bridge is safe. ",
    "“We have time,” Holm said, “but no money.” ",
    "According to police, the driver was 19. ",
    "The plan, critics say, is “dead”. ",
    "She wants to sell the farm. ",
    "“No. Never,” said Prell.\n\n“We were not asked.”\n\n",
    "The bank is short of cash - Holm\n\n",
    "LIA reports with reference to NPA that Brook accused him of lying. ",
    "Poll: Most want a bridge\n\n",
]
PIECES = [
    *["“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "„", "(", ")", "[", "—", " - ", ":", ",", ".", "?"],
    *[
        "said ",
        "told ",
        "Brook ",
        "he ",
        "who ",
        "that ",
        "according to ",
        "denied ",
        "as ",
        "has not ",
        "to ",
    ],
    *[
        " ",
        "\n",
        "\n\n",
        "\u00a0",
        "\t",
        "\u200b",
        "\u202e",
        "İ",
        "e\u0301",
        "\U0001f600",
        "\ud800",
        "\x00",
        "漢",
    ],
]
DASHES = ("headline-dash", "quote-dash")
FORMS = (*DASHES, "floating-quote", "introduced-quote", "reports-citing")
"""Rules whose frames stand beside the weighed ones, where those leave room."""
TEXTS = st.lists(st.sampled_from(PIECES) | st.sampled_from(SENTENCES) | st.text(max_size=4), max_size=30).map(
    "".join
)


def found(text: str, threshold: float = THRESHOLD) -> tuple[str, list[Attribution]]:
    read = article(text, name="example")
    return read.text, attributions(read, threshold=threshold)


def offsets(spans: tuple[Span, ...]) -> list[int]:
    return list(chain.from_iterable(range(s, e) for s, e in spans))


def assert_sound(text: str, all_found: list[Attribution]) -> None:
    """Every invariant of the attributions of a text."""
    taken: set[int] = set()
    for a in all_found:
        for role in (a.source, a.cue, a.content):
            assert all(0 <= s < e <= len(text) for s, e in role)
            assert all(first[1] <= second[0] for first, second in pairwise(role))
            assert all(text[s:e] == text[s:e].strip() for s, e in role)
        assert a.content
        content = set(offsets(a.content))
        assert content.isdisjoint(offsets(a.source))
        assert content.isdisjoint(offsets(a.cue))
        assert set(offsets(a.source)).isdisjoint(offsets(a.cue))
        assert by_id(a.rule) is not None
        assert 0 <= a.reliability <= 1
        if a.parent is None:
            # A dash may attribute a whole headline that holds another attribution.
            assert a.rule in DASHES or taken.isdisjoint(content), "outer contents are apart"
            taken |= content if a.rule not in DASHES else set()
        else:
            outer = all_found[a.parent]
            assert outer.parent is None, "two levels, no more"
            assert content <= set(range(outer.content[0].start, outer.content[-1].end))


@settings(max_examples=150)
@given(TEXTS)
def test_attributions_of_any_text_are_sound(text: str) -> None:
    whole, all_found = found(text)
    assert_sound(whole, all_found)
    assert found(text)[1] == all_found, "twice the same"


@given(TEXTS)
def test_claims_of_any_text_have_ids_of_their_own_in_order(text: str) -> None:
    claims = extract(article(text, name="example"))
    ids = [claim.id for claim in claims]
    assert len(set(ids)) == len(ids)
    assert [c.content[0].start for c in claims] == sorted(c.content[0].start for c in claims)
    assert {c.parent for c in claims} - {None} <= set(ids)


@given(TEXTS)
def test_a_stricter_threshold_keeps_no_cue_that_the_other_did_not(text: str) -> None:
    loose, strict = (
        {(a.rule, a.cue[0]) for a in found(text, t)[1] if a.parent is None and a.rule not in FORMS}
        for t in (THRESHOLD, STRICT)
    )
    assert strict <= loose
    assert all(a.reliability >= STRICT for a in found(text, STRICT)[1] if a.parent is None)


@settings(max_examples=25)
@given(TEXTS)
def test_an_explanation_explains_what_is_found(text: str) -> None:
    read = article(text, name="example")
    told = explained(read)
    plain = attributions(read)
    assert [(a.rule, a.source, a.cue, a.content) for a in told] == [
        (a.rule, a.source, a.cue, a.content) for a in plain
    ]
    for a in told:
        rule = by_id(a.rule)
        assert rule is not None
        assert not rule.classes or any(a.rule in step for step in a.steps)


PRINT = """
import sys
from claims.extraction import extract
from claims.models import Article
from claims.reading import read
for article in read("fixtures/articles"):
    assert isinstance(article, Article)
    for claim in extract(article):
        print(claim.model_dump_json())
"""


def test_every_process_finds_the_same() -> None:
    def printed(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", PRINT]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    once = printed("1")
    assert len(once.splitlines()) > 100
    assert printed("2") == once


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("It rained.\n\n“The bridge is safe,” Brook said.", ClaimKind.DIRECT, Modality.FACT),
        ("It rained.\n\nBrook said the bridge was “as safe as a house”.", ClaimKind.MIXED, Modality.FACT),
        ("It rained.\n\nBrook said that the bridge is safe.", ClaimKind.INDIRECT, Modality.FACT),
        ("It rained.\n\nBrook vowed to fight the closure.", ClaimKind.INDIRECT, Modality.INTENTION),
        ("It rained.\n\nBrook believes that the bridge can be saved.", ClaimKind.INDIRECT, Modality.OPINION),
        ("The bank is short of cash - Holm\n\nIt rained.", ClaimKind.HEADLINE, Modality.FACT),
        ("Brook denies that bridge is closed\n\nIt rained.", ClaimKind.HEADLINE, Modality.FACT),
    ],
)
def test_kind_and_modality_of_a_claim(text: str, kind: ClaimKind, modality: Modality) -> None:
    _, (a,) = found(text)
    assert (a.kind, a.modality) == (kind, modality)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Brook has not yet said that it is safe.", "Brook", "has not yet said", "that it is safe"),
        (
            "The mayor, Ada Brook, said on Monday that it is safe.",
            "The mayor, Ada Brook",
            "said",
            "that it is safe",
        ),
        ("According to the police, he was 19.", "the police", "According to", "he was 19"),
        ("“We have time,” Brook said, “but no money.”", "Brook", "said", "“We have time,” … “but no money.”"),
        (
            "Brook\u00a0said\u00a0that\u00a0the bridge\u00a0is safe.",
            "Brook",
            "said",
            "that\u00a0the bridge\u00a0is safe",
        ),
    ],
)
def test_the_words_of_each_role(text: str, source: str, cue: str, content: str) -> None:
    whole, all_found = found(f"It rained.\n\n{text}")
    assert (source, cue, content) in [
        tuple(words_of(whole, role) for role in (a.source, a.cue, a.content)) for a in all_found
    ]


def test_an_attribution_in_a_headline_with_a_dash_is_nested() -> None:
    _, all_found = found("Calden bank denies it is short of cash - Halvard Today")
    assert sorted(a.rule for a in all_found if a.parent is None) == ["headline-dash"]


def test_what_a_content_says_that_another_said_is_nested() -> None:
    text = "It rained.\n\nBrook told reporters that the union has accused Holm of hiding the loan."
    whole, all_found = found(text)
    inner = [a for a in all_found if a.parent is not None]
    assert [words_of(whole, a.source) for a in inner] == ["the union"]
    assert [words_of(whole, all_found[a.parent].source) for a in inner if a.parent is not None] == ["Brook"]


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SHAPES: dict[str, tuple[str, ...]] = {
    "marks": ('"',),
    "opening marks": ("“",),
    "mixed marks": ("“", '"', "‘", "«", "''"),
    "said": ("said",),
    "brackets": ("(",),
    "brackets and said": ("(", "said", ")"),
    "according to": ("according", "to"),
    "quotations and said": ("“", "No", ",", "”", "said", "Brook", "."),
    "paragraphs of said": ("Brook", "said", "no", ".", "\n\n"),
    "paragraphs that reopen": ("“", "Never", "again", ".", "\n\n"),
    "colons": ("Brook", ":"),
    "nested": words(
        "Brook told reporters that the union has accused Holm of hiding the loan. The sky was blue."
    ),
    "one sentence": words("harbour said the mayor that Brook and closed who is to bridge"),
    "one sentence of quotations": ("“", "No", ",", "”", "said", "Brook", ","),
    "commas": ("Brook", ",", "said", ","),
}


def lines_run(work: Callable[[], Any]) -> int:
    """Return how many lines of the package ``work`` runs: its length, whatever the machine does."""
    count = 0

    def line(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, _event: str, _argument: Any) -> Any:
        return line if f"{os.sep}claims{os.sep}" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def text_of(shape: str, tokens: int) -> Article:
    return article(" ".join(islice(cycle(SHAPES[shape]), tokens)), name=shape)


def test_outer_attributions_are_those_in_no_others_content() -> None:
    read = article("“The governor said the bridge would close,” Brook told reporters.", name="nested")
    found = attributions(read)
    outer = [one for one in found if one.parent is None]
    assert len(outer) < len(found), "the text nests"
    assert outer_attributions(read) == outer


@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_doubles_with_the_text(shape: str) -> None:
    attributions(article("Brook said no.", name="warm up"))
    small, large = (text_of(shape, tokens) for tokens in (2000, 4000))
    assert lines_run(lambda: attributions(large)) <= 2.2 * lines_run(lambda: attributions(small))


def test_frames_are_not_looked_at_for_each_other_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    covers = Frame.covers

    def counting(frame: Frame, token: int) -> bool:
        nonlocal calls
        calls += 1
        return covers(frame, token)

    monkeypatch.setattr(Frame, "covers", counting)
    counted = []
    for tokens in (6000, 12000):
        calls = 0
        attributions(text_of("nested", tokens))
        counted.append(calls)
    assert 0 < counted[1] <= 2.2 * counted[0]


def test_a_text_longer_than_a_part_gives_the_claims_of_its_parts() -> None:
    story = "Brook said that the bridge is safe. “We have time,” Holm said on Monday.\n\n"
    once = article(story, name="example")
    many = article(story * 30, name="example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("claims.extraction.document.PART", 5 * len(story))
        found = attributions(many)
        outer = outer_attributions(many)
    expected = [words_of(once.text, a.content) for a in attributions(once)]
    assert [words_of(many.text, a.content) for a in found] == expected * 30
    assert outer == [a for a in found if a.parent is None]
    assert all(found[a.parent].content[0].start <= a.content[0].start for a in found if a.parent is not None)
