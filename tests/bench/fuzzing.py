"""Any input to reading, extraction, display, export and import: nothing crashes, hangs or breaks a promise.

    python tests/bench/fuzzing.py [--inputs N] [--seconds N] [--target NAME ...] [--seed N] [--json]

What must hold is in tests/hostile/targets.py. Inputs are made by atheris (coverage-guided, of Google's
OSS-Fuzz), where it is installed (`make fuzz` does), else by changing the fixtures at random. They share
``--inputs`` as their speeds differ: see SHARES. Each target is a process of its own; a fault leaves the
input that it was found with in the folder that is named.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "hostile")]

SHARES: Mapping[str, float] = {
    "display": 0.85,
    "import": 0.08,
    "reading": 0.04,
    "extraction": 0.015,
    "export": 0.015,
}
"""Of all inputs, by target."""
MOST = 1_024
"""Bytes of an input."""
HANG = 20
"""Seconds after which one input counts as a hang."""
INSTRUMENTED = ["claims.reading", "claims.extraction", "claims.text", "claims.export"]


def seeds() -> Iterator[bytes]:
    """Yield what inputs begin from: the fixtures, in parts."""
    for folder in ("articles", "hostile", "pages", "traps"):
        for path in sorted((ROOT / "fixtures" / folder).glob("*")):
            if path.suffix in (".txt", ".md", ".html", ".jsonl", ".xml"):
                data = path.read_bytes()
                yield from (data[start : start + MOST] for start in range(0, min(len(data), 8 * MOST), MOST))


def prepared(name: str) -> Callable[[bytes], None]:
    """Return the target ``name`` as a function of bytes."""
    import targets

    if name in targets.TEXTS:
        return lambda data: targets.TEXTS[name](data.decode("utf-8", "surrogateescape"))
    if name == "import":
        return lambda data: targets.importing(data if data[:1] < b"\x40" else targets.spliced(data))
    return targets.BYTES[name]


def fuzz(name: str, inputs: int, seconds: int, seed: int, folder: Path) -> None:
    """Run one target until inputs or seconds are used up; a fault ends the process, with the input kept."""
    if find_spec("atheris"):
        _by_atheris(name, inputs, seconds, seed, folder)
    else:
        _by_chance(name, inputs, seconds, seed, folder)


def _by_atheris(name: str, inputs: int, seconds: int, seed: int, folder: Path) -> None:
    import atheris

    with atheris.instrument_imports(include=INSTRUMENTED):
        run = prepared(name)
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds()):
        (corpus / str(number)).write_bytes(data)
    options = [f"-runs={inputs}", f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={MOST}"]
    options += [f"-timeout={HANG}", f"-artifact_prefix={folder}/", "-rss_limit_mb=3000", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, "-print_final_stats=1", str(corpus)], run)
    atheris.Fuzz()


def _by_chance(name: str, inputs: int, seconds: int, seed: int, folder: Path) -> None:
    run, chance, given = prepared(name), random.Random(seed), list(seeds())
    end, done = time.monotonic() + seconds, 0
    while done < inputs and time.monotonic() < end:
        data = changed(chance, given)
        started = time.monotonic()
        try:
            run(data)
            if time.monotonic() - started > HANG:
                raise TimeoutError(f"{time.monotonic() - started:.0f} s")
        except BaseException:
            (folder / f"crash-{done}").write_bytes(data)
            raise
        done += 1
    print(f"stat::number_of_executed_units: {done}", file=sys.stderr)


def changed(chance: random.Random, given: list[bytes]) -> bytes:
    """Return a part of one of ``given``, with some bytes changed, doubled, dropped or of another one."""
    data = bytearray(chance.choice(given))
    del data[chance.randint(1, MOST) :]
    for _ in range(chance.randint(0, 8)):
        at = chance.randrange(len(data) + 1)
        other = chance.choice(given)
        start = chance.randrange(len(other) + 1)
        with_ = (
            bytes([chance.randrange(256)]),
            other[start : start + chance.randint(1, 40)],
            bytes(data[at : at + 8]) * chance.randint(1, 8),
            b"",
        )
        data[at : at + chance.randint(0, 8)] = chance.choice(with_)
    return bytes(data[:MOST])


def measured(name: str, inputs: int, seconds: int, seed: int) -> dict[str, object]:
    """Return how many inputs one target had, in how many seconds, and the faults found."""
    folder = Path(tempfile.mkdtemp(prefix=f"claims-fuzz-{name}-"))
    command = [sys.executable, __file__, "--run", name, "--inputs", str(inputs)]
    command += ["--seconds", str(seconds), "--seed", str(seed), "--folder", str(folder)]
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=os.environ)
    counts = re.findall(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    kept = sorted(str(path) for path in folder.iterdir() if path.is_file())
    found: dict[str, object] = {
        "target": name,
        "inputs": int(counts[-1]) if counts else 0,
        "seconds": round(time.monotonic() - started, 1),
        "faults": kept,
    }
    if done.returncode and not kept:
        found["faults"] = [done.stderr[-2000:]]
    elif kept:
        found["told"] = done.stderr[-2000:]
    return found


def main() -> None:
    """Fuzz, and print the counts; exit code 1 when something was found."""
    assert __doc__
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--inputs", type=int, default=20_000, help="in all")
    parser.add_argument("--seconds", type=int, default=3_600, help="for each target at most")
    parser.add_argument("--target", action="append", choices=list(SHARES), help="only these")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        fuzz(given.run, given.inputs, given.seconds, given.seed, given.folder)
        return
    wanted = given.target or list(SHARES)
    whole = sum(SHARES[name] for name in wanted)
    rows = []
    for name in wanted:
        rows.append(measured(name, round(given.inputs * SHARES[name] / whole), given.seconds, given.seed))
        if not given.json:
            print("{target:12} {inputs:9,} inputs in {seconds:7} s, faults: {faults}".format(**rows[-1]))
            print(rows[-1].get("told", ""), end="")
    total = sum(int(str(row["inputs"])) for row in rows)
    print(json.dumps(rows, indent=1) if given.json else f"{'in all':12} {total:9,} inputs")
    sys.exit(any(row["faults"] for row in rows))


if __name__ == "__main__":
    main()
