"""How a line of the filter language can go on: its keys, and the values that a key can have."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.filtering import KEYS

Known = Callable[[str, str], Sequence[str]]
"""The values of a key (``outlet``) in the store that begin so."""


def completions(line: str, known: Known) -> list[str]:
    """Return the lines that ``line`` could become by completing its last term."""
    start = last_term(line)
    before, term = line[:start], line[start:]
    given, colon, value = term.partition(":")
    value = value.lstrip('"')
    if not colon:
        return [f"{before}{key}:" for key in KEYS if term and key.startswith(term.lower())]
    key = given.lower()
    if key not in KEYS:
        return []
    choices = [choice for choice in KEYS[key].values if choice.startswith(value.lower())]
    return [f"{before}{key}:{_written(choice)}" for choice in choices or known(key, value)]


def _written(value: str) -> str:
    plain = value.replace('"', " ")
    return f'"{plain}"' if " " in plain else plain


def last_term(line: str) -> int:
    """Return where the last term of a line begins: after the last blank outside quotation marks."""
    start, quoted = 0, False
    for at, character in enumerate(line):
        quoted ^= character == '"'
        if character.isspace() and not quoted:
            start = at + 1
    return start
