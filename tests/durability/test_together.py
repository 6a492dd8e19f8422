"""Four who write and four who read: no decision is lost, nobody is told of locks, nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
import together
from killing import Lost


def test_all_work_on_one_store(tmp_path: Path) -> None:
    counts = together.work_together(tmp_path, 2.5)
    assert counts["decisions"] > 20
    assert counts["looks"] > 4
    assert counts["commands"] > 3


def test_what_is_lost_would_be_seen(tmp_path: Path) -> None:
    store = tmp_path / "claims.sqlite"
    [target, *_] = together.prepared(store)
    for wrong in (
        {"token": "x", "target": target, "seen": 0},
        {"turned": 1},
        {"failed": 1, "said": "locked"},
    ):
        with pytest.raises(Lost):
            together.checked(store, [wrong])
    with together.Workbench.open(store, reviewer="a") as workbench:
        workbench.note(target, "first")
        workbench.note(target, "second")
    with pytest.raises(Lost, match="overwrite"):
        together.checked(store, [{"token": "second", "target": target, "seen": 0}])
