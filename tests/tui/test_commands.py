from __future__ import annotations

import inspect
from collections import Counter

import pytest

from tui.app import ReviewApp
from tui.commands import COMMANDS, DEFAULTS, TOGETHER, Command, Scope, resolve, spell
from tui.screens.ask import AskAttribution, AskPane, AskReason
from tui.screens.reading import ReadingScreen, help_text
from tui.screens.review import ReviewScreen

SCREENS: dict[Scope, tuple[type, ...]] = {
    Scope.EVERYWHERE: (ReviewScreen, ReadingScreen, AskReason, AskAttribution, AskPane),
    Scope.PAGE: (ReviewScreen, ReadingScreen),
    Scope.REVIEW: (ReviewScreen,),
    Scope.MATCHES: (ReviewScreen,),
    Scope.REASON: (AskReason,),
    Scope.ATTRIBUTION: (AskAttribution,),
    Scope.PANES: (AskPane,),
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


def test_overrides_are_granted() -> None:
    keys, problems = resolve({"verified": ("ctrl+y", "w"), "help": (",",)})
    assert (keys["verified"], keys["help"], problems) == (("ctrl+y", "w"), ("comma",), ())
    assert keys["disputed"] == DEFAULTS["disputed"]


def test_two_commands_can_swap_keys() -> None:
    keys, problems = resolve({"verified": ("x",), "disputed": ("v",)})
    assert (keys["verified"], keys["disputed"], problems) == (("x",), ("v",), ())


@pytest.mark.parametrize(
    ("overrides", "says"),
    [
        ({"verified": ("x",)}, "'x' for 'verified' is taken by 'disputed'; 'verified' keeps v 1."),
        ({"match-same": ("j",)}, "'j' for 'match-same' is taken by 'down'"),
        ({"note": ("question_mark",)}, "'question_mark' for 'note' is taken by 'help'"),
        ({"note": ("z",), "cite": ("z",)}, "'z' for 'note' is taken by 'cite'"),
        ({"verify": ("z",)}, "there is no command 'verify'"),
        ({"note": ("crtl+z",)}, "'crtl+z' is no key; 'note' keeps a."),
        ({"note": ()}, "nothing is no key"),
    ],
)
def test_a_clash_is_reported_by_name_and_the_default_kept(
    overrides: dict[str, tuple[str, ...]], says: str
) -> None:
    keys, problems = resolve(overrides)
    assert says in problems[0]
    first = next(iter(overrides))
    assert keys.get(first, ()) == DEFAULTS.get(first, ())


def test_keys_of_different_moments_may_be_the_same() -> None:
    assert resolve({"reason-not-a-claim": ("v",)}).problems == ()
