"""Extract attributed claims from news, match them across outlets, review and export them.

The parts of the workbench for a notebook or a service of one's own. Without a store:

    import claims

    articles = [one for one in claims.read(["story.html"]) if isinstance(one, claims.Article)]
    found = [claim for article in articles for claim in claims.extract(article)]
    for claim in found:
        print(claim.source_words, "→", claim.content_words, claim.chain)
    print(claims.match(found[0], found[1]))

With one, where everything is kept, matched, decided on and exported:

    from pathlib import Path
    from claims import AttributionCheck, ClaimFilter, Verdict, Workbench

    with Workbench.open(Path("story.sqlite"), reviewer="K. Weber") as workbench:
        workbench.add(["story.html"])
        facts = ClaimFilter(kind="indirect", modality="fact")
        first, *_ = workbench.rows(workbench.claim_ids(facts))
        workbench.mark([first.id], Verdict.VERIFIED, reason="in the ministry's own release")
        workbench.check([first.id], AttributionCheck.CONFIRMED)
        verified = ClaimFilter(status=Verdict.VERIFIED)
        workbench.export("jsonl", verified, Path("verified.jsonl"))
        manifest = workbench.exports.deliver(["html", "csv"], verified, Path("verified"))

    print(claims.verify(Path("verified")) == manifest)

``read`` yields a ``ReadFailure`` for what can't be read, and goes on. Every error that a person may see is
a ``ClaimsError``; its message says what to do. Everything is loaded when it is first used, so that
``import claims`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.comparing import match
    from claims.errors import ClaimsError
    from claims.export.manifest import Manifest, verify
    from claims.finding import ReadFailure, evaluate, extract, read
    from claims.importing import Imported
    from claims.models import (
        Article,
        AttributionCheck,
        Claim,
        ClaimKind,
        ClaimState,
        Decision,
        Evidence,
        Match,
        MatchState,
        Modality,
        Relation,
        Span,
        Verdict,
    )
    from claims.store import Store
    from claims.workbench import ClaimFilter, Order, Summary, Workbench

__all__ = [
    "Article",
    "AttributionCheck",
    "Claim",
    "ClaimFilter",
    "ClaimKind",
    "ClaimState",
    "ClaimsError",
    "Decision",
    "Evidence",
    "Imported",
    "Manifest",
    "Match",
    "MatchState",
    "Modality",
    "Order",
    "ReadFailure",
    "Relation",
    "Span",
    "Store",
    "Summary",
    "Verdict",
    "Workbench",
    "evaluate",
    "extract",
    "match",
    "read",
    "verify",
]


_HOMES = {
    "claims.errors": {"ClaimsError"},
    "claims.export.manifest": {"Manifest", "verify"},
    "claims.comparing": {"match"},
    "claims.finding": {"ReadFailure", "evaluate", "extract", "read"},
    "claims.importing": {"Imported"},
    "claims.store": {"Store"},
    "claims.workbench": {"ClaimFilter", "Order", "Summary", "Workbench"},
}
"""Where the names above are; all others are models."""


def __getattr__(name: str) -> object:
    if name in __all__:
        home = next((home for home, names in _HOMES.items() if name in names), "claims.models")
        return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
