"""Several processes that write to and read from one store at once, and what must then be true of it."""

from __future__ import annotations

import json
import os
import random
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from killing import ARTICLES, NOTHING_SET, Lost, prepared
from terminal import in_this_image, run

from claims.doctoring import look
from claims.errors import IllegalTransition, StaleDecision
from claims.models import AttributionCheck, Verdict
from claims.store import Store
from claims.workbench import ClaimFilter, Workbench

WRITERS, READERS = 4, 4
COUNTED = ("looks", "commands", "turned", "stale", "nothing")


class Made(NamedTuple):
    """A decision that a writer was told was made."""

    token: str
    target: str
    seen: int
    """The version of the target that the writer had looked at; -1 for an undo or redo."""


def write(store: Path, name: str, until: float, tell: Callable[[Mapping[str, Any]], None]) -> None:
    """Decide, undo, redo and add articles until the time is up; tell every decision that was made."""
    chance = random.Random(name)
    with Workbench.open(store, reviewer=name, create=False) as workbench:
        ids = [row.id for row in workbench.rows(workbench.claim_ids())]
        number = 0
        while time.monotonic() < until:
            number += 1
            token, target = f"{name}-{number}", chance.choice(ids)
            version = workbench.claim_state(target).version
            act = chance.choice(("mark", "mark", "check", "note", "undo", "redo"))
            try:
                if act == "mark":
                    workbench.mark([target], Verdict.UNVERIFIABLE, reason=token, seen={target: version})
                elif act == "check":
                    workbench.check(
                        [target], AttributionCheck.CONFIRMED, reason=token, seen={target: version}
                    )
                elif act == "note":
                    workbench.note(target, token)
                    version = -1
                else:
                    made = workbench.undo() if act == "undo" else workbench.redo()
                    tell({"turned": len(made)})
                    continue
                tell(Made(token, target, version)._asdict())
            except StaleDecision:
                tell({"stale": 1})
            except IllegalTransition:
                tell({"nothing": 1})


def add(store: Path, name: str, until: float, tell: Callable[[Mapping[str, Any]], None]) -> None:
    """Add articles and match them, until the time is up: as commands."""
    code, output = run(["add", ARTICLES, "--db", store], in_this_image, **NOTHING_SET)
    tell({"failed" if code else "commands": 1, "said": output if code else ""})
    while time.monotonic() < until:
        code, output = run(["match", "--all", "--db", store], in_this_image, **NOTHING_SET)
        tell({"failed" if code else "commands": 1, "said": output if code else ""})


def read(store: Path, name: str, until: float, tell: Callable[[Mapping[str, Any]], None]) -> None:
    """Look at lists, claims, histories and counts until the time is up."""
    chance = random.Random(name)
    decided = 0
    with Workbench.open(store, reviewer=name, create=False) as workbench:
        while time.monotonic() < until:
            rows = workbench.rows(workbench.claim_ids(ClaimFilter(query="the")))
            row = chance.choice(rows)
            workbench.claim_state(row.id)
            workbench.matches_of(row.id)
            workbench.search_articles("audit")
            history = workbench.history(row.id)
            if [one.seq for one in history] != sorted({one.seq for one in history}):
                raise Lost(f"the history of {row.id} is out of order: {history}")
            now = workbench.stats().decisions
            if now < decided:
                raise Lost(f"there were {decided} decisions, now there are {now}")
            decided = now
            tell({"looks": 1})


def command(store: Path, name: str, until: float, tell: Callable[[Mapping[str, Any]], None]) -> None:
    """List and export by commands until the time is up."""
    while time.monotonic() < until:
        for arguments in (["list", "--json"], ["stats"], ["export", "--to", "csv"]):
            code, output = run([*arguments, "--db", store], in_this_image, **NOTHING_SET)
            tell({"failed" if code else "commands": 1, "said": output if code else ""})


def _started(work: Callable[..., None], store: Path, name: str, until: float, told: Path) -> int:
    child = os.fork()
    if child:
        return child
    try:
        with told.open("w", encoding="utf-8", buffering=1) as out:
            try:
                work(store, name, until, lambda one: print(json.dumps(one), file=out))
            except BaseException:
                print(json.dumps({"failed": 1, "said": traceback.format_exc()}), file=out)
    finally:
        os._exit(0)


def work_together(folder: Path, seconds: float) -> Counter[str]:
    """Have four write and four read for some seconds; return the counts, or raise Lost."""
    store = folder / "claims.sqlite"
    prepared(store)
    until = time.monotonic() + seconds
    works = [*[write] * (WRITERS - 1), add, *[read] * (READERS - 1), command]
    names = [f"{work.__name__}{number}" for number, work in enumerate(works)]
    children = [
        _started(work, store, name, until, folder / name) for work, name in zip(works, names, strict=True)
    ]
    for child in children:
        os.waitpid(child, 0)
    told = [
        json.loads(line)
        for name in names
        for line in (folder / name).read_text(encoding="utf-8").splitlines()
    ]
    return checked(store, told)


def checked(store: Path, told: list[dict[str, Any]]) -> Counter[str]:
    """Return the counts of what was ``told``, when all of it is in the store; raise Lost otherwise."""
    counts: Counter[str] = Counter()
    for one in told:
        if one.get("failed"):
            raise Lost(str(one["said"]))
        counts.update(
            {name: value for name, value in one.items() if isinstance(value, int) and name != "seen"}
        )
    made = [Made(**one) for one in told if "token" in one]
    findings = look(store, lambda done, total: None).findings
    if findings:
        raise Lost(f"the doctor finds {findings}")
    with Store.open(store) as opened:
        decisions = list(opened.decisions())
    tokens = {one.reason or one.after: one for one in decisions}
    for one in made:
        if one.token not in tokens:
            raise Lost(f"{one} is not there")
        seq = tokens[one.token].seq
        before = max(
            (other.seq for other in decisions if other.target == one.target and other.seq < seq), default=0
        )
        if one.seen not in (-1, before):
            raise Lost(f"{one} was made on {before}: an overwrite of what was not seen")
    if len(decisions) != len(made) + counts["turned"]:
        raise Lost(f"{len(made)} made and {counts['turned']} turned, but {len(decisions)} are there")
    counts["decisions"] = len(decisions)
    return counts
