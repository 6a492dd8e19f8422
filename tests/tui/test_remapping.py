from __future__ import annotations

import pytest

from tui.commands import DEFAULTS
from tui.remapping import resolve


def test_overrides_are_granted() -> None:
    keys, problems = resolve({"verified": ("ctrl+y", "z"), "help": (",",)})
    assert (keys["verified"], keys["help"], problems) == (("ctrl+y", "z"), ("comma",), ())
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
