"""An evaluation as a table for a person, and as plain values for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from claims.evaluation.breakdowns import BREAKDOWNS
from claims.evaluation.figures import Figure, interval
from claims.evaluation.mistakes import Mistake

_WIDTH = 24


def table(
    documents: int,
    figures: Mapping[str, Figure],
    breakdowns: Mapping[str, Mapping[str, Figure]],
    mistakes: Iterable[Mistake],
) -> str:
    """Return the lines of an evaluation; a share that has nothing to count is shown as a dash.

    Precision by rule comes with its 95 % interval. The names of publishers and kinds come from the
    corpus: make the table displayable before it is printed.
    """
    claim = figures["claim"]
    lines = [f"{documents} documents, {claim.gold} gold and {claim.predicted} predicted attributions", ""]
    lines += [_row(name, figure) for name, figure in figures.items()]
    for property_name, rows in breakdowns.items():
        lines += ["", f"claim by {property_name}"]
        order = BREAKDOWNS[property_name].order
        ordered = sorted(rows.items(), key=lambda row: order(*row))
        lines += [_counted_row(name, figure) for name, figure in ordered]
    counts = Counter(mistake.kind for mistake in mistakes)
    if counts:
        lines += ["", "mistakes"]
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        lines += [f"{kind:{_WIDTH}} {count:6}" for kind, count in ranked]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _row(name: str, figure: Figure) -> str:
    precision = _share(figure.precision, figure.predicted)
    recall = _share(figure.recall, figure.gold)
    f1 = _share(figure.f1, figure.predicted and figure.gold)
    return f"{name:{_WIDTH}} P {precision}  R {recall}  F1 {f1}"


def _counted_row(name: str, figure: Figure) -> str:
    """Return the row of a breakdown: the shares, what they were counted from, and how sure P is."""
    counts = f"{figure.found:6} of {figure.gold:<6} {figure.right:6} of {figure.predicted:<6}"
    low, high = interval(figure.right, figure.predicted)
    sure = f"P {100 * low:.0f}-{100 * high:.0f}" if figure.predicted else ""
    return f"{_row(name, figure)}  {counts} {sure}"


def _share(value: float, total: int) -> str:
    return f"{100 * value:5.1f}" if total else "    -"


def plain(
    documents: int,
    figures: Mapping[str, Figure],
    breakdowns: Mapping[str, Mapping[str, Figure]],
    mistakes: Iterable[Mistake],
) -> dict[str, object]:
    """Return the same as plain values; shares are numbers from 0 to 1."""
    return {
        "documents": documents,
        "figures": {name: _plain_figure(figure) for name, figure in figures.items()},
        "breakdowns": {
            name: {value: _plain_figure(figure) for value, figure in sorted(rows.items())}
            for name, rows in breakdowns.items()
        },
        "mistakes": dict(sorted(Counter(str(mistake.kind) for mistake in mistakes).items())),
    }


def _plain_figure(figure: Figure) -> dict[str, object]:
    return {
        "P": figure.precision,
        "R": figure.recall,
        "F1": figure.f1,
        "right": figure.right,
        "predicted": figure.predicted,
        "found": figure.found,
        "gold": figure.gold,
        "interval": list(interval(figure.right, figure.predicted)),
    }
