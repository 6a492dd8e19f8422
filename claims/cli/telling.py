"""How the commands print stories: a line each, side by side, as trees of origins, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from claims.cli.marking import indented
from claims.cli.printing import SHORT_ID, console, counted, json_line, one_line
from claims.cli.printing import line as print_line
from claims.workbench import ArticleRow, Branch, Cluster, Copy, Telling, tree_lines

WORDS = 400
"""Code points of a claim's words that are shown; JSON has all."""
BESIDE = 110
"""Cells of a terminal from which on the columns stand beside each other."""
COLUMNS = ("outlet", "date", "words", "relation", "origin", "verdict")


def line(cluster: Cluster) -> None:
    """Print a story as a line of a list: cut to the terminal, with tabs elsewhere."""
    cells = (
        cluster.id[:SHORT_ID],
        f"{_day(cluster.first_seen) or '':10}",
        counted(len(_articles(cluster)), "article"),
        counted(len(cluster.origins.known), "origin"),
        f"{len(cluster.conflicting)} conflicting",
        one_line(cluster.tellings[0].claim.content_words) if cluster.tellings else "",
    )
    if console.is_terminal:
        console.print(Text("  ".join(map(str, cells))), no_wrap=True, overflow="ellipsis")
    else:
        print(*cells, sep="\t")


def side_by_side(cluster: Cluster) -> None:
    """Print how each outlet tells a story: a table on a terminal, lines with tabs elsewhere."""
    rows = [_cells(one) for one in (*cluster.tellings, *cluster.conflicting)]
    if not console.is_terminal:
        for row in rows:
            print(*row, sep="\t")
    elif console.width < BESIDE:
        for row in rows:
            _block(*row)
    else:
        _table(rows)
    seen = f"; first seen {cluster.first_seen}" if cluster.first_seen else ""
    print_line(f"\n{cluster.id[:SHORT_ID]}: {cluster.origins}{seen}")
    _circles(cluster)


def _table(rows: Sequence[Sequence[str]]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in COLUMNS:
        table.add_column(name, ratio=3 if name == "words" else 1, overflow="fold", no_wrap=name == "date")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _block(outlet: str, date: str, words: str, relation: str, origin: str, verdict: str) -> None:
    console.print(Text(f"{outlet} {date} · {verdict}", style="bold"), no_wrap=True, overflow="ellipsis")
    indented(console, Text(words), 2)
    indented(console, Text(f"{relation} · origin {origin}", style="dim"), 2)


def _cells(telling: Telling) -> tuple[str, ...]:
    differing = "; ".join(f"{there} ↔ {here}" for there, here in telling.conflicts)
    relation = f"{telling.relation}{'' if telling.decided else '?'}"
    return (
        one_line(telling.row.outlet),
        str(telling.row.date or ""),
        one_line(telling.claim.content_words)[:WORDS],
        one_line(f"{relation}: {differing}" if differing else relation),
        one_line(telling.origin or "unknown"),
        "disagreement" if telling.row.disagreement else telling.row.verdict.value,
    )


def origins(cluster: Cluster, claim_id: str) -> None:
    """Print the trees of a claim's origins, and how many others confirm it."""
    for branch in tree_lines(cluster):
        unknown = "" if branch.known or branch.indent else "unknown: "
        words = f"  {_short(branch.telling)}" if branch.telling else ""
        told = f"{branch.indent}{unknown}{one_line(branch.name)}{words}"
        if console.is_terminal:
            console.print(Text(told), no_wrap=True, overflow="ellipsis")
        else:
            print(told)
    _circles(cluster)
    confirmed = counted(cluster.origins.confirmations(claim_id), "independent confirmation")
    print_line(f"\n{cluster.origins}; {confirmed} of {claim_id[:SHORT_ID]}")


def _circles(cluster: Cluster) -> None:
    for circle in cluster.origins.circles:
        told = " ← ".join(map(one_line, circle))
        print_line(f"circle: {told}: they cite one another, so who said it first is unknown")


def _short(telling: Telling) -> str:
    words = one_line(telling.claim.content_words)[:WORDS]
    return f"{telling.row.date or ''}  {telling.claim.id[:SHORT_ID]}  {words}".strip()


def article(row: ArticleRow) -> None:
    """Print an article as a line, with tabs."""
    print(_article(row))


def _article(row: ArticleRow) -> str:
    cells = (row.id[:SHORT_ID], str(row.date or ""), row.outlet or "", str(row.claim_count))
    return "\t".join(one_line(cell) for cell in (*cells, row.title or row.name))


def copy(found: Copy) -> None:
    """Print an article and, below it, the one of which it is a copy."""
    print(f"{found.shared:.0%}\t{_article(found.article)}")
    print(f"of\t{_article(found.original)}")


# JSON


def as_json(cluster: Cluster) -> None:
    """Print all of a story as a line of JSON."""
    json_line(
        {
            "id": cluster.id,
            "first_seen": _day(cluster.first_seen),
            "outlets": cluster.outlets,
            "articles": _articles(cluster),
            "origins": [{"name": one.name, "claims": one.claims} for one in cluster.origins.known],
            "unknown": cluster.origins.unknown.claims,
            "circles": cluster.origins.circles,
            "claims": [_telling(one) for one in cluster.tellings],
            "conflicting": [_telling(one) for one in cluster.conflicting],
        }
    )


def _articles(cluster: Cluster) -> list[str]:
    return list(dict.fromkeys(one.row.article_id for one in cluster.tellings))


def _day(date: object) -> str | None:
    return str(date) if date else None


def _telling(telling: Telling) -> dict[str, object]:
    row, claim = telling.row, telling.claim
    return {
        "id": claim.id,
        "article_id": row.article_id,
        "outlet": row.outlet,
        "date": _day(row.date),
        "speaker": row.speaker,
        "content_words": claim.content_words,
        "relation": telling.relation,
        "decided": telling.decided,
        "origin": telling.origin,
        "conflicts": [{"story": there, "here": here} for there, here in telling.conflicts],
        "verdict": row.verdict,
        "attribution": row.attribution,
    }


def origins_as_json(cluster: Cluster, claim_id: str) -> None:
    """Print the trees of a claim's origins as a line of JSON."""
    tellings = {one.claim.id: one for one in cluster.tellings}

    def trees(branches: Iterable[Branch]) -> list[dict[str, object]]:
        return [
            {
                "name": branch.name,
                "known": branch.known,
                "claims": [_telling(tellings[id]) for id in branch.claims],
                "branches": trees(branch.branches),
            }
            for branch in branches
        ]

    json_line(
        {
            "claim": claim_id,
            "cluster": cluster.id,
            "origins": len(cluster.origins.known),
            "unknown": len(cluster.origins.unknown.claims),
            "confirmations": cluster.origins.confirmations(claim_id),
            "circles": cluster.origins.circles,
            "trees": trees(cluster.trees),
        }
    )


def article_as_json(row: ArticleRow) -> None:
    """Print an article, without its text, as a line of JSON."""
    json_line(_row(row))


def _row(row: ArticleRow) -> dict[str, object]:
    return {**row._asdict(), "date": _day(row.date)}


def copy_as_json(found: Copy) -> None:
    """Print an article, its original and the share of their text as a line of JSON."""
    json_line(
        {
            "article": _row(found.article),
            "original": _row(found.original),
            "shared": round(found.shared, 4),
        }
    )
