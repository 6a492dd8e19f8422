"""Cues and constructions: the features of the first two decisions about a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.constructions import BY_CODE, CONSTRUCTIONS, UNTOLD, construction_features
from claims.extraction.cues import cue_features, own_features
from claims.extraction.document import Document
from claims.extraction.extractor import view_of
from claims.extraction.view import Cue, candidates
from claims.reading import article

PIECES = [
    "“",
    "”",
    '"',
    "said",
    "Brook",
    ". ",
    "\n\n",
    " ",
    "told",
    "according to",
    ":",
    "that",
    "İ",
    "(",
    "has not",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)
SENTENCES = [
    "Mayor Ada Brook has not yet said that the bridge is closed.",
    "“The bridge is closed,” Brook told reporters on Monday, “and it stays so.”",
    "According to police, the driver was asleep.",
    "Critics who fear the worst say the plan (of 2019) is dead.",
]


def cues(text: str) -> list[Cue]:
    return candidates(view_of(Document.of(article(text, name="example"))))


def cue_of(text: str, word: str) -> Cue:
    return next(cue for cue in cues(text) if cue.word == word)


def features(cue: Cue) -> list[str]:
    return cue_features(cue)


@given(TEXTS)
def test_every_feature_has_a_name_and_a_value(text: str) -> None:
    for cue in cues(text):
        own, whole = own_features(cue), features(cue)
        shape = construction_features(cue, whole)
        assert whole[: len(own)] == own
        assert {f for f in whole if f.partition("=")[0] not in UNTOLD} <= set(shape)
        assert all(feature.partition("=")[0] and "=" in feature for feature in shape)
        assert shape == construction_features(cue, features(cue)), "twice the same"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_cue_is_judged_by_its_own_sentence(sentence: str) -> None:
    alone = cues(sentence)
    within = cues(f"The old town was quiet. He said “no”.\n\n{sentence} She told them.\n\nHe said no.")
    assert alone
    by_word = {
        cue.word: features(cue) for cue in within if cue.view.word[cue.stop - 2] == alone[0].view.word[-2]
    }
    assert {cue.word: features(cue) for cue in alone} == by_word


def test_auxiliaries_and_adverbs_are_passed_on_the_way_to_the_subject() -> None:
    found = features(cue_of(SENTENCES[0], "said"))
    assert "auxiliaries=hna" in found
    assert "subject=brook" in found
    assert "subject=they" in features(cue_of("They would also have said so.", "said"))


def test_quotations_and_other_cues_of_the_sentence_are_seen() -> None:
    assert "class+quotes=say11" in features(cue_of(SENTENCES[1], "told"))
    said = cue_of("Brook said no.", "said")
    assert "class+quotes=say00" in features(said)
    assert "cue before=none" in features(said)
    second = [c for c in cues("He said that she said no.") if c.word == "said"][1]
    assert "cue before=say" in features(second)


def test_the_constructions_are_all_orders_of_three_roles() -> None:
    assert len(CONSTRUCTIONS) == len(BY_CODE) == 9
    assert len({(c.before, c.after, c.source) for c in CONSTRUCTIONS}) == 9
    for construction in CONSTRUCTIONS:
        assert BY_CODE[construction.code] is construction
        assert construction.before or construction.after
        words = construction.id.split("-")
        assert ("source" in words) == (construction.source != "0")
        assert ("split" in words) == (construction.before and construction.after)
        if "source" in words:
            left = words.index("source") < words.index("cue")
            assert construction.source == ("L" if left else "R")
        if "content" in words:
            assert construction.before == (words.index("content") < words.index("cue"))
