"""Decisions: appended in steps, undone and redone by further rows, never changed.

A step is what one key press decided, on one target or on thousands; it is one transaction. Undo
appends a row for every target of the reviewer's latest step in force, redo one for every target of
the latest step undone; a new step cuts what could be redone. Both are refused when somebody else's
decision on one of the targets, made later, is in force.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claims import status
from claims.errors import IllegalTransition, StaleDecision
from claims.models import Action, Decision, Evidence
from claims.status import StepState
from claims.store import targets
from claims.store.connection import Connection, Row, bindable
from claims.store.standing import PLACE
from claims.store.targets import Target

_COLUMNS = "seq, step, time, reviewer, target, action, before, after, reason, evidence, undoes"


class Act(NamedTuple):
    """What is decided on one claim or match, by its id."""

    target: str
    action: Action
    after: str
    reason: str = ""
    evidence: Evidence | None = None


def decide(
    connection: Connection,
    wanted: Sequence[str],
    action: Action,
    after: str,
    *,
    reviewer: str,
    time: dt.datetime,
    reason: str = "",
    evidence: Evidence | None = None,
    seen: Mapping[str, int] | None = None,
) -> list[Decision]:
    """Decide the same on every id in ``wanted`` as one step; all of it happens, or nothing.

    ``seen`` gives the version of each target that the reviewer was looking at.

    Raises:
        NotFound: a target is not in the store.
        StaleDecision: a target was decided on since it was shown.
        IllegalTransition: the transition table does not allow it.
    """
    acts = [Act(target, action, after, reason, evidence) for target in dict.fromkeys(wanted)]
    with connection.transaction():
        return step(connection, acts, reviewer=reviewer, time=time, seen=seen)


def step(
    connection: Connection,
    acts: Sequence[Act],
    *,
    reviewer: str,
    time: dt.datetime,
    seen: Mapping[str, int] | None = None,
) -> list[Decision]:
    """Do ``acts``, each on another target, as one step within a transaction that is open already.

    Raises as ``decide`` does.
    """
    who = _name(reviewer)
    histories = [(found, history(connection, found.id)) for found in _found(connection, acts)]
    _check(histories, acts, seen or {})
    first, number = _next(connection)
    made = [
        Decision(
            seq=seq,
            step=number,
            time=time,
            reviewer=who,
            target=target.id,
            action=act.action,
            before=target.shown(past, act.action, act.after),
            after=bindable(act.after),
            reason=bindable(act.reason),
            evidence=act.evidence,
        )
        for seq, ((target, past), act) in enumerate(zip(histories, acts, strict=True), first)
    ]
    _append(connection, made, histories)
    if made:
        connection.execute(
            "UPDATE steps SET state = ? WHERE reviewer = ? AND state = ?",
            (StepState.CUT, who, StepState.UNDONE),
        )
        connection.execute("INSERT INTO steps VALUES (?, ?, ?)", (number, who, StepState.LIVE))
    return made


def undo(connection: Connection, reviewer: str, time: dt.datetime) -> list[Decision]:
    """Take back the reviewer's latest step in force.

    Raises:
        IllegalTransition: there is none.
        StaleDecision: somebody else decided on one of its targets since.
    """
    latest = "SELECT max(step) FROM steps WHERE reviewer = ? AND state = 'live'"
    return _turn(connection, Action.UNDO, latest, reviewer, time)


def redo(connection: Connection, reviewer: str, time: dt.datetime) -> list[Decision]:
    """Repeat the reviewer's step that was undone last, unless a new step was made since.

    Raises:
        IllegalTransition: there is none.
        StaleDecision: somebody else decided on one of its targets since.
    """
    earliest = "SELECT min(step) FROM steps WHERE reviewer = ? AND state = 'undone'"
    return _turn(connection, Action.REDO, earliest, reviewer, time)


def _turn(
    connection: Connection, action: Action, choose: str, reviewer: str, time: dt.datetime
) -> list[Decision]:
    who = _name(reviewer)
    with connection.transaction():
        step = connection.value(choose, (who,))
        if step is None:
            raise IllegalTransition(f"Nothing to {action} for {who}.")
        owner, state = connection.all("SELECT reviewer, state FROM steps WHERE step = ?", (step,))[0]
        state = status.advance_step(StepState(state), action, owner=owner, reviewer=who)
        _refuse_if_others_decided(connection, step, action)
        turned = _decisions(connection, "step = ?", (step,))
        histories = [(target, history(connection, target.id)) for target in _found(connection, turned)]
        first, number = _next(connection)
        made = []
        for seq, (was, (target, past)) in enumerate(zip(turned, histories, strict=True), first):
            row = Decision(
                seq=seq,
                step=number,
                time=time,
                reviewer=who,
                target=target.id,
                action=action,
                before=target.shown(past, was.action, was.after),
                after="",
                undoes=step,
            )
            made.append(row.model_copy(update={"after": target.shown([*past, row], was.action, was.after)}))
        _append(connection, made, histories)
        connection.execute("UPDATE steps SET state = ? WHERE step = ?", (state, step))
    return made


def history(connection: Connection, target: str) -> list[Decision]:
    """Return every decision on a claim or match in the order they were made, undo and redo rows too.

    Those on the claims or matches are among them whose place it took, and those on what took its place.
    """
    current = targets.current(connection, target)
    return _decisions(
        connection,
        "target IN (SELECT ? UNION ALL SELECT id FROM lineage WHERE current = ?)",
        (current, current),
    )


def every(connection: Connection) -> Iterator[Decision]:
    """Yield every decision in the order they were made."""
    for row in connection.paged(f"SELECT {_COLUMNS} FROM decisions WHERE seq > ? ORDER BY seq LIMIT ?"):
        yield _decision(row)


def after(connection: Connection, seq: int) -> list[Decision]:
    """Return the decisions made after the one of number ``seq``, in their order."""
    return _decisions(connection, "seq > ?", (seq,))


def latest(connection: Connection) -> int:
    """Return the number of the latest decision, 0 when there is none."""
    return int(connection.value("SELECT max(seq) FROM decisions") or 0)


def rebuild(connection: Connection) -> None:
    """Derive anew, from decisions and matches alone, everything that is derived."""
    with connection.transaction():
        for derived in ("steps", "claim_edits", "edits_fts", "claim_added"):
            connection.execute(f"DELETE FROM {derived}")
        connection.execute("UPDATE carried SET looked = 0")
        steps = _fold_steps(every(connection))
        connection.many(
            "INSERT INTO steps VALUES (?, ?, ?)", ((step, *owned) for step, owned in steps.items())
        )
        connection.execute("UPDATE matches SET decided = NULL WHERE decided IS NOT NULL")
        connection.execute(
            "UPDATE claim_state SET verdict = 'unreviewed', attribution = 'unchecked', flagged = 0,"
            " disagreement = 0, version = 0, match_count = 0, conflict_count = 0"
        )
        for target in connection.column("SELECT DISTINCT target FROM decisions"):
            targets.find(connection, target).save(connection, history(connection, target))
        targets.recount(connection, connection.column("SELECT a FROM matches UNION SELECT b FROM matches"))


def _fold_steps(decisions: Iterable[Decision]) -> dict[int, tuple[str, StepState]]:
    """Return whose each step is and where it stands after ``decisions``."""
    steps: dict[int, tuple[str, StepState]] = {}
    for decision in decisions:
        who = decision.reviewer
        if decision.undoes is not None:
            undone = StepState.UNDONE if decision.action is Action.UNDO else StepState.LIVE
            steps[decision.undoes] = (who, undone)
        elif decision.step not in steps:
            cut = [step for step, owned in steps.items() if owned == (who, StepState.UNDONE)]
            steps.update((step, (who, StepState.CUT)) for step in cut)
            steps[decision.step] = (who, StepState.LIVE)
    return steps


def _name(reviewer: str) -> str:
    name = " ".join(bindable(reviewer).split())
    if not name:
        raise IllegalTransition(
            "A decision needs a reviewer: give a name with --reviewer or in the configuration."
        )
    return name


def _found(connection: Connection, given: Iterable[Act | Decision]) -> list[Target]:
    return [targets.find(connection, one.target) for one in given]


def _next(connection: Connection) -> tuple[int, int]:
    """Return the next free ``seq`` and ``step``; nobody else can take them inside a transaction."""
    seq = connection.value("SELECT max(seq) FROM decisions")
    step = connection.value("SELECT max(step) FROM decisions")
    return (seq or 0) + 1, (step or 0) + 1


def _check(
    histories: Sequence[tuple[Target, Sequence[Decision]]], acts: Sequence[Act], seen: Mapping[str, int]
) -> None:
    """Raise unless every target may be decided on so; name the first that may not, and how many."""
    refused: list[IllegalTransition] = []
    for (target, past), act in zip(histories, acts, strict=True):
        version = max((one.seq for one in past), default=0)
        try:
            if seen.get(target.id, seen.get(act.target, version)) != version:
                raise status.stale(target.id, past[-1] if past else None)
            target.check(past, act.action, act.after)
        except IllegalTransition as error:
            refused.append(error)
    if len(histories) == 1 and refused:
        raise refused[0]
    if refused:
        first = next((error for error in refused if isinstance(error, StaleDecision)), refused[0])
        raise type(first)(
            f"{len(refused)} of {len(histories)} refused, so nothing was changed. The first: {first}"
        )


def _refuse_if_others_decided(connection: Connection, step: int, action: Action) -> None:
    row = connection.one(
        f"SELECT {', '.join(f'later.{column}' for column in _COLUMNS.split(', '))} FROM decisions AS own"
        " JOIN decisions AS later ON later.seq > own.seq AND later.reviewer <> own.reviewer"
        "  AND later.target IN (SELECT own.target UNION ALL SELECT current FROM lineage WHERE id = own.target"
        "   UNION ALL SELECT among.id FROM lineage AS among JOIN lineage AS ours ON ours.id = own.target"
        "    AND among.current = ours.current)"
        " JOIN steps ON steps.step = later.step AND state = 'live'"
        " WHERE own.step = ? ORDER BY later.seq DESC LIMIT 1",
        (step,),
    )
    if row is not None:
        later = _decision(row)
        raise StaleDecision(
            f"This step cannot be taken by {action}: {later.target} was decided on since, by "
            f"{status.describe(later)}. Nothing was changed; look at it again, and decide anew."
        )


def _append(
    connection: Connection,
    made: Sequence[Decision],
    histories: Sequence[tuple[Target, Sequence[Decision]]],
) -> None:
    """Write the rows ``made``, one for each target, and what each target then comes to."""
    insert(connection, made)
    for decision, (target, past) in zip(made, histories, strict=True):
        target.save(connection, [*past, decision])


def insert(connection: Connection, made: Iterable[Decision]) -> None:
    """Write the rows ``made``, and nothing that they come to, within an open transaction."""
    connection.many(
        f"INSERT INTO decisions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_row(decision) for decision in made),
    )


def _row(decision: Decision) -> tuple[object, ...]:
    evidence = decision.evidence.model_dump_json() if decision.evidence else None
    return (
        decision.seq,
        decision.step,
        decision.time.isoformat(),
        decision.reviewer,
        decision.target,
        decision.action,
        decision.before,
        decision.after,
        decision.reason,
        evidence,
        decision.undoes,
    )


def _decisions(connection: Connection, where: str, parameters: Sequence[object]) -> list[Decision]:
    sql = f"SELECT {_COLUMNS} FROM decisions WHERE {where} ORDER BY {PLACE}"
    return [_decision(row) for row in connection.all(sql, parameters)]


def _decision(row: Row) -> Decision:
    given = dict(zip(_COLUMNS.split(", "), row, strict=True))
    if given["evidence"] is not None:
        given["evidence"] = Evidence.model_validate_json(given["evidence"])
    return Decision.model_validate(given)
