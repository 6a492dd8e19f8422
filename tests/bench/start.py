"""How long ``claims --help`` takes beside the start of the bare interpreter.

    python tests/bench/start.py [--json] [--repeats N]

The two are run in turn; the medians of the clock count. Heavy imports belong where they are used, so
that the help stays within ``LIMIT`` times the bare start.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time

LIMIT = 8.0
COMMANDS = {
    "bare interpreter": [sys.executable, "-c", "pass"],
    "claims --help": [sys.executable, "-m", "claims", "--help"],
}


def elapsed(command: list[str]) -> float:
    """Return the seconds until ``command`` has ended, and stop if it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure both, and print them with their ratio."""
    assert __doc__
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--repeats", type=int, default=15, help="turns whose median counts")
    given = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(given.repeats):
        for name, command in COMMANDS.items():
            times[name].append(elapsed(command))
    bare, helped = (statistics.median(taken) for taken in times.values())
    if given.json:
        print(json.dumps({"bare": bare, "help": helped, "ratio": helped / bare, "limit": LIMIT}, indent=1))
        return
    for name, seconds in zip(COMMANDS, (bare, helped), strict=True):
        print(f"{name:17} {1000 * seconds:6.0f} ms")
    print(f"{'ratio':17} {helped / bare:6.1f} (at most {LIMIT:.0f})")


if __name__ == "__main__":
    main()
