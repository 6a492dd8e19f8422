from __future__ import annotations

import re
import tomllib
from pathlib import Path
from re._constants import ATOMIC_GROUP, MAX_REPEAT, MIN_REPEAT  # type: ignore[import-not-found]
from re._parser import SubPattern, parse  # type: ignore[import-not-found]
from typing import Any

import pytest

from claims.reading.furniture import mark
from claims.reading.furniture_rules import Place, Rule, rules

EXAMPLES = tomllib.loads(Path(__file__).with_name("furniture_examples.toml").read_text("utf-8"))
TITLE = "A title that says nothing of interest"
PROSE = "This is a sentence of the running text, which nobody would take for anything else."
MOST_STEPS = 100
"""Steps that a pattern may go back from one place: the longest bounded repeat."""


def in_article(line: str, place: Place) -> tuple[str, int]:
    """Return an article with ``line`` where ``place`` asks for it, and the line's offset."""
    parts = [TITLE, PROSE, line] if place is Place.TAIL else [TITLE, line, PROSE]
    text = "\n\n".join(parts)
    return text, text.index("\n\n" + line) + 2


def pairs(which: str) -> list[tuple[Rule, str]]:
    return [(rule, line) for rule in rules() for line in EXAMPLES[rule.id][which]]


def test_every_rule_has_examples_and_every_example_a_rule() -> None:
    assert {rule.id for rule in rules()} == set(EXAMPLES)
    assert all(examples["hits"] and examples["misses"] for examples in EXAMPLES.values())
    assert len({rule.id for rule in rules()}) == len(rules())


@pytest.mark.parametrize(("rule", "line"), pairs("hits"), ids=lambda value: getattr(value, "id", None))
def test_hits(rule: Rule, line: str) -> None:
    plain = line.replace("⟦", "").replace("⟧", "")
    marked = line.partition("⟦")[2].partition("⟧")[0] if "⟦" in line else plain
    text, _ = in_article(plain, rule.place)
    assert [(text[slice(*piece.span)], piece.kind) for piece in mark(text)] == [(marked, rule.kind)]


@pytest.mark.parametrize(("rule", "line"), pairs("misses"), ids=lambda value: getattr(value, "id", None))
def test_misses(rule: Rule, line: str) -> None:
    text, _ = in_article(line, rule.place)
    assert mark(text) == ()


def repeats(parsed: Any) -> int:
    """Return how often the repeats of a parsed pattern that can give back may multiply."""
    worst = 1
    for operation, argument in parsed:
        for part in argument if isinstance(argument, tuple) else ():
            inner = [part] if isinstance(part, SubPattern) else part if isinstance(part, list) else []
            worst = max([worst, *(repeats(sub) for sub in inner if isinstance(sub, SubPattern))])
        if operation in (MAX_REPEAT, MIN_REPEAT):
            worst = max(worst, argument[1] * repeats(argument[2]))
        elif operation in (ATOMIC_GROUP,):
            worst = max(worst, repeats(argument))
    return worst


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_no_pattern_can_backtrack_far(rule: Rule) -> None:
    """What repeats is possessive, or bounded; the one look-ahead that is not runs over one short line."""
    for pattern in filter(None, (rule.pattern, rule.needs)):
        assert repeats(parse(pattern.pattern.replace("(?!.*[.!?]$)", ""), re.VERBOSE)) <= MOST_STEPS


def test_the_count_of_steps_sees_a_pattern_that_backtracks() -> None:
    assert repeats(parse(r"(?:a+b?)*c")) > MOST_STEPS
    assert repeats(parse(r"(?>x|(?:a{1,30}){1,30})c")) > MOST_STEPS
