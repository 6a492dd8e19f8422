from __future__ import annotations

import pytest

from claims.extraction.lexicon import Entry, classes, entries, entry_of
from claims.extraction.packs import table
from claims.models import Modality

KINDS = ("verbs", "nouns", "adjectives", "words")


def listed() -> list[tuple[str, str]]:
    """Return (base form, class) in the order of the data."""
    cues = table("en", "cues")["classes"]
    return [
        (base, name) for name, data in cues.items() for kind in KINDS for base in data.get(kind, "").split()
    ]


def test_every_class_says_what_it_does_and_what_its_claims_are() -> None:
    assert list(classes("en")) == list(table("en", "cues")["classes"])
    for name, known in classes("en").items():
        assert known.id == name
        assert known.title
    assert classes("en")["say"].modality is Modality.FACT
    assert classes("en")["think"].modality is Modality.OPINION
    assert classes("en")["want"].modality is Modality.INTENTION


def test_every_listed_word_is_an_entry_of_the_first_class_that_lists_it() -> None:
    first: dict[str, str] = {}
    for base, name in listed():
        first.setdefault(base, name)
    irregular = table("en", "cues")["irregular"]
    assert len(first) > 500
    for base, name in first.items():
        lemma = irregular.get(base, base)
        found = entries("en")[base]
        assert (found.lemma, found.cue_class) == (lemma, name if lemma == base else first[lemma])


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("say", "say", "b"),
        ("said", "say", "i"),
        ("saying", "say", "g"),
        ("told", "tell", "i"),
        ("denies", "deny", "s"),
        ("denying", "deny", "g"),
        ("stressed", "stress", "d"),
        ("stresses", "stress", "s"),
        ("argued", "argue", "d"),
        ("arguing", "argue", "g"),
        ("agreeing", "agree", "g"),
        ("planned", "plan", "d"),
        ("planning", "plan", "g"),
        ("plans", "plan", "s"),
        ("admitted", "admit", "d"),
        ("emphasises", "emphasise", "s"),
        ("beliefs", "belief", "s"),
        ("allegations", "allegation", "s"),
        ("worries", "worry", "s"),
        ("confident", "confident", "b"),
        ("according", "according", "b"),
        (":", ":", "b"),
    ],
)
def test_the_forms_of_a_word(word: str, lemma: str, form: str) -> None:
    found = entries("en")[word]
    assert (found.lemma, found.form) == (lemma, form)
    assert found.cue_class == entries("en")[lemma].cue_class
    assert entry_of("en", word) == found


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("zogging", Entry("zogg", "-", "g")),
        ("zogged", Entry("zogg", "-", "d")),
        ("zogs", Entry("zog", "-", "s")),
        ("zog", Entry("zog", "-", "b")),
        ("red", Entry("red", "-", "b")),
        ("", Entry("", "-", "b")),
    ],
)
def test_a_word_of_no_class_has_the_form_of_its_ending(word: str, expected: Entry) -> None:
    assert entry_of("en", word) == expected


def test_every_form_is_in_small_letters_and_of_a_known_kind() -> None:
    for word, entry in entries("en").items():
        assert word == word.lower()
        assert entry.cue_class in classes("en")
        assert entry.form in "bsdgi"
