"""Scoring predicted attributions against gold corpora: the figures of ``claims eval extraction``."""

from __future__ import annotations

from claims.evaluation.corpus import read_gold
from claims.evaluation.figures import Figure, interval
from claims.evaluation.gold import GoldAttribution, GoldDocument
from claims.evaluation.mistakes import Mistake, MistakeKind, Words
from claims.evaluation.scoring import Evaluation, PredictedAttribution, evaluate

__all__ = [
    "Evaluation",
    "Figure",
    "GoldAttribution",
    "GoldDocument",
    "Mistake",
    "MistakeKind",
    "PredictedAttribution",
    "Words",
    "evaluate",
    "interval",
    "read_gold",
]
