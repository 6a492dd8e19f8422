"""How things are worded and cut to size on the screen, always as plain text.

Whatever comes from an article passes ``one_line`` or ``displayable`` and becomes a ``Content``:
never a string handed to a widget, which Textual would read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.style import Style

from claims.agreement import Agreement
from claims.models import (
    Action,
    ActorKind,
    AttributionCheck,
    Certainty,
    Claim,
    Decision,
    Edit,
    Evidence,
    Hop,
    Independence,
    Relation,
    Speaker,
    Verdict,
)
from claims.text.display import displayable
from claims.text.scripts import warning

VERDICT_MARKS: Mapping[Verdict, str] = {
    Verdict.UNREVIEWED: "·",
    Verdict.VERIFIED: "✓",
    Verdict.DISPUTED: "≠",
    Verdict.REFUTED: "✗",
    Verdict.UNVERIFIABLE: "?",
    Verdict.REJECTED: "–",
}
ATTRIBUTION_MARKS: Mapping[AttributionCheck, str] = {
    AttributionCheck.UNCHECKED: " ",
    AttributionCheck.CONFIRMED: "”",
    AttributionCheck.WRONG: "×",
    AttributionCheck.UNKNOWN: "¿",
}
RELATION_MARKS: Mapping[Relation, str] = {
    Relation.SAME: "=",
    Relation.CONFLICTING: "!",
    Relation.RELATED: "~",
    Relation.UNRELATED: "-",
}
ATTRIBUTION_WORDS: Mapping[AttributionCheck, str] = {
    AttributionCheck.UNCHECKED: "attribution unchecked",
    AttributionCheck.CONFIRMED: "the source did say it",
    AttributionCheck.WRONG: "the source did not say it",
    AttributionCheck.UNKNOWN: "unknown whether the source said it",
}
INDEPENDENCE_WORDS: Mapping[Independence, str] = {
    Independence.INDEPENDENT: "independent",
    Independence.SAME_ORIGIN: "same origin",
    Independence.UNKNOWN: "origin unknown",
}
CERTAINTY_WORDS: Mapping[Certainty, str] = {
    Certainty.SURE: "sure",
    Certainty.LIKELY: "likely",
    Certainty.UNRESOLVED: "not resolved",
}
ARROW = " ← "
VERSUS = " ↔ "
DOT = " · "


def one_line(text: str) -> str:
    """Return ``text`` fit for one line of the screen: printable, line breaks as blanks."""
    return displayable(text).replace("\n", " ")


def fit(text: str, width: int) -> str:
    """Return ``text`` on one line at exactly ``width`` cells, with an ellipsis where it is cut."""
    line = one_line(text)
    if width < 1:
        return ""
    if cell_len(line) <= width:
        return set_cell_size(line, width)
    return set_cell_size(set_cell_size(line, width - 1).rstrip() + "…", width)


def styled(parts: Iterable[tuple[str, Style | None]]) -> Content:
    """Return one ``Content`` of (text, style) parts, none of them read as markup."""
    whole = Content("")
    for text, style in parts:
        part = Content(text)
        whole += part.stylize(style) if style else part
    return whole


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return ``1 claim``, ``1,204 claims``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def chain_words(chain: Iterable[Hop]) -> str:
    """Return the hops from the reader to whoever said it: ``UNN ← Sky News``."""
    return ARROW.join(_hop_words(hop) for hop in chain)


def _hop_words(hop: Hop) -> str:
    if hop.kind is ActorKind.UNKNOWN:
        return f"{one_line(hop.name)} (unknown)" if hop.name else "unknown"
    return f"{one_line(hop.name)} (unnamed)" if hop.kind is ActorKind.UNNAMED else one_line(hop.name)


def speaker_words(speaker: Speaker | None) -> str:
    """Return who is said to have said it, their role, and how sure the rules are of it."""
    if speaker is None:
        return "none"
    role = f", {one_line(speaker.role)}" if speaker.role else ""
    return f"{one_line(speaker.name)}{role} ({CERTAINTY_WORDS[speaker.certainty]}{warning(speaker.name)})"


def quoted(claim: Claim, width: int = 44) -> str:
    """Return the claim's words in quotation marks, cut to at most ``width`` cells."""
    return f"“{fit(claim.content_words, width).rstrip()}”"


def evidence_words(evidence: Evidence, width: int = 44) -> str:
    """Return what is quoted, cut to ``width`` cells, and from which address, if from outside."""
    where = f", {one_line(evidence.url)}" if evidence.url else ""
    return f"“{fit(evidence.quotation, width).rstrip()}”{where}"


def agreement_words(found: Iterable[Agreement], own: str = "") -> list[str]:
    """Return, a pair of reviewers each, how far they agree: ``anna – bela: verdict 82% of 44 (κ 0.61)``.

    Of a pair with ``own`` only the other is named.
    """
    pairs: dict[str, list[str]] = {}
    for one in found:
        names = " – ".join(one_line(name) for name in (one.one, one.other) if name != own)
        kappa = "undefined" if one.kappa is None else f"{one.kappa:.2f}"
        figures = f"{one.question.value} {one.share:.0%} of {one.n:,} (κ {kappa})"
        pairs.setdefault(f"with {names}" if own else names, []).append(figures)
    return [f"{names}: {', '.join(figures)}" for names, figures in pairs.items()]


def decision_words(decision: Decision) -> str:
    """Return what a decision did: ``verdict: unreviewed → verified``."""
    if decision.evidence:
        return f"{decision.action.value}: {evidence_words(decision.evidence)}"
    return f"{decision.action.value}: {change_words(decision)}"


def _edit_words(edit: str) -> str:
    """Return the content and speaker of an edit; those of the machine have no words here."""
    if not edit:
        return "the machine's version"
    made = Edit.model_validate_json(edit)
    speaker = f" by {one_line(made.speaker.name)}" if made.speaker else ""
    return f"“{fit(made.content_words, 44).rstrip()}”{speaker}"


def change_words(decision: Decision) -> str:
    """Return what a decision changed, and why: ``unreviewed → rejected (wrong words)``."""
    shown = _edit_words if decision.action is Action.EDIT else one_line
    before, after = (shown(part) or "nothing" for part in (decision.before, decision.after))
    reason = f" ({one_line(decision.reason)})" if decision.reason else ""
    return f"{before} → {after}{reason}"
