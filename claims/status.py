"""What decisions come to: verdicts, attribution checks, and the one table of what is allowed.

Pure: no clock, no store. The shape follows h11's ``_state.py``: the legal transitions are data,
whatever is not in the table raises, and a refused one changes nothing.

Several reviewers. Each reviewer's latest verdict is that reviewer's opinion; so is each latest
attribution check. While all opinions on a question agree, that is the answer. While they differ
the claim is in *disagreement* and the answer stays ``unreviewed`` (or ``unchecked``) until
somebody adjudicates. An adjudication replaces every opinion given before it by its own; an
opinion given after it counts anew, so that a later look is never silently without effect. Marking
``unreviewed`` (or ``unchecked``) withdraws one's own opinion.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pydantic import ValidationError

from claims.errors import IllegalTransition, StaleDecision
from claims.models import (
    TRUTH,
    Action,
    AttributionCheck,
    Claim,
    ClaimState,
    DateMention,
    Decision,
    Edit,
    Entity,
    Evidence,
    Hop,
    MatchState,
    Modality,
    Quantity,
    Relation,
    Span,
    Verdict,
)

ON, OFF = "on", "off"
"""What a flag can be set to."""


class Phase(StrEnum):
    """How the opinions on the question that a decision answers stand to each other."""

    OPEN = "open"
    AGREED = "agreed"
    DIFFERING = "differing"


class Transition(NamedTuple):
    """One row of the table: ``action`` may set ``after`` on such claims in such phases."""

    action: Action
    after: frozenset[str] | None
    """The values that can be set; None: any words."""
    modalities: frozenset[Modality] = frozenset(Modality)
    phases: frozenset[Phase] = frozenset(Phase)


_FACTS = frozenset({Modality.FACT})
_UNTRUE: frozenset[str] = frozenset(Verdict) - TRUTH
_CHECKS: frozenset[str] = frozenset(AttributionCheck)
_SETTLING = _UNTRUE - {Verdict.UNREVIEWED}

TRANSITIONS: tuple[Transition, ...] = (
    Transition(Action.VERDICT, TRUTH, modalities=_FACTS),
    Transition(Action.VERDICT, _UNTRUE),
    Transition(Action.ATTRIBUTION, _CHECKS),
    Transition(Action.ADJUDICATE, TRUTH, modalities=_FACTS, phases=frozenset({Phase.DIFFERING})),
    Transition(Action.ADJUDICATE, _SETTLING, phases=frozenset({Phase.DIFFERING})),
    Transition(
        Action.ADJUDICATE, _CHECKS - {AttributionCheck.UNCHECKED}, phases=frozenset({Phase.DIFFERING})
    ),
    Transition(Action.FLAG, frozenset({ON, OFF})),
    Transition(Action.NOTE, None),
    Transition(Action.EVIDENCE, None),
    Transition(Action.EDIT, None),
    Transition(Action.ADD, None),
)
"""Every legal decision on a claim."""

MATCH_TRANSITIONS: tuple[Transition, ...] = (Transition(Action.MATCH, frozenset(Relation)),)
"""Every legal decision on a match."""


class StepState(StrEnum):
    """Where one reviewer's step stands: in force, taken back, or taken back for good."""

    LIVE = "live"
    UNDONE = "undone"
    CUT = "cut"


STEP_TRANSITIONS: Mapping[tuple[StepState, Action], StepState] = MappingProxyType(
    {(StepState.LIVE, Action.UNDO): StepState.UNDONE, (StepState.UNDONE, Action.REDO): StepState.LIVE}
)
"""What undo and redo do to a step of one's own; a new step cuts every undone one."""


def advance_step(state: StepState, action: Action, *, owner: str, reviewer: str) -> StepState:
    """Return where a step of ``owner`` stands after ``reviewer`` undoes or redoes it.

    Raises:
        IllegalTransition: the step is another's, or is not in a state that allows it.
    """
    if owner != reviewer:
        raise IllegalTransition(
            f"That step was {owner}'s: only {owner} can {action} it. Decide anew instead."
        )
    if (state, action) not in STEP_TRANSITIONS:
        raise IllegalTransition(f"A step that is {state} cannot be taken by {action}.")
    return STEP_TRANSITIONS[state, action]


@dataclass(frozen=True, slots=True)
class Opinions:
    """Each reviewer's latest answer to one question, oldest first."""

    by: Mapping[str, Decision] = field(default_factory=dict)

    def given(self, decision: Decision, blank: str) -> Opinions:
        """Return the opinions with one more, in place of that reviewer's last; ``blank`` withdraws it."""
        others = {who: what for who, what in self.by.items() if who != decision.reviewer}
        return Opinions(others if decision.after == blank else {**others, decision.reviewer: decision})

    @property
    def phase(self) -> Phase:
        """Return whether nobody answered, all agree, or some differ."""
        if not self.by:
            return Phase.OPEN
        return Phase.AGREED if len({opinion.after for opinion in self.by.values()}) == 1 else Phase.DIFFERING

    @property
    def latest(self) -> Decision | None:
        """Return the opinion given last, None when there is none."""
        return list(self.by.values())[-1] if self.by else None

    def answer(self, blank: str) -> str:
        """Return what all agree on, else ``blank``."""
        return self.latest.after if self.latest and self.phase is Phase.AGREED else blank


@dataclass(frozen=True, slots=True)
class Standing:
    """What the decisions on a claim come to, with each reviewer's part in it."""

    verdicts: Opinions = Opinions()
    attributions: Opinions = Opinions()
    flagged: bool = False
    notes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    edit: Edit | None = None
    added: Decision | None = None

    def answers(self, after: str) -> Opinions:
        """Return the opinions on the question that ``after`` answers."""
        return self.attributions if after in _CHECKS else self.verdicts


def _with_verdict(standing: Standing, decision: Decision) -> Standing:
    return replace(standing, verdicts=standing.verdicts.given(decision, Verdict.UNREVIEWED))


def _with_attribution(standing: Standing, decision: Decision) -> Standing:
    return replace(standing, attributions=standing.attributions.given(decision, AttributionCheck.UNCHECKED))


def _with_adjudication(standing: Standing, decision: Decision) -> Standing:
    settled = Opinions({decision.reviewer: decision})
    if decision.after in _CHECKS:
        return replace(standing, attributions=settled)
    return replace(standing, verdicts=settled)


def _with_flag(standing: Standing, decision: Decision) -> Standing:
    return replace(standing, flagged=decision.after == ON)


def _with_note(standing: Standing, decision: Decision) -> Standing:
    return replace(standing, notes=(*standing.notes, decision.after))


def _with_edit(standing: Standing, decision: Decision) -> Standing:
    return replace(standing, edit=Edit.model_validate_json(decision.after) if decision.after else None)


def _with_addition(standing: Standing, decision: Decision) -> Standing:
    return replace(standing, added=decision)


_FOLD = {
    Action.VERDICT: _with_verdict,
    Action.ATTRIBUTION: _with_attribution,
    Action.ADJUDICATE: _with_adjudication,
    Action.FLAG: _with_flag,
    Action.NOTE: _with_note,
    Action.EDIT: _with_edit,
    Action.ADD: _with_addition,
}


def live(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions of one target still in force, in the order they were made.

    Undo rows take their step out, redo rows bring it back to where it stood.
    """
    given = tuple(decisions)
    undone: set[int] = set()
    for decision in given:
        if decision.undoes is not None:
            (undone.add if decision.action is Action.UNDO else undone.discard)(decision.undoes)
    return tuple(d for d in given if d.undoes is None and d.step not in undone)


def standing(decisions: Iterable[Decision]) -> Standing:
    """Fold the decisions on one claim, in their order; undo and redo rows may be among them."""
    result = Standing()
    for decision in live(decisions):
        if fold := _FOLD.get(decision.action):
            result = fold(result, decision)
        if decision.evidence is not None:
            result = replace(result, evidence=(*result.evidence, decision.evidence))
    return result


def derive(decisions: Sequence[Decision], modality: Modality = Modality.FACT) -> ClaimState:
    """Return what all ``decisions`` on one claim (in order, undo and redo rows too) come to.

    While reviewers differ, ``disagreement`` is true and the verdict stays ``unreviewed``. A verdict
    of truth on a claim whose ``modality`` has since become an opinion or intention does not count.
    ``reviewer`` and ``decided_at`` are those of the latest verdict in force, else of the latest
    attribution check.
    """
    now = standing(decisions)
    verdict = Verdict(now.verdicts.answer(Verdict.UNREVIEWED))
    if verdict in TRUTH and modality is not Modality.FACT:
        verdict = Verdict.UNREVIEWED
    by = now.verdicts.latest or now.attributions.latest
    return ClaimState(
        verdict=verdict,
        attribution=AttributionCheck(now.attributions.answer(AttributionCheck.UNCHECKED)),
        flagged=now.flagged,
        disagreement=Phase.DIFFERING in (now.verdicts.phase, now.attributions.phase),
        notes=now.notes,
        evidence=now.evidence,
        edit=now.edit,
        added=now.added,
        withdrawn=_is_withdrawn(decisions, now),
        reject_reason=by.reason if by and verdict is Verdict.REJECTED else "",
        reviewer=by.reviewer if by else "",
        decided_at=by.time if by else None,
        version=max((d.seq for d in decisions), default=0),
    )


def _is_withdrawn(decisions: Sequence[Decision], now: Standing) -> bool:
    """Return whether a claim was made by hand, and its making is undone."""
    return now.added is None and any(decision.action is Action.ADD for decision in decisions)


def edited(claim: Claim, edit: Edit | None) -> Claim:
    """Return ``claim`` as the reviewers have it: its id stays, its features are those within the content.

    Where the old speaker ended the chain, the new one does. Without an edit it is the machine's.
    """
    if edit is None:
        return claim
    chain = claim.chain
    if edit.speaker and claim.speaker != edit.speaker:
        ended = chain and claim.speaker and chain[-1].key == claim.speaker.key
        hop = Hop(name=edit.speaker.name, key=edit.speaker.key, kind=edit.speaker.kind)
        chain = (*(chain[:-1] if ended else chain), hop)
    features = {
        name: tuple(one for one in value if _within(one, edit.content)) if isinstance(value, tuple) else value
        for name, value in claim.features
        if name != "priority_reasons"
    }
    changed = {name: getattr(edit, name) for name in Edit.model_fields}
    return claim.model_copy(
        update={**changed, "chain": chain, "features": claim.features.model_copy(update=features)}
    )


def _within(feature: Quantity | DateMention | Entity | Span, content: tuple[Span, ...]) -> bool:
    span = feature if isinstance(feature, Span) else feature.span
    return any(start <= span.start and span.end <= end for start, end in content)


def derive_match(decisions: Sequence[Decision]) -> MatchState:
    """Return what all ``decisions`` on one match come to: the latest in force."""
    version = max((d.seq for d in decisions), default=0)
    latest = [d for d in live(decisions) if d.action is Action.MATCH][-1:]
    if not latest:
        return MatchState(version=version)
    by = latest[0]
    return MatchState(relation=Relation(by.after), reviewer=by.reviewer, decided_at=by.time, version=version)


def check(decisions: Sequence[Decision], action: Action, after: str, modality: Modality) -> None:
    """Raise unless the table lets ``action`` set ``after`` on a claim with such ``decisions``.

    Raises:
        IllegalTransition: what is wrong, and what to do instead.
    """
    rows = [row for row in TRANSITIONS if row.action is action]
    fitting = [row for row in rows if row.after is None or after in row.after]
    if not rows:
        raise IllegalTransition(f"'{action}' is not a decision on a claim.")
    if not fitting:
        allowed = ", ".join(sorted(value for row in rows for value in row.after or ()))
        raise IllegalTransition(f"'{after}' is not a value of {action}; it can be: {allowed}.")
    if not any(modality in row.modalities for row in fitting):
        raise IllegalTransition(
            f"An {modality} cannot be {after}: only a fact is true or false. To say whether the source "
            "really said it, press t or use `claims check`."
        )
    if action is Action.EDIT and after and not _is_edit(after):
        raise IllegalTransition("That is no edit of a claim; nothing was changed.")
    now = standing(decisions)
    if action is not Action.ADD and _is_withdrawn(decisions, now):
        raise IllegalTransition(
            "This claim was made by hand and taken back by undo; redo it, or add it again."
        )
    if not any(now.answers(after).phase in row.phases for row in fitting):
        raise IllegalTransition("There is nothing to adjudicate: reviewers do not differ on this.")


def _is_edit(after: str) -> bool:
    try:
        return bool(Edit.model_validate_json(after))
    except ValidationError:
        return False


def check_match(action: Action, after: str) -> None:
    """Raise unless the table lets ``action`` set ``after`` on a match.

    Raises:
        IllegalTransition: what is wrong.
    """
    if not any(row.action is action and after in (row.after or ()) for row in MATCH_TRANSITIONS):
        raise IllegalTransition(f"'{action} {after}' is not a decision on a match.")


def advance(decisions: Sequence[Decision], new: Decision, modality: Modality) -> ClaimState:
    """Return the state of a claim after ``new`` is decided on top of ``decisions``.

    Raises:
        IllegalTransition: the transition table does not allow it; nothing was changed.
    """
    check(decisions, new.action, new.after, modality)
    return derive((*decisions, new), modality)


def value(state: ClaimState, action: Action, after: str = "") -> str:
    """Return what ``state`` shows for the question that ``action`` (setting ``after``) answers."""
    shown = {
        Action.VERDICT: state.verdict.value,
        Action.ATTRIBUTION: state.attribution.value,
        Action.ADJUDICATE: state.attribution.value if after in _CHECKS else state.verdict.value,
        Action.FLAG: ON if state.flagged else OFF,
        Action.NOTE: state.notes[-1] if state.notes else "",
        Action.EVIDENCE: state.evidence[-1].quotation if state.evidence else "",
        Action.EDIT: state.edit.model_dump_json() if state.edit else "",
        Action.ADD: state.added.after if state.added else "",
    }
    return shown[action]


def stale(target: str, latest: Decision | None) -> StaleDecision:
    """Return the error for deciding on ``target``, on which ``latest`` was decided after it was shown."""
    what = describe(latest) if latest else "its decisions changed"
    return StaleDecision(
        f"{target} has changed since it was shown ({what}). Nothing was done; look again, then decide."
    )


def describe(decision: Decision) -> str:
    """Return ``decision`` in words: who, what, when."""
    when = decision.time.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"{decision.reviewer}: {decision.action} '{decision.before}' -> '{decision.after}' at {when}"
