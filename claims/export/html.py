"""A self-contained HTML report: each claim in its context, with its chain, evidence and history.

No script, nothing loaded from anywhere: a Content-Security-Policy in the page forbids both, and lets in
the one style sheet by its hash. Everything of an article is escaped; only a web address becomes a link.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files

from claims.export.context import Piece, pieces
from claims.export.record import ExportedMatch, ExportRecord, ordered
from claims.models import (
    Action,
    Certainty,
    Claim,
    ClaimKind,
    Decision,
    Evidence,
    Independence,
    Relation,
    Verdict,
)
from claims.text.display import displayable

ROLES = {"content": "what is claimed", "source": "whose words", "cue": "the words that attribute them"}


def write(records: Iterable[ExportRecord]) -> Iterator[str]:
    """Yield the page piece by piece: an overview, then an article element for each record."""
    listed = ordered(records)
    yield head("Claims")
    yield "<header>\n<h1>Claims</h1>\n"
    yield f"<p>{_overview(listed)}</p>\n"
    if listed:
        yield f"<p class=legend>{_legend()}</p>\n"
    yield "</header>\n<main>\n"
    for number, record in enumerate(listed, 1):
        yield "".join(_section(number, record))
    yield "</main>\n</body>\n</html>\n"


def head(title: str) -> str:
    """Return the beginning of a page, up to its body, with the style sheet and the policy."""
    style = _style()
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def shown(text: str) -> str:
    """Return ``text`` as HTML shows it: printable, with nothing in it that means anything."""
    return escape(displayable(text))


def link(url: str) -> str:
    """Return an address of the web as a link, any other as its words."""
    if url.lower().startswith(("http://", "https://")):
        return f'<a href="{shown(url)}" rel="noopener noreferrer">{shown(url)}</a>'
    return shown(url)


@cache
def _style() -> str:
    return files("claims.export").joinpath("report.css").read_text("utf-8")


def _overview(listed: list[ExportRecord]) -> str:
    articles = len({record.article.id for record in listed})
    counts = Counter(record.state.verdict for record in listed)
    told = ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict])
    line = f"{counted(len(listed), 'claim')} from {counted(articles, 'article')}"
    return f"{line}: {told}." if told else f"{line}."


def _legend() -> str:
    return " ".join(f"<mark class={role}>{meaning}</mark>" for role, meaning in ROLES.items())


def _section(number: int, record: ExportRecord) -> Iterator[str]:
    claim, state = record.claim, record.state
    yield f'<article id="c{shown(claim.id)}">\n<h2><span class=number>{number}</span> '
    yield f'<span class="verdict {state.verdict.value}">{_verdict(record)}</span></h2>\n'
    yield from _warnings(record)
    yield f"<blockquote{_language(record)}>{_lines(claim.content_words)}</blockquote>\n"
    yield "<dl>\n"
    for name, value in _facts(record):
        yield f"<dt>{name}</dt><dd>{value}</dd>\n"
    yield "</dl>\n"
    yield from _context(record)
    yield from _listed("Evidence", [_evidence(one) for one in state.evidence])
    yield from _listed("Notes", [_lines(note) for note in state.notes])
    decided = [one for one in record.matches if one.decided]
    yield from _listed("In other articles", [_match(one, claim.id) for one in decided])
    yield from _listed("Proposed by the matcher; nobody has looked at these", list(_proposed(record)))
    yield from _listed("History", [_decision(one) for one in record.history], "ol")
    yield "</article>\n"


def _verdict(record: ExportRecord) -> str:
    differing = record.state.disagreement and record.state.verdict is Verdict.UNREVIEWED
    return "in disagreement" if differing else record.state.verdict.value


def _warnings(record: ExportRecord) -> Iterator[str]:
    told = {
        "Reviewers disagree; nobody has adjudicated.": record.state.disagreement,
        "The outlet has published another version of this article since.": record.changed,
        "Flagged to come back to.": record.state.flagged,
    }
    yield from (f"<p class=warning>{line}</p>\n" for line, holds in told.items() if holds)


def _facts(record: ExportRecord) -> Iterator[tuple[str, str]]:
    """Yield what is known of a claim, each as (label, HTML): first the answers, then where it is from."""
    claim, state = record.claim, record.state
    rejected = f" ({shown(state.reject_reason)})" if state.reject_reason else ""
    by = "" if state.verdict is Verdict.UNREVIEWED else _by(state.reviewer, state.decided_at)
    yield "Is it so?", f"<b>{_verdict(record)}</b>{rejected}{by}"
    if record.reason and record.reason != state.reject_reason:
        yield "Why", _lines(record.reason)
    if claim.kind is not ClaimKind.ASSERTION:
        yield "Did the source say it?", f"<b>{state.attribution.value}</b>{_checked(record)}"
    yield from _origin(claim)
    yield "Article", _article(record)
    yield "Place", _place(record)
    yield "Found", _found(claim, state.added)
    if record.machine is not None:
        source = f", source “{shown(record.machine.source_words)}”" if record.machine.source_words else ""
        yield "Corrected", f"first it was “{shown(record.machine.content_words)}”{source}"


def _origin(claim: Claim) -> Iterator[tuple[str, str]]:
    speaker = claim.speaker
    if speaker is not None:
        sure = "" if speaker.certainty is Certainty.SURE else f" ({speaker.certainty.value})"
        role = f", {shown(speaker.role)}" if speaker.role else ""
        yield "Speaker", f"{shown(speaker.name)}{role}{sure}"
    if claim.source_words:
        yield "Named as", f"“{shown(claim.source_words)}”"
    if claim.chain:
        unknown = "" if claim.origin else " (origin unknown)"
        yield "Chain", " ← ".join(shown(hop.name) for hop in claim.chain) + unknown


def _article(record: ExportRecord) -> str:
    article = record.article
    day = article.date.isoformat() if article.date else "undated"
    title = f"<cite>{shown(article.title)}</cite>" if article.title else "untitled"
    parts = [title, shown(article.outlet or ""), day, link(article.url) if article.url else ""]
    return ", ".join(part for part in parts if part)


def _place(record: ExportRecord) -> str:
    spans = ", ".join(f"{start}–{end}" for start, end in record.claim.content)
    digest = f"<code>{shown(record.article.text_hash)}</code>"
    return (
        f"characters {spans} of the text with SHA-256 {digest}; claim <code>{shown(record.claim.id)}</code>"
    )


def _found(claim: Claim, added: Decision | None) -> str:
    how = f"by hand ({shown(added.after)}){_by(added.reviewer, added.time)}" if added else ""
    return f"{how or f'by rule {shown(claim.rule)}'}; {claim.kind.value}, {claim.modality.value}"


def _context(record: ExportRecord) -> Iterator[str]:
    found = pieces(record.article.text, record.claim)
    if found:
        yield f"<div class=context{_language(record)}><p>"
        yield "".join(_piece(one) for one in found)
        yield "</p></div>\n"


def _piece(piece: Piece) -> str:
    if piece.role is None:
        return _lines(piece.words)
    return f"<mark class={piece.role}>{_lines(piece.words)}</mark>"


def _language(record: ExportRecord) -> str:
    whole = record.article.whole
    return f' lang="{shown(whole.language)}" dir="auto"' if whole else ' dir="auto"'


def _lines(text: str) -> str:
    return shown(text).replace("\n", "<br>\n")


def _listed(heading: str, entries: list[str], kind: str = "ul") -> Iterator[str]:
    if entries:
        yield f"<h3>{heading}</h3>\n<{kind}>\n"
        yield from (f"<li>{entry}</li>\n" for entry in entries)
        yield f"</{kind}>\n"


def _evidence(one: Evidence) -> str:
    span = f", characters {one.span.start}–{one.span.end}" if one.span else ""
    where = [link(one.url)] if one.url else []
    where += [f"article <code>{shown(one.article_id)}</code>{span}"] if one.article_id else []
    return ", ".join([f"“{_lines(one.quotation)}”", *where])


def _proposed(record: ExportRecord) -> Iterator[str]:
    """Yield the proposals that say the same or the contrary, and how many more are related."""
    proposed = [one for one in record.matches if not one.decided]
    telling = [one for one in proposed if one.relation is not Relation.RELATED]
    yield from (_match(one, record.claim.id) for one in telling)
    if rest := len(proposed) - len(telling):
        yield f"{rest} {'claim that is' if rest == 1 else 'claims that are'} only related"


ORIGINS = {
    Independence.INDEPENDENT: "from another origin",
    Independence.SAME_ORIGIN: "from the same origin",
    Independence.UNKNOWN: "from an unknown origin",
}


def _match(one: ExportedMatch, claim_id: str) -> str:
    """Return how another claim stands to this one, who says it, and what differs."""
    by = f"decided{_by(one.state.reviewer, one.state.decided_at)}; " if one.decided else ""
    parts = [shown(one.outlet or ""), shown(one.speaker or ""), one.date.isoformat() if one.date else ""]
    who = ", ".join(part for part in parts if part)
    shared = f" ({shown(one.match.shared_origin)})" if one.match.shared_origin else ""
    differing = "".join(
        f"<br>\n{shown(kind)}: {shown(here)} ↔ {shown(there)}"
        for kind, here, there in one.conflicts(claim_id)
    )
    origin = f"{ORIGINS[one.match.independence]}{shared}"
    words = f"“{_lines(one.words)}”{f' — {who}' if who else ''}"
    return f"<b>{one.relation.value}</b> ({by}{origin}): {words}{differing}"


def _checked(record: ExportRecord) -> str:
    checks = [
        one
        for one in record.history
        if one.action in (Action.ATTRIBUTION, Action.ADJUDICATE)
        and one.after == record.state.attribution.value
    ]
    return _by(checks[-1].reviewer, checks[-1].time) if checks else ""


def _decision(one: Decision) -> str:
    change = "" if one.action is Action.EDIT else f": {_or_nothing(one.before)} → {_or_nothing(one.after)}"
    reason = f" — {_lines(one.reason)}" if one.reason else ""
    return f"{shown(time(one.time))}, {shown(one.reviewer)}, {one.action.value}{change}{reason}"


def _or_nothing(value: str) -> str:
    return _lines(value) if value else "nothing"


def _by(reviewer: str, when: dt.datetime | None) -> str:
    by = f", by {shown(reviewer)}" if reviewer else ""
    return f"{by}, {time(when)}" if when else by


def time(when: dt.datetime) -> str:
    """Return a time for people, to the minute, in UTC."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")


def counted(count: int, noun: str) -> str:
    """Return a number and its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
