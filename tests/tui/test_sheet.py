from __future__ import annotations

import datetime as dt
from typing import Any

from claims.models import (
    ActorKind,
    Claim,
    ClaimKind,
    Conflict,
    Hop,
    Match,
    MatchState,
    Modality,
    Relation,
    Span,
    Verdict,
    match_id,
)
from claims.models import AttributionCheck as Check
from claims.workbench import ClaimRow, Workbench
from tui.sheet import Candidate, by_origin

SOME_DAY = dt.date(2026, 3, 14)


def claim(id: str, *origin: str) -> Claim:
    hops = tuple(Hop(name=name, key=name.casefold(), kind=ActorKind.OUTLET) for name in origin)
    return Claim(
        id=id, article_id=f"of {id}", kind=ClaimKind.ASSERTION, content=(Span(0, 1),), content_words="x",
        rule="r", chain=hops,
    )  # fmt: skip


def candidate(own: Claim, other: Claim, relation: Relation, decided: Relation | None = None) -> Candidate:
    a, b = sorted((own.id, other.id))
    match = Match(id=match_id(a, b), a=a, b=b, relation=relation, score=0.5)
    row = ClaimRow(
        1, other.id, other.article_id, "o", SOME_DAY, ClaimKind.ASSERTION, Modality.FACT, "", "x",
        Verdict.UNREVIEWED, Check.UNCHECKED, False, False, 0, 0, 0,
    )  # fmt: skip
    return Candidate(match, MatchState(relation=decided), other, row)


def test_matches_are_grouped_by_origin_the_most_urgent_first(workbench: Workbench) -> None:
    own = claim("m", "UNN", "Sky News")
    given = [
        candidate(own, claim("a", "Sky News"), Relation.SAME),
        candidate(own, claim("b"), Relation.CONFLICTING),
        candidate(own, claim("c", "Wire"), Relation.RELATED),
        candidate(own, claim("d", "BBC", "Sky News"), Relation.CONFLICTING),
    ]
    ordered, headings, spread = by_origin(own, given, workbench.origins)
    assert [one.claim.id for one in ordered] == ["d", "a", "b", "c"]
    assert headings == {
        0: "origin Sky News: 3 articles, with this one",
        2: "origin unknown: 1 article",
        3: "origin Wire: 1 article",
    }
    assert spread == "5 articles, 2 origins, 1 unknown"


def test_a_decision_changes_no_place_but_what_is_no_match_does_not_count(workbench: Workbench) -> None:
    own = claim("m", "UNN")
    before = [
        candidate(own, claim("a", "Wire"), Relation.SAME),
        candidate(own, claim("b", "Sky"), Relation.SAME),
    ]
    after = [candidate(own, before[0].claim, Relation.SAME, Relation.UNRELATED), before[1]]
    ordered, headings, spread = by_origin(own, after, workbench.origins)
    assert [one.claim.id for one in ordered] == [
        one.claim.id for one in by_origin(own, before, workbench.origins)[0]
    ]
    assert set(headings) == {0, 1}
    assert spread == "2 articles, 2 origins"
    assert by_origin(own, [], workbench.origins) == ((), {}, "")


def test_only_quantities_and_dates_are_marked_on_the_right_sides() -> None:
    own, other = claim("m"), claim("a")
    one = candidate(own, other, Relation.CONFLICTING)
    conflicts = (
        Conflict(kind="number", a="28", b="19", a_span=Span(1, 3), b_span=Span(5, 7)),
        Conflict(kind="negation", a="x", b="y", a_span=Span(8, 9), b_span=Span(8, 9)),
        Conflict(kind="date", a="May", b="June", b_span=Span(10, 14)),
    )
    turned = Candidate(one.match.model_copy(update={"conflicts": conflicts}), one.state, other, one.row)
    assert turned.differing == ((Span(5, 7), Span(10, 14)), (Span(1, 3),)), "the other is a, this one b"


async def test_what_differs_is_marked_in_both_texts(workbench: Workbench, build: Any, review: Any) -> None:
    claims = build.fill(workbench, 3)
    conflicting, related = build.with_matches(workbench, claims[0])
    other = workbench.claim(conflicting.b if conflicting.a == claims[0].id else conflicting.a)
    here = Span(claims[0].content[0].start + 17, claims[0].content[0].end)
    there = Span(other.content[0].start + 17, other.content[0].end)
    mine_first = conflicting.a == claims[0].id
    conflict = Conflict(
        kind="number",
        a="100 crates" if mine_first else "99 crates",
        b="99 crates" if mine_first else "100 crates",
        a_span=here if mine_first else there,
        b_span=there if mine_first else here,
    )
    workbench.store.add_matches([conflicting.model_copy(update={"conflicts": (conflict,)})])
    async with review(workbench) as seat:

        def marked() -> list[str]:
            return [
                segment.text
                for strip in seat.strips()
                for segment in strip
                if segment.style and segment.style.underline and "crates" in segment.text
            ]

        assert "≠ Mayor Ilse Brandt said the harbour lost 100 crates." in seat.text()
        assert marked() == ["100 crates", "99 crates"]
        assert "Matches 2 · 3 articles, 2 origins · 1 conflicting" in seat.text()
        assert "▾ origin Pia Holm: 2 articles" in seat.text()
        await seat.press("m", "j")
        assert marked() == ["99 crates"]
        await seat.press("k", "enter")
        assert "≠ Pia Holm said the harbour lost 99 crates." in seat.text()
        await seat.press("!")
        assert workbench.store.match_state(conflicting.id).relation is Relation.CONFLICTING
        assert workbench.store.match_state(related.id).relation is None
