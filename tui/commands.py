"""Every key and command of the review screen, one declaration each.

Bindings, key bar, help and palette are all derived from ``COMMANDS``; no key is named
anywhere else. A user's configuration may give a command other keys, by its ``id``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from textual.binding import Binding, BindingType

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
    LINE = "line"
    """While a line is written."""
    EDIT = "edit"
    """While the borders of a claim are moved, or the words of a new one are selected."""
    SPLIT = "split"
    """While it is chosen where a claim is split."""
    MERGE = "merge"
    """While it is chosen how claims are merged."""
    PASSAGES = "passages"
    """While the passages that a search found are shown."""
    CONFIRM = "confirm"
    """While asked whether to verify what nothing independent confirms."""
    PANES = "panes"
    """While asked which pane to go to."""
    SETTLE_VERDICT = "settle-verdict"
    """While asked which verdict settles a disagreement."""
    SETTLE_ATTRIBUTION = "settle-attribution"
    """While asked which attribution check settles a disagreement."""


TOGETHER: Mapping[Scope, frozenset[Scope]] = {
    Scope.EVERYWHERE: frozenset(Scope),
    Scope.PAGE: frozenset(
        {
            Scope.EVERYWHERE,
            Scope.REVIEW,
            Scope.MATCHES,
            Scope.PASSAGES,
            Scope.EDIT,
            Scope.SPLIT,
            Scope.MERGE,
        }
    ),
    Scope.REVIEW: frozenset({Scope.EVERYWHERE, Scope.PAGE, Scope.MATCHES}),
    Scope.MATCHES: frozenset({Scope.EVERYWHERE, Scope.PAGE, Scope.REVIEW}),
    Scope.LINE: frozenset({Scope.EVERYWHERE}),
    Scope.EDIT: frozenset({Scope.EVERYWHERE, Scope.PAGE}),
    Scope.SPLIT: frozenset({Scope.EVERYWHERE, Scope.PAGE}),
    Scope.MERGE: frozenset({Scope.EVERYWHERE, Scope.PAGE}),
    Scope.PASSAGES: frozenset({Scope.EVERYWHERE, Scope.PAGE}),
    Scope.REASON: frozenset({Scope.EVERYWHERE}),
    Scope.CONFIRM: frozenset({Scope.EVERYWHERE}),
    Scope.ATTRIBUTION: frozenset({Scope.EVERYWHERE}),
    Scope.PANES: frozenset({Scope.EVERYWHERE}),
    Scope.SETTLE_VERDICT: frozenset({Scope.EVERYWHERE}),
    Scope.SETTLE_ATTRIBUTION: frozenset({Scope.EVERYWHERE}),
}
"""The other scopes whose commands can be given at the same moment: they may share no key."""


class Group(StrEnum):
    """The headings of the help screen."""

    DECIDE = "Decide on the claim"
    MATCHES = "Matches (while they have the focus)"
    MOVE = "Move"
    EVIDENCE = "Evidence (after a search)"
    EDIT = "Correct the machine (after the key for it)"
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


def _passage(id: str, key: str, title: str, action: str, short: str) -> Command:
    return Command(id, (key,), title, Group.EVIDENCE, Scope.PASSAGES, action, short)


def _edit(id: str, keys: KeyNames, title: str, action: str, short: str) -> Command:
    return Command(id, keys, title, Group.EDIT, Scope.EDIT, action, short)


def _cut(id: str, keys: KeyNames, title: str, action: str, short: str) -> Command:
    return Command(id, keys, title, Group.EDIT, Scope.SPLIT, action, short)


def _merge(id: str, keys: KeyNames, title: str, action: str, short: str) -> Command:
    return Command(id, keys, title, Group.EDIT, Scope.MERGE, action, short)


def _answer(id: str, key: str, title: str, scope: Scope, value: str, *more: str) -> Command:
    return Command(id, (key, *more), title, Group.ANSWER, scope, f"choose('{value}')", title)


def _line(id: str, key: str, title: str) -> Command:
    return Command(id, (key,), title, Group.ANSWER, Scope.LINE, id)


def _general(id: str, keys: KeyNames, title: str, action: str, short: str = "") -> Command:
    return Command(id, keys, title, Group.GENERAL, Scope.EVERYWHERE, action, short)


COMMANDS: tuple[Command, ...] = (
    _decide("verified", ("v", "1"), "Verified, and on to the next", "verify", "verified"),
    _decide("disputed", ("x", "2"), "Disputed: sources conflict", "verdict('disputed')", "disputed"),
    _decide("refuted", ("3",), "Refuted", "verdict('refuted')", "refuted"),
    _decide("unverifiable", ("4",), "Unverifiable", "verdict('unverifiable')", "unverifiable"),
    _decide("reopen", ("5",), "Unreviewed again", "verdict('unreviewed')"),
    _decide("reject", ("i",), "Reject the extraction (asks why)", "reject", "reject"),
    _decide("attribution", ("t",), "Did the source say it? (asks)", "attribution", "said it?"),
    _decide("adjudicate", ("A",), "Settle what reviewers differ on (asks)", "adjudicate"),
    _decide("flag", ("f",), "Flag, come back later; again: take the flag off", "flag", "flag"),
    _decide("note", ("a",), "Write a note", "note"),
    _decide("evidence", ("E",), "Evidence from outside: an address and a quotation", "evidence"),
    _decide("search", ("s",), "Search every article for evidence", "search", "evidence"),
    _decide("edit", ("e",), "Correct the machine: words, source, cue, speaker", "edit", "edit"),
    _decide("add", ("+",), "Add a claim that the rules missed: select its words", "add_claim", "add"),
    _decide("split", ("|",), "Split the claim in two at a word", "split"),
    _decide("merge", ("&",), "Merge the marked claims of an article", "merge"),
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
    _review(Group.FIND, "view-previous", ("[",), "Previous view", "view(-1)"),
    _review(Group.FIND, "view-next", ("]",), "Next view: orders, samples, and the saved ones", "view(1)"),
    _review(Group.FIND, "view-save", ("w",), "Save filter and order as a view, under a name", "save_view"),
    _review(Group.FIND, "timeline", ("T",), "All that this speaker said, the oldest first", "timeline"),
    _review(Group.FIND, "story", ("S",), "The story: how each outlet tells it, who contradicts it", "story"),
    _review(Group.FIND, "origins", ("O",), "The origins: who said it first, who had it from whom", "origins"),
    _review(Group.FIND, "mark", ("space",), "Mark, to decide on several at once", "mark"),
    _review(Group.FIND, "mark-all", ("V",), "Mark all in the filter; again: none", "mark_all"),
    _passage("bind", "E", "Bind the passage as evidence to the claim", "bind", "binds it as evidence"),
    _passage("add-there", "+", "Add a claim to its article, by selecting words", "add_there", "adds a claim"),
    _passage("read", "enter", "Read more of its article", "read", "reads on"),
    _edit("end-on", ("l", "right"), "The end a word on", "border_end(1)", "end on"),
    _edit("end-back", ("h", "left"), "The end a word back", "border_end(-1)", "end back"),
    _edit("start-on", ("L",), "The start a word on", "border_start(1)", "start on"),
    _edit("start-back", ("H",), "The start a word back", "border_start(-1)", "start back"),
    _edit("shift-on", (">",), "All of it a word on", "shift(1)", "all on"),
    _edit("shift-back", ("<",), "All of it a word back", "shift(-1)", "all back"),
    _edit("role", ("r",), "The next role: content, source, cue", "next_role", "role"),
    _edit("clear-role", ("x",), "No words for this role", "clear_role", "none"),
    _edit("part", ("+",), "Another part, after a gap", "add_part", "part"),
    _edit("drop-part", ("-",), "Drop the last part", "drop_part", "drops it"),
    _edit("speaker", ("s",), "Another speaker", "speaker", "speaker"),
    _edit("machine", ("m",), "Begin again with the machine's version", "machine", "machine's"),
    _edit("keep-edit", ("e",), "Keep the correction, or the new claim", "keep_edit", "keeps it"),
    _cut("cut-on", ("l", "right"), "Split it a word later", "cut(1)", "later"),
    _cut("cut-back", ("h", "left"), "Split it a word earlier", "cut(-1)", "earlier"),
    _cut("keep-split", ("|", "e"), "Keep the two", "keep_split", "keeps the two"),
    _merge("whose", ("r",), "Source, cue and speaker of the next of them", "whose", "whose"),
    _merge("joined", ("+",), "What stands between them too; again: not", "joined", "all between"),
    _merge("keep-merge", ("&", "e"), "Keep the one", "keep_merge", "keeps the one"),
    _line("complete", "tab", "Complete the line; again: differently"),
    _line("take", "enter", "Take the line"),
    _answer("confirm-verified", "v", "verified all the same", Scope.CONFIRM, "verified", "1"),
    _answer("confirm-search", "s", "search for evidence", Scope.CONFIRM, "search"),
    _answer("reason-not-a-claim", "n", "not a claim", Scope.REASON, "not a claim"),
    _answer("reason-wrong-words", "w", "wrong words", Scope.REASON, "wrong words"),
    _answer("reason-wrong-source", "s", "wrong source", Scope.REASON, "wrong source"),
    _answer("said-confirmed", "c", "confirmed", Scope.ATTRIBUTION, "confirmed"),
    _answer("said-wrong", "w", "wrong", Scope.ATTRIBUTION, "wrong"),
    _answer("said-unknown", "u", "unknown", Scope.ATTRIBUTION, "unknown"),
    _answer("settle-verified", "v", "verified", Scope.SETTLE_VERDICT, "verified", "1"),
    _answer("settle-disputed", "x", "disputed", Scope.SETTLE_VERDICT, "disputed", "2"),
    _answer("settle-refuted", "3", "refuted", Scope.SETTLE_VERDICT, "refuted"),
    _answer("settle-unverifiable", "4", "unverifiable", Scope.SETTLE_VERDICT, "unverifiable"),
    _answer("settle-rejected", "i", "rejected", Scope.SETTLE_VERDICT, "rejected"),
    _answer("settle-confirmed", "c", "said it", Scope.SETTLE_ATTRIBUTION, "confirmed"),
    _answer("settle-wrong", "w", "did not", Scope.SETTLE_ATTRIBUTION, "wrong"),
    _answer("settle-unknown", "u", "unknown", Scope.SETTLE_ATTRIBUTION, "unknown"),
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
    """Return Textual's bindings of all commands of ``scopes``, in the order of declaration.

    They go before what a widget makes of a key, and so are done one after the other by the
    application itself: a key that comes while the one before it opens a question answers that.
    """
    return [replace(_binding(command), priority=True) for command in COMMANDS if command.scope in scopes]


def line_bindings(*scopes: Scope) -> list[BindingType]:
    """Return the bindings for where a line is written: keys that could be part of it go there first."""
    return [
        replace(_binding(command), priority=command.keys == ("escape",))
        for command in COMMANDS
        if command.scope in scopes
    ]


def _binding(command: Command) -> Binding:
    return Binding(",".join(command.keys), command.call, command.title, show=False, id=command.id)


def commands(*scopes: Scope) -> tuple[Command, ...]:
    """Return the commands of ``scopes``: scope by scope, each in the order of declaration."""
    return tuple(command for scope in scopes for command in COMMANDS if command.scope is scope)


DEFAULTS: Mapping[str, KeyNames] = {command.id: command.keys for command in COMMANDS}

_SPELLED = {"escape": "esc", "space": "space", "enter": "enter", "comma": ",", "down": "↓", "up": "↑"}


def spell(keys: KeyNames) -> str:
    """Return ``keys`` as a person would write them: ``j ↓``."""
    return " ".join(_SPELLED.get(key, key) for key in keys)
