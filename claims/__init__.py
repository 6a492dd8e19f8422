"""Extract attributed claims from news, match them across outlets, review and export them.

    from pathlib import Path
    import claims

    for article in claims.read(["story.html"]):
        for claim in claims.extract(article):
            print(claim.speaker, claim.content_words)

    with claims.Workbench.open(Path("story.sqlite")) as workbench:
        workbench.add(["story.html"])

Everything is loaded when it is first used, so that ``import claims`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.errors import ClaimsError
    from claims.finding import ReadFailure, evaluate, extract, read
    from claims.models import (
        Article,
        AttributionCheck,
        Claim,
        ClaimKind,
        ClaimState,
        Decision,
        Match,
        MatchState,
        Modality,
        Relation,
        Span,
        Verdict,
    )
    from claims.workbench import ClaimFilter, Order, Workbench

__all__ = [
    "Article",
    "AttributionCheck",
    "Claim",
    "ClaimFilter",
    "ClaimKind",
    "ClaimState",
    "ClaimsError",
    "Decision",
    "Match",
    "MatchState",
    "Modality",
    "Order",
    "ReadFailure",
    "Relation",
    "Span",
    "Verdict",
    "Workbench",
    "evaluate",
    "extract",
    "read",
]


_HOMES = ("claims.errors", "claims.models", "claims.finding", "claims.workbench")
"""Where the names above are looked for, the lightest module first."""


def __getattr__(name: str) -> object:
    if name in __all__:
        for home in _HOMES:
            module = import_module(home)
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
