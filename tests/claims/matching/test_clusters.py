from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.matching import Edge, clusters, members
from claims.matching.clusters import ENOUGH, LEAST, counts, tells
from claims.models import ClaimKind, Relation

SAME, CONFLICTING, UNRELATED = Relation.SAME, Relation.CONFLICTING, Relation.UNRELATED


def same(later: int, earlier: int, score: float = 0.8, relation: Relation = SAME) -> Edge:
    return Edge(later, earlier, relation, score, False)


def decided(later: int, earlier: int, relation: Relation = SAME) -> Edge:
    return Edge(later, earlier, relation, 0.5, True)


def stories(*edges: Edge) -> list[tuple[int, ...]]:
    ordered = sorted(edges, key=lambda edge: (edge.later, edge.earlier))
    found = clusters(ordered, [edge for edge in ordered if edge.decided])
    assert set(found.values()) == {claim for claim, name in found.items() if claim == name}
    return sorted(members(found).values())


def test_claims_that_say_the_same_are_one_story_named_by_the_first() -> None:
    assert stories(same(2, 1), same(5, 2), same(4, 3)) == [(1, 2, 5), (3, 4)]


def test_a_claim_goes_where_it_fits_best() -> None:
    assert stories(same(2, 1), same(4, 3), same(5, 1, 0.7), same(5, 3, 0.9)) == [(1, 2), (3, 4, 5)]
    assert stories(same(2, 1), same(4, 3), same(5, 1), same(5, 3)) == [(1, 2, 5), (3, 4)]


def test_a_later_claim_joins_no_two_stories() -> None:
    before = [same(2, 1), same(4, 3)]
    assert stories(*before, same(5, 1), same(5, 2), same(5, 3), same(5, 4)) == [(1, 2, 5), (3, 4)]


def test_a_proposal_of_a_part_is_no_story() -> None:
    assert stories(same(2, 1, LEAST - 0.01)) == []
    assert stories(same(2, 1, LEAST)) == [(1, 2)]


def test_a_claim_that_contradicts_most_of_a_story_is_not_in_it() -> None:
    three = [same(2, 1), same(3, 1), same(3, 2)]
    against = [same(4, 1), same(4, 2, relation=CONFLICTING), same(4, 3, relation=CONFLICTING)]
    assert stories(*three, *against) == [(1, 2, 3)]
    assert stories(*three, same(4, 1), same(4, 2), same(4, 3, relation=CONFLICTING)) == [(1, 2, 3, 4)]


def test_one_thing_does_not_lead_to_another() -> None:
    three = [same(2, 1), same(3, 1), same(3, 2)]
    assert stories(*three, same(4, 3)) == [(1, 2, 3)]
    assert stories(*three, same(4, 3), same(4, 2)) == [(1, 2, 3, 4)]


def test_of_a_big_story_some_claims_are_enough() -> None:
    big = 3 * ENOUGH
    told = [same(later, earlier) for later in range(2, big + 1) for earlier in range(1, later)]
    some = [same(big + 1, earlier) for earlier in range(1, ENOUGH + 1)]
    assert stories(*told, *some) == [tuple(range(1, big + 2))]
    assert stories(*told, *some[1:]) == [tuple(range(1, big + 1))]


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("that the bridge would stay closed", ClaimKind.INDIRECT, True),
        ("Dock strike to empty shelves", ClaimKind.HEADLINE, True),
        ("Dock Strike Empties Shelves", ClaimKind.HEADLINE, True),
        ("Senator Ada Brook, Port Halvard", ClaimKind.INDIRECT, False),
        ("to comment", ClaimKind.INDIRECT, False),
        ("request by request for the request", ClaimKind.INDIRECT, False),
        ("", ClaimKind.INDIRECT, False),
    ],
)
def test_names_and_a_word_or_two_tell_nothing(words: str, kind: ClaimKind, expected: bool) -> None:
    assert tells(words, kind) == expected


def test_what_tells_nothing_counts_with_the_same_words_or_by_a_decision() -> None:
    assert counts(same(2, 1, 0.5), True) and not counts(same(2, 1, 0.99), False)
    assert counts(same(2, 1, 1.0), False) and counts(decided(2, 1), False)
    assert counts(same(2, 1, 0.5, CONFLICTING), False)


def test_what_reviewers_decide_goes_before_what_is_proposed() -> None:
    assert stories(decided(4, 1), same(2, 1), same(4, 3), same(3, 2, 0.2)) == [(1, 2, 4)]
    assert stories(same(2, 1), decided(3, 2, CONFLICTING), same(3, 1)) == [(1, 2)]


def test_no_match_splits() -> None:
    assert stories(same(2, 1), same(3, 1), same(3, 2)) == [(1, 2, 3)]
    assert stories(same(2, 1), decided(3, 1, UNRELATED), same(3, 2)) == [(1, 2)]
    assert stories(decided(2, 1, UNRELATED)) == []


@pytest.mark.parametrize("order", [0, 1])
def test_decisions_that_contradict_each_other_keep_apart(order: int) -> None:
    edges = [decided(2, 1), decided(3, 2), decided(3, 1, UNRELATED)]
    assert stories(*edges[::-1] if order else edges) == [(1, 2)]


EDGES = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.integers(1, 12),
        st.sampled_from([SAME, SAME, SAME, CONFLICTING, UNRELATED]),
        st.floats(0, 1),
        st.booleans(),
    ),
    max_size=25,
)


def graph(given_edges: Sequence[tuple[int, int, Relation, float, bool]]) -> list[Edge]:
    """Return edges as a store gives them: one for each pair; no claim undecided and unrelated."""
    pairs = {
        (max(a, b), min(a, b)): (relation, score, own or relation is UNRELATED)
        for a, b, relation, score, own in given_edges
        if a != b
    }
    return [Edge(*pair, *rest) for pair, rest in sorted(pairs.items())]


@given(EDGES, st.integers(1, 12))
def test_what_comes_later_moves_nothing(
    given_edges: list[tuple[int, int, Relation, float, bool]], cut: int
) -> None:
    edges = [edge for edge in graph(given_edges) if edge.later <= cut or not edge.decided]
    before = [edge for edge in edges if edge.later <= cut]
    old = clusters(before, [edge for edge in before if edge.decided])
    new = clusters(edges, [edge for edge in edges if edge.decided])
    assert {claim: name for claim, name in new.items() if claim in old} == old
    # Those who were alone may have got company, under their own name.
    assert all(new[claim] == claim for claim in new if claim <= cut and claim not in old)


@given(EDGES)
def test_a_story_depends_on_nothing_outside_what_it_is_tied_to(
    given_edges: list[tuple[int, int, Relation, float, bool]],
) -> None:
    edges = graph(given_edges)
    whole = clusters(edges, [edge for edge in edges if edge.decided])
    for start in range(1, 13):
        tied, border = {start}, {start}
        while border:
            near = {
                claim
                for edge in edges
                if edge.relation is SAME and border & {edge.later, edge.earlier}
                for claim in (edge.later, edge.earlier)
            }
            border = near - tied
            tied |= near
        own = [edge for edge in edges if {edge.later, edge.earlier} <= tied]
        part = clusters(own, [edge for edge in own if edge.decided])
        assert part == {claim: name for claim, name in whole.items() if claim in tied}


@given(EDGES)
def test_no_two_that_reviewers_hold_apart_are_one_story(
    given_edges: list[tuple[int, int, Relation, float, bool]],
) -> None:
    edges = graph(given_edges)
    found = clusters(edges, [edge for edge in edges if edge.decided])
    for edge in edges:
        if edge.decided and edge.relation is not SAME:
            assert edge.later not in found or found[edge.later] != found.get(edge.earlier)
