"""A second route to candidates: typed keys, for claims that are about one thing in other words.

Who speaks, figures with their unit, days, names, and how the words begin and end ("dockworkers" and
"dockers", "pre-election" and "elections" share no stem). Each is a term of the index of its own,
with its type before a colon, which no stem has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claims.matching.prepare import Prepared

LETTERS = 4
"""Letters of a word's beginning and end."""
LONG = 6
"""Letters that a word has at least to be looked for by its beginning and end."""
MOST = 60
"""Keys that a claim has at most, the most telling kinds first."""
ASKED = 12
"""Keys that are asked for at once."""


def keys(prepared: Prepared) -> tuple[str, ...]:
    """Return the typed keys of a claim, each once, at most `MOST`: ``speaker:marsk``, ``number:28:point``."""
    found = dict.fromkeys(
        key for kind in (_speaker, _numbers, _days, _names, _letters) for key in kind(prepared)
    )
    return tuple(found)[:MOST]


def query_keys(prepared: Prepared, document_frequency: Mapping[str, int]) -> tuple[str, ...]:
    """Return the keys to ask for, the rarest first, without those that no claim has."""
    known = [key for key in keys(prepared) if document_frequency.get(key, 0) > 0]
    return tuple(sorted(known, key=lambda key: (document_frequency[key], key))[:ASKED])


def _speaker(prepared: Prepared) -> Iterator[str]:
    if prepared.speaker:
        yield f"speaker:{prepared.speaker.split()[-1]}"


def _numbers(prepared: Prepared) -> Iterator[str]:
    for number in prepared.numbers:
        for value in dict.fromkeys((number.value, number.upper)):
            if value is not None:
                yield f"number:{value:g}:{number.unit}"
                yield f"number:{value:g}"


def _days(prepared: Prepared) -> Iterator[str]:
    for day in prepared.days:
        yield f"day:{day.first}"


def _names(prepared: Prepared) -> Iterator[str]:
    for name in prepared.entities:
        yield f"name:{'_'.join(name)}"


def _letters(prepared: Prepared) -> Iterator[str]:
    for stem in prepared.terms:
        if len(stem) >= LONG and stem.isalpha():
            yield f"begins:{stem[:LETTERS]}"
            yield f"ends:{stem[-LETTERS:]}"
