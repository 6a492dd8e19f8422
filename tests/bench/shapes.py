"""Texts of any length: ordinary prose, and texts made to hurt a rule that looks too far."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import cycle, islice
from typing import NamedTuple

NAMES = ["Mayor Ada Brook", "the harbour office", "Jonas Lindqvist", "she", "a police spokesman", "the union"]
VERBS = ["said", "told reporters", "warned", "announced on Tuesday", "believes", "denied", "added"]
CONTENTS = [
    "the bridge would stay closed until {n} March",
    "{n} of the ferries had been cancelled since the storm",
    "no decision had been made on the $1.{n} million repair",
    "more than {n}% of residents support the plan",
    "the council was not asked before the vote of November {n}",
]
FRAMES = [
    "{name} {verb} that {content}.",
    "“We know that {content},” {name} {verb}. “It is not safe.”",
    "According to {name}, {content}.",
    "{content}, {name} {verb}, while {content}.",
    "The old town was quiet on Friday; {content}.",
    "{name}, who has led the district since 20{n}, called the plan “a mistake”.",
]


def prose(size: int) -> str:
    """Return ``size`` characters of news-like paragraphs, varied by a fixed seed."""
    chance = random.Random(size)
    parts: list[str] = []
    length = 0
    while length < size:
        sentence = chance.choice(FRAMES).format(
            name=chance.choice(NAMES),
            verb=chance.choice(VERBS),
            content=chance.choice(CONTENTS).format(n=chance.randint(10, 28)),
            n=chance.randint(10, 25),
        )
        sentence = sentence[0].upper() + sentence[1:] + chance.choice([" ", " ", "\n\n"])
        parts.append(sentence)
        length += len(sentence)
    return "".join(parts)[:size]


def one_sentence(size: int) -> str:
    """Return words without any mark: at 10 MB, a sentence of two million words."""
    words = ["harbour", "said", "the", "mayor", "that", "Brook", "and", "closed", "who", "is", "to", "bridge"]
    return " ".join(islice(cycle(words), size // 5 + 1))[:size]


class Shape(NamedTuple):
    """A kind of text."""

    make: Callable[[int], str]
    """Return a text of so many characters."""
    largest: int


def repeated(*pieces: str) -> Shape:
    """Return the shape of ``pieces`` in turn, up to a megabyte."""
    unit = "".join(pieces)
    return Shape(lambda size: (unit * (size // len(unit) + 1))[:size], 1_000_000)


SHAPES: Mapping[str, Shape] = {
    "prose": Shape(prose, 10_000_000),
    "one sentence": Shape(one_sentence, 10_000_000),
    "quotation marks": repeated('"'),
    "opening marks": repeated("“"),
    "mixed marks": repeated("“", '"', "‘", "«", "''"),
    "a mark a paragraph": repeated("“Never again\n\n"),
    "said": repeated("said "),
    "according to": repeated("according to "),
    "that": repeated("Brook said that "),
    "mark and said": repeated('" said '),
    "quote and said": repeated('"No," said Brook, '),
    "brackets": repeated("("),
    "bracket pairs": repeated("(said) "),
    "no spaces": repeated("a"),
    "capitals": repeated("Ada Brook "),
    "titles": repeated("Dr. "),
    "commas": repeated("Brook, "),
    "full stops": repeated("."),
    "dashes": repeated("— "),
    "numbers": repeated("1,000 "),
    "dates": repeated("on Tuesday "),
    "newlines": repeated("\n"),
    "blanks": repeated(" "),
    "no-break spaces": repeated("\u00a0"),
    "short paragraphs": repeated("Brook said no.\n\n"),
    "colons": repeated("Brook: "),
}
