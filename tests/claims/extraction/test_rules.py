"""The rules, and their examples in ``fixtures/rules/<id>.toml``.

``hits`` are found by the rule with that source and content, word by word; ``cue`` is a word of the
cue, and `` … `` a gap in the content. In ``misses`` a word that the rule looks for stands and
attributes nothing, and the rule must not find it. ``wanted`` and ``unwanted`` are the same where the
counted weights are not yet sure of it; they are checked for their form only. A text that is no
``headline`` is read as a paragraph of an article, after its headline and a paragraph that
attributes nothing. A file or an example in another language than English names its ``language``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from claims.extraction.attribution import Attribution
from claims.extraction.constructions import CONSTRUCTIONS
from claims.extraction.extractor import attributions
from claims.extraction.lexicon import classes
from claims.extraction.rules import RULES, by_id, rule_for
from claims.extraction.view import counted_forms
from claims.models import Span, words_of
from claims.reading import article
from claims.text.tokens import tokenize

FOLDER = Path(__file__).parents[3] / "fixtures" / "rules"
OPENINGS = {
    "en": """\
Calden prepares for the winter

The town lies on the western shore of Lake Tavra and has 41,000 inhabitants.

""",
    "de": """\
Falkenau bereitet sich auf den Winter vor

Die Stadt liegt am westlichen Ufer des Mohrsees und hat 41.000 Einwohner.

""",
}
ATTRIBUTED, NONE = ("hits", "wanted"), ("misses", "unwanted")


def load(path: Path) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


FILES = {path.stem: load(path) for path in sorted(FOLDER.glob("*.toml"))}
LANGUAGES = {rule: str(file.pop("language", "en")) for rule, file in FILES.items()}


def language_of(rule: str, example: dict[str, Any]) -> str:
    return str(example.get("language", LANGUAGES[rule]))


def examples(*parts: str) -> list[Any]:
    """Return (rule id, example) of every file for ``pytest.mark.parametrize``."""
    return [
        pytest.param(rule, example, id=f"{rule}: {example['text'][:40]}")
        for rule, file in FILES.items()
        for part in parts
        for example in file.get(part, ())
    ]


@cache
def found(text: str, headline: bool, language: str) -> tuple[str, list[Attribution]]:
    whole = text if headline else OPENINGS[language] + text
    read = article(whole, name="example", language=language)
    return read.text, attributions(read)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def words_in(text: str, spans: tuple[Span, ...]) -> list[str]:
    return words(words_of(text, spans))


def shown(text: str, found: list[Attribution]) -> str:
    lines = [
        " | ".join(
            [a.rule, f"{a.reliability:.2f}", *(words_of(text, r) for r in (a.source, a.cue, a.content))]
        )
        for a in found
    ]
    return "found:\n" + "\n".join(lines)


def test_every_rule_has_a_file_with_enough_examples_and_every_file_a_rule() -> None:
    assert set(FILES) == {rule.id for rule in RULES}
    for rule, file in FILES.items():
        assert set(file) <= {*ATTRIBUTED, *NONE}, rule
        assert len(file["hits"]) >= 3, rule
        assert len(file["misses"]) >= 2, rule


def test_no_text_stands_twice_in_a_file() -> None:
    for rule, file in FILES.items():
        texts = [example["text"] for part in file.values() for example in part]
        assert len(texts) == len(set(texts)), rule


@pytest.mark.parametrize(("rule", "example"), examples(*ATTRIBUTED))
def test_an_attribution_is_of_words_in_its_text(rule: str, example: dict[str, Any]) -> None:
    assert set(example) - {"headline", "language"} == {"text", "source", "cue", "content"}
    parts = [example["source"], example["cue"], *example["content"].split(" … ")]
    assert all(part in example["text"] for part in parts)
    assert example["content"]


@pytest.mark.parametrize(("rule", "example"), examples(*NONE))
def test_what_is_none_says_why_and_has_a_word_of_the_rule(rule: str, example: dict[str, Any]) -> None:
    assert set(example) - {"headline", "language"} == {"text", "why"}
    assert example["why"]
    known = by_id(rule)
    assert known is not None
    if known.classes:
        forms = counted_forms("en")
        kinds = {forms[w].cue_class for w in tokenize(example["text"]).low if w in forms}
        assert kinds & set(known.classes)


@pytest.mark.parametrize(("rule", "example"), examples("hits"))
def test_a_hit_is_found_by_its_rule(rule: str, example: dict[str, Any]) -> None:
    text, all_found = found(example["text"], example.get("headline", False), language_of(rule, example))
    wanted = (rule, words(example["source"]), words(example["content"]))
    cues = [
        words_of(text, a.cue).split()
        for a in all_found
        if (a.rule, words_in(text, a.source), words_in(text, a.content)) == wanted
    ]
    assert len(cues) == 1, shown(text, all_found)
    assert example["cue"] in cues[0] or (not example["cue"] and not cues[0]), shown(text, all_found)


@pytest.mark.parametrize(("rule", "example"), examples("misses"))
def test_a_miss_is_not_found_by_the_rule(rule: str, example: dict[str, Any]) -> None:
    text, all_found = found(example["text"], example.get("headline", False), language_of(rule, example))
    assert rule not in {a.rule for a in all_found}, shown(text, all_found)


def test_ids_are_unique_and_each_rule_says_why() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert by_id(rule.id) is rule
        assert rule.reason.endswith("."), rule.id
        assert bool(rule.classes) == bool(rule.constructions), rule.id
    assert by_id("no such rule") is None


def test_each_class_in_each_construction_has_exactly_one_rule() -> None:
    kinds = [*classes("en"), "-"]
    assert set(rule_for()) == {(kind, c.id) for kind in kinds for c in CONSTRUCTIONS}
    pairs = [(kind, c) for rule in RULES for kind in rule.classes for c in rule.constructions]
    assert len(pairs) == len(set(pairs)), "two rules claim one pair"
