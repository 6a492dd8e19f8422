from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from claims.errors import ClaimsError
from claims.spreading import loading
from claims.spreading.loading import Loaded, load
from claims.spreading.running import Progress, spread
from claims.store import Store
from claims.workbench import Workbench

Corpus = Callable[[int], Path]
ARTICLES = 14
TABLES = (
    "articles",
    "texts",
    "claims",
    "article_rules",
    "matches",
    "term_counts",
    "fingerprints",
    "unmatched",
)

pytestmark = pytest.mark.usefixtures("small_pieces")


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as raw:
        return {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in TABLES}


def loaded(folder: Path, path: Path, **options: object) -> Loaded:
    with Store.open(path) as store:
        return load(store, folder, cores=1, **options)  # type: ignore[arg-type]


@pytest.fixture
def folder(corpus: Corpus, tmp_path: Path) -> Path:
    spread([corpus(ARTICLES)], tmp_path / "out")
    return tmp_path / "out"


def test_a_loaded_store_is_one_to_which_the_same_was_added_and_matched_then(
    folder: Path, corpus: Corpus, tmp_path: Path
) -> None:
    found = loaded(folder, tmp_path / "loaded.sqlite")
    with Workbench.open(tmp_path / "added.sqlite", reviewer="ann") as workbench:
        added = workbench.add([corpus(ARTICLES)], defer=True)
        workbench.catch_up(cores=1)
    assert found == Loaded(added.articles, added.claims, 0)
    assert found.articles == ARTICLES
    ours, theirs = tables(tmp_path / "loaded.sqlite"), tables(tmp_path / "added.sqlite")
    assert ours == theirs
    assert ours["matches"]


def test_loading_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    first = loaded(folder, path)
    before = tables(path)
    assert loaded(folder, path) == Loaded(0, 0, first.articles)
    assert tables(path) == before


def test_loading_that_was_stopped_goes_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 4)
    whole = loaded(folder, tmp_path / "undisturbed.sqlite")

    def stop(progress: Progress) -> None:
        if progress.doing == "loading" and progress.articles > ARTICLES // 2:
            raise KeyboardInterrupt

    path = tmp_path / "stopped.sqlite"
    with pytest.raises(KeyboardInterrupt):
        loaded(folder, path, told=stop)
    rest = loaded(folder, path)
    assert 0 < rest.articles < ARTICLES and rest.articles + rest.known == whole.articles
    assert tables(path) == tables(tmp_path / "undisturbed.sqlite")


def test_matching_can_wait(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    loaded(folder, path, defer=True)
    with Workbench.open(path, reviewer="ann") as workbench:
        assert workbench.store.bulk.waiting().matching == ARTICLES
        workbench.catch_up(cores=1)
    loaded(folder, tmp_path / "matched.sqlite")
    assert tables(path) == tables(tmp_path / "matched.sqlite")


def test_nothing_is_loaded_of_a_folder_that_was_changed(folder: Path, tmp_path: Path) -> None:
    path = folder / "claims/00001.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(ClaimsError, match=r"claims/00001\.parquet is not what the manifest says"):
        loaded(folder, tmp_path / "store.sqlite")
    with Store.open(tmp_path / "store.sqlite") as store:
        assert not [*store.articles()]


def test_progress_tells_what_is_being_done(folder: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    loaded(folder, tmp_path / "store.sqlite", told=told.append)
    doing = list(dict.fromkeys(one.doing for one in told))
    assert doing[:2] == ["checking", "loading"] and "matching" in doing
    last = [one for one in told if one.doing == "loading"][-1]
    assert (last.done, last.total, last.articles) == (ARTICLES, ARTICLES, ARTICLES)
