"""Stories told from a store: decisions, corrections, rejected claims, copies that come in any order."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from claims.models import Independence, Relation, Verdict
from claims.workbench import Workbench, tree_lines

WIRE = """\
Mayor Ada Brook said that the Harbour Bridge would stay closed until 12 March.

The bridge was built in 1911 and carries 28,000 cars a day across the river, twice as many as planned.

An inspection in January found cracks in two of the four main girders above the northern pier.

Ferries leave every ten minutes from the old customs quay until the bridge is open to traffic again.
"""
OWN = """\
Engineer Pia Holm said that the Harbour Bridge would stay closed until 19 March.

“We wait,” Brook said.
"""


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench.open(tmp_path / "store.sqlite", reviewer="ann")


def article(folder: Path, outlet: str, text: str, day: int = 10) -> Path:
    path = folder / f"{outlet}.md"
    path.write_text(
        f"---\ntitle: Bridge\noutlet: {outlet}\ndate: 2026-03-{day}\n---\n{text}", encoding="utf-8"
    )
    return path


def claim_of(workbench: Workbench, outlet: str, words: str) -> str:
    [row] = [row for row in workbench.articles() if row.outlet == outlet]
    return next(claim.id for claim in workbench.claims_of(row.id) if words in claim.content_words)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_copies_are_one_origin_in_whatever_order_they_come(
    workbench: Workbench, tmp_path: Path, order: tuple[int, ...]
) -> None:
    outlets = [("Agency", 10), ("Herald", 11), ("Mail", 12)]
    for number in order:
        outlet, day = outlets[number]
        workbench.add([article(tmp_path, outlet, WIRE, day)])
    with workbench:
        ids = [claim_of(workbench, outlet, "built in 1911") for outlet, _ in outlets]
        proposed = [match for match, _ in workbench.matches_of(ids[0])]
        assert [match.independence for match in proposed] == [Independence.SAME_ORIGIN] * 2
        cluster = workbench.stories.cluster_of(ids[2])
        assert [(one.name, len(one.claims)) for one in cluster.origins.known] == [("Agency", 3)]
        assert cluster.origins.confirmations(ids[0]) == 0
        assert [(line.indent, line.name) for line in tree_lines(cluster)] == [
            ("", "Agency"),
            ("├─ ", "Herald"),
            ("└─ ", "Mail"),
        ]
        copies = [(copy.article.outlet, copy.original.outlet) for copy in workbench.stories.copies()]
        assert sorted(copies) == [("Herald", "Agency"), ("Mail", "Agency")]


def test_copies_of_one_day_are_led_back_to_the_one_read_first(workbench: Workbench, tmp_path: Path) -> None:
    with workbench:
        for outlet in ("Mail", "Agency"):
            workbench.add([article(tmp_path, outlet, WIRE)])
        cluster = workbench.stories.cluster_of(claim_of(workbench, "Agency", "built in 1911"))
        assert [one.name for one in cluster.origins.known] == ["Mail"]
        assert cluster.origins.circles == ()


def test_an_article_of_ones_own_words_is_no_copy(workbench: Workbench, tmp_path: Path) -> None:
    with workbench:
        workbench.add([article(tmp_path, "Agency", WIRE), article(tmp_path, "Herald", OWN)])
        assert list(workbench.stories.copies()) == []


@pytest.fixture
def told(workbench: Workbench, tmp_path: Path) -> Workbench:
    """Three outlets, two of which say 12 March, in different articles."""
    other = "Ada Brook, the mayor, said that the Harbour Bridge would stay closed until 12 March.\n"
    for outlet, text, day in (("Agency", WIRE, 12), ("Herald", other, 11), ("Mail", OWN, 13)):
        workbench.add([article(tmp_path, outlet, text, day)])
    return workbench


def test_who_contradicts_a_story_is_shown_beside_it(told: Workbench) -> None:
    with told:
        cluster = told.stories.cluster_of(claim_of(told, "Agency", "stay closed"))
        assert cluster.id == claim_of(told, "Agency", "stay closed"), "the first that the store got"
        assert cluster.outlets == ("Herald", "Agency"), "the earliest first"
        assert str(cluster.first_seen) == "2026-03-11"
        assert [one.name for one in cluster.origins.known] == ["Ada Brook"]
        [against] = cluster.conflicting
        assert (against.row.outlet, against.relation, against.decided) == (
            "Mail",
            Relation.CONFLICTING,
            False,
        )
        assert against.conflicts == (("12 March", "19 March"),)
        assert against.origin == "Pia Holm"


def test_what_reviewers_decide_changes_the_story(told: Workbench) -> None:
    with told:
        one, other, against = (
            claim_of(told, outlet, "stay closed") for outlet in ("Agency", "Herald", "Mail")
        )
        told.decide_match(told.match_between(one, other)[0].id, Relation.UNRELATED)
        assert told.stories.clusters() == []
        assert [telling.claim.id for telling in told.stories.cluster_of(one).tellings] == [one]
        told.undo()
        told.decide_match(told.match_between(one, against)[0].id, Relation.SAME)
        cluster = told.stories.cluster_of(other)
        assert [telling.decided for telling in cluster.tellings] == [False, True, True]
        assert cluster.conflicting == ()
        assert told.stories.clusters() == [tuple(sorted(map(told.rowid, (one, other, against))))]


def test_a_rejected_claim_tells_nothing(told: Workbench) -> None:
    with told:
        one, other = (claim_of(told, outlet, "stay closed") for outlet in ("Agency", "Herald"))
        told.mark([other], Verdict.REJECTED, reason="wrong words")
        cluster = told.stories.cluster_of(one)
        assert [telling.claim.id for telling in cluster.tellings] == [one]
        told.mark([claim_of(told, "Mail", "stay closed")], Verdict.REJECTED, reason="wrong words")
        assert told.stories.cluster_of(one).conflicting == ()
        told.mark([one], Verdict.REJECTED, reason="wrong words")
        assert (told.stories.cluster_of(one).tellings, told.stories.cluster_of(one).first_seen) == ((), None)


def test_a_corrected_speaker_is_the_origin(told: Workbench) -> None:
    with told:
        from claims.models import Edit

        one = claim_of(told, "Agency", "stay closed")
        claim, holm = told.claim(one), told.claim(claim_of(told, "Mail", "stay closed")).speaker
        told.edit(one, Edit.of(claim).model_copy(update={"speaker": holm}))
        found = told.stories.cluster_of(one)
        assert {origin.name for origin in found.origins.known} == {"Ada Brook", "Pia Holm"}


def test_more_articles_move_no_claim_to_another_story(told: Workbench, tmp_path: Path) -> None:
    with told:
        before = [set(claims) for claims in told.stories.clusters()]
        more = WIRE.replace("12 March", "19 March").replace("Mayor Ada Brook", "The port authority")
        told.add([article(tmp_path, "Standard", more, 9)])
        after = [set(claims) for claims in told.stories.clusters()]
        for cluster in before:
            assert any(cluster <= now and min(now) == min(cluster) for now in after)
