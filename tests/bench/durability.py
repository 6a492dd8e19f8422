"""Sessions killed at random moments, and eight processes on one store: nothing that was shown is lost.

    python tests/bench/durability.py [--kills N] [--seconds N] [--seed N] [--json]

Each session is a program of its own, as a shell starts it: commands that decide, one that adds articles,
matches anew, copies or exports, the review screen in a pseudo-terminal. It gets SIGKILL at a moment that
the seed chooses; then the store is opened and everything looked at that `tests/durability/killing.py`
says. After that four write and four read for some seconds (`tests/durability/together.py`). What is lost
ends it with exit code 1.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "durability")]

from killing import Ground, Lost  # noqa: E402 (needs the path)
from terminal import in_a_new_image  # noqa: E402
from together import work_together  # noqa: E402

SHARES: Mapping[str, float] = {"commands": 0.35, "adding": 0.25, "upkeep": 0.15, "keys": 0.25}
"""Of all kills, by session."""
LONGEST: Mapping[str, float] = {"commands": 4.0, "adding": 2.5, "upkeep": 1.0, "keys": 0.0}
"""Seconds from the start of a session until the latest kill; the screen is killed by its keys."""
TRIES = 4
"""Sessions at most for each kill: one that has ended before its moment does not count."""


def kills(count: int, seed: int, folder: Path, only: str | None = None) -> tuple[Counter[str], list[str]]:
    """Kill ``count`` sessions; return what was counted, and what was lost."""
    ground = Ground(folder)
    counts: Counter[str] = Counter()
    lost: list[str] = []
    for session, share in {only: 1.0}.items() if only else SHARES.items():
        wanted = round(count * share)
        for number in range(TRIES * wanted):
            if counts[f"{session} killed"] + len(lost) >= wanted:
                break
            try:
                seen = ground.kill(session, seed * 1_000_000 + number, in_a_new_image, LONGEST[session])
            except Lost as error:
                lost.append(f"{session} {number}: {error}")
                continue
            counts[f"{session} killed"] += seen.killed
            counts[f"{session} ended before"] += not seen.killed
            counts["decisions shown"] += seen.decisions
            counts["articles shown"] += len(seen.articles)
    return counts, lost


def main() -> None:
    """Kill, work together, and print the counts."""
    assert __doc__
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--kills", type=int, default=200, help="sessions to kill")
    parser.add_argument("--seconds", type=float, default=60.0, help="for eight processes on one store")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--session", choices=list(SHARES), help="only this one")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    given = parser.parse_args()
    started = time.monotonic()
    together: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        counts, lost = kills(given.kills, given.seed, place, given.session)
        if given.seconds:
            (place / "together").mkdir()
            try:
                together = work_together(place / "together", given.seconds)
            except Lost as error:
                lost.append(f"together: {error}")
    taken = round(time.monotonic() - started, 1)
    if given.json:
        print(json.dumps({"kills": counts, "together": together, "lost": lost, "seconds": taken}, indent=1))
    else:
        for title, group in (("kills", counts), ("four who write, four who read", together)):
            print(title)
            for name, value in group.items():
                print(f"  {name:24} {value:8,}")
        print(f"lost: {len(lost)} ({taken} s)", *lost, sep="\n")
    sys.exit(bool(lost))


if __name__ == "__main__":
    main()
