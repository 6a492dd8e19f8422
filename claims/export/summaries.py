"""A report on an event or article, as Markdown and as a self-contained HTML page: the same words in both.

Each is made of lines whose parts are either the report's own words or an article's; the writers of the two
forms only differ in how they keep an article's words from meaning anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from claims.export import html
from claims.export.html import counted
from claims.export.markdown import plain
from claims.export.summary import Entry, Part, Summary, SummaryArticle, Teller

HEADINGS: Mapping[Part, str] = {
    Part.CONFIRMED: "Confirmed",
    Part.DISPUTED: "Disputed",
    Part.REFUTED: "Refuted",
    Part.UNVERIFIABLE: "Cannot be verified",
    Part.OPEN: "Open",
}
MARKS = frozenset("“\"‘'«„‚")
"""What a content begins with that is in quotation marks already."""
Keep = Callable[[str], str]
"""Returns an article's words so that they mean nothing in the form that is written."""


def markdown(summary: Summary) -> Iterator[str]:
    """Yield the report as Markdown."""
    yield f"# What is known\n\n{overview(summary)}\n\n"
    yield from (f"- {_article(one, plain)}\n" for one in summary.articles)
    for part, entries in _parts(summary):
        yield f"\n## {HEADINGS[part]} ({len(entries)})\n"
        for entry in entries:
            first, *rest = lines(entry, plain)
            yield f"\n- {first}\n" + "".join(f"  - {line}\n" for line in rest)


def page(summary: Summary) -> Iterator[str]:
    """Yield the report as an HTML page."""
    yield html.head("What is known")
    yield f"<header>\n<h1>What is known</h1>\n<p>{overview(summary)}</p>\n<ul>\n"
    yield from (f"<li>{_article(one, html.shown, html.link)}</li>\n" for one in summary.articles)
    yield "</ul>\n</header>\n<main>\n"
    for part, entries in _parts(summary):
        yield f"<section>\n<h2>{HEADINGS[part]} ({len(entries)})</h2>\n"
        for entry in entries:
            first, *rest = lines(entry, html.shown)
            yield f'<div class="story">\n<blockquote dir="auto">{first}</blockquote>\n<ul>\n'
            yield from (f"<li>{line}</li>\n" for line in rest)
            yield "</ul>\n</div>\n"
        yield "</section>\n"
    yield "</main>\n</body>\n</html>\n"


WRITERS: Mapping[str, Callable[[Summary], Iterator[str]]] = {"markdown": markdown, "html": page}
"""The forms of a report, by name."""


def overview(summary: Summary) -> str:
    """Return the report in a sentence."""
    counts = [(part, len(entries)) for part, entries in _parts(summary)]
    told = ", ".join(f"{count} {HEADINGS[part].lower()}" for part, count in counts)
    line = f"{counted(len(summary.articles), 'article')}, {counted(len(summary.entries), 'claim')}"
    return f"{line}: {told}." if told else f"{line}."


def lines(entry: Entry, keep: Keep) -> Iterator[str]:
    """Yield what is known of a story: its words, then a line for each thing, the most telling first."""
    yield _quoted(entry.told.words, keep)
    yield _who(entry.told, keep)
    yield from _decided(entry, keep)
    yield from _origins(entry, keep)
    for one in entry.against:
        how = "contradicted by" if one.decided else "perhaps contradicted by (nobody has looked)"
        figures = "; ".join(f"{keep(there)} ↔ {keep(here)}" for there, here in one.differing)
        yield f"{how} {_teller(one, keep)}" + (f" ({figures})" if figures else "")
    yield from (f"also told by {_teller(one, keep)}" for one in entry.same)
    if entry.proposed:
        names = ", ".join(dict.fromkeys(keep(one.outlet or "an unknown outlet") for one in entry.proposed))
        yield f"perhaps also told by {names}; nobody has looked"


def _decided(entry: Entry, keep: Keep) -> Iterator[str]:
    for one in entry.held:
        reason = f": {keep(one.reason)}" if one.reason else ""
        yield f"{one.verdict.value} by {keep(one.reviewer)}{reason}"
    if len({one.verdict for one in entry.held}) > 1:
        yield "reviewers differ; nobody has adjudicated"


def _origins(entry: Entry, keep: Keep) -> Iterator[str]:
    """Yield by how many independent origins a story is told; by one alone nothing is confirmed."""
    named = ", ".join(keep(name) for name in entry.origins)
    if len(entry.origins) > 1:
        yield f"{len(entry.origins)} independent origins: {named}"
    else:
        yield f"one origin: {named}" if named else "origin unknown"


def _who(one: Teller, keep: Keep) -> str:
    when = f", {one.date.isoformat()}" if one.date else ""
    speaker = f"{keep(one.speaker)}, in " if one.speaker else ""
    return f"{speaker}{keep(one.outlet or 'an unknown outlet')}{when} (claim {keep(one.claim_id)})"


def _teller(one: Teller, keep: Keep) -> str:
    when = f", {one.date.isoformat()}" if one.date else ""
    speaker = f", {keep(one.speaker)}" if one.speaker and one.speaker != one.outlet else ""
    return f"{keep(one.outlet or 'an unknown outlet')}{speaker}{when}: {_quoted(one.words, keep)}"


def _quoted(words: str, keep: Keep) -> str:
    """Return words in quotation marks, once."""
    return keep(words) if words[:1] in MARKS else f"“{keep(words)}”"


def _article(one: SummaryArticle, keep: Keep, link: Keep | None = None) -> str:
    day = one.date.isoformat() if one.date else "undated"
    address = (link or keep)(one.url) if one.url else ""
    return ", ".join(
        part for part in (keep(one.title or "untitled"), keep(one.outlet or ""), day, address) if part
    )


def _parts(summary: Summary) -> Iterator[tuple[Part, tuple[Entry, ...]]]:
    for part in Part:
        if entries := summary.of(part):
            yield part, entries
