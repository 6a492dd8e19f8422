"""What another workbench sends: its articles, claims, matches and decisions, written beside one's own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from claims.errors import NotFound
from claims.models import Action, Claim, Decision
from claims.status import StepState
from claims.store import articles, claims, decisions, search, targets
from claims.store.articles import CURRENT
from claims.store.connection import Connection, bindable
from claims.store.rows import ArticleRow


class Merged(NamedTuple):
    """What became of decisions from elsewhere."""

    new: tuple[Decision, ...]
    """As they are in this store."""
    known: int


class Imports:
    """The part of a store that what comes from elsewhere is written to."""

    def __init__(self, connection: Connection) -> None:
        """Write to ``connection``."""
        self._connection = connection

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Have everything that is written inside written together, or none of it."""
        with self._connection.transaction():
            yield

    def articles_with(self, text_hash: str) -> list[ArticleRow]:
        """Return the articles that have this text, in the order they were added."""
        found = self._connection.column(
            "SELECT id FROM articles WHERE text_hash = ? ORDER BY rowid", (bindable(text_hash),)
        )
        return [articles.row(self._connection, one) for one in found]

    def articles_at(self, url: str) -> list[ArticleRow]:
        """Return the newest versions of the articles at an address, in the order they were added."""
        found = self._connection.column(
            f"SELECT id FROM articles WHERE url = ? AND {CURRENT} ORDER BY rowid", (bindable(url),)
        )
        return [articles.row(self._connection, one) for one in found]

    def has_claim(self, claim_id: str) -> bool:
        """Return whether the store has the claim, in a list or not."""
        return claims.is_known(self._connection, claim_id)

    def add_claim(self, claim: Claim, terms: Sequence[str], *, by_hand: bool) -> None:
        """Add a claim to an article of the store; one made by hand is listed once a decision says so."""
        rowid = claims.write_new(self._connection, claim)
        if rowid and not by_hand:
            number = articles.rowid(self._connection, claim.article_id)
            row = articles.row(self._connection, claim.article_id)
            claims.enlist(self._connection, rowid, claim, number, row)
        if rowid:
            search.index(self._connection, {claim.id: rowid}, {claim.id: terms})

    def has_target(self, id: str) -> bool:
        """Return whether there is a claim or match with this id."""
        try:
            targets.find(self._connection, id)
        except NotFound:
            return False
        return True

    def merge(self, given: Sequence[Decision]) -> Merged:
        """Write the decisions that the store does not have; each keeps reviewer, time, reason and evidence.

        ``given`` come from one other store, in their order, each on a claim or match of this one. What was
        one step there is one step here, and what was undone stays undone. They get new numbers, after all
        there are; into an empty store they keep theirs. Where a target has later decisions already, an
        earlier one takes its place before them, so that the later go on to count.
        """
        with self._connection.transaction():
            new, steps = self._unknown(given)
            numbered = self._numbered(new, steps)
            self._write(numbered)
        return Merged(tuple(numbered), len(given) - len(numbered))

    def _unknown(self, given: Sequence[Decision]) -> tuple[list[Decision], dict[int, int]]:
        """Return the decisions that are new here, and the steps here of steps there that are known."""
        known: dict[str, dict[tuple[object, ...], deque[Decision]]] = {}
        new, steps = [], {}
        for one in given:
            if one.target not in known:
                known[one.target] = self._by_content(one.target)
            same = known[one.target].get(_content(one))
            if same:
                steps[one.step] = same.popleft().step
            else:
                new.append(one)
        return new, steps

    def _by_content(self, target: str) -> dict[tuple[object, ...], deque[Decision]]:
        found: dict[tuple[object, ...], deque[Decision]] = defaultdict(deque)
        for one in decisions.history(self._connection, target):
            found[_content(one)].append(one)
        return found

    def _numbered(self, new: Sequence[Decision], steps: Mapping[int, int]) -> list[Decision]:
        """Return new decisions with the numbers that they have here."""
        if not new:
            return []
        last_step = int(self._connection.value("SELECT max(step) FROM decisions") or 0)
        own = [one.step for one in new if one.step not in steps]
        shift = max(0, decisions.latest(self._connection) + 1 - min(one.seq for one in new))
        step_shift = max(0, last_step + 1 - min(own)) if own else 0

        def here(step: int) -> int:
            return steps.get(step, step + step_shift)

        return [
            one.model_copy(
                update={
                    "seq": one.seq + shift,
                    "step": here(one.step),
                    "undoes": None if one.undoes is None else here(one.undoes),
                    "time": one.time.astimezone(dt.UTC),
                }
            )
            for one in sorted(new, key=lambda one: one.seq)
        ]

    def _write(self, numbered: Sequence[Decision]) -> None:
        by_target: dict[str, list[Decision]] = defaultdict(list)
        for one in numbered:
            by_target[one.target].append(one)
        places = [
            (one.seq, after) for target, own in by_target.items() for one, after in self._earlier(target, own)
        ]
        decisions.insert(self._connection, numbered)
        self._connection.many("INSERT INTO imported VALUES (?, ?)", places)
        for target in by_target:
            found = targets.find(self._connection, target)
            found.save(self._connection, decisions.history(self._connection, target))
        self._keep_steps(numbered)

    def _earlier(self, target: str, new: Sequence[Decision]) -> Iterator[tuple[Decision, int]]:
        """Yield those of ``new`` that were made before one that is here, and after which each belongs."""
        here = decisions.history(self._connection, target)
        placed: dict[int, int] = dict(
            self._connection.all(
                "SELECT seq, after FROM imported WHERE seq IN (SELECT seq FROM decisions WHERE target = ?)",
                (bindable(target),),
            )
        )
        for one in new:
            before = [own for own in here if own.time <= one.time]
            if len(before) < len(here):
                yield one, placed.get(before[-1].seq, before[-1].seq) if before else 0

    def _keep_steps(self, numbered: Sequence[Decision]) -> None:
        """Write where each step stands after what is new: in force, undone, or undone for good."""
        states: dict[int, tuple[str, StepState]] = {}
        for one in numbered:
            if one.undoes is not None:
                undone = StepState.UNDONE if one.action is Action.UNDO else StepState.LIVE
                states[one.undoes] = (one.reviewer, undone)
            elif one.step not in states:
                states |= {
                    step: (who, StepState.CUT)
                    for step, (who, state) in states.items()
                    if who == one.reviewer and state is StepState.UNDONE
                }
                states[one.step] = (one.reviewer, StepState.LIVE)
        self._connection.many(
            "INSERT INTO steps VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
            ((step, who, state) for step, (who, state) in states.items()),
        )


_WITH_PLACES = frozenset({Action.EDIT, Action.UNDO, Action.REDO})
"""What it came to can have places in a text, which are other ones in a later version of the article."""


def _content(one: Decision) -> tuple[object, ...]:
    """Return what tells a decision on a target from others, whichever store it is in."""
    evidence = one.evidence.quotation if one.evidence else ""
    after = bool(one.after) if one.action in _WITH_PLACES else one.after
    return one.reviewer, one.time, one.action, after, one.reason, evidence
