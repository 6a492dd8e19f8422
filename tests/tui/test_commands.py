from __future__ import annotations

import inspect
from collections import Counter

import pytest

from tui.app import ReviewApp
from tui.commands import COMMANDS, TOGETHER, Command, Scope, spell
from tui.remapping import resolve
from tui.screens.adding import AddScreen
from tui.screens.ask import AskLine
from tui.screens.dividing import MergeScreen, SplitScreen
from tui.screens.edit import EditScreen
from tui.screens.reading import ReadingScreen, help_text
from tui.screens.review import ReviewScreen
from tui.screens.search import SearchScreen

SCREENS: dict[Scope, tuple[type, ...]] = {
    Scope.EVERYWHERE: (ReviewScreen, ReadingScreen, SearchScreen, AskLine),
    Scope.PAGE: (ReviewScreen, ReadingScreen, SearchScreen, EditScreen, AddScreen, SplitScreen, MergeScreen),
    Scope.REVIEW: (ReviewScreen,),
    Scope.MATCHES: (ReviewScreen,),
    Scope.PASSAGES: (SearchScreen,),
    Scope.CONFIRM: (ReviewScreen,),
    Scope.LINE: (AskLine,),
    Scope.EDIT: (EditScreen, AddScreen),
    Scope.SPLIT: (SplitScreen,),
    Scope.MERGE: (MergeScreen,),
    Scope.REASON: (ReviewScreen,),
    Scope.ATTRIBUTION: (ReviewScreen,),
    Scope.PANES: (ReviewScreen,),
    Scope.SETTLE_VERDICT: (ReviewScreen,),
    Scope.SETTLE_ATTRIBUTION: (ReviewScreen,),
}


def test_ids_are_unique() -> None:
    assert max(Counter(command.id for command in COMMANDS).values()) == 1


def test_no_two_commands_share_a_key_at_the_same_moment() -> None:
    for command in COMMANDS:
        for other in COMMANDS:
            if command is not other and (
                command.scope is other.scope or other.scope in TOGETHER[command.scope]
            ):
                assert not set(command.keys) & set(other.keys), (command.id, other.id)


def test_together_is_symmetric() -> None:
    assert all(a in TOGETHER[b] for a in Scope for b in TOGETHER[a] if a is not b)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_has_an_action_wherever_it_can_be_given(command: Command) -> None:
    target, _, call = command.action.rpartition(".")
    name = f"action_{call.partition('(')[0]}"
    owners = (ReviewApp,) if target == "app" else SCREENS[command.scope]
    for owner in owners:
        assert inspect.isfunction(getattr(owner, name)), f"{owner.__name__}.{name}"


def test_every_action_of_the_screens_has_its_command() -> None:
    named = {command.action.rpartition(".")[2].partition("(")[0] for command in COMMANDS}
    for screen in {screen for screens in SCREENS.values() for screen in screens}:
        own = {name.removeprefix("action_") for base in screen.__mro__ if base.__module__.startswith("tui.")
               for name in vars(base) if name.startswith("action_")}  # fmt: skip
        assert own <= named


def test_help_names_every_command_with_its_keys() -> None:
    keys = resolve({"verified": ("ctrl+y",)}).keys
    text = help_text(keys).plain
    assert all(command.title in text and spell(keys[command.id]) in text for command in COMMANDS)
    assert "ctrl+y" in text
