"""What the rules find before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass

from claims.models import ClaimKind, Modality, Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, cue and content by character spans, with the rule that found them."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: ClaimKind
    modality: Modality
    rule: str
    cue_class: str
    """The lexicon class of the cue: ``say``, ``think``, ``want``, …"""
    reliability: float
    parent: int | None = None
    """The number, in the same list, of the attribution whose content holds this one."""
    steps: tuple[str, ...] = ()
    """Why: what was tried and what decided, for ``--explain``."""
