from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.matching import circles, independence, origins
from claims.models import ActorKind, Certainty, Claim, ClaimKind, Hop, Independence, Span, Speaker

OUTLET, AGENCY, PERSON, UNNAMED = ActorKind.OUTLET, ActorKind.AGENCY, ActorKind.PERSON, ActorKind.UNNAMED


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


UNN, SKY, BBC, PA = ("UNN", OUTLET), ("Sky News", OUTLET), ("BBC", OUTLET), ("PA", AGENCY)
RUBIO, RUTTE, OFFICIAL = ("Rubio", PERSON), ("Rutte", PERSON), ("an official", UNNAMED)


def test_outlets_that_quote_one_agency_are_one_origin() -> None:
    assert independence(claim(1, UNN, PA), claim(2, SKY, PA)) == (Independence.SAME_ORIGIN, "PA")


def test_outlets_that_quote_one_speaker_are_one_origin() -> None:
    assert independence(claim(1, UNN, RUBIO), claim(2, BBC, SKY, RUBIO)) == (
        Independence.SAME_ORIGIN,
        "Rubio",
    )


def test_an_outlet_cited_by_the_end_of_its_name_is_that_outlet() -> None:
    alpha, beta, short = ("Daily Alpha", OUTLET), ("Weekly Beta", OUTLET), ("Beta", OUTLET)
    one, other = claim(1, alpha, short), claim(2, beta, RUBIO)
    assert independence(one, other) == (Independence.SAME_ORIGIN, "Weekly Beta")
    round_about = [one, claim(2, beta, ("Alpha", OUTLET))]
    assert circles(round_about) == (("Daily Alpha", "Weekly Beta", "Daily Alpha"),)
    assert independence(*round_about) == (Independence.UNKNOWN, None)
    assert origins(round_about).known == ()
    # Two outlets end so, or a person does: nobody can tell, or it is somebody else.
    two = [one, other, claim(3, ("Sunday Beta", OUTLET), RUTTE)]
    assert "Beta" in [origin.name for origin in origins(two).known]
    assert independence(claim(1, alpha, ("Beta", PERSON)), other) == (Independence.INDEPENDENT, None)


def test_different_known_origins_are_independent() -> None:
    assert independence(claim(1, UNN, RUBIO), claim(2, UNN, RUTTE)) == (Independence.INDEPENDENT, None)


def test_citing_an_outlet_adds_nothing_to_what_that_outlet_says() -> None:
    expected = (Independence.SAME_ORIGIN, "Sky News")
    assert independence(claim(1, UNN, SKY), claim(2, SKY, RUBIO)) == expected
    assert independence(claim(2, SKY, RUBIO), claim(1, UNN, SKY)) == expected


def test_an_unknown_origin_never_counts() -> None:
    unknown = (Independence.UNKNOWN, None)
    assert independence(claim(1, UNN, OFFICIAL), claim(2, BBC, RUBIO)) == unknown
    assert independence(claim(1, UNN, OFFICIAL), claim(2, BBC, OFFICIAL)) == unknown
    assert independence(claim(1), claim(2, BBC, RUBIO)) == unknown


def test_claims_are_counted_by_origin() -> None:
    found = origins([claim(1, UNN, PA), claim(2, SKY, PA), claim(3, BBC, PA), claim(4, BBC, RUBIO)])
    assert str(found) == "4 articles, 2 origins"
    assert [(one.name, one.claims) for one in found.known] == [("PA", ("c1", "c2", "c3")), ("Rubio", ("c4",))]


def test_unknown_origins_are_apart() -> None:
    found = origins([claim(1, UNN, PA), claim(2, BBC, OFFICIAL), claim(3)])
    assert str(found) == "3 articles, 1 origin, 2 unknown"
    assert found.unknown.claims == ("c2", "c3")


def test_an_outlet_passed_through_is_no_origin_of_its_own() -> None:
    found = origins([claim(1, UNN, SKY), claim(2, SKY, RUBIO), claim(3, BBC, RUTTE)])
    assert {one.name: one.claims for one in found.known} == {"Rubio": ("c1", "c2"), "Rutte": ("c3",)}


def test_a_circle_is_reported_and_its_origin_is_unknown() -> None:
    claims = [claim(1, UNN, SKY), claim(2, SKY, BBC), claim(3, BBC, UNN)]
    assert circles(claims) == (("BBC", "UNN", "Sky News", "BBC"),)
    assert str(origins(claims)) == "3 articles, 0 origins, 3 unknown"
    assert origins(claims).circles == circles(claims)
    assert independence(claim(1, UNN, SKY), claim(2, SKY, UNN)) == (Independence.UNKNOWN, None)


def test_an_outlet_that_is_led_back_to_itself_is_no_origin() -> None:
    claims = [claim(1, UNN, SKY), claim(2, SKY, UNN, SKY)]
    assert independence(*claims) == (Independence.UNKNOWN, None)
    assert str(origins(claims)) == "2 articles, 0 origins, 2 unknown"
    assert circles(claims) == (("Sky News", "UNN", "Sky News"),)


def test_a_circle_with_a_way_out_leads_to_whoever_said_it() -> None:
    claims = [claim(1, UNN, SKY), claim(2, SKY, UNN, PA)]
    assert [(one.name, one.claims) for one in origins(claims).known] == [("PA", ("c1", "c2"))]


def test_a_speaker_who_could_not_be_told_is_of_unknown_origin() -> None:
    them = claim(1, UNN, ("the union", ActorKind.ORGANISATION))
    speaker = Speaker(name="the union", key="the union", kind=ActorKind.ORGANISATION)
    told, untold = (
        them.model_copy(update={"speaker": speaker.model_copy(update={"certainty": certainty})})
        for certainty in (Certainty.LIKELY, Certainty.UNRESOLVED)
    )
    assert independence(told, claim(2, BBC, RUBIO)) == (Independence.INDEPENDENT, None)
    assert independence(untold, claim(2, BBC, RUBIO)) == (Independence.UNKNOWN, None)
    assert origins([told]).unknown.claims == ()
    assert origins([untold]).unknown.claims == ("c1",)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("josef hadley", "joe hadley", True),
        ("hadley", "joe hadley", True),
        ("j. hadley", "joe hadley", True),
        ("ann hadley", "joe hadley", False),
        ("jane hadley", "joe hadley", False),
        ("joe hadley", "joe brandt", False),
    ],
)
def test_a_person_by_a_short_first_name_is_one_origin(one: str, other: str, expected: bool) -> None:
    pair = [claim(1, UNN, (one, PERSON)), claim(2, BBC, PA, (other, PERSON))]
    assert (independence(*pair)[0] is Independence.SAME_ORIGIN) == expected
    assert (len(origins(pair).known) == 1) == expected


def test_organisations_of_like_names_are_apart() -> None:
    pair = [claim(1, UNN, ("Interior Ministry", ActorKind.ORGANISATION)), claim(2, BBC, ("Ministry", PERSON))]
    assert independence(*pair)[0] is Independence.INDEPENDENT


def test_a_copy_goes_by_who_published_the_text_first() -> None:
    first, copy = claim(1, UNN), claim(2, BBC)
    other = claim(3, SKY)
    hop = first.chain[0]
    assert str(origins([first, copy, other])) == "3 articles, 3 origins"
    found = origins([first, copy, other], {copy.article_id: hop})
    assert [(one.name, one.claims) for one in found.known] == [("UNN", ("c1", "c2")), ("Sky News", ("c3",))]


def test_who_is_credited_is_first_although_the_copy_was_read_before() -> None:
    wire, reprint = claim(1, PA), claim(2, BBC, PA)
    found = origins([reprint, wire], {wire.article_id: reprint.chain[0]})
    assert (str(found), found.circles) == ("2 articles, 1 origin", ())


def test_independent_confirmations_are_the_other_known_origins() -> None:
    found = origins([claim(1, UNN, PA), claim(2, BBC, RUBIO), claim(3, BBC, OFFICIAL)])
    assert [found.confirmations(f"c{number}") for number in (1, 2, 3)] == [1, 1, 0]


def test_citing_forward_or_oneself_is_no_circle() -> None:
    assert (
        circles([claim(1, UNN, SKY), claim(2, BBC, SKY), claim(3, SKY, SKY, PA), claim(4, UNN, RUBIO)]) == ()
    )


CHAINS = st.lists(st.sampled_from([UNN, SKY, BBC, PA, RUBIO, RUTTE, OFFICIAL]), max_size=4)


@given(CHAINS, CHAINS)
def test_independence_is_symmetric(a: list[tuple[str, ActorKind]], b: list[tuple[str, ActorKind]]) -> None:
    assert independence(claim(1, *a), claim(2, *b)) == independence(claim(2, *b), claim(1, *a))


@given(st.lists(CHAINS, max_size=7))
def test_every_claim_is_in_one_group_and_origins_never_exceed_known_ends(
    chains: list[list[tuple[str, ActorKind]]],
) -> None:
    claims = [claim(number, *chain) for number, chain in enumerate(chains)]
    found = origins(claims)
    listed = [name for group in (*found.known, found.unknown) for name in group.claims]
    assert sorted(listed) == sorted(one.id for one in claims)
    assert len(found.known) <= len({one.origin.key for one in claims if one.origin})
