"""Every key and command of the review screen, one declaration each.

Bindings, key bar, help and palette are all derived from ``COMMANDS``; no key is named
anywhere else. A user's configuration may give a command other keys, by its ``id``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from textual.binding import Binding, BindingType
from textual.keys import Keys

KeyNames = tuple[str, ...]


class Scope(StrEnum):
    """Where a command can be given."""

    EVERYWHERE = "everywhere"
    PAGE = "page"
    """Every screen that one moves about in."""
    REVIEW = "review"
    MATCHES = "matches"
    """While the matches have the focus."""
    REASON = "reason"
    """While asked what the extractor got wrong."""
    ATTRIBUTION = "attribution"
    """While asked whether the source said it."""
    PANES = "panes"
    """While asked which pane to go to."""


TOGETHER: Mapping[Scope, frozenset[Scope]] = {
    Scope.EVERYWHERE: frozenset(Scope),
    Scope.PAGE: frozenset({Scope.EVERYWHERE, Scope.REVIEW, Scope.MATCHES}),
    Scope.REVIEW: frozenset({Scope.EVERYWHERE, Scope.PAGE, Scope.MATCHES}),
    Scope.MATCHES: frozenset({Scope.EVERYWHERE, Scope.PAGE, Scope.REVIEW}),
    Scope.REASON: frozenset({Scope.EVERYWHERE}),
    Scope.ATTRIBUTION: frozenset({Scope.EVERYWHERE}),
    Scope.PANES: frozenset({Scope.EVERYWHERE}),
}
"""The other scopes whose commands can be given at the same moment: they may share no key."""


class Group(StrEnum):
    """The headings of the help screen."""

    DECIDE = "Decide on the claim"
    MATCHES = "Matches (while they have the focus)"
    MOVE = "Move"
    ARTICLE = "Article"
    FIND = "Find and mark"
    ANSWER = "Answers to a question"
    GENERAL = "General"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a reviewer can ask for.

    ``keys`` are in Textual's spelling, ``action`` is an action of the screen (of the
    application with ``app.`` before it), ``short`` is the word in the key bar (empty: not there).
    """

    id: str
    keys: KeyNames
    title: str
    group: Group
    scope: Scope
    action: str
    short: str = ""

    @property
    def call(self) -> str:
        """The action as Textual finds it from anywhere."""
        return self.action if self.action.startswith("app.") else f"screen.{self.action}"


def _decide(id: str, keys: KeyNames, title: str, action: str, short: str = "") -> Command:
    return Command(id, keys, title, Group.DECIDE, Scope.REVIEW, action, short)


def _move(id: str, keys: KeyNames, title: str, action: str) -> Command:
    return Command(id, keys, title, Group.MOVE, Scope.PAGE, action)


def _review(group: Group, id: str, keys: KeyNames, title: str, action: str, short: str = "") -> Command:
    return Command(id, keys, title, group, Scope.REVIEW, action, short)


def _relate(id: str, key: str, title: str, short: str) -> Command:
    return Command(id, (key,), title, Group.MATCHES, Scope.MATCHES, f"relate('{short}')", short)


def _answer(id: str, key: str, title: str, scope: Scope, value: str) -> Command:
    return Command(id, (key,), title, Group.ANSWER, scope, f"choose('{value}')", title)


def _general(id: str, keys: KeyNames, title: str, action: str, short: str = "") -> Command:
    return Command(id, keys, title, Group.GENERAL, Scope.EVERYWHERE, action, short)


COMMANDS: tuple[Command, ...] = (
    _decide("verified", ("v", "1"), "Verified, and on to the next", "verdict('verified')", "verified"),
    _decide("disputed", ("x", "2"), "Disputed: sources conflict", "verdict('disputed')", "disputed"),
    _decide("refuted", ("3",), "Refuted", "verdict('refuted')", "refuted"),
    _decide("unverifiable", ("4",), "Unverifiable", "verdict('unverifiable')", "unverifiable"),
    _decide("reopen", ("5",), "Unreviewed again", "verdict('unreviewed')"),
    _decide("reject", ("i",), "Reject the extraction (asks why)", "reject", "reject"),
    _decide("attribution", ("t",), "Did the source say it? (asks)", "attribution", "said it?"),
    _decide("flag", ("f",), "Flag, come back later; again: take the flag off", "flag", "flag"),
    _decide("note", ("a",), "Write a note", "note"),
    _decide("undo", ("u",), "Undo your last step", "undo", "undo"),
    _decide("redo", ("U",), "Redo what you undid", "redo"),
    _decide("history", ("h",), "History of the claim", "history"),
    _relate("match-same", "=", "The same claim", "same"),
    _relate("match-conflicting", "!", "The two conflict", "conflicting"),
    _relate("match-related", "~", "Related, not the same", "related"),
    _relate("match-unrelated", "-", "No match", "unrelated"),
    _move("down", ("j", "down"), "Down", "move(1)"),
    _move("up", ("k", "up"), "Up", "move(-1)"),
    _move("half-down", ("ctrl+d", "pagedown"), "Half a page down", "half_page(1)"),
    _move("half-up", ("ctrl+u", "pageup"), "Half a page up", "half_page(-1)"),
    _move("top", ("g", "home"), "To the top", "top"),
    _move("bottom", ("G", "end"), "To the bottom", "bottom"),
    _review(Group.MOVE, "next", ("n",), "Next unreviewed", "seek(1)", "next"),
    _review(Group.MOVE, "previous", ("p",), "Previous unreviewed", "seek(-1)"),
    _review(Group.MOVE, "matches", ("m",), "To the matches", "focus_matches", "matches"),
    _review(Group.MOVE, "open", ("enter",), "Into the article; on a match: its article", "open"),
    _review(Group.MOVE, "jump", ("ctrl+o",), "Jump to a pane (asks)", "jump"),
    _move("pane-next", ("tab",), "Next pane", "app.focus_next"),
    _move("pane-previous", ("shift+tab",), "Previous pane", "app.focus_previous"),
    _review(Group.ARTICLE, "scroll-down", ("J",), "Scroll the article down", "scroll_article(3)"),
    _review(Group.ARTICLE, "scroll-up", ("K",), "Scroll the article up", "scroll_article(-3)"),
    _review(Group.ARTICLE, "context-less", ("{",), "Less context", "context(-1)"),
    _review(Group.ARTICLE, "context-more", ("}",), "More context", "context(1)"),
    _review(Group.ARTICLE, "cite", ("y",), "Copy as a citation", "cite"),
    _review(Group.ARTICLE, "browse", ("o",), "Open the article's address", "browse"),
    _review(Group.FIND, "filter", ("/",), "Filter the claims", "filter", "filter"),
    _review(Group.FIND, "mark", ("space",), "Mark, to decide on several at once", "mark"),
    _review(Group.FIND, "mark-all", ("V",), "Mark all in the filter; again: none", "mark_all"),
    _answer("reason-not-a-claim", "n", "not a claim", Scope.REASON, "not a claim"),
    _answer("reason-wrong-words", "w", "wrong words", Scope.REASON, "wrong words"),
    _answer("reason-wrong-source", "s", "wrong source", Scope.REASON, "wrong source"),
    _answer("said-confirmed", "c", "confirmed", Scope.ATTRIBUTION, "confirmed"),
    _answer("said-wrong", "w", "wrong", Scope.ATTRIBUTION, "wrong"),
    _answer("said-unknown", "u", "unknown", Scope.ATTRIBUTION, "unknown"),
    _answer("pane-claims", "c", "claims", Scope.PANES, "claims"),
    _answer("pane-article", "a", "article", Scope.PANES, "article"),
    _answer("pane-matches", "m", "matches", Scope.PANES, "matches"),
    _general("help", ("?", "f1"), "Help", "app.help", "help"),
    _general("palette", (":", "ctrl+p"), "Every command, by name", "app.command_palette"),
    _general("back", ("escape",), "Back; then clear the marks, then the filter", "back"),
    _general("close", ("q",), "Close, quit", "close", "quit"),
    _general("quit", ("ctrl+q", "ctrl+c"), "Quit at once (every decision is kept)", "app.quit"),
)


def bindings(*scopes: Scope) -> list[BindingType]:
    """Return Textual's bindings of all commands of ``scopes``, in the order of declaration."""
    return [
        Binding(",".join(command.keys), command.call, command.title, show=False, id=command.id)
        for command in COMMANDS
        if command.scope in scopes
    ]


def commands(*scopes: Scope) -> tuple[Command, ...]:
    """Return the commands of ``scopes``: scope by scope, each in the order of declaration."""
    return tuple(command for scope in scopes for command in COMMANDS if command.scope is scope)


class Resolved(NamedTuple):
    """Which keys give which command, after the user's changes, and what could not be granted."""

    keys: Mapping[str, KeyNames]
    problems: tuple[str, ...]


DEFAULTS: Mapping[str, KeyNames] = {command.id: command.keys for command in COMMANDS}


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


_SPELLED = {"escape": "esc", "space": "space", "enter": "enter", "comma": ",", "down": "↓", "up": "↑"}


def spell(keys: KeyNames) -> str:
    """Return ``keys`` as a person would write them: ``j ↓``."""
    return " ".join(_SPELLED.get(key, key) for key in keys)
