from __future__ import annotations

from pathlib import Path

import pytest

from claims.store import Store
from claims.store.feeds import Polled

URL = "https://npa.example/rss"


def test_what_a_server_said_is_kept(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        assert store.feeds.polled(URL) == Polled(None, None)
        store.feeds.keep(URL, Polled('"v1"', "Mon, 02 Mar 2026 10:00:00 GMT"))
        store.feeds.keep("https://other.example", Polled())
    with Store.open(tmp_path / "s.sqlite") as store:
        assert store.feeds.polled(URL) == Polled('"v1"', "Mon, 02 Mar 2026 10:00:00 GMT")
        store.feeds.keep(URL, Polled())
        assert store.feeds.polled(URL) == Polled()


def test_entries_are_tried_until_they_are_done(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        assert store.feeds.tried(URL, ["a", "b"]) == {"a": 0, "b": 0}
        store.feeds.note(URL, "a", done=True)
        store.feeds.note(URL, "b", done=False)
        store.feeds.note(URL, "b", done=False)
        assert store.feeds.tried(URL, ["a", "b", "c"]) == {"b": 2, "c": 0}
        store.feeds.note(URL, "b", done=True)
        assert store.feeds.tried(URL, ["a", "b"]) == {}
        assert store.feeds.tried("https://other.example", ["a"]) == {"a": 0}


@pytest.mark.parametrize("hostile", ["'; DROP TABLE feeds; --", "\x00", "\ud800", "x" * 100_000])
def test_any_id_is_kept(tmp_path: Path, hostile: str) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        store.feeds.note(URL, hostile, done=True)
        store.feeds.keep(URL, Polled(hostile, None))
        assert store.feeds.tried(URL, [hostile]) == {}
