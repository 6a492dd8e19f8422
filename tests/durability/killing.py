"""Sessions that are killed at a random moment, and what the store must then hold.

A reviewer counts on what was printed or painted. So each session keeps what it saw acknowledged, and
after the kill the store is opened by somebody else and asked for all of it.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import stores
from terminal import Command, Start, Terminal, run

from claims.doctoring import look
from claims.store import Store

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "fixtures" / "articles"
REVIEWER = "Anna"
NOTHING_SET = {"CLAIMS_CONFIG": "/dev/null"}


class Lost(AssertionError):
    """Something that was acknowledged is not there, or half of something is."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What a session showed before it was killed."""

    decisions: int
    """Decisions, of one claim each; one more may have been made and not shown."""
    tokens: frozenset[str] = frozenset()
    """Reasons of decisions that were shown."""
    articles: frozenset[str] = frozenset()
    """Names of articles that were shown as added."""
    killed: bool = True


def prepared(path: Path) -> list[str]:
    """Make a store with some claims at ``path``; return the ids of claims, each with a match."""
    from claims.workbench import Workbench

    with Workbench.open(path, reviewer=REVIEWER) as workbench:
        workbench.add([ARTICLES / "audit-standard.txt", ARTICLES / "audit-today.txt"])
        return [row.id for row in workbench.rows(workbench.claim_ids())]


def by_commands(
    store: Path, ids: list[str], chance: random.Random, start: Start, longest: float
) -> Acknowledged:
    """Decide by one command after the other, until one is killed."""
    kill_at = time.monotonic() + chance.uniform(0.0, longest)
    printed, number, undone = "", 0, 0
    while True:
        number += 1
        token = f"token-{number}"
        chosen = chance.choice(ids)
        command = chance.choice(
            (
                ["mark", chosen, "unverifiable", "--note", token],
                ["check", chosen, "confirmed", "--note", token],
                ["flag", chosen],
                ["note", chosen, token],
                ["undo"] if number - undone > 3 else ["check", chosen, "unknown", "--note", token],
            )
        )
        undone += command == ["undo"]
        options = ["--db", str(store), "--reviewer", REVIEWER]
        made = Command([*command, *options], start, **NOTHING_SET)
        code = made.finish(kill_at)
        printed += made.text() + "\n"
        if code is None:
            break
        if code != 0:
            raise Lost(f"{command} ended with {code}: {made.output!r}")
    lines = [line for line in printed.splitlines() if line.strip()]
    tokens = {word.strip("“”'\"") for line in lines for word in line.split() if "token-" in word}
    return Acknowledged(len(lines), frozenset(tokens))


def by_adding(
    store: Path, ids: list[str], chance: random.Random, start: Start, longest: float
) -> Acknowledged:
    """Add the demo articles, until it is killed."""
    kill_at = time.monotonic() + chance.uniform(0.0, longest)
    made = Command(["add", str(ARTICLES), "--db", str(store)], start, **NOTHING_SET)
    code = made.finish(kill_at)
    lines = [line for line in made.text().splitlines() if " claim" in line and " · " in line]
    named = frozenset(line.partition(" · ")[0] for line in lines)
    return Acknowledged(0, articles=named, killed=code is None)


def by_keys(store: Path, ids: list[str], chance: random.Random, start: Start, longest: float) -> Acknowledged:
    """Decide in the review screen, until it is killed: while a key is worked on, or when it is shown.

    What a key did is shown when the count at the top is right.
    """
    screen = Terminal(["review", "--db", str(store), "--reviewer", REVIEWER], start, **NOTHING_SET)
    try:
        screen.until("· 0 decided")
        screen.rest()
        screen.press("\x1b")  # the hint of the first time
        screen.rest()
        made = decided = undone = 0
        for left in reversed(range(chance.randint(1, 8))):
            key = chance.choice(["4", *(["u"] if decided else []), *(["U"] if undone else [])])
            decided += {"u": -1}.get(key, 1)
            undone = {"4": 0, "u": undone + 1, "U": undone - 1}[key]
            screen.press({"4": "n4"}.get(key, key) if made else key)
            until = f"· {decided} decided"
            if left:
                screen.until(until)
            else:
                screen.wait(until, chance.choice((chance.uniform(0.0, 0.1), 10.0)))
            made += until in screen.screen.text()
        return Acknowledged(made)
    finally:
        screen.kill()


def by_upkeep(
    store: Path, ids: list[str], chance: random.Random, start: Start, longest: float
) -> Acknowledged:
    """Match anew, read anew, copy or export, until it is killed; what is copied or exported is whole."""
    kill_at = time.monotonic() + chance.uniform(0.0, longest)
    copy, out = store.with_name(f"{store.name}-copy"), store.with_name(f"{store.name}-out")
    command = chance.choice(
        (["match", "--all"], ["update"], ["backup", str(copy)], ["export", "--to", "csv", "-o", str(out)])
    )
    code = Command([*command, "--db", str(store)], start, **NOTHING_SET).finish(kill_at)
    if code not in (0, None):
        raise Lost(f"{command} ended with {code}")
    if copy.exists() and look(copy, lambda done, total: None).findings:
        raise Lost(f"half a copy is at {copy}")
    if out.exists() and out.read_text(encoding="utf-8").count("\n") <= len(ids):
        raise Lost(f"half an export is at {out}")
    return Acknowledged(0, killed=code is None)


SESSIONS = {"commands": by_commands, "adding": by_adding, "keys": by_keys, "upkeep": by_upkeep}
Session = Callable[[Path, list[str], random.Random, Start, float], Acknowledged]


def check(store: Path, seen: Acknowledged, articles: dict[str, int]) -> None:
    """Raise Lost unless the store is whole and holds all that was seen.

    ``articles`` gives, by id, how many claims each article has when nobody is killed.
    """
    with closing(sqlite3.connect(store)) as connection:
        integrity = connection.execute("PRAGMA integrity_check").fetchall()
        if integrity != [("ok",)]:
            raise Lost(f"integrity: {integrity}")
    findings = look(store, lambda done, total: None).findings
    if findings:
        raise Lost(f"the doctor finds {findings}")
    with Store.open(store) as opened:
        decisions = list(opened.decisions())
        if not seen.decisions <= len(decisions) <= seen.decisions + 1:
            raise Lost(f"{seen.decisions} decisions were shown, {len(decisions)} are there")
        if not seen.tokens <= {word for one in decisions for word in (one.reason, one.after)}:
            raise Lost(f"{seen.tokens} were shown; there are {decisions}")
        rows = list(opened.articles())
        if not seen.articles <= {row.name for row in rows}:
            raise Lost(f"{seen.articles} were shown; there are {[row.name for row in rows]}")
        for row in rows:
            if row.claim_count != articles.get(row.id, row.claim_count):
                raise Lost(f"{row.name} has {row.claim_count} of {articles[row.id]} claims")
        half = opened.rounds.unread(10)
        if half:
            raise Lost(f"articles without fingerprints or terms: {half}")
        stores.undo_all(opened)
        left = [
            row
            for row in opened.rows(opened.claim_ids())
            if opened.claim_state(row.id).verdict != "unreviewed"
        ]
        if left:
            raise Lost(f"after undoing all there is still {left}")


def whole(folder: Path) -> dict[str, int]:
    """Return how many claims each demo article has when nobody is killed."""
    store = folder / "whole.sqlite"
    run(["add", ARTICLES, "--db", store], **NOTHING_SET)
    with Store.open(store) as opened:
        return {row.id: row.claim_count for row in opened.articles()}


class Ground:
    """A store that every session starts from, in a folder."""

    def __init__(self, folder: Path) -> None:
        """Make it."""
        self.folder = folder
        self._start = folder / "start.sqlite"
        self.ids = prepared(self._start)
        self.articles = whole(folder)

    def kill(self, session: str, seed: int, start: Start, longest: float) -> Acknowledged:
        """Run a session in a copy of the store until it is killed, and check; return what it had shown.

        ``longest`` is the latest moment of a kill, in seconds from the start of the session.
        """
        store = self.folder / f"{session}-{seed}.sqlite"
        shutil.copyfile(self._start, store)
        seen = SESSIONS[session](store, self.ids, random.Random(f"{session} {seed}"), start, longest)
        check(store, seen, self.articles)
        for left in self.folder.glob(f"{store.name}*"):
            left.unlink()
        return seen
