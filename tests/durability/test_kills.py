"""Whatever moment a session is killed at: the store is whole, and holds all that the reviewer was shown."""

from __future__ import annotations

import pytest
from killing import Acknowledged, Ground, Lost, check
from terminal import in_this_image

COUNTS = {"commands": 7, "adding": 5, "upkeep": 3, "keys": 5}
KILLS = [(name, seed) for name, count in COUNTS.items() for seed in range(count)]
LONGEST = {"commands": 0.5, "adding": 1.0, "upkeep": 0.3, "keys": 0.0}
"""Seconds from the start until the latest kill."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("kills"))


@pytest.mark.parametrize(("session", "seed"), KILLS)
def test_nothing_that_was_shown_is_lost(session: str, seed: int, ground: Ground) -> None:
    ground.kill(session, seed, in_this_image, LONGEST[session])


def test_what_is_lost_would_be_seen(ground: Ground) -> None:
    folder = ground.folder
    store = folder / "start.sqlite"
    for seen in (
        Acknowledged(1),
        Acknowledged(0, tokens=frozenset({"token-1"})),
        Acknowledged(0, articles=frozenset({"another.txt"})),
    ):
        with pytest.raises(Lost):
            check(store, seen, ground.articles)
    with pytest.raises(Lost, match="claims"):
        check(store, Acknowledged(0), dict.fromkeys(ground.articles, 1))
    check(store, Acknowledged(0), ground.articles)
