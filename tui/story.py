"""How the screen tells a story: each outlet beside the others, and the trees of its origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from textual.content import Content

from claims.workbench import Cluster, Telling, tree_lines
from tui.wording import ARROW, DOT, RELATION_MARKS, VERDICT_MARKS, VERSUS, counted, fit, one_line
from tui.wrapping import wrap

BESIDE = 96
"""Cells from which on the columns stand beside each other; below, the words stand under the rest."""
HEADINGS = ("outlet", "date", "words", "relation", "origin", "verdict")
CELLS = (18, 10, 0, 22, 18, 14)
"""Of each column; the words have what is left."""
GAP = 2
INDENT = 2


def story_lines(cluster: Cluster, width: int) -> Iterator[Content]:
    """Yield how each outlet tells a story, and who contradicts it, in lines of ``width`` cells."""
    yield Content(fit(_summary(cluster), width)).stylize("bold")
    yield Content("")
    told = (*cluster.tellings, *cluster.conflicting)
    yield from _table(told, width) if width >= BESIDE else _blocks(told, width)
    yield from _circles(cluster, width)


def origin_lines(cluster: Cluster, claim_id: str, width: int) -> Iterator[Content]:
    """Yield the trees of a story's origins, the claim ``claim_id`` in bold, in lines of ``width`` cells."""
    confirmed = counted(cluster.origins.confirmations(claim_id), "independent confirmation")
    yield Content(fit(f"{cluster.origins}{DOT}{confirmed} of this claim", width)).stylize("bold")
    yield Content("")
    for line in tree_lines(cluster):
        unknown = "" if line.known or line.indent else "unknown: "
        head = f"{line.indent}{unknown}{one_line(line.name)}"
        if line.telling is None:
            yield Content(fit(head, width)).stylize("" if line.indent else "underline")
            continue
        claim = line.telling.claim
        about = f"{head} {line.telling.row.date or ''}".rstrip() if line.name else head
        shown = Content(fit(f"{about}  {one_line(claim.content_words)}", width))
        yield shown.stylize("bold") if claim.id == claim_id else shown
    yield from _circles(cluster, width)


def _summary(cluster: Cluster) -> str:
    parts = [str(cluster.origins)]
    if cluster.first_seen:
        parts.append(f"first seen {cluster.first_seen}")
    if cluster.conflicting:
        parts.append(f"{len(cluster.conflicting)} conflicting")
    return DOT.join(parts)


def _circles(cluster: Cluster, width: int) -> Iterator[Content]:
    for circle in cluster.origins.circles:
        told = f"{ARROW.join(map(one_line, circle))}: they cite one another, so the origin is unknown"
        yield Content("")
        yield from (Content(told[start:end]) for start, end in wrap(told, width))


class _Cells(NamedTuple):
    outlet: str
    date: str
    words: str
    relation: str
    differing: str
    origin: str
    verdict: str


def _cells(telling: Telling) -> _Cells:
    row = telling.row
    differing = one_line("; ".join(f"{there}{VERSUS}{here}" for there, here in telling.conflicts))
    return _Cells(
        one_line(row.outlet or "no outlet"),
        str(row.date or ""),
        one_line(telling.claim.content_words),
        f"{RELATION_MARKS[telling.relation]} {telling.relation}{'' if telling.decided else '?'}",
        differing,
        one_line(telling.origin or "unknown"),
        "disagreement" if row.disagreement else f"{VERDICT_MARKS[row.verdict]} {row.verdict}",
    )


def _table(told: Sequence[Telling], width: int) -> Iterator[Content]:
    rest = width - sum(CELLS) - GAP * (len(CELLS) - 1)
    widths = [cells or rest for cells in CELLS]

    def row(cells: Sequence[str]) -> str:
        return (" " * GAP).join(fit(cell, wide) for cell, wide in zip(cells, widths, strict=True))

    yield Content(row(HEADINGS)).stylize("underline")
    for telling in told:
        cells = _cells(telling)
        relation = f"{cells.relation}\n{cells.differing}".rstrip()
        shown = (cells.outlet, cells.date, cells.words, relation, cells.origin, cells.verdict)
        parts = [
            [cell[start:end] for start, end in wrap(cell, wide)]
            for cell, wide in zip(shown, widths, strict=True)
        ]
        yield from (Content(row(line)) for line in zip_longest(*parts, fillvalue=""))


def _blocks(told: Sequence[Telling], width: int) -> Iterator[Content]:
    for telling in told:
        cells = _cells(telling)
        about = f"{cells.relation}  {cells.outlet} {cells.date}".rstrip()
        yield Content(fit(f"{about}{DOT}{cells.verdict}", width)).stylize("bold")
        rest = DOT.join(filter(None, (f"origin {cells.origin}", cells.differing)))
        for text, style in ((cells.words, ""), (rest, "dim")):
            for start, end in wrap(text, width - INDENT):
                yield Content(" " * INDENT + text[start:end]).stylize(style)
