"""Any number of articles, made up from a seed: the vocabulary and the names of each are its own mix."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path


def _listed(words: str) -> list[str]:
    return words.split(",")


WORDS = 6_000
"""Made-up words that the articles are written in, the first ones far more often."""
PEOPLE = 2_500
OUTLETS = 300
ONSETS = _listed("b,br,c,ch,cl,d,dr,f,fl,g,gr,h,j,k,l,m,n,p,pl,pr,qu,r,s,sc,sh,sl,st,t,tr,v,w")
NUCLEI = _listed("a,e,i,o,u,ai,ea,ee,ie,oa,ou")
CODAS = _listed("b,ck,d,ft,g,ld,ll,m,mp,n,nd,ng,nt,p,r,rd,rn,rt,s,sk,st,t,th,x")
ROLES = _listed("mayor,minister,spokesman,director,analyst,union-leader,coach,professor,officer,senator")
VERBS = _listed("said,told reporters,warned,announced,claimed,denied,added,argued,confirmed,insisted")
DAYS = _listed("Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday")
FRAMES = (
    "{name} {verb} that the {n1} would {v1} the {a1} {n2} by {day}.",
    "“We {v1} the {n1} because the {n2} is {a1},” {name} {verb} on {day}. “The {n3} will not {v2}.”",
    "According to {name}, the {n1} of {place} had {v1}ed {number} {n2}s since {day}.",
    "The {a1} {n1} in {place} was {a2}, and {number} {n2}s were {v1}ed, the {role} {verb}.",
    "In {place} the {n1} remained {a1} on {day}, while the {n2} and the {n3} were {v1}ed.",
    "{name}, {role} of {place}, called the {a1} {n1} “a {a2} {n2}”.",
    "More than {number} {n1}s have {v1}ed the {n2} of {place}, which is {a1} and {a2}.",
    "The {n1} {v1}ed at the {a1} {n2}; nobody knew why the {n3} {v2}ed.",
)


@cache
def words() -> tuple[str, ...]:
    """Return the made-up words, each once."""
    chance = random.Random("words")
    found: dict[str, None] = {}
    while len(found) < WORDS:
        syllables = chance.choice((1, 2, 2, 3))
        found["".join(_syllable(chance) for _ in range(syllables))] = None
    return tuple(found)


def _syllable(chance: random.Random) -> str:
    return chance.choice(ONSETS) + chance.choice(NUCLEI) + chance.choice(CODAS)


@cache
def people() -> tuple[str, ...]:
    """Return the names of people, first name and surname."""
    chance = random.Random("people")
    return tuple(
        f"{chance.choice(words()).title()} {_syllable(chance).title()}{_syllable(chance)}"
        for _ in range(PEOPLE)
    )


def articles(count: int, seed: int = 1, size: int = 2_600) -> Iterator[dict[str, str]]:
    """Yield ``count`` articles of about ``size`` characters, as lines of JSON have them.

    One in forty tells nearly the same as one a little before it, at another outlet.
    """
    before: list[list[str]] = []
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")
        if before and number % 40 == 39:
            sentences = [*chance.choice(before)]
            sentences[chance.randrange(len(sentences))] = _sentence(chance)
        else:
            sentences = _sentences(chance, size)
        before = [*before[-30:], sentences]
        yield {
            "id": f"g{seed}-{number:06}",
            "title": " ".join(_word(chance) for _ in range(6)).capitalize(),
            "outlet": f"Outlet {chance.randrange(OUTLETS)}",
            "date": f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "url": f"https://news.example/{seed}/{number}",
            "text": _paragraphs(sentences),
        }


def _sentences(chance: random.Random, size: int) -> list[str]:
    found: list[str] = []
    while sum(map(len, found)) < size:
        found.append(_sentence(chance))
    return found


def _sentence(chance: random.Random) -> str:
    made = chance.choice(FRAMES).format(
        name=chance.choice(people()),
        role=chance.choice(ROLES),
        verb=chance.choice(VERBS),
        day=chance.choice(DAYS),
        place=_word(chance).title(),
        number=f"{chance.randint(2, 90_000):,}",
        **{slot: _word(chance) for slot in ("n1", "n2", "n3", "a1", "a2", "v1", "v2")},
    )
    return made[0].upper() + made[1:]


def _word(chance: random.Random) -> str:
    """Return a word; the first half of a hundredth of them half the time, as in a language."""
    return words()[min(WORDS - 1, int(WORDS ** chance.random()) - 1 + chance.randrange(3))]


def _paragraphs(sentences: list[str]) -> str:
    return "\n\n".join(" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)) + "\n"


def write(path: Path, count: int, seed: int = 1, size: int = 2_600) -> None:
    """Write ``count`` articles to ``path`` as JSON Lines."""
    with path.open("w", encoding="utf-8") as out:
        for article in articles(count, seed, size):
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
