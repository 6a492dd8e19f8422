"""How fast articles come into a store, in how much memory, and that a killed run ends as one undisturbed.

    python tests/bench/bulk.py [--articles N] [--jobs N] [--kill N] [--match N] [--json]

Made-up articles (``generated.py``) as JSON Lines, stored by ``claims add --jobs N --defer`` in a process of
its own. The yardstick of each run is reading the same lines as JSON and splitting their texts into tokens,
on one core. ``--kill`` is of how many articles one store is made undisturbed and another with a ``kill -9``
in the middle and the same command again; all their tables, in order, must be the same. ``--match`` is how
many articles are then indexed and matched.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import generated

from claims.text.tokens import tokenize

CLAIMS = (sys.executable, "-m", "claims")
EVERY = 0.2
"""Seconds between two looks at the memory of the processes."""


def yardstick(path: Path, count: int) -> float:
    """Return articles a second that are read as JSON and split into tokens on one core."""
    begun = time.perf_counter()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == count:
                break
            tokenize(json.loads(line)["text"])
    return count / (time.perf_counter() - begun)


def memory(process: int) -> int:
    """Return the resident bytes of a process and of those that it started, 0 where that can't be told."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        own = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
    return own + sum(memory(int(child)) for child in children)


class Run(NamedTuple):
    """What a command took."""

    seconds: float
    worked: float
    """Seconds that its processes worked, on whatever core: what stays the same on a busy machine."""
    memory: list[int]
    """Bytes of all its processes, as time went by."""


def running(arguments: list[str]) -> Run:
    """Run a command; return what it took."""
    begun, before, used = time.perf_counter(), _worked(), []
    process = subprocess.Popen([*CLAIMS, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        used.append(memory(process.pid))
        time.sleep(EVERY)
    if process.returncode:
        raise SystemExit(f"claims {' '.join(arguments)} ended with {process.returncode}")
    return Run(time.perf_counter() - begun, _worked() - before, used)


def _worked() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def adding(store: Path, path: Path, jobs: int) -> list[str]:
    """Return the arguments that add ``path`` to ``store``."""
    return ["add", "--db", str(store), "--jobs", str(jobs), "--defer", str(path)]


def killed(store: Path, path: Path, jobs: int, after: int) -> int:
    """Add ``path`` to ``store``, killed when ``after`` articles are in; return how many were."""
    process = subprocess.Popen(
        [*CLAIMS, *adding(store, path, jobs)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    for number, _ in enumerate(process.stdout, start=1):
        if number == after:
            break
    process.send_signal(signal.SIGKILL)
    process.stdout.read()
    process.wait()
    with sqlite3.connect(store) as raw:
        return int(raw.execute("SELECT count(*) FROM articles").fetchone()[0])


def digest(store: Path) -> dict[str, str]:
    """Return by table the digest of all that is in it, in order; of a search index which word is where."""
    found = {}
    with sqlite3.connect(store) as raw:
        for name, rows in tables(raw):
            told = hashlib.sha256()
            for row in rows:
                told.update(repr(row).encode())
            found[name] = told.hexdigest()
    return found


def tables(raw: sqlite3.Connection) -> Iterator[tuple[str, Iterator[object]]]:
    """Yield each table with its rows in order, each search index with its words."""
    made = dict(raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"))
    indexes = [name for name, sql in made.items() if "USING fts5" in (sql or "")]
    for name, sql in made.items():
        if name in indexes:
            raw.execute(f"CREATE VIRTUAL TABLE temp.words_{name} USING fts5vocab (main, {name}, 'instance')")
            yield name, raw.execute(f"SELECT * FROM temp.words_{name} ORDER BY 1, 2, 3, 4")
        elif not name.startswith(("sqlite_", "_sqlite_")) and not any(
            name.startswith(f"{index}_") for index in indexes
        ):
            keys = "rowid" if "WITHOUT ROWID" not in sql else "1, 2"
            yield name, raw.execute(f"SELECT * FROM {name} ORDER BY {keys}")


def resumed(folder: Path, count: int, jobs: int) -> dict[str, object]:
    """Compare a store that was killed and gone on with to an undisturbed one."""
    path = folder / "kill.jsonl"
    generated.write(path, count, seed=2)
    whole, broken = folder / "whole.sqlite", folder / "broken.sqlite"
    running(adding(whole, path, jobs))
    there = killed(broken, path, jobs, count // 2)
    running(adding(broken, path, jobs))
    ours, theirs = digest(whole), digest(broken)
    differing = sorted(name for name in ours | theirs if ours.get(name) != theirs.get(name))
    return {"articles": count, "killed after": there, "tables": len(ours), "differing": differing}


def main() -> None:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kill", type=int, default=1_000)
    parser.add_argument("--match", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, store = folder / "articles.jsonl", folder / "store.sqlite"
        generated.write(path, given.articles)
        bare = yardstick(path, min(given.articles, 2_000))
        took, worked, used = running(adding(store, path, given.jobs))
        with sqlite3.connect(store) as raw:
            claims = raw.execute("SELECT count(*) FROM claims").fetchone()[0]
        half = used[len(used) // 3 :]
        figures: dict[str, object] = {
            "articles": given.articles,
            "bytes of each": round(path.stat().st_size / given.articles),
            "claims of each": round(claims / given.articles, 1),
            "jobs": given.jobs,
            "seconds": round(took, 1),
            "articles a second": round(given.articles / took, 1),
            "milliseconds of work for each": round(1e3 * worked / given.articles, 2),
            "to JSON and tokens on one core": round(given.articles / took / bare, 3),
            "JSON and tokens, articles a second": round(bare, 1),
            "most memory, MB": round(max(used) / 1e6),
            "memory at a third and at the end, MB": [round(half[0] / 1e6), round(half[-2] / 1e6)],
            "store, bytes of each": round(store.stat().st_size / given.articles),
        }
        if given.match:
            few, matched = folder / "few.jsonl", folder / "few.sqlite"
            generated.write(few, given.match, seed=3)
            running(adding(matched, few, given.jobs))
            took = running(["match", "--db", str(matched), "--new"]).seconds
            figures["indexed and matched, articles a second"] = round(given.match / took, 1)
        if given.kill:
            figures["killed and gone on with"] = resumed(folder, given.kill, given.jobs)
    if given.json:
        print(json.dumps(figures))
        return
    for what, value in figures.items():
        print(f"{what:40} {value}")


if __name__ == "__main__":
    main()
