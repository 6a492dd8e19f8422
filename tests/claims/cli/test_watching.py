"""``claims watch``, and addresses in ``claims add`` and ``claims extract``, as a user gives them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.store import Store

Run = Callable[..., Any]
PAGE = (Path(__file__).parents[3] / "fixtures" / "pages" / "wordpress.html").read_bytes()
PROSE = "<p>Mayor Ada Brook said that the bridge would stay closed until the summer.</p>" * 3
Site = Any


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests to one site follow at once."""
    monkeypatch.setattr("claims.reading.fetching.time.sleep", lambda seconds: None)


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> Path:
    whole = f"<content:encoded><![CDATA[{PROSE}]]></content:encoded>"
    items = f"<item><title>Bridge</title><guid>1</guid>{whole}</item><item><link>/bus</link></item>"
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    site.put("/robots.txt", status=404)
    site.put("/bus", PAGE)
    site.put("/feed", f"{head}<title>Herald</title>{items}</channel></rss>", media="application/rss+xml")
    path = tmp_path / "feeds.toml"
    path.write_text(f'[[feed]]\nurl = "{site.address}/none"\n[[feed]]\nurl = "{site.address}/feed"\n')
    return path


def test_a_second_run_adds_nothing(run: Run, feeds: Path, tmp_path: Path) -> None:
    db = tmp_path / "store.sqlite"
    first = run("watch", feeds, "--once", "--allow-private", "--db", db)
    assert first.code == 1  # one feed is not there
    assert "2 new, 0 known" in first.out
    assert "no such page (404)" in first.err
    with Store.open(db) as store:
        assert sorted(row.title or "" for row in store.articles()) == [
            "Bridge",
            "Harwick council approves night bus after two-year dispute",
        ]
        assert store.count() > 2
    second = run("watch", feeds, "--json", "--allow-private", "--db", db)
    lines = [json.loads(line) for line in second.out.splitlines()]
    assert [(line["articles"], line["known"], len(line["failures"])) for line in lines] == [
        ([], 0, 1),
        ([], 2, 0),
    ]


def test_private_machines_are_refused(run: Run, feeds: Path, site: Site, tmp_path: Path) -> None:
    told = run("watch", feeds, "--once", "--db", tmp_path / "store.sqlite")
    assert told.code == 1
    assert told.err.count("--allow-private") == 2
    assert site.asked == []


@pytest.mark.parametrize("wrong", [["--once", "--every", "15m"], ["--every", "5x"], ["--every", "1s"]])
def test_what_does_not_go_together(run: Run, feeds: Path, tmp_path: Path, wrong: list[str]) -> None:
    assert run("watch", feeds, *wrong, "--db", tmp_path / "store.sqlite").code == 2
    assert not (tmp_path / "store.sqlite").exists()


def test_a_page_by_its_address(run: Run, site: Site, tmp_path: Path) -> None:
    address = site.put("/bus", PAGE)
    told = run("extract", address, "--allow-private")
    assert told.code == 0 and "Harwick council approves night bus" in told.out
    added = run("add", address, "--allow-private", "--db", tmp_path / "store.sqlite")
    assert added.code == 0 and "1 article added" in added.out
    refused = run("extract", address)
    assert refused.code == 1 and "--allow-private" in refused.err
