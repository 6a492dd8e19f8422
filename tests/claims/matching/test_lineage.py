from __future__ import annotations

from claims.matching import Branch, lineage
from claims.models import ActorKind, Claim, ClaimKind, Hop, Span

OUTLET, PERSON, UNNAMED = ActorKind.OUTLET, ActorKind.PERSON, ActorKind.UNNAMED


def claim(number: int, *chain: tuple[str, ActorKind]) -> Claim:
    return Claim(
        id=f"c{number}",
        article_id=f"a{number}",
        kind=ClaimKind.INDIRECT,
        content=(Span(0, 1),),
        content_words="x",
        rule="test",
        chain=tuple(Hop(name=name, key=name.lower(), kind=kind) for name, kind in chain),
    )


UNN, SKY, BBC = ("UNN", OUTLET), ("Sky News", OUTLET), ("BBC", OUTLET)
RUBIO, OFFICIAL = ("Rubio", PERSON), ("an official", UNNAMED)


def drawn(branch: Branch) -> object:
    below = [drawn(one) for one in branch.branches]
    return (branch.name, list(branch.claims), below) if below else (branch.name, list(branch.claims))


def test_a_tree_grows_from_who_said_it_to_those_who_published_it() -> None:
    [tree] = lineage([claim(1, UNN, SKY, RUBIO), claim(2, SKY, RUBIO), claim(3, BBC, RUBIO)])
    assert drawn(tree) == ("Rubio", [], [("Sky News", ["c2"], [("UNN", ["c1"])]), ("BBC", ["c3"])])
    assert tree.known


def test_a_chain_that_ends_early_is_led_on_by_another() -> None:
    [tree] = lineage([claim(1, UNN, SKY), claim(2, SKY, RUBIO)])
    assert drawn(tree) == ("Rubio", [], [("Sky News", ["c2"], [("UNN", ["c1"])])])


def test_what_an_outlet_says_itself_has_it_for_a_root() -> None:
    [tree] = lineage([claim(1, UNN), claim(2, SKY, UNN)])
    assert drawn(tree) == ("UNN", ["c1"], [("Sky News", ["c2"])])


def test_each_unknown_origin_is_a_tree_of_its_own() -> None:
    trees = lineage([claim(1, UNN, OFFICIAL), claim(2, BBC, OFFICIAL), claim(3), claim(4, SKY, RUBIO)])
    assert [(drawn(tree), tree.known) for tree in trees] == [
        (("Rubio", [], [("Sky News", ["c4"])]), True),
        (("an official", [], [("UNN", ["c1"])]), False),
        (("an official", [], [("BBC", ["c2"])]), False),
        (("not stated", ["c3"]), False),
    ]


def test_a_circle_has_no_root() -> None:
    trees = lineage([claim(1, UNN, SKY), claim(2, SKY, UNN)])
    assert [(drawn(tree), tree.known) for tree in trees] == [
        (("Sky News", [], [("UNN", ["c1"])]), False),
        (("UNN", [], [("Sky News", ["c2"])]), False),
    ]


def test_a_copy_hangs_below_who_published_the_text_first() -> None:
    hop = claim(1, UNN).chain[0]
    [tree] = lineage([claim(1, UNN, RUBIO), claim(2, BBC, ("Marco Rubio, senator", PERSON))], {"a2": hop})
    assert drawn(tree) == ("Rubio", [], [("UNN", ["c1"], [("BBC", ["c2"])])])
