from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.matching import (
    ACCEPT,
    RELATED,
    SAME,
    Band,
    Prepared,
    band,
    inverse_document_frequency,
    likeness,
    match,
    prepare,
    prepare_words,
)
from claims.models import ActorKind, DateMention, Features, Independence, Match, Relation, Span

IDF = inverse_document_frequency({}, 0)


def matched(a: str, b: str) -> Match:
    found = match(prepare_words(a, "a"), prepare_words(b, "b"), IDF)
    assert found is not None
    return found


AGREEING = [
    ("The harbour bridge will reopen in March", "The bridge over the harbour will reopen in March"),
    ("about 30 people were injured in the fire", "31 people were injured in the fire"),
    ("1.2 million homes lost power on Monday", "1,234,000 homes lost power on Monday"),
    ("the council accepted the offer", "The council accepted the offer."),
    ("The minister doesn’t want to resign", "The minister doesn't want to resign"),
]

CONFLICTING = [
    (
        "a 28-point peace plan was published",
        "a 19-point peace plan was published",
        "number",
        "28-point",
        "19-point",
    ),
    (
        "The ferry sank with 12 people on board",
        "The ferry sank with at least twenty-five people on board",
        "number",
        "12 people",
        "twenty-five people",
    ),
    (
        "The harbour bridge collapsed on 3 March",
        "The harbour bridge collapsed on March 4",
        "date",
        "3 March",
        "March 4",
    ),
    (
        "The minister will attend the meeting in Geneva",
        "The minister will not attend the meeting in Geneva",
        "negation",
        "attend the meeting in Geneva",
        "not attend the meeting in Geneva",
    ),
    (
        "The minister took bribes",
        "Ministry denies minister took bribes",
        "denial",
        "minister took bribes",
        "denies",
    ),
    (
        "Unemployment rose in the north in May",
        "Unemployment fell in the north in May",
        "opposite",
        "rose",
        "fell",
    ),
]


@pytest.mark.parametrize(("a", "b"), AGREEING)
def test_two_tellings_of_one_claim_are_the_same(a: str, b: str) -> None:
    found = matched(a, b)
    assert (found.relation, found.conflicts) == (Relation.SAME, ())


@pytest.mark.parametrize(("a", "b", "kind", "ours", "theirs"), CONFLICTING)
def test_a_conflict_names_both_values_and_their_places(
    a: str, b: str, kind: str, ours: str, theirs: str
) -> None:
    found = matched(a, b)
    assert found.relation is Relation.CONFLICTING
    conflict = next(one for one in found.conflicts if one.kind == kind)
    assert (conflict.a, conflict.b) == (ours, theirs)
    assert conflict.a_span is not None
    assert conflict.b_span is not None
    assert (a[slice(*conflict.a_span)], b[slice(*conflict.b_span)]) == (ours, theirs)
    assert f"{kind}: {ours} ↔ {theirs}" in found.reasons


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The ferry sank with 12 people on board", "The ferry sank with people on board"),
        ("The harbour bridge collapsed on 3 March", "The harbour bridge collapsed"),
        ("The first 28-point peace plan was cut to 19 points", "The peace plan has 28 points"),
        ("The ferry cost 12 million dollars", "The ferry sank with 12 people on board"),
        ("The plan was published in 2024 by Axios", "The plan was published on 3 May 2024 by Axios"),
        ("The mayor did not accept the plan", "The mayor rejected the plan"),
        ("The minister denied taking bribes", "The minister did not take bribes"),
        (
            "The ministry denied that bribes were taken",
            "The reports of bribes are not true, the ministry said",
        ),
    ],
)
def test_a_missing_or_compatible_value_is_no_conflict(a: str, b: str) -> None:
    assert matched(a, b).conflicts == ()


def test_what_shares_nothing_is_hidden() -> None:
    a = prepare_words("Territorial issues would be discussed by the presidents", "a")
    b = prepare_words("Rain is expected along the coast", "b")
    assert match(a, b, IDF) is None


def test_words_without_topic_match_nothing() -> None:
    assert match(prepare_words("the", "a"), prepare_words("the", "b"), IDF) is None


def test_a_denial_in_the_cue_turns_the_whole_content(make, idf) -> None:
    a = prepare(make("the minister took bribes", name="a", cue="denied that"))
    b = prepare(make("the minister took bribes from a builder", name="b"))
    found = match(a, b, idf)
    assert found is not None
    assert found.relation is Relation.CONFLICTING
    assert [(one.kind, one.a, one.a_span) for one in found.conflicts] == [("denial", "denied", None)]


def test_two_denials_agree(make, idf) -> None:
    a = prepare(make("the minister took bribes", name="a", cue="denied that"))
    b = prepare(make("the minister took bribes", name="b", cue="denies that"))
    found = match(a, b, idf)
    assert found is not None
    assert found.relation is Relation.SAME


def test_a_later_figure_may_be_an_update(make, idf) -> None:
    first, later = dt.date(2025, 11, 20), dt.date(2025, 11, 25)
    words = "The ferry sank with {} people on board"
    a = prepare(make(words.format(12), name="a"), date=first)
    b = prepare(make(words.format(17), name="b"), date=later)
    found = match(a, b, idf)
    assert found is not None
    assert "articles of 2025-11-20 and 2025-11-25: may be an update" in found.reasons
    same_day = match(a, prepare(make(words.format(17), name="b"), date=first), idf)
    assert same_day is not None
    assert not [reason for reason in same_day.reasons if "update" in reason]


def test_reasons_name_shared_words_speaker_and_origin(make, idf) -> None:
    agency = ("Press Agency", ActorKind.AGENCY)
    a = make(
        "Peace talks in Geneva will go on",
        name="a",
        speaker="Maria Okafor",
        chain=(("Wire", ActorKind.OUTLET), agency),
    )
    b = make(
        "In Geneva the peace talks go on",
        name="b",
        speaker="Maria Okafor",
        chain=(("Post", ActorKind.OUTLET), agency),
    )
    found = match(prepare(a), prepare(b), idf)
    assert found is not None
    assert "share “Peace talks”, “Geneva”, “go”" in found.reasons
    assert "same speaker" in found.reasons
    assert "same origin: Press Agency" in found.reasons
    assert (found.independence, found.shared_origin) == (Independence.SAME_ORIGIN, "Press Agency")


def test_title_and_speaker_stand_in_for_words_that_a_content_lacks(make, idf) -> None:
    full = prepare(make("Rubio called the Thanksgiving date for the peace plan flexible", name="b"))
    alone = match(prepare(make("the date is flexible", name="a")), full, idf)
    told = match(
        prepare(make("the date is flexible", name="a", speaker="Rubio"), "Thanksgiving deadline"), full, idf
    )
    assert told is not None
    assert told.score > (alone.score if alone else 0.0)


WORDS = """The minister did not accept 28 points rose fell 19 people denied Geneva peace plan on 3 March 4
2025 $1.2 million more than about % Zelenskyy hoax ’ … İ ß 1,2,3 99999999999999999999"""
SENTENCES = st.lists(st.sampled_from([*WORDS.split(), "\u00a0"]), max_size=14).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=60))


def prepared(words: str, name: str) -> Prepared:
    return prepare_words(words, name)


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_match_is_symmetric_bounded_and_deterministic(a: str, b: str) -> None:
    one, other = prepared(a, "a"), prepared(b, "b")
    found = match(one, other, IDF)
    assert found == match(other, one, IDF) == match(prepared(a, "a"), prepared(b, "b"), IDF)
    if found is not None:
        assert 0 <= found.score <= 1
        assert (found.a, found.b) == ("a", "b")
        assert (found.relation is Relation.CONFLICTING) == bool(found.conflicts)


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_which_id_comes_first_changes_neither_relation_nor_score(a: str, b: str) -> None:
    one = match(prepared(a, "a"), prepared(b, "b"), IDF)
    other = match(prepared(a, "b"), prepared(b, "a"), IDF)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert (one.relation, one.score) == (other.relation, other.score)
        assert {(c.kind, c.a, c.b) for c in one.conflicts} == {(c.kind, c.b, c.a) for c in other.conflicts}


@given(TEXTS)
def test_identical_claims_are_the_same_and_never_conflict(text: str) -> None:
    found = match(prepared(text, "a"), prepared(text, "b"), IDF)
    if prepared(text, "a").stems:
        assert found is not None
        assert (found.relation, found.score, found.conflicts) == (Relation.SAME, 1.0, ())


def test_bands_are_ordered() -> None:
    assert 0 < RELATED < 1
    assert all(0 < least < ACCEPT < 1 for least in SAME.values())


def test_only_what_is_the_same_and_very_alike_is_in_the_accept_band() -> None:
    alike = matched(
        "The council said the harbour bridge will reopen in March after long repairs.",
        "The council said that the harbour bridge will reopen in March after repairs.",
    )
    assert (alike.relation, band(alike)) == (Relation.SAME, Band.ACCEPT)
    assert band(alike.model_copy(update={"relation": Relation.CONFLICTING})) is Band.SUGGEST
    assert band(alike.model_copy(update={"score": ACCEPT - 0.01})) is Band.SUGGEST


def test_the_same_weekday_in_two_weeks_is_no_conflict(make, idf) -> None:
    def on_monday(name: str, day: int) -> Prepared:
        monday = dt.date(2025, 11, day)
        mention = DateMention(span=Span(134, 143), start=monday, end=monday)
        words = "The harbour bridge was shut again on Monday for repairs"
        return prepare(make(words, name=name, features=Features(dates=(mention,))), date=monday)

    found = match(on_monday("a", 17), on_monday("b", 24), idf)
    assert found is not None
    assert found.conflicts == ()


def test_two_spellings_of_a_name_never_conflict() -> None:
    found = matched(
        "Josef Hadley will chair the port authority.", "Joe Hadley will chair the port authority."
    )
    assert found.conflicts == ()
    assert found.relation is not Relation.CONFLICTING


def test_a_denial_of_the_very_words_conflicts(make, idf) -> None:
    a = prepare(make("the minister took bribes", name="a", cue="ruled out that"))
    b = prepare(make("the minister took bribes", name="b"))
    found = match(a, b, idf)
    assert found is not None
    assert [one.kind for one in found.conflicts] == ["denial"]


def test_reasons_name_the_figures_that_weigh_most() -> None:
    found = matched("The harbour bridge will reopen in March.", "The bridge will be open again in March.")
    assert any(reason.startswith("says the same: ") and "%" in reason for reason in found.reasons)


def test_likeness_is_known_of_what_is_hidden_too() -> None:
    a, b, c = (
        prepare_words(text, text) for text in ("The ferry sank.", "Rain fell on hills.", "A ferry sank.")
    )
    assert match(a, b, IDF) is None
    assert 0 <= likeness(a, b, IDF) < likeness(a, c, IDF) < likeness(a, a, IDF) == 1.0
