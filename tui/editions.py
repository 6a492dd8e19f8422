"""What becomes of a claim when its article is read again: the words decided on beside those of now.

All of it is the store's to know; here it is found and put into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from claims.differing import Part, Side, difference
from claims.models import AttributionCheck, Claim, ClaimState, Decision, Verdict
from claims.status import edited, standing
from claims.workbench import ClaimFilter, Workbench
from tui.commands import KeyNames, spell
from tui.wording import ATTRIBUTION_WORDS, DOT, counted, one_line

LONG = 150
"""Code points of a content from which on only what stands around its changes is shown."""
AROUND = 40
"""Code points shown on each side of a change then."""
SAYING_AGAIN: Mapping[Verdict, str] = {
    Verdict.VERIFIED: "verified",
    Verdict.DISPUTED: "disputed",
    Verdict.REFUTED: "refuted",
    Verdict.UNVERIFIABLE: "unverifiable",
    Verdict.REJECTED: "reject",
}
"""The command that says of a verdict that it still holds."""


class Rewording(NamedTuple):
    """A claim in two versions of its article."""

    version: int
    """Which version the later one is, counted from 1."""
    was: str
    now: str
    ids: frozenset[str]
    """The claim in the later one, and in those after it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be said of a claim at its place, beside what it says."""

    state: ClaimState
    changed: Rewording | None = None
    """The words that it was decided on and those of now, where another look is due."""
    decided: Decision | None = None
    """The last decision on the words of then."""
    left: str = ""
    """Why only its decisions keep it in the lists."""
    task: ClaimFilter | None = None
    """What it waits for in a view of claims that lack something."""


class NoticeLine(NamedTuple):
    """A line of a notice: what stands before it, and its words, each part differing or not."""

    label: str
    parts: Sequence[tuple[str, bool]]


# what the store knows


def edition_words(workbench: Workbench, article_id: str) -> str:
    """Return which version an article is, and with which others it is one text; mostly nothing."""
    line = [row.id for row in workbench.store.editions.line(article_id)]
    version = f"version {line.index(article_id) + 1} of {len(line)}" if len(line) > 1 else ""
    return DOT.join(filter(None, (version, _copy_words(workbench, article_id, len(line) > 1))))


def _copy_words(workbench: Workbench, article_id: str, changed: bool) -> str:
    """Return with which other articles one is one text; how far, unless one of them has changed since."""
    same = workbench.store.stories.same_text(article_id)
    if not same:
        return ""
    other, shared = same[0]
    changed = changed or len(workbench.store.editions.line(other.id)) > 1
    share = "" if changed else f" ({shared:.0%})"
    more = f" and {counted(len(same) - 1, 'other')}" if len(same) > 1 else ""
    return f"shares its text with {one_line(other.outlet or other.name)}{share}{more}"


def is_changed(workbench: Workbench, claim_id: str) -> bool:
    """Return whether a claim was decided on in other words, and nobody has looked since."""
    return workbench.store.editions.standing(claim_id).changed


def notice_of(
    workbench: Workbench, claim: Claim, state: ClaimState, task: ClaimFilter | None
) -> Notice | None:
    """Return what is to be said of ``claim`` as it is shown, None for nothing."""
    stands = workbench.store.editions.standing(claim.id)
    if not (stands.changed or stands.left or task):
        return None
    changed, decided = None, None
    if stands.changed:
        history = workbench.history(claim.id)
        earlier = _earlier(workbench, claim.id)
        targets = {one.target for one in history}
        old = next((id for id in earlier if id in targets), earlier[-1])
        before = [one for one in history if one.target != claim.id]
        decided = before[-1] if before else None
        changed = _rewording(workbench, _as_decided(workbench, old, before), claim, [claim.id])
    return Notice(state, changed, decided, str(stands.left or ""), task)


def rewordings(workbench: Workbench, claim: Claim) -> list[Rewording]:
    """Return in which other words each version of the article had the claim, the earliest first."""
    history = workbench.history(claim.id)
    ids = [claim.id, *_earlier(workbench, claim.id)]
    told = [claim]
    for at in range(1, len(ids)):
        before = [one for one in history if one.target in ids[at:]]
        told.append(_as_decided(workbench, ids[at], before))
    found = [
        _rewording(workbench, old, new, ids[:at]) for at, (new, old) in enumerate(pairwise(told), start=1)
    ]
    return [one for one in reversed(found) if one.was != one.now]


def _earlier(workbench: Workbench, claim_id: str) -> list[str]:
    """Return the claims whose place a claim took, the last one first."""
    found: list[str] = []
    previous = workbench.store.editions.standing(claim_id).previous
    while previous:
        found.append(previous)
        previous = workbench.store.editions.standing(previous).previous
    return found


def _as_decided(workbench: Workbench, claim_id: str, decisions: Sequence[Decision]) -> Claim:
    return edited(workbench.claim(claim_id), standing(decisions).edit)


def _rewording(workbench: Workbench, old: Claim, new: Claim, ids: Sequence[str]) -> Rewording:
    line = [row.id for row in workbench.store.editions.line(new.article_id)]
    same_source = (old.source_words, old.cue_words) == (new.source_words, new.cue_words)
    was, now = (one.content_words if same_source else _whole(one) for one in (old, new))
    return Rewording(line.index(new.article_id) + 1, one_line(was), one_line(now), frozenset(ids))


def _whole(claim: Claim) -> str:
    """Return who said it and in which words, for claims of which that is what differs."""
    said = " ".join(filter(None, (claim.source_words, claim.cue_words)))
    return f"{said}: {claim.content_words}" if said else claim.content_words


# in words


def notice_lines(notice: Notice | None, keys: Mapping[str, KeyNames]) -> tuple[NoticeLine, ...]:
    """Return the lines of a notice; ``keys`` gives the keys of each command, by id."""
    return tuple(_lines(notice, {id: spell(names[:1]) for id, names in keys.items()})) if notice else ()


def compared(one: Rewording) -> tuple[NoticeLine, NoticeLine]:
    """Return the words of then and those of now, the differing ones marked."""
    parts = difference(one.was, one.now)
    return NoticeLine("was ", _side(parts, Side.FIRST)), NoticeLine("now ", _side(parts, Side.SECOND))


def _lines(notice: Notice, key: Mapping[str, str]) -> Iterator[NoticeLine]:
    if notice.changed:
        yield _plain("≠ ", f"The article changed{_since(notice.decided)}: look again.")
        yield from compared(notice.changed)
        yield _plain("", _still_holds(notice.state, key))
    if notice.left:
        yield _plain("∅ ", f"Left over ({notice.left}): only its decisions keep it here.")
    yield from (_plain("… ", words) for words in _tasks(notice, key))


def _since(decided: Decision | None) -> str:
    if decided is None:
        return " since it was decided"
    day = decided.time.astimezone()
    return f" since {one_line(decided.reviewer)} decided ({day.day} {day:%b %Y})"


def _still_holds(state: ClaimState, key: Mapping[str, str]) -> str:
    """Return what stands until somebody looks, and which key says that it still does."""
    if command := SAYING_AGAIN.get(state.verdict):
        return f"“{state.verdict}” stands until somebody looks: {key[command]} says it still does."
    if state.attribution is not AttributionCheck.UNCHECKED:
        said = ATTRIBUTION_WORDS[state.attribution]
        return f"“{said}” stands until somebody looks: {key['attribution']} says it again."
    return "What was decided stands until somebody looks: any decision on it says so."


def _tasks(notice: Notice, key: Mapping[str, str]) -> Iterator[str]:
    """Yield what a claim lacks that is among those of a view that lack it."""
    verdict = notice.state.verdict
    if notice.task and notice.task.unsupported:
        relation = key["match-same" if verdict is Verdict.VERIFIED else "match-conflicting"]
        yield (
            f"“{verdict}” rests on nothing: {key['search']} finds evidence, {key['evidence']} takes an"
            f" address; or {key['matches']}, then {relation} on a match of another origin."
        )
    if notice.task and notice.task.unconfirmed:
        yield f"“{verdict}”, and nobody has confirmed that the source said it: {key['attribution']} does."


def _plain(label: str, words: str) -> NoticeLine:
    return NoticeLine(label, ((words, False),))


def _side(parts: Sequence[Part], side: Side) -> Sequence[tuple[str, bool]]:
    """Return the words of one side in quotation marks, those that differ marked, long ones cut."""
    cut = sum(len(part.words) for part in parts) > LONG
    own = [part for part in parts if part.side in (Side.BOTH, side)]
    last = len(own) - 1
    shown = [
        (_around(part.words, at > 0, at < last) if cut and part.side is Side.BOTH else part.words, part.side)
        for at, part in enumerate(own)
    ]
    return (("“", False), *((words, of is side) for words, of in shown), ("”", False))


def _around(words: str, after: bool, before: bool) -> str:
    """Return of ``words`` what stands near a change ``before`` or ``after`` which they stand."""
    if len(words) <= 2 * AROUND:
        return words
    return f"{words[:AROUND] if after else ''}…{words[-AROUND:] if before else ''}"
