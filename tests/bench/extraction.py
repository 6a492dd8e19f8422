"""How fast extraction is, how its time grows with the text, and how much memory it takes.

    python tests/bench/extraction.py [speed] [growth] [memory] [--json] [--shape NAME] [--repeats N]

speed    articles a second over the fixtures and, where they lie beside the repository, over a gold
         corpus; as a ratio to a bare regex tokenisation of the same text, measured in turn with it; and
         over the first articles that a new process sees, and over the same ones again
growth   seconds a megabyte from 1 KB to 10 MB of prose, and to 1 MB of texts made to hurt, each in a
         process of its own, with the exponent of growth (1 is linear) and the memory it took, after
         the attributions and after everything
memory   the most that a process takes that reads and extracts the articles

All times are of the processor, not the clock, so that other work on the machine matters less.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log
from pathlib import Path
from typing import Any

from shapes import SHAPES

ROOT = Path(__file__).resolve().parents[2]
CORPORA = {
    "fixtures": ROOT / "fixtures/articles",
    "polnear-dev": ROOT.parent / "shared/gold/extraction/polnear-dev.jsonl",
}
TOKEN = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
WORDS = 750
"""The length of an ordinary article, for comparing corpora of longer and shorter ones."""
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
SHORTEST = 0.01
"""Seconds below which a time says little about growth."""
PATIENCE = 300.0
"""Seconds of the clock after which a text is given up."""
FIRST = 40
"""Articles that a new process is timed over."""
TASKS = ("reading", "attributions", "everything")


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that ``work`` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def memory() -> tuple[int, int]:
    """Return the bytes that this process takes now, and the most that it has taken.

    Where the system does not tell what is taken now, both are the most.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmRSS"].split()[0]) * 1024, int(lines["VmHWM"].split()[0]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return most, most


def load(path: Path) -> list[Any]:
    """Return the articles below ``path``."""
    from claims.models import Article
    from claims.reading import read

    return [article for article in read(str(path)) if isinstance(article, Article)]


def measure_speed(name: str, path: Path, repeats: int) -> dict[str, Any]:
    """Return the medians of ``repeats`` turns, each of which does every task over all articles."""
    from claims.extraction import attributions, extract, outer_attributions

    articles = load(path)
    tasks: dict[str, Callable[[], object]] = {
        "tokenise": lambda: [TOKEN.findall(article.text) for article in articles],
        "outer attributions": lambda: [outer_attributions(article) for article in articles],
        "attributions": lambda: [attributions(article) for article in articles],
        "everything": lambda: [extract(article) for article in articles],
    }
    for work in tasks.values():
        work()
    times: dict[str, list[float]] = {task: [] for task in tasks}
    for _ in range(repeats):
        for task, work in tasks.items():
            times[task].append(seconds(work))
    medians = {task: statistics.median(taken) for task, taken in times.items()}
    medians["features alone"] = medians["everything"] - medians["attributions"]
    words = sum(len(re.findall(r"\w+", article.text)) for article in articles)
    return {
        "corpus": name,
        "articles": len(articles),
        "words": words,
        "new process": child("first", name),
        "tasks": {
            task: {
                "seconds": taken,
                "articles a second": len(articles) / taken,
                f"of {WORDS} words": words / WORDS / taken,
                "times tokenise": taken / medians["tokenise"],
            }
            for task, taken in medians.items()
        },
    }


def run_first(name: str) -> dict[str, Any]:
    """Return, in a child, how many articles a second it reads at first, and the same ones again."""
    from claims.extraction import attributions

    articles = load(CORPORA[name])[:FIRST]
    words = sum(len(re.findall(r"\w+", article.text)) for article in articles)
    first, again = (seconds(lambda: [attributions(article) for article in articles]) for _ in range(2))
    return {"articles": len(articles), "first": words / WORDS / first, "again": words / WORDS / again}


def child(*task: str) -> dict[str, Any]:
    """Return what a process of this program reports for ``task``, or why it failed."""
    command = [sys.executable, __file__, "--child", *task]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return {"failed": f"more than {PATIENCE:.0f} s"}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]}
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def run_shape(name: str, size: str) -> dict[str, Any]:
    """Return, in a child, what one text of one shape takes."""
    from claims.extraction import attributions, extract
    from claims.reading import article

    text = SHAPES[name].make(int(size))
    extract(article("Mayor Ada Brook said no.", name="warm-up"))
    before, _ = memory()
    made: list[Any] = []
    works: tuple[Callable[[], object], ...] = (
        lambda: made.append(article(text, name=name)),
        lambda: attributions(made[0]),
        lambda: extract(made[0]),
    )
    report: dict[str, Any] = {"size": len(text), "memory": {}}
    for task, work in zip(TASKS, works, strict=True):
        report[task] = seconds(work)
        report["memory"][task] = memory()[1] - before
    return report


def measure_growth(name: str) -> dict[str, Any]:
    """Return what texts of one shape take, by size, until one is given up."""
    points: list[dict[str, Any]] = []
    for size in SIZES:
        if size <= SHAPES[name].largest and not (points and "failed" in points[-1]):
            points.append({"size": size, **child("shape", name, str(size))})
    done = [point for point in points if "failed" not in point]
    return {"shape": name, "points": points, "exponents": {task: exponent(done, task) for task in TASKS}}


def exponent(points: Sequence[dict[str, Any]], task: str) -> float | None:
    """Return the slope of log time over log size, by least squares, of what took long enough to tell."""
    timed = [(log(point["size"]), log(point[task])) for point in points if point[task] > SHORTEST]
    if len(timed) < 2:
        return None
    return statistics.linear_regression(*zip(*timed, strict=True)).slope


def run_memory(name: str) -> dict[str, Any]:
    """Return, in a child, the most memory that reading and extracting a corpus one by one takes."""
    from claims.extraction import extract
    from claims.models import Article
    from claims.reading import read

    count = 0
    for article in read(str(CORPORA[name])):
        if isinstance(article, Article):
            extract(article)
            count += 1
    _, most = memory()
    return {"articles": count, "peak": most}


def speed_table(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines that show what ``measure_speed`` found."""
    for row in rows:
        corpus = f"{row['corpus']}: {row['articles']} articles, {row['words']} words"
        yield corpus
        new = row["new process"]
        if "failed" not in new:
            yield (
                f"  a new process, {new['articles']} articles, attributions: {new['first']:.0f} of {WORDS} "
                f"words a second, the same again: {new['again']:.0f}"
            )
        yield f"  {'':18} {'articles/s':>11} {f'of {WORDS} words':>13} {'x tokenise':>11}"
        for task, taken in row["tasks"].items():
            yield (
                f"  {task:18} {taken['articles a second']:11.0f} {taken[f'of {WORDS} words']:13.0f} "
                f"{taken['times tokenise']:11.1f}"
            )
        yield ""


def growth_table(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines that show what ``measure_growth`` found."""
    titles = " ".join(f"{title:>13}" for title in (*TASKS, "memory: attr.", "everything"))
    yield f"{'seconds a megabyte':20} {'size':>9} {titles}"
    for row in rows:
        for point in row["points"]:
            shown = f"{row['shape']:20} {point['size']:9}"
            if "failed" in point:
                yield f"{shown}   {point['failed']}"
                continue
            times = " ".join(f"{1e6 * point[task] / point['size']:13.2f}" for task in TASKS)
            taken = [f"{point['memory'][task] / point['size']:13.0f}" for task in TASKS[1:]]
            yield f"{shown} {times} {' '.join(taken)}"
        slopes = ["-" if slope is None else f"{slope:.2f}" for slope in row["exponents"].values()]
        yield f"{'':20} {'exponent':>9} " + " ".join(f"{slope:>13}" for slope in slopes)
    yield ""


def memory_table(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines that show what ``run_memory`` found."""
    for row in rows:
        result = row.get("failed") or f"{row['peak'] / 1e6:.0f} MB for {row['articles']} articles"
        yield f"memory, {row['corpus']}: {result}"


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    assert __doc__
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("parts", nargs="*", metavar="PART", type=part, help="speed, growth, memory; or all")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--repeats", type=int, default=5, help="turns whose median counts")
    parser.add_argument("--shape", action="append", choices=list(SHAPES), help="only this shape of text")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


def part(name: str) -> str:
    """Return ``name`` if it is a part of the benchmark."""
    if name not in TABLES:
        raise argparse.ArgumentTypeError(f"there is no part {name!r}")
    return name


TABLES = {"speed": speed_table, "growth": growth_table, "memory": memory_table}
CHILDREN: dict[str, Callable[..., dict[str, Any]]] = {
    "shape": run_shape,
    "memory": run_memory,
    "first": run_first,
}


def main() -> None:
    """Measure and print what the command line asks for."""
    given = arguments()
    if given.child:
        task, *details = given.child
        print(json.dumps(CHILDREN[task](*details)))
        return
    present = {name: path for name, path in CORPORA.items() if path.exists()}
    parts: dict[str, Iterable[dict[str, Any]]] = {
        "speed": (measure_speed(name, path, given.repeats) for name, path in present.items()),
        "growth": (measure_growth(name) for name in given.shape or SHAPES),
        "memory": ({"corpus": name, **child("memory", name)} for name in present),
    }
    wanted = given.parts or list(parts)
    if given.json:
        print(json.dumps({name: list(parts[name]) for name in wanted}, indent=1))
        return
    for name in wanted:
        for line in TABLES[name](parts[name]):
            print(line, flush=True)


if __name__ == "__main__":
    main()
