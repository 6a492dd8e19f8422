"""What the commands print. Every word of an article goes through ``displayable``, and JSON is ASCII."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pydantic import BaseModel
from rich.cells import set_cell_size
from rich.console import Console
from rich.text import Text

from claims.cli import pacing, reviewers
from claims.cli.advancing import progress as progress
from claims.cli.advancing import progress_beside as progress_beside
from claims.cli.marking import indented, marked
from claims.errors import ClaimsError
from claims.extracting import Lines, Result, Told
from claims.finding import Attribution, ReadFailure, as_given
from claims.models import (
    Article,
    Claim,
    ClaimKind,
    ClaimState,
    Decision,
    Hop,
    Match,
    MatchState,
    Speaker,
    Verdict,
)
from claims.pace import Step
from claims.status import describe
from claims.text.display import displayable
from claims.text.scripts import warning

if TYPE_CHECKING:
    from claims.finding import Mistake
    from claims.workbench import Added, AddSummary, ClaimRow, Stats, Workbench

SHORT_ID = 10
"""Digits of an id that are shown; the commands take any beginning."""
COLUMNS = {"id": SHORT_ID, "verdict": 12, "kind": 9, "speaker": 18, "outlet": 14, "date": 10}
"""Cells of each column on a terminal; the words get the rest."""
DISPENSABLE = ("date", "kind", "outlet", "speaker")
"""Columns that a narrow terminal goes without, the first one first."""
LEAST_WORDS = 30
"""Cells that the words get at least."""

console = Console(highlight=False, markup=False, emoji=False)


def one_line(text: str) -> str:
    """Return untrusted ``text`` displayable and on one line."""
    return " ".join(displayable(text).split())


def line(text: str) -> None:
    """Print a line of the command's own words to standard output."""
    print(displayable(text))


def block(text: str) -> None:
    """Print lines to standard output as they are."""
    print(displayable(text), end="" if text.endswith("\n") else "\n")


def aside(text: str) -> None:
    """Print a line to standard error, where it is in nobody's way."""
    print(displayable(text), file=sys.stderr)


class Shown:
    """Standard output for what must not steer a terminal: displayable on one, exact in a file or pipe."""

    def __init__(self, stream: TextIO) -> None:
        """Write to ``stream``."""
        self._stream = stream

    def write(self, text: str) -> int:
        """Write ``text``; return its length."""
        return self._stream.write(displayable(text) if self._stream.isatty() else text)


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """Give ``path`` opened for writing; a ``ClaimsError`` says why it can't be."""
    try:
        stream = path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ClaimsError(f"{path}: can't be written ({error.strerror}); give another path") from error
    with stream:
        yield stream


# articles


def added(outcome: Added | ReadFailure) -> None:
    """Say what became of one article."""
    if isinstance(outcome, ReadFailure):
        failure(outcome)
        return
    about = _about(outcome.article)
    counts = counted(outcome.claims, "claim")
    if outcome.matches is not None:
        counts += f", {counted(outcome.matches, 'match', 'matches')}"
    if outcome.replaces:
        counts += f", a later version of {outcome.replaces[:SHORT_ID]}"
    line(f"{about}: {counts}" if outcome.new else f"{about}: known, skipped")


def summary(total: AddSummary) -> None:
    """Say what became of everything that was to be added."""
    known = f" ({total.known} known)" if total.known else ""
    line(
        f"{counted(total.articles, 'article')} added{known}: "
        f"{counted(total.claims, 'claim')}, {counted(total.matches, 'match', 'matches')}"
    )
    if total.versions:
        line(f"{counted(total.versions, 'article')} of them a later version of another")
    if total.waiting:
        aside(f"{counted(total.waiting, 'article')} still to be matched: run `claims match --new`")
    if total.failures:
        failed(len(total.failures))


def failure(found: ReadFailure) -> None:
    """Say why an input could not be read."""
    aside(f"claims: {found.error}")


def failed(count: int) -> None:
    """Say how many inputs could not be read."""
    aside(f"claims: {counted(count, 'input')} could not be read; the rest was done")


def _about(article: Article) -> str:
    parts = (article.name, article.outlet, article.date and article.date.isoformat(), article.title)
    return " · ".join(one_line(part) for part in parts if part)


def counted(count: int, one: str, several: str = "") -> str:
    """Return a number and its noun, in the plural where it is not 1."""
    return f"{count} {one if count == 1 else several or one + 's'}"


# claims


def extracted(article: Article, found: Sequence[Claim], why: Mapping[str, Sequence[str]]) -> None:
    """Print the claims of an article for a person, each in its sentence; ``why`` has steps by claim id."""
    console.print(Text(_about(article), style="bold"), soft_wrap=True)
    for claim in found:
        console.print()
        console.print(heading(claim), soft_wrap=True)
        indented(console, marked(console, article.text, claim), 2)
        for label, words in facts(claim):
            indented(console, Text(f"{label}: {words}", style="dim"), 2)
        for step in why.get(claim.id, ()):
            indented(console, Text(f"- {one_line(step)}"), 4)
    attributed = sum(claim.kind is not ClaimKind.ASSERTION for claim in found)
    console.print(f"\n{counted(len(found), 'claim')}, {attributed} attributed\n")


def heading(claim: Claim) -> Text:
    """Return the line above a claim: id, kind, modality."""
    text = Text(claim.id[:SHORT_ID], style="bold")
    text.append(f"  {claim.kind}", style="default not bold")
    if claim.modality != "fact":
        text.append(f", {claim.modality}")
    if claim.parent:
        text.append(f", within {claim.parent[:SHORT_ID]}")
    return text


def facts(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what else is known of a claim: (label, words)."""
    if claim.speaker:
        yield "speaker", one_line(_speaker(claim.speaker))
    if claim.chain:
        yield "chain", one_line(chain(claim.chain))
    yield "rule", f"{claim.rule} ({claim.reliability:.0%})"


def _speaker(speaker: Speaker) -> str:
    role = f", {speaker.role}" if speaker.role else ""
    sure = "" if speaker.certainty == "sure" else f", {speaker.certainty}"
    return f"{speaker.name}{role} ({speaker.kind}{sure}{warning(speaker.name)})"


def chain(hops: Sequence[Hop]) -> str:
    """Return a chain from the reader to whoever said it: ``UNN ← Sky News``."""
    return " ← ".join(hop.name for hop in hops)


def result(article: Article, found: Result) -> None:
    """Print what was extracted from an article: for a person, else as JSON Lines.

    Attributions are a line with offsets in the text as given.
    """
    if isinstance(found, Told):
        extracted(article, found.claims, found.why)
    elif isinstance(found, Lines):
        for text in found.lines:
            print(text)
    else:
        print(attributions_json(article.name, as_given(article, found.attributions)))


def attributions_json(name: str, found: Sequence[Attribution]) -> str:
    """Return the attributions of the article ``name`` as a line of JSON."""
    roles = ("source", "cue", "content")
    return json.dumps(
        {"id": name, "attributions": [{role: getattr(one, role) for role in roles} for one in found]}
    )


def row(claim: ClaimRow) -> None:
    """Print a claim as a line of a list: columns on a terminal, tabs elsewhere."""
    cells = {
        "id": claim.id[:SHORT_ID],
        "verdict": "disagreement" if claim.disagreement else claim.verdict.value,
        "kind": claim.kind.value,
        "speaker": one_line(claim.speaker),
        "outlet": one_line(claim.outlet),
        "date": claim.date.isoformat() if claim.date else "",
    }
    words = one_line(claim.content_words)
    if not console.is_terminal:
        print(*cells.values(), words, sep="\t")
        return
    fixed = " ".join(set_cell_size(cells[name], COLUMNS[name]) for name in _columns(console.width))
    console.print(Text(f"{fixed} {words}"), no_wrap=True, overflow="ellipsis")


def _columns(width: int) -> list[str]:
    """Return the columns that fit beside the words on a terminal of ``width`` cells."""
    names = list(COLUMNS)
    for name in DISPENSABLE:
        if sum(COLUMNS[kept] + 1 for kept in names) + LEAST_WORDS <= width:
            break
        names.remove(name)
    return names


def row_json(claim: ClaimRow) -> None:
    """Print a line of a list as JSON."""
    json_line({**claim._asdict(), "date": claim.date.isoformat() if claim.date else None})


def sheet(workbench: Workbench, claim_id: str, *, as_json: bool) -> None:
    """Print all that is known of one claim."""
    from claims.workbench import band

    claim = workbench.claim(claim_id)
    article = workbench.article(claim.article_id)
    state = workbench.claim_state(claim_id)
    matches = workbench.matches_of(claim_id)
    if as_json:
        json_line(
            {
                "claim": claim.model_dump(mode="json"),
                "article": article.model_dump(mode="json", exclude={"text", "furniture", "shifts"}),
                "state": state.model_dump(mode="json"),
                "versions": workbench.store.editions.standing(claim_id)._asdict(),
                "matches": [
                    {**match.model_dump(mode="json"), "band": band(match), "decided": decided.relation}
                    for match, decided in matches
                ],
            }
        )
        return
    console.print(heading(claim), soft_wrap=True)
    indented(console, Text(_about(article)), 2)
    indented(console, marked(console, article.text, claim), 2)
    differing = reviewers.opinions(workbench, claim_id) if state.disagreement else ()
    for label, words in (*facts(claim), *_standing(state), *_version(workbench, claim_id), *differing):
        indented(console, Text(f"{label}: {words}"), 2)
    for match, decided in matches:
        other = match.b if match.a == claim_id else match.a
        _match(workbench, match, decided, workbench.claim(other))


def _standing(state: ClaimState) -> Iterator[tuple[str, str]]:
    """Yield what the decisions on a claim come to: (label, words)."""
    if state.added:
        added = state.added
        yield "made by hand", f"{added.after}, by {one_line(added.reviewer)}, {_minute(added.time)}"
    if state.withdrawn:
        yield "made by hand", "and taken back by undo: it is in no list"
    if state.edit:
        yield "corrected to", f"“{one_line(state.edit.content_words)}”"
    by = f" ({one_line(state.reviewer)}, {_minute(state.decided_at)})" if state.decided_at else ""
    verdict = "disagreement between reviewers" if state.disagreement else state.verdict.value
    because = f": {one_line(state.reject_reason)}" if state.reject_reason else ""
    yield "verdict", f"{verdict}{because}{by}"
    yield "did the source say it", state.attribution.value
    if state.flagged:
        yield "flagged", "come back to it"
    for note in state.notes:
        yield "note", one_line(note)
    for evidence in state.evidence:
        yield "evidence", one_line(f"“{evidence.quotation}” {evidence.url or evidence.article_id or ''}")


def _version(workbench: Workbench, claim_id: str) -> Iterator[tuple[str, str]]:
    """Yield how a claim stands to other versions of its article and to the rules: (label, words)."""
    standing = workbench.store.editions.standing(claim_id)
    if standing.reworded and standing.previous:
        was = one_line(workbench.claim(standing.previous).content_words)
        yield "look again" if standing.changed else "looked at again", f"it was decided on as “{was}”"
    if standing.left:
        yield "left over", f"{standing.left}: only its decisions keep it"
    if standing.retired:
        now = f", now {standing.current[:SHORT_ID]}" if standing.current else ""
        yield "in no list", f"{standing.retired}{now}"


def _minute(time: dt.datetime) -> str:
    return f"{time.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def _match(workbench: Workbench, match: Match, decided: MatchState, other: Claim) -> None:
    from claims.workbench import Band, band

    article = workbench.article(other.article_id)
    if decided.relation:
        state = f"{decided.relation}, decided by {decided.reviewer}"
    else:
        proposed = band(match)
        state = f"{match.relation}{'' if proposed is Band.ACCEPT else '?'}, {proposed}"
    console.print()
    console.print(Text(f"{other.id[:SHORT_ID]}  {one_line(state)} ({match.score:.0%})"), soft_wrap=True)
    indented(console, Text(_about(article)), 2)
    indented(console, Text(f"“{one_line(other.content_words)}”"), 2)
    for reason in match.reasons:
        indented(console, Text(one_line(reason)), 4)


def decision(made: Decision) -> None:
    """Print a decision as a line."""
    because = f" — {made.reason}" if made.reason else ""
    step = f" (step {made.undoes})" if made.undoes is not None else ""
    line(one_line(f"{made.target[:SHORT_ID]}  {describe(made)}{step}{because}"))


def stats(counts: Stats, steps: Sequence[Step], *, as_json: bool) -> None:
    """Print the counts of a store, and how its reviewers get on: what ``steps`` decided, and when."""
    if as_json:
        rules = {rule: n._asdict() for rule, n in counts.rules.items()}
        json_line({**counts._asdict(), "rules": rules, **pacing.as_json(steps)})
        return
    single = {name: value for name, value in counts._asdict().items() if isinstance(value, int)}
    for name, value in single.items():
        line(f"{name:14} {value:9,}")
    for name in ("verdicts", "attributions", "kinds", "outlets", "reviewers"):
        rows: Mapping[str, int] = getattr(counts, name)
        if any(rows.values()):
            line(f"\n{name}")
            for what, value in rows.items():
                line(f"  {set_cell_size(one_line(what) or '(not named)', 24)} {value:9,}")
    for words in pacing.lines(steps, left=counts.verdicts.get(Verdict.UNREVIEWED, 0), width=console.width):
        line(words)


def mistake(found: Mistake) -> None:
    """Print a mistake of the extractor in its context."""
    print()
    line(f"{found.kind}  {one_line(found.document)}" + (f"  {found.rule}" if found.rule else ""))
    for name, words in (("gold", found.gold), ("predicted", found.predicted)):
        if words:
            line(f"  {name}: {' | '.join(one_line(word) or '-' for word in words)}")
    line(f"  in: {one_line(found.context)}")


# JSON


def model_json(model: BaseModel) -> None:
    """Print a model as a line of JSON."""
    json_line(model.model_dump(mode="json"))


def json_line(value: object) -> None:
    """Print ``value`` as a line of JSON that is ASCII, so that nothing in it can steer a terminal."""
    print(json.dumps(value))
