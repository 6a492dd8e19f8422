"""How opinions and agreement of several reviewers are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.agreement import Agreement, Opinion
    from claims.workbench import Workbench

NAMES = 32
"""Cells for the names of a pair."""
NOBODY = "no claim has the answers of two reviewers yet; `claims review --second` gives a sample a second one"


def agreement(found: Sequence[Agreement], *, as_json: bool) -> None:
    """Print how far each two reviewers agree on each question, n beside every figure."""
    from claims.cli import printing

    if as_json:
        printing.json_line({"agreement": [_record(one) for one in found]})
        return
    if not found:
        printing.aside(NOBODY)
    for question in dict.fromkeys(one.question for one in found):
        printing.line(f"agreement on the {_LABELS[question]}, before any adjudication")
        for one in found:
            if one.question is question:
                pair = printing.one_line(f"{one.one} - {one.other}")
                printing.line(f"  {pair:{NAMES}}  {_figures(one)}")


_LABELS = {"verdict": "verdict", "attribution": "attribution check"}


def _figures(one: Agreement) -> str:
    kappa = "undefined (one answer throughout)" if one.kappa is None else f"{one.kappa:.2f}"
    return f"{one.share:4.0%} ({one.agreed:,} of {one.n:,})  kappa {kappa}"


def _record(one: Agreement) -> dict[str, object]:
    answers = [{"one": a, "other": b, "claims": n} for (a, b), n in sorted(one.table.items())]
    return {
        "question": one.question.value,
        "one": one.one,
        "other": one.other,
        "n": one.n,
        "agreed": one.agreed,
        "percent": round(100 * one.share, 1),
        "kappa": one.kappa,
        "answers": answers,
    }


def opinions(workbench: Workbench, claim_id: str) -> Iterator[tuple[str, str]]:
    """Yield what each reviewer holds of a claim that they differ on: (reviewer, words)."""
    from claims.cli import printing

    for opinion in workbench.opinions(claim_id):
        yield printing.one_line(opinion.reviewer), printing.one_line("; ".join(_parts(opinion)))


def _parts(opinion: Opinion) -> Iterator[str]:
    for decision in (opinion.verdict, opinion.attribution):
        if decision:
            because = f" ({decision.reason})" if decision.reason else ""
            yield f"{decision.action} {decision.after}{because}"
    yield from (f"note: {note}" for note in opinion.notes)
    yield from (f"evidence: “{one.quotation}” {one.url or ''}".rstrip() for one in opinion.evidence)
