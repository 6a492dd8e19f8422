"""`claims doctor` finds each thing that can be wrong with a store, and makes anew what can be."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import stores

from claims.doctoring import Examined, look, mend
from claims.errors import StoreError
from claims.models import Verdict
from claims.store import Store
from claims.workbench import Workbench

OPEN = "DROP TRIGGER {0}_update; DROP TRIGGER {0}_delete;"

DERIVED = {
    "a verdict in the lists": ("derived", "UPDATE claim_state SET verdict = 'verified' WHERE claim = 9"),
    "a count of matches": ("derived", "UPDATE claim_state SET match_count = 7 WHERE claim = 3"),
    "a sort key": ("derived", "UPDATE claim_state SET speaker_key = 'nobody', priority = 1 WHERE claim = 3"),
    "a claim missing in the lists": ("derived", "DELETE FROM claim_state WHERE claim = 4"),
    "a claim too many in the lists": (
        "references",
        "INSERT INTO claim_state SELECT 999, article, position, kind, modality, outlet_key, speaker_key,"
        " origin_key, date, priority, verdict, attribution, flagged, disagreement, version, match_count,"
        " conflict_count FROM claim_state WHERE claim = 1",
    ),
    "a step": ("derived", "UPDATE steps SET state = 'live'"),
    "a step that is missing": ("derived", "DELETE FROM steps WHERE step = 2"),
    "the decided relation of a match": ("derived", "UPDATE matches SET decided = NULL"),
    "corrected words": ("derived", "UPDATE claim_edits SET content_words = 'other'"),
    "fingerprints of no article": ("references", "INSERT INTO fingerprints VALUES (1, 99)"),
    "a copy of no article": ("references", "INSERT INTO copies VALUES (99, 1, 0.5)"),
    "an empty index of claims": ("search", "INSERT INTO claims_fts (claims_fts) VALUES ('delete-all')"),
    "an empty index of articles": ("search", "INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')"),
    "an entry of no claim": ("search", "INSERT INTO claims_fts (rowid, content) VALUES (99, 'ghost')"),
    "an index of corrected words": ("search", "UPDATE edits_fts SET content = 'other'"),
    "a count of terms": ("terms", "UPDATE term_counts SET claims = claims + 1 WHERE claims > 1"),
}
LOST = {
    "a text": (
        "articles",
        OPEN.format("texts") + "UPDATE texts SET text = replace(text, 'a', 'e') WHERE rowid = 1",
    ),
    "an outlet": ("articles", OPEN.format("articles") + "UPDATE articles SET outlet = 'X' WHERE rowid = 1"),
    "a date": ("articles", OPEN.format("articles") + "UPDATE articles SET date = '?' WHERE rowid = 1"),
    "a span": (
        "claims",
        "UPDATE claims SET model = json_set(model, '$.content[0][1]', 9999) WHERE rowid = 2",
    ),
    "words": ("claims", "UPDATE claims SET model = json_set(model, '$.content_words', 'x') WHERE rowid = 2"),
    "a kind": ("claims", "UPDATE claims SET model = json_set(model, '$.kind', 'headline') WHERE rowid = 2"),
    "a model": ("claims", "UPDATE claims SET model = '{' WHERE rowid = 2"),
    "another claim": (
        "claims",
        "UPDATE claims SET model = (SELECT model FROM claims WHERE rowid = 3) WHERE rowid = 2",
    ),
    "a claim": ("references", "DROP TRIGGER claims_delete; DELETE FROM claims WHERE rowid = 3"),
    "an article": ("references", OPEN.format("articles") + "DELETE FROM articles WHERE rowid = 2"),
    "what is decided on": (
        "decisions",
        OPEN.format("decisions") + "UPDATE decisions SET target = 'beef' WHERE seq = 1",
    ),
    "a match": ("matches", "UPDATE matches SET model = json_set(model, '$.score', 0.1) WHERE rowid = 1"),
    "a pair": ("matches", "UPDATE matches SET a = 5, b = 6 WHERE rowid = 1"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "claims.sqlite"
    stores.made(path)
    return path


@pytest.fixture
def damaged(made: Path, path: Path) -> Callable[[str], Path]:
    def damage(sql: str) -> Path:
        shutil.copyfile(made, path)
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(f"PRAGMA foreign_keys = OFF; {sql};")
        return path

    return damage


def said(path: Path) -> dict[str, Any]:
    with Store.open(path) as store:
        return stores.what_it_says(store)


def looked(path: Path) -> Examined:
    return look(path, lambda done, total: None)


def mended(path: Path) -> Examined:
    return mend(path, lambda done, total: None)


def test_nothing_is_wrong_with_a_store_that_is_well(made: Path) -> None:
    told: list[tuple[int, int]] = []
    assert look(made, lambda *done: told.append(done)).findings == []
    assert told == [(1, 2), (2, 2)]
    assert mended(made) == Examined([], [], None)


@pytest.mark.parametrize("what", DERIVED)
def test_what_is_derived_is_told(what: str, damaged: Any) -> None:
    check, sql = DERIVED[what]
    path = damaged(sql)
    before = path.read_bytes()
    found = looked(path).findings
    assert check in {one.check for one in found}
    assert all(one.repairable and "--repair" in one.remedy for one in found)
    assert path.read_bytes() == before


def test_what_is_derived_is_made_anew(damaged: Any, made: Path) -> None:
    path = damaged("; ".join(sql for _, sql in DERIVED.values()))
    found = looked(path).findings
    repaired = mended(path)
    assert repaired.findings == found
    assert {one.check for one in found} == {"references", "derived", "search", "terms"}
    assert repaired.left == []
    assert said(path) == said(made)
    assert repaired.kept == path.with_name("claims.before-repair.sqlite")
    assert looked(repaired.kept).findings == found


@pytest.mark.parametrize("what", LOST)
def test_what_is_not_is_told(what: str, damaged: Any) -> None:
    check, sql = LOST[what]
    found = [one for one in looked(damaged(sql)).findings if one.check == check and not one.repairable]
    assert found
    assert all("backup" in one.remedy for one in found)


@pytest.mark.parametrize("what", ["words", "a claim", "what is decided on"])
def test_what_was_read_and_decided_is_left(what: str, damaged: Any) -> None:
    check, sql = LOST[what]
    path = damaged(f"{sql}; {DERIVED['a step'][1]}; {DERIVED['an empty index of claims'][1]}")
    before = said_raw(path)
    try:
        assert any(one.check == check for one in mended(path).left)
    except StoreError as error:
        assert "too damaged" in str(error)
    assert said_raw(path) == before


def said_raw(path: Path) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in ("texts", "articles", "claims", "decisions")
        ]


def test_a_store_with_later_versions_of_articles_is_well(path: Path, tmp_path: Path) -> None:
    text = (stores.ROOT / "fixtures" / "articles" / "audit-today.txt").read_text(encoding="utf-8")
    with Workbench.open(path, reviewer="Anna") as workbench:
        for number, words in enumerate((text, f"{text}\nMayor Ada Brook said that 30 ferries are late.\n")):
            line = {"id": "a", "text": words, "outlet": "Post", "url": "https://post.example/1"}
            (tmp_path / "a.jsonl").write_text(json.dumps(line), encoding="utf-8")
            assert workbench.add([tmp_path / "a.jsonl"]).versions == number
            ids = [row.id for row in workbench.rows(workbench.claim_ids())]
            workbench.mark(ids[:3], Verdict.UNVERIFIABLE)
    assert looked(path).findings == []
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("DELETE FROM claim_state; DELETE FROM steps;")
    assert mended(path).left == []
    with Workbench.open(path) as workbench:
        assert [row.id for row in workbench.rows(workbench.claim_ids())] == ids


def test_an_index_of_the_file_is_made_anew(damaged: Any, made: Path) -> None:
    path = damaged(
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'outlet_key', 'origin_key')"
        " WHERE name = 'claims_by_outlet'"
    )
    assert {(one.check, one.repairable) for one in looked(path).findings} == {("file", True)}
    assert mended(path).left == []
    assert said(path) == said(made)


def test_a_damaged_file_is_told(damaged: Any) -> None:
    path = damaged("SELECT 1")
    with closing(sqlite3.connect(path)) as connection:
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'term_counts'")
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 512)
    found = looked(path).findings
    assert found
    assert {(one.check, one.repairable) for one in found} == {("file", False)}
    assert mended(path).kept is None


def test_many_findings_are_counted(damaged: Any) -> None:
    path = damaged("UPDATE claims SET model = json_set(model, '$.content_words', 'x')")
    found = [one for one in looked(path).findings if one.check == "claims"]
    assert len(found) == 21
    assert found[-1].what.startswith("and ")


def test_it_is_told_on_the_command_line(run: Any, damaged: Any) -> None:
    path = damaged(DERIVED["a step"][1])
    told = run("doctor", "--db", path)
    assert told.code == 1
    assert told.out.startswith("derived, steps: what can be undone and redone: ")
    assert told.out.endswith("`claims doctor --repair` makes it anew.\n")
    [line] = run("doctor", "--json", "--db", path).out.splitlines()
    assert json.loads(line)["where"] == "steps"
    repaired = run("doctor", "--repair", "--db", path)
    assert repaired.code == 0
    assert f"kept in {path.with_name('claims.before-repair.sqlite')}" in repaired.err
    assert run("doctor", "--db", path) == (0, "the store is whole\n", "")


def test_no_room_for_temporary_files_is_no_damage(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def small(name: Any, *arguments: Any, **more: Any) -> sqlite3.Connection:
        opened = connect(name, *arguments, **more)
        if "twin" in str(name):
            opened.execute("PRAGMA max_page_count = 60")
        return opened

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(StoreError, match="No space left"):
        looked(made)


def test_no_store_is_told(run: Any, path: Path) -> None:
    assert run("doctor", "--db", path).code == 2
    with pytest.raises(StoreError, match="no store at"):
        looked(path)


@pytest.fixture
def writing(made: Path, path: Path) -> Iterator[Store]:
    shutil.copyfile(made, path)
    with Store.open(path) as store:
        yield store


def test_others_can_decide_while_it_looks(writing: Store, path: Path) -> None:
    def note(done: int, total: int) -> None:
        writing.set_meta(f"during {done}", "written")

    assert look(path, note).findings == []
    assert writing.metas("during ") == {"1": "written", "2": "written"}
