"""A store of hostile articles, on which hostile reviewers have decided; the terminals of the harness."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "durability")]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with every hostile article, a decision of each kind, and matches decided."""
    from tricks import HOSTILE, TRICK

    from claims.models import AttributionCheck, Evidence, Relation, Verdict
    from claims.workbench import Workbench

    path = tmp_path_factory.mktemp("hostile") / "claims.sqlite"
    with Workbench.open(path, reviewer=f"Eve {TRICK}") as workbench:
        summary = workbench.add([HOSTILE / name for name in ("articles.jsonl", "page.html", "invalid.txt")])
        assert (summary.articles, summary.failures) == (23, ())
        for row in workbench.rows(workbench.claim_ids()):
            workbench.mark([row.id], Verdict.UNVERIFIABLE, reason=TRICK)
            workbench.check([row.id], AttributionCheck.CONFIRMED, reason=TRICK)
            workbench.note(row.id, TRICK)
            evidence = Evidence(quotation=TRICK, article_id=row.article_id, url=f"https://x.example/{TRICK}")
            workbench.bind(row.id, evidence)
            for match, _ in workbench.matches_of(row.id)[:1]:
                workbench.decide_match(match.id, Relation.CONFLICTING, reason=TRICK)
    return path
