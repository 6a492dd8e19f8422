from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from claims.errors import NotFound, StoreError
from claims.models import Action, Article, Claim, Modality
from claims.store import ClaimFilter, Store


def test_everything_is_there_after_reopening(
    path: Path, article: Callable[..., Article], claim: Callable[..., Claim]
) -> None:
    made = article("The bridge opens on Friday.")
    found = claim(made, speaker="Ada Byrne")
    with Store.open(path) as store:
        store.add_article(made, [found], {found.id: ["bridg", "open"]})
        store.decide([found.id], Action.VERDICT, "verified", reviewer="ann", reason="seen")
        store.set_meta("ann/list", found.id)
        state = store.claim_state(found.id)
    with Store.open(path) as store:
        assert store.article(made.id) == made
        assert store.claim(found.id) == found
        assert store.claim_state(found.id) == state
        assert store.document_frequency(["open", "close"]) == {"open": 1, "close": 0}
        assert store.meta("ann/list") == found.id
        assert store.meta("bob/list") is None
        [undone] = store.undo("ann")
        assert (undone.before, undone.after, undone.undoes) == ("verified", "unreviewed", 1)
    with Store.open(path, read_only=True) as store:
        assert store.claim_state(found.id).version == undone.seq
        assert [row.verdict for row in store.rows(store.claim_ids())] == ["unreviewed"]


def test_meta_is_replaced(store: Store) -> None:
    store.set_meta("view", "one")
    store.set_meta("view", "two")
    assert store.meta("view") == "two"


def test_file_is_the_users_alone(path: Path) -> None:
    with Store.open(path) as store:
        store.set_meta("a", "b")
        files = [path, *path.parent.glob("*.sqlite-*")]
        assert len(files) > 1
        for file in files:
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_durable_settings(path: Path) -> None:
    with Store.open(path) as store:
        value = store._connection.value
        assert value("PRAGMA journal_mode") == "wal"
        assert value("PRAGMA synchronous") == 2
        assert value("PRAGMA foreign_keys") == 1


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    with Store.open(tmp_path / "new" / "deep" / "store") as store:
        assert store.path.exists()


def test_path_of_any_characters(tmp_path: Path) -> None:
    odd = tmp_path / "a b?mode=memory#%20é.sqlite"
    with Store.open(odd) as store:
        store.set_meta("a", "b")
    assert odd.exists()
    with Store.open(odd, create=False) as store:
        assert store.meta("a") == "b"


@pytest.mark.parametrize("read_only", [False, True])
def test_missing(path: Path, read_only: bool) -> None:
    with pytest.raises(StoreError, match=r"no store at .*`claims add`"):
        Store.open(path, create=False, read_only=read_only)
    assert not path.exists()


def test_reading_only_makes_no_store(path: Path) -> None:
    with pytest.raises(StoreError, match="no store"):
        Store.open(path, read_only=True)
    assert not path.exists()


def test_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path)


def test_file_in_the_way_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="could not be made"):
        Store.open(tmp_path / "file" / "store")


@pytest.mark.parametrize("content", [b"just some text" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_not_a_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"not a claims store|damaged"):
        Store.open(path)
    assert path.read_bytes() == content


def test_database_of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE contacts (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a claims store"):
        Store.open(path)
    assert path.read_bytes() == before


def test_damaged_store_says_so(
    path: Path, article: Callable[..., Article], claim: Callable[..., Claim]
) -> None:
    made = article("The bridge opens on Friday. " * 500)
    with Store.open(path) as store:
        store.add_article(made, [claim(made)])
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = b"\xaa" * (len(data) - 4096 * 2)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"), Store.open(path) as store:
        list(store.articles())


def test_writing_to_a_store_opened_for_reading(path: Path) -> None:
    Store.open(path).close()
    with Store.open(path, read_only=True) as store, pytest.raises(StoreError, match="read-only"):
        store.set_meta("a", "b")


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that every user may enter (the folders of tmp_path are the owner's alone)."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)
        os.chmod(folder, 0o755)


def as_nobody(task: Callable[[], object]) -> str:
    """Run ``task`` in a child without privileges (root ignores modes); return what it returned or raised."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            told = f"returned {task()}"
        except BaseException as error:
            told = f"{type(error).__name__} {error}"
        os.write(writer, told.encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as said:
        return said.read()


def test_permissions(shared: Path, article: Callable[..., Article]) -> None:
    path = shared / "store"
    made = article("The bridge opens.")
    with Store.open(path) as store:
        store.add_article(made, [])

    def write() -> None:
        with Store.open(path) as store:
            store.set_meta("a", "b")

    def read() -> int:
        with Store.open(path, read_only=True) as store:
            return len(list(store.articles()))

    def make() -> None:
        Store.open(shared / "other").close()

    path.chmod(0o000)
    assert "StoreError" in as_nobody(read) and "may not be read" in as_nobody(read)
    path.chmod(0o444)
    shared.chmod(0o555)
    assert as_nobody(read) == "returned 1"
    assert "StoreError" in as_nobody(write) and "is read-only" in as_nobody(write)
    assert "StoreError" in as_nobody(make) and "could not be made: Permission denied" in as_nobody(make)
    assert sorted(shared.iterdir()) == [path]


def test_locked_by_another_writer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(path).close()
    monkeypatch.setattr("claims.store.connection.PATIENCE", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Store.open(path) as store:
        assert store.count() == 0  # reading goes on
        with pytest.raises(StoreError, match="in use by another process"):
            store.set_meta("a", "b")
        other.execute("ROLLBACK")
        store.set_meta("a", "b")
        assert store.meta("a") == "b"
    other.close()


def test_full_disk_changes_nothing(
    path: Path, article: Callable[..., Article], claim: Callable[..., Claim]
) -> None:
    made, big = article("The bridge opens on Friday."), article("A very long text. " * 100_000)
    found = claim(made)
    with Store.open(path) as store:
        store.add_article(made, [found])
        connection = store._connection
        connection.execute(f"PRAGMA max_page_count = {connection.value('PRAGMA page_count') + 4}")
        with pytest.raises(StoreError, match="No space left"):
            store.add_article(big, [claim(big)])
        assert not store.has_article(big.id)
        store.decide([found.id], Action.VERDICT, "verified", reviewer="ann")
        assert connection.value("PRAGMA integrity_check") == "ok"
        assert store.claim_count() == 1


@pytest.mark.parametrize("what", ["moved away", "replaced"])
def test_no_decision_goes_into_a_file_that_is_gone(
    path: Path, add: Callable[..., str], store: Store, what: str
) -> None:
    made = add("The bridge opens on Friday.")
    path.rename(path.with_name("elsewhere"))
    if what == "replaced":
        path.write_bytes(b"")
    with pytest.raises(StoreError, match="moved or deleted"):
        store.decide([made], Action.VERDICT, "verified", reviewer="ann")
    assert store.history(made) == []


def test_several_threads_each_with_its_own_connection(
    path: Path, store: Store, add: Callable[..., str]
) -> None:
    ids = [add(f"The bridge number {number} opens.") for number in range(4)]
    failures: list[Exception] = []

    def review(name: str) -> None:
        try:
            with Store.open(path) as own:
                for _ in range(5):
                    own.decide(ids, Action.FLAG, "on", reviewer=name)
                    own.undo(name)
                    own.decide(ids[:1], Action.NOTE, name, reviewer=name)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=review, args=(name,)) for name in ("ann", "bob", "cy")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stale = [error for error in failures if "decided on since" in str(error)]
    assert failures == stale
    decisions = list(store.decisions())
    assert [d.seq for d in decisions] == list(range(1, len(decisions) + 1))
    assert {d.reviewer for d in decisions} == {"ann", "bob", "cy"}


def test_one_state_of_the_store_while_reading(path: Path, store: Store, add: Callable[..., str]) -> None:
    made = add("The bridge opens.")
    with Store.open(path) as other, store._connection.snapshot():
        assert store.claim_state(made).version == 0
        other.decide([made], Action.FLAG, "on", reviewer="bob")
        assert store.claim_state(made).version == 0
    assert store.claim_state(made).version == 1


def test_articles_can_be_walked_while_others_write(path: Path, store: Store, add: Callable[..., str]) -> None:
    for number in range(3):
        add(f"The bridge number {number} opens.")
    with Store.open(path) as other:
        for number, row in enumerate(store.articles()):
            other.set_meta("other", str(number))
            store.set_meta("own", row.id)


def test_stats(store: Store, add: Callable[..., str], match: Callable[..., object]) -> None:
    first = add("The bridge opens.", outlet="Harbour Post")
    second = add("The bridge stays shut.", outlet=None, rule="denied")
    third = add("We hope that it opens.", outlet="Harbour Post", modality=Modality.OPINION)
    store.add_matches([match(first, second, "conflicting"), match(first, third, "related")])  # type: ignore[list-item]
    store.decide([first, third], Action.VERDICT, "rejected", reviewer="ann", reason="not a claim")
    store.decide([second], Action.FLAG, "on", reviewer="bob")
    store.decide([second], Action.VERDICT, "disputed", reviewer="bob")
    store.undo("bob")
    stats = store.stats()
    assert (stats.articles, stats.claims, stats.matches, stats.decisions) == (3, 3, 2, 5)
    assert stats.verdicts == {"rejected": 2, "unreviewed": 1}
    assert stats.attributions == {"unchecked": 3}
    assert stats.kinds == {"indirect": 3}
    assert list(stats.outlets.items()) == [("Harbour Post", 2), ("", 1)]
    assert (stats.flagged, stats.disagreements, stats.conflicts) == (1, 0, 1)
    assert stats.reviewers == {"ann": 2, "bob": 1}
    assert stats.rules == {"denied": (1, 0, 0, 0), "said-that": (2, 2, 2, 0)}
    assert store.count(ClaimFilter(status=None)) == 3


def test_unknown_ids(store: Store) -> None:
    for ask in (
        store.claim,
        store.claim_state,
        store.rowid,
        store.article,
        store.article_row,
        store.match,
        store.match_state,
    ):
        with pytest.raises(NotFound, match="beef"):
            ask("beef")
    with pytest.raises(NotFound):
        store.matches_of("beef")
    assert store.history("beef") == []


def test_what_is_kept_under_one_beginning_is_listed_and_forgotten(store: Store) -> None:
    for key in ("view.b", "view.a%_", "views", "other"):
        store.set_meta(key, key.upper())
    assert store.metas("view.") == {"a%_": "VIEW.A%_", "b": "VIEW.B"}
    store.drop_meta("view.b")
    store.drop_meta("view.never")
    assert store.metas("view.") == {"a%_": "VIEW.A%_"}
