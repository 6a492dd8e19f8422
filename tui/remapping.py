"""The user's own keys: what of a configuration can be granted, and what is to be said of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.binding import Binding
from textual.keys import Keys

from tui.commands import COMMANDS, DEFAULTS, TOGETHER, Command, KeyNames, spell


class Resolved(NamedTuple):
    """Which keys give which command, after the user's changes, and what could not be granted."""

    keys: Mapping[str, KeyNames]
    problems: tuple[str, ...]


def resolve(overrides: Mapping[str, Sequence[str]]) -> Resolved:
    """Return the keys of every command, by id, with ``overrides`` applied where they can be.

    An unknown command, an unknown key, or a key that another command has at the same moment
    is reported by name, and the default kept.
    """
    wanted: dict[str, KeyNames] = {}
    problems: list[str] = []
    for id, given in overrides.items():
        keys = tuple("comma" if key == "," else key for key in given)
        unknown = [key for key in keys if not _is_key(key)]
        if id not in DEFAULTS:
            problems.append(f"keys: there is no command {id!r} (the help screen lists them).")
        elif unknown or not keys:
            named = " ".join(map(repr, unknown)) or "nothing"
            problems.append(f"keys: {named} is no key; {id!r} keeps {spell(DEFAULTS[id])}.")
        else:
            wanted[id] = keys
    for id, other, key in iter(lambda: _first_clash(wanted), None):
        del wanted[id]
        problems.append(
            f"keys: {key!r} for {id!r} is taken by {other!r}; {id!r} keeps {spell(DEFAULTS[id])}."
        )
    return Resolved({**DEFAULTS, **wanted}, tuple(problems))


def _first_clash(wanted: Mapping[str, KeyNames]) -> tuple[str, str, str] | None:
    """Return (overridden command, other command, key) of the first clash, if there is one."""
    for command in COMMANDS:
        for other in COMMANDS:
            if command is other or command.id not in wanted or not _together(command, other):
                continue
            taken = {_canonical(key) for key in wanted.get(other.id, other.keys)}
            for key in wanted[command.id]:
                if _canonical(key) in taken:
                    return command.id, other.id, key
    return None


def _together(a: Command, b: Command) -> bool:
    return a.scope is b.scope or b.scope in TOGETHER[a.scope]


def _canonical(key: str) -> str:
    """Return Textual's own name of ``key``: ``question_mark`` for ``?``."""
    return next(iter(Binding.make_bindings([Binding(key, "")]))).key


_MODIFIERS = frozenset({"ctrl", "shift", "alt", "meta", "super", "hyper"})
_NAMED = frozenset(key.value for key in Keys) | frozenset(
    "comma" if character == "," else _canonical(character) for character in map(chr, range(0x21, 0x7F))
)


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return set(modifiers) <= _MODIFIERS and (len(last) == 1 or last in _NAMED)
