"""Stores of earlier versions: those kept in ``fixtures/stores``, and the steps between them.

python tests/durability/stores.py    adds the store of this version to the fixtures
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from claims.errors import IllegalTransition, StaleDecision
from claims.models import Action, AttributionCheck, Edit, Evidence, Relation, Span, Verdict
from claims.store import Store
from claims.store.migrations import APPLICATION_ID, known, migrations
from claims.workbench import Workbench

ROOT = Path(__file__).parents[2]
STORES = ROOT / "fixtures" / "stores"
ARTICLES = ("audit-standard.txt", "audit-today.txt")


def kept() -> list[str]:
    """Return the versions whose stores are kept, the oldest first."""
    return sorted(path.stem for path in STORES.glob("*.sql"))


def expected(version: str) -> dict[str, Any]:
    """Return what the version of a kept store said of it."""
    said: dict[str, Any] = json.loads((STORES / f"{version}.json").read_text(encoding="utf-8"))
    return said


def covers(said: Any, wanted: Any) -> bool:
    """Return whether ``said`` has all of ``wanted``; a later version may say more of each thing."""
    if isinstance(wanted, dict):
        return isinstance(said, dict) and all(
            key in said and covers(said[key], value) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return len(said) == len(wanted) and all(map(covers, said, wanted))
    return bool(said == wanted)


def lay_out(version: str, path: Path) -> str:
    """Make the store of ``version`` at ``path``; return the kept version that it is made of.

    One that is not kept is the last kept one before it, and the steps from there on.
    """
    made_of = max(name for name in kept() if name <= version)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((STORES / f"{made_of}.sql").read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
        if made_of != version:
            migrations.apply(Database(connection, execute_plugins=False), stop_before=_after(version))
            connection.commit()
    return made_of


def _after(version: str) -> tuple[str, ...]:
    return known()[known().index(version) + 1 :]


def what_it_says(store: Store) -> dict[str, Any]:
    """Return every decision, and what they come to on each claim and match, as JSON."""
    decisions = list(store.decisions())
    rows = store.rows(store.claim_ids())
    matches = {match.id for row in rows for match, _ in store.matches_of(row.id)}
    return {
        "version": known()[-1],
        "decisions": [one.model_dump(mode="json") for one in decisions],
        "claims": {row.id: store.claim_state(row.id).model_dump(mode="json") for row in rows},
        "matches": {id: store.match_state(id).model_dump(mode="json") for id in sorted(matches)},
    }


def undo_all(store: Store) -> int:
    """Take back every step of everybody, the later ones first; return how many there were."""
    undone = 0
    reviewers = sorted({one.reviewer for one in store.decisions()})
    while True:
        before = undone
        for reviewer in reviewers:
            try:
                while store.undo(reviewer):
                    undone += 1
            except StaleDecision:
                pass  # somebody else decided on it since: that one has to go first
            except IllegalTransition:
                pass  # nothing is left of this reviewer
        if undone == before:
            return undone


def made(path: Path) -> dict[str, Any]:
    """Make a store as this version writes it, with some of every decision; return what it says."""
    seconds = iter(range(0, 10_000, 20))
    start = dt.datetime(2026, 3, 14, 9, 0, tzinfo=dt.UTC)
    with Store.open(path, clock=lambda: start + dt.timedelta(seconds=next(seconds))) as store:
        anna, ben, chief = (Workbench(store, name) for name in ("Anna", "Ben", "Chief"))
        anna.add([ROOT / "fixtures" / "articles" / name for name in ARTICLES])
        anna.match_all()
        claims = [store.claim(row.id) for row in store.rows(store.claim_ids())]
        facts = [claim for claim in claims if claim.modality == "fact"]
        ids = [claim.id for claim in facts]
        matches = sorted({match.id for claim in claims for match, _ in store.matches_of(claim.id)})
        anna.mark(ids[:1], Verdict.VERIFIED, reason="minutes of the council")
        anna.mark(ids[1:3], Verdict.DISPUTED)
        anna.check(ids[:1], AttributionCheck.CONFIRMED)
        ben.mark(ids[:1], Verdict.REFUTED, reason="figures of March")
        ben.mark(ids[3:4], Verdict.REJECTED, reason="wrong words")
        anna.note(ids[4], "ask the auditor: “how many?”")
        anna.decide_match(matches[0], Relation.SAME)
        ben.decide_match(matches[1], Relation.UNRELATED, reason="other year")
        anna.mark(ids[5:6], Verdict.UNVERIFIABLE)
        anna.undo()
        ben.mark(ids[5:6], Verdict.VERIFIED)
        ben.undo()
        ben.redo()
        anna.bind(ids[1], Evidence(quotation="a passage", url="https://ledger.example/a"))
        edited = facts[2]
        start_, end = edited.content[0]
        wanted = Edit.of(edited).model_copy(update={"content": (Span(start_, end - 2),)})
        store.decide(ids[2:3], Action.EDIT, wanted.model_dump_json(), reviewer="Anna")
        longest = max(facts, key=lambda claim: claim.content[0].end - claim.content[0].start)
        middle = sum(longest.content[0]) // 2
        anna.split(longest.id, store.article(longest.article_id).text.index(" ", middle))
        chief.adjudicate(ids[:1], Verdict.VERIFIED, reason="both heard")
        anna.flag(ids[6:7], True)
        anna.undo()
        return what_it_says(store)


def main() -> None:
    """Add the store of this version, as text."""
    version = known()[-1]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.sqlite"
        said = made(path)
        dump = subprocess.run(["sqlite3", str(path), ".dump"], check=True, capture_output=True, text=True)
    text = f"{dump.stdout}PRAGMA application_id={APPLICATION_ID};\n"
    (STORES / f"{version}.sql").write_text(text, encoding="utf-8")
    (STORES / f"{version}.json").write_text(json.dumps(said, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
