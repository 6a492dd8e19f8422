"""A Markdown report for people: each claim in its exact words, with whose it is and what was decided.

Nothing of an article is interpreted, as Markdown or as HTML: every character that could mean
something gets a backslash, which CommonMark (section 2.4) reads as the plain character.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from claims.export.record import ExportedMatch, ExportRecord, ordered
from claims.models import Action, Certainty, Claim, Decision, Evidence, Verdict
from claims.text.display import displayable

MEANING = re.compile(r"[\\`*_{}\[\]<>#|~&@$^]|[.:](?=[^\s\d])")
"""What can mean something anywhere in a line, to CommonMark or a common extension.

A full stop or colon is one only inside a word, where it may begin a link.
"""
BEGINNING = re.compile(r"^(\d*)([-+=.)])")
"""What can mean something only at the beginning of a line: lists and underlined headings."""


def write(records: Iterable[ExportRecord]) -> Iterator[str]:
    """Yield the report piece by piece: a heading, then one section for each record."""
    listed = ordered(records)
    articles = len({record.article.id for record in listed})
    yield f"# Claims\n\n{_counted(len(listed), 'claim')} from {_counted(articles, 'article')}.\n"
    for number, record in enumerate(listed, 1):
        yield "\n" + "\n".join(_section(number, record)) + "\n"


def plain(text: str) -> str:
    """Return ``text`` as one line that Markdown shows as it is; runs of white space become one space."""
    line = " ".join(displayable(text).split())
    return BEGINNING.sub(r"\1\\\2", MEANING.sub(r"\\\g<0>", line))


def quotation(text: str) -> list[str]:
    """Return the lines of a block quotation of ``text``, line for line."""
    lines = [plain(line) for line in text.split("\n")]
    ends = ["\\" if line and after else "" for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    return [f"> {line}{end}".rstrip() for line, end in zip(lines, ends, strict=True)]


def _section(number: int, record: ExportRecord) -> list[str]:
    return [
        f"## {number}\\. {record.state.verdict.value.capitalize()}",
        "",
        *quotation(record.claim.content_words),
        "",
        *_origin_lines(record.claim, record.state.added),
        *_machine_lines(record.machine),
        *_article_lines(record),
        *_verdict_lines(record),
        *_list("Evidence", [_evidence(one) for one in record.state.evidence]),
        *_list("Notes", [plain(note) for note in record.state.notes]),
        *_list("Matches", [line for one in record.matches for line in _match_lines(one, record.claim.id)]),
        *_list("History", list(_history_lines(record))),
    ]


def _origin_lines(claim: Claim, added: Decision | None) -> Iterator[str]:
    """Say whose words these are and over which outlets they came."""
    speaker = claim.speaker
    if speaker is not None:
        role = f", {plain(speaker.role)}" if speaker.role else ""
        sure = "" if speaker.certainty is Certainty.SURE else f" ({speaker.certainty.value})"
        named = f", named here as “{plain(claim.source_words)}”" if claim.source_words else ""
        yield f"- Speaker: {plain(speaker.name)}{role}{sure}{named}"
    elif claim.source_words:
        yield f"- Source: “{plain(claim.source_words)}”"
    if claim.cue_words:
        yield f"- Cue: “{plain(claim.cue_words)}”"
    chain = " ← ".join(plain(hop.name) for hop in claim.chain)
    origin = "" if claim.origin else " (origin unknown)"
    yield f"- Chain: {chain or 'not known'}{origin}"
    found = f"found by rule {plain(claim.rule)}"
    if added:
        found = f"made by hand ({plain(added.after)}){_by(added.reviewer, added.time)}"
    yield f"- Kind: {claim.kind.value}, {claim.modality.value}; {found}"


def _machine_lines(machine: Claim | None) -> Iterator[str]:
    """Say what it was before a reviewer corrected it."""
    if machine is not None:
        source = f", source “{plain(machine.source_words)}”" if machine.source_words else ", no source"
        yield f"- Corrected by a reviewer; first it was “{plain(machine.content_words)}”{source}"


def _article_lines(record: ExportRecord) -> Iterator[str]:
    """Say where it stands, so that the words can be found again."""
    article, spans = record.article, record.claim.content
    named = f"“{plain(article.title)}”" if article.title else f"article {plain(article.id)}"
    parts = [named, plain(article.outlet or ""), article.date.isoformat() if article.date else "undated"]
    yield "- Article: " + ", ".join(part for part in parts if part)
    if article.url:
        yield f"- Address: {plain(article.url)}"
    places = ", ".join(f"{span.start}–{span.end}" for span in spans)
    yield f"- Place: characters {places} of the text with SHA-256 {plain(article.text_hash)}"
    yield f"- Claim: {plain(record.claim.id)} in article {plain(article.id)}"


def _verdict_lines(record: ExportRecord) -> Iterator[str]:
    """Answer the two questions apart, each with who and when."""
    state = record.state
    reason = f" ({plain(state.reject_reason)})" if state.reject_reason else ""
    yield f"- Did the source say it? {state.attribution.value}{_checked_by(record)}"
    by = "" if state.verdict is Verdict.UNREVIEWED else _by(state.reviewer, state.decided_at)
    yield f"- Is it so? {state.verdict.value}{reason}{by}"
    if record.reason and record.reason != state.reject_reason:
        yield f"- Why: {plain(record.reason)}"
    if record.changed:
        yield "- The outlet has published another version of the article since"
    if state.disagreement:
        yield "- Reviewers disagree; nobody has adjudicated"
    if state.flagged:
        yield "- Flagged to come back to"


def _checked_by(record: ExportRecord) -> str:
    """Say who made the attribution check that stands, and when."""
    checks = [
        one
        for one in record.history
        if one.action is Action.ATTRIBUTION and one.after == record.state.attribution.value
    ]
    return _by(checks[-1].reviewer, checks[-1].time) if checks else ""


def _by(reviewer: str, time: dt.datetime | None) -> str:
    by = f", by {plain(reviewer)}" if reviewer else ""
    return f"{by}, {_time(time)}" if time else by


def _time(time: dt.datetime) -> str:
    return time.isoformat(sep=" ", timespec="seconds")


def _list(heading: str, entries: list[str]) -> list[str]:
    """Return a list under its heading, or nothing when it is empty; indented entries go a level down."""
    if not entries:
        return []
    return ["", f"{heading}:", "", *(entry if entry.startswith("  ") else f"- {entry}" for entry in entries)]


def _evidence(one: Evidence) -> str:
    where = [plain(one.url)] if one.url else []
    if one.article_id:
        span = f", characters {one.span.start}–{one.span.end}" if one.span else ""
        where.append(f"article {plain(one.article_id)}{span}")
    return f"“{plain(one.quotation)}”" + "".join(f", {place}" for place in where)


def _match_lines(one: ExportedMatch, claim_id: str) -> Iterator[str]:
    """Say how another claim stands to this one, with the conflict in the words."""
    decided = f"decided{_by(one.state.reviewer, one.state.decided_at)}" if one.state.relation else "proposed"
    who = ", ".join(plain(part) for part in (one.outlet, one.speaker) if part)
    yield f"{one.relation.value} ({decided}): “{plain(one.words)}”" + (f" — {who}" if who else "")
    shared = f" ({plain(one.match.shared_origin)})" if one.match.shared_origin else ""
    yield f"  - origin: {one.match.independence.value}{shared}"
    for kind, here, there in one.conflicts(claim_id):
        yield f"  - {plain(kind)}: {plain(here)} ↔ {plain(there)}"


def _history_lines(record: ExportRecord) -> Iterator[str]:
    for one in record.history:
        change = f"{plain(one.before) or 'nothing'} → {plain(one.after) or 'nothing'}"
        reason = f": {plain(one.reason)}" if one.reason else ""
        yield f"{_time(one.time)}, {plain(one.reviewer)}, {one.action.value}: {change}{reason}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
